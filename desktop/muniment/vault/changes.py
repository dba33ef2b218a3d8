"""The only way in which records are written: tables, journal, index and list line in one transaction."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from muniment.domain.changes import Change, Touched
from muniment.domain.frozen import frozen
from muniment.domain.openformat import write_values
from muniment.domain.records import Record
from muniment.domain.schema import RECORDS
from muniment.domain.values import Ref
from muniment.vault import drafts, evidence, journal, records, wordindex
from muniment.vault.connection import Database
from muniment.vault.derived import Derived
from muniment.vault.held import HeldRows
from muniment.vault.journal import Happening
from muniment.vault.records import SHARED, Entry, Referrer

_HELD_BACK = 1000  # entries of one change that are kept in memory before they are written and journalled
_AT_ONCE = ("case_file", "evidence")  # what comes after one of these may be checked against it

#: Names under which the journal keeps what a record has beside its fields.
CASE, CREATED = "@case", "@created_at"


def now() -> str:
    """The present moment in UTC, as records and journal write it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@frozen
class Book:
    """An open vault as writers see it: the database and the key of the journal."""

    db: Database
    journal_key: bytes


class Writer:
    """One change being written. Every method raises what the database raises; the change is then undone whole."""

    def __init__(self, book: Book, at: str, purpose: str, undoes: int, *, detailed: bool) -> None:
        self._book, self._db = book, book.db
        self._at, self._purpose, self._undoes, self._detailed = at, purpose, undoes, detailed
        self._number = 0  # of the change, once something of it is in the journal
        self._happenings: list[Happening] = []  # what is not yet there
        self._touched: list[Touched] = []
        self._held = HeldRows(book.db)  # of a change that is not detailed
        self._derived = Derived(book.db)

    # --- what a change can do ---

    def add(self, record: Record) -> Record:
        """Enters a new record; one without times gets the present one. Its case file must be there."""
        return self.add_all([record])[0]

    def add_all(self, new: Sequence[Record]) -> list[Record]:
        """Enters new records that may point to one another, in any order; a case file before what belongs to it."""
        timed = [
            replace(record, created_at=record.created_at or self._at, updated_at=record.updated_at or self._at)
            for record in new
        ]
        places = [records.allot(self._db, record, self._case_no(record), self._former_no(record)) for record in timed]
        for where, record in zip(places, timed, strict=True):
            self.fill(where, record)
        return timed

    def fill(self, where: Entry, record: Record, number_of: records.NumberOf | None = None) -> None:
        """Writes the fields of a record that was allotted already."""
        held = not self._detailed and where.kind not in _AT_ONCE
        records.insert(
            self._held if held else self._db, where, record, number_of or partial(records.number_of, self._db)
        )
        self._derived.added(where, record)
        own = {CASE: record.case, CREATED: record.created_at} if record.case else {CREATED: record.created_at}
        values = {**own, **write_values(record)}
        self._note(where, record.case, "add", values, journal.told_of_new(values))

    def set(self, before: Record, after: Record) -> Record:
        """Gives a record other field values; does nothing where they are the same."""
        old, new = write_values(before), write_values(after)
        values = {name: (old.get(name), new.get(name)) for name in (old | new) if old.get(name) != new.get(name)}
        if not values:
            return before
        after = replace(after, updated_at=self._at)
        where = self._found(before.id)
        self._held.write()
        records.update(self._db, where, before, after)
        self._derived.changed(where, after, set(values))
        self._note(where, after.case, "set", values, journal.told(values))
        return after

    def remove(self, record: Record) -> None:
        """Takes a record out; the journal can bring it back. Fails at the end while others still point to it."""
        where = self._found(record.id)
        self._held.write()
        values = write_values(record)
        extra = {CASE: record.case} if record.case else {}
        records.delete(self._db, where)
        self._derived.changed(where, None, set(values))
        gone = {name: (value, None) for name, value in {**extra, CREATED: record.created_at, **values}.items()}
        self._note(where, record.case, "remove", gone, journal.told(gone))

    def happen(
        self, action: str, *, case_no: int = SHARED, record: str = "vault", record_id: str = "", **facts: Any
    ) -> None:
        """Journals something that is not a record: a key written out, an identity opened, a purge."""
        self._journal(Happening(case_no, record, record_id, action, journal.told_of_new(facts), "program"))

    def mark(self, where: Entry) -> None:
        """Journals that a change was made of what there was nothing left to do of, so that it is not tried again."""
        if not (self._happenings or self._number):
            payload = journal.told({})
            self._journal(
                Happening(where.case_no, where.kind, where.id, "nothing", payload, self._purpose, self._undoes)
            )

    def restate(self, where: Entry, record: Record, names: tuple[str, ...]) -> None:
        """Journals anew what fields hold now, after their past was destroyed."""
        values = {name: value for name, value in write_values(record).items() if name in names}
        payload = journal.told_of_new(values)
        self._journal(Happening(where.case_no, where.kind, where.id, "restate", payload, "program"))

    def write_held(self) -> None:
        """Writes the rows of a change that is not detailed as far as they are held, so that they can be read."""
        self._held.write()

    # --- the end of a change ---

    def finish(self) -> Change:
        """Brings index, list lines and journal up to date; called once, inside the transaction."""
        if not (self._happenings or self._number):
            return Change(0, ())
        self._held.write()
        self._derived.refresh()
        self._write_journal()
        return Change(self._number, tuple(self._touched))

    def _journal(self, happening: Happening) -> None:
        """A change of any size takes little memory: what happened is written down every so often."""
        self._happenings.append(happening)
        if len(self._happenings) >= _HELD_BACK:
            self._held.write()
            self._write_journal()

    def _write_journal(self) -> None:
        if self._happenings:
            key = self._book.journal_key
            self._number = journal.append(self._db, key, self._at, self._happenings, self._number)
            self._happenings = []

    def _note(self, where: Entry, case: str, action: str, fields: Iterable[str], payload: str) -> None:
        self._journal(Happening(where.case_no, where.kind, where.id, action, payload, self._purpose, self._undoes))
        if self._detailed:
            names = tuple(name for name in fields if not name.startswith("@"))
            self._touched.append(Touched(where.kind, where.id, case, action, names))

    # --- where records are ---

    def _found(self, record_id: str) -> Entry:
        found = records.find(self._db, record_id)
        if found is None:
            raise LookupError("the record is not in the vault")
        return found

    def _case_no(self, record: Record) -> int:
        return self._found(record.case).no if record.case else SHARED

    def _former_no(self, record: Record) -> int | None:
        """A case file that comes back takes its old number, under which the journal has its past."""
        return journal.former_case_no(self._db, record.id) if record.RECORD == "case_file" else None


@contextmanager
def change(book: Book, *, purpose: str = "change", undoes: int = 0, detailed: bool = True) -> Iterator["Pending"]:
    """One change: what is written inside is saved together, or not at all.

    One that is not ``detailed`` does not list what it touched: there may be more than fits into memory.
    """
    with book.db.transaction():
        pending = Pending(Writer(book, now(), purpose, undoes, detailed=detailed))
        yield pending
        pending.result = pending.writer.finish()


@dataclass
class Pending:
    """A change while it is written; ``result`` holds what it did once it is saved."""

    writer: Writer
    result: Change = Change(0, ())  # noqa: RUF009 - frozen


def purge(book: Book, where: Entry) -> Change:
    """Destroys a case file, or a shared record, for ever: tables, words, exhibits' bytes, every value in its history.

    It may have been removed before. Records elsewhere that point into it lose that pointer. What stays is that these
    records were there, what kind they were, and when they were written and purged.
    """
    db = book.db
    with change(book, purpose="program") as pending:
        inside = inside_of(db, where)
        for one in inside:
            for referrer in records.referrers(db, one.no):
                if referrer.entry not in inside:
                    _let_go(pending.writer, db, referrer, one.id)
        for one in reversed(inside):
            records.delete(db, one)
        wordindex.forget(db, where.no)
        if where.kind == "case_file":
            for exhibit in journal.ids_once_in_file(db, where.no, "evidence"):
                evidence.destroy(db, exhibit)
            journal.destroy_file(db, where.no)
        else:
            journal.destroy_record(db, where.id)
        pending.writer.happen("purge", case_no=where.case_no, record=where.kind, record_id=where.id)
        for draft_id in drafts.once_about(db, where.id):
            _purge_draft(pending.writer, db, draft_id)
        wordindex.scrub(db)
    gone = Touched(where.kind, where.id, where.id if where.kind == "case_file" else "", "purge")
    return Change(pending.result.number, (*pending.result.touched, gone))


def purge_removed(book: Book, gone: Sequence[Entry]) -> None:
    """Destroys every value of records that were removed from a case file before, with what was typed for them."""
    db = book.db
    with change(book, purpose="program") as pending:
        for one in gone:
            if one.kind == "evidence":
                evidence.destroy(db, one.id)
            for draft_id in drafts.once_about(db, one.id, one.case_no):
                _purge_draft(pending.writer, db, draft_id, one.case_no)
            journal.destroy_record(db, one.id)
            pending.writer.happen("purge", case_no=one.case_no, record=one.kind, record_id=one.id)
        wordindex.scrub(db)


def _purge_draft(writer: Writer, db: Database, draft_id: str, case_no: int = SHARED) -> None:
    """What was typed for a record, before it was accepted, goes with it."""
    found = records.find(db, draft_id)
    if found is not None:
        records.delete(db, found)
        wordindex.forget(db, found.no)
    journal.destroy_record(db, draft_id)
    writer.happen("purge", case_no=case_no, record="draft", record_id=draft_id)


def inside_of(db: Database, where: Entry) -> list[Entry]:
    """What goes with a case file, or with a shared record, that is purged; empty where it was removed before."""
    if where.kind == "case_file":
        return records.entries_of_file(db, where.no)
    found = records.find(db, where.id)
    return [found] if found else []


def _let_go(writer: Writer, db: Database, referrer: Referrer, gone: str) -> None:
    """Takes the pointer to a record that goes out of one that stays."""
    found = records.find(db, referrer.entry.id)
    if found is None:
        return
    before = records.load(db, [found])[0]
    field = RECORDS[before.RECORD].field(referrer.field)
    value = getattr(before, field.attribute)
    emptied: Any = None if field.polymorphic else ""
    if isinstance(value, tuple):
        emptied = tuple(item for item in value if _target(item) != gone)
    writer.set(before, replace(before, **{field.attribute: emptied}))


def _target(item: str | Ref) -> str:
    return item.id if isinstance(item, Ref) else item


def purge_past(book: Book, ids: list[str], field: str, drafts: Sequence[str] = ()) -> int:
    """Destroys every earlier value of a field of these records, and returns how many; the present values stay.

    In the same change it destroys whatever was typed into these drafts before.
    """
    with change(book, purpose="program") as pending:
        destroyed = _purged_past(book.db, pending.writer, ids, field)
        if drafts:
            destroyed += _purged_past(book.db, pending.writer, list(drafts), "raw_text")
        wordindex.scrub(book.db)
    return destroyed


def _purged_past(db: Database, writer: Writer, ids: list[str], field: str) -> int:
    left = journal.destroy_field(db, ids, field)
    for record_id in ids:
        where = records.find(db, record_id)
        if where is not None:
            writer.restate(where, records.load(db, [where])[0], (field,))
    writer.happen("past_purged", field=field, records=ids, payloads=left)
    return len(left)
