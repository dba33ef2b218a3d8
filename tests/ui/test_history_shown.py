"""The history of a file: gone through by keyboard, each change with what was before and after."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from tests.ui.casefile_room import CaseRoom
from tests.ui.window_room import WindowRoom

from muniment.services import entries
from muniment.ui.pages.casefile import history_view
from muniment.ui.pages.casefile.history_view import HistoryView

KEY = Qt.Key


@pytest.fixture
def case(window: WindowRoom) -> CaseRoom:
    return CaseRoom(window)


def texts(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def shown(case: CaseRoom, file: str, changes: int) -> HistoryView:
    case.show(file, "history")
    [view] = case.page.findChildren(HistoryView)
    case.window.until(lambda: view.list.count() == changes)
    case.window.until(view.list.hasFocus)
    return view


def button(view: HistoryView, text: str) -> QPushButton:
    [found] = [one for one in view.findChildren(QPushButton) if one.text() == text]
    return found


def changed(case: CaseRoom, **fields: object) -> str:
    """A file with one change after its making."""
    file = case.case()
    case.write(lambda session: entries.set_fields(session, file, fields))
    return file


def test_the_chosen_change_is_told_with_before_and_after(case: CaseRoom) -> None:
    file = changed(case, pseudonym="Aytən SYNTHETIC")
    view = shown(case, file, 2)
    case.window.until(lambda: "Pseudonym: Dəniz SYNTHETIC → Aytən SYNTHETIC" in texts(view))
    QTest.keyClick(view.list, KEY.Key_Down)
    case.window.until(lambda: "Case file added" in texts(view))
    assert "Pseudonym: Dəniz SYNTHETIC" in texts(view)


def test_a_term_is_told_by_its_name(case: CaseRoom) -> None:
    view = shown(case, changed(case, safety="at_risk"), 2)
    case.window.until(lambda: "Safety: at risk" in texts(view))


def test_the_last_change_is_undone_from_here_and_that_is_a_change_too(case: CaseRoom) -> None:
    file = changed(case, pseudonym="Aytən SYNTHETIC")
    view = shown(case, file, 2)
    QTest.keyClick(button(view, "Undo the last change"), KEY.Key_Space)
    case.window.until(lambda: view.list.count() == 3)
    assert "(undone)" in view.list.item(0).text()
    assert getattr(case.write(lambda session: entries.load(session, file)), "pseudonym", "") == "Dəniz SYNTHETIC"


def test_a_long_history_is_shown_in_parts(case: CaseRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_view, "_MOST", 1)
    file = changed(case, pseudonym="Aytən SYNTHETIC")
    view = shown(case, file, 1)
    assert "2 changes" in texts(view)
    QTest.keyClick(button(view, "Show more"), KEY.Key_Space)
    case.window.until(lambda: view.list.count() == 2)
