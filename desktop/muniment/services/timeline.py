"""What happened as bars and points over time: of one case file, or of everybody who was taken in one incident.

Every end keeps its two bounds, and what is open stays open. As on paper, a day that is named as an end counts to its
end, and as a beginning from its beginning.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from muniment.domain.dates import UncertainDate, read
from muniment.domain.dossier import Dossier
from muniment.domain.due_dates import effective
from muniment.domain.frozen import frozen
from muniment.domain.records import (
    Allegation,
    CourtOrder,
    Deadline,
    Detention,
    HousingLoss,
    MedicalExam,
    Payment,
    Phase,
    Record,
    Seizure,
    WorkLoss,
)
from muniment.domain.schema import RECORDS
from muniment.services import finding
from muniment.services.session import Session
from muniment.vault import records
from muniment.vault.records import SHARED, Entry

_DAY = timedelta(days=1)
_MOST_ROWS = 3  # of bars that overlap; what is more shares the last one
_MOST_LANES = 300


class Shape(StrEnum):
    """How an item lies in time."""

    HELD = "held"  # a detention
    PHASE = "phase"  # a part of one
    SPELL = "spell"  # all the time from a beginning to an end
    POINT = "point"  # some moment between the first bound and the last


@frozen
class Bounds:
    """The earliest and the latest moment that an end can be, local time; None is open."""

    earliest: datetime | None = None
    latest: datetime | None = None

    @property
    def sure(self) -> bool:
        """Whether there is no doubt about it."""
        return self.earliest is not None and self.earliest == self.latest


OPEN = Bounds()


@frozen
class Item:
    """One record in its time. ``term`` is what it is called by: a list and a term of it, "" for neither.

    ``continuing`` goes on at the report's day, where its end is drawn; ``row`` is its place in the lane, from above.
    """

    id: str
    case: str
    kind: str
    shape: Shape
    since: UncertainDate | None
    until: UncertainDate | None
    begin: Bounds
    end: Bounds
    term: tuple[str, str] = ("", "")
    rule: str = ""  # of a deadline
    continuing: bool = False
    done: bool = False
    row: int = 0

    @property
    def known(self) -> list[datetime]:
        """The bounds that are known, as they come."""
        every = (self.begin.earliest, self.begin.latest, self.end.earliest, self.end.latest)
        return [moment for moment in every if moment is not None]

    @property
    def uncertain(self) -> bool:
        """Whether an end lies somewhere between two bounds; for a point, whether its day is not known."""
        if self.shape is Shape.POINT:
            known = self.known
            return max(known) - min(known) > _DAY or self.begin.earliest is None or self.end.latest is None
        return not all(one.sure for one in (self.begin, self.end) if one != OPEN)


@frozen
class Lane:
    """Items that stand side by side, by their time; ``code`` and ``pseudonym`` where it is a person's."""

    key: str
    items: tuple[Item, ...]
    rows: int
    code: str = ""
    pseudonym: str = ""


@frozen
class Timeline:
    """Everything that has a date. ``undated`` counts what has none, ``left_out`` people for whom there was no room."""

    lanes: tuple[Lane, ...]
    as_of: date
    undated: int = 0
    left_out: int = 0

    @property
    def extent(self) -> tuple[datetime, datetime] | None:
        """From the first known bound to the last; None where nothing has a date."""
        known = [moment for lane in self.lanes for item in lane.items for moment in item.known]
        return (min(known), max(known)) if known else None


@frozen
class Person:
    """Somebody who was taken in an incident: the case file, and what of it belongs to the incident."""

    case: str
    code: str
    pseudonym: str
    records: tuple[Record, ...]


_LANES: Mapping[str, tuple[type[Record], ...]] = {
    "custody": (Detention, Phase),
    "treatment": (Allegation,),
    "exams": (MedicalExam,),
    "court": (CourtOrder,),
    "losses": (HousingLoss, WorkLoss, Payment, Seizure),
    "deadlines": (Deadline,),
}
"""The lanes of a case file in their order: what stands in each."""

_POINTS: Mapping[str, tuple[str, str]] = {
    "allegation": ("on", "act"),
    "medical_exam": ("on", "kind"),
    "court_order": ("heard_on", "outcome"),
    "housing_loss": ("on", "trigger"),
    "work_loss": ("on", "outcome"),
    "payment": ("on", "kind"),
    "seizure": ("on", "kind"),
}
"""By kind of record: the field of its date, and the field of the term that it is called by."""


def of_file(dossier: Dossier, as_of: date) -> Timeline:
    """The timeline of one case file as of a day."""
    lanes, undated = [], 0
    for key, kinds in _LANES.items():
        every = [record for kind in kinds for record in dossier.all(kind)]
        items = list(_items(every, as_of, dossier.case_file.id))
        undated += len(every) - len(items)
        if items:
            lanes.append(_lane(key, items))
    return Timeline(tuple(lanes), as_of, undated)


def of_people(people: Sequence[Person], as_of: date) -> Timeline:
    """One lane for each person, those first who were taken first."""
    lanes, undated = [], 0
    for one in people:
        items = list(_items(one.records, as_of, one.case))
        undated += len(one.records) - len(items)
        if items:
            lanes.append(_lane(one.case, items, one.code, one.pseudonym))
    lanes.sort(key=lambda lane: (_begins(lane.items[0]), lane.pseudonym, lane.code))
    return Timeline(tuple(lanes[:_MOST_LANES]), as_of, undated, max(0, len(lanes) - _MOST_LANES))


def of_incident(session: Session, incident_id: str, as_of: date) -> Timeline:
    """Everybody taken in an incident: their detentions with phases, and what was done to them. Raises NotThere."""
    where = finding.record(session, incident_id)
    direct = _pointing(session, [where], ("detention", "allegation"))
    within = _pointing(session, [one for one in direct if one.kind == "detention"], ("phase", "allegation"))
    files: dict[int, list[Entry]] = {}
    for one in {entry.no: entry for entry in (*direct, *within)}.values():
        files.setdefault(one.case_no, []).append(one)
    return of_people([_person(session, case_no, inside) for case_no, inside in files.items()], as_of)


def _pointing(session: Session, targets: Iterable[Entry], kinds: Sequence[str]) -> list[Entry]:
    """The records of case files that belong to these, of these kinds."""
    return [
        referrer.entry
        for target in targets
        for referrer in records.referrers(session.db, target.no)
        if referrer.entry.kind in kinds and referrer.field == target.kind and referrer.entry.case_no != SHARED
    ]


def _person(session: Session, case_no: int, inside: Sequence[Entry]) -> Person:
    case = records.entry(session.db, case_no)
    code, pseudonym = records.names_of(session.db, case_no)
    return Person(case.id if case else "", code, pseudonym, records.load(session.db, inside))


# --- from records to items ---


def _items(found: Iterable[Record], as_of: date, case: str) -> Iterator[Item]:
    for record in found:
        item = _item(record, as_of, case)
        if item is not None and item.known:
            yield item


def _item(record: Record, as_of: date, case: str) -> Item | None:
    if isinstance(record, Detention):
        return _held(record, as_of, case)
    if isinstance(record, Phase):
        return _bar(record, Shape.PHASE, record.start, record.end, case, term=_term(record, "kind"))
    if isinstance(record, Deadline):
        return _deadline(record, case)
    on, called = _POINTS[record.RECORD]
    return _at(record, getattr(record, on), case, _term(record, called))


def _term(record: Record, name: str) -> tuple[str, str]:
    return RECORDS[record.RECORD].field(name).vocabulary, getattr(record, name)


def _held(record: Detention, as_of: date, case: str) -> Item:
    starts = record.start.first_day if record.start else None
    going = record.status == "ongoing" and not (starts and starts > as_of)
    until = UncertainDate.of_day(as_of) if going else None if record.status == "ongoing" else record.end
    return _bar(record, Shape.HELD, record.start, until, case, continuing=going)


def _bar(
    record: Record,
    shape: Shape,
    since: UncertainDate | None,
    until: UncertainDate | None,
    case: str,
    *,
    term: tuple[str, str] = ("", ""),
    continuing: bool = False,
) -> Item:
    begin, end = _beginning(since), _ending(until)
    return Item(record.id, case, record.RECORD, shape, since, until, begin, end, term, continuing=continuing)


def _at(record: Record, on: UncertainDate | None, case: str, term: tuple[str, str]) -> Item | None:
    """A point; a bar where the date is a period, all of which is meant."""
    if on is None:
        return None
    parts = read(on.edtf) if "/" in on.edtf else None  # of which only a period has one
    if parts is None:
        begin, end = Bounds(_beginning(on).earliest), Bounds(None, _ending(on).latest)
        return Item(record.id, case, record.RECORD, Shape.POINT, on, on, begin, end, term)
    since = UncertainDate.parse(parts.start.edtf) if parts.start else None
    until = UncertainDate.parse(parts.end.edtf) if parts.end else None
    return _bar(record, Shape.SPELL, since, until, case, term=term)


def _deadline(record: Deadline, case: str) -> Item | None:
    due = effective(record)
    low, high = due.earliest or due.latest, due.latest or due.earliest
    if low is None or high is None:
        return None
    on = UncertainDate(_between(low, high), low.isoformat(), high.isoformat())
    begin, end = Bounds(_beginning(on).earliest), Bounds(None, _ending(on).latest)
    done = record.done_on is not None
    return Item(
        record.id,
        case,
        record.RECORD,
        Shape.POINT,
        on,
        on,
        begin,
        end,
        rule="" if record.title else record.rule,
        done=done,
    )


def _between(low: date, high: date) -> str:
    return low.isoformat() if low == high else f"[{low.isoformat()}..{high.isoformat()}]"


def _beginning(when: UncertainDate | None) -> Bounds:
    """A day from its beginning."""
    return OPEN if when is None else Bounds(*(_moment(one, timedelta()) for one in (when.earliest, when.latest)))


def _ending(when: UncertainDate | None) -> Bounds:
    """A day to its end."""
    return OPEN if when is None else Bounds(*(_moment(one, _DAY) for one in (when.earliest, when.latest)))


def _moment(bound: str | None, more: timedelta) -> datetime | None:
    if bound is None:
        return None
    return datetime.fromisoformat(bound) + (timedelta() if "T" in bound else more)


# --- from items to lanes ---


def _begins(item: Item) -> datetime:
    return min(item.known)


def _lane(key: str, items: Sequence[Item], code: str = "", pseudonym: str = "") -> Lane:
    """Detentions in the upper rows, their phases below, then spells, and points in the last one."""
    placed: list[Item] = []
    rows = 0
    for shape in (Shape.HELD, Shape.PHASE, Shape.SPELL, Shape.POINT):
        group = sorted((one for one in items if one.shape is shape), key=_begins)
        rows += _stack(group, rows, placed)
    placed.sort(key=lambda one: (_begins(one), one.row))
    return Lane(key, tuple(placed), rows, code, pseudonym)


def _stack(group: Sequence[Item], first: int, placed: list[Item]) -> int:
    """Gives each item a row, and says how many there are: points share the first one, bars that overlap have others."""
    ends: list[datetime] = []
    for item in group:
        begin, end = (datetime.max, datetime.min) if item.shape is Shape.POINT else _covered(item)
        at = next((row for row, until in enumerate(ends) if begin >= until), len(ends))
        at = min(at, _MOST_ROWS - 1)
        if at == len(ends):
            ends.append(end)
        ends[at] = max(ends[at], end)
        placed.append(item if item.row == first + at else replace(item, row=first + at))
    return len(ends)


def _covered(item: Item) -> tuple[datetime, datetime]:
    """What a bar covers for certain, less the day that it may share with the next one where no time is named."""
    begin = datetime.min if item.begin == OPEN else item.begin.latest or _begins(item)
    end = datetime.max if item.end == OPEN else item.end.earliest or max(item.known)
    shared = item.until is not None and not item.until.has_time
    return begin, end - _DAY if shared else end
