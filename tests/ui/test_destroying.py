"""What cannot be undone is asked for with a word; what can be is done at once, and both are found in the window."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from tests.ui.casefile_room import CaseRoom
from tests.ui.window_room import WindowRoom

from muniment.services import entries, finding, printing, upkeep
from muniment.ui import destroying
from muniment.ui.desk import Place
from muniment.ui.pages.casefile.history_view import HistoryView
from muniment.ui.pages.settings.page import SettingsPage
from muniment.ui.pages.settings.removed import RemovedSection
from muniment.ui.widgets.confirmation import Confirmation

KEY = Qt.Key


@pytest.fixture
def case(window: WindowRoom) -> CaseRoom:
    return CaseRoom(window)


def question(window: WindowRoom) -> Confirmation:
    """The question that is on the screen, once it is there and has the keyboard."""

    def shown() -> bool:
        return isinstance(QApplication.activeModalWidget(), Confirmation)

    window.until(shown)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Confirmation)
    window.until(dialog.field.hasFocus)
    return dialog


def press_button(window: WindowRoom, page: QWidget, text: str) -> None:
    """Goes to a button by its words and presses it with the keyboard."""

    def found() -> list[QPushButton]:
        return [one for one in page.findChildren(QPushButton) if one.text().startswith(text) and one.isVisible()]

    window.until(lambda: bool(found()))
    found()[0].setFocus(Qt.FocusReason.TabFocusReason)
    window.until(lambda: any(one.hasFocus() for one in found()))
    QTest.keyClick(found()[0], KEY.Key_Space)


def codes(case: CaseRoom) -> list[str]:
    return [one.id for one in case.write(printing.all_cases)]


def code_of(case: CaseRoom, file: str) -> str:
    return str(case.write(lambda session: finding.code(session, file)))


def texts(widget: QWidget) -> str:
    return " ".join(one.text() for one in widget.findChildren(QLabel))


def history_of(case: CaseRoom, file: str) -> HistoryView:
    case.show(file, "history")
    views = case.page.findChildren(HistoryView)
    case.window.until(lambda: bool(case.page.findChildren(HistoryView)) and case.page.isVisible())
    view = (views or case.page.findChildren(HistoryView))[0]
    case.window.until(lambda: view.list.count() > 0)
    return view


def test_the_button_lives_while_the_code_stands_in_the_field(case: CaseRoom) -> None:
    file = case.case()
    destroying.purge(case.window.desk, file, "Dəniz", code_of(case, file), case.window.frame)
    dialog = question(case.window)
    assert not dialog.act.isEnabled()
    QTest.keyClick(dialog.field, KEY.Key_Return)
    assert dialog.isVisible()
    QTest.keyClicks(dialog.field, code_of(case, file).lower())
    assert dialog.act.isEnabled()
    QTest.keyClick(dialog.field, KEY.Key_Backspace)
    assert not dialog.act.isEnabled()
    QTest.keyClick(dialog.field, KEY.Key_Escape)
    case.window.until(lambda: not dialog.isVisible())
    assert codes(case) == [file]


def test_a_file_is_destroyed_from_its_history_and_what_points_to_it_is_named_first(case: CaseRoom) -> None:
    file, other = case.case(), case.case("Aytən SYNTHETIC")
    case.allegation(file)
    case.add("coerced_disclosure", {"method": "threat", "confidence": "claimed", "persons": [file]}, other)
    view = history_of(case, file)
    press_button(case.window, view, "Destroy this file")
    dialog = question(case.window)
    assert "Aytən SYNTHETIC" in texts(dialog)
    assert "2 records are destroyed" in texts(dialog)
    assert "Backups" in texts(dialog)
    QTest.keyClicks(dialog.field, code_of(case, file))
    QTest.keyClick(dialog.field, KEY.Key_Return)
    case.window.until(lambda: codes(case) == [other])
    case.window.until(lambda: case.window.frame.place().page == "cases")
    case.window.until(lambda: "Destroyed" in texts(case.window.frame.toast))
    assert case.window.frame.banner.isHidden()
    assert case.write(upkeep.verify) == []


def test_a_file_is_removed_without_a_question_and_undo_brings_it_back(case: CaseRoom) -> None:
    file = case.case()
    case.allegation(file)
    press_button(case.window, history_of(case, file), "Remove this file")
    case.window.until(lambda: codes(case) == [])
    case.window.until(lambda: case.window.frame.place().page == "cases")
    assert QApplication.activeModalWidget() is None
    assert case.window.frame.banner.isHidden()
    press_button(case.window, case.window.frame.toast, "Undo")
    case.window.until(lambda: codes(case) == [file])


def test_a_file_that_others_point_into_is_not_removed_and_they_are_named(case: CaseRoom) -> None:
    file, other = case.case(), case.case("Aytən SYNTHETIC")
    case.add("coerced_disclosure", {"method": "threat", "confidence": "claimed", "persons": [file]}, other)
    press_button(case.window, history_of(case, file), "Remove this file")
    case.window.until(case.window.frame.banner.isVisible)
    assert "Aytən SYNTHETIC" in texts(case.window.frame.banner)
    assert len(codes(case)) == 2


def test_what_a_change_removed_is_destroyed_from_the_history(case: CaseRoom) -> None:
    file = case.case()
    record = case.allegation(file, account="SYNTHETIC qzcanaryqz")
    case.write(lambda session: entries.remove(session, record))
    view = history_of(case, file)
    case.window.until(lambda: "qzcanaryqz" in texts(view))
    press_button(case.window, view, "Destroy what was removed")
    dialog = question(case.window)
    QTest.keyClicks(dialog.field, code_of(case, file))
    QTest.keyClick(dialog.field, KEY.Key_Return)
    case.window.until(lambda: "was purged" in texts(view) or "destroyed for ever" in texts(view))
    case.window.until(lambda: "qzcanaryqz" not in texts(view))  # labels go when Qt next has time
    assert case.write(upkeep.verify) == []


def test_earlier_values_of_a_field_are_destroyed_from_the_history(case: CaseRoom) -> None:
    file = case.case()
    for summary in ("SYNTHETIC qzcanaryqz", "SYNTHETIC later"):
        case.write(partial(entries.set_fields, record_id=file, fields={"summary": summary}))
    view = history_of(case, file)
    case.window.until(lambda: "qzcanaryqz" in texts(view))
    press_button(case.window, view, "Destroy earlier values")
    case.window.until(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, KEY.Key_Down)
    QTest.keyClick(menu, KEY.Key_Return)
    dialog = question(case.window)
    assert "Summary" in texts(dialog)
    QTest.keyClicks(dialog.field, code_of(case, file))
    QTest.keyClick(dialog.field, KEY.Key_Return)
    case.window.until(lambda: "qzcanaryqz" not in texts(view))
    assert getattr(case.write(lambda session: entries.load(session, file)), "summary", "") == "SYNTHETIC later"


@pytest.fixture
def removed(case: CaseRoom) -> RemovedSection:
    """The settings of what was removed, with a contact in them."""
    contact = case.add("contact", {"name": "Somebody SYNTHETIC", "role": "lawyer"})
    case.write(lambda session: entries.remove(session, contact))
    case.window.desk.go(Place("settings", section="removed"))
    page = case.window.frame.page
    assert isinstance(page, SettingsPage)
    section = page.show_section("removed")
    assert isinstance(section, RemovedSection)
    case.window.until(lambda: "Somebody SYNTHETIC" in texts(section))
    return section


def contacts(case: CaseRoom) -> int:
    return int(case.write(lambda session: session.db.value("SELECT count(*) FROM contact")))


def test_what_was_removed_is_brought_back_from_the_settings(case: CaseRoom, removed: RemovedSection) -> None:
    press_button(case.window, removed, "Bring back")
    case.window.until(lambda: contacts(case) == 1)
    case.window.until(lambda: "Somebody SYNTHETIC" not in texts(removed))


def test_what_was_removed_is_destroyed_from_the_settings(case: CaseRoom, removed: RemovedSection) -> None:
    press_button(case.window, removed, "Destroy")
    dialog = question(case.window)
    QTest.keyClicks(dialog.field, "destroy")
    QTest.keyClick(dialog.field, KEY.Key_Return)
    case.window.until(lambda: "Somebody SYNTHETIC" not in texts(removed))
    assert contacts(case) == 0
    assert case.write(upkeep.verify) == []
