"""What was done can be undone and done again, file by file, and a purge cannot."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from muniment.domain.openformat import write_line
from muniment.services import entries, exhibits, finding, history, upkeep
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.vault import records
from muniment.vault.records import Entry

PASSPHRASE = "passphrase"


def case_with_detention(session: Session) -> tuple[Entry, str]:
    made = entries.add(session, "case_file", {"pseudonym": "Dəniz"})
    detention = entries.add(session, "detention", {"status": "ended", "note": "first"}, made.id)
    return finding.case(session, made.id), detention.id


def state(session: Session, case: Entry) -> list[dict[str, object]]:
    lines = [write_line(record) for record in records.load_file(session.db, case.no)]
    return [{key: value for key, value in line.items() if key != "updated_at"} for line in lines]


def test_undo_takes_back_a_change_and_redo_brings_it_again(session: Session) -> None:
    case, detention = case_with_detention(session)
    before = state(session, case)
    entries.set_fields(session, detention, {"note": "second", "end": "2017-10-02"})
    after = state(session, case)
    history.undo(session, case)
    assert state(session, case) == before
    history.redo(session, case)
    assert state(session, case) == after


def test_a_new_change_ends_what_could_be_redone(session: Session) -> None:
    case, detention = case_with_detention(session)
    entries.set_fields(session, detention, {"note": "second"})
    history.undo(session, case)
    entries.set_fields(session, detention, {"note": "third"})
    with pytest.raises(history.NothingToUndo):
        history.redo(session, case)


def test_undo_survives_closing_the_vault(session: Session) -> None:
    case, detention = case_with_detention(session)
    entries.set_fields(session, detention, {"note": "second"})
    session.close()
    with sessions.opened(session.folder, PASSPHRASE) as again:
        history.undo(again, case)
        assert getattr(entries.load(again, detention), "note", "") == "first"


def test_undo_reaches_back_to_the_making_of_the_file_and_redo_all_the_way_forth(session: Session) -> None:
    case, detention = case_with_detention(session)
    phase = entries.add(session, "phase", {"kind": "stop", "detention": detention}, case.id)
    entries.remove(session, phase.id)
    after = state(session, case)
    for _ in range(4):
        history.undo(session, case)
    assert state(session, case) == []
    for _ in range(4):
        history.redo(session, case)
    assert state(session, case) == after
    assert upkeep.verify(session) == []


def test_undo_leaves_other_files_alone(session: Session) -> None:
    case, _ = case_with_detention(session)
    other, detention = case_with_detention(session)
    entries.set_fields(session, detention, {"note": "second"})
    before = state(session, other)
    history.undo(session, case)
    assert state(session, other) == before


def test_what_others_point_to_is_not_undone(session: Session) -> None:
    case, detention = case_with_detention(session)
    other, _ = case_with_detention(session)
    fields = {"method": "threat", "confidence": "claimed", "followed_by": detention}
    disclosure = entries.add(session, "coerced_disclosure", fields, other.id)
    with pytest.raises(history.CannotUndo, match=disclosure.id):
        history.undo(session, case)


def test_giving_out_an_exhibit_is_not_undone(session: Session, tmp_path: Path) -> None:
    case, detention = case_with_detention(session)
    (tmp_path / "photo.jpg").write_bytes(b"picture")
    made = exhibits.attach(session, case, tmp_path / "photo.jpg")
    exhibits.extract(session, made.id, tmp_path / "out.jpg")
    taken = history.undo(session, case)
    assert [entry.action for entry in taken.entries] == ["add", "add"]
    assert {entry.record for entry in taken.entries} == {"evidence", "custody_event"}
    assert entries.load(session, detention).id == detention


def test_the_bytes_of_an_exhibit_come_back_with_it(session: Session, tmp_path: Path) -> None:
    case, _ = case_with_detention(session)
    (tmp_path / "photo.jpg").write_bytes(b"picture")
    made = exhibits.attach(session, case, tmp_path / "photo.jpg")
    history.undo(session, case)
    history.redo(session, case)
    exhibits.extract(session, made.id, tmp_path / "out.jpg")
    assert (tmp_path / "out.jpg").read_bytes() == b"picture"


def test_an_exhibit_that_was_given_out_keeps_its_custody_through_undo_and_redo(
    session: Session, tmp_path: Path
) -> None:
    case, _ = case_with_detention(session)
    (tmp_path / "photo.jpg").write_bytes(b"picture")
    made = exhibits.attach(session, case, tmp_path / "photo.jpg")
    exhibits.extract(session, made.id, tmp_path / "out.jpg")
    before = state(session, case)
    history.undo(session, case)
    history.redo(session, case)
    assert by_id(state(session, case)) == by_id(before)


@pytest.mark.parametrize("seed", range(6))
def test_any_walk_of_changes_is_undone_and_redone_step_by_step(session: Session, seed: int) -> None:
    chance = random.Random(seed)
    case, detention = case_with_detention(session)
    task = entries.add(session, "task", {"title": "call"}, case.id)
    note = entries.add(session, "note", {"text": "one"}, case.id)
    steps: list[Callable[[], object]] = [
        lambda: entries.set_fields(session, detention, {"note": f"note {chance.random()}"}),
        lambda: entries.add(session, "note", {"text": f"text {chance.random()}"}, case.id),
        lambda: entries.set_fields(session, case.id, {"tags": [str(chance.random())], "safety": "at_risk"}),
        lambda: entries.set_fields(session, note.id, {"text": str(chance.random()), "on": "2017-09"}),
    ]
    seen = [state(session, case)]
    last: list[Callable[[], object]] = [lambda: entries.remove(session, task.id)]
    for step in chance.choices(steps, k=6) + last:
        step()
        seen.append(state(session, case))
    for earlier in seen[-2::-1]:
        history.undo(session, case)
        assert by_id(state(session, case)) == by_id(earlier)
    for later in seen[1:]:
        history.redo(session, case)
        assert by_id(state(session, case)) == by_id(later)
    assert upkeep.verify(session) == []


def by_id(lines: list[dict[str, object]]) -> dict[object, dict[str, object]]:
    return {line["id"]: line for line in lines}
