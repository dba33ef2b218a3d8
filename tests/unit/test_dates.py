"""Uncertain dates: what an EDTF text means, and what is refused."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.domain.dates import DateError, UncertainDate, looks_like_edtf, read
from muniment.domain.errors import UserFault

TODAY = date(2026, 11, 20)


def parsed(text: str) -> UncertainDate:
    return UncertainDate.parse(text, TODAY)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2017-09-20", "2017-09-20", "2017-09-20"),
        ("2017-09-20T14:30:00", "2017-09-20T14:30:00", "2017-09-20T14:30:00"),
        ("2017-09", "2017-09-01", "2017-09-30"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2017", "2017-01-01", "2017-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2017-09-XX", "2017-09-01", "2017-09-30"),
        ("2017-XX-XX", "2017-01-01", "2017-12-31"),
        ("2017-09-20~", "2017-09-19", "2017-09-21"),
        ("2017-12-31~", "2017-12-30", "2018-01-01"),
        ("2017-09~", "2017-08-01", "2017-10-31"),
        ("2017-01~", "2016-12-01", "2017-02-28"),
        ("2017-12%", "2017-11-01", "2018-01-31"),
        ("2017~", "2016-01-01", "2018-12-31"),
        ("201X~", "2000-01-01", "2029-12-31"),
        ("2017-09-20T14:30:00~", "2017-09-20T14:29:00", "2017-09-20T14:31:00"),
        ("2017-09-20?", "2017-09-20", "2017-09-20"),
        ("[2017-09-18..2017-09-20]", "2017-09-18", "2017-09-20"),
        ("[2017-09-18~..2017-10%]", "2017-09-17", "2017-11-30"),
        ("[..2017-09-20]", None, "2017-09-20"),
        ("[2017-09-20..]", "2017-09-20", None),
        ("[2017-09-18..2017-09-20T14:00:00]", "2017-09-18", "2017-09-20T14:00:00"),
        ("2017-09-18/2017-09-20", "2017-09-18", "2017-09-20"),
        ("[2017-09..2017-09-10]", "2017-09-01", "2017-09-10"),
        ("2017-09/2017-10", "2017-09-01", "2017-10-31"),
        ("2017-09-18/..", "2017-09-18", None),
        ("../2017-09-20", None, "2017-09-20"),
    ],
)
def test_a_date_has_the_bounds_of_what_it_may_be(text: str, earliest: str | None, latest: str | None) -> None:
    assert parsed(text) == UncertainDate(text, earliest, latest)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        (" 2017-09-20 ", "2017-09-20"),
        ("2017-09-20t14:30", "2017-09-20T14:30:00"),
        ("2017-09-xx", "2017-09-XX"),
        ("2017-XX", "2017"),
        ("2017-09-XX~", "2017-09~"),
        ("[2017-09-XX..2017-10-XX]", "[2017-09..2017-10]"),
        ("[2017-09-20..2017-09-20]", "2017-09-20"),
        ("2017-09-20/2017-09-20", "2017-09-20"),
        ("2017-09-18/", "2017-09-18/.."),
        ("/2017-09-18", "../2017-09-18"),
    ],
)
def test_one_date_has_one_spelling(text: str, canonical: str) -> None:
    assert parsed(text).edtf == canonical


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2017-09-31", "no such day: 2017-09-31"),
        ("2017-02-29", "no such day: 2017-02-29"),
        ("2017-09-00", "no such day: 2017-09-00"),
        ("[2017-09-18..2017-09-31]", "no such day: 2017-09-31"),
        ("2017-13", "no such month: 2017-13"),
        ("2017-00-10", "no such month: 2017-00"),
        ("2017-09-20T25:00", "no such time: 25:00"),
        ("2017-09-20T24:00:00", "no such time: 24:00:00"),
        ("[2017-09-20..2017-09-18]", "the end is before the beginning: [2017-09-20..2017-09-18]"),
        ("2017-10-02/2017-09-18", "the end is before the beginning: 2017-10-02/2017-09-18"),
        ("2017-10/2017-09-30", "the end is before the beginning: 2017-10/2017-09-30"),
        ("2017-09-20T14:00/2017-09-20T13:59", "the end is before the beginning: 2017-09-20T14:00/2017-09-20T13:59"),
        ("1899-12-31", "before the year 1900: 1899-12-31"),
        ("0000", "before the year 1900: 0000"),
        ("2017-XX-12", "the month is missing: 2017-XX-12"),
        ("2017-09-XXT10:00", "the day is missing: 2017-09-XXT10:00"),
        ("2046-11-21", "too far in the future: 2046-11-21"),
        ("[2017..2117]", "too far in the future: 2117"),
        ("9999~", "too far in the future: 9999~"),
        ("next week", "not a date: next week"),
        ("[2017-09-18..2017-09-20", "not a date: [2017-09-18..2017-09-20"),
        ("2017-09-18..2017-09-20]", "not a date: 2017-09-18..2017-09-20]"),
        ("[..]", "not a date: [..]"),
        ("../..", "not a date: ../.."),
        ("[2017..2018..2019]", "not a date: [2017..2018..2019]"),
        ("2017-09-20T14:30:00Z", "not a date: 2017-09-20T14:30:00Z"),
        ("201X-09", "not a date: 201X-09"),
        ("", "not a date: "),
    ],
)
def test_what_cannot_be_is_refused_in_plain_words(text: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        parsed(text)
    assert str(caught.value) == message
    assert isinstance(caught.value, UserFault)


def test_twenty_years_ahead_is_the_last_day_accepted() -> None:
    assert parsed("2046-11-20").last_day == date(2046, 11, 20)


def test_twenty_years_after_a_leap_day_are_counted() -> None:
    with pytest.raises(DateError, match="too far"):
        UncertainDate.parse("2036-03-01", date(2016, 2, 29))
    assert UncertainDate.parse("2036-02-29", date(2016, 2, 29)).edtf == "2036-02-29"


def test_a_clock_that_was_reset_does_not_lock_old_files_out(monkeypatch: pytest.MonkeyPatch) -> None:
    class Reset(date):
        @classmethod
        def today(cls) -> "Reset":
            return cls(1970, 1, 1)

    monkeypatch.setattr("muniment.domain.dates.date", Reset)
    assert UncertainDate.parse("2017-09-20").edtf == "2017-09-20"


def test_days_and_moments_of_a_day() -> None:
    day = parsed("2017-09-20")
    assert (day.first_day, day.last_day) == (date(2017, 9, 20), date(2017, 9, 20))
    assert day.first_moment == datetime(2017, 9, 20)
    assert day.last_moment == datetime(2017, 9, 20, 23, 59, 59)
    assert not day.has_time


def test_days_and_moments_of_a_time() -> None:
    moment = parsed("2017-09-20T14:30")
    assert (moment.first_day, moment.last_day) == (date(2017, 9, 20), date(2017, 9, 20))
    assert moment.first_moment == moment.last_moment == datetime(2017, 9, 20, 14, 30)
    assert moment.has_time


def test_open_bounds_have_no_day_and_no_moment() -> None:
    before, after = parsed("[..2017-09-20]"), parsed("[2017-09-20..]")
    assert (before.first_day, before.first_moment) == (None, None)
    assert (after.last_day, after.last_moment) == (None, None)


def test_a_chronology_is_ordered_by_the_bound_that_is_known() -> None:
    texts = [
        "2017-09-20",
        "[..2017-09-19]",
        "2017-09",
        "2017-09-20T10:00:00",
        "[2017-09-21..]",
        "2017-09-18/2017-09-25",
        "2017-09-18",
    ]
    ordered = sorted(map(parsed, texts), key=lambda each: each.sort_key)
    assert [each.edtf for each in ordered] == [
        "2017-09",
        "2017-09-18",
        "2017-09-18/2017-09-25",
        "[..2017-09-19]",
        "2017-09-20",
        "2017-09-20T10:00:00",
        "[2017-09-21..]",
    ]


def test_an_open_bound_takes_the_place_of_the_other() -> None:
    assert parsed("[2017-09-21..]").sort_key == ("2017-09-21", "2017-09-21")
    assert parsed("[..2017-09-21]").sort_key == ("2017-09-21", "2017-09-21")


def test_a_day_of_the_calendar_is_a_date() -> None:
    assert UncertainDate.of_day(date(2017, 9, 20)) == parsed("2017-09-20")


def test_a_date_is_printed_as_its_text() -> None:
    assert str(parsed("2017-09-20~")) == "2017-09-20~"


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("2017-09-31", True),
        ("[..2017]", True),
        ("2017/..", True),
        ("2017/", True),
        ("20/09/2017", False),
        ("2017-9", False),
        ("[..]", False),
        ("..", False),
        ("/", False),
    ],
)
def test_the_shape_of_edtf_is_recognised_before_its_sense(text: str, shape: bool) -> None:
    assert looks_like_edtf(text) is shape


DAYS = st.dates(date(1901, 1, 1), date(2045, 1, 1))


@given(DAYS, st.integers(0, 4000), st.sampled_from(["[{}..{}]", "{}/{}"]))
def test_bounds_of_a_range_are_its_ends(start: date, length: int, form: str) -> None:
    end = min(start + timedelta(days=length), date(2045, 1, 1))
    found = parsed(form.format(start, end))
    assert (found.first_day, found.last_day) == (start, end)


@given(DAYS, st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
def test_about_only_widens(day: date, form: str) -> None:
    text = day.strftime(form)
    sure, about = parsed(text), parsed(text + "~")
    assert about.first_day and about.last_day and sure.first_day and sure.last_day
    assert about.first_day < sure.first_day <= day <= sure.last_day < about.last_day
    assert parsed(text + "%").earliest == about.earliest


@given(st.text(alphabet="0123456789-X~?%[]./T:", max_size=24))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        found = parsed(text)
    except DateError:
        return
    assert parsed(found.edtf) == found
    assert read(found.edtf).edtf == found.edtf
