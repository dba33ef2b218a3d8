"""Which records are told of one by one, under which numbers."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from muniment.domain.dates import UncertainDate
from muniment.domain.records import Allegation, CourtOrder, Deadline, MedicalExam, Proceeding, Record
from muniment.reports.casepaper import CasePaper
from muniment.reports.sections import Section
from muniment.reports.summary.citations import Place

R = TypeVar("R", bound=Record)


def numbered(paper: CasePaper) -> Mapping[Section, tuple[Record, ...]]:
    """The records that have numbers of their own, by section and in their order there."""
    dossier = paper.dossier
    exams = dossier.all(MedicalExam)
    done: list[Record] = [*dossier.all(Allegation), *(exam for exam in exams if exam.kind == "forced")]
    return {
        Section.DETENTION: tuple(held.detention for held in paper.overview.held),
        Section.COURT_ORDERS: by_date(dossier.all(CourtOrder), "heard_on"),
        Section.ALLEGATIONS: by_date(done, "on"),
        Section.INJURIES: by_date(exams, "on"),
        Section.REMEDIES: by_date(dossier.all(Proceeding), "opened_on"),
        Section.DEADLINES: dossier.all(Deadline),
    }


def place_of(section: Section, number: int) -> Place:
    """The place of one numbered record."""
    return Place(f"{int(section)}.{number}", f"{section.anchor}-{number}")


def by_date(records: Iterable[R], field: str) -> tuple[R, ...]:
    """Records by one of their dates, those without it last."""
    return tuple(sorted(records, key=lambda record: earliest_first(getattr(record, field))))


def earliest_first(when: UncertainDate | None) -> tuple[bool, tuple[str, str]]:
    """A key that sorts by date, and what has none to the end."""
    return when is None, when.sort_key if when else ("", "")
