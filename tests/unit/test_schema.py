"""The declarations: every record class says what its declaration says, and nothing more."""

import dataclasses
import typing
from decimal import Decimal

import pytest

from muniment.domain import records
from muniment.domain.dates import UncertainDate
from muniment.domain.fields import FieldSpec, Kind, RecordSpec
from muniment.domain.records import CLASSES, Record
from muniment.domain.schema import RECORDS
from muniment.domain.values import Money, Ref

TYPES: dict[Kind, object] = {
    Kind.LINE: str,
    Kind.TEXT: str,
    Kind.CHOICE: str,
    Kind.ANSWER: str,
    Kind.INSTANT: str,
    Kind.CHOICES: tuple[str, ...],
    Kind.LINES: tuple[str, ...],
    Kind.DATE: UncertainDate | None,
    Kind.INTEGER: int | None,
    Kind.NUMBER: Decimal | None,
    Kind.MONEY: Money | None,
    Kind.MAPPING: tuple[tuple[str, str], ...],
}


def expected_type(spec: FieldSpec) -> object:
    if spec.sealed and spec.name != "sources":
        return str
    if spec.kind is Kind.REFERENCE:
        return Ref | None if spec.polymorphic else str
    if spec.kind is Kind.REFERENCES:
        return tuple[Ref, ...] if spec.polymorphic else tuple[str, ...]
    return TYPES[spec.kind]


@pytest.mark.parametrize("spec", RECORDS.values(), ids=lambda spec: spec.name)
def test_the_class_of_a_record_has_exactly_the_declared_fields_with_their_types(spec: RecordSpec) -> None:
    cls = CLASSES[spec.name]
    common = {field.name for field in dataclasses.fields(Record)}
    hints = typing.get_type_hints(cls)
    own = {field.name: hints[field.name] for field in dataclasses.fields(cls) if field.name not in common}
    declared = {f.attribute: expected_type(f) for f in spec.fields if not f.derived and f.name != "sources"}
    assert own == declared


def test_every_class_of_records_is_listed() -> None:
    assert set(CLASSES) == set(RECORDS)
    assert {cls.__name__ for cls in CLASSES.values()} <= set(records.__all__)


@pytest.mark.parametrize("spec", RECORDS.values(), ids=lambda spec: spec.name)
def test_a_declaration_is_consistent(spec: RecordSpec) -> None:
    names = [field.name for field in spec.fields]
    assert len(names) == len(set(names))
    for field in spec.fields:
        assert bool(field.targets) == (field.kind in {Kind.REFERENCE, Kind.REFERENCES})
        assert set(field.targets) <= set(RECORDS)
        assert bool(field.vocabulary) == (field.kind in {Kind.CHOICE, Kind.CHOICES, Kind.ANSWER})
    assert set(spec.title) <= set(names)


def test_every_record_that_a_user_writes_names_its_sources() -> None:
    without = {spec.name for spec in RECORDS.values() if "sources" not in {field.name for field in spec.fields}}
    assert without == {spec.name for spec in RECORDS.values() if spec.written_by_program}
