"""The arithmetic of one detention as a table: ordered, served and stated are three facts, and none corrects another."""

from collections.abc import Iterator

from muniment.domain.detention import OrderedServed, conflicts
from muniment.domain.overview import Held
from muniment.domain.rules.phrasing import days, hours
from muniment.domain.span import Span
from muniment.reports.casepaper import span
from muniment.reports.document import Block, Column, KeepTogether, Row
from muniment.reports.phrases import joined
from muniment.reports.summary.writing import Writing, table

_COLUMNS = (Column("Count", 0), Column("Days", 0, "right"), Column("How it was found", 1))


def elapsed_words(held: Held) -> str:
    """The length of one detention in a few words."""
    if not held.stretch.touched.known:
        return "the length cannot be computed from the dates recorded"
    going = ", and continuing" if held.stretch.continuing else ""
    return f"{days(held.stretch.elapsed)} elapsed, {days(held.stretch.touched, 'calendar day')} touched{going}"


def days_table(writing: Writing, held: Held) -> Iterator[Block]:
    """Every figure of days with how it was found."""
    rows = (*_computed(held), *_ordered(writing, held), *_stated(held))
    yield KeepTogether(tuple(table(_COLUMNS, rows)))


def _computed(held: Held) -> Iterator[Row]:
    found = held.stretch
    going = "up to the date of this paper, and continuing" if found.continuing else ""
    least = "not known whether still held" if found.at_least else ""
    if found.elapsed.known:
        exactly = f"{hours(found.minutes)} by the times of day" if found.minutes is not None else ""
        yield Row(("Elapsed", span(found.elapsed), joined("end minus start", exactly, going, least)))
        yield Row(("Calendar days touched", span(found.touched), joined("first and last day counted", going, least)))
    else:
        yield Row(("Elapsed", "–", "cannot be computed: a start or an end is not recorded"))


def _ordered(writing: Writing, held: Held) -> Iterator[Row]:
    if held.order is None or held.ordered is None:
        return
    number = writing.number(held.order.id)
    yield Row(("Ordered", str(held.ordered), f"by the court, {number}; ordered is not served"))
    against = held.against
    if against is None:
        return
    if any(against.nominal_end):
        ends = " – ".join(dict.fromkeys(writing.paper.day(end) for end in against.nominal_end if end))
        counted_from = writing.paper.date(held.order.counted_from or held.detention.start)
        yield Row(("Nominal end", "", f"{ends}; counted from: {counted_from}"))
    yield from _served(against)


def _served(against: OrderedServed) -> Iterator[Row]:
    if against.elapsed.known:
        touched = f"{days(against.touched, 'calendar day')} touched"
        yield Row(("Served", span(against.elapsed), f"elapsed, counted as the order counts; {touched}"))
    yield from _flagged("Overstay", against.overstay, "held beyond the nominal end")
    yield from _flagged("Early release", against.early_release, "released before the nominal end")


def _flagged(label: str, beyond: Span, words: str) -> Iterator[Row]:
    """A flag that is certain or possible; nothing where it is excluded, or nothing is known."""
    if not beyond.known or beyond.maximum == 0:
        return
    yield Row((label, span(beyond), words if beyond.minimum else f"possibly {words}"), strong=bool(beyond.minimum))


def _stated(held: Held) -> Iterator[Row]:
    words = held.detention.stated_duration
    if not words:
        return
    if held.stated is None:
        note = "not understood as a number of days"
    elif not held.stretch.elapsed.known:
        note = "the only figure there is"
    elif conflicts(held.stated, held.stretch.elapsed):
        note = "conflicts with the computed days; nothing is corrected"
    else:
        note = "agrees with the computed days"
    number = span(held.stated) if held.stated else "–"
    yield Row(("Stated by the person", number, f"“{words}”; {note}"))
