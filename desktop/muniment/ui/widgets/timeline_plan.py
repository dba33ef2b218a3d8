"""Where everything of a timeline stands on the screen, for one width and one stretch of time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QRectF

from muniment.services.timeline import OPEN, Item, Lane, Shape
from muniment.ui.widgets.timescale import Span

SIGN, STUB = 12, 30  # pixels at a text size of 100 %: of a point, and of what goes on into the unknown
_LEAST = 4.0  # pixels of a bar, however short


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in pixels, as large as the text is."""

    top: int  # above the lanes
    row: int
    line: int  # of text
    gap: int
    sign: int
    stub: int
    digit: int
    names: int  # width of the names of lanes; 0 where they stand above


@dataclass(frozen=True, slots=True)
class Plot:
    """The room in which time runs, from left to right or, mirrored, the other way."""

    room: QRectF
    span: Span
    mirrored: bool = False

    def x(self, moment: datetime) -> float:
        """Where a moment is."""
        part = self.span.part(moment)
        return (
            self.room.right() - part * self.room.width()
            if self.mirrored
            else self.room.left() + part * self.room.width()
        )

    def later(self, x: float, by: float) -> float:
        """So many pixels further on in time."""
        return x - by if self.mirrored else x + by

    def part(self, x: float) -> float:
        """The part of the time that is shown at a place."""
        part = (x - self.room.left()) / self.room.width()
        return 1 - part if self.mirrored else part


@dataclass(frozen=True, slots=True)
class Stretch:
    """A bar on the screen, in the order of time: where it can begin, begins for certain, ends for certain, can end.

    ``sure`` says whether there is anything certain between; ``from_before`` and ``onwards`` that an end is open.
    """

    outer: tuple[float, float]
    inner: tuple[float, float]
    sure: bool
    from_before: bool
    onwards: bool


@dataclass(slots=True)
class Cluster:
    """Points that stand too near to each other to be told apart, or a single one; or one bar."""

    items: list[Item]
    rect: QRectF
    stretch: Stretch | None = None
    sign: float = 0.0  # where the middle of the sign is


@dataclass(slots=True)
class Band:
    """One lane on the screen."""

    lane: Lane
    title: QRectF
    room: QRectF
    clusters: list[Cluster] = field(default_factory=list)


def height_of(lanes: Sequence[Lane], sizes: Sizes) -> int:
    """How high the lanes are together, with the room above and the axis below."""
    above = 0 if sizes.names else sizes.line
    return sizes.top + sum(lane.rows * sizes.row + above + sizes.gap for lane in lanes) + 2 * sizes.line + sizes.gap


def bands(lanes: Sequence[Lane], plot: Plot, sizes: Sizes, width: float) -> Iterator[Band]:
    """The lanes, one below the other, with what stands in them."""
    top = float(sizes.top)
    for lane in lanes:
        height = lane.rows * sizes.row
        if sizes.names:
            left = width - sizes.names if plot.mirrored else 0.0
            title = QRectF(left, top, sizes.names, sizes.row)
        else:
            title = QRectF(0, top, width, sizes.line)
            top += sizes.line
        band = Band(lane, title, QRectF(plot.room.left(), top, plot.room.width(), height))
        band.clusters = list(_clusters(lane, plot, sizes, top))
        yield band
        top += height + sizes.gap


def _clusters(lane: Lane, plot: Plot, sizes: Sizes, top: float) -> Iterator[Cluster]:
    points = []
    for item in lane.items:
        row = QRectF(0, top + item.row * sizes.row, 0, sizes.row)
        made = _placed(item, plot, sizes, row)
        if item.shape is Shape.POINT:
            points.append(made)
        else:
            yield made
    yield from _gathered(sorted(points, key=lambda one: one.sign), sizes)


def _gathered(points: Sequence[Cluster], sizes: Sizes) -> Iterator[Cluster]:
    """Points that would cover each other, or the number beside another, become one with a number."""
    if not points:
        return
    ends = points[0]
    for _before, one in pairwise(points):
        number = sizes.digit * (len(str(len(ends.items))) + 1) if len(ends.items) > 1 else 0
        if one.sign - ends.sign < sizes.sign + number:
            ends.items += one.items
            ends.rect = ends.rect.united(one.rect)
            ends.stretch = _joined(ends.stretch, one.stretch)
        else:
            yield ends
            ends = one
    yield ends


def _joined(one: Stretch | None, other: Stretch | None) -> Stretch | None:
    """What two uncertain points cover together."""
    if one is None or other is None:
        return one or other
    outer = (min(*one.outer, *other.outer), max(*one.outer, *other.outer))
    inner = (min(*one.inner, *other.inner), max(*one.inner, *other.inner))
    return Stretch(outer, inner, False, one.from_before or other.from_before, one.onwards or other.onwards)


def _placed(item: Item, plot: Plot, sizes: Sizes, row: QRectF) -> Cluster:
    if item.shape is not Shape.POINT:
        stretch = stretched(item, plot, sizes.stub)
        left, right = sorted(stretch.outer)
        return Cluster([item], QRectF(left, row.top(), max(right - left, _LEAST), row.height()), stretch)
    xs = [plot.x(moment) for moment in item.known]
    middle = (xs[0] + xs[-1]) / 2
    rect = QRectF(middle - sizes.sign / 2, row.top(), sizes.sign, row.height())
    return Cluster([item], rect, stretched(item, plot, sizes.stub) if item.uncertain else None, middle)


def stretched(item: Item, plot: Plot, stub: float) -> Stretch:
    """Where a bar begins and ends; ends that are not known reach a little further than what is."""
    begin, end = (item.begin, item.end)
    if item.shape is Shape.POINT:
        low, high = begin.earliest or end.latest, end.latest or begin.earliest
        xs = [plot.x(one) for one in (low, high) if one is not None]
        return _stretch(plot, stub, (xs[0], xs[-1]), (begin.earliest is None, end.latest is None), sure=False)
    lows = [plot.x(one) for one in (begin.earliest, begin.latest) if one is not None]
    highs = [plot.x(one) for one in (end.earliest, end.latest) if one is not None]
    first, last = (lows or highs)[0], (highs or lows)[-1]
    inner = ((lows or highs)[-1], (highs or lows)[0])
    after = inner[0] < inner[1] if not plot.mirrored else inner[0] > inner[1]
    sure = bool(lows and highs) and after
    opened = (begin.earliest is None, end.latest is None)
    made = _stretch(plot, stub, inner if sure else (first, last), opened, sure=sure)
    outer = (made.outer[0] if opened[0] else first, made.outer[1] if opened[1] else last)
    return Stretch(outer, made.inner, sure, *opened)


def _stretch(plot: Plot, stub: float, inner: tuple[float, float], opened: tuple[bool, bool], *, sure: bool) -> Stretch:
    first = plot.later(inner[0], -stub) if opened[0] else inner[0]
    last = plot.later(inner[1], stub) if opened[1] else inner[1]
    return Stretch((first, last), inner, sure, *opened)


def open_ended(item: Item) -> bool:
    """Whether an end of a bar is not recorded at all."""
    return item.shape is not Shape.POINT and OPEN in (item.begin, item.end)
