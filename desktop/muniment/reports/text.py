"""A document as plain text: for a terminal, for reading aloud, for pasting where no PDF can go."""

from collections.abc import Iterator, Sequence, Set

from muniment.reports.columns import aligned, column_needs, column_widths, padded, shown_width, wrapped
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
from muniment.reports.visible import made_visible, one_line
from muniment.reports.wording import Wording, wording

_NARROWEST_COLUMN = 8
_UNDERLINES = {1: "=", 2: "-"}


def to_text(document: Document, width: int = 90) -> str:
    """The document in lines of at most ``width`` columns; no character in it can command a terminal."""
    lines = _Writer(document, width).lines()
    return "\n".join(line.rstrip() for line in _without_double_gaps(lines)).rstrip("\n") + "\n"


def _without_double_gaps(lines: Iterator[str]) -> Iterator[str]:
    before = ""
    for line in lines:
        if line or before:
            yield line
        before = line


def plain(text: Text) -> str:
    """The words of a text, visible; references to pages go, and the comma before them, since there are no pages."""
    if isinstance(text, str):
        return made_visible(text)
    words = ""
    for span in text:
        if isinstance(span, PageOf):
            words = words.rstrip(" \xa0,")
        else:
            words += span.text if isinstance(span, Run) else span
    return made_visible(words)


class _Writer:
    def __init__(self, document: Document, width: int) -> None:
        self._document = document
        self._width = width
        self._words: Wording = wording(document.language)

    def lines(self) -> Iterator[str]:
        """All lines; the caller makes one gap of several."""
        yield from self._head()
        for block in self._document.blocks:
            yield from self._block(block)
        yield from self._foot()

    def _head(self) -> Iterator[str]:
        head = self._document.head
        yield from self._listed(head.classification, head.code, self._words.of_copy(head), head.audience)
        yield from self._listed(head.notice)
        for number, line in enumerate(self._document.title):
            yield from self._underlined(line, "=" if not number else "")
        yield ""

    def _foot(self) -> Iterator[str]:
        foot = self._document.foot
        yield ""
        yield from self._listed(self._words.of_journal(foot), foot.note)

    def _listed(self, *values: str) -> Iterator[str]:
        told = [one_line(value) for value in values if value]
        if told:
            yield from wrapped("  ·  ".join(told), self._width)
            yield ""

    def _underlined(self, text: str, mark: str) -> Iterator[str]:
        lines = wrapped(made_visible(text), self._width)
        yield from lines
        if mark:
            yield mark * max(map(shown_width, lines))

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield ""
                yield from self._underlined(block.text, _UNDERLINES.get(block.level, ""))
            case Paragraph():
                yield from self._paragraph(block)
            case Facts():
                yield from self._facts([(plain(fact.label), plain(fact.value)) for fact in block.facts])
            case Table():
                yield from self._table(block)
            case Figure():
                yield from self._figure(block)
            case Notice():
                yield from self._notice(block)
            case BigFigures():
                yield from self._facts(
                    [(figure.number, _joined(figure.label, figure.note)) for figure in block.figures]
                )
            case Contents():
                yield from self._contents(block)
            case KeepTogether():
                for inner in block.blocks:
                    yield from self._block(inner)
            case PageBreak() | Spacer():
                pass
        if not isinstance(block, Heading):
            yield ""

    def _paragraph(self, paragraph: Paragraph) -> Iterator[str]:
        if not paragraph.label:
            yield from wrapped(plain(paragraph.text), self._width)
            return
        label = one_line(paragraph.label) + " "
        if shown_width(label) > self._width // 3:
            yield from wrapped(label + plain(paragraph.text), self._width)
            return
        indent = max(4, shown_width(label))
        for number, line in enumerate(wrapped(plain(paragraph.text), self._width - indent)):
            yield padded(label if not number else "", indent) + line

    def _facts(self, facts: Sequence[tuple[str, str]]) -> Iterator[str]:
        labels = [made_visible(label) for label, _ in facts]
        room = min(max((shown_width(label) for label in labels), default=0), self._width // 3)
        for label, (_, value) in zip(labels, facts, strict=True):
            yield from aligned((wrapped(label, room), wrapped(value, self._width - room - 2)), (room, 0))

    def _table(self, table: Table) -> Iterator[str]:
        rows = [[plain(cell) for cell in row.cells] for row in table.rows]
        told = [n for n in range(len(table.columns)) if not rows or any(row[n] for row in rows)]
        if not told:
            return
        titles = [plain(table.columns[n].title) for n in told]
        rows = [[row[n] for n in told] for row in rows]
        needs = column_needs([titles, *rows])
        widths = column_widths(needs, self._width)
        if any(width < min(need, _NARROWEST_COLUMN) for width, need in zip(widths, needs, strict=True)):
            yield from self._records(titles, rows)
            return
        strong = {number for number, row in enumerate(table.rows) if row.strong}
        sides = [table.columns[n].align for n in told]
        yield from _ruled_rows([_wrapped_row(row, widths) for row in (titles, *rows)], strong, widths, sides)

    def _records(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
        """A table with too many columns: one below the other."""
        for row in rows:
            yield from self._facts([(title, cell) for title, cell in zip(titles, row, strict=True) if cell])
            yield ""

    def _figure(self, figure: Figure) -> Iterator[str]:
        caption = one_line(figure.caption)
        yield from wrapped(f"[{self._words.figure}: {caption}]" if caption else f"[{self._words.figure}]", self._width)
        labels = (mark.text for mark in figure.marks if isinstance(mark, Label))
        yield from wrapped(made_visible(figure.alternative or "\n".join(labels)), self._width)

    def _notice(self, notice: Notice) -> Iterator[str]:
        room = self._width - 4
        edge = "+" + "-" * (self._width - 2) + "+"
        yield edge
        for text in (notice.title, *notice.paragraphs):
            for line in wrapped(plain(text), room) if text else ():
                yield f"| {line}{' ' * (room - shown_width(line))} |"
        yield edge

    def _contents(self, contents: Contents) -> Iterator[str]:
        yield from self._underlined(self._words.contents, "=")
        for heading in headings(self._document.blocks):
            if heading.level <= contents.depth:
                yield from wrapped(one_line(heading.text), self._width - 8, indent="  " * (heading.level - 1))


def _wrapped_row(row: Sequence[str], widths: Sequence[int]) -> list[list[str]]:
    return [wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]


def _ruled_rows(
    rows: Sequence[Sequence[Sequence[str]]], strong: Set[int], widths: Sequence[int], sides: Sequence[str]
) -> Iterator[str]:
    """The titles, a line, the rows; a line above totals too, and air between rows of several lines."""
    rule = "  ".join("-" * width for width in widths)
    titles, *others = rows
    if any(any(cell) for cell in titles):
        yield from aligned(titles, widths, sides)
        yield rule
    airy = any(len(cell) > 1 for row in others for cell in row)
    for number, row in enumerate(others):
        if number in strong:
            yield rule
        yield from aligned(row, widths, sides)
        if airy:
            yield ""


def _joined(label: str, note: str) -> str:
    return made_visible(f"{label} ({note})" if note else label)
