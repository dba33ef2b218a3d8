"""Section 13: proceedings, the remedies tried in them, and those not used, with the reason."""

from collections.abc import Iterator

from muniment.domain.records import Proceeding, Remedy
from muniment.reports.document import Block, Column, Heading, Row
from muniment.reports.phrases import counted, joined
from muniment.reports.sections import Section
from muniment.reports.summary.citations import Place
from muniment.reports.summary.numbering import by_date
from muniment.reports.summary.writing import Writing, at, facts, nothing, opened, table, titled

_COLUMNS = (
    Column("Decision", 2.4),
    Column("Decided", 0),
    Column("Served", 1.6),
    Column("Remedy filed", 1.6),
    Column("Result", 1.2),
    Column("Not used because", 1.3),
    Column("Source", 0),
)
_FACTS = ("forum", "reference", "stage", "outcome", "opened_on", "closed_on")


def remedies(writing: Writing) -> Iterator[Block]:
    """Each proceeding with its remedies, then the remedies outside any."""
    dossier = writing.paper.dossier
    proceedings, every = by_date(dossier.all(Proceeding), "opened_on"), by_date(dossier.all(Remedy), "decided_on")
    if not proceedings and not every:
        yield from nothing(Section.REMEDIES, writing.paper)
        return
    yield from opened(Section.REMEDIES, _answer(writing, proceedings, every))
    for one in proceedings:
        yield titled(writing.places[one.id], joined(writing.told(one, "kind"), one.reference))
        yield from facts((*writing.facts(one, *_FACTS), *writing.sources(one, Section.REMEDIES)), columns=2)
        yield from facts(writing.facts(one, "note"))
        own = [remedy for remedy in every if remedy.proceeding == one.id]
        yield from table(_COLUMNS, (_remedy(writing, remedy, writing.places[one.id]) for remedy in own))
    known = {one.id for one in proceedings}
    others = [remedy for remedy in every if remedy.proceeding not in known]
    if others:
        yield Heading("Remedies outside these proceedings", 2)
        yield from table(_COLUMNS, (_remedy(writing, remedy, at(Section.REMEDIES)) for remedy in others))


def _answer(writing: Writing, proceedings: tuple[Proceeding, ...], every: tuple[Remedy, ...]) -> str:
    unused = sum(one.not_used_because not in ("", "not_asked") for one in every)
    outcomes = dict.fromkeys(writing.told(one, "outcome") or writing.told(one, "stage") for one in proceedings)
    told = joined(
        counted(len(proceedings), "proceeding") if proceedings else "No proceeding",
        ", ".join(outcome for outcome in outcomes if outcome),
        f"{counted(len(every), 'decision or remedy', 'decisions and remedies')} recorded" if every else "",
        f"{unused} not used" if unused else "",
        by="; ",
    )
    return f"{told}."


def _remedy(writing: Writing, one: Remedy, place: Place) -> Row:
    paper = writing.paper
    return Row(
        (
            one.decision,
            paper.short_date(one.decided_on),
            joined(paper.short_date(one.served_on), one.served_how, by="\n"),
            joined(paper.short_date(one.filed_on), one.proof, by="\n"),
            writing.told(one, "result"),
            writing.told(one, "not_used_because"),
            writing.cited(one, place),
        )
    )
