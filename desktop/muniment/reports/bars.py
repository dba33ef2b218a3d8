"""Bars over time: what is certain black, what is uncertain hatched, what is open dashed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from muniment.domain.dates import UncertainDate
from muniment.domain.frozen import frozen
from muniment.reports.document import Box, Fill, Label, Mark, Polygon, Stroke

WIDTH = 465.0
ROW = 14.0
AXIS = 18.0
_NAMES = 118.0
_THICK = 8.0
_STUB = 14.0  # how far a phase is drawn whose end is not recorded
_TICKS = (1, 2, 5, 7, 14, 30, 61, 91, 182, 365, 730, 1826, 3652)


@frozen
class Bar:
    """Days from ``start`` to ``end``, each known between two bounds; an end of None is open."""

    name: str
    start: tuple[float, float]
    end: tuple[float, float] | None
    continuing: bool = False
    fill: Fill = "black"
    thick: float = _THICK


def legend(bars: Sequence[Bar], outlined: str = "") -> str:
    """What the shades of these bars mean; ``outlined`` says what the white ones are."""
    uncertain = any(each.start[0] < each.start[1] or (each.end and each.end[0] < each.end[1]) for each in bars)
    is_open = any(each.end is None for each in bars)
    parts = ["Black: held for certain."] if any(each.end and each.fill == "black" for each in bars) else []
    if uncertain:
        parts.append("Hatched: the date is uncertain.")
    if is_open:
        parts.append("Dashed: the end is not recorded.")
    if any(each.continuing for each in bars):
        parts.append("Arrow: continuing.")
    if outlined:
        parts.append(outlined)
    return " ".join(parts)


def moments(when: UncertainDate | None, *, ends: bool) -> tuple[float, float] | None:
    """The bounds of a date in days; a day named as an end is touched to its end. None where a bound is open."""
    if when is None or when.first_moment is None or when.last_moment is None:
        return None
    if when.has_time:
        return _moment(when.first_moment), _moment(when.last_moment)
    more = 1 if ends else 0
    return day_number(when.first_moment.date()) + more, day_number(when.last_moment.date()) + more


def day_number(day: date) -> float:
    """A day as a number."""
    return float(day.toordinal())


def _moment(moment: datetime) -> float:
    return moment.toordinal() + (moment.hour * 60 + moment.minute) / 1440


@frozen
class Scale:
    """Where a day lies across the drawing."""

    first: int
    last: int

    @classmethod
    def of(cls, bars: Sequence[Bar]) -> "Scale":
        """The scale that has room for all of them, at least one."""
        ends = [each.end[1] for each in bars if each.end]
        first = int(min(each.start[0] for each in bars))
        last = max([each.start[1] // 1 + 1 for each in bars] + ends)
        if any(each.end is None for each in bars):
            last += max(1, (last - first) // 8)
        return cls(first, int(-(-last // 1)))

    def x(self, day: float) -> float:
        """How far to the right a day is."""
        return _NAMES + (day - self.first) / (self.last - self.first) * (WIDTH - _NAMES - 8)

    def axis(self, height: float) -> Iterator[Mark]:
        """The line with its days at the foot of a drawing of this height."""
        base = height - AXIS + 2
        yield Stroke(_NAMES, base, WIDTH - 8, base)
        step = next((each for each in _TICKS if (self.last - self.first) / each <= 8), self.last - self.first)
        year = 0
        for day in range(self.first, self.last + 1, step):
            x, moment = self.x(day), date.min + timedelta(days=day - 1)
            yield Stroke(x, base, x, base + 3)
            told = f"{moment.day} {moment:%b}" + (f" {moment.year}" if moment.year != year else "")
            yield Label(x, base + 11, told, 6.5, align="centre", room=44)
            year = moment.year


def named(name: str, middle: float, *, bold: bool) -> Label:
    """What stands before the bars of one row."""
    return Label(0, middle + 2.5, name, 7.5, bold=bold, room=_NAMES - 6)


def drawn(each: Bar, middle: float, scale: Scale) -> Iterator[Mark]:
    """One bar in the middle of its row."""
    top = middle - each.thick / 2
    begin, sure_from = (scale.x(bound) for bound in each.start)
    if each.end is None:
        yield from _stretch(begin, sure_from, top, each.thick, "hatched")
        length = max(WIDTH - 14 - sure_from, 4) if each.fill == "black" else _STUB
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
