"""What a record must satisfy before it is saved. Everything else that looks odd is a warning, never a refusal."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from muniment.domain.dates import UncertainDate
from muniment.domain.errors import Fault
from muniment.domain.fields import FieldSpec, Kind, RecordSpec, Scope
from muniment.domain.openformat import is_empty
from muniment.domain.records import Record
from muniment.domain.schema import RECORDS
from muniment.domain.values import Ref
from muniment.domain.vocabulary import Vocabularies

#: Pairs of fields of which the first must not be larger, or later, than the second.
_ORDERED = (
    ("estimated_people_low", "estimated_people_high"),
    ("perpetrator_count_low", "perpetrator_count_high"),
    ("low", "high"),
    ("start", "end"),
    ("from", "to"),
    ("opened_on", "closed_on"),
    ("given_on", "withdrawn_on"),
)


class Known(NamedTuple):
    """Where a record is that a reference may point to: its kind, and its case file ("" for a shared record)."""

    record: str
    case: str


Whereabouts = Callable[[str], Known | None]
"""Tells of a record's id where it is; None where there is no such record."""


def with_kinds(record: Record, whereabouts: Whereabouts) -> Record:
    """The record with the kinds of its pointers filled in where only ids were given."""
    filled: dict[str, Any] = {}
    for field in _POLYMORPHIC[record.RECORD]:
        value = getattr(record, field.attribute)
        known = _with_kind(value, whereabouts)
        if known != value:
            filled[field.attribute] = known
    return replace(record, **filled) if filled else record


def _with_kind(value: Any, whereabouts: Whereabouts) -> Any:
    if isinstance(value, tuple):
        return tuple(_with_kind(item, whereabouts) for item in value)
    if isinstance(value, Ref) and not value.record:
        known = whereabouts(value.id)
        return Ref(known.record, value.id) if known else value
    return value


def faults(record: Record, vocabularies: Vocabularies, whereabouts: Whereabouts) -> list[Fault]:
    """Everything that keeps a record from being saved, each fault with its field; empty where it may be saved."""
    spec = RECORDS[record.RECORD]
    found = [*_scope(spec, record, whereabouts)]
    for field in _CHECKED[spec.name]:
        value = getattr(record, field.attribute)
        if is_empty(value):
            texts: Iterable[str] = ("this is required",) if field.required else ()
        elif field.vocabulary:
            if type(value) is str and value in vocabularies[field.vocabulary]:
                continue
            texts = _terms(field, value, vocabularies)
        elif field.targets:
            texts = pointers(field, record, value, whereabouts)
        else:
            continue
        for text in texts:
            found.append(Fault(f"{spec.name}.{field.name}", text))
    return [*found, *_order(spec, record), *_OF_ITS_KIND.get(spec.name, _nothing)(record)]


def _is_checked(field: FieldSpec) -> bool:
    has_terms = field.vocabulary and not field.open_choice
    return not field.derived and bool(field.required or has_terms or (field.targets and not field.sealed))


#: Of each kind of record, the fields that there is something to say of.
_CHECKED = {name: tuple(filter(_is_checked, spec.fields)) for name, spec in RECORDS.items()}
#: Of each kind of record, the fields that point to records of several kinds.
_POLYMORPHIC = {
    name: tuple(field for field in spec.fields if field.polymorphic and not field.derived)
    for name, spec in RECORDS.items()
}
#: Of each kind of record, the pairs of its fields that have an order.
_IN_ORDER = {
    name: tuple((spec.field(a), spec.field(b)) for a, b in _ORDERED if a in spec.by_name and b in spec.by_name)
    for name, spec in RECORDS.items()
}


def _scope(spec: RecordSpec, record: Record, whereabouts: Whereabouts) -> Iterator[Fault]:
    if spec.name == "case_file":
        return
    if record.case and spec.scope is Scope.SHARED:
        yield Fault(spec.name, "this belongs to no case file; it is shared by all")
    elif not record.case and spec.scope is Scope.FILE:
        yield Fault(spec.name, "this belongs to a case file; say which")
    elif record.case:
        known = whereabouts(record.case)
        if known is None or known.record != "case_file":
            yield Fault(spec.name, f"there is no such case file: {record.case}")


def _terms(field: FieldSpec, value: Any, vocabularies: Vocabularies) -> list[str]:
    terms = vocabularies[field.vocabulary]
    chosen = value if field.kind is Kind.CHOICES else (value,)
    return [] if field.open_choice else [terms.unknown(term) for term in chosen if term not in terms]


def pointers(field: FieldSpec, record: Record, value: Any, whereabouts: Whereabouts) -> Iterator[str]:
    """What keeps a field of this record from pointing where the value says, before it is sealed if it is to be."""
    for item in value if field.kind is Kind.REFERENCES else (value,):
        target = item.id if isinstance(item, Ref) else item
        known = whereabouts(target)
        if known is None:
            yield f"there is no such record: {target}"
        elif known.record not in field.targets or (isinstance(item, Ref) and item.record != known.record):
            yield f"it cannot refer to {known.record}; only to {', '.join(field.targets)}"
        elif known.case and not field.across_files and known.case != (record.case or record.id):
            yield "it cannot refer to a record of another case file"
        elif target == record.id:
            yield "it cannot refer to itself"


def _order(spec: RecordSpec, record: Record) -> Iterator[Fault]:
    for first, second in _IN_ORDER[spec.name]:
        low, high = getattr(record, first.attribute), getattr(record, second.attribute)
        if low is not None and high is not None and _reversed(low, high):
            how = "before" if isinstance(low, UncertainDate) else "less than"
            yield Fault(f"{spec.name}.{second.name}", f"this is {how} “{first.label}”")


def _reversed(low: Any, high: Any) -> bool:
    """Whether the order is wrong for certain; dates that may be in order are let pass."""
    if isinstance(low, UncertainDate):
        starts, ends = low.first_moment, high.last_moment
        return starts is not None and ends is not None and ends < starts
    return bool(high < low)


def _nothing(_record: Record) -> Iterable[Fault]:
    return ()


def _draft(record: Record) -> Iterator[Fault]:
    if getattr(record, "record", "") == "identity":
        yield Fault("draft.raw_text", "what was typed for an identity is sealed, or is not kept at all")


def _deadline(record: Record) -> Iterator[Fault]:
    rule, title = getattr(record, "rule", ""), getattr(record, "title", "")
    if not rule and not title:
        yield Fault("deadline.rule", "a rule or a title is required")
    if rule == "custom" and not (getattr(record, "period", None) and getattr(record, "period_unit", "")):
        yield Fault("deadline.period", "the rule “custom” needs a period and its unit")


_OF_ITS_KIND: Mapping[str, Callable[[Record], Iterable[Fault]]] = {"deadline": _deadline, "draft": _draft}
