"""The sections of the summary put together: which module writes which, in which order they are printed."""

from collections.abc import Callable, Iterator

from muniment.reports.casepaper import CasePaper
from muniment.reports.document import Block, Document
from muniment.reports.sections import Section
from muniment.reports.summary import (
    allegations,
    chronology,
    coerced,
    consent,
    contradictions,
    cover,
    deadlines,
    detention,
    evidence,
    gaps,
    hearings,
    injuries,
    losses,
    overview,
    parties,
    remedies,
    rights,
    safeguards,
    statements,
)
from muniment.reports.summary.writing import Writing

_WRITERS: dict[Section, Callable[[Writing], Iterator[Block]]] = {
    Section.OVERVIEW: overview.overview,
    Section.CONSENT: consent.consent,
    Section.PARTIES: parties.parties,
    Section.CHRONOLOGY: chronology.chronology,
    Section.DETENTION: detention.detention_log,
    Section.SAFEGUARDS: safeguards.safeguards,
    Section.COURT_ORDERS: hearings.court_orders,
    Section.ALLEGATIONS: allegations.allegations,
    Section.INJURIES: injuries.injuries,
    Section.STATEMENTS: statements.statements,
    Section.COERCED: coerced.coerced_disclosures,
    Section.LOSSES: losses.losses,
    Section.REMEDIES: remedies.remedies,
    Section.DEADLINES: deadlines.deadlines,
    Section.RIGHTS: rights.rights,
    Section.CONTRADICTIONS: contradictions.contradictions,
    Section.GAPS: gaps.gaps,
    # Written last, since they list where everything else cites them; printed by their numbers.
    Section.EVIDENCE: evidence.evidence,
    Section.SOURCES: evidence.sources,
}


def summary(paper: CasePaper, with_disclosures: bool = False) -> Document:
    """The summary of one case file; coerced disclosures are held back unless they are chosen.

    The sealed identity is never in it, only which of its fields are filled.
    """
    writing = Writing(paper, with_disclosures)
    written = {section: tuple(write(writing)) for section, write in _WRITERS.items()}
    body = tuple(block for section in sorted(written) for block in written[section])
    return Document(
        title=cover.title(paper),
        blocks=(*cover.cover(writing), *body),
        head=paper.head,
        foot=paper.foot,
        language=paper.language,
        kind="Case summary",
    )
