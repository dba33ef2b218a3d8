"""What was typed into a form: saved where it can be, else kept as a draft, so that nothing typed is ever lost."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import field, replace

from muniment.domain.changes import Change
from muniment.domain.errors import Fault, InvalidInput
from muniment.domain.frozen import frozen
from muniment.domain.records import Draft, Record
from muniment.domain.schema import RECORDS
from muniment.services import entries
from muniment.services.session import Session
from muniment.vault import drafts, records
from muniment.vault.changes import Writer, change
from muniment.vault.records import SHARED


@frozen
class Target:
    """The record that a form is about, there or not yet: its kind, its id, its case file ("" for a shared one)."""

    record: str
    id: str
    case: str = ""


def new_target(kind: str, case_id: str = "") -> Target:
    """A record of that kind that is about to be made."""
    return Target(kind, str(uuid.uuid4()), case_id)


@frozen
class Settled(Change):
    """What became of what was typed: the change, whether the record is there, and what was refused, by field."""

    faults: Mapping[str, str] = field(hash=False)
    made: bool


@frozen
class Unfinished:
    """A record that was begun and could not be made yet, with what was typed, by field, and when (UTC)."""

    target: Target
    typed: Mapping[str, str] = field(hash=False)
    at: str


def submit(session: Session, target: Target, values: Mapping[str, object], raws: Mapping[str, str]) -> Settled:
    """Saves what can be saved of these fields, and keeps the others as drafts.

    ``raws`` says what was typed, ``values`` what it means in the open format, where it means something. A record that
    is not there is made as soon as it can be. Raises WorldFault; then some of it may be kept, and all can come again.
    """
    there = records.find(session.db, target.id) is not None
    changes, refused = _set(session, target, values) if there else _make(session, target, values)
    made = there or bool(changes)
    saved = {name for name in values if made and name not in refused}
    changes.append(keep(session, target, {name: "" if name in saved else raw for name, raw in raws.items()}))
    touched = tuple(one for each in changes for one in each.touched)
    return Settled(next((each.number for each in changes if each), 0), touched, refused, made)


def keep(session: Session, target: Target, raws: Mapping[str, str]) -> Change:
    """Keeps what was typed in these fields in place of what was kept of them before; "" keeps nothing.

    It is not part of what Undo takes back. Of a sealed identity nothing is kept.
    """
    known = {} if target.record == "identity" else {draft.field: draft for draft in _about(session, target)}
    wanted = {} if target.record == "identity" else raws
    stale = {name: raw for name, raw in wanted.items() if raw != (known[name].raw_text if name in known else "")}
    if not stale:
        return Change(0, ())
    case = _home(session, target)
    with change(session.book, purpose="program") as pending:
        for name, raw in stale.items():
            _replace(pending.writer, known.get(name), _draft(target, case, name, raw) if raw else None)
    return pending.result


def _draft(target: Target, case: str, name: str, raw: str) -> Draft:
    return Draft(id=str(uuid.uuid4()), case=case, record=target.record, record_id=target.id, field=name, raw_text=raw)


def _replace(writer: Writer, old: Draft | None, new: Draft | None) -> None:
    if old and new and old.case == new.case:
        writer.set(old, replace(old, raw_text=new.raw_text))
        return
    if old:
        writer.remove(old)
    if new:
        writer.add(new)


def drop(session: Session, target: Target) -> Change:
    """Keeps nothing any more of what was typed for a record: it is given up."""
    return keep(session, target, dict.fromkeys(of_record(session, target), ""))


def of_record(session: Session, target: Target) -> dict[str, str]:
    """What was typed for a record and is not accepted yet, by field."""
    return {draft.field: draft.raw_text for draft in _about(session, target)}


def record_of(session: Session, target: Target) -> Record | None:
    """The record itself; None where it is not made."""
    return records.load_one(session.db, target.id)


def unfinished(session: Session, case_id: str = "", kind: str = "") -> list[Unfinished]:
    """The records of a case file, or shared, that were begun and are not made, of one kind or all, newest first."""
    begun: dict[str, list[Draft]] = {}
    for draft in _drafts(session, case_id):
        if kind in ("", draft.record) and records.find(session.db, draft.record_id) is None:
            begun.setdefault(draft.record_id, []).append(draft)
    found = [_unfinished(held, case_id) for held in begun.values()]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _unfinished(held: list[Draft], case_id: str) -> Unfinished:
    target = Target(held[0].record, held[0].record_id, case_id)
    return Unfinished(target, {one.field: one.raw_text for one in held}, max(one.updated_at for one in held))


# --- saving ---


def _make(session: Session, target: Target, values: Mapping[str, object]) -> tuple[list[Change], dict[str, str]]:
    """Makes the record without the fields that are wrong; nothing is made while it lacks what it cannot be without."""
    ready = {name: value for name, value in values.items() if value is not None}
    refused: dict[str, str] = {}
    while True:
        try:
            return [entries.add_as(session, target.record, target.id, ready, target.case)], refused
        except InvalidInput as error:
            wrong = _by_field(target, error.faults)
        refused |= {name: text for name, text in wrong.items() if name in ready}
        if not wrong or not wrong.keys() <= ready.keys():
            return [], refused
        ready = {name: value for name, value in ready.items() if name not in wrong}


def _set(session: Session, target: Target, values: Mapping[str, object]) -> tuple[list[Change], dict[str, str]]:
    """Sets the fields that are accepted, all at once where they can be."""
    if not values:
        return [], {}
    try:
        return [entries.set_fields(session, target.id, values)], {}
    except InvalidInput as error:
        wrong = _by_field(target, error.faults)
    refused = {name: text for name, text in wrong.items() if name in values}
    if refused:
        changes, more = _set(session, target, {name: value for name, value in values.items() if name not in refused})
        return changes, refused | more
    if len(values) == 1:  # what is wrong with it is said of another field
        return [], dict.fromkeys(values, "; ".join(_told(target, name, text) for name, text in wrong.items()))
    changes = []
    for name, value in values.items():
        more_changes, more = _set(session, target, {name: value})
        changes += more_changes
        refused |= more
    return changes, refused


def _by_field(target: Target, faults: Iterable[Fault]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for fault in faults:
        found.setdefault(fault.where.removeprefix(f"{target.record}."), []).append(fault.text)
    return {name: "; ".join(texts) for name, texts in found.items()}


def _told(target: Target, name: str, text: str) -> str:
    known = RECORDS[target.record].by_name.get(name)
    return f"{known.label}: {text}" if known else text


# --- where drafts are ---


def _home(session: Session, target: Target) -> str:
    """The case file that a draft belongs to: a file that is not made yet cannot have any."""
    if target.record == "case_file":
        return target.id if records.find(session.db, target.id) else ""
    return target.case


def _about(session: Session, target: Target) -> list[Draft]:
    places = ("", target.id) if target.record == "case_file" else (target.case,)
    return [draft for place in places for draft in _drafts(session, place) if draft.record_id == target.id]


def _drafts(session: Session, case_id: str) -> list[Draft]:
    owner = records.find(session.db, case_id) if case_id else None
    if case_id and owner is None:
        return []
    found = records.load(session.db, drafts.entries(session.db, owner.no if owner else SHARED))
    return [one for one in found if isinstance(one, Draft)]
