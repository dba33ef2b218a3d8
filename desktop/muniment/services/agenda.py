"""What is due in all case files: deadlines with their rules, and tasks. Marking one as done."""

from datetime import date, timedelta

from muniment.domain.changes import Change
from muniment.domain.due_dates import effective
from muniment.domain.frozen import frozen
from muniment.domain.records import Deadline, Record, Task
from muniment.domain.urgency import SOON
from muniment.services import entries, listing
from muniment.services.session import Session
from muniment.vault import agenda, records

KINDS = ("deadline", "task")


@frozen
class Item:
    """One thing that is due. ``on`` is the day that warns; ``source`` and ``confidence`` are of a deadline's rule."""

    id: str
    kind: str
    case: str  # id of the case file; "" for a task of none
    code: str
    pseudonym: str
    title: str
    on: date | None
    until: date | None
    done: str  # EDTF of the day; "" while it waits
    rule: str
    source: str
    confidence: str
    overridden: bool
    reason: str
    trigger: str  # EDTF of the day that the deadline is counted from
    assigned: str


@frozen
class Load:
    """How much waits in all, what of it is over, and what is due within a week."""

    waiting: int
    over: int
    soon: int


def load(session: Session, kind: str, as_of: date) -> Load:
    """How much of a kind waits, over and due soon as of a day."""
    until = (as_of + timedelta(days=SOON)).isoformat()
    return Load(*agenda.counts(session.db, kind, as_of.isoformat(), until))


def waiting(session: Session, kind: str, limit: int) -> list[Item]:
    """What is not done yet, the earliest first, what has no day last; at most so many."""
    return _items(session, agenda.waiting(session.db, kind, limit))


def done(session: Session, kind: str, limit: int) -> list[Item]:
    """What was done, the latest first; at most so many."""
    return _items(session, agenda.done(session.db, kind, limit))


def mark_done(session: Session, record_id: str, on: str) -> Change:
    """Notes when something was done (EDTF); "" says that it waits again. Raises as ``entries.set_fields``."""
    return entries.set_fields(session, record_id, {"done_on": on})


def _items(session: Session, numbers: list[int]) -> list[Item]:
    where = {entry.id: entry for entry in records.entries_with(session.db, numbers)}
    loaded = {where[one.id].no: one for one in records.load(session.db, where.values())}
    names: dict[int, tuple[str, str]] = {}
    for entry in where.values():
        if entry.case_no and entry.case_no not in names:
            names[entry.case_no] = records.names_of(session.db, entry.case_no)
    found = []
    for no in numbers:
        if (one := loaded.get(no)) is not None:
            code, pseudonym = names.get(where[one.id].case_no, ("", ""))
            found.append(_item(session, one, code, pseudonym))
    return found


def _item(session: Session, one: Record, code: str, pseudonym: str) -> Item:
    if isinstance(one, Deadline):
        told = listing.told(session, one, code, pseudonym)
        override = one.override is not None
        return Item(
            id=one.id,
            kind="deadline",
            case=one.case,
            code=code,
            pseudonym=pseudonym,
            title=told.title,
            on=effective(one).warns_on,
            until=told.latest,
            done=one.done_on.edtf if one.done_on else "",
            rule=one.rule,
            source=told.source,
            confidence=told.confidence,
            overridden=override,
            reason=one.reason,
            trigger=one.trigger_on.edtf if one.trigger_on else "",
            assigned="",
        )
    assert isinstance(one, Task)  # noqa: S101 - there are two kinds
    return Item(
        id=one.id,
        kind="task",
        case=one.case,
        code=code,
        pseudonym=pseudonym,
        title=one.title,
        on=(one.due_on.first_day or one.due_on.last_day) if one.due_on else None,
        until=one.due_on.last_day if one.due_on else None,
        done=one.done_on.edtf if one.done_on else "",
        rule="",
        source="",
        confidence="",
        overridden=False,
        reason="",
        trigger="",
        assigned=one.assigned_to,
    )
