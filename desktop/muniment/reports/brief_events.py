"""What happened, in five lines: each with its date as recorded and who says so."""

from collections.abc import Iterator

from muniment.domain.dates import UncertainDate
from muniment.domain.frozen import frozen
from muniment.domain.records import (
    CourtOrder,
    Detention,
    HousingLoss,
    Incident,
    MedicalExam,
    Payment,
    Phase,
    Record,
    WorkLoss,
)
from muniment.reports.brief_custody import release_kind
from muniment.reports.brief_lines import MOST, Entry, Making, Part, chronological
from muniment.reports.casepaper import money
from muniment.reports.document import Run
from muniment.reports.phrases import counted, joined, labelled, sentence, who_says
from muniment.reports.sections import Section

_RANKS = (2, 3, 5, 9, 13)
"""Of the five lines, the one that tells most first."""


@frozen
class _Event:
    when: UncertainDate | None
    weight: int
    """What tells most weighs least."""
    record: Record
    text: str

    course: int = 0
    """The usual course of things, for what bears the same date."""


def events(making: Making) -> Part:
    """The five events that tell most, in the order in which they happened."""
    found = sorted(_latest_first(making), key=lambda one: one.weight)
    chosen = found[: len(_RANKS)]
    ranks = {id(one): rank for rank, one in zip(_RANKS, chosen, strict=False)}
    told = sorted((one for one in found if id(one) in ranks), key=lambda one: (_day(one), _hour(one, chosen)))
    entries = tuple(_entry(making, one, ranks[id(one)]) for one in told)
    return Part("What happened", entries, (Section.CHRONOLOGY,), "event", "events", len(found) - len(entries))


def _latest_first(making: Making) -> list[_Event]:
    """All events, those without a date last."""
    every = list(_all(making))
    dated = [one for one in every if one.when]
    dated.sort(key=lambda one: chronological(one.when), reverse=True)
    return [*dated, *(one for one in every if not one.when)]


def _day(event: _Event) -> tuple[bool, str]:
    day = event.when.first_day or event.when.last_day if event.when else None
    return day is None, day.isoformat() if day else ""


def _hour(event: _Event, events: list[_Event]) -> tuple[str, int]:
    """Its place in the day: by the clock where all of that day have an hour, by the usual course otherwise."""
    same_day = [one for one in events if _day(one) == _day(event)]
    by_clock = event.when and all(one.when and one.when.has_time for one in same_day)
    return event.when.edtf if by_clock and event.when else "", event.course


def _entry(making: Making, event: _Event, rank: int) -> Entry:
    who = making.cut(who_says(making.paper, event.record), 0.4)
    return Entry(making.day(event.when), (sentence(making.cut(event.text)), " ", Run(f"({who})", "italic")), rank)


def _all(making: Making) -> Iterator[_Event]:
    for maker in (_taken, _hearings, _released, _examined, _losses, _paid, _moved):
        yield from maker(making)


def _taken(making: Making) -> Iterator[_Event]:
    for number, one in enumerate(making.paper.dossier.all(Detention)):
        incident = making.paper.dossier.get(Incident, one.incident) if number < MOST else None
        text = "taken into custody"
        if incident:
            kind = making.term(incident, "kind")
            text = joined(f"taken into custody: {incident.title}", incident.place, f"({kind})" if kind else "")
        yield _Event(one.start or (incident.on if incident else None), 1, one, text.replace(", (", " ("), 0)


def _hearings(making: Making) -> Iterator[_Event]:
    for one in making.paper.dossier.all(CourtOrder):
        length = f"hearing of {one.minutes:f} min" if one.minutes is not None else "hearing"
        text = joined(f"court {length}: {making.term(one, 'outcome') or 'outcome not recorded'}", days_ordered(one))
        yield _Event(one.heard_on, 0, one, text, 3)


def days_ordered(order: CourtOrder) -> str:
    """Days and fine that a court ordered."""
    days = "" if order.days_ordered is None else counted(order.days_ordered, "day")
    fine = money(order.fine)
    return joined(days, fine if order.outcome == "fine" else labelled("fine", fine))


def _released(making: Making) -> Iterator[_Event]:
    for one in making.paper.dossier.all(Detention):
        if one.status == "ended" and (one.end or one.release_kind):
            yield _Event(one.end, 2, one, joined("released", release_kind(making, one), by=": "), 5)


def _examined(making: Making) -> Iterator[_Event]:
    for one in making.paper.dossier.all(MedicalExam):
        forced = one.kind == "forced"
        text = f"medical examination ({making.term(one, 'kind') or 'kind not recorded'})"
        yield _Event(one.on, 3 if forced else 5, one, joined(text, making.cut(one.facility, 0.5)), 2)


def _losses(making: Making) -> Iterator[_Event]:
    for home in making.paper.dossier.all(HousingLoss):
        by = making.term(home, "actor")
        yield _Event(home.on, 4, home, f"home lost ({by})" if by else "home lost", 6)
    for work in making.paper.dossier.all(WorkLoss):
        yield _Event(work.on, 6, work, joined("work", making.term(work, "outcome"), by=": "), 6)


def _paid(making: Making) -> Iterator[_Event]:
    for one in making.paper.dossier.all(Payment):
        text = joined(f"payment ({making.term(one, 'kind') or 'kind not recorded'})", money(one.paid))
        yield _Event(one.on, 6, one, text, 4)


def _moved(making: Making) -> Iterator[_Event]:
    """The phases of a detention, save the stop, with which it began."""
    for one in making.paper.dossier.all(Phase):
        if one.kind != "stop":
            where = making.cut(one.facility or making.paper.named(one.agency), 0.5)
            text = joined(making.term(one, "kind"), where, by=": ")
            yield _Event(one.start, 7 if one.start else 9, one, text, 1)
