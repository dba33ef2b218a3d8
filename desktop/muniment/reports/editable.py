"""A document to be worked on in a word processor (DOCX): the same blocks, with styles, tables, a head and a foot."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import count
from typing import Any

from muniment.reports.contents import beginning
from muniment.reports.document import (
    BigFigures,
    Block,
    Contents,
    Document,
    Facts,
    Figure,
    Heading,
    KeepTogether,
    Label,
    Notice,
    PageBreak,
    PageOf,
    Paragraph,
    Run,
    Spacer,
    Table,
    Text,
    headings,
)
from muniment.reports.editable_file import empty, finished
from muniment.reports.editable_parts import (
    add_frame,
    add_grid,
    begin_field,
    bookmark,
    end_field,
    keep_next,
    lead,
    set_edges,
)
from muniment.reports.flow import prepared
from muniment.reports.fonts import Notes
from muniment.reports.picture import picture
from muniment.reports.style import Paper, sheet, style
from muniment.reports.tables import gutter, table_widths
from muniment.reports.visible import made_visible, one_line
from muniment.reports.wording import wording

_HANG = 24.0
_BIG, _TICKED = 24.0, 14.0  # points: the days, and boxes for a pen
_OTHER_TYPE = 1.15  # by how much the type of a word processor may need more room than ours
_BEFORE_ENTRIES = 3  # runs of the field that lists the headings, which stand before its first entry


def to_docx(documents: Sequence[Document], paper: Paper = "a4", before: Document | None = None) -> bytes:
    """Several documents, at least one, in one file; each begins on a new page, with its own head and foot.

    A list of them may stand ``before``, and lead to each.
    """
    made = empty(paper, documents[0].language, documents[0].density)
    marks = count(1)
    every = [("", before)] if before else []
    every += [(beginning(number), document) for number, document in enumerate(documents, 1)]
    for number, (anchor, document) in enumerate(every):
        section = made.add_section() if number else made.sections[0]
        set_edges(section, document, wording(document.language), sheet(paper).room)
        _Writer(made, document, sheet(paper).room, marks).write(anchor)
    return finished(made)


def spans(text: Text) -> Iterator[Run]:
    """The runs of a text, visible; references to pages go, and the comma before them: pages change with editing."""
    pieces: list[Run] = []
    for one in (text,) if isinstance(text, str) else text:
        if isinstance(one, PageOf):
            if pieces:
                last = pieces.pop()
                pieces.append(Run(last.text.rstrip(" \xa0,"), last.emphasis))
        else:
            pieces.append(one if isinstance(one, Run) else Run(one))
    return (Run(made_visible(one.text), one.emphasis) for one in pieces if one.text)


class _Writer:
    def __init__(self, made: Any, document: Document, room: float, marks: Iterator[int]) -> None:
        self._made = made
        self._marks = marks
        sizes = style(document.density)
        self._style = replace(sizes, table=replace(sizes.table, size=sizes.table.size * _OTHER_TYPE))
        self._document = document
        self._room = room
        self._words = wording(document.language)
        self._is_kept = False

    def write(self, anchor: str = "") -> None:
        """All of the document; its beginning is a place that links to the ``anchor`` lead to."""
        self._headings = [next(self._marks) for _ in headings(self._document.blocks)]
        self._met = iter(self._headings)
        for number, line in enumerate(line for line in self._document.title if line):
            title = self._paragraph(line, "Subtitle" if number else "Title")
            if anchor and not number:
                bookmark(title, _mark_of(anchor), next(self._marks))
        for block in self._document.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                number = next(self._met)
                bookmark(self._paragraph(block.text, f"Heading {block.level}"), _heading_mark(number), number)
            case Paragraph():
                self._text(block)
            case Facts():
                self._facts(block)
            case Table():
                self._table(block)
            case Figure():
                self._figure(block)
            case Notice():
                self._notice(block)
            case BigFigures():
                self._big(block)
            case Contents():
                self._contents(block)
            case PageBreak():
                self._made.add_page_break()
            case Spacer():
                self._paragraph("", "Small")
            case KeepTogether():
                self._together(block)

    def _paragraph(self, text: Text, style: str) -> Any:
        made = fill(self._made.add_paragraph(style=style), text)
        if self._is_kept:
            keep_next(made)
        return made

    def _text(self, block: Paragraph) -> None:
        style = "Small" if block.size == "small" else "Normal"
        made = self._paragraph(block.label, style)
        if block.label:
            made.add_run("\t")
            hang(made, _HANG)
        fill(made, block.text)
        if block.keep_next:
            keep_next(made)

    def _facts(self, block: Facts) -> None:
        rows: list[list[Text]] = []
        for at in range(0, len(block.facts), block.columns):
            inside = block.facts[at : at + block.columns]
            cells = [cell for fact in inside for cell in (fact.label, fact.value)]
            rows.append([*cells, *[""] * (2 * block.columns - len(cells))])
        shares = (1.0, 3.0) if block.columns == 1 else (1.0, 1.0, 1.0, 1.0)
        ruled = {at // block.columns for at, fact in enumerate(block.facts) if fact.ruled}
        grid = add_grid(self._made, len(rows), self._widths(shares), ruled=ruled, side="top")
        for row, cells in zip(rows, grid, strict=True):
            for text, cell in zip(row, cells, strict=True):
                fill(cell, text)
        self._gap()

    def _table(self, block: Table) -> None:
        titled = any(column.title for column in block.columns)
        rows: list[Sequence[Text]] = [[column.title for column in block.columns]] if titled else []
        rows += [row.cells for row in block.rows]
        strong = {0} if titled else set()
        strong |= {number for number, row in enumerate(block.rows, len(strong)) if row.strong}
        ruled = set(range(len(rows)))
        grid = add_grid(self._made, len(rows), self._columns(block), ruled=ruled, head=titled, sides=_sides(block))
        for number, (row, cells) in enumerate(zip(rows, grid, strict=True)):
            for text, cell, column in zip(row, cells, block.columns, strict=True):
                fill(cell, text, bold=number in strong)
                if column.ticked and number not in strong:
                    sized(cell, _TICKED)
        for one, cells in zip(reversed(block.rows), reversed(grid), strict=False):
            for cell in cells if one.goal else ():
                lead(cell, _mark_of(one.goal))
        self._gap()

    def _columns(self, block: Table) -> list[float]:
        """The widths of the columns as on paper, for type that is a little narrower, each with the gap after it."""
        notes, sizes = Notes(self._words), self._style
        contents = [
            [prepared(column.title, sizes.table_head, notes, {})]
            + [prepared(row.cells[at], sizes.table, notes, {}) for row in block.rows]
            for at, column in enumerate(block.columns)
        ]
        wide = table_widths(block, contents, sizes, self._room)
        gap = gutter(len(wide), self._room)
        return [*(width + gap for width in wide[:-1]), wide[-1]]

    def _widths(self, shares: Sequence[float]) -> list[float]:
        return [self._room * share / max(sum(shares), 1) for share in shares]

    def _figure(self, block: Figure) -> None:
        from docx.shared import Pt

        labels = " ".join(mark.text for mark in block.marks if isinstance(mark, Label))
        drawn = self._made.add_paragraph(style="Small")
        shape = drawn.add_run().add_picture(BytesIO(picture(block)), width=Pt(min(block.width, self._room)))
        told = shape._inline.docPr
        told.set("name", self._words.figure)
        told.set("descr", one_line(block.alternative or labels)[:2000])
        if block.caption:
            keep_next(drawn)
            self._paragraph(block.caption, "Small")
        if block.alternative:
            self._paragraph(f"[{self._words.figure}: {one_line(block.alternative)}]", "Small")

    def _notice(self, block: Notice) -> None:
        frame = add_frame(self._made, 1 + len(block.paragraphs))
        for place, text in zip(frame, (block.title, *block.paragraphs), strict=True):
            fill(place, text, bold=place is frame[0])
        self._gap()

    def _big(self, block: BigFigures) -> None:
        count = max(1, min(4, len(block.figures)))
        for at in range(0, len(block.figures), count):
            figures = block.figures[at : at + count]
            [cells] = add_grid(self._made, 1, self._widths([1.0] * len(figures)), ruled={0})
            for figure, cell in zip(figures, cells, strict=True):
                sized(fill(cell, (Run(figure.number, "bold"),)), _BIG)
                note = f"\n{figure.note}" if figure.note else ""
                fill(cell, (Run(f"\n{figure.label}", "bold"), note))
            self._gap()

    def _contents(self, block: Contents) -> None:
        """A field that lists the headings, with links; their pages come with the first update (F9)."""
        fill(self._made.add_paragraph(style="Subtitle"), self._words.contents, bold=True)
        every = zip(headings(self._document.blocks), self._headings, strict=True)
        found = [(one, number) for one, number in every if one.level <= block.depth]
        lines = [self._made.add_paragraph(style=f"toc {one.level}") for one, _ in found]
        lines = lines or [self._made.add_paragraph(style="Small")]
        begin_field(lines[0], f'TOC \\o "1-{block.depth}" \\h')
        for at, (line, (one, number)) in enumerate(zip(lines, found, strict=False)):
            line.add_run(one_line(one.text))
            lead(line, _heading_mark(number), 0 if at else _BEFORE_ENTRIES)
        end_field(lines[-1])
        self._gap()

    def _together(self, block: KeepTogether) -> None:
        blocks = [inner for inner in block.blocks if not isinstance(inner, PageBreak)]
        for number, inner in enumerate(blocks, 1):
            self._is_kept = number < len(blocks)
            self._block(inner)

    def _gap(self) -> None:
        """Two tables without anything between them would become one."""
        self._made.add_paragraph(style="Gap")


def _mark_of(anchor: str) -> str:
    """What a word processor calls an anchor: of letters, digits and lines alone."""
    return re.sub(r"\W", "_", anchor)


def _heading_mark(number: int) -> str:
    return f"_Toc{number:08}"


def fill(place: Any, text: Text, *, bold: bool = False) -> Any:
    """Adds a text to a paragraph of the library; gives the paragraph back."""
    for one in spans(text):
        run = place.add_run(one.text)
        run.bold = True if bold or one.emphasis == "bold" else None
        run.italic = True if one.emphasis == "italic" else None
    return place


def hang(paragraph: Any, points: float) -> None:
    """The label of a paragraph hangs in its margin."""
    from docx.shared import Pt

    shape = paragraph.paragraph_format
    shape.left_indent, shape.first_line_indent = Pt(points), Pt(-points)
    shape.tab_stops.add_tab_stop(Pt(points))


def sized(paragraph: Any, points: float) -> None:
    """The words that are in a paragraph get another size."""
    from docx.shared import Pt

    for run in paragraph.runs:
        run.font.size = Pt(points)


def _sides(block: Table) -> list[str]:
    return [column.align for column in block.columns]
