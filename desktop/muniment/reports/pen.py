"""Marks on one page of a PDF; coordinates are points from the upper left corner."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from muniment.domain.frozen import frozen
from muniment.reports.binding import DrawnPage, Link, Target
from muniment.reports.document import Fill
from muniment.reports.fonts import Notes, Piece, font
from muniment.reports.structure import LINK, Element, Role, Tree, figure
from muniment.reports.visible import made_visible

_HATCH_STEP = 3.0
_HATCH_WIDTH = 0.3
_LONGEST = 30_000
"""Characters that are put down at once, and that a link says: a file that is kept for long has no longer texts."""
_HEAD = b"/Artifact<</Type/Pagination/Subtype/Header>>BDC"
_FOOT = b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC"
_ASIDE = b"/Artifact BMC"
"""What is no part of the document: nobody is read it."""


@frozen
class Ink:
    """How a shape is drawn: width of its line (0: none), dashes, filling."""

    width: float = 0.4
    dashed: bool = False
    fill: Fill = "none"


class Places:
    """On which page every anchor stands."""

    def __init__(self, pages: Mapping[str, int]) -> None:
        self._pages = pages

    def __contains__(self, anchor: str) -> bool:
        return anchor in self._pages

    def page(self, anchor: str) -> str:
        """The page of an anchor as a number, "?" if it leads nowhere."""
        return str(self._pages.get(anchor, "?"))


class Pen:
    """Draws on one page; text is put down after everything that lies under it.

    What is put down between ``begin`` and ``end`` belongs to an element of the document, and all else to the page.
    """

    def __init__(self, height: float, places: Places, notes: Notes, tree: Tree, page: int) -> None:
        self._height = height
        self._places = places
        self._notes = notes
        self._tree = tree
        self._page = page
        self._shapes: list[bytes] = []
        self._texts: list[bytes] = []
        self._links: list[Link] = []
        self._targets: list[Target] = []
        self._plates: set[tuple[str, int]] = set()
        self._type: tuple[object, float] = (None, 0)
        self._line: tuple[float, bool] = (1, False)
        self._owner: Element | None = None
        self._is_marked = False
        self._aside = _ASIDE
        self._drawing: Element | None = None

    # --- what it is ---

    def enter(self, kind: Role, *, join: bool = False, at: int = -1) -> None:
        """Open an element that holds others; see ``Tree.enter``."""
        self._tree.enter(kind, join=join, at=at)

    def leave(self) -> None:
        """Close it."""
        self._tree.leave()

    def begin(self, kind: Role, *, join: bool = False, at: int = -1) -> None:
        """What follows belongs to an element; see ``Tree.enter``."""
        if self._is_marked:
            self._shut()
        self._owner = self._tree.enter(kind, join=join, at=at)

    def begin_figure(self, told: str, x: float, top: float, width: float, height: float) -> None:
        """What follows is a drawing, and ``told`` says in words what it shows."""
        bottom = self._height - top - height
        self.begin(figure(made_visible(told), (x, bottom, x + width, bottom + height)))

    def end(self) -> None:
        """What follows belongs to the page again."""
        if self._is_marked:
            self._shut()
        self._tree.leave()
        self._owner = None

    def edge(self, which: Literal["head", "foot", ""]) -> None:
        """What follows belongs to the head or the foot of the page; or else is mere decoration."""
        self._shut()
        self._aside = {"head": _HEAD, "foot": _FOOT, "": _ASIDE}[which]

    def _mark(self) -> None:
        self._is_marked = True
        self._texts.append(self._tree.mark(self._page) if self._owner else self._aside)

    def _shut(self) -> None:
        if self._is_marked:
            self._is_marked = False
            self._texts.append(b"EMC")

    # --- text ---

    def page_of(self, goal: str) -> str:
        """The page of an anchor as a number, "?" if it leads nowhere."""
        return self._places.page(goal)

    def text(self, x: float, base: float, size: float, pieces: Iterable[Piece], *, more: bool = False) -> None:
        """One line of text from ``x`` on the base line ``base``; references become links to their page.

        Where ``more`` words follow on the next line, a space is put down for those who are read the text.
        """
        self._texts.append(b"1 0 0 1 %.3f %.3f Tm" % (x, self._height - base))
        for piece in pieces:
            if piece.goal:
                self._reference(piece, x, base, size)
            else:
                self._set(piece.text, piece.font, size)
            x += piece.width * size / 1000
        if more:
            self.space()

    def space(self) -> None:
        """What follows is another word for those who are read the text."""
        if self._is_marked:
            self._texts.append(b"( ) Tj")

    def _set(self, text: str, name: str, size: float) -> None:
        for plate, codes in font(name).plates.encoded(text):
            if self._type != (plate, size):
                self._type = (plate, size)
                self._plates.add(plate.key)
                self._texts.append(b"%s %g Tf" % (plate.name, size))
            if not self._is_marked:
                self._mark()
            self._texts.append(b"(%s) Tj" % _escaped(codes))

    def _reference(self, piece: Piece, x: float, base: float, size: float) -> None:
        shown = self.page_words(piece.goal)
        if piece.goal not in self._places:
            self._notes.tell(self._notes.words.no_anchor)
        above = self._owner
        if above is None or piece.goal not in self._places:
            self._set(shown, piece.font, size)
            return
        self.begin(LINK)
        self._set(shown, piece.font, size)
        self.link((x, base - size, piece.width * size / 1000, size * 1.2), piece.goal, shown)
        self.end()
        self._owner = above

    def page_words(self, goal: str) -> str:
        """The page of an anchor as it is named."""
        return self._notes.words.page.format(page=self.page_of(goal)).replace(" ", "\xa0")

    def link(self, area: tuple[float, float, float, float], goal: str, told: str) -> None:
        """A place that leads to the page of ``goal``; ``told`` says so, and the link that was begun has it.

        The area is told by its left and upper edge, its width and its height.
        """
        if goal in self._places:
            x, top, width, height = area
            bottom = self._height - top - height
            self._links.append(
                Link((x, bottom, x + width, bottom + height), goal, told[: _LONGEST // 2] or self.page_words(goal))
            )
            self._tree.link(self._page)

    def bookmark(self, goal: str, top: float, title: str = "", level: int = 0) -> None:
        """Make this place the target of links to ``goal``; with a title also an entry among the bookmarks."""
        self._targets.append(Target(goal, self._height - max(0.0, top), title, level))

    # --- shapes ---

    def stroke(self, x1: float, y1: float, x2: float, y2: float, ink: Ink) -> None:
        """A straight line."""
        self._shape()
        self._use(ink)
        self._shapes.append(b"%.3f %.3f m %.3f %.3f l S" % (x1, self._height - y1, x2, self._height - y2))

    def box(self, x: float, top: float, width: float, height: float, ink: Ink) -> None:
        """A rectangle."""
        self.polygon(((x, top), (x + width, top), (x + width, top + height), (x, top + height)), ink)

    def polygon(self, points: Sequence[tuple[float, float]], ink: Ink, *, closed: bool = True) -> None:
        """A shape through ``points``."""
        if len(points) < 2:
            return
        self._shape()
        corners = [(x, self._height - y) for x, y in points]
        path = _path(corners) + (b" h" if closed else b"")
        if ink.fill == "hatched":
            self._hatch(corners)
        self._use(ink)
        filled = ink.fill in ("black", "white")
        self._shapes.append(
            path + (b" B*" if filled and ink.width else b" f*" if filled else b" S" if ink.width else b" n")
        )

    def _shape(self) -> None:
        """Let the next shape belong to what was begun, if it was a figure, or else to the page."""
        if not self._shapes or self._drawing is not self._owner:
            before = (b"EMC",) if self._shapes else ()
            self._shapes += (*before, self._tree.mark(self._page) if self._owner else _ASIDE)
            self._drawing = self._owner

    def _hatch(self, corners: Sequence[tuple[float, float]]) -> None:
        left, right = min(x for x, _ in corners), max(x for x, _ in corners)
        low, high = min(y for _, y in corners), max(y for _, y in corners)
        tall = high - low
        starts = [left - tall + step * _HATCH_STEP for step in range(int((right - left + tall) / _HATCH_STEP) + 1)]
        lines = [b"%.3f %.3f m %.3f %.3f l S" % (x, low, x + tall, high) for x in starts]
        self._shapes += [b"q %s h W* n %.3f w" % (_path(corners), _HATCH_WIDTH), *lines, b"Q"]

    def _use(self, ink: Ink) -> None:
        width, dashed = self._line
        if ink.width != width:
            self._shapes.append(b"%g w" % ink.width)
        if ink.dashed != dashed:
            self._shapes.append(b"[2 2] 0 d" if ink.dashed else b"[] 0 d")
        self._line = (ink.width, ink.dashed)
        if ink.fill in ("black", "white"):
            self._shapes.append(b"1 g" if ink.fill == "white" else b"0 g")

    def drawn(self) -> DrawnPage:
        """The page with everything on it."""
        self._shut()
        shapes = (b"q", *self._shapes, b"EMC", b"Q") if self._shapes else ()
        marks = (*shapes, b"BT", *self._texts, b"ET")
        packed = zlib.compress(b"\n".join(marks))
        return DrawnPage(packed, frozenset(self._plates), tuple(self._links), tuple(self._targets))


def _escaped(codes: bytes) -> bytes:
    if len(codes) > _LONGEST:
        return b") Tj (".join(_escaped(codes[at : at + _LONGEST]) for at in range(0, len(codes), _LONGEST))
    if b"\\" in codes:
        codes = codes.replace(b"\\", b"\\\\")
    if b"(" in codes or b")" in codes:
        codes = codes.replace(b"(", b"\\(").replace(b")", b"\\)")
    return codes


def _path(corners: Sequence[tuple[float, float]]) -> bytes:
    (x, y), *others = corners
    return b"%.3f %.3f m" % (x, y) + b"".join(b" %.3f %.3f l" % corner for corner in others)
