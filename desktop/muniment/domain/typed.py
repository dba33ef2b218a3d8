"""What a person types for a field on a command line, brought into the open format."""

import json
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from muniment.domain.dates import UncertainDate
from muniment.domain.fields import FieldSpec, Kind
from muniment.domain.openformat import ValueFault

Dates = Callable[[str], UncertainDate | None]


def typed(spec: FieldSpec, texts: list[str], understand: Dates) -> object:
    """The JSON form of what was typed for a field, one text for each time the field was named.

    Lists are separated by commas or by naming the field again; money reads ``200 AZN`` or ``unknown``; a date is
    whatever ``understand`` takes. JSON is taken as such for lists, money, pointers and mappings.
    Raises ValueFault or DateError.
    """
    if spec.kind in _LISTS:
        return [item for entry in texts for item in _items(spec, entry)]
    if len(set(texts)) > 1:
        raise ValueFault("this is given more than once, and holds one value")
    structured = _structured(spec, texts[0])
    if structured is not None:
        return structured
    return _typed_one(spec, texts[0].strip() if spec.kind is not Kind.TEXT else texts[0], understand)


#: "1,000" is a thousand to some and one to others; nothing of it is guessed.
_THOUSAND_OR_PART = re.compile(r"[.,]\d{3}$")

_LISTS = (Kind.CHOICES, Kind.LINES, Kind.REFERENCES)


def _items(spec: FieldSpec, entry: str) -> list[object]:
    structured = _structured(spec, entry)
    if isinstance(structured, list):
        return structured
    parts = [part.strip() for part in entry.split(",") if part.strip()]
    return [_typed_pointer(part) if spec.kind is Kind.REFERENCES else part for part in parts]


def _structured(spec: FieldSpec, entry: str) -> object | None:
    opening = {Kind.MONEY: "{", Kind.REFERENCE: "{", Kind.MAPPING: "{"} | dict.fromkeys(_LISTS, "[")
    mark = opening.get(spec.kind)
    if mark is None or not entry.lstrip().startswith(mark):
        return None
    try:
        found: object = json.loads(entry)
    except (ValueError, RecursionError):
        raise ValueFault("this is not valid JSON") from None
    return found


def _typed_one(spec: FieldSpec, entry: str, understand: Dates) -> object:
    if spec.kind is Kind.MAPPING:
        raise ValueFault('questions with their answers are written as JSON, such as {"Question": "answer"}')
    if entry == "":
        return None if spec.kind in (Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.REFERENCE) else ""
    if spec.kind is Kind.DATE:
        found = understand(entry)
        return found.edtf if found else ""
    if spec.kind is Kind.MONEY:
        return _typed_money(entry)
    if spec.kind is Kind.REFERENCE:
        return _typed_pointer(entry)
    if spec.kind in (Kind.INTEGER, Kind.NUMBER):
        return _typed_number(spec, entry)
    return entry


def _typed_pointer(entry: str) -> object:
    """An id, or ``officer:id`` where several kinds may be meant."""
    record, colon, target = entry.partition(":")
    return {"record": record, "id": target} if colon else entry


def _typed_number(spec: FieldSpec, entry: str) -> int | Decimal:
    try:
        return int(entry) if spec.kind is Kind.INTEGER else Decimal(entry.replace(",", "."))
    except (ValueError, InvalidOperation):
        expected = "a whole number" if spec.kind is Kind.INTEGER else "a number"
        raise ValueFault(f"{expected} is expected, not {entry}") from None


def _typed_money(entry: str) -> dict[str, str]:
    found = re.fullmatch(r"(?:(?P<before>[A-Za-z]{3})\s+)?(?P<amount>unknown|[\d.,]+)\s*(?P<after>[A-Za-z]{3})?", entry)
    if found is None:
        raise ValueFault(f"an amount and a currency are expected, such as 200 AZN, not {entry}")
    if _THOUSAND_OR_PART.search(found["amount"]):
        raise ValueFault(f"{found['amount']} may mean thousands or a part: write digits without a sign between them")
    currency = (found["before"] or found["after"] or "").upper()
    amount = found["amount"].replace(",", ".")
    return {"amount": amount, "currency": currency} if currency else {"amount": amount}
