"""A case file in which every field of every record holds something, and every text the same text."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tests.faults.hostile import text_value
from tests.reports.demo_dossiers import record

from muniment.domain.dossier import Dossier
from muniment.domain.fields import FieldSpec, Kind, RecordSpec, Scope
from muniment.domain.records import CaseFile, Record
from muniment.domain.schema import RECORDS
from muniment.host.resources import load_vocabularies

CASE = "case_file-1"
_PLAIN: dict[Kind, Any] = {
    Kind.DATE: "2017-09-18~",
    Kind.ANSWER: "yes",
    Kind.INTEGER: 3,
    Kind.NUMBER: Decimal("0.5"),
    Kind.MONEY: {"amount": "200.00", "currency": "AZN"},
    Kind.INSTANT: "2017-09-18T10:00:00Z",
}
_NEVER = ("identity", "draft")  # sealed; of the program
_KEPT = ("code", "rule", "period_rule", "journal_head", "sha256")


def filled(text: str) -> Dossier:
    """The file, with one record of every kind that can stand in it or beside it."""
    made = [_record(spec, text) for spec in RECORDS.values() if spec.name not in _NEVER]
    file = next(one for one in made if isinstance(one, CaseFile))
    inside = tuple(one for one in made if one is not file and RECORDS[one.RECORD].scope is not Scope.SHARED)
    outside = tuple(one for one in made if RECORDS[one.RECORD].scope is Scope.SHARED)
    return Dossier(file, inside, outside)


def _record(spec: RecordSpec, text: str) -> Record:
    case = "" if spec.scope is Scope.SHARED or spec.name == "case_file" else CASE
    return record(spec.name, f"{spec.name}-1", case, **dict(_fields(spec, text)))


def _fields(spec: RecordSpec, text: str) -> Iterator[tuple[str, Any]]:
    for field in spec.fields:
        value = _value(field, text)
        if value is not None and not field.derived:
            yield field.name, value


def _value(field: FieldSpec, text: str) -> Any:
    if field.name in _KEPT:
        return {"code": "ABCD-2345", "sha256": "ab" * 32}.get(field.name)
    if field.targets:
        return _pointing(field)
    if field.vocabulary:
        term = load_vocabularies()[field.vocabulary].active[0].id
        return [term] if field.kind is Kind.CHOICES else term
    if field.kind in (Kind.LINE, Kind.TEXT, Kind.LINES, Kind.MAPPING):
        return text_value(field, text)
    return _PLAIN.get(field.kind)


def _pointing(field: FieldSpec) -> Any:
    target = f"{field.targets[0]}-1"
    if field.targets[0] in _NEVER:
        return None
    if field.kind is Kind.REFERENCES:
        return [{"record": field.targets[0], "id": target}] if len(field.targets) > 1 else [target]
    return {"record": field.targets[0], "id": target} if len(field.targets) > 1 else target
