"""Text that breaks programs, and a vault whose every text field holds it."""

from collections.abc import Iterator
from typing import Any

from muniment.domain.fields import FieldSpec, Kind, RecordSpec, Scope
from muniment.domain.openformat import write_field
from muniment.domain.records import Record
from muniment.domain.schema import RECORDS
from muniment.services import entries
from muniment.services.session import Session

MARKUP = "<b>bold</i> & <img src='/etc/passwd'/> <para> &#0; {{x}} %s \\begin{x}"
CONTROLS = "bell\x07 nul\x00 escape\x1b[31mred\x1b[0m tab\t delete\x7f next\x85line bom\ufeff"
RIGHT_TO_LEFT = "\u202e123 evil\u202c \u2067שלום 42\u2069 \u0645\u0631\u062d\u0628\u0627"
INVISIBLE = "zero\u200bwidth\u200d\u2060 soft\u00adhyphen \ufe0f \U000e0041 \u3164"
WIDE = "\U0001f600\U00020000\u0300" + "é" * 3 + "e\u0301" * 3 + "Z\u0351\u0352" * 30
SQL = '\'; DROP TABLE record; -- " OR 1=1 NEAR("*") AND NOT - ^ :'
LONG_WORD = "a" * 5000
TEXTS = (MARKUP, CONTROLS, RIGHT_TO_LEFT, INVISIBLE, WIDE, SQL, LONG_WORD)
LONE_SURROGATE = "half \ud800 a character"

_TEXT_KINDS = (Kind.LINE, Kind.TEXT, Kind.LINES, Kind.MAPPING)


def written_by_users() -> list[RecordSpec]:
    """The kinds of record that people fill in, save exhibits, which come with a file."""
    return [spec for spec in RECORDS.values() if not spec.written_by_program and spec.name != "evidence"]


def text_fields(spec: RecordSpec) -> list[FieldSpec]:
    """The fields of a record that take any text; a code and a rule are text that has to be right."""
    return [
        field
        for field in spec.fields
        if field.kind in _TEXT_KINDS
        and not (field.written_by_program or field.derived or field.name in ("code", "rule"))
    ]


def text_value(field: FieldSpec, text: str) -> object:
    """The text, in the open format of that field."""
    one_line = text.replace("\n", " ").replace("\r", " ")
    if field.kind is Kind.LINES:
        return [one_line, one_line + "2"]
    if field.kind is Kind.MAPPING:
        return {text: text}
    return one_line if field.kind is Kind.LINE else f"{text}\n\n{text}"


def filled(session: Session, text: str) -> Iterator[tuple[Record, dict[str, Any]]]:
    """One record of every kind with the text in every field that takes text, and what was given for it."""
    made: dict[str, str] = {}
    waiting = written_by_users()
    while waiting:
        ready = [spec for spec in waiting if all(kind in made for kind in _needed(spec))]
        if not ready:
            raise LookupError([spec.name for spec in waiting])
        for spec in ready:
            fields = {field.name: text_value(field, text) for field in text_fields(spec)}
            fields = {**_required(session, spec, made), **fields}
            case = made.get("case_file", "") if spec.scope is not Scope.SHARED and spec.name != "case_file" else ""
            record = entries.add(session, spec.name, fields, case)
            made[spec.name] = record.id
            waiting.remove(spec)
            yield record, fields


def _needed(spec: RecordSpec) -> set[str]:
    targets = {field.targets[0] for field in spec.fields if field.required and field.targets}
    return targets | ({"case_file"} if spec.scope is not Scope.SHARED and spec.name != "case_file" else set())


def _required(session: Session, spec: RecordSpec, made: dict[str, str]) -> dict[str, object]:
    return {
        field.name: _some(session, field, made)
        for field in spec.fields
        if field.required and not field.written_by_program and field.name != "code"
    }


def _some(session: Session, field: FieldSpec, made: dict[str, str]) -> object:
    """Any value that a required field takes."""
    if field.targets:
        return made[field.targets[0]]
    if field.vocabulary:
        return next(iter(session.vocabularies[field.vocabulary].terms)).id
    return {Kind.DATE: "2017-09", Kind.ANSWER: "yes", Kind.INTEGER: 1}.get(field.kind, "something")


def kept(record: Record) -> dict[str, Any]:
    """The text fields of a record as they are in the open format now."""
    spec = RECORDS[record.RECORD]
    values = {field: getattr(record, field.attribute) for field in text_fields(spec)}
    return {field.name: write_field(field, value) for field, value in values.items() if value}
