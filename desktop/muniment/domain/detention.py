"""The arithmetic of detention: every figure is a minimum and a maximum over the bounds of uncertain dates.

Two figures are kept apart: days ``elapsed`` (end less start) and calendar days ``touched`` (elapsed and one). The start
and the end are taken as independent of each other and of other detentions, save that no detention ends before it
starts; a period given for a start or an end means some moment within it. Days are calendar days; times of day count in
``minutes`` and in refusing what is reversed.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Self

from muniment.domain.dates import DateError, UncertainDate
from muniment.domain.frozen import frozen
from muniment.domain.span import Span, conflicts

__all__ = [
    "OrderedServed",
    "Overlap",
    "Span",
    "Stay",
    "Stretch",
    "conflicts",
    "days_held",
    "elapsed",
    "held_until",
    "minutes_held",
    "ordered_against_served",
    "overlaps",
    "stretch",
    "touched",
    "union_touched",
]

Ends = tuple[UncertainDate | None, UncertainDate | None]

_UNKNOWN = Span(None, None)
_ALWAYS = 10**7  # beyond the last day there is: an open bound


@frozen
class Stay:
    """What of a detention the days are counted from; the status is ongoing, ended, unknown or empty."""

    start: UncertainDate | None
    end: UncertainDate | None
    status: str


@frozen
class Stretch:
    """How long one detention was, in days, as of the report's date."""

    elapsed: Span
    touched: Span
    continuing: bool  # still held: counted up to the report's date
    at_least: bool  # not known whether still held: only the minimum is known
    minutes: Span | None  # where both ends have a time of day


@frozen
class Overlap:
    """Two detentions of one person that cannot both be as recorded, by their places in the list."""

    first: int
    second: int
    certain: bool  # whatever the true dates are; otherwise for some of them


@frozen
class OrderedServed:
    """Days ordered by a court against days served, counted from the day the court named."""

    nominal_end: tuple[date | None, date | None]  # earliest, latest
    elapsed: Span
    touched: Span
    overstay: Span  # days held beyond the nominal end; a minimum over 0 is certain
    early_release: Span  # days released before it

    @property
    def overstayed(self) -> bool:
        """Whether the detention certainly outlasted the order."""
        return bool(self.overstay.minimum)

    @property
    def released_early(self) -> bool:
        """Whether the detention certainly ended before the order did."""
        return bool(self.early_release.minimum)


@frozen
class _Extent:
    """The bounds of one detention as day numbers; open bounds lie beyond all days."""

    start_low: int
    start_high: int
    end_low: int
    end_high: int

    @classmethod
    def of(cls, start: UncertainDate | None, end: UncertainDate | None) -> Self:
        lows = [_day_number(each.first_day if each else None, -_ALWAYS) for each in (start, end)]
        highs = [_day_number(each.last_day if each else None, _ALWAYS) for each in (start, end)]
        _refuse_reversed(start, end)
        return cls(
            lows[0],
            min(highs[0], highs[1]),  # it starts no later than it can end
            max(lows[1], lows[0]),  # and ends no earlier than it can start
            highs[1],
        )

    @property
    def bounded(self) -> bool:
        """Whether the longest it can be is known."""
        return self.start_low > -_ALWAYS and self.end_high < _ALWAYS

    @property
    def can_be_one_day(self) -> bool:
        """Whether it can have begun and ended on one day, any from ``end_low`` to ``start_high``."""
        return self.end_low <= self.start_high


def elapsed(start: UncertainDate | None, end: UncertainDate | None) -> Span:
    """Days from start to end; unknown where either is. DateError where the end certainly precedes the start."""
    if start is None or end is None:
        return _UNKNOWN
    extent = _Extent.of(start, end)
    longest = extent.end_high - extent.start_low if extent.bounded else None
    return Span(max(0, extent.end_low - extent.start_high), longest)


def touched(start: UncertainDate | None, end: UncertainDate | None) -> Span:
    """Calendar days that the detention touches: elapsed and one. DateError as ``elapsed``."""
    return _more(elapsed(start, end), 1)


def minutes_held(start: UncertainDate | None, end: UncertainDate | None) -> Span | None:
    """Full minutes from start to end by local time; None unless both have a time of day. DateError as ``elapsed``."""
    if start is None or end is None or not (start.has_time and end.has_time):
        return None
    _refuse_reversed(start, end)
    shortest, longest = timedelta(0), None
    if end.first_moment and start.last_moment:
        shortest = max(shortest, end.first_moment - start.last_moment)
    if end.last_moment and start.first_moment:
        longest = end.last_moment - start.first_moment
    minute = timedelta(minutes=1)
    return Span(shortest // minute, None if longest is None else longest // minute)


def held_until(end: UncertainDate | None, status: str, as_of: date) -> UncertainDate | None:
    """The end to count with: the report's date for a detention that is ongoing, otherwise the recorded end."""
    return UncertainDate.of_day(as_of) if status == "ongoing" else end


def stretch(start: UncertainDate | None, end: UncertainDate | None, status: str, as_of: date) -> Stretch:
    """The length of one detention whose ``status`` is ongoing, ended or unknown, as of the report's date.

    Ongoing: up to ``as_of``, continuing; nothing is known where that is before the start. Unknown without a latest
    end: a minimum alone. DateError where the recorded end certainly precedes the start.
    """
    continuing = status == "ongoing"
    at_least = status == "unknown" and start is not None and (end is None or end.latest is None)
    until = held_until(end, status, as_of)
    if continuing and start and start.first_day and start.first_day > as_of:
        return Stretch(_UNKNOWN, _UNKNOWN, continuing, at_least, None)
    days = Span(0, None) if at_least and until is None else elapsed(start, until)
    return Stretch(days, _more(days, 1), continuing, at_least, minutes_held(start, until))


def days_held(stays: Sequence[Stay], as_of: date) -> tuple[Span, Span]:
    """The days elapsed of all detentions of a person, and the calendar days touched, as of the report's date.

    Elapsed is their sum, unknown where any two overlap for certain; touched counts each day once. DateError as
    ``stretch``.
    """
    ends = [_counted(one, as_of) for one in stays]
    apart = not any(found.certain for found in overlaps(ends))
    lengths = [stretch(one.start, one.end, one.status, as_of).elapsed for one in stays]
    return _sum(lengths) if apart and lengths else _UNKNOWN, union_touched(ends)


def union_touched(detentions: Iterable[Ends]) -> Span:
    """Calendar days touched by any of several detentions, each day counted once; both ends of the span are exact.

    The most: every detention at its longest, which contains all it could otherwise be. The fewest: each that must span
    from its latest start to its earliest end covers those days; each that can be a single day needs one day of its
    window, and days are shared wherever possible. A detention without a start or an end still touches the day that
    is known, and leaves the most open. DateError where one is certainly reversed.
    """
    extents = [_Extent.of(start, end) for start, end in detentions if start or end]
    if not extents:
        return _UNKNOWN
    most = None
    if all(extent.bounded for extent in extents):
        most = _count(_merged((extent.start_low, extent.end_high) for extent in extents))
    return Span(_fewest(extents), most)


def overlaps(detentions: Sequence[Ends]) -> list[Overlap]:
    """Pairs that share more than the day on which one ends and the other starts, certainly or possibly.

    Where an end is not recorded a pair is named only if it overlaps for certain. DateError where one is reversed.
    """
    extents = [_Extent.of(start, end) for start, end in detentions]
    found = []
    for (i, first), (j, second) in combinations(enumerate(extents), 2):
        certain = first.start_high < second.end_low and second.start_high < first.end_low
        possible = first.start_low < second.end_high and second.start_low < first.end_high
        if certain or (possible and first.bounded and second.bounded):
            found.append(Overlap(i, j, certain))
    return found


def ordered_against_served(
    ordered_days: int, counted_from: UncertainDate, end: UncertainDate | None, continuing: bool = False
) -> OrderedServed:
    """What a court ordered against what was served; the nominal end is the first day and the days ordered.

    With ``continuing`` the end is the report's date and nobody was released early. DateError as ``elapsed``.
    """
    days = elapsed(counted_from, end)
    early = Span(0, 0) if continuing and days.known else _short_of(ordered_days, days)
    return OrderedServed(
        (_later(counted_from.first_day, ordered_days), _later(counted_from.last_day, ordered_days)),
        days,
        _more(days, 1),
        _beyond(ordered_days, days),
        early,
    )


def _counted(stay: Stay, as_of: date) -> Ends:
    """From when to when somebody was held; one who is held from after the report's date on, from then on."""
    if stay.status == "ongoing" and stay.start and stay.start.first_day and stay.start.first_day > as_of:
        return stay.start, None
    return stay.start, held_until(stay.end, stay.status, as_of)


def _sum(spans: Sequence[Span]) -> Span:
    """Unknown on the side on which any is."""
    lows = [one.minimum for one in spans]
    highs = [one.maximum for one in spans]
    return Span(
        None if None in lows else sum(day for day in lows if day is not None),
        None if None in highs else sum(day for day in highs if day is not None),
    )


def _day_number(day: date | None, otherwise: int) -> int:
    return day.toordinal() if day else otherwise


def _refuse_reversed(start: UncertainDate | None, end: UncertainDate | None) -> None:
    if not start or not end or not start.first_moment or not end.last_moment:
        return
    if end.last_moment < start.first_moment:
        raise DateError(f"the end is before the start: {start.edtf} to {end.edtf}")


def _more(span: Span, days: int) -> Span:
    return Span(
        None if span.minimum is None else span.minimum + days,
        None if span.maximum is None else span.maximum + days,
    )


def _beyond(ordered: int, days: Span) -> Span:
    return Span(
        None if days.minimum is None else max(0, days.minimum - ordered),
        None if days.maximum is None else max(0, days.maximum - ordered),
    )


def _short_of(ordered: int, days: Span) -> Span:
    if not days.known:
        return _UNKNOWN
    return Span(
        0 if days.maximum is None else max(0, ordered - days.maximum),
        None if days.minimum is None else max(0, ordered - days.minimum),
    )


def _later(day: date | None, days: int) -> date | None:
    return day + timedelta(days=days) if day else None


def _fewest(extents: Sequence[_Extent]) -> int:
    covered = _merged((each.start_high, each.end_low) for each in extents if not each.can_be_one_day)
    windows = [(each.end_low, each.start_high) for each in extents if each.can_be_one_day]
    free = [
        window for window in windows if not any(first <= window[1] and window[0] <= last for first, last in covered)
    ]
    return _count(covered) + _pierced(free)


def _pierced(windows: Iterable[tuple[int, int]]) -> int:
    """The fewest days that meet every window: the last day of the window that closes first, and so on."""
    points = 0
    latest = -_ALWAYS - 1
    for first, last in sorted(windows, key=lambda window: window[1]):
        if first > latest:
            points, latest = points + 1, last
    return points


def _merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    return list(_runs(sorted(stretches)))


def _runs(stretches: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if not stretches:
        return
    first, last = stretches[0]
    for start, end in stretches[1:]:
        if start > last:
            yield first, last
            first = start
        last = max(last, end)
    yield first, last


def _count(stretches: Iterable[tuple[int, int]]) -> int:
    return sum(last - first + 1 for first, last in stretches)
