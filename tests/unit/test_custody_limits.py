"""Limits of custody: which applies, and when one is exceeded for certain."""

import json
from datetime import date
from typing import Any

import pytest

from muniment.domain.custody_limits import CustodyLimit, LimitUnit, as_table, limits_for, parse_custody_limits
from muniment.domain.deadlines import Confidence
from muniment.domain.errors import InvalidInput
from muniment.host.resources import load_custody_limits, load_vocabularies


def limit(**changes: Any) -> CustodyLimit:
    given: dict[str, Any] = {
        "id": "hold",
        "titles": {"en": "hold, 24 hours"},
        "phase": "police_hold",
        "maximum": 24,
        "unit": LimitUnit.HOURS,
        "confidence": Confidence.MEDIUM,
    }
    return CustodyLimit(**(given | changes))


def raw(**changes: Any) -> dict[str, Any]:
    given = {
        "id": "hold",
        "title": {"en": "hold"},
        "phase": "police_hold",
        "maximum": 24,
        "unit": "hours",
        "source": "a code",
        "confidence": "low",
    }
    return {"limit": [given | changes]}


@pytest.mark.parametrize(("hours", "expected"), [(23.5, False), (24, False), (24.1, True)])
def test_hours_are_compared_with_hours(hours: float, expected: bool) -> None:
    assert limit().exceeded(hours=hours) is expected


@pytest.mark.parametrize(("days", "expected"), [(0, False), (1, False), (2, True), (3, True)])
def test_days_between_dates_exceed_hours_only_where_that_is_sure(days: int, expected: bool) -> None:
    assert limit().exceeded(days=days) is expected


@pytest.mark.parametrize(("days", "expected"), [(14, False), (15, False), (16, True)])
def test_days_are_compared_with_days(days: int, expected: bool) -> None:
    assert limit(maximum=15, unit=LimitUnit.DAYS).exceeded(days=days) is expected


def test_an_unknown_length_exceeds_nothing() -> None:
    assert not limit().exceeded()


def test_a_limit_applies_to_its_phase_basis_and_time() -> None:
    narrow = limit(basis="minor_hooliganism", in_force_from=date(2016, 3, 1), in_force_to=date(2020, 1, 1))
    began = date(2017, 9, 20)
    assert narrow.applies("police_hold", "minor_hooliganism", began)
    assert not narrow.applies("administrative_arrest", "minor_hooliganism", began)
    assert not narrow.applies("police_hold", "summons", began)
    assert not narrow.applies("police_hold", "minor_hooliganism", date(2016, 2, 29))
    assert not narrow.applies("police_hold", "minor_hooliganism", date(2020, 1, 2))


@pytest.mark.parametrize("basis", ["", "minor_hooliganism"])
def test_a_limit_without_a_basis_applies_to_every_basis(basis: str) -> None:
    assert limits_for([limit()], "police_hold", basis, date(2017, 9, 20)) == (limit(),)


def test_low_confidence_is_off_until_switched_on() -> None:
    assert limit().on_by_default
    assert not limit(confidence=Confidence.LOW).on_by_default


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"phase": ""}, "limit hold.phase: is empty"),
        ({"maximum": "3"}, "limit hold.maximum: must be a whole number"),
        ({"unit": "weeks"}, "limit hold.unit: must be one of hours, days"),
        ({"confidence": ""}, "limit hold.confidence: is empty"),
        ({"max": 3}, "limit hold.max: is not known here"),
        ({"id": "A hold"}, "limit A hold.id: must be small letters and digits"),
        (
            {"in_force_from": date(2020, 1, 2), "in_force_to": date(2020, 1, 1)},
            "limit hold.in_force_to: is before in_force_from",
        ),
    ],
)
def test_a_fault_in_a_limit_is_named(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_custody_limits(raw(**changes))
    assert fault in str(caught.value)


def test_two_limits_of_one_id_are_refused() -> None:
    with pytest.raises(InvalidInput, match="limit hold: stands there twice"):
        parse_custody_limits({"limit": raw()["limit"] * 2})


def test_a_file_without_limits_is_refused() -> None:
    with pytest.raises(InvalidInput, match="limit: there is none"):
        parse_custody_limits({})


def test_phases_and_bases_are_terms_where_the_lists_are_given() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_custody_limits(raw(phase="police_hould", basis="hooligans"), load_vocabularies())
    assert [fault.where for fault in caught.value.faults] == ["limit hold.phase", "limit hold.basis"]
    assert "did you mean police_hold" in str(caught.value)


@pytest.mark.parametrize("known", load_custody_limits(), ids=lambda known: known.id)
def test_a_limit_written_as_a_table_is_read_as_the_same_limit(known: CustodyLimit) -> None:
    table = json.loads(json.dumps(as_table(known)))
    assert parse_custody_limits({"limit": [table]}) == (known,)
