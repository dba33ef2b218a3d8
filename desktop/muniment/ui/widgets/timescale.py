"""Where a moment lies across a drawing, and what the axis says: from hours to decades."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from muniment.domain.date_names import SHORT_MONTHS
from muniment.ui.wording import language

_HOUR, _DAY = 3600.0, 86400.0  # seconds
_SHORTEST = 3 * _HOUR
_LONGEST = 200 * 365.25 * _DAY
_ZERO = datetime(1900, 1, 1)

#: Distances between two marks, each with about how many seconds it is: hours, days, months, years.
_STEPS = (
    *(("hour", n, n * _HOUR) for n in (1, 2, 3, 6, 12)),
    *(("day", n, n * _DAY) for n in (1, 2, 5, 10)),
    *(("month", n, n * 30.44 * _DAY) for n in (1, 2, 3, 6)),
    *(("year", n, n * 365.25 * _DAY) for n in (1, 2, 5, 10, 20, 50)),
)


@dataclass(frozen=True, slots=True)
class Tick:
    """One mark of the axis: what it says, and what stands below where that changes ("21" below "Sep 2017")."""

    at: datetime
    text: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time that is shown, in seconds."""

    first: float
    last: float

    @staticmethod
    def around(first: datetime, last: datetime) -> "Span":
        """All from one moment to another, with a little room beside it."""
        begin, end = seconds(first), seconds(last)
        more = max((end - begin) * 0.04, _DAY / 2 - (end - begin) / 2, _HOUR)
        return Span(begin - more, end + more)

    @property
    def length(self) -> float:
        """How long it is."""
        return self.last - self.first

    def part(self, moment: datetime) -> float:
        """Where a moment lies: 0 at the beginning, 1 at the end."""
        return (seconds(moment) - self.first) / self.length

    def zoomed(self, factor: float, part: float) -> "Span":
        """So many times as long; what lies at that part of it stays where it is."""
        length = min(max(self.length * factor, _SHORTEST), _LONGEST)
        first = self.first + (self.length - length) * part
        return Span(first, first + length)

    def moved(self, parts: float) -> "Span":
        """As long, so many of its own lengths later."""
        by = parts * self.length
        return Span(self.first + by, self.last + by)

    def within(self, whole: "Span") -> "Span":
        """As near as possible without leaving another one; all of it where it is longer."""
        if self.length >= whole.length:
            return whole
        first = min(max(self.first, whole.first), whole.last - self.length)
        return replace(self, first=first, last=first + self.length)

    def ticks(self, most: int) -> list[Tick]:
        """The marks of the axis, no more than so many; what they stand within is told first and where it changes."""
        wanted = self.length / max(most, 1)
        unit, count, _length = next((one for one in _STEPS if one[2] >= wanted), _STEPS[-1])
        ticks: list[Tick] = []
        before = ""
        for moment in self._marks(unit, count):
            text, within = _told(moment, unit)
            ticks.append(Tick(moment, text, within if within != before else ""))
            before = within
        return ticks

    def _marks(self, unit: str, count: int) -> Iterator[datetime]:
        moment, last = _rounded(moment_at(self.first), unit, count), moment_at(self.last)
        while moment <= last:
            if seconds(moment) >= self.first:
                yield moment
            moment = _next(moment, unit, count)


def seconds(moment: datetime) -> float:
    """A moment as seconds since 1900."""
    return (moment - _ZERO).total_seconds()


def moment_at(since: float) -> datetime:
    """The moment of so many seconds since 1900."""
    return _ZERO + timedelta(seconds=since)


def _rounded(moment: datetime, unit: str, count: int) -> datetime:
    """The mark at or before a moment."""
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if unit == "hour":
        return day.replace(hour=moment.hour // count * count)
    if unit == "day":
        return day.replace(day=(moment.day - 1) // count * count + 1)
    if unit == "month":
        return day.replace(day=1, month=(moment.month - 1) // count * count + 1)
    return day.replace(day=1, month=1, year=moment.year // count * count)


def _next(moment: datetime, unit: str, count: int) -> datetime:
    """The next mark; days begin anew with each month, and none stands right before its end."""
    if unit == "hour":
        return moment + timedelta(hours=count)
    if unit == "day":
        further = moment + timedelta(days=count)
        near = (further + timedelta(days=count / 2)).month != moment.month
        return _month_after(moment) if count > 1 and near else further
    if unit == "month":
        month = moment.month - 1 + count
        return moment.replace(year=moment.year + month // 12, month=month % 12 + 1)
    return moment.replace(year=moment.year + count)


def _month_after(moment: datetime) -> datetime:
    return (moment.replace(day=1) + timedelta(days=32)).replace(day=1)


def _told(moment: datetime, unit: str) -> tuple[str, str]:
    month = SHORT_MONTHS[language()][moment.month - 1]
    if unit == "hour":
        return f"{moment:%H:%M}", f"{moment.day} {month} {moment.year}"
    if unit == "day":
        return str(moment.day), f"{month} {moment.year}"
    return (month, str(moment.year)) if unit == "month" else (str(moment.year), "")
