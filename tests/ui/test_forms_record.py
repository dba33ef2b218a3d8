"""A form saves every field when it is left, keeps what cannot be saved, and never loses a letter."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from tests.ui.forms_room import Room, focus, type_into

from muniment.domain.changes import Change
from muniment.domain.date_words import understand_or_none
from muniment.domain.dates import DateError
from muniment.domain.errors import WorldFault
from muniment.domain.schema import RECORDS
from muniment.services import drafts, entries, finding, history
from muniment.services.session import Session
from muniment.ui.forms import RecordForm
from muniment.ui.forms import keeping as keeping_module
from muniment.ui.widgets.basics import column

PROJECT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(PROJECT), str(PROJECT / "desktop")])}


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


class Desktop:
    """A form in a window."""

    def __init__(self, room: Room, kind: str, record: Any = None, **rest: Any) -> None:
        self.room = room
        self.form = RecordForm(room.desk, RECORDS[kind], record, **rest)
        self.saved: list[Change] = []
        self.closed: list[bool] = []
        self.form.saved.connect(self.saved.append)
        self.form.closed.connect(lambda: self.closed.append(True))
        holder = QWidget()
        holder.setLayout(column(self.form, None))
        room.show(holder)
        room.settle()

    def enter(self, name: str, text: str) -> None:
        """Types into a field from its beginning, and goes on to the next."""
        self.type(name, text)
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        self.room.settle()

    def type(self, name: str, text: str) -> None:
        """Types into a field, and stays there."""
        focus(self.room.qtbot, self.form.editor(name).buddy())
        QTest.keyClick(focused(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        type_into(focused(), text) if text else QTest.keyClick(focused(), Qt.Key.Key_Delete)

    def fault(self, name: str) -> str:
        return self.form.editor(name).error()

    def fields(self) -> dict[str, object]:
        return self.room.fields(self.form.record_id)

    def drafts(self) -> dict[str, str]:
        case = self.form._target.case
        return self.room.drafts(self.form.spec.name, self.form.record_id, case)


@pytest.fixture
def case(room: Room) -> str:
    return room.case()


def detention(room: Room, case: str, **fields: object) -> Any:
    return room.add("detention", {"status": "ended", **fields}, case)


# --- a record that is there ---


def test_a_field_is_saved_when_it_is_left(room: Room, case: str) -> None:
    on = Desktop(room, "detention", detention(room, case, start="2017-09-18"))
    assert on.form.editor("start").raw() == "18 September 2017"
    on.enter("end", "2.10.2017")
    assert on.fields()["end"] == "2017-10-02"
    assert on.form.editor("end").raw() == "2 October 2017"
    assert [touched.fields for touched in on.saved[0].touched] == [("end",)]
    on.enter("official_reason", "Ədəb pozuntusu")
    assert on.fields()["official_reason"] == "Ədəb pozuntusu"
    assert len(on.saved) == 2


def test_a_field_is_emptied(room: Room, case: str) -> None:
    on = Desktop(room, "detention", detention(room, case, end="2017-10-02", note="x"))
    on.enter("end", "")
    on.enter("note", "")
    assert on.fields() == {"status": "ended"}


def test_half_a_date_is_kept_and_told_and_the_value_stays(room: Room, case: str) -> None:
    on = Desktop(room, "detention", detention(room, case, start="2017-09-18"))
    on.enter("start", "20 sept")
    assert "the year is missing" in on.fault("start")
    assert on.drafts() == {"start": "20 sept"}
    assert on.fields()["start"] == "2017-09-18"
    on.enter("start", "20 sept 2017")
    assert (on.fault("start"), on.drafts()) == ("", {})
    assert on.fields()["start"] == "2017-09-20"


def test_what_a_rule_refuses_is_kept_and_told(room: Room, case: str) -> None:
    on = Desktop(room, "detention", detention(room, case, start="2017-09-18"))
    on.enter("end", "1.9.2017")
    assert on.fault("end") == "this is before “Start”"
    assert on.drafts() == {"end": "1 September 2017"}
    on.enter("end", "1.10.2017")
    assert (on.fault("end"), on.drafts(), on.fields()["end"]) == ("", {}, "2017-10-01")


def test_a_required_field_that_is_emptied_is_told(room: Room, case: str) -> None:
    on = Desktop(room, "detention", detention(room, case))
    on.enter("status", "")
    assert on.fault("status") == "this is required"
    assert on.fields() == {"status": "ended"}


def test_a_draft_stands_in_its_field_after_the_vault_was_closed(room: Room, case: str) -> None:
    record = detention(room, case, start="2017-09-18")
    on = Desktop(room, "detention", record)
    on.enter("start", "20 sept")
    on.enter("note", "fine")
    room.reopen()
    again = Desktop(room, "detention", room.record(record.id))
    assert again.form.editor("start").raw() == "20 sept"
    assert "the year is missing" in again.fault("start")
    assert again.form.editor("note").raw() == "fine"
    again.enter("start", "20 sept 2017")
    assert (again.drafts(), again.fields()["start"]) == ({}, "2017-09-20")


def test_a_draft_that_can_be_accepted_by_now_is(room: Room, case: str) -> None:
    record = detention(room, case)
    target = drafts.Target("detention", record.id, case)
    room.ask(lambda session: drafts.keep(session, target, {"start": "20 sept 2017"}))
    on = Desktop(room, "detention", record)
    room.settle()
    assert (on.fields()["start"], on.drafts()) == ("2017-09-20", {})


def test_what_is_being_typed_is_kept_after_a_pause(room: Room, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping_module, "_PAUSE_MS", 1)
    record = detention(room, case)
    on = Desktop(room, "detention", record)
    on.type("note", "Ondan ad")
    room.qtbot.waitUntil(lambda: on.drafts() == {"note": "Ondan ad"})
    assert on.fields() == {"status": "ended"}
    assert on.form.editor("note").has_focus()
    on.enter("note", "Ondan ad istədilər")
    assert (on.fields()["note"], on.drafts()) == ("Ondan ad istədilər", {})


def test_a_kill_while_one_types_leaves_what_was_kept(room: Room, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next form shows it, and saves it, since a text can always be accepted."""
    monkeypatch.setattr(keeping_module, "_PAUSE_MS", 1)
    record = detention(room, case)
    on = Desktop(room, "detention", record)
    on.type("note", "half a sentence")
    room.qtbot.waitUntil(lambda: bool(on.drafts()))
    on.form.deleteLater()
    room.reopen()
    again = Desktop(room, "detention", room.record(record.id))
    assert again.form.editor("note").raw() == "half a sentence"
    room.settle()
    assert again.fields()["note"] == "half a sentence"


def test_what_was_typed_is_there_after_a_real_kill(room: Room, case: str) -> None:
    record = detention(room, case)
    room.close()
    typing = [sys.executable, "-m", "tests.ui.forms_typist", str(room.folder), record.id, case]
    ended = subprocess.run(typing, cwd=PROJECT, env=ENVIRONMENT, capture_output=True, timeout=60, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    room.open()
    on = Desktop(room, "detention", room.record(record.id))
    assert (on.form.editor("start").raw(), on.form.editor("note").raw()) == ("18 sept", "Ondan ad")
    assert "the year is missing" in on.fault("start")


def test_keep_now_hands_over_what_is_being_typed(room: Room, case: str) -> None:
    record = detention(room, case)
    on = Desktop(room, "detention", record)
    on.type("end", "half")
    on.type("note", "being typed")
    on.form.keep_now()
    room.reopen()
    assert room.fields(record.id)["note"] == "being typed"
    assert room.drafts("detention", record.id, case) == {"end": "half"}


def test_escape_keeps_and_closes(room: Room, case: str) -> None:
    on = Desktop(room, "detention", detention(room, case))
    on.type("note", "x")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    room.settle()
    assert on.closed == [True]
    assert on.fields()["note"] == "x"


def test_a_form_that_is_gone_still_saves(room: Room, case: str) -> None:
    record = detention(room, case)
    on = Desktop(room, "detention", record)
    on.type("note", "x")
    on.form.keep_now()
    on.form.deleteLater()
    room.settle()
    assert room.fields(record.id)["note"] == "x"


@pytest.fixture
def held(room: Room, case: str) -> Desktop:
    """A form of a detention."""
    return Desktop(room, "detention", detention(room, case), fields=["start", "end"])


_DATE_SIGNS = st.sampled_from([*"0123456789 .-/~?", *"[]..XTzж", "sept", "сентября", "iyun", "about", "ə", "to"])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(parts=st.lists(_DATE_SIGNS, max_size=10))
def test_whatever_is_typed_as_a_date_is_saved_or_kept(held: Desktop, parts: list[str]) -> None:
    before = held.fields().get("start")
    held.type("start", "".join(parts))
    typed = held.form.editor("start").raw()
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    held.room.settle()
    known = held.fields().get("start"), held.drafts().get("start")
    if understood(typed) or not typed.strip():
        assert known == (understood(typed) or None, None)
    else:
        assert known == (before, typed)
        assert held.fault("start")


def understood(typed: str) -> str:
    try:
        found = understand_or_none(typed)
    except DateError:
        return ""
    return found.edtf if found else ""


# --- what comes from elsewhere ---


def change(room: Room, record_id: str, **fields: object) -> None:
    room.runner.write(lambda session: entries.set_fields(session, record_id, fields), lambda _: None, room.runner)
    room.settle()


def test_what_changes_elsewhere_is_shown(room: Room, case: str) -> None:
    record = detention(room, case)
    on = Desktop(room, "detention", record)
    change(room, record.id, note="from elsewhere", end="2017-10-02")
    assert on.form.editor("note").raw() == "from elsewhere"
    assert on.form.editor("end").value() == "2017-10-02"


def test_what_is_being_typed_is_not_overwritten(room: Room, case: str) -> None:
    record = detention(room, case)
    on = Desktop(room, "detention", record)
    on.type("note", "mine")
    change(room, record.id, note="from elsewhere", official_reason="too")
    assert on.form.editor("note").raw() == "mine"
    assert on.form.editor("official_reason").raw() == "too"
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    room.settle()
    assert on.fields()["note"] == "mine"


def test_undo_of_the_file_is_shown_in_the_form(room: Room, case: str) -> None:
    on = Desktop(room, "detention", detention(room, case, note="before"))
    on.enter("note", "after")

    def undo(session: Session) -> Change:
        return history.undo(session, finding.record(session, case)).change

    room.runner.write(undo, lambda _: None, room.runner)
    room.settle()
    assert on.form.editor("note").raw() == "before"


def test_a_record_that_is_removed_closes_its_form(room: Room, case: str) -> None:
    record = detention(room, case)
    on = Desktop(room, "detention", record)
    room.runner.write(lambda session: entries.remove(session, record.id), lambda _: None, room.runner)
    room.settle()
    assert on.closed == [True]


# --- a new record ---


def test_a_new_record_is_made_at_the_first_field_that_lets_it_be(room: Room, case: str) -> None:
    on = Desktop(room, "allegation", case_id=case)
    on.enter("act", "beating")
    assert (on.form.is_made, on.fields(), on.saved) == (False, {}, [])
    assert on.drafts() == {"act": "beating"}
    assert on.fault("account") == ""
    on.enter("on", "18 sept")
    on.enter("account", "Döydülər.")
    assert on.form.is_made
    assert on.fields() == {"act": "beating", "account": "Döydülər."}
    assert on.drafts() == {"on": "18 sept"}
    assert on.saved[-1].touched[0].action == "add"
    on.enter("on", "18 sept 2017")
    assert on.fields()["on"] == "2017-09-18"


def test_what_is_preset_is_part_of_a_new_record_shown_or_not(room: Room, case: str) -> None:
    held = detention(room, case).id
    preset = {"detention": held, "kind": "stop"}
    on = Desktop(room, "phase", case_id=case, fields=["kind", "facility"], preset=preset)
    assert on.form.editor("kind").raw() == "stop"
    on.enter("facility", "9-cu bölmə")
    assert on.fields() == {"detention": held, "kind": "stop", "facility": "9-cu bölmə"}


def test_a_form_that_was_only_looked_at_keeps_nothing(room: Room, case: str) -> None:
    on = Desktop(room, "allegation", case_id=case, preset={"act": "beating"})
    on.form.keep_now()
    on.enter("facility", "x")
    on.enter("facility", "")
    assert room.ask(lambda session: drafts.unfinished(session, case)) == []


def test_a_record_that_was_begun_goes_on_where_it_was_left(room: Room, case: str) -> None:
    held = detention(room, case).id
    on = Desktop(room, "phase", case_id=case, fields=["kind", "start"], preset={"detention": held})
    on.enter("start", "18 sept")
    room.reopen()
    begun = room.ask(lambda session: drafts.unfinished(session, case))
    assert [one.target.record for one in begun] == ["phase"]
    again = Desktop(room, "phase", case_id=case, fields=["kind", "start"], target=begun[0].target)
    assert again.form.editor("start").raw() == "18 sept"
    again.enter("kind", "stop")
    assert again.fields() == {"detention": held, "kind": "stop"}
    assert room.ask(lambda session: drafts.unfinished(session, case)) == []


def test_a_new_form_offers_to_go_on_with_what_was_begun(room: Room, case: str) -> None:
    first = Desktop(room, "allegation", case_id=case)
    first.enter("act", "beating")
    first.form.hide()
    other = Desktop(room, "allegation", case_id=case)
    buttons = {one.text(): one for one in other.form.findChildren(QPushButton)}
    buttons["Go on with it"].click()
    room.settle()
    assert other.form.record_id == first.form.record_id
    assert other.form.editor("act").value() == "beating"
    other.enter("account", "x")
    assert other.fields() == {"act": "beating", "account": "x"}
    assert "Go on with it" not in {one.text() for one in other.form.findChildren(QPushButton) if one.isVisible()}


def test_what_was_begun_can_be_thrown_away_and_is_offered_only_where_it_belongs(room: Room, case: str) -> None:
    held, other_held = detention(room, case).id, detention(room, case).id
    first = Desktop(room, "phase", case_id=case, fields=["kind", "start"], preset={"detention": held})
    first.enter("start", "half")
    first.form.hide()

    def offers(where: str) -> list[QPushButton]:
        fields = ["kind", "start"]
        form = Desktop(room, "phase", case_id=case, fields=fields, preset={"detention": where}).form
        return [one for one in form.findChildren(QPushButton) if one.text() == "Throw it away"]

    assert offers(other_held) == []
    offers(held)[0].click()
    room.settle()
    assert room.ask(lambda session: drafts.unfinished(session, case)) == []
    assert offers(held) == []


def test_fields_left_in_a_row_make_one_record(room: Room, case: str) -> None:
    on = Desktop(room, "note", case_id=case)
    for name, text in (("text", "one"), ("on", "2017-09-18"), ("text", "two")):
        on.type(name, text)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    room.settle()
    assert on.fields() == {"text": "two", "on": "2017-09-18"}
    made = room.ask(lambda session: session.db.value("SELECT count(*) FROM record WHERE kind = 'note'"))
    assert made == 1


def test_a_new_case_file_needs_a_pseudonym_alone(room: Room) -> None:
    on = Desktop(room, "case_file", fields=["pseudonym", "summary", "opened_on"])
    on.enter("summary", "first")
    on.enter("opened_on", "half")
    on.enter("pseudonym", "Dəniz SYNTHETIC")
    assert {**on.fields(), "code": ""} == {"code": "", "pseudonym": "Dəniz SYNTHETIC", "summary": "first"}
    assert on.drafts() == {"opened_on": "half"}


# --- when the world is in the way ---


class DiskFull(WorldFault):
    pass


def full(*_args: object, **_rest: object) -> Any:
    raise DiskFull("The disk is full.")


def test_a_failed_save_keeps_the_text_and_is_tried_again_with_the_next_field(
    room: Room, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = Desktop(room, "detention", detention(room, case))
    with monkeypatch.context() as patched:
        patched.setattr(drafts, "submit", full)
        on.enter("note", "kept on the screen")
    assert [one.what for one in room.troubles] == ["The disk is full."]
    assert on.form.editor("note").raw() == "kept on the screen"
    on.enter("official_reason", "x")
    assert on.fields() == {"status": "ended", "note": "kept on the screen", "official_reason": "x"}


def test_a_failed_save_is_tried_again_when_asked(room: Room, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    on = Desktop(room, "detention", detention(room, case))
    with monkeypatch.context() as patched:
        patched.setattr(drafts, "submit", full)
        on.enter("note", "x")
    on.form.retry()
    room.settle()
    assert on.fields()["note"] == "x"


def test_a_save_that_failed_when_its_form_was_closed_is_tried_again(
    room: Room, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = detention(room, case)
    on = Desktop(room, "detention", record)
    with monkeypatch.context() as patched:
        patched.setattr(drafts, "submit", full)
        on.type("note", "x")
        on.form.keep_now()
        on.form.deleteLater()
        room.settle()
    assert [one.what for one in room.troubles] == ["The disk is full."]
    other = Desktop(room, "detention", detention(room, case))
    other.enter("note", "another")
    assert room.fields(record.id)["note"] == "x"


def test_a_vault_that_is_read_only_is_only_looked_at(room: Room, case: str) -> None:
    record = detention(room, case, note="x")
    room.desk.read_only = True
    on = Desktop(room, "detention", record)
    focus(room.qtbot, on.form.editor("note").buddy())
    type_into(focused(), "typed")
    on.form.keep_now()
    room.settle()
    assert on.fields()["note"] == "x"
    assert on.form.editor("note").raw() == "x"
