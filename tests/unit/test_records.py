"""What every kind of record can do, and cannot."""

from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest

from muniment.domain.openformat import make
from muniment.domain.records import CLASSES, Detention

NOTE: dict[str, Any] = {"id": "1", "case": "2", "note": "Beaten on the 20th."}


@pytest.mark.parametrize("kind", CLASSES)
def test_a_record_holds_what_it_is_given_and_nothing_else(kind: str) -> None:
    made = make(kind, {"id": "1", "created_at": "2017-09-20T08:00:00Z"})
    assert (made.id, made.created_at, made.case, made.sources) == ("1", "2017-09-20T08:00:00Z", "", ())


@pytest.mark.parametrize("values", [{"id": "1", "colour": "red"}, {"note": "no id"}, {}])
def test_a_field_too_many_or_too_few_is_a_fault_that_shows_no_value(values: dict[str, str]) -> None:
    with pytest.raises(TypeError) as caught:
        make("detention", values)
    assert "red" not in str(caught.value)


def test_a_record_is_not_changed_but_replaced() -> None:
    before = Detention(**NOTE)
    with pytest.raises(FrozenInstanceError):
        before.note = "other"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del before.note
    after = replace(before, note="other")
    assert (before.note, after.note, after.case) == ("Beaten on the 20th.", "other", "2")


def test_records_are_equal_where_all_their_fields_are() -> None:
    one, same, other = Detention(**NOTE), Detention(**NOTE), Detention(**{**NOTE, "note": "other"})
    assert (one == same, hash(one) == hash(same), one == other) == (True, True, False)
    assert make("note", {"id": "1"}) != make("task", {"id": "1"})


def test_the_name_of_a_record_in_a_traceback_says_nothing_of_what_it_holds() -> None:
    assert repr(Detention(**NOTE)) == "<detention 1>"
