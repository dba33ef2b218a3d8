"""A case file as plain text for people: terms by their labels, dates as they are read."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from muniment.cli.output import facts, laid_out, span, table
from muniment.domain.date_display import shown
from muniment.domain.dates import UncertainDate
from muniment.domain.fields import FieldSpec, Kind
from muniment.domain.openformat import is_empty
from muniment.domain.schema import RECORDS
from muniment.domain.values import Money, Ref
from muniment.reports.document import Block, Heading, Paragraph

if TYPE_CHECKING:
    from muniment.domain.overview import Held, Overview
    from muniment.domain.records import Record
    from muniment.domain.vocabulary import Vocabularies
    from muniment.services.casefile import CaseView
    from muniment.services.session import Session

_CUSTODY = {True: "held now", False: "not held", None: "not known whether held"}


def case_text(session: "Session", view: "CaseView", due: dict[str, Any] | None) -> str:
    """A case file from its warnings to its last record."""
    words = _Words(session.vocabularies, view)
    case_file = view.dossier.case_file
    blocks: list[Block] = [Heading(f"{case_file.pseudonym} ({case_file.code})")]
    blocks += _warnings(view)
    blocks += [Heading("What it comes to", 2), _sums(words, view.overview, due)]
    blocks += _detentions(view.overview)
    blocks += [Heading("Case file", 2), words.facts(case_file)]
    if view.dossier.identity_fields:
        blocks.append(facts([("Sealed identity", ", ".join(view.dossier.identity_fields))]))
    for kind, spec in RECORDS.items():
        blocks += _records(words, spec.plural, [one for one in view.dossier.records if kind == one.RECORD])
    shared = [one for one in view.dossier.outside if not one.case and one.RECORD != "case_file"]
    blocks += _records(words, "Shared with other files", shared)
    return laid_out(*blocks)


def _warnings(view: "CaseView") -> Iterator[Block]:
    if view.remarks:
        yield Heading("Warnings", 2)
        yield from (Paragraph(f"{one.severity.value}: {one.text}", label="•") for one in view.remarks)


def _sums(words: "_Words", sums: "Overview", due: dict[str, Any] | None) -> Block:
    status = words.label("legal_status", sums.legal_status) if sums.legal_status else ""
    return facts(
        [
            ("As of", sums.as_of.isoformat()),
            ("Custody", _CUSTODY[sums.in_custody] if sums.held else "no detention is recorded"),
            ("Legal status", status),
            ("Days elapsed", span((sums.elapsed.minimum, sums.elapsed.maximum))),
            ("Calendar days touched", span((sums.touched.minimum, sums.touched.maximum))),
            ("Days ordered", "" if sums.ordered is None else str(sums.ordered)),
            ("Next deadline", _due(due) if due else ""),
        ]
    )


def _due(due: dict[str, Any]) -> str:
    ends = [day for day in (due["due_earliest"], due["due_latest"]) if day]
    return f"{' – '.join(dict.fromkeys(ends))}: {due['title']} (confirm with counsel)"


def _detentions(sums: "Overview") -> Iterator[Block]:
    titles = ("detention", "elapsed", "touched", "ordered", "as stated")
    if sums.held:
        yield table(titles, [_held(held) for held in sums.held], right=titles[1:4])


def _held(held: "Held") -> tuple[str, ...]:
    detention, days = held.detention, held.stretch
    start = shown(detention.start) if detention.start else "?"
    end = shown(detention.end) if detention.end else "and continuing" if days.continuing else "?"
    return (
        f"{start} – {end}",
        span((days.elapsed.minimum, days.elapsed.maximum)),
        span((days.touched.minimum, days.touched.maximum)),
        "" if held.ordered is None else str(held.ordered),
        detention.stated_duration,
    )


def _records(words: "_Words", title: str, records: list["Record"]) -> Iterator[Block]:
    if records:
        yield Heading(title, 2)
        yield from (words.facts(record) for record in records)


class _Words:
    """Values as people read them."""

    def __init__(self, vocabularies: "Vocabularies", view: "CaseView") -> None:
        self._vocabularies = vocabularies
        self._dossier = view.dossier

    def label(self, vocabulary: str, term: str) -> str:
        """The words for a term."""
        return self._vocabularies.label(vocabulary, term)

    def facts(self, record: "Record") -> Block:
        """The filled fields of a record, and its id."""
        spec = RECORDS[record.RECORD]
        told = [
            (field.label, self._shown(field, getattr(record, field.attribute)))
            for field in spec.fields
            if not field.derived and not is_empty(getattr(record, field.attribute))
        ]
        return facts([(spec.label, record.id), *told])

    def _shown(self, field: FieldSpec, value: Any) -> str:
        if field.kind is Kind.MAPPING:
            return "\n".join(f"{question}: {reply}" for question, reply in value)
        if isinstance(value, tuple):
            return ", ".join(self._one(field, item) for item in value)
        return self._one(field, value)

    def _one(self, field: FieldSpec, value: Any) -> str:
        if isinstance(value, UncertainDate):
            return shown(value)
        if isinstance(value, Money):
            amount = "sum unknown" if value.amount is None else str(value.amount)
            return f"{amount} {value.currency}".strip()
        if field.targets:
            return self._named(value.id if isinstance(value, Ref) else value)
        if field.vocabulary:
            return self.label(field.vocabulary, value)
        return f"{value:f}" if isinstance(value, Decimal) else str(value)

    def _named(self, record_id: str) -> str:
        """Another record by what tells it from others, and its id."""
        found = self._dossier.find(record_id)
        if found is None:
            return record_id
        titles = (getattr(found, RECORDS[found.RECORD].field(name).attribute) for name in RECORDS[found.RECORD].title)
        name = next((title for title in titles if isinstance(title, str) and title), found.RECORD)
        return f"{name} ({record_id})"
