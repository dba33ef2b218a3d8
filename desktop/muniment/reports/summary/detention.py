"""Section 5: each detention with its phases and the arithmetic of its days."""

from collections.abc import Iterator

from muniment.domain.detention import overlaps
from muniment.domain.overview import Held
from muniment.domain.records import Phase
from muniment.domain.rules.phrasing import days
from muniment.reports.casepaper import span
from muniment.reports.document import Block, Column, Fact, Heading, Paragraph, Row
from muniment.reports.phrases import counted, joined
from muniment.reports.sections import Section
from muniment.reports.summary.bars import bar
from muniment.reports.summary.days import days_table
from muniment.reports.summary.numbering import by_date
from muniment.reports.summary.writing import Writing, facts, nothing, opened, table, titled

_TIMES = {1: "once", 2: "twice"}
_PHASES = (
    Column("Phase", 1.4),
    Column("Place and agency", 3),
    Column("From", 1.5),
    Column("To", 1.5),
    Column("Legal basis", 1.5),
    Column("Custody record", 1.2),
    Column("Source", 0.9),
)


def detention_log(writing: Writing) -> Iterator[Block]:
    """The total, then every detention: days, a bar, phases, reasons, release."""
    held = writing.paper.overview.held
    if not held:
        yield from nothing(Section.DETENTION, writing.paper)
        return
    yield from opened(Section.DETENTION, _answer(writing))
    if len(held) > 1:
        yield from _total(writing)
    for one in held:
        yield from _detention(writing, one)


def _answer(writing: Writing) -> str:
    sums = writing.paper.overview
    times = _TIMES.get(len(sums.held), f"{len(sums.held)} times")
    if not sums.touched.known:
        return f"Held {times}; the days cannot be computed from the dates recorded."
    going = ", and continuing" if sums.in_custody else ""
    elapsed = f"{days(sums.elapsed)} elapsed, " if sums.elapsed.known else ""
    touched = f"{days(sums.touched, 'calendar day')} touched"
    ordered = f"; {counted(sums.ordered, 'day')} ordered by a court" if sums.ordered is not None else ""
    return f"Held {times}: {elapsed}{touched}{going}{ordered}."


def _total(writing: Writing) -> Iterator[Block]:
    sums = writing.paper.overview
    yield Heading("All detentions together", 2)
    touched = f"{span(sums.touched)} (every day counted once)" if sums.touched.known else "not computable"
    apart = span(sums.elapsed) if sums.elapsed.known else "not added up: detentions overlap, or dates are missing"
    yield from facts((Fact("Calendar days touched", touched), Fact("Days elapsed, added up", apart)))
    for text in _overlaps(writing):
        yield Paragraph(text)


def _overlaps(writing: Writing) -> Iterator[str]:
    held = writing.paper.overview.held
    for pair in overlaps([(one.detention.start, one.detention.end) for one in held]):
        first, second = (writing.number(held[place].detention.id) for place in (pair.first, pair.second))
        verb = "overlap" if pair.certain else "may overlap"
        yield f"Detentions {first} and {second} {verb} as recorded. Nothing is corrected."


def _detention(writing: Writing, held: Held) -> Iterator[Block]:
    detention = held.detention
    place = writing.places[detention.id]
    yield titled(place, writing.period(detention))
    yield from days_table(writing, held)
    yield from bar(writing, held)
    told: tuple[str, ...] = ("incident", "acknowledged", "official_reason", "alleged_real_reason", "answer_of_person")
    told += ("release_kind", "release_conditions", "note")
    yield from facts((*writing.facts(detention, *told), *writing.sources(detention, Section.DETENTION)))
    phases = writing.paper.dossier.of(Phase, detention=detention.id)
    if phases:
        yield Heading(f"Phases of {place.label}", 3)
        yield from table(_PHASES, (_phase(writing, one, detention.id) for one in by_date(phases, "start")))


def _phase(writing: Writing, phase: Phase, detention_id: str) -> Row:
    paper = writing.paper
    return Row(
        (
            writing.told(phase, "kind"),
            joined(*dict.fromkeys((phase.facility, writing.told(phase, "agency"))), by="\n"),
            paper.short_date(phase.start),
            paper.short_date(phase.end),
            writing.told(phase, "legal_basis"),
            writing.told(phase, "custody_record"),
            writing.cited(phase, writing.places[detention_id]),
        )
    )
