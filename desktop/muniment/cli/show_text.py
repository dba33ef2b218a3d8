"""A case file as plain text for people: terms by their labels, dates as they are read."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from muniment.cli.output import facts, laid_out, span, table
from muniment.domain.date_display import shown
from muniment.domain.schema import RECORDS
from muniment.reports.document import Block, Heading, Paragraph
from muniment.services.words import Words

if TYPE_CHECKING:
    from muniment.domain.overview import Held, Overview
    from muniment.domain.records import Record
    from muniment.services.casefile import CaseView
    from muniment.services.session import Session

_CUSTODY = {True: "held now", False: "not held", None: "not known whether held"}


def case_text(session: "Session", view: "CaseView", due: dict[str, Any] | None) -> str:
    """A case file from its warnings to its last record."""
    words = _Words(session.vocabularies, view.dossier.find)
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


class _Words(Words):
    """Values as people read them, other records with their ids."""

    def facts(self, record: "Record") -> Block:
        """The filled fields of a record, and its id."""
        told = [(field.label, text) for field, text in self.filled(record)]
        return facts([(RECORDS[record.RECORD].label, record.id), *told])

    def named(self, record_id: str) -> str:
        name = super().named(record_id)
        return name if name == record_id else f"{name} ({record_id})"
