"""Marks on one page of a PDF; coordinates are points from the upper left corner."""

import zlib
from collections.abc import Iterable, Mapping, Sequence

from muniment.domain.frozen import frozen
from muniment.reports.binding import DrawnPage, Link, Target
from muniment.reports.document import Fill
from muniment.reports.fonts import Notes, Piece, font

_HATCH_STEP = 3.0
_HATCH_WIDTH = 0.3


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
    """Draws on one page; text is put down after everything that lies under it."""

    def __init__(self, height: float, places: Places, notes: Notes) -> None:
        self._height = height
        self._places = places
        self._notes = notes
        self._shapes: list[bytes] = []
        self._texts: list[bytes] = []
        self._links: list[Link] = []
        self._targets: list[Target] = []
        self._plates: set[tuple[str, int]] = set()
        self._type: tuple[object, float] = (None, 0)
        self._line: tuple[float, bool] = (1, False)

    def page_of(self, goal: str) -> str:
        """The page of an anchor as a number, "?" if it leads nowhere."""
        return self._places.page(goal)

    def text(self, x: float, base: float, size: float, pieces: Iterable[Piece]) -> None:
        """One line of text from ``x`` on the base line ``base``; references become links to their page."""
        self._texts.append(b"1 0 0 1 %.3f %.3f Tm" % (x, self._height - base))
        for piece in pieces:
            shown = piece.text
            if piece.goal:
                shown = self._shown(piece)
                self.link(x, base - size, piece.width * size / 1000, size * 1.2, piece.goal)
            self._set(shown, piece.font, size)
            x += piece.width * size / 1000

    def _set(self, text: str, name: str, size: float) -> None:
        for plate, codes in font(name).plates.encoded(text):
            if self._type != (plate, size):
                self._type = (plate, size)
                self._plates.add(plate.key)
                self._texts.append(b"%s %g Tf" % (plate.name, size))
            self._texts.append(b"(%s) Tj" % _escaped(codes))

    def _shown(self, piece: Piece) -> str:
        if piece.goal not in self._places:
            self._notes.tell(self._notes.words.no_anchor)
        return self._notes.words.page.format(page=self.page_of(piece.goal)).replace(" ", "\xa0")

    def link(self, x: float, top: float, width: float, height: float, goal: str) -> None:
        """A place that leads to the page of ``goal``."""
        if goal in self._places:
            bottom = self._height - top - height
            self._links.append(Link((x, bottom, x + width, bottom + height), goal))

    def bookmark(self, goal: str, top: float, title: str = "", level: int = 0) -> None:
        """Make this place the target of links to ``goal``; with a title also an entry among the bookmarks."""
        self._targets.append(Target(goal, self._height - max(0.0, top), title, level))

    def stroke(self, x1: float, y1: float, x2: float, y2: float, ink: Ink) -> None:
        """A straight line."""
        self._use(ink)
        self._shapes.append(b"%.3f %.3f m %.3f %.3f l S" % (x1, self._height - y1, x2, self._height - y2))

    def box(self, x: float, top: float, width: float, height: float, ink: Ink) -> None:
        """A rectangle."""
        self.polygon(((x, top), (x + width, top), (x + width, top + height), (x, top + height)), ink)

    def polygon(self, points: Sequence[tuple[float, float]], ink: Ink, *, closed: bool = True) -> None:
        """A shape through ``points``."""
        if len(points) < 2:
            return
        corners = [(x, self._height - y) for x, y in points]
        path = _path(corners) + (b" h" if closed else b"")
        if ink.fill == "hatched":
            self._hatch(corners)
        self._use(ink)
        filled = ink.fill in ("black", "white")
        self._shapes.append(
            path + (b" B*" if filled and ink.width else b" f*" if filled else b" S" if ink.width else b" n")
        )

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
        marks = (b"q", *self._shapes, b"Q", b"BT", *self._texts, b"ET")
        packed = zlib.compress(b"\n".join(marks))
        return DrawnPage(packed, frozenset(self._plates), tuple(self._links), tuple(self._targets))


def _escaped(codes: bytes) -> bytes:
    if b"\\" in codes:
        codes = codes.replace(b"\\", b"\\\\")
    if b"(" in codes or b")" in codes:
        codes = codes.replace(b"(", b"\\(").replace(b")", b"\\)")
    return codes


def _path(corners: Sequence[tuple[float, float]]) -> bytes:
    (x, y), *others = corners
    return b"%.3f %.3f m" % (x, y) + b"".join(b" %.3f %.3f l" % corner for corner in others)
