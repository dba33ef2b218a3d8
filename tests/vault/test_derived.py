"""What is worked out from records in memory is what would be worked out from those in the tables."""

from collections.abc import Iterable

import pytest

from muniment.domain.records import CaseFile, Note, Record
from muniment.services.session import Session
from muniment.vault import caselines, derived, records, search, wordindex
from muniment.vault.caselines import Filter
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


@pytest.mark.parametrize(("held", "most"), [(1, 1), (1, 2), (2, 3), (3, 1000), (1000, 2), (1000, 1000)])
def test_index_and_lines_are_right_however_many_records_are_held(
    session: Session, monkeypatch: pytest.MonkeyPatch, held: int, most: int
) -> None:
    monkeypatch.setattr(derived, "_HELD", held)
    monkeypatch.setattr(derived, "_MOST_HELD", most)
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


def test_a_case_file_that_goes_and_comes_back_in_one_change_has_its_new_words_alone(session: Session) -> None:
    with change(session.book) as pending:
        added(pending.writer, [case_file("AAAA"), note("one", "AAAA")])
    with change(session.book) as pending:
        pending.writer.remove(note("one", "AAAA"))
        pending.writer.remove(case_file("AAAA"))
        added(pending.writer, [case_file("AAAA"), note("two", "AAAA")])
    assert all_current(session)
    assert [list(search.find(session.db, search.parse(name))) for name in ("one", "two")] == [[], [1]]


@pytest.mark.parametrize("most", [2, 1000])
def test_records_that_are_given_to_several_files_in_turns_are_all_found(
    session: Session, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(derived, "_MOST_HELD", most)
    with change(session.book, detailed=False) as pending:
        added(pending.writer, [case_file("AAAA"), case_file("BBBB"), case_file("CCCC")])
        for name in ("one", "two", "three"):
            added(pending.writer, [note(f"{name} {case}", case) for case in ("AAAA", "BBBB")])
    assert all_current(session)
    assert sorted(search.find(session.db, search.parse("three"))) == [1, 2]
    assert len(caselines.lines(session.db, Filter())) == 3
