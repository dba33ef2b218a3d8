"""Many records taken in at once: entered first, filled when all are known, so that they may point to one another.

Nothing here opens a transaction, journals or indexes; the caller does so through ``changes``. A record's number is the
number of its line above ``room``, so that none has to be kept to find the one from the other.
"""

from muniment.vault import journal
from muniment.vault.connection import Database
from muniment.vault.records import SHARED, Entry, case_with_code, entry, find

UNPLACED = -1  # the case_no of a record whose case file was not found yet
_REMEMBERED = 8192


class Directory:
    """Where records are, remembering as many as fit into little memory."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._entries: dict[str, Entry] = {}
        self._ids: dict[int, str] = {}
        self._codes: dict[str, int] = {}

    def find(self, record_id: str) -> Entry | None:
        """The directory entry of a record; None where there is none of that id, yet."""
        known = self._entries.get(record_id)
        if known is None and (known := find(self._db, record_id)):
            if len(self._entries) >= _REMEMBERED:
                self._entries.clear()
            self._entries[record_id] = known
        return known

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


def enter(db: Database, new: Entry) -> Entry | None:
    """Enters a record under its number; None where the id is in the directory already.

    A case file that the vault once had takes its old number, under which the journal has its past.
    """
    if new.kind == "case_file":
        no = journal.former_case_no(db, new.id) or new.no
        new = new._replace(no=no, case_no=no)
    entered = db.run(
        "INSERT INTO record (no, id, kind, case_no, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO NOTHING",
        (new.no, new.id, new.kind, new.case_no, new.created_at, new.updated_at),
    )
    return new if entered else None


def claim_code(db: Database, case_no: int, code: str) -> bool:
    """Gives a case file its code before its other fields are known; False where another has it."""
    claim = "INSERT INTO case_file (case_no, no, code) VALUES (?, ?, ?) ON CONFLICT (code) DO NOTHING"
    return bool(db.run(claim, (case_no, case_no, code)))


def place(db: Database, no: int, case_no: int) -> None:
    """Puts a record that was not placed into its case file."""
    db.run("UPDATE record SET case_no = ? WHERE no = ?", (case_no, no))


def first_of_kind(db: Database, case_no: int, kind: str) -> int | None:
    """The number of the oldest record of one kind in a case file."""
    query = "SELECT min(no) FROM record WHERE case_no = ? AND kind = ?"
    found = db.value(query, (case_no, kind))
    return None if found is None else int(found)


def has_safeguard(db: Database, detention_no: int, kind: str) -> bool:
    """Whether a safeguard of that kind was filled in for a detention."""
    query = """SELECT 1 FROM pointer p JOIN safeguard s ON s.case_no = p.case_no AND s.no = p.no
               WHERE p.target = ? AND p.field = 'detention' AND s.kind = ?"""
    return db.row(query, (detention_no, kind)) is not None


def has_exhibit(db: Database, case_no: int, exhibit_no: int | None) -> bool:
    """Whether an exhibit of that number was filled in for a case file."""
    query = "SELECT 1 FROM evidence WHERE case_no = ? AND exhibit_no = ?"
    return db.row(query, (case_no, exhibit_no)) is not None


def highest_exhibit_number(db: Database, case_no: int) -> int:
    """The highest number of an exhibit in a case file; 0 where it has none."""
    return int(db.value("SELECT max(exhibit_no) FROM evidence WHERE case_no = ?", (case_no,)) or 0)
