"""Deadlines and tasks by keyboard: noted as done, today or on a day; added; counted on the rail."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from tests.ui.casefile_room import CaseRoom
from tests.ui.forms_room import type_into
from tests.ui.window_room import WindowRoom

from muniment.services import entries, rules
from muniment.ui.desk import Place
from muniment.ui.forms.record_form import RecordForm
from muniment.ui.forms.rules import RuleEditor
from muniment.ui.pages.agenda import AgendaPage
from muniment.ui.pages.preview import PreviewPage
from muniment.ui.widgets.pick_case import PickCase
from muniment.ui.widgets.rail import RailButton

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def case(window: WindowRoom) -> CaseRoom:
    return CaseRoom(window)


def in_days(days: int) -> str:
    return (date.today() + timedelta(days=days)).isoformat()


def shown(case: CaseRoom, name: str = "tasks") -> AgendaPage:
    case.window.desk.go(Place(name))
    page = case.window.frame.page
    assert isinstance(page, AgendaPage)
    return page


def titles(page: AgendaPage) -> list[str]:
    items = (page.model.item(at) for at in range(page.model.rowCount()))
    return [item.title for item in items if item is not None]


def task(case: CaseRoom, title: str, due: str = "", file: str = "") -> str:
    return case.add("task", {"title": title, **({"due_on": due} if due else {})}, file)


def done_on(case: CaseRoom, record: str) -> str:
    found = getattr(case.write(lambda session: entries.load(session, record)), "done_on", None)
    return found.edtf if found else ""


def rail_button(case: CaseRoom, text: str) -> RailButton:
    found = [one for one in case.window.frame.rail.findChildren(RailButton) if one.text().strip() == text]
    assert len(found) == 1
    return found[0]


# --- done ---


def test_d_notes_as_done_today_and_the_next_one_is_chosen(case: CaseRoom) -> None:
    first, second = task(case, "First", in_days(1)), task(case, "Second", in_days(2))
    page = shown(case)
    case.window.until(lambda: titles(page) == ["First", "Second"])
    case.window.until(page.list.hasFocus)
    case.press(KEY.Key_D)
    case.window.until(lambda: titles(page) == ["Second"])
    assert done_on(case, first) == in_days(0)
    case.window.until(lambda: page.place().record == second)


def test_shift_d_asks_for_the_day(case: CaseRoom) -> None:
    record = task(case, "First", in_days(1))
    page = shown(case)
    case.window.until(lambda: titles(page) == ["First"])
    QTest.keyClick(page.list, KEY.Key_D, SHIFT)
    case.window.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    field = QApplication.focusWidget()
    assert field is not None
    type_into(field, "20.9.2017")
    QTest.keyClick(field, KEY.Key_Return)
    case.window.until(lambda: titles(page) == [])
    assert done_on(case, record) == "2017-09-20"


def test_a_day_that_is_none_is_said_to_be_none_and_nothing_is_noted(case: CaseRoom) -> None:
    record = task(case, "First", in_days(1))
    page = shown(case)
    case.window.until(lambda: titles(page) == ["First"])
    QTest.keyClick(page.list, KEY.Key_D, SHIFT)
    case.window.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    field = QApplication.focusWidget()
    assert field is not None
    type_into(field, "when it rains")
    QTest.keyClick(field, KEY.Key_Return)
    assert field.accessibleDescription()
    assert done_on(case, record) == ""
    assert titles(page) == ["First"]


# --- adding ---


def picker(case: CaseRoom) -> PickCase:
    case.window.until(lambda: any(one.isVisible() for one in case.window.frame.findChildren(PickCase)))
    found = [one for one in case.window.frame.findChildren(PickCase) if one.isVisible()]
    case.window.until(found[0].field.hasFocus)
    return found[0]


def add_by_keyboard(case: CaseRoom, page: AgendaPage) -> PickCase:
    case.window.until(page.list.hasFocus)
    case.press(KEY.Key_A)
    return picker(case)


def type_title(case: CaseRoom, page: AgendaPage, title: str) -> None:
    case.window.until(lambda: bool(page.findChildren(RecordForm)))
    form = page.findChildren(RecordForm)[0]
    field = form.editor("title").buddy()
    type_into(field, title)
    QTest.keyClick(field, KEY.Key_Return)
    case.window.until(lambda: form.is_made)
    QTest.keyClick(form, KEY.Key_Escape)


def tasks(case: CaseRoom) -> list[tuple[str, int]]:
    query = "SELECT t.title, r.case_no FROM task t JOIN record r ON r.no = t.no"
    return [(title, no) for title, no in case.write(lambda session: session.db.rows(query))]


def test_a_task_of_no_file_is_added_by_a_and_enter(case: CaseRoom) -> None:
    task(case, "Other", in_days(1))
    case.case()
    page = shown(case)
    case.window.until(lambda: titles(page) == ["Other"])
    field = add_by_keyboard(case, page).field
    QTest.keyClick(field, KEY.Key_Return)
    type_title(case, page, "Call")
    case.window.until(lambda: titles(page) == ["Other", "Call"])
    case.window.until(page.list.hasFocus)
    assert ("Call", 0) in tasks(case)
    assert page.model.item(page.list.currentIndex().row()).title == "Call"  # type: ignore[union-attr]


def test_a_task_is_added_to_the_file_that_is_typed(case: CaseRoom) -> None:
    file = case.case("Aytən SYNTHETIC")
    case.case("Dəniz SYNTHETIC")
    task(case, "Other", in_days(1))
    page = shown(case)
    case.window.until(lambda: titles(page) == ["Other"])
    pick = add_by_keyboard(case, page)
    type_into(pick.field, "Ayten")
    QTest.keyClick(pick.field, KEY.Key_Return)
    type_title(case, page, "Call")
    case.window.until(lambda: "Call" in titles(page))
    item = next(one for at in range(9) if (one := page.model.item(at)) is not None and one.title == "Call")
    assert item.case == file


def test_esc_gives_a_new_one_up_and_the_list_is_there_again(case: CaseRoom) -> None:
    task(case, "Other", in_days(1))
    page = shown(case)
    case.window.until(lambda: titles(page) == ["Other"])
    QTest.keyClick(add_by_keyboard(case, page).field, KEY.Key_Return)
    case.window.until(lambda: bool(page.findChildren(RecordForm)))
    QTest.keyClick(page.findChildren(RecordForm)[0], KEY.Key_Escape)
    case.window.until(page.list.hasFocus)
    assert len(tasks(case)) == 1


# --- the rail ---


def test_the_rail_counts_what_is_over_or_due_soon_and_follows_changes(case: CaseRoom) -> None:
    button = rail_button(case, "Tasks")
    assert button.accessibleName() == "Tasks"
    task(case, "Later", in_days(30))
    soon = task(case, "Soon", in_days(7))
    case.window.until(lambda: button.badge.text() == "1")
    assert button.accessibleName() == "Tasks, 1 due within a week"
    assert button.badge.property("tone") == "muted"
    over = task(case, "Over", in_days(-1))
    case.window.until(lambda: button.badge.text() == "2")
    assert button.accessibleName() == "Tasks, 1 over, 1 due within a week"
    assert button.badge.property("tone") == "danger"
    for record in (soon, over):
        case.write(lambda session, record=record: entries.set_fields(session, record, {"done_on": "2017"}))  # type: ignore[misc]
    case.window.until(button.badge.isHidden)
    assert button.accessibleName() == "Tasks"


# --- the rule of a deadline ---


def test_the_rule_of_a_deadline_is_chosen_by_its_title(case: CaseRoom) -> None:
    file = case.case()
    deadline = case.add("deadline", {"rule": "custom", "period": 3, "period_unit": "days"}, file)
    known = case.write(rules.as_list)
    wanted = known.find("ecthr")
    case.show(file, "law", deadline)
    case.window.until(lambda: case.focused() == deadline)
    case.press(KEY.Key_Return)
    form = case.block(deadline).form
    assert form is not None
    editor = form.editor("rule")
    assert isinstance(editor, RuleEditor)
    case.window.until(lambda: editor.line.text() == known.label("custom"))
    editor.focus_first()
    type_into(editor.line, wanted.label())
    QTest.keyClick(editor.line, KEY.Key_Return)
    QTest.keyClick(form, KEY.Key_Escape)

    def rule() -> str:
        return str(getattr(case.write(lambda session: entries.load(session, deadline)), "rule", ""))

    case.window.until(lambda: rule() == "ecthr")


def test_words_that_are_no_rule_are_refused(case: CaseRoom) -> None:
    file = case.case()
    deadline = case.add("deadline", {"title": "SYNTHETIC"}, file)
    case.show(file, "law", deadline)
    case.window.until(lambda: case.focused() == deadline)
    case.press(KEY.Key_Return)
    form = case.block(deadline).form
    assert form is not None
    editor = form.editor("rule")
    type_into(editor.buddy(), "no such rule")
    QTest.keyClick(editor.buddy(), KEY.Key_Return)
    case.window.until(lambda: "not in the list" in editor.error())


# --- the sheet ---


def test_the_sheet_is_shown_before_it_is_saved_and_back_leads_to_the_deadlines(case: CaseRoom) -> None:
    task(case, "First", in_days(1))
    page = shown(case)
    case.window.until(lambda: titles(page) == ["First"])
    print_ = next(one for one in page.findChildren(QPushButton) if one.text() == "Print the sheet")
    QTest.keyClick(print_, KEY.Key_Space)
    preview = case.window.frame.page
    assert isinstance(preview, PreviewPage)
    case.window.until(lambda: preview.view.count == 1)
    case.window.until(preview.save_button.isEnabled)
    assert not preview.panel.kind.isVisible()
    preview.bar.back.emit()
    assert case.window.frame.place().page == "deadlines"
    case.window.desk.print([case.case()])
    case.window.until(preview.panel.kind.isVisible)
