"""What is shown of an open vault is made before one is open, and stands for that vault as any other would."""

import gc
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.conftest import CHEAP, PASSPHRASE
from tests.ui.window_room import WindowRoom

from muniment.services import entries, preferences
from muniment.services import session as sessions
from muniment.ui import theme
from muniment.ui.frame import Frame
from muniment.ui.pages.cases import CasesPage
from muniment.ui.pages.unlock import UnlockPage
from muniment.ui.wording import speak


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> WindowRoom:
    """A window that shows nothing yet, and a vault with a case file that remembers columns and filters."""
    made = WindowRoom(qtbot, tmp_path / "vault")
    with closing(sessions.create(made.folder, PASSPHRASE, cost=CHEAP)) as session:
        entries.add(session, "case_file", {"pseudonym": "SYNTHETIC"})
        preferences.keep(session, "columns", ["pseudonym", "code"])
        preferences.keep(session, "filters", {"SYNTHETIC filters": "{}"})
    made.show()
    return made


def prepare(room: WindowRoom) -> Frame:
    for step in room.shell.prepared.steps():
        step()
    [frame] = room.shell.findChildren(Frame)
    return frame


def unlock(room: WindowRoom) -> CasesPage:
    room.door.ask_for_passphrase(room.folder)
    field = room.shown()
    assert isinstance(field, UnlockPage)
    QTest.keyClicks(field.passphrase, PASSPHRASE)
    QTest.keyClick(field.passphrase, Qt.Key.Key_Return)
    room.until(lambda: room.shell.frame is not None and isinstance(room.frame.page, CasesPage))
    page = room.frame.page
    assert isinstance(page, CasesPage)
    room.until(lambda: page.count.text() == "1 file")
    return page


def test_the_frame_that_was_made_before_is_the_one_that_is_shown(room: WindowRoom) -> None:
    frame = prepare(room)
    page = unlock(room)
    assert room.shown() is room.frame is frame
    assert page.table.hasFocus()


def test_it_has_the_columns_and_the_filters_of_the_vault(room: WindowRoom) -> None:
    prepare(room)
    page = unlock(room)
    assert [one.name for one in page.model.shown_columns] == ["pseudonym", "code"]
    assert "SYNTHETIC filters" in [action.text() for action in page.filters._menu().actions()]


def test_nothing_is_asked_of_a_vault_that_is_not_open(room: WindowRoom) -> None:
    prepare(room)
    asked: list[bool] = []
    room.shell.runner.ask(lambda session: session is None, asked.append, room.shell)
    room.until(lambda: bool(asked))
    assert asked == [True]
    assert room.shell.frame is None


def test_in_another_language_it_is_made_anew(room: WindowRoom) -> None:
    frame = prepare(room)
    speak("az")
    try:
        unlock(room)
        assert room.frame is not frame
    finally:
        speak("en")


def test_with_larger_text_it_is_made_anew(room: WindowRoom, qapp: QApplication) -> None:
    frame = prepare(room)
    theme.apply(qapp, theme.Scheme.LIGHT, 150)
    try:
        unlock(room)
        assert room.frame is not frame
    finally:
        room.close()
        theme.apply(qapp, theme.Scheme.LIGHT, 100)


def test_once_a_vault_is_open_nothing_more_is_made(room: WindowRoom) -> None:
    unlock(room)
    assert prepare(room) is room.frame
    gc.unfreeze()
