"""The open format of a record: every value of a field as JSON can carry it, and back.

Export, import, the command line and the journal all use this one mapping. An empty field is left out.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from muniment.domain.dates import DateError, UncertainDate
from muniment.domain.errors import Fault, UserFault
from muniment.domain.fields import FieldSpec, Kind, RecordSpec
from muniment.domain.frozen import made
from muniment.domain.records import CLASSES, Record
from muniment.domain.schema import RECORDS
from muniment.domain.values import Money, Ref

UNKNOWN = "unknown"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
_AMOUNT = re.compile(r"\d{1,15}(\.\d{1,4})?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_TERM = re.compile(r"[a-z0-9][a-z0-9_]*")
_SEALED = b"age-encryption.org/v1\n-> X25519 "  # how an age file to a recipient begins


class ValueFault(UserFault):
    """A value that its field cannot hold; the message says why."""


def read_field(spec: FieldSpec, raw: object) -> Any:
    """The value of a field from its JSON form, null for empty; raises ValueFault, saying what is wrong."""
    if spec.sealed:
        return _read_sealed(spec, raw)
    if raw is None:
        raw = _NOTHING.get(spec.kind)
    try:
        return _READERS[spec.kind](spec, raw)
    except DateError as error:
        raise ValueFault(str(error)) from None


def write_field(spec: FieldSpec, value: Any) -> Any:
    """The JSON form of a field's value; the value must not be empty."""
    writer = _write_sealed if spec.sealed else _WRITERS.get(spec.kind)
    return value if writer is None else writer(value)


def is_empty(value: object) -> bool:
    """Whether a value says "not asked": no text, no term, no entry, nothing."""
    return not value and (value is None or isinstance(value, str | tuple))


def read_values(spec: RecordSpec, raw: Mapping[str, object]) -> tuple[dict[str, Any], list[Fault]]:
    """The attributes of a record from its open-format fields, and every fault found: unknown fields, wrong values."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    known = spec.by_name
    for name, item in raw.items():
        field = known.get(name)
        if field is None:
            faults.append(Fault(f"{spec.name}.{name}", "there is no such field"))
        elif field.derived:
            text = "the program works this out from other records; it cannot be set"
            faults.append(Fault(f"{spec.name}.{name}", text))
        else:
            try:
                values[field.attribute] = read_field(field, item)
            except ValueFault as error:
                faults.append(Fault(f"{spec.name}.{name}", str(error)))
    return values, faults


def write_values(record: Record) -> dict[str, Any]:
    """The filled fields of a record in the order of its declaration, in the open format."""
    fields: dict[str, Any] = {}
    for attribute, name, writer in _written(record.RECORD):
        value = getattr(record, attribute)
        if value or not is_empty(value):
            fields[name] = value if writer is None else writer(value)
    return fields


@cache
def _written(kind: str) -> tuple[tuple[str, str, Callable[[Any], Any] | None], ...]:
    """The attributes of a kind of record, each with the name of its field and the way of its value into JSON."""
    return tuple(
        (field.attribute, field.name, _write_sealed if field.sealed else _WRITERS.get(field.kind))
        for field in RECORDS[kind].fields
        if not field.derived
    )


def write_line(record: Record) -> dict[str, Any]:
    """A whole record as one line of the open format."""
    line: dict[str, Any] = {"record": record.RECORD, "id": record.id}
    if record.case:
        line["case"] = record.case
    if record.created_at:
        line["created_at"] = record.created_at
    if record.updated_at:
        line["updated_at"] = record.updated_at
    return {**line, "fields": write_values(record)}


def make(kind: str, values: Mapping[str, Any]) -> Record:
    """A record of that kind from attribute values that ``read_values`` gave, with id and times beside them."""
    return made(CLASSES[kind], values)


# --- reading, by kind ---


def _text(raw: object) -> str:
    if not isinstance(raw, str):
        raise ValueFault("text is expected")
    try:
        if not raw.isascii():
            raw.encode()
    except UnicodeEncodeError:
        raise ValueFault("this is not valid Unicode text") from None
    return raw


def _read_text(_spec: FieldSpec, raw: object) -> str:
    return _text(raw)


def _read_line(_spec: FieldSpec, raw: object) -> str:
    if type(raw) is str and raw.isascii() and raw.isprintable():
        return raw  # as most are
    value = _text(raw)
    if "\n" in value or "\r" in value:
        raise ValueFault("one line is expected, without a line break")
    return value


def _read_term(spec: FieldSpec, raw: object) -> str:
    value = _read_line(spec, raw)
    if value and not spec.open_choice and not _is_term(value):
        raise ValueFault(f"no such term: {value}")
    return value


@lru_cache(4096)
def _is_term(value: str) -> bool:
    return _TERM.fullmatch(value) is not None


def _read_instant(spec: FieldSpec, raw: object) -> str:
    value = _read_line(spec, raw)
    if value and not _INSTANT.fullmatch(value):
        raise ValueFault("a time in UTC is expected, such as 2017-09-20T14:30:00Z")
    return value


def _read_date(_spec: FieldSpec, raw: object) -> UncertainDate | None:
    value = raw if type(raw) is str else _text(raw)
    return _parsed_date(value) if value else None


@lru_cache(4096)
def _parsed_date(edtf: str) -> UncertainDate:
    """The days of a case come again and again."""
    return UncertainDate.parse(edtf)


def _read_integer(spec: FieldSpec, raw: object) -> int | None:
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise ValueFault("a whole number is expected")
    _check_range(spec, Decimal(raw))
    return raw


def _read_number(spec: FieldSpec, raw: object) -> Decimal | None:
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise ValueFault("a number is expected")
    value = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    if not value.is_finite():
        raise ValueFault("a number is expected")
    _check_range(spec, value)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _check_range(spec: FieldSpec, value: Decimal) -> None:
    low, high = spec.minimum, spec.maximum
    if low is not None and value < low:
        raise ValueFault(f"{value} is too small: at least {low}")
    if high is not None and value > high:
        raise ValueFault(f"{value} is too large: at most {high}")
    if abs(value) >= 2**62:
        raise ValueFault("the number is too large")


def _read_money(_spec: FieldSpec, raw: object) -> Money | None:
    if raw is None:
        return None
    if not isinstance(raw, Mapping) or not {"amount"} <= set(raw) <= {"amount", "currency"}:
        raise ValueFault('an amount and a currency are expected, such as {"amount": "200.00", "currency": "AZN"}')
    amount, currency = raw["amount"], raw.get("currency", "")
    if not isinstance(amount, str) or not isinstance(currency, str):
        raise ValueFault("amount and currency are written as text")
    if currency and not _CURRENCY.fullmatch(currency):
        raise ValueFault(f"no such currency: {currency}; three capitals are expected, such as AZN")
    return Money(_read_amount(amount, currency), currency)


def _read_amount(amount: str, currency: str) -> Decimal | None:
    if amount == UNKNOWN:
        return None
    if not _AMOUNT.fullmatch(amount):
        raise ValueFault(f"not an amount: {amount}; digits with a decimal point are expected, or unknown")
    if not currency:
        raise ValueFault("the currency is missing")
    return Decimal(amount)


def _read_strings(spec: FieldSpec, raw: object, one: Callable[[FieldSpec, object], str]) -> tuple[str, ...]:
    if not isinstance(raw, list | tuple):
        raise ValueFault("a list is expected")
    return tuple(value for value in (one(spec, item) for item in raw) if value)


def _read_reference(spec: FieldSpec, raw: object) -> str | Ref | None:
    if raw is None or raw == "":
        return None if spec.polymorphic else ""
    record, target = _pointer(raw)
    if record and record not in spec.targets:
        raise ValueFault(f"it cannot refer to {record}; only to {', '.join(spec.targets)}")
    return Ref(record, target) if spec.polymorphic else target


def _pointer(raw: object) -> tuple[str, str]:
    if isinstance(raw, Mapping) and set(raw) == {"record", "id"}:
        return _text(raw["record"]), _text(raw["id"])
    if isinstance(raw, str):
        return "", _text(raw)
    raise ValueFault('the id of a record is expected, or {"record": "…", "id": "…"}')


def _read_references(spec: FieldSpec, raw: object) -> tuple[str | Ref, ...]:
    if not isinstance(raw, list | tuple):
        raise ValueFault("a list is expected")
    found = (_read_reference(spec, item) for item in raw)
    return tuple(item for item in found if item)


def _read_mapping(_spec: FieldSpec, raw: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(raw, Mapping):
        raise ValueFault("questions with their answers are expected")
    return tuple((_text(question), _text(reply)) for question, reply in raw.items())


def _read_sealed(_spec: FieldSpec, raw: object) -> str:
    if raw == "" or raw is None:
        return ""
    if not isinstance(raw, Mapping) or set(raw) != {"sealed"} or not isinstance(raw["sealed"], str):
        raise ValueFault("an identity is written sealed only")
    import base64

    try:
        content = base64.b64decode(raw["sealed"], validate=True)
    except ValueError:
        raise ValueFault("the sealed value is damaged") from None
    if not content.startswith(_SEALED):
        raise ValueFault("what is said to be sealed is not sealed")
    return str(raw["sealed"])


_NOTHING: Mapping[Kind, object] = {  # how a field of that kind is empty where it is not null
    **dict.fromkeys((Kind.LINE, Kind.TEXT, Kind.CHOICE, Kind.ANSWER, Kind.DATE, Kind.INSTANT), ""),
    **dict.fromkeys((Kind.CHOICES, Kind.LINES, Kind.REFERENCES), ()),
    Kind.MAPPING: {},
}
_READERS: Mapping[Kind, Callable[[FieldSpec, object], Any]] = {
    Kind.LINE: _read_line,
    Kind.TEXT: _read_text,
    Kind.CHOICE: _read_term,
    Kind.ANSWER: _read_term,
    Kind.CHOICES: lambda spec, raw: _read_strings(spec, raw, _read_term),
    Kind.LINES: lambda spec, raw: _read_strings(spec, raw, _read_line),
    Kind.DATE: _read_date,
    Kind.INTEGER: _read_integer,
    Kind.NUMBER: _read_number,
    Kind.MONEY: _read_money,
    Kind.REFERENCE: _read_reference,
    Kind.REFERENCES: _read_references,
    Kind.MAPPING: _read_mapping,
    Kind.INSTANT: _read_instant,
}


# --- writing, by kind; what is not named here is written as it is ---


def _write_sealed(value: str) -> dict[str, str]:
    return {"sealed": value}


def _write_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _write_money(value: Money) -> dict[str, str]:
    amount = UNKNOWN if value.amount is None else str(value.amount)
    return {"amount": amount, "currency": value.currency} if value.currency else {"amount": amount}


def _write_reference(value: str | Ref) -> object:
    return {"record": value.record, "id": value.id} if isinstance(value, Ref) else value


_WRITERS: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.CHOICES: list,
    Kind.LINES: list,
    Kind.DATE: lambda value: value.edtf,
    Kind.NUMBER: _write_number,
    Kind.MONEY: _write_money,
    Kind.REFERENCE: _write_reference,
    Kind.REFERENCES: lambda value: [_write_reference(item) for item in value],
    Kind.MAPPING: dict,
}
