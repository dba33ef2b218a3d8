"""One detention as bars over time: what is certain black, what is uncertain hatched, what is open dashed."""

from collections.abc import Iterator
from itertools import islice

from muniment.domain.dates import UncertainDate
from muniment.domain.overview import Held
from muniment.domain.records import Phase
from muniment.reports.bars import AXIS, ROW, WIDTH, Bar, Scale, day_number, drawn, legend, moments, named
from muniment.reports.document import Block, Figure, Mark
from muniment.reports.summary.days import elapsed_words
from muniment.reports.summary.numbering import by_date
from muniment.reports.summary.writing import Writing

_THIN = 5.0
_MOST_PHASES = 8


def bar(writing: Writing, held: Held) -> Iterator[Block]:
    """The drawing of one detention; none where its start is not recorded."""
    bars = tuple(_bars(writing, held))
    if not bars or bars[0].name != "Held":
        return
    scale = Scale.of(bars)
    height = ROW * len(bars) + AXIS
    marks: list[Mark] = []
    for row, each in enumerate(bars):
        middle = row * ROW + ROW / 2
        marks += (named(each.name, middle, bold=each.fill == "black"), *drawn(each, middle, scale))
    told = elapsed_words(held)
    note = legend(bars, "Outlined: ordered, and phases as recorded." if len(bars) > 1 else "")
    yield Figure(WIDTH, height, (*scale.axis(height), *marks), note, f"{writing.period(held.detention)}: {told}.")


def _bars(writing: Writing, held: Held) -> Iterator[Bar]:
    detention = held.detention
    continuing = detention.status == "ongoing"
    end = UncertainDate.of_day(writing.paper.as_of) if continuing else detention.end
    if start := moments(detention.start, ends=False):
        until = moments(end, ends=True)
        if until is None or until[1] >= start[0]:
            yield Bar("Held", start, until, continuing)
    if held.against and held.against.nominal_end[0] and held.against.nominal_end[1] and held.order:
        nominal = [day_number(day) + 1 for day in held.against.nominal_end if day]  # to its end, like days held
        begins = moments(held.order.counted_from or detention.start, ends=False)
        if begins:
            yield Bar("Ordered by the court", (begins[0] // 1, begins[1] // 1), (nominal[0], nominal[1]), fill="white")
    phases = by_date(writing.paper.dossier.of(Phase, detention=detention.id), "start")
    for phase in islice((one for one in phases if one.start), _MOST_PHASES):
        if begins := moments(phase.start, ends=False):
            until = moments(phase.end, ends=True)
            name = writing.told(phase, "kind")
            yield Bar(name[:1].upper() + name[1:], begins, until, fill="white", thick=_THIN)
