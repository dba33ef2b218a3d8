"""What holds wherever one is: Enter presses a button, and Tab leaves out nothing of a page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.window_room import WindowRoom

from muniment.ui.pages.cases import CasesPage
from muniment.ui.widgets.basics import button

Key = Qt.Key


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_a_button_is_pressed_by_enter_as_by_space(qtbot: QtBot, key: Qt.Key) -> None:
    pressed: list[str] = []
    made = button("Print", lambda: pressed.append("print"))
    qtbot.addWidget(made)
    made.show()
    QTest.keyClick(made, key)
    assert pressed == ["print"]


def test_tab_comes_to_what_stands_before_the_place_where_one_enters(window: WindowRoom) -> None:
    page = window.frame.page
    assert isinstance(page, CasesPage)
    page.setFocus()
    assert page.table.hasFocus() or not page.table.isVisible()
    window.frame.bar._new.setFocus()
    window.press(Key.Key_Tab)
    assert page.filters.isAncestorOf(QApplication.focusWidget() or page)
