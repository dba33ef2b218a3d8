"""Dates as people type them, in English, Azerbaijani and Russian, understood as EDTF."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import date, time, timedelta

from muniment.domain.date_display import shown, shown_short
from muniment.domain.date_names import LANGUAGES, Sign, plain
from muniment.domain.date_tokens import Number, Piece, Token, tokens
from muniment.domain.dates import DateError, Form, Parts, Point, UncertainDate, looks_like_edtf

__all__ = ["shown", "shown_short", "understand", "understand_or_none"]

_UNKNOWN = frozenset(map(plain, ("", "unknown", "not known", "naməlum", "məlum deyil", "неизвестно", "неизвестна")))
_HYPHENS = str.maketrans("‐‑−", "---")  # as word processors write them
_BETWEEN_DATES = frozenset(
    (Sign.BEFORE, Sign.UNTIL, Sign.AFTER, Sign.BETWEEN, Sign.AND, Sign.DASH, Sign.ARROW, Sign.FROM, Sign.TO)
)
_DAYS_AGO = {Sign.TODAY: 0, Sign.YESTERDAY: 1, Sign.BEFORE_YESTERDAY: 2}
_THIRDS = {Sign.EARLY: 0, Sign.MIDDLE: 1, Sign.LATE: 2}

_SHAPES: Mapping[str, Sequence[str]] = {  # P is a date; the signs are named by their value
    "one": ["P"],
    "one of": [
        "between P and P",
        "between P dash P",
        "between P to P",
        "P and P",
        "P and P between",
        "P dash P",
        "P dash P between",
    ],
    "period": [
        "from P to P",
        "from P until P",
        "from P dash P",
        "P to P",
        "P until P",
        "P arrow P",
        "P from P to",
        "P from P at-the-latest",
    ],
    "not after": [
        "at-the-latest P",
        "until P",
        "P at-the-latest",
        "P from at-the-latest",
    ],
    "not before": ["at-the-earliest P", "P at-the-earliest", "P from at-the-earliest"],
    "since": ["from P", "from P from", "P from", "P from from", "P arrow"],
    "until": ["to P", "P to", "arrow P"],
}
_MEANINGS = {tuple(shape.split()): meaning for meaning, shapes in _SHAPES.items() for shape in shapes}


@dataclass(slots=True)
class _Date:
    """One date being put together from what stands between two signs."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    clock: time | None = None
    weekday: int | None = None
    signs: set[Sign] = field(default_factory=set)

    @property
    def named(self) -> bool:
        return any(value is not None for value in (self.year, self.month, self.day, self.clock))

    def take(self, token: Token, today: date) -> None:
        if isinstance(token, Number):
            self._put("year" if token.digits == 4 else "day", token.value)
        elif isinstance(token, Piece):
            for each in fields(token):
                self._put(each.name, getattr(token, each.name))
        elif token in _DAYS_AGO:
            day = today - timedelta(days=_DAYS_AGO[token])
            self.take(Piece(day.year, day.month, day.day), today)
        else:
            self.signs.add(token)

    def _put(self, unit: str, value: int | time | None) -> None:
        if value is None:
            return
        if getattr(self, unit) is not None:
            raise DateError("two dates run together, without a word between them")
        setattr(self, unit, value)

    def borrow(self, other: "_Date") -> None:
        """Takes what is left out from the other end of the range: "between 18 and 20 September 2017"."""
        if self.clock is not None and (self.year, self.month, self.day) == (None, None, None):
            self.day = other.day
        if self.day is not None and self.month is None:
            self.month = other.month
        if self.year is None:
            self.year = other.year

    def point(self) -> Point:
        """The date as a point. DateError names what is missing, or says that the words do not fit together."""
        if self.signs & _THIRDS.keys() or (Sign.DAY_UNKNOWN in self.signs and self.day is not None):
            raise DateError("not understood")
        if self.year is None:
            raise DateError("the year is missing")
        if self.day is not None and self.month is None:
            raise DateError("the month is missing")
        if self.clock is not None and self.day is None:
            raise DateError("the day is missing")
        about, perhaps = Sign.ABOUT in self.signs, Sign.PERHAPS in self.signs
        qualifier = "%" if about and perhaps else "~" if about else "?" if perhaps else ""
        self._check_weekday()
        decade = Sign.DECADE in self.signs and self.year % 10 == 0 and self.month is None
        day_unknown = Sign.DAY_UNKNOWN in self.signs and not decade
        return Point(self.year, self.month, self.day, self.clock, decade, day_unknown, qualifier)

    def _check_weekday(self) -> None:
        """Refuses "Monday 20 September 2017", which was a Wednesday: one of the two is a slip."""
        if self.weekday is None:
            return
        if self.day is None:
            raise DateError("the day is missing")
        day = Point(self.year or 0, self.month, self.day)
        with suppress(ValueError):  # no such day: said in its place
            if day.first.weekday() != self.weekday:
                raise DateError(f"{day.edtf} is another day of the week")


def understand(text: str, language: str | None = None, today: date | None = None) -> UncertainDate:
    """The date that a typed text means; EDTF itself is understood too, and numbers have the day first.

    ``language`` limits the words to one language; otherwise all three are known. "Before" and "after" include the day
    named. DateError where it is not understood, ambiguous, empty or not possible (see ``UncertainDate.parse``).
    """
    text = text.translate(_HYPHENS)
    if looks_like_edtf(text):
        return UncertainDate.parse(text, today)
    if not text.strip():
        raise DateError("no date given")
    found = tokens(text, (language,) if language else LANGUAGES)
    try:
        parts = _parts(found, today or date.today())
    except DateError as fault:
        raise DateError(f"{fault}: {text.strip()}") from None
    try:
        return UncertainDate.parse(parts.edtf, today)
    except DateError as fault:
        if parts.form is Form.POINT:
            raise
        raise DateError(str(fault).replace(parts.edtf, text.strip())) from None  # two dates, as they were typed


def understand_or_none(text: str, language: str | None = None, today: date | None = None) -> UncertainDate | None:
    """The value of a date field as typed: as ``understand``; empty and "unknown" are None."""
    return None if plain(text.strip()) in _UNKNOWN else understand(text, language, today)


def _parts(found: Sequence[Token], today: date) -> Parts:
    shape, dates = _grouped(found, today)
    meaning = _MEANINGS.get(tuple(shape))
    if meaning is None:
        raise DateError("not understood")
    if meaning == "one":
        return _one(dates[0])
    if len(dates) == 2:
        return _pair(Form.ONE_OF if meaning == "one of" else Form.PERIOD, dates[0], dates[1], "dash" in shape)
    point = dates[0].point()
    form = Form.ONE_OF if meaning in ("not after", "not before") else Form.PERIOD
    return Parts(form, None, point) if meaning in ("not after", "until") else Parts(form, point, None)


def _grouped(found: Sequence[Token], today: date) -> tuple[list[str], list[_Date]]:
    """The order of dates and signs, and the dates; a sign that stands by no date is said of all of them."""
    shape: list[str] = []
    dates = [_Date()]
    for token in found:
        if isinstance(token, Sign) and token in _BETWEEN_DATES:
            shape += [*_closed(dates), token.value.replace(" ", "-")]
            dates.append(_Date())
        else:
            dates[-1].take(token, today)
    shape += _closed(dates)
    return shape, list(_with_signs(dates))


def _closed(dates: Sequence[_Date]) -> list[str]:
    return ["P"] if dates[-1].named else []


def _with_signs(dates: Sequence[_Date]) -> Iterator[_Date]:
    said = {sign for each in dates if not each.named for sign in each.signs}
    for each in dates:
        if each.named:
            each.signs |= said
            yield each


def _one(single: _Date) -> Parts:
    thirds = [sign for sign in single.signs if sign in _THIRDS]
    if len(thirds) == 1:
        single.signs.remove(thirds[0])
        return _third(single.point(), _THIRDS[thirds[0]])
    point = single.point()
    return Parts(Form.POINT, point, point)


def _third(point: Point, third: int) -> Parts:
    """Early, mid or late in a month (ten days, the last as many as are left) or a year (four months)."""
    if point.day is not None or point.day_unknown or point.qualifier or point.decade:
        raise DateError("not understood")
    if point.month is None:
        start, end = replace(point, month=4 * third + 1), replace(point, month=4 * third + 4)
    else:
        last = monthrange(point.year, point.month)[1] if third == 2 else 10 * third + 10
        start, end = replace(point, day=10 * third + 1), replace(point, day=last)
    return Parts(Form.ONE_OF, start, end)


def _pair(form: Form, first: _Date, second: _Date, dashed: bool) -> Parts:
    if dashed:
        second.signs |= first.signs & {Sign.ABOUT, Sign.PERHAPS}
    year_left_out = first.year is None and first.month is not None
    first.borrow(second)
    second.borrow(first)
    start, end = first.point(), second.point()
    if year_left_out and (start.month or 0) > (end.month or 12):
        start = replace(start, year=start.year - 1)  # "from 28 December to 3 January 2018"
    return Parts(form, start, end)
