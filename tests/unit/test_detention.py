"""The arithmetic of detention against worked figures and against every possible pair of days."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from muniment.domain.dates import DateError, UncertainDate
from muniment.domain.detention import (
    Overlap,
    Span,
    Stretch,
    conflicts,
    elapsed,
    held_until,
    minutes_held,
    ordered_against_served,
    overlaps,
    stretch,
    touched,
    union_touched,
)
from muniment.domain.durations import stated_duration

TODAY = date(2026, 11, 20)
AS_OF = date(2017, 10, 7)
UNKNOWN = Span(None, None)
Ends = tuple[UncertainDate | None, UncertainDate | None]


def on(edtf: str) -> UncertainDate:
    return UncertainDate.parse(edtf, TODAY)


def held(start: str, end: str) -> Ends:
    return on(start) if start else None, on(end) if end else None


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("[2017-09-18..2017-09-20]", "[2017-10-02..2017-10-03]", Span(12, 15)),
        ("2017-09-17", "2017-10-02", Span(15, 15)),
        ("2017-09-20", "2017-09-20", Span(0, 0)),
        ("2017-09-18~", "2017-09-20", Span(1, 3)),
        ("2017-09", "2017-10-02", Span(2, 31)),
        ("2017-09-18/2017-09-20", "2017-10-02", Span(12, 14)),
        ("2017-09-18", "2017-09-25/..", Span(7, None)),
        ("[..2017-09-20]", "2017-10-03", Span(13, None)),
        ("[2017-09-20..]", "2017-10-03", Span(0, 13)),
        ("2017-09-18", "[..2017-10-03]", Span(0, 15)),
        ("2017-09-18", "[2017-10-02..]", Span(14, None)),
        ("[..2017-09-20]", "[2017-10-02..]", Span(12, None)),
        ("2017-09", "2017-09", Span(0, 29)),
        ("2017-09-20", "[2017-09-18..2017-09-21]", Span(0, 1)),
        ("2017-09-20T22:00", "2017-09-21T01:00", Span(1, 1)),
        ("", "2017-10-02", UNKNOWN),
        ("2017-09-17", "", UNKNOWN),
    ],
)
def test_elapsed(start: str, end: str, days: Span) -> None:
    assert elapsed(*held(start, end)) == days


def test_touched_counts_both_ends() -> None:
    assert touched(on("2017-09-17"), on("2017-10-02")) == Span(16, 16)


def test_touched_is_open_where_elapsed_is() -> None:
    assert touched(on("2017-09-18"), on("[2017-10-02..]")) == Span(15, None)
    assert touched(on("2017-09-18"), None) == UNKNOWN


@pytest.mark.parametrize(
    ("start", "end"),
    [("2017-09-20", "2017-09-19"), ("[2017-09-20..]", "[..2017-09-19]"), ("2017-09-20T14:00", "2017-09-20T13:59")],
)
def test_an_end_certainly_before_the_start_is_refused(start: str, end: str) -> None:
    for reckon in (elapsed, touched, minutes_held):
        if "T" in start or reckon is not minutes_held:
            with pytest.raises(DateError, match="the end is before the start: "):
                reckon(on(start), on(end))
    for reckon_all in (union_touched, overlaps):
        with pytest.raises(DateError):
            reckon_all([held(start, end)])


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2017-09-20T14:30", "2017-09-20T17:45", Span(195, 195)),
        ("2017-09-20T22:00", "2017-09-21T01:00:59", Span(180, 180)),
        ("[2017-09-20T14:00..2017-09-20T15:00]", "[2017-09-20T16:00..2017-09-20T18:00]", Span(60, 240)),
        ("[2017-09-20T14:00..2017-09-20T17:00]", "2017-09-20T16:00", Span(0, 120)),
        ("2017-09-20T14:00", "[2017-09-20T16:00..]", Span(120, None)),
        ("[..2017-09-20T14:00]", "2017-09-20T16:00", Span(120, None)),
        ("[2017-09-20T14:00..]", "2017-09-20T16:00", Span(0, 120)),
        ("2017-09-20T14:00", "2017-09-20T14:00", Span(0, 0)),
        ("2017-09-20T14:00", "2017-09-20", None),
        ("2017-09-20", "2017-09-20T14:00", None),
        ("2017-09-20T14:00", "", None),
    ],
)
def test_minutes_need_a_time_at_both_ends(start: str, end: str, minutes: Span | None) -> None:
    assert minutes_held(*held(start, end)) == minutes


@pytest.mark.parametrize(
    ("start", "end", "status", "expected"),
    [
        ("2017-09-17", "2017-10-02", "ended", Stretch(Span(15, 15), Span(16, 16), False, False, None)),
        ("2017-09-17", "", "ongoing", Stretch(Span(20, 20), Span(21, 21), True, False, None)),
        ("2017-09-17", "2017-10-02", "ongoing", Stretch(Span(20, 20), Span(21, 21), True, False, None)),
        ("", "", "ongoing", Stretch(UNKNOWN, UNKNOWN, True, False, None)),
        ("2017-10-07", "", "ongoing", Stretch(Span(0, 0), Span(1, 1), True, False, None)),
        ("2017-10-08", "", "ongoing", Stretch(UNKNOWN, UNKNOWN, True, False, None)),
        ("2017-10", "", "ongoing", Stretch(Span(0, 6), Span(1, 7), True, False, None)),
        ("2017-09-17", "", "ended", Stretch(UNKNOWN, UNKNOWN, False, False, None)),
        ("", "", "ended", Stretch(UNKNOWN, UNKNOWN, False, False, None)),
        ("2017-09-17", "", "unknown", Stretch(Span(0, None), Span(1, None), False, True, None)),
        ("2017-09-17", "[2017-10-02..]", "unknown", Stretch(Span(15, None), Span(16, None), False, True, None)),
        ("2017-09-17", "2017-10-02", "unknown", Stretch(Span(15, 15), Span(16, 16), False, False, None)),
        ("", "2017-10-02", "unknown", Stretch(UNKNOWN, UNKNOWN, False, False, None)),
        ("", "", "unknown", Stretch(UNKNOWN, UNKNOWN, False, False, None)),
        (
            "2017-09-17T10:00",
            "2017-09-17T13:30",
            "ended",
            Stretch(Span(0, 0), Span(1, 1), False, False, Span(210, 210)),
        ),
    ],
)
def test_a_stretch_says_what_its_figures_are(start: str, end: str, status: str, expected: Stretch) -> None:
    assert stretch(*held(start, end), status, AS_OF) == expected


def test_who_is_still_held_is_counted_to_the_day_of_the_report() -> None:
    assert held_until(on("2017-10-02"), "ongoing", AS_OF) == on("2017-10-07")
    assert held_until(on("2017-10-02"), "ended", AS_OF) == on("2017-10-02")


@pytest.mark.parametrize(
    ("detentions", "days"),
    [
        ([("2017-09-15", "2017-09-22"), ("2017-09-20", "2017-09-27")], Span(13, 13)),
        ([("2017-09-20", "2017-09-27"), ("2017-09-15", "2017-09-22")], Span(13, 13)),
        ([("2017-09-15", "2017-09-22"), ("2017-09-22", "2017-09-27")], Span(13, 13)),
        ([("2017-09-15", "2017-09-22"), ("2017-09-23", "2017-09-27")], Span(13, 13)),
        ([("2017-09-15", "2017-09-16"), ("2017-09-20", "2017-09-21")], Span(4, 4)),
        ([("2017-09-15", "2017-09-30"), ("2017-09-20", "2017-09-21")], Span(16, 16)),
        ([("[2017-09-18..2017-09-20]", "[2017-10-02..2017-10-03]")], Span(13, 16)),
        ([("2017-09", "2017-09"), ("2017-09", "2017-09")], Span(1, 30)),
        ([("2017-09", "2017-09"), ("2017-10", "2017-10")], Span(2, 61)),
        ([("2017-09", "2017-09"), ("2017-09-15", "2017-09-16")], Span(2, 30)),
        ([("2017-09-15", "[2017-09-20..]"), ("2017-10-01", "2017-10-02")], Span(8, None)),
        ([("[..2017-09-15]", "2017-09-16"), ("2017-10-01", "2017-10-02")], Span(4, None)),
        ([("2017-09-15", "2017-09-16"), ("2017-10-01", "")], Span(3, None)),
        ([("2017-09-15", "2017-09-16"), ("", "2017-09-16")], Span(2, None)),
        ([("2017-09-15", "2017-09-16"), ("", "")], Span(2, 2)),
        ([("2017-09-15", "")], Span(1, None)),
        ([("", "")], UNKNOWN),
        ([], UNKNOWN),
    ],
)
def test_a_total_counts_each_day_once(detentions: Sequence[tuple[str, str]], days: Span) -> None:
    assert union_touched([held(*each) for each in detentions]) == days


@pytest.mark.parametrize(
    ("detentions", "pairs"),
    [
        ([("2017-09-15", "2017-09-22"), ("2017-09-20", "2017-09-27")], [Overlap(0, 1, True)]),
        ([("2017-09-20", "2017-09-27"), ("2017-09-15", "2017-09-22")], [Overlap(0, 1, True)]),
        ([("2017-09-15", "2017-09-22"), ("2017-09-22", "2017-09-27")], []),
        ([("2017-09-22", "2017-09-27"), ("2017-09-15", "2017-09-22")], []),
        ([("2017-09-15", "2017-09-22"), ("2017-09-23", "2017-09-27")], []),
        ([("2017-09-15", "2017-09-22"), ("2017-09-18", "2017-09-18")], [Overlap(0, 1, True)]),
        ([("2017-09-15", "2017-09-22~"), ("2017-09-22", "2017-09-27")], [Overlap(0, 1, False)]),
        ([("2017-09", "2017-09"), ("2017-09-20", "2017-09-27")], [Overlap(0, 1, False)]),
        ([("2017-09-15", ""), ("2017-09-01", "2017-09-27")], [Overlap(0, 1, True)]),
        ([("2017-09-15", ""), ("2017-09-20", "2017-09-27")], []),
        ([("", "2017-09-22"), ("2017-09-20", "2017-09-27")], [Overlap(0, 1, True)]),
        ([("", ""), ("2017-09-20", "2017-09-27")], []),
        (
            [("2017-09-01", "2017-09-09"), ("2017-10-01", "2017-10-09"), ("2017-09-05", "2017-10-02")],
            [Overlap(0, 2, True), Overlap(1, 2, True)],
        ),
    ],
)
def test_overlaps(detentions: Sequence[tuple[str, str]], pairs: list[Overlap]) -> None:
    assert overlaps([held(*each) for each in detentions]) == pairs


def test_twenty_days_ordered_and_released_early() -> None:
    served = ordered_against_served(20, on("2017-09-17"), on("2017-10-02"))
    assert (served.elapsed, served.touched) == (Span(15, 15), Span(16, 16))
    assert served.nominal_end == (date(2017, 10, 7), date(2017, 10, 7))
    assert (served.early_release, served.overstay) == (Span(5, 5), Span(0, 0))
    assert (served.released_early, served.overstayed) == (True, False)


def test_held_beyond_the_order() -> None:
    served = ordered_against_served(10, on("2017-09-17"), on("2017-10-02"))
    assert (served.overstay, served.early_release) == (Span(5, 5), Span(0, 0))
    assert (served.released_early, served.overstayed) == (False, True)


def test_uncertain_dates_flag_only_what_is_certain() -> None:
    served = ordered_against_served(13, on("[2017-09-18..2017-09-20]"), on("[2017-10-02..2017-10-03]"))
    assert served.nominal_end == (date(2017, 10, 1), date(2017, 10, 3))
    assert (served.overstay, served.early_release) == (Span(0, 2), Span(0, 1))
    assert not served.overstayed
    assert not served.released_early


def test_still_held_is_no_early_release() -> None:
    served = ordered_against_served(20, on("2017-09-17"), on("2017-09-25"), continuing=True)
    assert (served.early_release, served.overstay) == (Span(0, 0), Span(0, 0))


def test_nothing_is_known_of_an_order_whose_end_is_not() -> None:
    served = ordered_against_served(20, on("2017-09-17"), None)
    assert (served.elapsed, served.overstay, served.early_release) == (UNKNOWN, UNKNOWN, UNKNOWN)
    assert served.nominal_end == (date(2017, 10, 7), date(2017, 10, 7))


def test_open_bounds_leave_an_order_open() -> None:
    served = ordered_against_served(20, on("[..2017-09-17]"), on("2017-10-02"))
    assert served.nominal_end == (None, date(2017, 10, 7))
    assert (served.overstay, served.early_release) == (Span(0, None), Span(0, 5))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("two days", Span(2, 2)),
        ("Two Days.", Span(2, 2)),
        ("twenty-five days", Span(25, 25)),
        ("thirty days", Span(30, 30)),
        ("about a week", Span(5, 9)),
        ("about two days", Span(1, 3)),
        ("48 hours", Span(2, 2)),
        ("48h", Span(2, 2)),
        ("36 hours", Span(1, 2)),
        ("3 hours", Span(0, 1)),
        ("30 minutes", Span(0, 1)),
        ("2-3 days", Span(2, 3)),
        ("two or three days", Span(2, 3)),
        ("from 2 to 3 days", Span(2, 3)),
        ("a month", Span(28, 31)),
        ("two months", Span(59, 62)),
        ("a year", Span(365, 366)),
        ("half a day", Span(0, 1)),
        ("a day and a half", Span(1, 2)),
        ("1.5 weeks", Span(10, 11)),
        ("a couple of days", Span(2, 2)),
        ("a few days", Span(2, None)),
        ("overnight", Span(1, 1)),
        ("2 weeks and 3 days", Span(17, 17)),
        ("more than 10 days", Span(10, None)),
        ("up to 30 days", Span(0, 30)),
        ("2 gün", Span(2, 2)),
        ("İKİ GÜN", Span(2, 2)),
        ("iyirmi beş gün", Span(25, 25)),
        ("on bir gün", Span(11, 11)),
        ("iki-üç gün", Span(2, 3)),
        ("təxminən bir həftə", Span(5, 9)),
        ("bir neçə gün", Span(2, None)),
        ("gün yarım", Span(1, 2)),
        ("iki sutka", Span(2, 2)),
        ("72 saat", Span(3, 3)),
        ("bir ay", Span(28, 31)),
        ("10 gündən çox", Span(10, None)),
        ("10 günə qədər", Span(0, 10)),
        ("ən azı 5 gün", Span(5, None)),
        ("три дня", Span(3, 3)),
        ("двое суток", Span(2, 2)),
        ("двадцать один день", Span(21, 21)),
        ("два-три дня", Span(2, 3)),
        ("около недели", Span(5, 9)),
        ("полтора дня", Span(1, 2)),
        ("сутки с половиной", Span(1, 2)),
        ("полдня", Span(0, 1)),
        ("несколько дней", Span(2, None)),
        ("2-х дней", Span(2, 2)),
        ("месяц", Span(28, 31)),
        ("не более 10 дней", Span(0, 10)),
        ("больше недели", Span(7, None)),
        ("", None),
        ("20", None),
        ("a long time", None),
        ("two days, maybe more", None),
        ("3 to 2 days", None),
        ("two days 5", None),
        ("over under 3 days", None),
        ("3 @ days", None),
        ("ten days and ten nights", Span(10, 10)),
        ("2 gün 2 gecə", Span(2, 2)),
        ("two days and one night", Span(1, 2)),
        ("two nights", Span(2, 2)),
    ],
)
def test_a_stated_duration_is_understood_or_left_alone(text: str, days: Span | None) -> None:
    assert stated_duration(text) == days


NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty twenty-one twenty-two twenty-three twenty-four twenty-five twenty-six twenty-seven "
    "twenty-eight twenty-nine thirty",
    "bir iki üç dörd beş altı yeddi səkkiz doqquz on on_bir on_iki on_üç on_dörd on_beş on_altı on_yeddi on_səkkiz "
    "on_doqquz iyirmi iyirmi_bir iyirmi_iki iyirmi_üç iyirmi_dörd iyirmi_beş iyirmi_altı iyirmi_yeddi iyirmi_səkkiz "
    "iyirmi_doqquz otuz",
    "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать "
    "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать двадцать_один двадцать_два двадцать_три "
    "двадцать_четыре двадцать_пять двадцать_шесть двадцать_семь двадцать_восемь двадцать_девять тридцать",
)


@pytest.mark.parametrize(("numbers", "unit"), [*zip(NUMBERS, ("days", "gün", "дней"), strict=True)])
def test_numbers_are_known_in_words_up_to_thirty(numbers: str, unit: str) -> None:
    found = [stated_duration(f"{number.replace('_', ' ')} {unit}") for number in numbers.split()]
    assert found == [Span(number, number) for number in range(1, 31)]


@given(st.text(max_size=30))
def test_any_text_is_a_duration_or_nothing(text: str) -> None:
    found = stated_duration(text)
    assert found is None or found.maximum is None or (found.minimum or 0) <= found.maximum


@pytest.mark.parametrize(
    ("stated", "computed", "conflict"),
    [
        (Span(2, 2), Span(2, 2), False),
        (Span(3, 3), Span(2, 2), False),  # the calendar days touched
        (Span(4, 4), Span(2, 2), True),
        (Span(1, 1), Span(2, 2), True),
        (Span(1, 2), Span(2, 9), False),
        (Span(11, 12), Span(2, 9), True),
        (Span(2, None), Span(0, 0), True),
        (Span(2, None), Span(20, 20), False),
        (Span(0, 10), Span(12, 15), True),
        (Span(5, 5), Span(3, None), False),
        (Span(2, 2), Span(3, None), True),
        (Span(2, 2), UNKNOWN, False),
        (None, Span(2, 2), False),
    ],
)
def test_a_stated_duration_conflicts_outside_the_computed_range(
    stated: Span | None, computed: Span, conflict: bool
) -> None:
    assert conflicts(stated, computed) is conflict


# Against every possible pair of days in a small window

FIRST = date(2017, 9, 1)
Window = tuple[int, int, int, int]
SMALL = st.tuples(*[st.integers(0, 6)] * 4).map(lambda w: (min(w[:2]), max(w[:2]), min(w[2:]), max(w[2:])))
WINDOWS = SMALL.filter(lambda window: window[0] <= window[3])


def ends_of(window: Window) -> Ends:
    days = [(FIRST + timedelta(days=number)).isoformat() for number in window]
    return on(f"[{days[0]}..{days[1]}]"), on(f"[{days[2]}..{days[3]}]")


def choices(window: Window) -> Iterator[range]:
    for start in range(window[0], window[1] + 1):
        for end in range(max(start, window[2]), window[3] + 1):
            yield range(start, end + 1)


@given(WINDOWS)
def test_elapsed_and_touched_are_exact(window: Window) -> None:
    lengths = [len(days) for days in choices(window)]
    assert touched(*ends_of(window)) == Span(min(lengths), max(lengths))
    assert elapsed(*ends_of(window)) == Span(min(lengths) - 1, max(lengths) - 1)


@given(st.lists(WINDOWS, min_size=1, max_size=3))
@settings(max_examples=300, deadline=None)
def test_the_total_is_exact(windows: list[Window]) -> None:
    totals = {len(set().union(*chosen)) for chosen in product(*map(list, map(choices, windows)))}
    assert union_touched(map(ends_of, windows)) == Span(min(totals), max(totals))


@given(WINDOWS, WINDOWS)
@settings(deadline=None)
def test_overlaps_are_exact(first: Window, second: Window) -> None:
    found = {a.start < b.stop - 1 and b.start < a.stop - 1 for a, b in product(choices(first), choices(second))}
    expected = [Overlap(0, 1, certain=False not in found)] if True in found else []
    assert overlaps([ends_of(first), ends_of(second)]) == expected


@given(WINDOWS, st.integers(0, 9))
def test_overstay_and_early_release_are_exact(window: Window, ordered: int) -> None:
    over = [max(0, len(days) - 1 - ordered) for days in choices(window)]
    early = [max(0, ordered - len(days) + 1) for days in choices(window)]
    served = ordered_against_served(ordered, *ends_of_known(window))
    assert served.overstay == Span(min(over), max(over))
    assert served.early_release == Span(min(early), max(early))


def ends_of_known(window: Window) -> tuple[UncertainDate, UncertainDate]:
    start, end = ends_of(window)
    assume(start is not None and end is not None)
    assert start
    assert end
    return start, end
