"""Short ways to declare a field, so that a record's declaration reads as a table."""

from functools import partial
from typing import Any

from muniment.domain.fields import FieldSpec, Kind, Sensitivity


def _declare(kind: Kind, name: str, label: str, **rest: Any) -> FieldSpec:
    return FieldSpec(name=name, kind=kind, label=label, **rest)


line = partial(_declare, Kind.LINE)
text = partial(_declare, Kind.TEXT)
answer = partial(_declare, Kind.ANSWER, vocabulary="answer")
date = partial(_declare, Kind.DATE)
integer = partial(_declare, Kind.INTEGER)
number = partial(_declare, Kind.NUMBER)
money = partial(_declare, Kind.MONEY)
lines = partial(_declare, Kind.LINES)
mapping = partial(_declare, Kind.MAPPING)
instant = partial(_declare, Kind.INSTANT)


def choice(name: str, label: str, vocabulary: str, **rest: Any) -> FieldSpec:
    """One term of a vocabulary."""
    return FieldSpec(name=name, kind=Kind.CHOICE, label=label, vocabulary=vocabulary, **rest)


def choices(name: str, label: str, vocabulary: str, **rest: Any) -> FieldSpec:
    """Any number of terms of a vocabulary."""
    return FieldSpec(name=name, kind=Kind.CHOICES, label=label, vocabulary=vocabulary, **rest)


def reference(name: str, label: str, *targets: str, **rest: Any) -> FieldSpec:
    """One other record, of one of the kinds in ``targets``."""
    return FieldSpec(name=name, kind=Kind.REFERENCE, label=label, targets=targets, **rest)


def references(name: str, label: str, *targets: str, **rest: Any) -> FieldSpec:
    """Any number of other records, of the kinds in ``targets``."""
    return FieldSpec(name=name, kind=Kind.REFERENCES, label=label, targets=targets, **rest)


SOURCES = references(
    "sources", "Sources", "source", help="Who says so: the statements and documents that this rests on."
)

ORDINARY = Sensitivity.ORDINARY
PERSONAL = Sensitivity.PERSONAL
WHEREABOUTS = Sensitivity.WHEREABOUTS
THIRD_PARTY = Sensitivity.THIRD_PARTY
PLACE = Sensitivity.PLACE
MEDICAL = Sensitivity.MEDICAL
ORIENTATION = Sensitivity.ORIENTATION
PRIVILEGED = Sensitivity.PRIVILEGED
COERCED = Sensitivity.COERCED
SEALED = Sensitivity.SEALED
