"""What every section is written with: the file, its numbering, its citations, and the few shapes that all share."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from muniment.domain.audience import COERCED_TERMS
from muniment.domain.fields import FieldSpec, Kind
from muniment.domain.frozen import frozen
from muniment.domain.openformat import is_empty
from muniment.domain.records import Allegation, CoercedDisclosure, Detention, Incident, MedicalExam, Officer, Record
from muniment.domain.schema import RECORDS
from muniment.domain.values import Ref
from muniment.reports.casepaper import CasePaper, money
from muniment.reports.document import Block, Column, Fact, Facts, Heading, Paragraph, Row, Run, Table, Text
from muniment.reports.phrases import joined, language_named
from muniment.reports.sections import Section
from muniment.reports.summary.citations import Citations, Place
from muniment.reports.summary.numbering import numbered, place_of

NONE_RECORDED = "None recorded."
NONE_PRINTED = "None recorded in this copy."
FORCED_EXAM = "forced_medical_examination"

#: Sections that tell of an allegation, and so lack what is held back with coerced disclosures.
_MAY_LACK = (Section.CHRONOLOGY, Section.ALLEGATIONS, Section.STATEMENTS, Section.RIGHTS)


@frozen
class Writing:
    """One summary in the making; ``disclosed`` says that coerced disclosures were chosen for it."""

    paper: CasePaper
    disclosed: bool

    @cached_property
    def citations(self) -> Citations:
        """The numbers of sources and exhibits, and where they are cited."""
        return Citations(self.paper.dossier)

    @cached_property
    def allegations(self) -> tuple[Allegation | MedicalExam, ...]:
        """What was done to the person: the allegations, forced examinations among them."""
        every = numbered(self.paper)[Section.ALLEGATIONS]
        return tuple(one for one in every if isinstance(one, Allegation | MedicalExam) and not self.held_back(one))

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where a record of the file is told of in full, by its id."""
        found: dict[str, Place] = {}
        for section, records in numbered(self.paper).items():
            told = self.allegations if section is Section.ALLEGATIONS else records
            found |= {record.id: place_of(section, number) for number, record in enumerate(told, 1)}
        return found

    def held_back(self, record: Record) -> bool:
        """Whether a record tells what somebody was made to give away, and that was not chosen."""
        if self.disclosed:
            return False
        if isinstance(record, Allegation):
            return record.act == COERCED_TERMS["allegation", "act"]
        return isinstance(record, CoercedDisclosure)

    @cached_property
    def incidents(self) -> tuple[Incident, ...]:
        """The incidents that the file's detentions and allegations belong to, and those that they are part of."""
        dossier = self.paper.dossier
        belonging = (*dossier.all(Detention), *self.allegations)
        waiting = [one.incident for one in belonging if not isinstance(one, MedicalExam)]
        found: dict[str, Incident] = {}
        for incident_id in waiting:
            incident = dossier.get(Incident, incident_id)
            if incident and incident.id not in found:
                found[incident.id] = incident
                waiting.append(incident.part_of)
        return tuple(found.values())

    def act(self, one: Allegation | MedicalExam) -> str:
        """What was done, in the words of the vocabulary."""
        if isinstance(one, Allegation):
            methods = self.told(one, "methods") if one.act == "other" else ""
            return joined(self.told(one, "act"), f"({methods})" if methods else "", by=" ")
        return self.paper.vocabularies.label("act", FORCED_EXAM, self.paper.language)

    def period(self, detention: Detention) -> str:
        """From when to when, as recorded: "20 Sep 2017 – 2 Oct 2017", "since 18 Sep 2017, continuing"."""
        start, end = self.paper.date(detention.start), self.paper.date(detention.end)
        if detention.status == "ongoing":
            return f"since {start}, continuing" if start else "start not recorded, continuing"
        if not start and not end:
            return "dates not recorded"
        return f"{start or 'start not recorded'} – {end or 'end not recorded'}"

    def number(self, record_id: str) -> str:
        """The number under which a record is told of, like "8.2"; "" where it has none."""
        place = self.places.get(record_id)
        return place.label if place else ""

    def cited(self, record: Record, where: Section | Place) -> str:
        """The sources and exhibits of a record, cited at a place; in a section, at its own place there if any."""
        return self.citations.cited(record, self.place(record, where))

    def place(self, record: Record, where: Section | Place) -> Place:
        """A place, or that of a record in a section: its own if it has a number, else the section."""
        if isinstance(where, Place):
            return where
        own = self.places.get(record.id)
        return own if own and own.label.startswith(f"{int(where)}.") else at(where)

    def told(self, record: Record, field: str) -> str:
        """The value of a field in words; "" where there is nothing to print."""
        spec = RECORDS[record.RECORD].field(field)
        value = getattr(record, spec.attribute)
        if is_empty(value) or self._is_held_back(record, spec):
            return ""
        if spec.kind in (Kind.CHOICE, Kind.ANSWER):
            return self.paper.term(record, field)
        if spec.kind is Kind.CHOICES:
            return self.paper.terms(record, field)
        return self._worded(spec, value)

    def _worded(self, spec: FieldSpec, value: Any) -> str:
        if spec.kind is Kind.LINES:
            return ", ".join(map(language_named, value) if spec.name == "languages" else value)
        if spec.kind is Kind.REFERENCES:
            return joined(*(self.name(one) for one in value), by="; ")
        words: dict[Kind, Callable[[Any], str]] = {
            Kind.DATE: self.paper.date,
            Kind.MONEY: money,
            Kind.REFERENCE: self.name,
        }
        return words.get(spec.kind, str)(value)

    def name(self, target: str | Ref) -> str:
        """How another record is called; an officer by number too, since most have no name."""
        officer = self.paper.dossier.get(Officer, target.id if isinstance(target, Ref) else target)
        return self.officer(officer) if officer else self.paper.named(target)

    def officer(self, officer: Officer) -> str:
        """An officer as numbered in the section on parties, with the name, or what others call the officer."""
        number = self.paper.dossier.shared(Officer).index(officer) + 1
        called = officer.name or joined(*(f"“{alias}”" for alias in officer.aliases)) or officer.rank
        return f"officer {number} ({called})" if called else f"officer {number}"

    def _is_held_back(self, record: Record, spec: FieldSpec) -> bool:
        coerced = COERCED_TERMS.get((record.RECORD, spec.name))
        return not self.disclosed and coerced is not None and coerced == getattr(record, spec.attribute)

    def facts(self, record: Record, *fields: str) -> Iterator[Fact]:
        """Those of the fields that say something, with their labels."""
        for field in fields:
            if value := self.told(record, field):
                yield Fact(RECORDS[record.RECORD].field(field).label, value)

    def sources(self, record: Record, where: Section | Place) -> Iterator[Fact]:
        """What a record rests on, as a fact; none where no source is recorded."""
        if cited := self.cited(record, where):
            yield Fact("Sources", cited)


def at(section: Section) -> Place:
    """A section as a place where something is cited."""
    return Place(str(int(section)), section.anchor)


def opened(section: Section, answer: Text, *, leads: bool = True) -> Iterator[Block]:
    """The heading of a section and its answer in one line, kept with what follows where something does."""
    yield Heading(f"{int(section)}. {section.title}", 1, section.anchor)
    words = (answer,) if isinstance(answer, str) else answer
    yield Paragraph(tuple(Run(one, "bold") if isinstance(one, str) else one for one in words), keep_next=leads)


def nothing(section: Section, paper: CasePaper) -> Iterator[Block]:
    """A section without content; where something might be held back, nothing is said of more than the copy."""
    may_lack = paper.leaves or section in _MAY_LACK
    yield from opened(section, NONE_PRINTED if may_lack else NONE_RECORDED, leads=False)


def titled(place: Place, text: str) -> Heading:
    """The heading of one numbered item."""
    return Heading(f"{place.label} {text[:1].upper()}{text[1:]}", 2, place.anchor)


def facts(found: Iterable[Fact], columns: int = 1) -> Iterator[Facts]:
    """A block of facts, or none where nothing is known."""
    if told := tuple(found):
        yield Facts(told, 2 if columns == 2 else 1)


def table(columns: Sequence[Column], rows: Iterable[Row], *, steady: bool = False, blank: str = "") -> Iterator[Table]:
    """A table without the columns that are empty in every row; none where there is no row.

    ``blank`` stands in the empty cells of the others.
    """
    found = tuple(rows)
    used = [n for n in range(len(columns)) if any(row.cells[n] for row in found)]
    if used:
        kept = tuple(Row(tuple(row.cells[n] or blank for n in used), row.anchor, row.strong) for row in found)
        yield Table(tuple(columns[n] for n in used), kept, steady)


def verbatim(text: str) -> Paragraph:
    """A text word for word, set in."""
    return Paragraph(text, label=" ")
