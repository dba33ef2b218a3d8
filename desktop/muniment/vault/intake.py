"""Many records taken in at once: entered first, filled when all that they point to are known.

Nothing here opens a transaction, journals or indexes; the caller does so through ``changes``. A record's number is the
number of its line above ``room``, so that none has to be kept to find the one from the other.
"""

from collections.abc import Sequence

from muniment.domain.validation import Known
from muniment.vault.connection import Database
from muniment.vault.records import SHARED, Entry, case_with_code, entry, find

UNPLACED = -1  # the case_no of a record whose case file was not found yet
_REMEMBERED = 8192


class Directory:
    """Where records are, remembering the latest as far as they fit into little memory."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._entries: dict[str, Entry] = {}
        self._older: dict[str, Entry] = {}
        self._ids: dict[int, str] = {}
        self._codes: dict[str, int] = {}

    def find(self, record_id: str) -> Entry | None:
        """The directory entry of a record; None where there is none of that id, yet."""
        known = self._entries.get(record_id)
        if known is None and (known := self._older.get(record_id) or find(self._db, record_id)):
            self.remember(known)
        return known

    def remember(self, known: Entry) -> None:
        """Notes where a record is that may not be in the vault yet; it stays so for half of what is remembered."""
        if len(self._entries) >= _REMEMBERED // 2:
            self._older, self._entries = self._entries, {}
        self._entries[known.id] = known

    def forget(self) -> None:
        """Looks everything up anew."""
        self._older, self._entries = {}, {}

    def whereabouts(self, record_id: str) -> Known | None:
        """The kind of a record, and the id of its case file; None where there is none of that id, yet."""
        known = self._entries.get(record_id) or self.find(record_id)
        return Known(known.kind, self._ids.get(known.case_no) or self.case_id(known.case_no)) if known else None

    def number(self, record_id: str) -> int:
        """The number of a record that is there."""
        found = self.find(record_id)
        if found is None:
            raise LookupError("the record is not in the vault")
        return found.no

    def case_id(self, case_no: int) -> str:
        """The id of the case file of that number; "" for what belongs to none."""
        if case_no in (SHARED, UNPLACED):
            return ""
        known = self._ids.get(case_no)
        if known is None:
            if len(self._ids) >= _REMEMBERED:
                self._ids.clear()
            found = entry(self._db, case_no)
            known = self._ids[case_no] = found.id if found else ""
        return known

    def case_with_code(self, code: str) -> int | None:
        """The number of the case file with that code, once all codes are claimed; None where there is none."""
        known = self._codes.get(code)
        if known is None and (known := case_with_code(self._db, code)) is not None:
            if len(self._codes) >= _REMEMBERED:
                self._codes.clear()
            self._codes[code] = known
        return known


def room(db: Database) -> int:
    """A number above which none was ever given to a record."""
    return int(db.value("SELECT max(seq) FROM sqlite_sequence WHERE name = 'record'") or 0)


def is_empty(db: Database) -> bool:
    """Whether the vault holds no record at all."""
    return db.row("SELECT 1 FROM record LIMIT 1") is None


def enter(db: Database, new: Sequence[Entry]) -> set[int]:
    """Enters records under their numbers; returns the numbers of those whose id is in the directory already."""
    insert = """INSERT INTO record (no, id, kind, case_no, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO NOTHING"""
    if db.run_many(insert, new) == len(new):
        return set()
    known = ((one.no, find(db, one.id)) for one in new)
    return {no for no, there in known if there is None or there.no != no}


def claim_code(db: Database, case_no: int, code: str) -> bool:
    """Gives a case file its code before its other fields are known; False where another has it."""
    claim = "INSERT INTO case_file (case_no, no, code) VALUES (?, ?, ?) ON CONFLICT (code) DO NOTHING"
    return bool(db.run(claim, (case_no, case_no, code)))


def give_up_code(db: Database, case_no: int) -> None:
    """Takes back a claim, before the case file is filled in."""
    db.run("DELETE FROM case_file WHERE case_no = ? AND no = ?", (case_no, case_no))


def place(db: Database, no: int, case_no: int) -> None:
    """Puts a record that was not placed into its case file."""
    db.run("UPDATE record SET case_no = ? WHERE no = ?", (case_no, no))


def first_of_kind(db: Database, case_no: int, kind: str) -> int | None:
    """The number of the oldest record of one kind in a case file."""
    query = "SELECT min(no) FROM record WHERE case_no = ? AND kind = ?"
    found = db.value(query, (case_no, kind))
    return None if found is None else int(found)


def safeguards_twice(db: Database, above: int) -> list[int]:
    """The safeguards with a number above that one whose detention has another of the same kind and a lower number."""
    query = """SELECT s.no FROM record r
        JOIN safeguard s ON s.case_no = r.case_no AND s.no = r.no
        JOIN pointer p ON p.case_no = s.case_no AND p.no = s.no AND p.field = 'detention'
        WHERE r.no > ? AND r.kind = 'safeguard' AND EXISTS (
            SELECT 1 FROM pointer q JOIN safeguard o ON o.case_no = q.case_no AND o.no = q.no
            WHERE q.target = p.target AND q.field = 'detention' AND q.no < p.no AND o.kind = s.kind)
        ORDER BY s.no"""
    return [row[0] for row in db.each(query, (above,))]


def has_exhibit(db: Database, case_no: int, exhibit_no: int | None) -> bool:
    """Whether an exhibit of that number was filled in for a case file."""
    query = "SELECT 1 FROM evidence WHERE case_no = ? AND exhibit_no = ?"
    return db.row(query, (case_no, exhibit_no)) is not None


def highest_exhibit_number(db: Database, case_no: int) -> int:
    """The highest number of an exhibit in a case file; 0 where it has none."""
    return int(db.value("SELECT max(exhibit_no) FROM evidence WHERE case_no = ?", (case_no,)) or 0)
