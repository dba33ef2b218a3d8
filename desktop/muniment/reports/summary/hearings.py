"""Section 7: what courts decided, and how."""

from collections.abc import Iterator

from muniment.domain.records import CourtOrder
from muniment.reports.document import Block, Fact, KeepTogether
from muniment.reports.phrases import counted, joined
from muniment.reports.sections import Section
from muniment.reports.summary.numbering import by_date
from muniment.reports.summary.writing import Writing, facts, nothing, opened, titled

_SHORT = (
    "minutes",
    "public",
    "own_lawyer",
    "person_heard",
    "ill_treatment_raised",
    "outcome",
    "days_ordered",
    "fine",
    "counted_from",
    "copy_served_on",
)


def court_orders(writing: Writing) -> Iterator[Block]:
    """Every order with its hearing."""
    orders = by_date(writing.paper.dossier.all(CourtOrder), "heard_on")
    if not orders:
        yield from nothing(Section.COURT_ORDERS, writing.paper)
        return
    yield from opened(Section.COURT_ORDERS, _answer(writing, orders))
    for order in orders:
        yield KeepTogether(tuple(_order(writing, order)))


def _order(writing: Writing, order: CourtOrder) -> Iterator[Block]:
    court = joined(order.court or "Court not recorded", writing.paper.date(order.heard_on))
    yield titled(writing.places[order.id], court)
    yield from facts(_named(writing, order))
    yield from facts(writing.facts(order, *_SHORT), columns=2)
    yield from facts(writing.facts(order, "judge_response"))


def _named(writing: Writing, order: CourtOrder) -> Iterator[Fact]:
    yield from writing.facts(order, "judge", "offence", "legal_basis")
    if number := writing.number(order.detention):
        yield Fact("Detention", number)
    yield from writing.sources(order, Section.COURT_ORDERS)


def _answer(writing: Writing, orders: tuple[CourtOrder, ...]) -> str:
    days = [one.days_ordered for one in orders if one.days_ordered is not None]
    outcomes = dict.fromkeys(writing.told(one, "outcome") for one in orders)
    told = joined(
        counted(len(orders), "order"),
        ", ".join(outcome for outcome in outcomes if outcome),
        f"{counted(sum(days), 'day')} ordered" if days else "no days ordered",
        by="; ",
    )
    return f"{told}."
