"""The open format carries every value of every kind there and back, and refuses what a field cannot hold."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.domain.dates import UncertainDate
from muniment.domain.fields import ANSWERS, FieldSpec, Kind
from muniment.domain.openformat import (
    ValueFault,
    is_empty,
    make,
    read_field,
    read_values,
    write_field,
    write_line,
    write_values,
)
from muniment.domain.schema import RECORDS
from muniment.domain.values import Money, Ref

LINE = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), min_size=1)
TERM = st.from_regex(r"[a-z0-9][a-z0-9_]*", fullmatch=True)
DATE = st.sampled_from(["2017", "2017-09", "2017-09-20~", "[2017-09-18..2017-09-20]", "2017-09-20T14:30:00"])
MONEY = st.builds(
    Money,
    st.none() | st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["AZN", "EUR"]),
)
BY_KIND: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.LINE: LINE,
    Kind.TEXT: st.text(st.characters(codec="utf-8"), min_size=1),
    Kind.CHOICE: TERM,
    Kind.CHOICES: st.lists(TERM, min_size=1).map(tuple),
    Kind.ANSWER: st.sampled_from(ANSWERS),
    Kind.DATE: DATE.map(UncertainDate.parse),
    Kind.INTEGER: st.integers(0, 2**61),
    Kind.NUMBER: st.decimals(min_value=0, max_value=1, places=4).map(lambda number: Decimal(repr(float(number)))),
    Kind.MONEY: MONEY,
    Kind.LINES: st.lists(LINE, min_size=1).map(tuple),
    Kind.MAPPING: st.dictionaries(LINE, st.text(st.characters(codec="utf-8")), min_size=1).map(
        lambda pairs: tuple(pairs.items())
    ),
    Kind.INSTANT: st.just("2017-09-20T14:30:00Z"),
    Kind.REFERENCE: LINE,
    Kind.REFERENCES: st.lists(LINE, min_size=1).map(tuple),
}


def values_of(field: FieldSpec) -> st.SearchStrategy[Any]:
    if field.polymorphic:
        one = st.builds(Ref, st.sampled_from(field.targets), LINE)
        return one if field.kind is Kind.REFERENCE else st.lists(one, min_size=1).map(tuple)
    return BY_KIND[field.kind]


@pytest.mark.parametrize(
    "field",
    {(f.kind, f.polymorphic): f for s in RECORDS.values() for f in s.fields if not f.sealed}.values(),
    ids=lambda field: f"{field.kind}-{field.name}",
)
@given(data=st.data())
def test_a_value_of_any_kind_comes_back_through_json(field: FieldSpec, data: st.DataObject) -> None:
    value = data.draw(values_of(field))
    through = json.loads(json.dumps(write_field(field, value)))
    assert read_field(field, through) == value


def field(record: str, name: str) -> FieldSpec:
    return RECORDS[record].field(name)


@pytest.mark.parametrize(
    ("spec", "raw", "words"),
    [
        (field("note", "text"), 5, "text is expected"),
        (field("note", "text"), "\ud800", "not valid Unicode"),
        (field("case_file", "pseudonym"), "two\nlines", "one line"),
        (field("detention", "status"), "No Such Term", "no such term"),
        (field("detention", "start"), "2017-09-31", "no such day: 2017-09-31"),
        (field("detention", "start"), "20 Sep 2017", "20 Sep 2017"),
        (field("court_order", "days_ordered"), "20", "whole number"),
        (field("court_order", "days_ordered"), 20.5, "whole number"),
        (field("court_order", "days_ordered"), True, "whole number"),
        (field("court_order", "days_ordered"), -1, "too small"),
        (field("injury", "x"), 1.01, "too large"),
        (field("injury", "x"), float("nan"), "number"),
        (field("incident", "estimated_people_low"), 10**30, "too large"),
        (field("payment", "paid"), 200, "amount and a currency"),
        (field("payment", "paid"), {"amount": 200, "currency": "AZN"}, "as text"),
        (field("payment", "paid"), {"amount": "-5", "currency": "AZN"}, "not an amount"),
        (field("payment", "paid"), {"amount": "5"}, "currency is missing"),
        (field("payment", "paid"), {"currency": "AZN"}, "amount and a currency"),
        (field("payment", "paid"), {}, "amount and a currency"),
        (field("payment", "paid"), {"amount": "5", "currency": "manat"}, "no such currency"),
        (field("case_file", "tags"), "bar", "a list"),
        (field("case_file", "tags"), ["two\nlines"], "one line"),
        (field("allegation", "perpetrators"), [{"record": "contact", "id": "x"}], "cannot refer to contact"),
        (field("allegation", "perpetrators"), [{"id": "x"}], "the id of a record"),
        (field("survey_answer", "answers"), ["x"], "questions"),
        (field("identity", "legal_name"), "in the clear", "sealed only"),
        (field("identity", "legal_name"), {"sealed": "§"}, "damaged"),
        (field("custody_event", "at"), "yesterday", "a time in UTC"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_in_words(spec: FieldSpec, raw: object, words: str) -> None:
    with pytest.raises(ValueFault, match=words):
        read_field(spec, raw)


_OF_EACH_KIND = {(field.kind, field.sealed): field for record in RECORDS.values() for field in record.fields}


@pytest.mark.parametrize("spec", _OF_EACH_KIND.values(), ids=lambda spec: spec.kind.value)
def test_null_is_an_empty_field_of_any_kind(spec: FieldSpec) -> None:
    assert is_empty(read_field(spec, None))


def test_an_unknown_amount_is_not_nought() -> None:
    paid = field("payment", "paid")
    assert read_field(paid, {"amount": "unknown", "currency": "AZN"}) == Money(None, "AZN")
    assert read_field(paid, {"amount": "0", "currency": "AZN"}) == Money(Decimal(0), "AZN")


def test_empty_fields_are_left_out_and_the_rest_keeps_the_order_of_the_declaration() -> None:
    record = make("detention", {"id": "1", "case": "c", "status": "ended", "note": "n", "incident": "i"})
    assert list(write_values(record)) == ["incident", "status", "note"]
    assert write_line(record) == {
        "record": "detention",
        "id": "1",
        "case": "c",
        "fields": {"incident": "i", "status": "ended", "note": "n"},
    }


def test_a_field_whose_name_python_keeps_for_itself_is_read_and_written_by_its_own_name() -> None:
    values, faults = read_values(RECORDS["count_claim"], {"from": "2017-09-15", "to": "2017-09-30"})
    assert not faults
    assert list(write_values(make("count_claim", {"id": "1", **values}))) == ["from", "to"]
