"""The tables of the chronology: by incident, by detention, by place, by court; what is linked, what is doubtful."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from muniment.domain.date_display import shown_short
from muniment.domain.dates import UncertainDate
from muniment.domain.frozen import frozen
from muniment.reports.chronology.people import NOT_KNOWN, Given, Happening, Hearing, Person, Stay, Stop
from muniment.reports.document import Block, Column, Row, Run
from muniment.reports.phrases import joined
from muniment.reports.summary.numbering import earliest_first
from muniment.reports.summary.writing import table

_INCIDENTS = (
    Column("Date", 1.1),
    Column("Incident", 2.4),
    Column("Place", 1.6),
    Column("Agencies", 1.8),
    Column("People\nestimated", 0, "right"),
    Column("Detained\nhere", 0, "right"),
)
_DETENTIONS = (
    Column("Case file", 0),
    Column("Start", 0),
    Column("Place", 1.6),
    Column("Phase", 1),
    Column("Basis", 1),
    Column("Ordered", 0, "right"),
    Column("Served", 0, "right"),
    Column("Release", 1.1),
)
_FACILITIES = (
    Column("Facility", 2.4),
    Column("Agency", 2),
    Column("People", 0.6, "right"),
    Column("From", 1.1),
    Column("To", 1.1),
    Column("Case files", 2),
)
_COURTS = (
    Column("Court", 1.8),
    Column("Judge", 1.2),
    Column("Hearings", 0.8, "right"),
    Column("Days ordered", 0.8, "right"),
    Column("Minutes", 0.8, "right"),
    Column("Own lawyer", 0.8, "right"),
    Column("Outcomes", 1.6),
    Column("Case files", 1.5),
)
_LINKS = (
    Column("Forced to tell", 1),
    Column("On", 1),
    Column("How", 1.4),
    Column("Named", 1.4),
    Column("Arrest that followed", 1.6),
    Column("Confidence", 1),
)
_DOUBTS = (Column("Case file", 1), Column("What is odd", 5))
_ELSEWHERE = "a file not on this paper"
_MOST_FILES = 12
_TIME = re.compile(r" (?=\d\d:\d\d)")
_YEAR = re.compile(r" (?=\d{4}$)")
_LONGEST_DAY = len("20 Sep 2017")


def incidents(people: Sequence[Person], language: str) -> Iterator[Block]:
    """Every incident that a file points to, by date."""
    found: dict[str, Happening] = {one.id: one for each in people for one in each.happenings}
    taken: dict[str, set[str]] = defaultdict(set)
    for each in people:
        for stay in each.stays:
            taken[stay.incident].add(each.id)
    ordered = sorted(found.values(), key=lambda one: (earliest_first(one.on), one.title))
    return table(_INCIDENTS, (_incident(one, len(taken.get(one.id, ())), language) for one in ordered))


def _incident(one: Happening, taken: int, language: str) -> Row:
    title = joined(one.title, f"part of: {one.part_of}" if one.part_of else "", by="\n")
    when = _day(one.on, language)
    return Row((when, joined(title, one.kind, by="\n"), one.place, one.agencies, one.estimated, str(taken)))


def detentions(people: Sequence[Person], language: str) -> Iterator[Block]:
    """Every detention, by its start."""
    stays = sorted(
        ((stay, each.label) for each in people for stay in each.stays),
        key=lambda one: (earliest_first(one[0].start), one[1]),
    )
    return table(_DETENTIONS, (row for stay, label in stays for row in _detention(stay, label, language)))


def _detention(stay: Stay, label: str, language: str) -> Iterator[Row]:
    """A line for each phase; what is one for the whole detention stands on the first."""
    start = _stacked(_day(stay.start, language))
    first, *others = stay.stops or (Stop("", "", "", "", None, None),)
    basis = joined(*dict.fromkeys((first.basis, stay.basis)), by="; ")
    name = (Run(label, "bold"),)
    yield Row((name, start, first.place, first.kind, basis, stay.ordered, stay.served, _stacked(stay.release)))
    for stop in others:
        yield Row(("", "", stop.place, stop.kind, stop.basis, "", "", ""))


@frozen
class _At:
    """One phase with whose it is."""

    label: str
    stop: Stop


def by_facility(people: Sequence[Person], language: str) -> Iterator[Block]:
    """Where people were held, those places first where most were."""
    groups: dict[str, list[_At]] = defaultdict(list)
    for each in people:
        for stay in each.stays:
            for stop in stay.stops:
                if stop.place:
                    groups[stop.place.casefold()].append(_At(each.label, stop))
    ordered = sorted(groups.items(), key=lambda one: (-_count(at.label for at in one[1]), one[0]))
    return table(_FACILITIES, (_facility(found, language) for _name, found in ordered), blank=NOT_KNOWN)


def _facility(found: Sequence[_At], language: str) -> Row:
    labels = list(dict.fromkeys(at.label for at in found))
    agencies = dict.fromkeys(at.stop.agency for at in found if at.stop.agency != at.stop.place)
    starts = [at.stop.start for at in found if at.stop.start]
    ends = [at.stop.end for at in found if at.stop.end]
    first = _day(min(starts, key=lambda one: one.sort_key), language) if starts else ""
    last = _day(max(ends, key=lambda one: one.sort_key), language) if ends else ""
    return Row(
        (
            found[0].stop.place,
            joined(*agencies, by="; "),
            str(len(labels)),
            first,
            last,
            _listed(labels),
        )
    )


@frozen
class _Before:
    """One hearing with whose it is."""

    label: str
    hearing: Hearing


def by_court(people: Sequence[Person]) -> Iterator[Block]:
    """Courts and judges, those first who heard most."""
    groups: dict[tuple[str, str], list[_Before]] = defaultdict(list)
    for each in people:
        for stay in each.stays:
            for one in stay.hearings:
                groups[one.court.casefold(), one.judge.casefold()].append(_Before(each.label, one))
    ordered = sorted(groups.items(), key=lambda one: (one[0][0], -len(one[1]), one[0][1]))
    return table(_COURTS, (_court(found) for _name, found in ordered), blank=NOT_KNOWN)


def _court(found: Sequence[_Before]) -> Row:
    hearings = [one.hearing for one in found]
    court, judge = hearings[0].court or "not recorded", hearings[0].judge or "not recorded"
    asked = [one for one in hearings if one.own_lawyer in ("yes", "no")]
    lawyers = f"{sum(one.own_lawyer == 'yes' for one in asked)} of {len(asked)}" if asked else ""
    days = _range(one.days for one in hearings)
    minutes = _range(one.minutes for one in hearings)
    outcomes = joined(*dict.fromkeys(one.outcome for one in hearings), by="; ")
    labels = _listed(list(dict.fromkeys(one.label for one in found)))
    return Row((court, judge, str(len(hearings)), days, minutes, lawyers, outcomes, labels))


def links(people: Sequence[Person], language: str) -> Iterator[Block]:
    """Who was forced to tell, whom that named, and the arrest that followed, all in codes."""
    labels = {each.id: each.label for each in people}
    arrests = {stay.id: (each.label, stay) for each in people for stay in each.stays}
    rows = []
    for each in people:
        for one in each.given:
            named = ", ".join(labels.get(target, _ELSEWHERE) for target in one.persons)
            followed = _arrest(one, arrests.get(one.followed_by), language)
            rows.append(Row((each.label, _day(one.on, language), one.method, named, followed, one.confidence)))
    return table(_LINKS, rows)


def _arrest(one: Given, found: tuple[str, Stay] | None, language: str) -> str:
    if not one.followed_by:
        return ""
    if found is None:
        return _ELSEWHERE
    label, stay = found
    return joined(label, _day(stay.start, language))


def doubts(people: Sequence[Person]) -> Iterator[Block]:
    """What the rules say of these detentions, their phases and orders."""
    return table(_DOUBTS, (Row((each.label, text)) for each in people for text in each.doubts))


def _listed(labels: Sequence[str]) -> str:
    more = f" and {len(labels) - _MOST_FILES} more" if len(labels) > _MOST_FILES else ""
    return ", ".join(labels[:_MOST_FILES]) + more


def _range(numbers: Iterable[float | None]) -> str:
    known = sorted(number for number in numbers if number is not None)
    return "–".join(f"{number:g}" for number in dict.fromkeys((known[0], known[-1]))) if known else ""


def _count(labels: Iterable[str]) -> int:
    return len(set(labels))


def _day(when: UncertainDate | None, language: str) -> str:
    return shown_short(when, language) if when else ""


def _stacked(told: str) -> str:
    """A day above its time, and a long one above its year, so that a narrow column does not break it elsewhere."""
    day, *rest = _TIME.sub("\n", told).split("\n")
    if len(day) > _LONGEST_DAY:
        day = _YEAR.sub("\n", day)
    return "\n".join((day, *rest)) or NOT_KNOWN
