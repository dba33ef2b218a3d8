"""The history of a vault: what was changed, and taking it back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from muniment.domain.changes import Change
from muniment.domain.errors import InvalidInput, UserFault
from muniment.domain.frozen import frozen
from muniment.domain.openformat import make, read_values
from muniment.domain.records import Record
from muniment.domain.schema import RECORDS
from muniment.services import entries, finding
from muniment.services.session import Session
from muniment.vault import journal, records
from muniment.vault.changes import CASE, CREATED, Writer, change
from muniment.vault.journal import JournalEntry
from muniment.vault.records import Entry

__all__ = ["CannotUndo", "JournalEntry", "NothingToUndo", "Taken", "history", "redo", "undo"]


class NothingToUndo(UserFault):
    """There is no change of this case file left to undo, or to redo."""


class CannotUndo(UserFault):
    """The change cannot be taken back any more; the message says why."""


@frozen
class Taken:
    """What an undo or redo did: the change itself, and the entries of the one that it took back or brought again."""

    change: Change
    entries: tuple[JournalEntry, ...]


def history(session: Session, case: Entry | None = None) -> Iterator[JournalEntry]:
    """Everything that happened to a case file or a shared record, or in the whole vault, in order."""
    if case is None:
        return journal.entries(session.db)
    if case.kind == "case_file":
        return journal.entries(session.db, case_no=case.no)
    return journal.entries(session.db, record_id=case.id)


def undo(session: Session, case: Entry) -> Taken:
    """Takes back the last change of a case file or a shared record. Raises NothingToUndo, CannotUndo, WorldFault."""
    return _take(session, case, "undo")


def redo(session: Session, case: Entry) -> Taken:
    """Brings back what was undone last. Raises NothingToUndo, CannotUndo, WorldFault."""
    return _take(session, case, "redo")


@frozen
class _Done:
    """A change of the user, and the change that did it last: itself, or its latest undoing or redoing."""

    change: int
    by: int


@dataclass
class _Stacks:
    """The changes of a case file that can be undone, and those that can be redone, the next one last."""

    undo: list[_Done] = field(default_factory=list)
    redo: list[_Done] = field(default_factory=list)

    def follow(self, purpose: str, number: int, undoes: int) -> None:
        if purpose == "change":
            self.undo.append(_Done(number, number))
            self.redo.clear()
        elif purpose == "undo":
            self.undo.pop()
            self.redo.append(_Done(undoes, number))
        elif purpose == "redo":
            self.redo.pop()
            self.undo.append(_Done(undoes, number))


def _stacks(found: Iterable[JournalEntry]) -> _Stacks:
    stacks, last = _Stacks(), 0
    for entry in found:
        if entry.change != last:
            stacks.follow(entry.purpose, entry.change, entry.undoes)
        last = entry.change
    return stacks


def _take(session: Session, case: Entry, purpose: str) -> Taken:
    """Both directions turn round what was done last, so that nothing is lost that was swept along."""
    past = list(history(session, case))
    stacks = _stacks(past)
    stack = stacks.undo if purpose == "undo" else stacks.redo
    if not stack:
        raise NothingToUndo(f"There is nothing to {purpose} here.")
    done = stack[-1]
    inverses = (_inverse(entry) for entry in past if entry.change == done.by and entry.action in _INVERSE)
    steps = [_without_purged(session, step) for step in inverses]
    with change(session.book, purpose=purpose, undoes=done.change) as pending:
        _apply(session, pending.writer, steps[::-1])
        pending.writer.mark(case)
    named = tuple(entry for entry in past if entry.change == done.change and entry.purpose == "change")
    return Taken(pending.result, named)


@frozen
class _Step:
    """One thing to do to a record: add it with these values, remove it, or set these; None takes a value out."""

    action: str
    kind: str
    id: str
    values: Mapping[str, Any]


_INVERSE = {"add": "remove", "remove": "add", "set": "set"}


def _inverse(entry: JournalEntry) -> _Step:
    if entry.values is None or any(value.purged for value in entry.values.values()):
        raise CannotUndo("This change cannot be taken back: what it held was purged.")
    before = {name: value.before for name, value in entry.values.items()}
    known = {name: value.after for name, value in entry.values.items()} if entry.action == "add" else before
    return _Step(_INVERSE[entry.action], entry.record, entry.record_id, known)


def _without_purged(session: Session, step: _Step) -> _Step:
    """The step without pointers to what was purged since: they went with the purge, and hold up no undoing."""
    pointing = {name for name, field in RECORDS[step.kind].by_name.items() if field.targets and not field.required}
    return replace(
        step,
        values={name: _left(session, value) if name in pointing else value for name, value in step.values.items()},
    )


def _left(session: Session, value: Any) -> Any:
    """A pointer, or a list of them, in the open format, without what was purged."""
    if isinstance(value, list):
        return [item for item in value if _left(session, item) is not None]
    target = value.get("id") if isinstance(value, dict) else value
    gone = isinstance(target, str) and records.find(session.db, target) is None and journal.purged(session.db, target)
    return None if gone else value


def _apply(session: Session, writer: Writer, steps: list[_Step]) -> None:
    steps = sorted(steps, key=_place)
    gone = entries.going_with(session, [step.id for step in steps if step.action == "remove"])
    for record_id in gone:
        _refuse_referred_to(session, record_id, gone)
    made = [entries.with_current_due(session, _made(step)) for step in steps if step.action == "add"]
    for record in made:
        _refuse_taken_place(session, record, is_new=True)
    writer.add_all(made)
    for step in steps:
        if step.action == "set":
            before = entries.load(session, step.id)
            after = entries.with_current_due(session, replace(before, **_attributes(step)))
            _refuse_taken_place(session, after)
            writer.set(before, after)
    for record in [entries.load(session, record_id) for record_id in gone]:  # whole, as long as all are there
        writer.remove(record)


def _place(step: _Step) -> bool:
    """A case file comes before its records and goes behind them, whichever stood first in the file they came from."""
    return (step.kind == "case_file") == (step.action == "remove")


def _refuse_taken_place(session: Session, record: Record, *, is_new: bool = False) -> None:
    """Another record may have come meanwhile to where this one was: its code, its id, its kind of safeguard."""
    known = is_new and records.find(session.db, record.id) is not None
    if known or entries.taken(session, record):
        raise CannotUndo(
            f"This change cannot be taken back: another {record.RECORD} has taken the place of this one meanwhile."
        )


def _refuse_referred_to(session: Session, record_id: str, going: list[str]) -> None:
    where = finding.record(session, record_id)
    for referrer in records.referrers(session.db, where.no):
        if referrer.entry.id not in going:
            named = entries.describe(session, referrer)
            raise CannotUndo(f"This change cannot be taken back while other records refer to what it made:\n{named}")
    if where.kind == "case_file" and any(one.id not in going for one in records.entries_of_file(session.db, where.no)):
        raise CannotUndo("This change cannot be taken back: copies of this case file were handed out since.")


def _made(step: _Step) -> Record:
    common = {"id": step.id, "case": step.values.get(CASE) or "", "created_at": step.values.get(CREATED) or ""}
    return make(step.kind, {**_attributes(step), **common})


def _attributes(step: _Step) -> dict[str, Any]:
    spec = RECORDS[step.kind]
    filled = {name: value for name, value in step.values.items() if not name.startswith("@") and value is not None}
    values, faults = read_values(spec, filled)
    if faults:
        raise InvalidInput(faults)
    emptied = [name for name, value in step.values.items() if value is None and not name.startswith("@")]
    empty = make(step.kind, {"id": step.id})
    return {**values, **{spec.field(name).attribute: getattr(empty, spec.field(name).attribute) for name in emptied}}
