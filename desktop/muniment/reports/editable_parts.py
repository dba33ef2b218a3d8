"""What a word processor calls a table, a frame, a field, a head and a foot, made by the library that writes them."""

from collections.abc import Collection, Sequence
from copy import deepcopy
from typing import Any

from muniment.reports.document import Document
from muniment.reports.visible import one_line
from muniment.reports.wording import Wording

_HAIRLINE = "4"  # eighths of a point
_RULE = "8"


def add_grid(
    made: Any,
    rows: int,
    widths: Sequence[float],
    *,
    ruled: Collection[int] = (),
    side: str = "bottom",
    head: bool = False,
    sides: Sequence[str] = (),
) -> list[list[Any]]:
    """A table without upright lines; the first paragraph of every cell. A head is repeated on each page.

    ``ruled`` rows have a line at one ``side``.
    """
    table = made.add_table(0, len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = _points(width)
    kinds = {rule: _row(table, widths, sides, rule) for rule in ("", side)}
    grid = [_copied(table, kinds[side if number in ruled else ""]) for number in range(rows)]
    if head and rows:
        _mark(table.rows[0], "w:tblHeader")
    return grid


def _row(table: Any, widths: Sequence[float], sides: Sequence[str], rule: str) -> Any:
    """A row to be copied, which takes a tenth of making each anew."""
    row = table.add_row()
    _mark(row, "w:cantSplit")
    for at, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
        cell.width = _points(width)
        if rule:
            _border(cell, (rule,), _HAIRLINE)
        paragraph = cell.paragraphs[0]
        paragraph.style = "Cell"
        if sides and sides[at] != "left":
            paragraph.alignment = _alignment(sides[at])
    table._tbl.remove(row._tr)
    return row._tr


def _copied(table: Any, model: Any) -> list[Any]:
    from docx.text.paragraph import Paragraph

    row = deepcopy(model)
    table._tbl.append(row)
    return [Paragraph(cell.p_lst[0], table) for cell in row.tc_lst]


def add_frame(made: Any, width: float, paragraphs: int) -> list[Any]:
    """A box around so many paragraphs."""
    table = made.add_table(1, 1)
    table.autofit = False
    cell = table.rows[0].cells[0]
    cell.width = _points(width)
    _border(cell, ("top", "left", "bottom", "right"), _RULE)
    found = [cell.paragraphs[0], *(cell.add_paragraph() for _ in range(paragraphs - 1))]
    for one in found:
        one.style = "Cell"
    return found


def add_field(paragraphs: Sequence[Any], instruction: str, shown: Sequence[str]) -> None:
    """A field over one paragraph or several, with what it shows until it is worked out."""
    first, last = paragraphs[0], paragraphs[-1]
    _field_mark(first, "begin")
    told = _new("w:instrText")
    told.set(_name("xml:space"), "preserve")
    told.text = f" {instruction} "
    first.add_run()._r.append(told)
    _field_mark(first, "separate")
    for paragraph, text in zip(paragraphs, shown, strict=False):
        paragraph.add_run(text)
    _field_mark(last, "end")


def set_edges(section: Any, document: Document, words: Wording, room: float) -> None:
    """Head and foot of every page: about the paper, and which page of how many; not every program counts by parts."""
    head, foot = document.head, document.foot
    copy, journal = words.of_copy(head), words.of_journal(foot)
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    above, below = section.header.paragraphs[0], section.footer.paragraphs[0]
    for one in (above, below):
        _tab_at(one, room)
    above.add_run(one_line(head.classification)).bold = True
    above.add_run("\t" + one_line(_listed(head.code, copy, head.audience)))
    if head.notice:
        section.header.add_paragraph(style="Header").add_run(one_line(head.notice)).bold = True
    below.add_run(one_line(_listed(copy, journal, foot.note)) + "\t")
    before, _, rest = words.page_of.partition("{page}")
    between, _, after = rest.partition("{pages}")
    for text, instruction in ((before, "PAGE"), (between, "NUMPAGES")):
        below.add_run(text)
        add_field([below], instruction, ["1"])
    below.add_run(after)


def keep_next(paragraph: Any) -> None:
    """The paragraph stays with what follows."""
    paragraph.paragraph_format.keep_with_next = True


def _listed(*values: str) -> str:
    return "  ·  ".join(value for value in values if value)


def _tab_at(paragraph: Any, room: float) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT

    stops = paragraph.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(_points(room), WD_TAB_ALIGNMENT.RIGHT)


def _alignment(side: str) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    return WD_ALIGN_PARAGRAPH.RIGHT if side == "right" else WD_ALIGN_PARAGRAPH.CENTER


def _field_mark(paragraph: Any, kind: str) -> None:
    mark = _new("w:fldChar")
    mark.set(_name("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(_new(name))


def _border(cell: Any, sides: Sequence[str], weight: str) -> None:
    borders = _new("w:tcBorders")
    for side in sides:
        line = _new(f"w:{side}")
        for key, value in (("val", "single"), ("sz", weight), ("space", "0"), ("color", "000000")):
            line.set(_name(f"w:{key}"), value)
        borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)


def _new(name: str) -> Any:
    from docx.oxml.parser import OxmlElement

    return OxmlElement(name)


def _name(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


def _points(number: float) -> Any:
    from docx.shared import Pt

    return Pt(number)
