"""What the chronology takes from each case file: values that are small beside the file itself."""

from collections.abc import Iterator

from muniment.domain.dates import UncertainDate
from muniment.domain.fields import Sensitivity
from muniment.domain.frozen import frozen
from muniment.domain.overview import Held
from muniment.domain.records import Agency, CoercedDisclosure, CourtOrder, Detention, Incident, Phase
from muniment.reports.bars import Bar, moments
from muniment.reports.casepaper import CasePaper, span
from muniment.reports.phrases import joined
from muniment.reports.summary.numbering import by_date, earliest_first
from muniment.reports.summary.writing import Writing

NOT_KNOWN = "–"
"""Where nothing is recorded, or nothing can be computed."""

_SPOKEN_OF = ("detention", "phase", "court_order")

#: Rules that doubt the data; the others of these records say what was done to the person, which the files tell.
_DOUBTING = frozenset(
    {
        "contradicted",
        "custody_unknown",
        "denied_but_ordered",
        "ended_without_end",
        "figures_differ",
        "no_detention_dates",
        "no_start",
        "ongoing_with_end",
        "order_undated",
        "order_without_days",
        "overlap",
        "phase_outside",
        "phases_out_of_order",
        "phases_overlap",
        "possible_overlap",
        "release_conflict",
        "release_while_ongoing",
        "starts_later",
        "stated_conflict",
        "status_conflict",
    }
)


@frozen
class Stop:
    """One phase of a detention: of what kind, where, under whom, on what basis."""

    kind: str
    facility: str
    agency: str
    basis: str
    start: UncertainDate | None
    end: UncertainDate | None

    @property
    def place(self) -> str:
        """The facility, or the agency where none is named."""
        return self.facility or self.agency


@frozen
class Hearing:
    """What one court ordered."""

    court: str
    judge: str
    on: UncertainDate | None
    outcome: str
    days: int | None
    minutes: float | None
    own_lawyer: str


@frozen
class Stay:
    """One detention; ``basis`` is what its orders name.

    ``served`` and ``ordered`` are days as told; ``bar`` is None where its start is not recorded.
    """

    id: str
    incident: str
    start: UncertainDate | None
    stops: tuple[Stop, ...]
    hearings: tuple[Hearing, ...]
    basis: str
    ordered: str
    served: str
    release: str
    bar: Bar | None


@frozen
class Happening:
    """One incident, as the files that point to it have it."""

    id: str
    title: str
    kind: str
    on: UncertainDate | None
    place: str
    agencies: str
    estimated: str
    part_of: str


@frozen
class Given:
    """What somebody was made to give away: the files that it names, and the arrest that followed."""

    persons: tuple[str, ...]
    followed_by: str
    on: UncertainDate | None
    method: str
    confidence: str


@frozen
class Person:
    """One case file; ``label`` is what it is called on this paper."""

    id: str
    label: str
    stays: tuple[Stay, ...]
    happenings: tuple[Happening, ...]
    doubts: tuple[str, ...]
    given: tuple[Given, ...] = ()


def person(paper: CasePaper, label: str, disclosed: bool) -> Person:
    """What the chronology takes from a file; what was said under force only where that was chosen."""
    writing = Writing(paper, disclosed)
    return Person(
        id=paper.dossier.case_file.id,
        label=label,
        stays=tuple(_stay(writing, held) for held in paper.overview.held),
        happenings=tuple(_happening(writing, one) for one in writing.incidents),
        doubts=tuple(_doubts(writing)),
        given=tuple(_given(writing)) if disclosed else (),
    )


def _stay(writing: Writing, held: Held) -> Stay:
    detention, dossier = held.detention, writing.paper.dossier
    orders = by_date(dossier.of(CourtOrder, detention=detention.id), "heard_on")
    stops = tuple(_stop(writing, one) for one in by_date(dossier.of(Phase, detention=detention.id), "start"))
    return Stay(
        id=detention.id,
        incident=detention.incident,
        start=detention.start,
        stops=stops,
        hearings=tuple(_hearing(writing, one) for one in orders),
        basis=joined(*dict.fromkeys(order.legal_basis for order in orders), by="; "),
        ordered=NOT_KNOWN if held.ordered is None else str(held.ordered),
        served=_served(held),
        release=_release(writing, detention),
        bar=_bar(writing, detention),
    )


def _served(held: Held) -> str:
    found = held.stretch.elapsed
    if not found.known or (found.minimum == 0 and found.maximum is None):
        return NOT_KNOWN
    return f"{span(found)} +" if held.stretch.continuing else span(found)


def _release(writing: Writing, detention: Detention) -> str:
    if detention.status == "ongoing":
        return "held"
    return joined(writing.paper.short_date(detention.end), writing.told(detention, "release_kind"), by="\n")


def _bar(writing: Writing, detention: Detention) -> Bar | None:
    continuing = detention.status == "ongoing"
    start = moments(detention.start, ends=False)
    until = moments(UncertainDate.of_day(writing.paper.as_of) if continuing else detention.end, ends=True)
    if start is None or (until is not None and until[1] < start[0]):
        return None
    return Bar("", start, until, continuing)


def _stop(writing: Writing, one: Phase) -> Stop:
    agency = writing.told(one, "agency")
    basis = writing.told(one, "legal_basis")
    return Stop(writing.told(one, "kind"), one.facility.strip(), agency, basis, one.start, one.end)


def _hearing(writing: Writing, one: CourtOrder) -> Hearing:
    minutes = None if one.minutes is None else float(one.minutes)
    outcome, lawyer = writing.told(one, "outcome"), one.own_lawyer
    return Hearing(one.court.strip(), one.judge.strip(), one.heard_on, outcome, one.days_ordered, minutes, lawyer)


def _happening(writing: Writing, one: Incident) -> Happening:
    low, high = one.estimated_people_low, one.estimated_people_high
    known = [str(number) for number in dict.fromkeys((low, high)) if number is not None]
    estimated = "–".join(known) if low is not None and high is not None else _bounded(low, high)
    whole = writing.paper.dossier.get(Incident, one.part_of)
    return Happening(
        id=one.id,
        title=one.title,
        kind=writing.told(one, "kind"),
        on=one.on,
        place=one.place,
        agencies=joined(*(_agency(writing, agency) for agency in one.agencies), by="; "),
        estimated=estimated,
        part_of=whole.title if whole else "",
    )


def _bounded(low: int | None, high: int | None) -> str:
    return joined("" if low is None else f"at least {low}", "" if high is None else f"at most {high}")


def _agency(writing: Writing, agency_id: str) -> str:
    found = writing.paper.dossier.get(Agency, agency_id)
    return found.name if found else ""


def _doubts(writing: Writing) -> Iterator[str]:
    for one in writing.paper.remarks:
        if (
            one.record in _SPOKEN_OF
            and one.rule in _DOUBTING
            and (writing.disclosed or one.sensitivity is not Sensitivity.COERCED)
        ):
            yield one.text


def _given(writing: Writing) -> Iterator[Given]:
    for one in by_date(writing.paper.dossier.all(CoercedDisclosure), "on"):
        method, sure = writing.told(one, "method"), writing.told(one, "confidence")
        yield Given(one.persons, one.followed_by, one.on, method, sure)


def first_start(one: Person) -> tuple[bool, tuple[str, str]]:
    """A key that sorts people by when they were first taken."""
    return min((earliest_first(stay.start) for stay in one.stays), default=(True, ("", "")))
