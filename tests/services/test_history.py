"""What was done can be undone and done again, file by file, and a purge cannot."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from muniment.domain.errors import UserFault
from muniment.domain.openformat import write_line
from muniment.services import entries, exhibits, finding, history, upkeep
from muniment.services import session as sessions
from muniment.services.importing import import_lines
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


def test_a_code_that_was_given_to_another_file_meanwhile_stays_there(session: Session) -> None:
    first = entries.add(session, "case_file", {"pseudonym": "A", "code": "AAAA"})
    case = finding.case(session, first.id)
    entries.set_fields(session, first.id, {"code": "BBBB"})
    second = entries.add(session, "case_file", {"pseudonym": "B", "code": "AAAA"})
    with pytest.raises(history.CannotUndo, match="taken the place"):
        history.undo(session, case)
    assert finding.case(session, "AAAA").id == second.id
    assert getattr(entries.load(session, second.id), "pseudonym", "") == "B"
    assert upkeep.verify(session) == []


def test_a_removed_record_does_not_come_back_beside_another_in_its_place(session: Session) -> None:
    case, detention = case_with_detention(session)
    lawyer = {"detention": detention, "kind": "own_lawyer"}
    first = entries.add(session, "safeguard", lawyer, case.id)
    entries.remove(session, first.id)
    line = {"record": "safeguard", "id": "other", "case": case.id, "fields": lawyer}
    import_lines(session, json.dumps(line).encode(), namespace=None)
    history.undo(session, case)  # the import
    history.undo(session, case)  # the removal
    assert entries.load(session, first.id).id == first.id


def test_an_id_that_came_in_again_elsewhere_is_not_brought_back(session: Session) -> None:
    case, _ = case_with_detention(session)
    other, _ = case_with_detention(session)
    note = entries.add(session, "note", {"text": "first"}, case.id)
    entries.remove(session, note.id)
    line = {"record": "note", "id": note.id, "case": other.id, "fields": {"text": "second"}}
    import_lines(session, json.dumps(line).encode())
    with pytest.raises(history.CannotUndo, match="taken the place"):
        history.undo(session, case)
    assert upkeep.verify(session) == []


def test_an_import_under_the_id_of_something_else_that_is_gone_gets_a_number_of_its_own(session: Session) -> None:
    case, _ = case_with_detention(session)
    note = entries.add(session, "note", {"text": "first"}, case.id)
    entries.remove(session, note.id)
    line = {"record": "case_file", "id": note.id, "fields": {"pseudonym": "Other"}}
    import_lines(session, json.dumps(line).encode())
    assert finding.case(session, "Other").no != case.no
    assert upkeep.verify(session) == []


def test_a_removed_case_file_is_brought_back_by_its_code_or_id(session: Session) -> None:
    for named in ("code", "id"):
        made = entries.add(session, "case_file", {"pseudonym": "Dəniz"})
        name = str(getattr(made, named))
        entries.remove(session, made.id)
        with pytest.raises(finding.NotThere):
            finding.case(session, name)
        history.undo(session, finding.once(session, name))
        assert finding.case(session, name).id == made.id


def test_a_file_whose_making_was_undone_is_made_again(session: Session) -> None:
    made = entries.add(session, "case_file", {"pseudonym": "Dəniz"})
    history.undo(session, finding.case(session, made.id))
    history.redo(session, finding.once(session, made.id))
    assert finding.case(session, "Dəniz").id == made.id
    assert upkeep.verify(session) == []


def test_a_shared_record_is_undone_on_its_own(session: Session) -> None:
    agency = entries.add(session, "agency", {"name": "first"})
    other = entries.add(session, "agency", {"name": "other"})
    entries.set_fields(session, agency.id, {"name": "second"})
    entries.set_fields(session, other.id, {"name": "changed"})
    history.undo(session, finding.once(session, agency.id))
    assert getattr(entries.load(session, agency.id), "name", "") == "first"
    entries.remove(session, agency.id)
    history.undo(session, finding.once(session, agency.id))
    assert getattr(entries.load(session, agency.id), "name", "") == "first"
    assert getattr(entries.load(session, other.id), "name", "") == "changed"
    assert upkeep.verify(session) == []


def test_an_undo_that_finds_nothing_left_to_do_does_not_stand_in_the_way(session: Session) -> None:
    gone = entries.add(session, "case_file", {"pseudonym": "A"})
    case, _ = case_with_detention(session)
    fields = {"method": "threat", "confidence": "claimed"}
    disclosure = entries.add(session, "coerced_disclosure", fields, case.id)
    entries.set_fields(session, disclosure.id, {"persons": [gone.id]})
    upkeep.purge(session, finding.case(session, gone.id))
    history.undo(session, case)
    history.undo(session, case)
    assert records.find(session.db, disclosure.id) is None
    history.redo(session, case)
    assert records.find(session.db, disclosure.id) is not None
    assert upkeep.verify(session) == []


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


def test_what_pointed_to_a_purged_file_is_undone_without_the_pointer(session: Session) -> None:
    case, detention = case_with_detention(session)
    other, _ = case_with_detention(session)
    named = {"detention": detention, "method": "threat", "confidence": "claimed", "persons": [other.id, case.id]}
    disclosure = entries.add(session, "coerced_disclosure", named, case.id)
    entries.remove(session, disclosure.id)
    upkeep.purge(session, other)
    history.undo(session, case)
    assert getattr(entries.load(session, disclosure.id), "persons", ()) == (case.id,)
    for _ in range(3):
        history.undo(session, case)
    assert upkeep.verify(session) == []


def test_what_points_to_a_record_that_may_come_back_is_not_undone_without_it(session: Session) -> None:
    case, detention = case_with_detention(session)
    incident = entries.add(session, "incident", {"title": "Raid", "kind": "other"})
    entries.set_fields(session, detention, {"incident": incident.id})
    entries.set_fields(session, detention, {"incident": ""})
    entries.remove(session, incident.id)
    with pytest.raises(UserFault):
        history.undo(session, case)
