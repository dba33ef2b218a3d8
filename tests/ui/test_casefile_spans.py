"""Dates of a block: short, and what two of them share told once."""

import pytest

from muniment.domain.dates import UncertainDate
from muniment.ui.pages.casefile.spans import moment, span


def date(edtf: str) -> UncertainDate | None:
    return UncertainDate.parse(edtf) if edtf else None


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2017-09-22T14:10:00", "2017-09-25", "22 Sep 2017, 14:10 – 25 Sep"),
        ("2017-09-20T22:40:00", "2017-09-20T22:55:00", "20 Sep 2017, 22:40–22:55"),
        ("2017-09-20", "2017-09-20", "20 Sep 2017"),
        ("2017-12-30", "2018-01-02", "30 Dec 2017 – 2 Jan 2018"),
        ("2017-09-20", "", "20 Sep 2017"),
        ("", "2017-09-25", "until 25 Sep 2017"),
        ("", "", ""),
        ("2017-09", "2017-09-25", "Sep 2017 – 25 Sep 2017"),
        ("2017-09-20~", "2017-09-20~", "c. 20 Sep 2017"),
    ],
)
def test_a_span_is_short(start: str, end: str, expected: str) -> None:
    assert span(date(start), date(end)) == expected


def test_what_is_uncertain_is_told_so() -> None:
    when = date("[2017-09-18..2017-09-20]")
    assert when is not None
    assert moment(when) == "18–20 Sep 2017"
