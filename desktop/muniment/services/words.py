"""Values as people read them: terms by their labels, dates in words, records by what tells them from others."""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any

from muniment.domain.date_display import shown
from muniment.domain.dates import UncertainDate
from muniment.domain.fields import FieldSpec, Kind
from muniment.domain.openformat import ValueFault, is_empty, read_field
from muniment.domain.records import Record
from muniment.domain.schema import RECORDS
from muniment.domain.values import Money, Ref
from muniment.domain.vocabulary import Vocabularies

_LONGEST = 60  # characters of a long text in a title
_MINUTES = 16  # characters of a moment that has no seconds
_DAY = 10  # characters of a moment that are its day

Find = Callable[[str], Record | None]
TellDate = Callable[[UncertainDate], str]


class Words:
    """How values are told in one language; ``find`` gives the records that others point to, ``rules`` their titles.

    ``tell_date`` puts dates into words in a way of its own.
    """

    def __init__(
        self,
        vocabularies: Vocabularies,
        find: Find,
        language: str = "en",
        rules: Mapping[str, str] | None = None,
        tell_date: TellDate | None = None,
    ) -> None:
        self._vocabularies = vocabularies
        self._find = find
        self._language = language
        self._rules = rules or {}
        self._tell_date = tell_date or (lambda when: shown(when, language))

    def label(self, vocabulary: str, term: str) -> str:
        """The words for a term."""
        return self._vocabularies.label(vocabulary, term, self._language)

    def terms(self, vocabulary: str) -> list[str]:
        """The terms of a list that can be chosen, in its order."""
        return [term.id for term in self._vocabularies[vocabulary].active]

    def filled(self, record: Record, without: Collection[str] = ()) -> list[tuple[FieldSpec, str]]:
        """The fields of a record that hold something, each with its value in words, in the order of the declaration."""
        return [
            (field, self.value(field, value))
            for field in RECORDS[record.RECORD].fields
            if not field.derived and field.name not in without
            if not is_empty(value := getattr(record, field.attribute))
        ]

    def of(self, record: Record, name: str) -> str:
        """One field of a record in words; "" where it is empty."""
        field = RECORDS[record.RECORD].field(name)
        value = getattr(record, field.attribute)
        return "" if is_empty(value) else self.value(field, value)

    def value(self, field: FieldSpec, value: Any) -> str:
        """A value of a field in words."""
        if field.kind is Kind.MAPPING:
            return "\n".join(f"{question}: {reply}" for question, reply in value)
        if isinstance(value, tuple):
            return ", ".join(self._one(field, item) for item in value)
        return self._one(field, value)

    def open_form(self, field: FieldSpec, raw: object) -> str:
        """A value of the open format in words, as the journal keeps it; "" for none, dots for what is sealed."""
        if raw is None or field.sealed:
            return "" if raw is None else "••••"
        try:
            value = read_field(field, raw)
        except ValueFault:
            return str(raw)
        return "" if is_empty(value) else self.value(field, value)

    def _one(self, field: FieldSpec, value: Any) -> str:
        if isinstance(value, UncertainDate) or field.kind is Kind.INSTANT:
            return self._tell_date(_date(value))
        if isinstance(value, Money):
            amount = "sum unknown" if value.amount is None else str(value.amount)
            return f"{amount} {value.currency}".strip()
        if field.targets:
            return self.named(value.id if isinstance(value, Ref) else value)
        if field.vocabulary:
            return self.label(field.vocabulary, value)
        if field.name == "rule":
            return self._rules.get(value, value)
        return f"{value:f}" if isinstance(value, Decimal) else str(value)

    def found(self, record_id: str) -> Record | None:
        """Another record that is known here."""
        return self._find(record_id)

    def named(self, record_id: str) -> str:
        """What another record is called; its id where it is not known here."""
        found = self._find(record_id)
        return record_id if found is None else self.headline(found)

    def headline(self, record: Record) -> str:
        """What tells a record from others of its kind; the name of its kind where nothing does."""
        told = (self.of(record, name) for name in RECORDS[record.RECORD].title)
        return ", ".join(part for part in told if part) or RECORDS[record.RECORD].label

    def title(self, record: Record) -> str:
        """As ``headline``, on one line, long texts cut; "" where nothing tells it from others."""
        fields = (RECORDS[record.RECORD].field(name) for name in RECORDS[record.RECORD].title)
        told = (_on_a_line(self.of(record, field.name), field) for field in fields)
        return ", ".join(part for part in told if part)


def _date(value: UncertainDate | str) -> UncertainDate:
    """A date, or a moment in UTC, to the minute, as one."""
    return value if isinstance(value, UncertainDate) else UncertainDate.parse(value.rstrip("Z")[:_MINUTES])


def _on_a_line(text: str, field: FieldSpec) -> str:
    if field.kind is Kind.INSTANT:
        return text[:_DAY]
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0].rstrip(' ,;:.')}…"
