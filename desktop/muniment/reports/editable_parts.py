"""What a word processor calls a table, a frame, a field, a head and a foot, made by the library that writes them."""

from collections.abc import Collection, Sequence
from copy import deepcopy
from typing import Any

from muniment.reports.document import Document
from muniment.reports.visible import one_line
from muniment.reports.wording import Wording

_HAIRLINE = "4"  # eighths of a point
_RULE = "8"
_BOX = 8.0  # points between a box and what is in it
GAP = 10.0
"""Points between the columns of a table."""


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

    ``ruled`` rows have a line at one ``side``; ``widths`` have the gap to the next column in them.
    """
    table = made.add_table(0, len(widths))
    table.autofit = False
    _before(table._tbl.tblPr, "w:tblLook", _margins("w:tblCellMar", GAP))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = _points(width)
    kinds = {rule: _row(table, widths, sides, rule) for rule in ("", side)}
    grid = [_copied(table, kinds[side if number in ruled else ""]) for number in range(rows)]
    if head and rows:
        _mark(table.rows[0], "w:tblHeader")
        for cell in table.rows[0].cells:
            cell._tc.tcPr.remove(cell._tc.tcPr.find(_name("w:tcBorders")))
            _border(cell, ("top", "bottom"), _RULE)
    return grid


def _row(table: Any, widths: Sequence[float], sides: Sequence[str], rule: str) -> Any:
    """A row to be copied, which takes a tenth of making each anew."""
    row = table.add_row()
    _mark(row, "w:cantSplit")
    for at, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
        cell.width = _points(width)
        if at == len(widths) - 1:
            cell._tc.get_or_add_tcPr().append(_margins("w:tcMar", 0))
        if rule:
            _border(cell, (rule,), _HAIRLINE)
        paragraph = cell.paragraphs[0]
        paragraph.style = "Cell"
        if rule == "top":
            paragraph.paragraph_format.space_before = _points(4)
        if sides and sides[at] != "left":
            paragraph.alignment = _alignment(sides[at])
    table._tbl.remove(row._tr)
    return row._tr


def _copied(table: Any, model: Any) -> list[Any]:
    from docx.text.paragraph import Paragraph

    row = deepcopy(model)
    table._tbl.append(row)
    return [Paragraph(cell.p_lst[0], table) for cell in row.tc_lst]


def add_frame(made: Any, paragraphs: int) -> list[Any]:
    """A box around so many paragraphs, from one margin to the other."""
    found = [made.add_paragraph(style="Notice") for _ in range(paragraphs)]
    for one in found[:-1]:
        keep_next(one)
    return found


def framed(style: Any) -> None:
    """Paragraphs of this style stand in one box as long as they follow each other."""
    edge_lines(style.element.get_or_add_pPr(), ("top", "left", "bottom", "right"), _RULE, _BOX)
    shape = style.paragraph_format
    shape.left_indent = shape.right_indent = _points(_BOX)


def edge_lines(properties: Any, sides: Sequence[str], weight: str = _HAIRLINE, space: float = 3) -> None:
    """Lines at the sides of a paragraph, so many points away from its text."""
    borders = _new("w:pBdr")
    for side in sides:
        borders.append(_line(side, weight, f"{space:g}"))
    after = {_name(f"w:{name}") for name in ("keepNext", "keepLines", "pageBreakBefore", "widowControl", "pStyle")}
    place = max((at for at, one in enumerate(properties, 1) if one.tag in after), default=0)
    properties.insert(place, borders)


def begin_field(paragraph: Any, instruction: str) -> None:
    """What follows is what a field shows until it is worked out."""
    _field_mark(paragraph, "begin")
    told = _new("w:instrText")
    told.set(_name("xml:space"), "preserve")
    told.text = f" {instruction} "
    paragraph.add_run()._r.append(told)
    _field_mark(paragraph, "separate")


def end_field(paragraph: Any) -> None:
    """Here ends what a field shows."""
    _field_mark(paragraph, "end")


def add_field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field with what it shows until it is worked out."""
    begin_field(paragraph, instruction)
    paragraph.add_run(shown)
    end_field(paragraph)


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Makes the paragraph a place that links lead to; ``number`` is one that no other has."""
    begin, end = _new("w:bookmarkStart"), _new("w:bookmarkEnd")
    for mark in (begin, end):
        mark.set(_name("w:id"), str(number))
    begin.set(_name("w:name"), name)
    paragraph._p.append(end)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, begin)


def lead(paragraph: Any, name: str, first: int = 0) -> None:
    """All runs of a paragraph, from the first of these on, lead to a bookmark."""
    link = _new("w:hyperlink")
    link.set(_name("w:anchor"), name)
    link.set(_name("w:history"), "1")
    for run in paragraph._p.r_lst[first:]:
        link.append(run)
    paragraph._p.append(link)


def set_edges(section: Any, document: Document, words: Wording, room: float) -> None:
    """Head and foot of every page: about the paper, and which page of how many; not every program counts by parts."""
    head, foot = document.head, document.foot
    copy, journal = words.of_copy(head), words.of_journal(foot)
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    above, below = section.header.paragraphs[0], section.footer.paragraphs[0]
    for one in (above, below):
        tab_at(one.paragraph_format, room)
    above.add_run(one_line(head.classification)).bold = True
    above.add_run("\t" + one_line(_listed(head.code, copy, head.audience)))
    if head.notice:
        section.header.add_paragraph(style="Header").add_run(one_line(head.notice)).bold = True
    edge_lines(section.header.paragraphs[-1]._p.get_or_add_pPr(), ("bottom",))
    edge_lines(below._p.get_or_add_pPr(), ("top",))
    below.add_run(one_line(_listed(copy, journal, foot.note)) + "\t")
    before, _, rest = words.page_of.partition("{page}")
    between, _, after = rest.partition("{pages}")
    for text, instruction in ((before, "PAGE"), (between, "NUMPAGES")):
        below.add_run(text)
        add_field(below, instruction, "1")
    below.add_run(after)


def keep_next(paragraph: Any) -> None:
    """The paragraph stays with what follows."""
    paragraph.paragraph_format.keep_with_next = True


def _listed(*values: str) -> str:
    return "  ·  ".join(value for value in values if value)


def tab_at(shape: Any, room: float, *, dotted: bool = False) -> None:
    """The only stop of a paragraph, or of a style, is at its right edge."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER

    stops = shape.tab_stops
    stops.clear_all()
    leader = WD_TAB_LEADER.DOTS if dotted else WD_TAB_LEADER.SPACES
    stops.add_tab_stop(_points(room), WD_TAB_ALIGNMENT.RIGHT, leader)


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
        borders.append(_line(side, weight, "0"))
    cell._tc.get_or_add_tcPr().insert(1, borders)  # right after the width: the order is prescribed


def _before(properties: Any, name: str, one: Any) -> None:
    """Puts one in where the order is prescribed: before another of that name, or last."""
    found = properties.find(_name(name))
    if found is None:
        properties.append(one)
    else:
        found.addprevious(one)


def _line(side: str, weight: str, space: str) -> Any:
    line = _new(f"w:{side}")
    for key, value in (("val", "single"), ("sz", weight), ("space", space), ("color", "000000")):
        line.set(_name(f"w:{key}"), value)
    return line


def _margins(name: str, gap: float) -> Any:
    """Text begins at the very edge of its cell, as it does on the page, and ends before the next column."""
    margins = _new(name)
    for side, points in (("left", 0.0), ("right", gap)):
        one = _new(f"w:{side}")
        one.set(_name("w:w"), f"{points * 20:g}")
        one.set(_name("w:type"), "dxa")
        margins.append(one)
    return margins


def _new(name: str) -> Any:
    from docx.oxml.parser import OxmlElement

    return OxmlElement(name)


def _name(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


def _points(number: float) -> Any:
    from docx.shared import Pt

    return Pt(number)
