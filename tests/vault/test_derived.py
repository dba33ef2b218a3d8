"""What is worked out from records in memory is what would be worked out from those in the tables."""

from collections.abc import Iterable

import pytest

from muniment.domain.records import CaseFile, Note, Record
from muniment.services.session import Session
from muniment.vault import caselines, derived, records, search, wordindex
from muniment.vault.changes import Writer, change


def case_file(name: str) -> CaseFile:
    return CaseFile(id=name, code=f"K7MX-{name}", pseudonym=f"Person {name}")


def note(name: str, case: str) -> Note:
    return Note(id=name, case=case, text=f"words of {name}")


def added(writer: Writer, new: Iterable[Record]) -> None:
    for record in new:
        writer.add(record)


def all_current(session: Session) -> bool:
    for no in records.case_numbers(session.db):
        entries = records.entries_of_file(session.db, no)
        found = records.load(session.db, entries)
        by_no = {entry.no: record for entry, record in zip(entries, found, strict=True)}
        if not (caselines.is_current(session.db, no, found) and wordindex.is_current(session.db, no, by_no)):
            return False
    return wordindex.misindexed(session.db) == []


@pytest.mark.parametrize("held", [1, 2, 3, 1000])
def test_index_and_lines_are_right_however_many_records_are_held(
    session: Session, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    monkeypatch.setattr(derived, "_HELD", held)
    with change(session.book) as pending:
        added(pending.writer, [case_file("AAAA"), note("one", "AAAA"), note("two", "AAAA"), case_file("BBBB")])
        added(pending.writer, [note("three", "BBBB"), note("late", "AAAA")])
    assert all_current(session)


def test_what_is_changed_after_it_came_in_is_read_again(session: Session) -> None:
    with change(session.book) as pending:
        added(pending.writer, [case_file("AAAA"), note("one", "AAAA"), note("two", "AAAA")])
        pending.writer.set(note("one", "AAAA"), Note(id="one", case="AAAA", text="quite other words"))
        pending.writer.remove(note("two", "AAAA"))
    assert all_current(session)
    assert list(search.find(session.db, search.parse("quite"))) == [1]
    assert list(search.find(session.db, search.parse("two"))) == []
