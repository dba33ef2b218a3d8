"""The first page: whose file, how secret, what is in it."""

from collections.abc import Iterator

from muniment.domain.records import Contact
from muniment.reports.casepaper import CasePaper
from muniment.reports.document import Block, Contents, Fact, Facts, Notice, PageBreak, PageOf, Paragraph
from muniment.reports.phrases import joined
from muniment.reports.sections import Section
from muniment.reports.summary.writing import Writing

_NOTICE = (
    "Prepared for counsel and for the defence. It holds what the person told in confidence, and counsel's own notes. "
    "It is internal: it must not be handed over, copied or left with anybody. What leaves is printed anew for its "
    "reader, as far as the person's consents allow (section {consent})."
)


def title(paper: CasePaper) -> tuple[str, ...]:
    """The lines at the top of the first page."""
    file = paper.dossier.case_file
    return ("Case summary for counsel", f"{file.pseudonym} · {file.code} · as of {paper.day(paper.as_of)}")


def cover(writing: Writing) -> Iterator[Block]:
    """The privilege notice, who is responsible, the contents, how to read the marks."""
    paper = writing.paper
    yield Notice("Privileged and confidential", (_NOTICE.format(consent=int(Section.CONSENT)),))
    yield Facts(tuple(_facts(paper)))
    yield Contents(depth=1)
    yield Paragraph(
        (
            "Sources are cited as [S2] and listed from ",
            PageOf(Section.SOURCES.anchor),
            "; exhibits are cited as [E3] and listed from ",
            PageOf(Section.EVIDENCE.anchor),
            ". What was not asked is not printed; what is unknown or was refused is. Nothing is inferred or corrected.",
        ),
        size="small",
    )
    yield PageBreak()


def _facts(paper: CasePaper) -> Iterator[Fact]:
    file = paper.dossier.case_file
    contact = paper.dossier.get(Contact, file.responsible)
    if contact:
        yield Fact("Responsible", joined(contact.name, contact.organisation))
    if file.opened_on:
        yield Fact("File opened", paper.date(file.opened_on))
    if file.closed_on:
        yield Fact("File closed", paper.date(file.closed_on))
