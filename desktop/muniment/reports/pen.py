"""Marks on one page of a PDF; coordinates are points from the upper left corner."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from muniment.reports.document import Fill
from muniment.reports.fonts import Notes, Piece

_DASHES = (2, 2)
_HATCH_STEP = 3.0
_HATCH_WIDTH = 0.3


@dataclass(frozen=True, slots=True)
class Ink:
    """How a shape is drawn: width of its line (0: none), dashes, filling."""

    width: float = 0.4
    dashed: bool = False
    fill: Fill = "none"


class Places:
    """Where every anchor stands. The file names no anchor: its links lead to objects by their numbers."""

    def __init__(self, pages: Mapping[str, int]) -> None:
        self._pages = pages
        self._met: set[str] = set()

    def __contains__(self, anchor: str) -> bool:
        return anchor in self._pages

    def page(self, anchor: str) -> str:
        """The page of an anchor as a number, "?" if it leads nowhere."""
        return str(self._pages.get(anchor, "?"))

    def first(self, anchor: str) -> bool:
        """Whether the anchor is met for the first time; what bears the same one later is no target."""
        new = anchor not in self._met
        self._met.add(anchor)
        return new


class Pen:
    """Draws on one page; `lift` puts the text down, after everything that lies under it."""

    def __init__(self, canvas: Any, height: float, places: Places, notes: Notes) -> None:
        self._canvas = canvas
        self._height = height
        self._places = places
        self._notes = notes
        self._text = canvas.beginText()
        self._font: tuple[str, float] = ("", 0)

    def page_of(self, goal: str) -> str:
        """The page of an anchor as a number, "?" if it leads nowhere."""
        return self._places.page(goal)

    def text(self, x: float, base: float, size: float, pieces: Iterable[Piece]) -> None:
        """One line of text from ``x`` on the base line ``base``; references become links to their page."""
        self._text.setTextOrigin(x, self._height - base)
        for piece in pieces:
            if self._font != (piece.font, size):
                self._font = (piece.font, size)
                self._text.setFont(piece.font, size)
            self._text.textOut(self._shown(piece))
            if piece.goal:
                self.link(x, base - size, piece.width * size / 1000, size * 1.2, piece.goal)
            x += piece.width * size / 1000

    def _shown(self, piece: Piece) -> str:
        if not piece.goal:
            return piece.text
        if piece.goal not in self._places:
            self._notes.tell(self._notes.words.no_anchor)
        return self._notes.words.page.format(page=self.page_of(piece.goal)).replace(" ", "\xa0")

    def link(self, x: float, top: float, width: float, height: float, goal: str) -> None:
        """A place that leads to the page of ``goal``."""
        if goal in self._places:
            bottom = self._height - top - height
            area = (x, bottom, x + width, bottom + height)
            self._canvas.linkAbsolute("", goal, area, thickness=0, addtopage=1)

    def bookmark(self, goal: str, top: float, title: str = "", level: int = 0) -> None:
        """Make this place the target of links to ``goal``; with a title also an entry among the bookmarks."""
        if self._places.first(goal):
            self._canvas.bookmarkHorizontalAbsolute(goal, self._height - max(0.0, top))
        if title:
            self._canvas.addOutlineEntry(title, goal, level, closed=level > 0)

    def stroke(self, x1: float, y1: float, x2: float, y2: float, ink: Ink) -> None:
        """A straight line."""
        self._set(ink)
        self._canvas.line(x1, self._height - y1, x2, self._height - y2)

    def box(self, x: float, top: float, width: float, height: float, ink: Ink) -> None:
        """A rectangle."""
        self.polygon(((x, top), (x + width, top), (x + width, top + height), (x, top + height)), ink)

    def polygon(self, points: Iterable[tuple[float, float]], ink: Ink, *, closed: bool = True) -> None:
        """A shape through ``points``."""
        corners = [(x, self._height - y) for x, y in points]
        if len(corners) < 2:
            return
        if ink.fill == "hatched":
            self._hatch(corners)
        self._set(ink)
        self._canvas.drawPath(
            self._path(corners, closed), stroke=int(ink.width > 0), fill=int(ink.fill in ("black", "white"))
        )

    def _path(self, corners: list[tuple[float, float]], closed: bool) -> Any:
        path = self._canvas.beginPath()
        path.moveTo(*corners[0])
        for corner in corners[1:]:
            path.lineTo(*corner)
        if closed:
            path.close()
        return path

    def _hatch(self, corners: list[tuple[float, float]]) -> None:
        left, right = min(x for x, _ in corners), max(x for x, _ in corners)
        low, high = min(y for _, y in corners), max(y for _, y in corners)
        self._canvas.saveState()
        self._canvas.clipPath(self._path(corners, closed=True), stroke=0, fill=0)
        self._canvas.setLineWidth(_HATCH_WIDTH)
        tall = high - low
        for step in range(int((right - left + tall) / _HATCH_STEP) + 1):
            x = left - tall + step * _HATCH_STEP
            self._canvas.line(x, low, x + tall, high)
        self._canvas.restoreState()

    def _set(self, ink: Ink) -> None:
        self._canvas.setLineWidth(ink.width)
        self._canvas.setDash(*_DASHES) if ink.dashed else self._canvas.setDash()
        if ink.fill in ("black", "white"):
            self._canvas.setFillGray(int(ink.fill == "white"))

    def lift(self) -> None:
        """Put down the text of the page; the pen is of no use afterwards."""
        self._canvas.setFillGray(0)
        self._canvas.drawText(self._text)
