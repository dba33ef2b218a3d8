"""Rows of new records that wait are written before anybody reads them, and not at all where they say nothing."""

import json
from dataclasses import replace

import pytest

from muniment.domain.errors import InvalidInput
from muniment.domain.records import CaseFile, Detention, Note, Record
from muniment.services.importing import import_lines
from muniment.services.session import Session
from muniment.vault import changes, records
from muniment.vault.changes import change
from muniment.vault.held import HeldRows

CASE = CaseFile(id="c", code="K7MX-3FQ2", pseudonym="Anna")
DETENTION = Detention(id="d", case="c", status="ended", stated_duration="20 days")
NOTE = Note(id="n", case="c", text="grey moustache")


def added(session: Session, *new: Record, detailed: bool = True) -> None:
    with change(session.book, detailed=detailed) as pending:
        for record in new:
            pending.writer.add(record)


def loaded(session: Session, record_id: str) -> Record | None:
    found = records.load_one(session.db, record_id)
    return found and replace(found, created_at="", updated_at="")


def rows(session: Session, table: str) -> int:
    return int(session.db.value(f"SELECT count(*) FROM {table}"))  # noqa: S608


def test_rows_are_in_the_database_once_they_are_written(session: Session) -> None:
    held = HeldRows(session.db)
    with session.db.transaction():
        held.run("INSERT INTO user_term (list, id) VALUES (?, ?)", ("acts", "a"))
        held.run_many("INSERT INTO user_term (list, id) VALUES (?, ?)", [("acts", "b"), ("acts", "c")])
        before = rows(session, "user_term")
        held.write()
        held.write()
    assert (before, rows(session, "user_term")) == (0, 3)


@pytest.mark.parametrize("detailed", [True, False])
@pytest.mark.parametrize("held_back", [1, 2, 1000])
def test_records_are_what_they_were_however_they_are_written(
    session: Session, monkeypatch: pytest.MonkeyPatch, held_back: int, detailed: bool
) -> None:
    monkeypatch.setattr(changes, "_HELD_BACK", held_back)
    added(session, CASE, DETENTION, NOTE, detailed=detailed)
    assert [loaded(session, record.id) for record in (CASE, DETENTION, NOTE)] == [CASE, DETENTION, NOTE]


def test_what_is_held_can_be_changed_and_removed_in_the_same_change(session: Session) -> None:
    with change(session.book, detailed=False) as pending:
        for record in (CASE, DETENTION, NOTE):
            pending.writer.add(record)
        pending.writer.set(DETENTION, replace(DETENTION, status="ongoing"))
        pending.writer.remove(NOTE)
    assert loaded(session, "d") == replace(DETENTION, status="ongoing")
    assert rows(session, "note") == rows(session, "note_text") == 0


def test_there_is_no_row_of_long_texts_where_there_are_none(session: Session) -> None:
    added(session, CASE, DETENTION)
    assert (rows(session, "detention"), rows(session, "detention_text")) == (1, 0)


def test_a_long_text_that_comes_later_is_kept(session: Session) -> None:
    added(session, CASE, DETENTION)
    with change(session.book) as pending:
        pending.writer.set(DETENTION, replace(DETENTION, note="late"))
    assert loaded(session, "d") == replace(DETENTION, note="late")


def test_an_import_that_fails_leaves_nothing_of_what_was_held(session: Session) -> None:
    fields = {"title": "Raid", "kind": "other"}
    lines = [{"record": "incident", "id": f"i{number}", "fields": fields} for number in range(2000)]
    lines.append({"record": "incident", "id": "last", "fields": {}})
    with pytest.raises(InvalidInput, match="line 2001"):
        import_lines(session, "\n".join(map(json.dumps, lines)).encode())
    assert rows(session, "incident") == rows(session, "record") == 0
