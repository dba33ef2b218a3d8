"""Section 2: what the person agreed to, purpose by purpose, and what has left."""

from collections.abc import Iterator
from datetime import date

from muniment.domain.audience import AUDIENCES
from muniment.domain.consents import granted
from muniment.domain.records import Consent, Disclosure
from muniment.reports.casepaper import CasePaper
from muniment.reports.document import Block, Column, Heading, Paragraph, Row
from muniment.reports.phrases import counted, joined, moment, sentence_start
from muniment.reports.sections import Section
from muniment.reports.summary.writing import NONE_PRINTED, NONE_RECORDED, Writing, opened, table

_MATRIX = (
    Column("Purpose", 2.2),
    Column("Decision", 1.6),
    Column("Shown as", 1.5),
    Column("Scope", 2),
    Column("Given", 2.2),
    Column("Constrained", 0),
    Column("Expires", 1.5),
    Column("Source", 0),
)
_REGISTER = (
    Column("Copy", 0),
    Column("Document", 1.3),
    Column("To", 1.5),
    Column("When (UTC)", 0),
    Column("Pages", 0, "right"),
    Column("SHA-256", 0),
)
_HASH = 12  # letters by which a copy is found in the register, short enough for a line of the table


def consent(writing: Writing) -> Iterator[Block]:
    """The matrix of purposes and decisions, and the register of copies handed out."""
    consents = _by_purpose(writing)
    yield from opened(Section.CONSENT, _answer(writing, consents))
    yield from table(_MATRIX, (_row(writing, one) for one in consents))
    if consents:
        yield Paragraph("Nothing may leave for a purpose that is not granted above. No purpose stands in for another.")
    yield from _notes(writing, consents)
    if writing.paper.leaves:
        return
    copies = writing.paper.dossier.all(Disclosure)
    yield Heading("Copies handed out", 2)
    yield from table(_REGISTER, (_copy(writing.paper, one) for one in copies))
    if copies:
        yield Paragraph(f"Of each hash the first {_HASH} letters; the register has it whole.", size="small")
    if not copies:
        yield Paragraph(NONE_RECORDED)


def in_force(writing: Writing, consent: Consent) -> bool:
    """Whether a consent is granted, neither withdrawn nor possibly expired at the date of the paper."""
    ends = consent.expires_on
    return granted(consent) and (ends is None or (ends.first_day or date.min) >= writing.paper.as_of)


def _by_purpose(writing: Writing) -> list[Consent]:
    order = [term.id for term in writing.paper.vocabularies["consent_purpose"]]
    place = {purpose: number for number, purpose in enumerate(order)}
    asked = [one for one in writing.paper.dossier.all(Consent) if one.decision not in ("", "not_asked")]
    return sorted(asked, key=lambda one: place.get(one.purpose, len(place)))


def _answer(writing: Writing, consents: list[Consent]) -> str:
    if not consents and writing.paper.leaves:
        return NONE_PRINTED
    if not consents:
        return "No consent is recorded: nothing may leave."
    granted = dict.fromkeys(writing.told(one, "purpose") for one in consents if in_force(writing, one))
    others = [one for one in consents if not in_force(writing, one)]
    refused = dict.fromkeys(writing.told(one, "purpose") for one in others if one.decision == "refused")
    ended = dict.fromkeys(writing.told(one, "purpose") for one in others if one.decision != "refused")
    told = joined(
        f"In force: {', '.join(granted)}" if granted else "None is in force",
        f"refused: {', '.join(refused)}" if refused else "",
        f"withdrawn or expired: {', '.join(ended)}" if ended else "",
        by="; ",
    )
    if writing.paper.leaves:
        return f"{told}."
    copies = len(writing.paper.dossier.all(Disclosure))
    return f"{told}. {counted(copies, 'copy', 'copies') if copies else 'No copy'} handed out."


def _notes(writing: Writing, consents: list[Consent]) -> Iterator[Block]:
    """Each note once, with the purposes that it stands at."""
    purposes: dict[str, list[str]] = {}
    for one in consents:
        if one.note:
            purposes.setdefault(one.note, []).append(writing.told(one, "purpose"))
    for note, named in purposes.items():
        yield Paragraph(f"Note ({', '.join(named)}): {note}", size="small")


def _row(writing: Writing, one: Consent) -> Row:
    paper = writing.paper
    constrained = {"yes": "yes, given in custody"}.get(one.in_custody, writing.told(one, "in_custody"))
    withdrawn = f"withdrawn {paper.short_date(one.withdrawn_on)}" if one.withdrawn_on else ""
    decision = writing.told(one, "decision")
    given = joined(paper.short_date(one.given_on), writing.told(one, "given_by"), writing.told(one, "given_how"))
    return Row(
        (
            writing.told(one, "purpose"),
            joined("" if withdrawn and one.decision == "withdrawn" else decision, withdrawn),
            writing.told(one, "identity"),
            writing.told(one, "scope"),
            given,
            constrained,
            paper.short_date(one.expires_on),
            writing.cited(one, Section.CONSENT),
        )
    )


def _copy(paper: CasePaper, one: Disclosure) -> Row:
    to = joined(one.recipient or "not noted", AUDIENCES[one.audience].label if one.audience in AUDIENCES else "")
    pages = "–" if one.page_count is None else str(one.page_count)
    override = f"without a consent: {one.reason}" if one.reason else ""
    document = joined(sentence_start(one.template), override, by="; ")
    return Row((one.copy_no, document, to, moment(one.at, paper.language), pages, one.sha256[:_HASH]))
