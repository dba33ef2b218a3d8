"""One detention as bars over time: what is certain black, what is uncertain hatched, what is open dashed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice

from muniment.domain.dates import UncertainDate
from muniment.domain.frozen import frozen
from muniment.domain.overview import Held
from muniment.domain.records import Phase
from muniment.reports.document import Block, Box, Figure, Fill, Label, Mark, Polygon, Stroke
from muniment.reports.summary.days import elapsed_words
from muniment.reports.summary.numbering import by_date
from muniment.reports.summary.writing import Writing

_WIDTH = 465.0
_NAMES = 118.0
_ROW = 14.0
_AXIS = 18.0
_THICK = 8.0
_THIN = 5.0
_STUB = 14.0  # how far a phase is drawn whose end is not recorded
_MOST_PHASES = 8
_TICKS = (1, 2, 5, 7, 14, 30, 61, 91, 182, 365, 730, 1826, 3652)


@frozen
class _Bar:
    """Days from ``start`` to ``end``, each known between two bounds; an end of None is open."""

    name: str
    start: tuple[float, float]
    end: tuple[float, float] | None
    continuing: bool = False
    fill: Fill = "black"
    thick: float = _THICK


def bar(writing: Writing, held: Held) -> Iterator[Block]:
    """The drawing of one detention; none where its start is not recorded."""
    bars = tuple(_bars(writing, held))
    if not bars or bars[0].name != "Held":
        return
    scale = _Scale.of(bars)
    height = _ROW * len(bars) + _AXIS
    marks = [mark for row, each in enumerate(bars) for mark in _drawn(each, row * _ROW + _ROW / 2, scale)]
    told = elapsed_words(held)
    note = _legend(bars)
    yield Figure(_WIDTH, height, (*scale.axis(height), *marks), note, f"{writing.period(held.detention)}: {told}.")


def _legend(bars: Sequence[_Bar]) -> str:
    uncertain = any(each.start[0] < each.start[1] or (each.end and each.end[0] < each.end[1]) for each in bars)
    is_open = any(each.end is None for each in bars)
    parts = ["Black: held for certain."] if bars[0].end else []
    if uncertain:
        parts.append("Hatched: the date is uncertain.")
    if is_open:
        parts.append("Dashed: the end is not recorded.")
    if any(each.continuing for each in bars):
        parts.append("Arrow: continuing.")
    if len(bars) > 1:
        parts.append("Outlined: ordered, and phases as recorded.")
    return " ".join(parts)


def _bars(writing: Writing, held: Held) -> Iterator[_Bar]:
    detention = held.detention
    continuing = detention.status == "ongoing"
    end = UncertainDate.of_day(writing.paper.as_of) if continuing else detention.end
    if start := _moments(detention.start, ends=False):
        until = _moments(end, ends=True)
        if until is None or until[1] >= start[0]:
            yield _Bar("Held", start, until, continuing)
    if held.against and held.against.nominal_end[0] and held.against.nominal_end[1] and held.order:
        nominal = [_day(day) + 1 for day in held.against.nominal_end if day]  # to its end, like days held
        begins = _moments(held.order.counted_from or detention.start, ends=False)
        if begins:
            yield _Bar("Ordered by the court", (begins[0] // 1, begins[1] // 1), (nominal[0], nominal[1]), fill="white")
    phases = by_date(writing.paper.dossier.of(Phase, detention=detention.id), "start")
    for phase in islice((one for one in phases if one.start), _MOST_PHASES):
        if begins := _moments(phase.start, ends=False):
            until = _moments(phase.end, ends=True)
            name = writing.told(phase, "kind")
            yield _Bar(name[:1].upper() + name[1:], begins, until, fill="white", thick=_THIN)


def _moments(when: UncertainDate | None, *, ends: bool) -> tuple[float, float] | None:
    """The bounds of a date in days; a day named as an end is touched to its end. None where a bound is open."""
    if when is None or when.first_moment is None or when.last_moment is None:
        return None
    if when.has_time:
        return _moment(when.first_moment), _moment(when.last_moment)
    more = 1 if ends else 0
    return _day(when.first_moment.date()) + more, _day(when.last_moment.date()) + more


def _day(day: date) -> float:
    return float(day.toordinal())


def _moment(moment: datetime) -> float:
    return moment.toordinal() + (moment.hour * 60 + moment.minute) / 1440


@frozen
class _Scale:
    """Where a day lies across the drawing."""

    first: int
    last: int

    @classmethod
    def of(cls, bars: Sequence[_Bar]) -> "_Scale":
        ends = [each.end[1] for each in bars if each.end]
        first = int(min(each.start[0] for each in bars))
        last = max([each.start[1] // 1 + 1 for each in bars] + ends)
        if any(each.end is None for each in bars):
            last += max(1, (last - first) // 8)
        return cls(first, int(-(-last // 1)))

    def x(self, day: float) -> float:
        return _NAMES + (day - self.first) / (self.last - self.first) * (_WIDTH - _NAMES - 8)

    def axis(self, height: float) -> Iterator[Mark]:
        base = height - _AXIS + 2
        yield Stroke(_NAMES, base, _WIDTH - 8, base)
        step = next((each for each in _TICKS if (self.last - self.first) / each <= 8), self.last - self.first)
        for day in range(self.first, self.last + 1, step):
            x = self.x(day)
            yield Stroke(x, base, x, base + 3)
            yield Label(x, base + 11, _named(day, self.last - self.first), 6.5, align="centre", room=44)


def _named(day: int, length: int) -> str:
    moment = date.min + timedelta(days=day - 1)
    return moment.strftime("%Y-%m-%d") if length > 366 else f"{moment.day} {moment:%b}"


def _drawn(each: _Bar, middle: float, scale: _Scale) -> Iterator[Mark]:
    top = middle - each.thick / 2
    yield Label(0, middle + 2.5, each.name, 7.5, bold=each.fill == "black", room=_NAMES - 6)
    begin, sure_from = (scale.x(bound) for bound in each.start)
    if each.end is None:
        yield from _stretch(begin, sure_from, top, each.thick, "hatched")
        length = max(_WIDTH - 14 - sure_from, 4) if each.fill == "black" else _STUB
        yield Box(sure_from, top, length, each.thick, outline=0.6, dashed=True)
        yield Label(sure_from + length + 3, middle + 2.5, "?", 7.5)
        return
    sure_until, end = (scale.x(bound) for bound in each.end)
    if sure_from < sure_until:
        yield from _stretch(begin, sure_from, top, each.thick, "hatched")
        yield from _stretch(sure_from, sure_until, top, each.thick, each.fill)
        yield from _stretch(sure_until, end, top, each.thick, "hatched")
    else:
        yield from _stretch(begin, max(end, begin + 1.5), top, each.thick, "hatched" if end - begin > 3 else each.fill)
    if each.continuing:
        yield Polygon(((end, top - 1), (end + 7, middle), (end, top + each.thick + 1)), fill="black", outline=0)


def _stretch(left: float, right: float, top: float, thick: float, fill: Fill) -> Iterator[Mark]:
    if right > left:
        yield Box(left, top, max(right - left, 1.5), thick, fill=fill, outline=0.6)
