"""The first page: whose file, how secret, what is in it."""

from collections.abc import Iterator

from muniment.domain.records import Contact
from muniment.reports.casepaper import CasePaper
from muniment.reports.document import Block, Contents, Fact, Facts, Notice, PageBreak, PageOf, Paragraph
from muniment.reports.phrases import joined, listed
from muniment.reports.sections import Section
from muniment.reports.summary.writing import Writing

_NOTICE = (
    "Prepared for counsel and for the defence. It holds what the person told in confidence, and counsel's own notes. "
    "It is internal: it must not be handed over, copied or left with anybody. What leaves is printed anew for its "
    "reader, as far as the person's consents allow (section {consent})."
)
_OUTSIDE = (
    "It has what the person's consent for this recipient covers and no more. Where it says that something is not "
    "recorded, that may be held back; [name], [phone] and the like stand where something about others was taken out."
)
_LETTERS = " Other people are letters, drawn anew for each copy: a letter is the same person throughout this one alone."
_TITLE_OUTSIDE = "Confidential, for its recipient alone"
_TITLE_PUBLIC = "For publication: nobody is named"


def title(paper: CasePaper) -> tuple[str, ...]:
    """The lines at the top of the first page."""
    file = paper.dossier.case_file
    kind = "Case summary" if paper.leaves else "Case summary for counsel"
    return (kind, joined(file.pseudonym, file.code, f"as of {paper.day(paper.as_of)}", by=" · "))


def cover(writing: Writing) -> Iterator[Block]:
    """The privilege notice, who is responsible, the contents, how to read the marks."""
    paper = writing.paper
    yield _notice(paper)
    yield Facts(tuple(_facts(paper)))
    yield Contents(depth=1)
    yield Paragraph(
        (
            f"Sources are cited as [S2] and listed in section {Section.SOURCES:d}, ",
            PageOf(Section.SOURCES.anchor),
            f"; exhibits are cited as [E3] and listed in section {Section.EVIDENCE:d}, ",
            PageOf(Section.EVIDENCE.anchor),
            ". What was not asked is not printed; what is unknown or was refused is. Nothing is inferred or corrected.",
        ),
        size="small",
    )
    yield PageBreak()


def _notice(paper: CasePaper) -> Notice:
    if not paper.leaves:
        return Notice("Privileged and confidential", (_NOTICE.format(consent=int(Section.CONSENT)),))
    held_back = f"Held back from every copy of this kind: {listed(paper.held_back)}."
    told = _OUTSIDE + (_LETTERS if paper.lettered else "")
    return Notice(_TITLE_PUBLIC if paper.public else _TITLE_OUTSIDE, (held_back, told))


def _facts(paper: CasePaper) -> Iterator[Fact]:
    file = paper.dossier.case_file
    contact = paper.dossier.get(Contact, file.responsible)
    if contact:
        yield Fact("Responsible", joined(contact.name, contact.organisation))
    if file.opened_on:
        yield Fact("File opened", paper.date(file.opened_on))
    if file.closed_on:
        yield Fact("File closed", paper.date(file.closed_on))
