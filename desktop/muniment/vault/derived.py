"""What is worked out from the records, kept in step with them: the words of the index, the lines of the list."""

from muniment.domain.fields import RecordSpec
from muniment.domain.records import Record
from muniment.domain.schema import RECORDS
from muniment.vault import caselines, records, search
from muniment.vault.connection import Database
from muniment.vault.records import SHARED, Entry

_HELD = 1000  # records that are kept in memory to save reading them back


class Derived:
    """What one change has made stale. ``refresh`` is called at its end, inside the transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._files: dict[int, bool] = {}  # touched case files; whether words changed
        self._shared: set[int] = set()
        self._new: dict[int, list[tuple[int, Record]]] = {}  # by new case file, its records with their numbers
        self._held = 0

    def added(self, where: Entry, record: Record) -> None:
        """Notes a new record. A case file that comes in with all its records in a row is worked out from these."""
        if where.no == where.case_no:
            self._new[where.no] = []
        self._touch(where, words=bool(RECORDS[where.kind].searchable))
        if where.case_no in self._new:
            self._new[where.case_no].append((where.no, record))
            self._held += 1
        if self._held >= _HELD:
            self._refresh_new()

    def changed(self, where: Entry, fields: set[str]) -> None:
        """Notes a record that was set or removed, with the fields that it had or has."""
        self._new.pop(where.case_no, None)
        self._touch(where, words=_have_words(RECORDS[where.kind], fields))

    def refresh(self) -> None:
        """Brings index and list lines up to date."""
        self._refresh_new()
        for case_no, words in self._files.items():
            found = records.load_file(self._db, case_no)
            if found:
                self._work_out(case_no, found, words=words)
            else:
                search.forget(self._db, case_no)
        for no in self._shared:
            where = records.entry(self._db, no)
            if where is None:
                search.forget(self._db, no)
            else:
                search.index(self._db, search.document(no, records.load(self._db, [where])))

    def _touch(self, where: Entry, *, words: bool) -> None:
        if where.case_no == SHARED:
            self._shared.add(where.no)
        else:
            self._files[where.case_no] = self._files.get(where.case_no, False) or words

    def _refresh_new(self) -> None:
        """Those of which every record is in memory; the others are read at the end."""
        for case_no, held in self._new.items():
            if len(held) == records.count_in_file(self._db, case_no):
                held.sort(key=lambda one: (one[0] != case_no, one[0]))
                self._work_out(case_no, tuple(record for _, record in held), words=self._files.pop(case_no))
        self._new, self._held = {}, 0

    def _work_out(self, case_no: int, found: tuple[Record, ...], *, words: bool) -> None:
        caselines.write(self._db, case_no, found)
        if words:
            search.index(self._db, search.document(case_no, found))


def _have_words(spec: RecordSpec, fields: set[str]) -> bool:
    return any(field.name in fields for field in spec.searchable)
