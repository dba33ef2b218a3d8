"""Taking a whole case file out, which can be undone, and telling what was taken out of the vault."""

from muniment.domain.changes import Change
from muniment.domain.frozen import frozen
from muniment.domain.openformat import make, read_values
from muniment.domain.records import CaseFile, Record
from muniment.domain.schema import RECORDS
from muniment.services import entries, finding, history, naming
from muniment.services.history import Taken
from muniment.services.naming import Name
from muniment.services.session import Session
from muniment.vault import journal, records
from muniment.vault.changes import change
from muniment.vault.journal import JournalEntry
from muniment.vault.records import Entry


@frozen
class Removed:
    """A case file or shared record that was removed: what it was called, when it went (UTC), the code of a file."""

    name: Name
    at: str
    code: str


def pointing(session: Session, case: Entry) -> list[str]:
    """The ids of the records outside a case file that point into it, and keep it from being removed."""
    inside = {one.no for one in records.entries_of_file(session.db, case.no)}
    found = (one.entry for no in inside for one in records.referrers(session.db, no))
    return list(dict.fromkeys(one.id for one in found if one.no not in inside))


def remove_file(session: Session, case: Entry) -> Change:
    """Takes a case file out with everything in it, in one change that can be undone.

    Raises StillReferredTo where other files or shared records point into it, naming these.
    """
    inside = {one.no for one in records.entries_of_file(session.db, case.no)}
    found = [one for no in inside for one in records.referrers(session.db, no) if one.entry.no not in inside]
    entries.refuse_while(dict.fromkeys(entries.describe(session, one) for one in found))
    whole = sorted(records.load_file(session.db, case.no), key=lambda one: one.RECORD == "case_file")
    with change(session.book) as pending:
        for record in whole:  # the file itself last, and first when it comes back
            pending.writer.remove(record)
    return pending.result


def bring_back(session: Session, record_id: str) -> Taken:
    """Brings back a case file or shared record that was removed. Raises NothingToUndo, CannotUndo, WorldFault."""
    where = finding.once(session, record_id)
    last = [one for one in history.history(session, where) if one.action == "remove" and one.record_id == where.id][-1:]
    undone = bool(last) and last[0].purpose == "undo"  # it went with the undoing of its making
    return history.redo(session, where) if undone else history.undo(session, where)


def removed(session: Session, language: str = "en") -> list[Removed]:
    """The case files and shared records that were removed and can be brought back, the latest first."""
    found = ((one.at, _as_it_was(one)) for one in journal.gone(session.db))
    named = ((naming.name_of(was, session.vocabularies, language), at, was) for at, was in found)
    return [Removed(name, at, was.code if isinstance(was, CaseFile) else "") for name, at, was in named]


def _as_it_was(entry: JournalEntry) -> Record:
    spec = RECORDS[entry.record]
    before = {name: value.before for name, value in (entry.values or {}).items() if name in spec.by_name}
    values, _faults = read_values(spec, {name: value for name, value in before.items() if value is not None})
    return make(entry.record, {**values, "id": entry.record_id})
