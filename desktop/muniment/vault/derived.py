"""What is worked out from the records, kept in step with them: the words of the index, the lines of the list."""

from muniment.domain.fields import RecordSpec
from muniment.domain.records import Record
from muniment.domain.schema import RECORDS
from muniment.vault import caselines, records, wordindex
from muniment.vault.connection import Database
from muniment.vault.records import SHARED, Entry
from muniment.vault.wordindex import Folded

_HELD = 1000  # records of which something is kept in memory


class Derived:
    """What one change has made stale. ``refresh`` is called at its end, inside the transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._words: dict[int, dict[int, Folded | None]] = {}  # by document, of records by their numbers
        self._lines: dict[int, str | None] = {}  # touched case files; when, where that is all that their lines tell
        self._new: dict[int, list[tuple[int, Record]]] = {}  # by new case file, its records with their numbers
        self._held = 0

    def added(self, where: Entry, record: Record) -> None:
        """Notes a new record. The line of a case file that comes in with all its records is worked out from these."""
        if where.no == where.case_no:
            self._new[where.no] = []
        if where.case_no in self._new:
            self._new[where.case_no].append((where.no, record))
        if RECORDS[where.kind].searchable:
            self._note_words(where, record)
        self._note_line(where, record)
        self._hold()

    def changed(self, where: Entry, record: Record | None, fields: set[str]) -> None:
        """Notes a record that was set, or removed (None), with the fields that it had or has; its entry as it was."""
        self._new.pop(where.case_no, None)
        if _have_words(RECORDS[where.kind], fields):
            self._note_words(where, record)
        self._note_line(where, record)
        self._hold()

    def refresh(self) -> None:
        """Brings index and list lines up to date."""
        self._refresh_held()
        for case_no, at in self._lines.items():
            if at is not None:
                caselines.touch(self._db, case_no, at)
            elif found := records.load(self._db, _told(self._db, case_no)):
                caselines.write(self._db, case_no, found)

    def _note_words(self, where: Entry, record: Record | None) -> None:
        words = wordindex.folded(record) if record else None
        self._words.setdefault(wordindex.document_of(where), {})[where.no] = words

    def _note_line(self, where: Entry, record: Record | None) -> None:
        if where.case_no == SHARED:
            return
        known = self._lines.get(where.case_no, "")
        if record is None or known is None or where.kind in caselines.TOLD or where.updated_at > record.updated_at:
            self._lines[where.case_no] = None  # to be worked out from the records
        else:
            self._lines[where.case_no] = max(known, record.updated_at)

    def _hold(self) -> None:
        self._held += 1
        if self._held >= _HELD:
            self._refresh_held()

    def _refresh_held(self) -> None:
        """All words, and the lines of new files of which every record is in memory; others are read at the end."""
        for document, changed in self._words.items():
            wordindex.update(self._db, document, changed)
        for case_no, held in self._new.items():
            if len(held) == records.count_in_file(self._db, case_no):
                held.sort(key=lambda one: (one[0] != case_no, one[0]))
                caselines.write(self._db, case_no, tuple(record for _, record in held))
                del self._lines[case_no]
        self._words, self._new, self._held = {}, {}, 0


def _told(db: Database, case_no: int) -> list[Entry]:
    """The records of a case file that its line tells of; none where the file is gone."""
    return [one for one in records.entries_of_file(db, case_no) if one.kind in caselines.TOLD]


def _have_words(spec: RecordSpec, fields: set[str]) -> bool:
    if spec.name == "draft":  # whether its text may be found hangs on what it is a draft of
        return True
    return any(field.name in fields for field in spec.searchable)
