"""Section 3: the person, those who help, the bodies and officers concerned."""

from collections.abc import Iterator

from muniment.domain.records import Agency, Contact, Officer, StatusChange
from muniment.domain.schema import RECORDS
from muniment.reports.document import Block, Column, Fact, Heading, Row
from muniment.reports.phrases import counted, joined
from muniment.reports.sections import Section
from muniment.reports.summary.numbering import by_date
from muniment.reports.summary.writing import Writing, facts, opened, table

_STATUS = (Column("Date as recorded", 0), Column("Status", 1.5), Column("Note", 3), Column("Source", 0))
_CONTACTS = (
    Column("Name", 1.5),
    Column("Role", 0),
    Column("Organisation", 2),
    Column("Reached by", 2),
    Column("Cleared for", 2),
)
_AGENCIES = (Column("Agency", 3), Column("Kind", 0), Column("Part of", 2.5), Column("Source", 0))
_OFFICERS = (
    Column("No.", 0),
    Column("Called", 1.6),
    Column("Rank, badge", 1.4),
    Column("Description", 3.4),
    Column("Agency", 2),
    Column("Identified by", 1.6),
    Column("Source", 0),
)


def parties(writing: Writing) -> Iterator[Block]:
    """The person, the history of the legal status, contacts, agencies, officers."""
    dossier = writing.paper.dossier
    agencies, officers = dossier.shared(Agency), dossier.shared(Officer)
    contacts = dossier.shared(Contact)
    none = "" if writing.paper.leaves else "no agency recorded"
    answer = joined(
        dossier.case_file.pseudonym,
        counted(len(contacts), "contact") if contacts else "",
        counted(len(agencies), "agency", "agencies") if agencies else none,
        counted(len(officers), "officer") if officers else "",
    )
    yield from opened(Section.PARTIES, f"{answer}.")
    yield from _person(writing)
    yield from _status(writing)
    yield from _listed("Contacts", table(_CONTACTS, (_contact(writing, one) for one in contacts)))
    yield from _listed("Agencies", table(_AGENCIES, (_agency(writing, one) for one in agencies)))
    rows = (_officer(writing, number, one) for number, one in enumerate(officers, 1))
    yield from _listed("Officers", table(_OFFICERS, rows))


def _person(writing: Writing) -> Iterator[Block]:
    file = writing.paper.dossier.case_file
    yield Heading("The person", 2)
    called = () if writing.paper.nameless else ("pseudonym",)
    short = (*called, "code", "age_band", "safety", "pronouns", "gender", "languages", "interpreter_needed")
    yield from facts(writing.facts(file, *short), columns=2)
    yield from facts(
        (
            *writing.facts(file, "vulnerabilities", "needs"),
            *_perceived(writing),
            *writing.facts(file, "responsible", "safe_contact", "unsafe_contact"),
            *_sealed(writing),
            *writing.facts(file, "opened_on", "closed_on", "tags"),
            *writing.sources(writing.paper.dossier.case_file, Section.PARTIES),
        )
    )


def _perceived(writing: Writing) -> Iterator[Fact]:
    """What others took the person for is told as theirs; it says nothing of who the person is."""
    if value := writing.told(writing.paper.dossier.case_file, "perceived_as"):
        yield Fact("Perceived as", f"{value} (what others assumed; it says nothing of who the person is)")


def _sealed(writing: Writing) -> Iterator[Fact]:
    labels = [RECORDS["identity"].field(name).label for name in writing.paper.dossier.identity_fields]
    if labels:
        kept = "; ".join(label[:1].lower() + label[1:] for label in labels)
        yield Fact("Sealed identity", f"kept sealed and never printed: {kept}")


def _status(writing: Writing) -> Iterator[Block]:
    changes = by_date(writing.paper.dossier.all(StatusChange), "on")
    rows = (
        Row(
            (
                writing.paper.short_date(one.on),
                writing.told(one, "status"),
                one.note,
                writing.cited(one, Section.PARTIES),
            )
        )
        for one in changes
    )
    yield from _listed("Legal status", table(_STATUS, rows))


def _listed(title: str, blocks: Iterator[Block]) -> Iterator[Block]:
    found = tuple(blocks)
    if found:
        yield Heading(title, 2)
        yield from found


def _contact(writing: Writing, one: Contact) -> Row:
    reached = joined(one.phone, one.email, by="\n")
    cells = (one.name, writing.told(one, "role"), one.organisation, reached, writing.told(one, "cleared_for"))
    return Row(cells)


def _agency(writing: Writing, one: Agency) -> Row:
    cells = (one.name, writing.told(one, "kind"), writing.told(one, "parent"), writing.cited(one, Section.PARTIES))
    return Row(cells)


def _officer(writing: Writing, number: int, one: Officer) -> Row:
    called = joined(one.name, *(f"“{alias}”" for alias in one.aliases))
    return Row(
        (
            str(number),
            called,
            joined(one.rank, one.badge),
            one.description,
            writing.told(one, "agency"),
            one.identified_by,
            writing.cited(one, Section.PARTIES),
        )
    )
