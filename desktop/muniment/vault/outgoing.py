"""What leaves the vault, in the order of the open format: by kind, then by case file, then by id."""

from array import array
from collections.abc import Collection, Iterator

from muniment.vault.connection import Database
from muniment.vault.records import SHARED, Entry, links_to, pointed_to_by

_ENTRY = "no, id, kind, case_no, created_at, updated_at"


class Contents:
    """Which case files hold records of which kind: eight bytes for each kind in each file."""

    def __init__(self, db: Database, only: Collection[int] | None) -> None:
        self._db = db
        self._files: dict[str, array[int]] = {}
        for (case_no,) in db.each("SELECT no FROM record WHERE kind = 'case_file' ORDER BY id"):
            if only is None or case_no in only:
                for (kind,) in db.each("SELECT DISTINCT kind FROM record WHERE case_no = ?", (case_no,)):
                    self._files.setdefault(kind, array("q")).append(case_no)

    def entries(self, kind: str) -> Iterator[Entry]:
        """The records of one kind: those that belong to no case file, then those of the case files in question."""
        yield from self._entries(SHARED, kind)
        for case_no in self._files.get(kind, ()):
            yield from self._entries(case_no, kind)

    def _entries(self, case_no: int, kind: str) -> Iterator[Entry]:
        query = f"SELECT {_ENTRY} FROM record WHERE case_no = ? AND kind = ? ORDER BY id"  # noqa: S608
        yield from (Entry(*row) for row in self._db.each(query, (case_no, kind)))


def shared_of_files(db: Database, case_numbers: Collection[int], left_out: Collection[str]) -> set[int]:
    """The numbers of the shared records that case files need, and of survey answers that became one of them.

    A source that speaks for or against such a shared record is needed with it. What only records of a kind that is left
    out need, or records that speak of such, is not among them.
    """
    found: set[int] = set()
    for case_no in case_numbers:
        found.update(_pointed_to(db, case_no, left_out))
        found.update(no for (no,) in db.each(_PROMOTED, (case_no,)))
    reached = list(found)
    while reached:
        entries = [*pointed_to_by(db, reached), *links_to(db, reached)]
        reached = list({one.no for one in entries if one.case_no == SHARED} - found)
        found.update(reached)
    return found


_PROMOTED = "SELECT no FROM pointer WHERE target = ? AND field = 'promoted_to' AND case_no = 0"


def _pointed_to(db: Database, case_no: int, left_out: Collection[str]) -> Iterator[int]:
    kinds = ", ".join("?" * len(left_out))
    query = f"""
        SELECT DISTINCT t.no FROM pointer p JOIN record r ON r.no = p.no JOIN record t ON t.no = p.target
        WHERE p.case_no = ? AND t.case_no = 0 AND r.kind NOT IN ({kinds}) AND NOT EXISTS (
            SELECT 1 FROM pointer q JOIN record o ON o.no = q.target
            WHERE q.case_no = p.case_no AND q.no = p.no AND o.kind IN ({kinds}))"""  # noqa: S608
    yield from (no for (no,) in db.each(query, (case_no, *left_out, *left_out)))
