"""The outlines of the body on which injuries are marked: views as data, positions from 0 to 1 in each."""

from collections.abc import Iterator, Mapping, Sequence

from muniment.domain.datafile import Entry, read_whole
from muniment.domain.frozen import frozen

_SMOOTH = 5  # lines for each point of an outline

Points = tuple[tuple[float, float], ...]


@frozen
class Outline:
    """One line of a drawing through its points; ``closed`` where it goes round a shape."""

    points: Points
    closed: bool = True


@frozen
class BodyView:
    """One view; 0, 0 is its upper left corner and 1, 1 its lower right one, ``aspect`` its width for a height of 1."""

    id: str
    aspect: float
    outlines: tuple[Outline, ...]
    left: str = ""  # what stands at the left and the right edge: which side of the body it is
    right: str = ""


@frozen
class BodyMap:
    """The views by id, in the order in which they are printed."""

    views: Mapping[str, BodyView]


def parse_body_map(raw: Mapping[str, object]) -> BodyMap:
    """The views that a data file holds. Raises InvalidInput with every fault in it."""
    return read_whole(raw, "", _read_map)


def _read_map(entry: Entry) -> BodyMap:
    views: dict[str, BodyView] = {}
    for inner in entry.tables("view"):
        view = _read_view(inner, views)
        if view.id in views:
            inner.blame("id", "stands there twice")
        views[view.id] = view
    entry.no_more()
    return BodyMap(views)


def _read_view(entry: Entry, known: Mapping[str, BodyView]) -> BodyView:
    aspect = (entry.whole("width_percent", required=True) or 100) / 100
    model = entry.text("mirror_of")
    if model and model not in known:
        entry.blame("mirror_of", f"there is no view {model} above this one")
    outlines = [_mirrored(outline) for outline in known[model].outlines] if model in known else []
    for inner in entry.tables("outline"):
        outlines.extend(_read_outlines(inner))
    view = BodyView(
        id=entry.text("id", required=True),
        aspect=aspect,
        outlines=tuple(outlines),
        left=entry.text("left"),
        right=entry.text("right"),
    )
    entry.no_more()
    return view


def _read_outlines(entry: Entry) -> Iterator[Outline]:
    """The outline, and its reflection beside it or joined to it."""
    points = tuple(_read_points(entry))
    closed, both, half = not entry.flag("open"), entry.flag("both_sides"), entry.flag("half")
    entry.no_more()
    reflection = _mirrored(Outline(points, closed))
    if half:
        yield Outline(points + reflection.points[::-1], closed)
        return
    yield Outline(points, closed)
    if both:
        yield reflection


def _read_points(entry: Entry) -> Iterator[tuple[float, float]]:
    for pair in entry.text("points", required=True).split():
        numbers = pair.split(",")
        try:
            x, y = (float(number) for number in numbers)
        except ValueError:
            entry.blame("points", f"no such point: {pair}")
            continue
        if not (0 <= x <= 1 and 0 <= y <= 1):
            entry.blame("points", f"lies outside the view: {pair}")
        yield x, y


def _mirrored(outline: Outline) -> Outline:
    return Outline(tuple((1 - x, y) for x, y in outline.points), outline.closed)


def smoothed(outline: Outline) -> Iterator[tuple[float, float]]:
    """Points on a curve through the points of an outline (Catmull-Rom), as it is drawn and printed."""
    points = _distinct(outline.points)
    count = len(points)
    for place in range(count if outline.closed else count - 1):
        around = [points[_at(place + shift, count, outline.closed)] for shift in (-1, 0, 1, 2)]
        for part in range(_SMOOTH):
            yield _between(around, part / _SMOOTH)
    if not outline.closed:
        yield points[-1]


def _distinct(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points without those that repeat the one before, as where two halves meet."""
    return [point for place, point in enumerate(points) if point != points[place - 1] or len(points) == 1]


def _at(place: int, count: int, closed: bool) -> int:
    return place % count if closed else min(max(place, 0), count - 1)


def _between(around: Sequence[tuple[float, float]], part: float) -> tuple[float, float]:
    before, start, end, after = around
    return _axis(before[0], start[0], end[0], after[0], part), _axis(before[1], start[1], end[1], after[1], part)


def _axis(before: float, start: float, end: float, after: float, part: float) -> float:
    bend = 2 * before - 5 * start + 4 * end - after
    twist = 3 * (start - end) + after - before
    return 0.5 * (2 * start + (end - before) * part + bend * part**2 + twist * part**3)
