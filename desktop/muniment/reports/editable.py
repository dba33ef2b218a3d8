"""A document to be worked on in a word processor (DOCX): the same blocks, with styles, tables, a head and a foot."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

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
from muniment.reports.editable_parts import add_field, add_frame, add_grid, keep_next, set_edges
from muniment.reports.picture import picture
from muniment.reports.style import Paper, sheet
from muniment.reports.visible import made_visible, one_line
from muniment.reports.wording import wording

_HANG = 24.0


def to_docx(documents: Sequence[Document], paper: Paper = "a4") -> bytes:
    """Several documents, at least one, in one file; each begins on a new page, with its own head and foot."""
    made = empty(paper, documents[0].language, documents[0].density)
    for number, document in enumerate(documents):
        section = made.add_section() if number else made.sections[0]
        set_edges(section, document, wording(document.language), sheet(paper).room)
        _Writer(made, document, sheet(paper).room).write()
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
    def __init__(self, made: Any, document: Document, room: float) -> None:
        self._made = made
        self._document = document
        self._room = room
        self._words = wording(document.language)
        self._is_kept = False

    def write(self) -> None:
        for number, line in enumerate(line for line in self._document.title if line):
            self._paragraph(line, "Subtitle" if number else "Title")
        for block in self._document.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._paragraph(block.text, f"Heading {block.level}")
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
        shares = (1.0, 3.0) if block.columns == 1 else (1.0, 1.4, 1.0, 1.4)
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
        grid = add_grid(self._made, len(rows), self._shares(block), ruled=ruled, head=titled, sides=_sides(block))
        for number, (row, cells) in enumerate(zip(rows, grid, strict=True)):
            for text, cell in zip(row, cells, strict=True):
                fill(cell, text, bold=number in strong)
        self._gap()

    def _shares(self, block: Table) -> list[float]:
        """The widths of the columns: what has no share gets room for its longest word, within reason."""
        needs = [0.0 if column.share else _need(block, at) for at, column in enumerate(block.columns)]
        needs = [need * min(1, self._room * 0.6 / max(sum(needs), 1)) for need in needs]
        rest = self._room - sum(needs)
        total = sum(column.share for column in block.columns)
        if not total:
            return self._widths(needs)
        widths = [need or rest * column.share / total for need, column in zip(needs, block.columns, strict=True)]
        return _with_room_for_titles(widths, block)

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
        frame = add_frame(self._made, self._room, 1 + len(block.paragraphs))
        for place, text in zip(frame, (block.title, *block.paragraphs), strict=True):
            fill(place, text, bold=place is frame[0])
        self._gap()

    def _big(self, block: BigFigures) -> None:
        count = max(1, min(4, len(block.figures)))
        for at in range(0, len(block.figures), count):
            figures = block.figures[at : at + count]
            [cells] = add_grid(self._made, 1, self._widths([1.0] * len(figures)))
            for figure, cell in zip(figures, cells, strict=True):
                _big_number(fill(cell, (Run(figure.number, "bold"),)))
                note = f"\n{figure.note}" if figure.note else ""
                fill(cell, (Run(f"\n{figure.label}", "bold"), note))
            self._gap()

    def _contents(self, block: Contents) -> None:
        """A field that lists the headings; their pages come with the first update in the word processor (F9)."""
        fill(self._made.add_paragraph(style="Subtitle"), self._words.contents, bold=True)
        found = [one for one in headings(self._document.blocks) if one.level <= block.depth]
        lines = [self._made.add_paragraph(style="Small") for _ in found] or [self._made.add_paragraph(style="Small")]
        add_field(lines, f'TOC \\o "1-{block.depth}" \\h', [one_line(one.text) for one in found])

    def _together(self, block: KeepTogether) -> None:
        blocks = [inner for inner in block.blocks if not isinstance(inner, PageBreak)]
        for number, inner in enumerate(blocks, 1):
            self._is_kept = number < len(blocks)
            self._block(inner)

    def _gap(self) -> None:
        """Two tables without anything between them would become one."""
        self._made.add_paragraph(style="Small")


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


def _big_number(paragraph: Any) -> None:
    from docx.shared import Pt

    for run in paragraph.runs:
        run.font.size = Pt(24)


def _sides(block: Table) -> list[str]:
    return [column.align for column in block.columns]


def _with_room_for_titles(widths: list[float], block: Table) -> list[float]:
    """No word of a title is broken as long as the widest column has something to give."""
    for at, column in enumerate(block.columns):
        longest = max((len(word) for run in spans(column.title) for word in run.text.split()), default=0)
        missing = min(12 + 6.2 * longest, 90) - widths[at]
        widest = max(range(len(widths)), key=widths.__getitem__)
        if missing > 0 and widths[widest] > 2 * missing:
            widths[at] += missing
            widths[widest] -= missing
    return widths


def _need(block: Table, at: int) -> float:
    """Points for the longest word of a column, between 3 and 20 letters of it."""
    texts = (block.columns[at].title, *(row.cells[at] for row in block.rows))
    lengths = (len(word) for text in texts for run in spans(text) for word in run.text.split())
    whole = max((sum(len(run.text) for run in spans(text)) for text in texts), default=0)
    return 12 + 5.8 * min(max(max(lengths, default=0), min(whole, 14), 3), 20)
