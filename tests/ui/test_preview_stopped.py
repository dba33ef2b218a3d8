"""Making several files is stopped: nothing half-made stays, the page says so, and all can be made after all."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from tests.conftest import CHEAP, PASSPHRASE
from tests.ui.window_room import WindowRoom

from muniment.services import demo, printing
from muniment.services import session as sessions
from muniment.ui.pages.preview import PreviewPage

Key = Qt.Key
_FILES = 6


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> WindowRoom:
    """The window on a vault with some case files."""
    room = WindowRoom(qtbot, tmp_path / "vault")
    with_files = sessions.create(room.folder, PASSPHRASE, cost=CHEAP)
    demo.add_generated(with_files, _FILES)
    with_files.close()
    room.open()
    return room


def making(window: WindowRoom, count: int = _FILES) -> PreviewPage:
    """The page that begins to make so many."""
    found: list[list[str]] = []
    window.desk.runner.ask(
        lambda session: [case.id for case in printing.all_cases(session)], found.append, window.shell
    )
    window.until(lambda: bool(found))
    window.desk.print(found[0][:count])
    page = window.frame.page
    assert isinstance(page, PreviewPage)
    return page


def cancel(page: PreviewPage) -> None:
    """Presses Cancel by keyboard."""
    [button] = [one for one in page.work.findChildren(QPushButton) if one.isVisible()]
    button.setFocus()
    QTest.keyClick(button, Key.Key_Return)


def told(page: PreviewPage) -> str:
    return " ".join(one.text() for one in page.work.findChildren(QLabel) if one.isVisible())


def test_stopped_before_the_first_shows_nothing_of_what_was_shown_before(window: WindowRoom) -> None:
    page = making(window, 1)
    window.until(lambda: page.making.is_whole and page.view.count == 1)
    cancel(making(window))
    window.settle()
    assert page.view.count == 0
    assert told(page).startswith("Stopped before the first was made.")


def test_stopped_later_keeps_the_first_in_sight_and_nothing_in_hand(window: WindowRoom) -> None:
    page = making(window)
    window.until(lambda: page.making.has_shown)
    cancel(page)
    window.settle()
    assert page.making.batch is None
    assert told(page).startswith("Stopped. Only the first is shown")
    assert not (page.save_button.isEnabled() or page.print_button.isEnabled())


def test_all_are_made_after_all_by_the_next_key(window: WindowRoom) -> None:
    page = making(window)
    cancel(page)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Make all"
    QTest.keyClick(focus, Key.Key_Return)
    window.until(lambda: page.making.is_whole and page.save_button.isEnabled())
    assert not page.work.isVisible()


def test_what_is_printed_next_does_not_speak_of_it(window: WindowRoom) -> None:
    cancel(making(window))
    page = making(window, 1)
    window.until(lambda: page.making.is_whole)
    assert not page.work.isVisible()


def test_the_keyboard_goes_to_the_pages_where_cancel_had_it(window: WindowRoom) -> None:
    page = making(window)
    [button] = [one for one in page.work.findChildren(QPushButton) if one.isVisible()]
    button.setFocus()
    window.until(lambda: page.making.is_whole)
    assert page.view.hasFocus()
