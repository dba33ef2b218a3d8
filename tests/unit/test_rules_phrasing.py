"""Figures and days as the remarks word them."""

from datetime import date

import pytest

from muniment.domain.dates import UncertainDate
from muniment.domain.detention import Span
from muniment.domain.rules.phrasing import between, days, hours, listed, up_to, when


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (15, 15, "15 days"),
        (1, 1, "1 day"),
        (0, 1, "0–1 days"),
        (12, 15, "12–15 days"),
        (3, None, "at least 3 days"),
        (None, 1, "at most 1 day"),
        (None, None, "an unknown number of days"),
    ],
)
def test_days(low: int | None, high: int | None, text: str) -> None:
    assert days(Span(low, high)) == text


@pytest.mark.parametrize(("high", "text"), [(2, "up to 2 days"), (1, "up to 1 day"), (None, "some days")])
def test_up_to(high: int | None, text: str) -> None:
    assert up_to(Span(0, high)) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (180, 180, "3 h"),
        (970, 970, "16 h 10 min"),
        (150, 210, "2 h 30 min to 3 h 30 min"),
        (61, None, "at least 1 h 1 min"),
        (None, 60, "0 h to 1 h"),
    ],
)
def test_hours(low: int | None, high: int | None, text: str) -> None:
    assert hours(Span(low, high)) == text


@pytest.mark.parametrize(
    ("edtf", "text"),
    [
        ("2017-09-20", "on 20 September 2017"),
        ("2017-09-20T14:30:00", "on 20 September 2017, 14:30"),
        ("2017-09", "in September 2017"),
        ("2017", "in 2017"),
        ("2017-09-20~", "about 20 September 2017"),
        ("[2017-09-18..2017-09-20]", "between 18 and 20 September 2017"),
        ("[..2017-09-20]", "on or before 20 September 2017"),
        ("2017-09-18/2017-09-20", "from 18 to 20 September 2017"),
        ("2017-09-18/..", "since 18 September 2017"),
    ],
)
def test_when(edtf: str, text: str) -> None:
    assert when(UncertainDate.parse(edtf)) == text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2017, 10, 7), date(2017, 10, 7), "on 7 October 2017"),
        (date(2017, 10, 7), date(2017, 10, 8), "between 7 and 8 October 2017"),
        (None, date(2017, 10, 8), "on or before 8 October 2017"),
        (date(2017, 10, 7), None, "on or after 7 October 2017"),
        (None, None, "on an unknown day"),
        (date(2107, 10, 7), date(2107, 10, 7), "on 7 October 2107"),
    ],
)
def test_between(first: date | None, last: date | None, text: str) -> None:
    assert between((first, last)) == text


@pytest.mark.parametrize(("words", "text"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_listed(words: list[str], text: str) -> None:
    assert listed(words) == text
