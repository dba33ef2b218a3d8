"""The body map: outlines smoothed through their points, marks with lines to their numbers at the edge."""

from collections.abc import Iterable, Iterator, Sequence

from muniment.domain.body_map import BodyView, smoothed
from muniment.domain.frozen import frozen
from muniment.domain.records import Injury
from muniment.reports.document import Align, Block, Figure, Label, Mark, Polygon, Stroke
from muniment.reports.summary.writing import Writing

_WIDTH = 465.0
_HEIGHTS = {"head": 150.0, "hands": 110.0, "feet": 110.0}
_BODY_HEIGHT = 200.0
_MARGIN = 20.0
_CAPTION = 14.0
_CAPTION_TEXT = "Positions as recorded. The numbers are those of the table."
_STEP = 9.0
_WHOLE = ("front", "back")
_DOT = ((0.0, -2.2), (1.6, -1.6), (2.2, 0.0), (1.6, 1.6), (0.0, 2.2), (-1.6, 1.6), (-2.2, 0.0), (-1.6, -1.6))


@frozen
class _Spot:
    """One mark: its number in the table, its place in the view."""

    number: int
    x: float
    y: float


@frozen
class _Panel:
    """One view with its spots, as large as it is drawn."""

    view: BodyView
    title: str
    spots: tuple[_Spot, ...]

    @property
    def height(self) -> float:
        return _HEIGHTS.get(self.view.id, _BODY_HEIGHT)

    @property
    def inner(self) -> float:
        return self.height * self.view.aspect

    @property
    def width(self) -> float:
        return self.inner + 2 * _MARGIN


def body_maps(writing: Writing, injuries: Sequence[Injury]) -> Iterator[Block]:
    """The views on which injuries are marked, front and back together; nothing where no position is recorded."""
    rows = tuple(_rows(_panels(writing, injuries)))
    for row in rows:
        yield _figure(row, _CAPTION_TEXT if row is rows[-1] else "")


def _panels(writing: Writing, injuries: Sequence[Injury]) -> Iterator[_Panel]:
    spots: dict[str, list[_Spot]] = {}
    for number, one in enumerate(injuries, 1):
        if one.x is not None and one.y is not None and one.view:
            spots.setdefault(one.view, []).append(_Spot(number, float(one.x), float(one.y)))
    if spots:
        spots = {view: [] for view in _WHOLE} | spots
    for view in writing.paper.body_map.views.values():
        if view.id in spots:
            title = writing.paper.vocabularies.label("body_view", view.id, writing.paper.language)
            yield _Panel(view, title, tuple(spots[view.id]))


def _rows(panels: Iterable[_Panel]) -> Iterator[tuple[_Panel, ...]]:
    row: list[_Panel] = []
    for panel in panels:
        if row and sum(each.width for each in row) + panel.width > _WIDTH:
            yield tuple(row)
            row = []
        row.append(panel)
    if row:
        yield tuple(row)


def _figure(row: Sequence[_Panel], caption: str) -> Figure:
    width = sum(panel.width for panel in row)
    height = max(panel.height for panel in row)
    marks: list[Mark] = []
    left = 0.0
    for panel in row:
        marks += _drawn(panel, left + _MARGIN, height - panel.height)
        left += panel.width
    told = "; ".join(f"{panel.title}: {_numbers(panel)}" for panel in row)
    return Figure(width, height + _CAPTION, tuple(marks), caption, told)


def _numbers(panel: _Panel) -> str:
    return ", ".join(str(spot.number) for spot in panel.spots) or "no mark"


def _drawn(panel: _Panel, left: float, top: float) -> Iterator[Mark]:
    for outline in panel.view.outlines:
        points = [(left + x * panel.inner, top + y * panel.height) for x, y in smoothed(outline)]
        yield Polygon(tuple(points), outline=0.7 if outline.closed else 0.4, closed=outline.closed)
    base = top + panel.height + 11
    yield Label(left + panel.inner / 2, base, panel.title, 7.5, bold=True, align="centre")
    if panel.view.left:
        yield Label(left, base, panel.view.left, 7)
        yield Label(left + panel.inner, base, panel.view.right, 7, align="right")
    for side in (-1, 1):
        yield from _numbered(panel, left, top, side)


def _numbered(panel: _Panel, left: float, top: float, side: int) -> Iterator[Mark]:
    """The spots of one half, their numbers in a column at that edge, and a line to each."""
    spots = sorted((spot for spot in panel.spots if (spot.x < 0.5) == (side < 0)), key=lambda spot: spot.y)
    size = -(-len(spots) // int(panel.height / _STEP))
    groups = [spots[start : start + size] for start in range(0, len(spots), max(size, 1))]
    edge = left - 6 if side < 0 else left + panel.inner + 6
    levels = _levels([group[0].y * panel.height for group in groups], _STEP, panel.height)
    for group, level in zip(groups, (top + each for each in levels), strict=True):
        for spot in group:
            yield from _spotted(left + spot.x * panel.inner, top + spot.y * panel.height, edge, level)
        more = f" +{len(group) - 1}" if len(group) > 1 else ""
        align: Align = "right" if side < 0 else "left"
        text = f"{group[0].number}{more}"
        yield Label(edge + 2 * side, level + 2.5, text, 7.5, bold=True, align=align, room=_MARGIN)


def _spotted(x: float, y: float, edge: float, level: float) -> Iterator[Mark]:
    yield Stroke(edge, level, x, y, 0.35)
    yield Polygon(tuple((x + dx, y + dy) for dx, dy in _DOT), fill="black", outline=0)


def _levels(wanted: Sequence[float], step: float, height: float) -> list[float]:
    """Heights near the wanted ones, at least ``step`` apart, within the drawing."""
    levels: list[float] = []
    for level in wanted:
        levels.append(max(level, levels[-1] + step) if levels else max(level, step / 2))
    ceiling = height - step / 2
    for place in range(len(levels) - 1, -1, -1):
        levels[place] = min(levels[place], ceiling)
        ceiling = levels[place] - step
    return levels
