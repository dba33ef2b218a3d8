"""Dates that may be uncertain, written in EDTF (ISO 8601-2) and held beside their two bounds.

The forms are those of the case file: a day, a time, a month, a year or a decade, alone (``2017-09-20~``), as one among
several (``[2017-09-18..2017-09-20]``, ``[..2017-09-20]``) or as a period (``2017-09-18/2017-10-02``). Times are local
times without a zone.
"""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from typing import Self

from muniment.domain.errors import UserFault
from muniment.domain.frozen import frozen

FIRST_YEAR = 1900
YEARS_AHEAD = 20
_CLOCK_FLOOR = date(2026, 1, 1)  # a laptop whose clock was reset must still read its own files

_POINT = re.compile(
    r"(?P<year>\d{3}[\dX])"
    r"(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX)(?:T(?P<time>\d\d:\d\d(?::\d\d)?))?)?)?"
    r"(?P<qualifier>[~?%]?)",
    re.ASCII,
)
_END_OF_DAY = time(23, 59, 59)


class DateError(UserFault):
    """A date that cannot be: the message repeats what was written and says what is wrong with it."""


class Precision(IntEnum):
    """The smallest unit that a date names."""

    DECADE = 1
    YEAR = 2
    MONTH = 3
    DAY = 4
    TIME = 5


class Form(StrEnum):
    """How the points of a date belong together."""

    POINT = "point"  # one date
    ONE_OF = "one of"  # one date among those from start to end
    PERIOD = "period"  # all the time from start to end


@frozen
class Point:
    """One end of a date: as far as it is named, with its doubt (``~`` about, ``?`` uncertain, ``%`` both)."""

    year: int
    month: int | None = None
    day: int | None = None
    clock: time | None = None
    decade: bool = False
    day_unknown: bool = False
    qualifier: str = ""

    @property
    def precision(self) -> Precision:
        """The smallest unit named; an unknown day (``2017-09-XX``) leaves the month, an unknown month the year."""
        if self.clock is not None:
            return Precision.TIME
        if self.day is not None:
            return Precision.DAY
        if self.month is not None:
            return Precision.MONTH
        return Precision.DECADE if self.decade else Precision.YEAR

    @property
    def edtf(self) -> str:
        """The canonical text."""
        if self.decade:
            return f"{self.year // 10}X{self.qualifier}"
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        if self.clock is not None:
            text += f"T{self.clock.isoformat('seconds')}"
        if self.day_unknown:
            text += "-XX" if self.month is not None else "-XX-XX"
        return text + self.qualifier

    @property
    def first(self) -> datetime:
        """The first moment named, before ``~`` widens it."""
        return datetime.combine(date(self.year, self.month or 1, self.day or 1), self.clock or time.min)

    @property
    def last(self) -> datetime:
        """The last moment named, to the second, before ``~`` widens it."""
        if self.clock is not None:
            return self.first
        if self.precision is Precision.DAY:
            return datetime.combine(self.first, _END_OF_DAY)
        year = self.year + 9 if self.decade else self.year
        month = self.month or 12
        return datetime.combine(date(year, month, _days_in(year, month)), _END_OF_DAY)

    @property
    def earliest(self) -> str:
        """The lower bound, ``~`` included: an ISO day, or day and time where a time is named."""
        return self._bound(self._shifted(-1).first if self._widened else self.first)

    @property
    def latest(self) -> str:
        """The upper bound, ``~`` included: an ISO day, or day and time where a time is named."""
        return self._bound(self._shifted(+1).last if self._widened else self.last)

    @property
    def _widened(self) -> bool:
        return self.qualifier in ("~", "%")

    def _bound(self, moment: datetime) -> str:
        return moment.isoformat() if self.clock is not None else moment.date().isoformat()

    def _shifted(self, units: int) -> "Point":
        """The neighbouring point of the same precision. A time is told to the minute, whatever its seconds."""
        if self.precision is Precision.TIME:
            return _point_at(self.first + timedelta(minutes=units))
        if self.precision is Precision.DAY:
            day = self.first + timedelta(days=units)
            return Point(day.year, day.month, day.day)
        if self.month is not None:
            years, month = divmod(self.month - 1 + units, 12)
            return Point(self.year + years, month + 1)
        return Point(self.year + (10 * units if self.decade else units), decade=self.decade)


@frozen
class Parts:
    """A date taken apart. ``None`` is an open end; a single point is both start and end."""

    form: Form
    start: Point | None
    end: Point | None

    @property
    def edtf(self) -> str:
        """The canonical text."""
        start = self.start.edtf if self.start else ".."
        if self.form is Form.POINT:
            return start
        end = self.end.edtf if self.end else ".."
        if self.form is Form.PERIOD:
            return f"{start}/{end}"
        return f"[{start}..{end}]" if self.start and self.end else f"[{start}{end}]"


@frozen
class UncertainDate:
    """A date as it is known: its EDTF text and its bounds, ISO days or local date-times; ``None`` is open."""

    edtf: str
    earliest: str | None
    latest: str | None

    @classmethod
    def parse(cls, edtf: str, today: date | None = None) -> Self:
        """The date that an EDTF text means, canonicalised.

        DateError where it is no EDTF, no real day, reversed, before 1900 or more than 20 years after ``today``.
        """
        parts = read(edtf)
        _check_future(parts, today or max(date.today(), _CLOCK_FLOOR))
        return cls(
            parts.edtf,
            parts.start.earliest if parts.start else None,
            parts.end.latest if parts.end else None,
        )

    @classmethod
    def of_day(cls, day: date) -> Self:
        """The date that is exactly one known day."""
        return cls(day.isoformat(), day.isoformat(), day.isoformat())

    @property
    def first_day(self) -> date | None:
        """The earliest day it can be (of a period: can begin)."""
        return date.fromisoformat(self.earliest[:10]) if self.earliest else None

    @property
    def last_day(self) -> date | None:
        """The latest day it can be (of a period: can end)."""
        return date.fromisoformat(self.latest[:10]) if self.latest else None

    @property
    def first_moment(self) -> datetime | None:
        """The earliest moment it can be; a day without a time begins at 00:00:00."""
        return datetime.fromisoformat(self.earliest) if self.earliest else None

    @property
    def last_moment(self) -> datetime | None:
        """The latest moment it can be; a day without a time ends at 23:59:59."""
        if not self.latest:
            return None
        moment = datetime.fromisoformat(self.latest)
        return moment if "T" in self.latest else datetime.combine(moment, _END_OF_DAY)

    @property
    def has_time(self) -> bool:
        """Whether a time of day is named."""
        return "T" in self.edtf

    @property
    def sort_key(self) -> tuple[str, str]:
        """Orders a chronology: by the earliest bound, then the latest; an open bound takes the other's place."""
        return (self.earliest or self.latest or "", self.latest or self.earliest or "")

    def __str__(self) -> str:
        return self.edtf


def read(edtf: str) -> Parts:
    """An EDTF text taken apart and canonicalised. DateError where it is no EDTF, no real day or reversed."""
    text = edtf.strip()
    if text.startswith("[") and text.endswith("]"):
        return _range(Form.ONE_OF, text, *_split(text[1:-1], "..", edtf))
    if "/" in text:
        start, end = _split(text, "/", edtf)
        return _range(Form.PERIOD, text, start.replace("..", ""), end.replace("..", ""))
    point = _point(text)
    return Parts(Form.POINT, point, point)


def looks_like_edtf(text: str) -> bool:
    """Whether a text has the shape of EDTF, be its days real or not."""
    text = text.strip().upper()
    if text.startswith("[") and text.endswith("]"):
        ends = text[1:-1].split("..")
        return len(ends) == 2 and any(ends) and all(not end or _POINT.fullmatch(end) for end in ends)
    ends = text.split("/")
    return len(ends) <= 2 and any(map(_POINT.fullmatch, ends)) and all(map(_end_of_period, ends))


def _end_of_period(text: str) -> bool:
    return text in ("", "..") or bool(_POINT.fullmatch(text))


def _split(text: str, separator: str, whole: str) -> tuple[str, str]:
    ends = text.split(separator)
    if len(ends) != 2 or not any(end.replace("..", "") for end in ends):
        raise DateError(f"not a date: {whole.strip()}")
    return ends[0], ends[1]


def _range(form: Form, text: str, start_text: str, end_text: str) -> Parts:
    start = _end(start_text)
    end = _end(end_text)
    if start and end and start.first > end.last:
        raise DateError(f"the end is before the beginning: {text}")
    if start and start == end and not start.qualifier:
        return Parts(Form.POINT, start, start)
    return Parts(form, start, end)


def _end(text: str) -> Point | None:
    """An end of a range; an unknown day adds nothing to the bounds there and is left out."""
    return replace(_point(text), day_unknown=False) if text else None


def _point(text: str) -> Point:
    found = _POINT.fullmatch(text.upper())
    if not found:
        raise DateError(f"not a date: {text}")
    year, month, day, qualifier = found["year"], found["month"], found["day"], found["qualifier"]
    if int(year[:3]) < FIRST_YEAR // 10:
        raise DateError(f"before the year {FIRST_YEAR}: {text}")
    if year.endswith("X"):
        return _decade(year, month, text, qualifier)
    if month == "XX":
        _check_no_time(found["time"], text)
        return _some_month(int(year), day, text, qualifier)
    if month and not 1 <= int(month) <= 12:
        raise DateError(f"no such month: {year}-{month}")
    if day == "XX":
        _check_no_time(found["time"], text)
        return Point(int(year), int(month), day_unknown=not qualifier, qualifier=qualifier)
    return _named(int(year), int(month) if month else None, int(day) if day else None, found["time"], qualifier)


def _decade(year: str, month: str | None, text: str, qualifier: str) -> Point:
    if month:
        raise DateError(f"not a date: {text}")
    return Point(int(year[:3]) * 10, decade=True, qualifier=qualifier)


def _some_month(year: int, day: str | None, text: str, qualifier: str) -> Point:
    if day and day != "XX":
        raise DateError(f"the month is missing: {text}")
    return Point(year, day_unknown=bool(day) and not qualifier, qualifier=qualifier)


def _check_no_time(clock: str | None, text: str) -> None:
    if clock:
        raise DateError(f"the day is missing: {text}")


def _named(year: int, month: int | None, day: int | None, clock: str | None, qualifier: str) -> Point:
    if month and day is not None and not 1 <= day <= _days_in(year, month):
        raise DateError(f"no such day: {year}-{month:02}-{day:02}")
    return Point(year, month, day, _time(clock) if clock else None, qualifier=qualifier)


def _days_in(year: int, month: int) -> int:
    from calendar import monthrange  # here, since dates that are only shown have no use for it

    return monthrange(year, month)[1]


def _time(clock: str) -> time:
    try:
        hour, minute, second = map(int, f"{clock}:00".split(":")[:3])
        return time(hour, minute, second)
    except ValueError:
        raise DateError(f"no such time: {clock}") from None


def _point_at(moment: datetime) -> Point:
    return Point(moment.year, moment.month, moment.day, moment.time())


def _check_future(parts: Parts, today: date) -> None:
    for point in filter(None, (parts.start, parts.end)):
        if point.first.date() > _years_later(today):
            raise DateError(f"too far in the future: {point.edtf}")


def _years_later(today: date) -> date:
    year = today.year + YEARS_AHEAD
    return today.replace(year=year, day=min(today.day, _days_in(year, today.month)))
