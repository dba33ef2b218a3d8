"""A document as plain values: what it says and in which order, nothing about how it is drawn.

The same document becomes PDF (`pdf.to_pdf`) or plain text (`text.to_text`). No value is ever read as markup.
"""

from collections.abc import Iterator
from typing import Literal

from muniment.domain.frozen import frozen

Emphasis = Literal["plain", "bold", "italic"]
Align = Literal["left", "centre", "right"]
Fill = Literal["none", "black", "white", "hatched"]
Density = Literal["normal", "dense"]


@frozen
class Run:
    """Some text in one emphasis."""

    text: str
    emphasis: Emphasis = "plain"


@frozen
class PageOf:
    """Printed as "p. 7": the page where ``anchor`` stands; plain text, which has no pages, leaves it out."""

    anchor: str


Text = str | tuple[str | Run | PageOf, ...]


@frozen
class Heading:
    """A heading of level 1 to 3, never left alone at the foot of a page; listed in the contents and the bookmarks."""

    text: str
    level: int = 1
    anchor: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 3:
            raise ValueError("a heading has level 1, 2 or 3")


@frozen
class Paragraph:
    """Running text. ``label`` ("12.", "(a)", "•") hangs in the margin of the paragraph."""

    text: Text
    label: str = ""
    anchor: str = ""
    size: Literal["body", "small"] = "body"
    keep_next: bool = False


@frozen
class Fact:
    """One value with its label; ``ruled`` draws a fine line above it, where something new begins."""

    label: Text
    value: Text
    ruled: bool = False


@frozen
class Facts:
    """Labels with their values, in one column or in two read row by row."""

    facts: tuple[Fact, ...]
    columns: Literal[1, 2] = 1


@frozen
class Column:
    """One column: ``share`` of the width (like 2 against 1), or 0 for as wide as its content, within reason.

    One that is ``ticked`` has boxes for a pen.
    """

    title: Text = ""
    share: float = 0
    align: Align = "left"
    ticked: bool = False


@frozen
class Row:
    """The cells of one row; ``strong`` for totals. The whole row leads to ``goal``, an anchor."""

    cells: tuple[Text, ...]
    anchor: str = ""
    strong: bool = False
    goal: str = ""


@frozen
class Table:
    """Rows under titled columns; the titles are repeated on every page. A table without any title has no head.

    The columns of one that is ``steady`` keep to their shares, so that tables of a kind stand in line.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    steady: bool = False

    def __post_init__(self) -> None:
        if not self.columns or any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table needs one cell for each column")


@frozen
class Stroke:
    """A straight line; coordinates of a figure are points from its upper left corner."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.4
    dashed: bool = False


@frozen
class Box:
    """A rectangle; ``outline`` is the width of its border, 0 for none."""

    x: float
    y: float
    width: float
    height: float
    fill: Fill = "none"
    outline: float = 0.4
    dashed: bool = False


@frozen
class Polygon:
    """A closed shape, or an open line of many points."""

    points: tuple[tuple[float, float], ...]
    fill: Fill = "none"
    outline: float = 0.4
    closed: bool = True


@frozen
class Label:
    """One line of text in a figure; ``y`` is its base line; ``room`` is the width it must keep to (0: to the edge)."""

    x: float
    y: float
    text: str
    size: float = 7.5
    bold: bool = False
    align: Align = "left"
    room: float = 0


Mark = Stroke | Box | Polygon | Label


@frozen
class Figure:
    """A drawing of ``width`` by ``height`` points; ``alternative`` says in words what it shows, for plain text."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    caption: str = ""
    alternative: str = ""

    def __post_init__(self) -> None:
        if self.width <= 0 or self.height <= 0:
            raise ValueError("a figure has a width and a height")


@frozen
class Notice:
    """Paragraphs in a box: a privilege notice, a warning."""

    title: str
    paragraphs: tuple[Text, ...] = ()


@frozen
class BigFigure:
    """A number to be seen first (days in custody), what it counts, and how it was computed."""

    number: str
    label: str
    note: str = ""


@frozen
class BigFigures:
    """Big figures side by side, at most four in a row."""

    figures: tuple[BigFigure, ...]


@frozen
class Contents:
    """The headings down to ``depth`` with their pages."""

    depth: int = 2


@frozen
class PageBreak:
    """What follows begins on a new page."""


@frozen
class Spacer:
    """Empty space of so many points."""

    points: float


@frozen
class KeepTogether:
    """Blocks that stay on one page, if one page can hold them."""

    blocks: tuple["Block", ...]


Block = (
    Heading | Paragraph | Facts | Table | Figure | Notice | BigFigures | Contents | PageBreak | Spacer | KeepTogether
)


@frozen
class PageHead:
    """What every page says at its top about the paper itself; a ``notice`` stands below, over the whole width.

    What is about several copies in a row has the number of the first of them, and of the last.
    """

    classification: str = ""
    code: str = ""
    copy_number: str = ""
    audience: str = ""
    notice: str = ""
    last_copy: str = ""


@frozen
class PageFoot:
    """What every page says at its foot, beside "page x of y"."""

    journal_head: str = ""
    note: str = ""


@frozen
class Document:
    """A whole document; the first line of ``title`` is the title, the others explain it.

    ``kind`` is what such a paper is called in general, which a file may say of itself: nothing of a case file.
    """

    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    head: PageHead = PageHead()
    foot: PageFoot = PageFoot()
    language: str = "en"
    density: Density = "normal"
    kind: str = ""


def headings(blocks: tuple[Block, ...]) -> Iterator[Heading]:
    """Every heading in order, also inside what is kept together."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, KeepTogether):
            yield from headings(block.blocks)
