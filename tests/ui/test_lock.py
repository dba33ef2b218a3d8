"""Leaving a vault: by key, by idleness, by hiding; nothing typed is lost and nothing stays on the screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from tests.conftest import PASSPHRASE
from tests.ui.window_room import WindowRoom

from muniment.host.errors import DiskFull
from muniment.services import session as sessions
from muniment.ui.clipboard import SecretClipboard
from muniment.ui.cover import Cover
from muniment.ui.desk import Place
from muniment.ui.faults import Trouble
from muniment.ui.idle import IdleTimer
from muniment.ui.legacy import Legacy
from muniment.ui.safety import idle_minutes

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def lock(window: WindowRoom) -> None:
    window.press(Key.Key_L, Modifier.ControlModifier)
    window.until(lambda: bool(window.legacies))


def test_locking_closes_the_vault_and_says_to_the_next_process_where_it_is(window: WindowRoom) -> None:
    lock(window)
    assert [legacy.folder for legacy in window.legacies] == [window.folder]
    with sessions.opened(window.folder, PASSPHRASE) as session:
        assert not session.db.read_only


def test_locking_covers_the_window_at_once(window: WindowRoom) -> None:
    window.press(Key.Key_L, Modifier.ControlModifier)
    assert isinstance(window.shown(), Cover)
    window.until(lambda: bool(window.legacies))


def test_the_place_is_found_again_after_locking(window: WindowRoom) -> None:
    window.desk.go(Place("deadlines"))
    lock(window)
    window.open()
    assert window.frame.place().page == "deadlines"


def test_what_is_being_typed_is_kept_when_the_vault_is_locked(window: WindowRoom) -> None:
    window.press(Key.Key_N, Modifier.ControlModifier)
    window.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "SYNTHETIC")
    lock(window)
    with sessions.opened(window.folder, PASSPHRASE) as session:
        found = str([list(session.db.rows("SELECT * FROM draft")), list(session.db.rows("SELECT * FROM case_file"))])
    assert "SYNTHETIC" in found


def test_what_cannot_be_saved_keeps_the_vault_open_until_one_insists(window: WindowRoom) -> None:
    window.desk.runner.failed.connect(lambda _: None)
    page = window.frame.page
    assert page is not None
    page.keep_now = lambda: window.desk.warn(Trouble("disk full"))  # type: ignore[method-assign]
    window.press(Key.Key_L, Modifier.ControlModifier)
    window.until(lambda: window.shown().accessibleName().startswith("Not locked"))
    assert not window.legacies
    window.press(Key.Key_L, Modifier.ControlModifier)
    window.until(lambda: bool(window.legacies))


def test_what_the_disk_has_no_room_for_is_not_locked_away(window: WindowRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskFull("no room")

    window.press(Key.Key_N, Modifier.ControlModifier)
    window.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    field = QApplication.focusWidget()
    assert field is not None
    with monkeypatch.context() as disk:
        disk.setattr("muniment.services.drafts.submit", full)
        QTest.keyClicks(field, "SYNTHETIC")
        window.press(Key.Key_L, Modifier.ControlModifier)
        window.until(lambda: window.shown().accessibleName().startswith("Not locked"))
    window.press(Key.Key_Space)
    assert window.shell.frame is not None
    lock(window)
    with sessions.opened(window.folder, PASSPHRASE) as session:
        found = str([list(session.db.rows("SELECT * FROM draft")), list(session.db.rows("SELECT * FROM case_file"))])
    assert "SYNTHETIC" in found


# --- idle ---


@pytest.mark.parametrize(("known", "minutes"), [({}, 5), ({"idle_minutes": 0}, 0), ({"idle_minutes": "x"}, 5)])
def test_idle_time_is_five_minutes_unless_chosen(known: dict[str, object], minutes: int) -> None:
    assert idle_minutes(known) == minutes


def test_idleness_is_told_once_nothing_is_pressed(qtbot: QtBot) -> None:
    field = shown_field(qtbot)
    timer = IdleTimer(lambda: 0.3, field)
    heard: list[int] = []
    timer.idle.connect(lambda: heard.append(1))
    timer.begin()
    for _ in range(6):  # longer than the limit in all
        QTest.qWait(60)
        press_at_window(Key.Key_A)
    assert heard == []
    with qtbot.waitSignal(timer.idle):
        pass


def test_a_limit_of_nothing_is_never(qtbot: QtBot) -> None:
    field = shown_field(qtbot)
    timer = IdleTimer(lambda: 0, field)
    timer.begin()
    assert not timer._timer.isActive()


def test_the_window_locks_when_nobody_is_there(window: WindowRoom) -> None:
    window.safety._idle.idle.emit()
    window.until(lambda: bool(window.legacies))


def test_the_window_locks_with_the_screen(window: WindowRoom) -> None:
    window.safety.listen().screen(active=True)
    window.until(lambda: bool(window.legacies))


# --- hiding ---


def test_hiding_shows_nothing_of_the_content_and_any_key_brings_it_back(window: WindowRoom) -> None:
    before = window.shown()
    window.press(Key.Key_F9)
    assert isinstance(window.shown(), Cover)
    assert not before.isVisible()
    window.press(Key.Key_Shift)
    assert window.shell.is_covered
    window.press(Key.Key_F9)
    assert window.shown() is before


def test_commands_do_nothing_under_the_cover(window: WindowRoom) -> None:
    window.press(Key.Key_F9)
    window.press(Key.Key_N, Modifier.ControlModifier)
    assert window.frame.place().page == "cases"


def test_the_keyboard_is_where_it_was_after_hiding(window: WindowRoom) -> None:
    window.press(Key.Key_F, Modifier.ControlModifier)
    assert window.frame.bar.search.hasFocus()
    window.press(Key.Key_F9)
    window.press(Key.Key_Space)
    assert window.frame.bar.search.hasFocus()
    assert window.frame.bar.search.text() == ""


def test_one_can_lock_from_under_the_cover(window: WindowRoom) -> None:
    window.press(Key.Key_F9)
    lock(window)


# --- the clipboard ---


def shown_field(qtbot: QtBot) -> QLineEdit:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    return field


def press_at_window(key: Qt.Key) -> None:
    focused = QGuiApplication.focusWindow()
    assert focused is not None
    QTest.keyClick(focused, key)


@pytest.fixture
def own_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    """The platform without a screen does not know whose the clipboard is."""
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)


@pytest.mark.usefixtures("own_clipboard")
def test_what_is_copied_says_that_it_is_secret_and_has_no_looks(qtbot: QtBot) -> None:
    field = shown_field(qtbot)
    SecretClipboard(field)
    field.setText("SYNTHETIC")
    field.selectAll()
    field.copy()
    content = QGuiApplication.clipboard().mimeData()
    assert bytes(content.data("x-kde-passwordManagerHint").data()) == b"secret"
    assert (content.text(), content.hasHtml()) == ("SYNTHETIC", False)


@pytest.mark.usefixtures("own_clipboard")
def test_what_was_copied_is_cleared_after_half_a_minute(qtbot: QtBot) -> None:
    field = shown_field(qtbot)
    watch = SecretClipboard(field)
    assert watch._timer.interval() == 30_000
    watch._timer.setInterval(10)
    QGuiApplication.clipboard().setText("SYNTHETIC")
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "")


def test_what_others_copied_is_left_alone(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    field = shown_field(qtbot)
    QGuiApplication.clipboard().setText("somebody else's")
    watch = SecretClipboard(field)
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: False)
    watch.clear()
    assert QGuiApplication.clipboard().text() == "somebody else's"


@pytest.mark.usefixtures("own_clipboard")
def test_locking_clears_what_was_copied(window: WindowRoom) -> None:
    QGuiApplication.clipboard().setText("SYNTHETIC")
    lock(window)
    assert QGuiApplication.clipboard().text() == ""


def test_the_next_process_reads_what_it_is_left() -> None:
    left = Legacy(Path("/a folder/ə"), b"geometry")
    assert Legacy.unpacked(left.packed()) == left
    assert Legacy.unpacked(b"{}") is None
