"""What is worked out from the records, kept in step with them: the words of the index, the lines of the list."""

from collections.abc import Iterable, Mapping

from muniment.domain.fields import RecordSpec
from muniment.domain.records import Record
from muniment.domain.schema import RECORDS
from muniment.vault import caselines, records, wordindex
from muniment.vault.connection import Database
from muniment.vault.held import HeldRows
from muniment.vault.records import SHARED, Entry
from muniment.vault.wordindex import Folded

_HELD = 1000  # records that are kept in memory, until the next case file begins
_MOST_HELD = 4000  # and if it does not


class Derived:
    """What one change has made stale. ``refresh`` is called at its end, inside the transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._words: dict[int, dict[int, Record | None]] = {}  # by document, of records by their numbers
        self._fresh: set[int] = set()  # documents that came in with this change, of which nothing is in the index yet
        self._lines: dict[int, str | None] = {}  # touched case files; when, where that is all that their lines tell
        self._new: dict[int, list[tuple[int, Record]]] = {}  # by new case file, its records with their numbers
        self._held = 0

    def added(self, where: Entry, record: Record) -> None:
        """Notes a new record. What comes of a case file that comes in with all its records is worked out from these."""
        document = wordindex.document_of(where)
        if where.no == document:
            if self._held >= _HELD:
                self._refresh_held()
            if document not in self._words:  # else one of that number was removed, and its words are still to go
                self._fresh.add(document)
        if where.no == where.case_no:
            self._new[where.no] = []
        if where.case_no in self._new:
            self._new[where.case_no].append((where.no, record))
        if RECORDS[where.kind].searchable:
            self._words.setdefault(document, {})[where.no] = record
        self._note_line(where, record)
        self._hold()

    def changed(self, where: Entry, record: Record | None, fields: set[str]) -> None:
        """Notes a record that was set, or removed (None), with the fields that it had or has; its entry as it was."""
        document = wordindex.document_of(where)
        if document in self._fresh:  # it is one like others from now on
            self._refresh_held()
            self._index({document} & self._fresh)
        self._new.pop(where.case_no, None)
        if _have_words(RECORDS[where.kind], fields):
            self._words.setdefault(document, {})[where.no] = record
        self._note_line(where, record)
        self._hold()

    def refresh(self) -> None:
        """Brings index and list lines up to date."""
        self._refresh_held()
        self._index(sorted(self._fresh))
        for case_no, at in self._lines.items():
            if at is not None:
                caselines.touch(self._db, case_no, at)
            elif found := records.load(self._db, _told(self._db, case_no)):
                caselines.write(self._db, case_no, found)

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
        if self._held >= _MOST_HELD:
            self._refresh_held()

    def _refresh_held(self) -> None:
        """All words, and what comes of new files of which every record is in memory; the rest is read at the end."""
        new, self._new, self._held = self._new, {}, 0
        whole = [no for no, held in new.items() if len(held) == records.count_in_file(self._db, no)]
        self._refresh_words(set(whole))
        for case_no in whole:
            held = sorted(new[case_no], key=lambda one: (one[0] != case_no, one[0]))
            caselines.write(self._db, case_no, tuple(record for _, record in held))
            del self._lines[case_no]

    def _refresh_words(self, whole: set[int]) -> None:
        """Those of new documents come into the index once, when all are known."""
        rows = HeldRows(self._db)
        for document, changed in _folded(self._words):
            if document not in self._fresh:
                wordindex.update(self._db, document, changed)
                continue
            new = {no: words for no, words in changed.items() if words}
            wordindex.enter(rows, document, new)
            if document in whole:
                wordindex.index(self._db, document, new.values())
                self._fresh.remove(document)
        rows.write()
        self._words = {}

    def _index(self, documents: Iterable[int]) -> None:
        for document in documents:
            wordindex.index_entered(self._db, document)
            self._fresh.remove(document)


def _folded(changed: Mapping[int, Mapping[int, Record | None]]) -> Iterable[tuple[int, dict[int, Folded | None]]]:
    """The same with the words of the records, which are folded together."""
    there = [record for ones in changed.values() for record in ones.values() if record]
    words = iter(wordindex.folded_each(there))
    for document, ones in changed.items():
        yield document, {no: next(words) if record else None for no, record in ones.items()}


def _told(db: Database, case_no: int) -> list[Entry]:
    """The records of a case file that its line tells of; none where the file is gone."""
    return [one for one in records.entries_of_file(db, case_no) if one.kind in caselines.TOLD]


def _have_words(spec: RecordSpec, fields: set[str]) -> bool:
    if spec.name == "draft":  # whether its text may be found hangs on what it is a draft of
        return True
    return any(field.name in fields for field in spec.searchable)
