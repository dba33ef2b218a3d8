"""Section 4: what is recorded, in the order of its dates."""

from collections.abc import Iterator

from muniment.domain.dates import UncertainDate
from muniment.domain.frozen import frozen
from muniment.domain.records import (
    CourtOrder,
    Detention,
    HousingLoss,
    MedicalExam,
    Payment,
    Phase,
    Proceeding,
    Record,
    Remedy,
    Seizure,
    StatusChange,
    WorkLoss,
)
from muniment.reports.document import Block, Column, Heading, Row
from muniment.reports.phrases import counted, joined, labelled, opening, sentence
from muniment.reports.sections import Section
from muniment.reports.summary.numbering import earliest_first
from muniment.reports.summary.writing import Writing, nothing, opened, table

_COLUMNS = (Column("Date as recorded", 1.5), Column("Event", 4), Column("Source", 1), Column("Exhibit", 0))


@frozen
class _Event:
    when: UncertainDate | None
    text: str
    about: Record


def chronology(writing: Writing) -> Iterator[Block]:
    """Every dated fact with its source; what has no date follows."""
    events = [event for event in _events(writing) if event.text]
    if not events:
        yield from nothing(Section.CHRONOLOGY, writing.paper)
        return
    dated = sorted((event for event in events if event.when), key=lambda event: earliest_first(event.when))
    undated = [event for event in events if not event.when]
    yield from opened(Section.CHRONOLOGY, _answer(dated, undated))
    yield from table(_COLUMNS, (_row(writing, event) for event in dated))
    if undated:
        if dated:
            yield Heading("Without a date", 2)
        yield from table(_COLUMNS, (_row(writing, event) for event in undated))


def _answer(dated: list[_Event], undated: list[_Event]) -> str:
    told = counted(len(dated), "event with a date", "events with a date")
    return f"{told}, {len(undated) or 'none'} without; dates stand as they were recorded."


def _row(writing: Writing, event: _Event) -> Row:
    """One line; it is no place of citation, since each record is cited where it is told in full."""
    citations = writing.citations
    sources, exhibits = citations.cited_sources(event.about), citations.cited_exhibits(event.about)
    return Row((writing.paper.short_date(event.when), event.text, sources, exhibits))


def _events(writing: Writing) -> Iterator[_Event]:
    yield from _incidents(writing)
    yield from _custody(writing)
    yield from _hearings(writing)
    yield from _treatment(writing)
    yield from _losses(writing)
    yield from _law(writing)


def _incidents(writing: Writing) -> Iterator[_Event]:
    dossier = writing.paper.dossier
    for one in writing.incidents:
        kind = writing.told(one, "kind")
        yield _Event(one.on, _line("Incident", one.title, f"({kind})" if kind else "", one.place), one)
    for change in dossier.all(StatusChange):
        yield _Event(change.on, labelled("Legal status", writing.told(change, "status")), change)


def _line(what: str, *rest: str) -> str:
    return labelled(what, joined(*rest)).replace(", (", " (") or what


def _custody(writing: Writing) -> Iterator[_Event]:
    dossier = writing.paper.dossier
    for one in dossier.all(Detention):
        reason = f"Official reason: {one.official_reason}." if one.official_reason else ""
        yield _Event(one.start, joined(f"Detention {writing.number(one.id)} begins.", reason, by=" "), one)
        if one.end or one.status == "ended":
            release = writing.told(one, "release_kind")
            yield _Event(one.end, _line(f"Detention {writing.number(one.id)} ends", release), one)
    for phase in dossier.all(Phase):
        place = joined(*dict.fromkeys((phase.facility, writing.told(phase, "agency"))))
        kind = sentence(writing.told(phase, "kind"))[:-1]
        yield _Event(phase.start, _line(f"{kind} ({writing.number(phase.detention)})", place), phase)


def _hearings(writing: Writing) -> Iterator[_Event]:
    for one in writing.paper.dossier.all(CourtOrder):
        number = writing.number(one.id)
        days = "" if one.days_ordered is None else counted(one.days_ordered, "day") + " ordered"
        outcome = joined(one.court, writing.told(one, "outcome"), days)
        yield _Event(one.heard_on, _line(f"Hearing ({number})", outcome), one)
        if one.copy_served_on:
            yield _Event(one.copy_served_on, f"Copy of the decision served ({number})", one)


def _treatment(writing: Writing) -> Iterator[_Event]:
    for one in writing.allegations:
        if not isinstance(one, MedicalExam):
            text = f"{opening(writing.paper, one)}: {writing.act(one)} ({writing.number(one.id)})"
            yield _Event(one.on, text, one)
    for exam in writing.paper.dossier.all(MedicalExam):
        kind = writing.told(exam, "kind")
        yield _Event(exam.on, _line(f"Medical examination, {kind} ({writing.number(exam.id)})", exam.facility), exam)


def _losses(writing: Writing) -> Iterator[_Event]:
    dossier = writing.paper.dossier
    for loss in dossier.all(HousingLoss):
        actor = writing.told(loss, "actor")
        actor = f"put out by {actor}" if actor else ""
        yield _Event(loss.on, _line("Loss of housing", actor), loss)
    for work in dossier.all(WorkLoss):
        yield _Event(work.on, _line("Work", writing.told(work, "outcome")), work)
    for one in dossier.all(Payment):
        sums = (_sum("demanded", writing.told(one, "demanded")), _sum("paid", writing.told(one, "paid")))
        yield _Event(one.on, _line(sentence(writing.told(one, "kind"))[:-1] or "Payment", *sums), one)
    for seizure in dossier.all(Seizure):
        yield _Event(seizure.on, _line("Taken", writing.told(seizure, "kind")), seizure)


def _sum(verb: str, money: str) -> str:
    return f"{money} {verb}" if money else ""


def _law(writing: Writing) -> Iterator[_Event]:
    dossier = writing.paper.dossier
    for one in dossier.all(Proceeding):
        name = f"{writing.told(one, 'kind')} ({writing.number(one.id)})"
        if one.opened_on or not one.closed_on:
            yield _Event(one.opened_on, _line(f"Proceeding opened: {name}", one.forum), one)
        if one.closed_on:
            yield _Event(one.closed_on, _line(f"Proceeding closed: {name}", writing.told(one, "outcome")), one)
    for remedy in dossier.all(Remedy):
        yield from _remedy(writing, remedy)


def _remedy(writing: Writing, one: Remedy) -> Iterator[_Event]:
    number = writing.number(one.proceeding)
    where = f" ({number})" if number else ""
    if one.decided_on:
        yield _Event(one.decided_on, _line(f"Decision{where}", one.decision), one)
    if one.served_on:
        yield _Event(one.served_on, _line(f"Decision served{where}", one.served_how), one)
    if one.filed_on:
        yield _Event(one.filed_on, _line(f"Remedy filed{where}", one.proof), one)
    if not (one.decided_on or one.served_on or one.filed_on):
        yield _Event(None, _line(f"Remedy{where}", one.decision), one)
