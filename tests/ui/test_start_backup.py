"""Backing up from the window, and being asked to before it closes."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from tests.conftest import PASSPHRASE
from tests.ui.window_room import WindowRoom

from muniment.services import backups, entries, preferences, upkeep
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.ui.pages.backup import BackupPage
from muniment.ui.reminder import BackupReminder, Question

Key, Modifier = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def page(window: WindowRoom) -> BackupPage:
    """The page for backups, opened by its key."""
    BackupReminder(window.shell)
    window.press(Key.Key_B, Modifier.ControlModifier)
    shown = window.frame.page
    assert isinstance(shown, BackupPage)
    window.until(lambda: bool(shown._last.text()))
    return shown


def test_a_backup_is_written_by_keyboard_and_can_be_restored(
    window: WindowRoom, page: BackupPage, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert page._last.text() == "No backup was made yet."
    assert isinstance(page.folder.line, QLineEdit)
    window.until(page.folder.line.hasFocus)
    QTest.keyClicks(page.folder.line, str(stick))
    QTest.keyClick(page.folder.line, Key.Key_Return)
    window.until(lambda: page._last.text().startswith("The last backup was made today"))
    written = list(stick.iterdir())
    assert [file.suffix for file in written] == [".backup"]
    upkeep.restore(written[0], tmp_path / "again", PASSPHRASE)


def test_a_folder_that_is_not_there_is_said_so(window: WindowRoom, page: BackupPage, tmp_path: Path) -> None:
    page.folder.set_path(tmp_path / "drawer")
    page.back_up()
    window.until(lambda: not page.work.is_busy)
    assert window.frame.banner.isVisible()
    assert not (tmp_path / "drawer").exists()


def test_a_backup_that_is_stopped_leaves_nothing(
    window: WindowRoom, page: BackupPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up, shown = backups.back_up, Event()

    def stopped(session: Session, folder: Path, progress: sessions.Progress) -> backups.Written:
        assert shown.wait(30)
        page.work._task.cancel()  # type: ignore[union-attr]
        return back_up(session, folder, progress)

    monkeypatch.setattr(backups, "back_up", stopped)
    page.folder.set_path(tmp_path)
    page.back_up()
    shown.set()
    window.until(page._said.isVisible)
    assert list(tmp_path.glob("*.backup")) == []
    assert not page.work.is_busy


# --- before closing ---


@pytest.fixture
def late(window: WindowRoom) -> BackupReminder:
    """A window whose vault was changed, and backed up long ago."""

    def work(session: Session) -> None:
        entries.add(session, "case_file", {"pseudonym": "Dəniz SYNTHETIC"}, "")
        preferences.keep(session, "backup_at", (datetime.now(UTC) - timedelta(days=30)).isoformat())

    done: list[None] = []
    window.desk.runner.ask(work, done.append, window.shell)
    reminder = BackupReminder(window.shell)
    reminder._on_entered(window.desk)
    window.until(lambda: reminder._known is not None)
    return reminder


def question(window: WindowRoom) -> Question:
    window.shell.close()
    found = window.shell.findChildren(Question)
    assert len(found) == 1
    return found[0]


@pytest.mark.usefixtures("late")
def test_closing_asks_and_closes_without_when_told(window: WindowRoom) -> None:
    asked = question(window)
    assert window.shell.isVisible()
    asked.done(Question.CLOSE)
    window.until(lambda: window.shell.frame is None)


@pytest.mark.usefixtures("late")
def test_escape_stays_and_one_is_asked_again(window: WindowRoom) -> None:
    QTest.keyClick(question(window), Key.Key_Escape)
    assert window.shell.frame is not None
    window.until(lambda: not window.shell.findChildren(Question))
    question(window).done(Question.STAY)


@pytest.mark.usefixtures("late")
def test_a_reminder_that_is_off_does_not_ask(window: WindowRoom) -> None:
    window.desk.remember("backup_days", 0)
    window.shell.close()
    window.until(lambda: window.shell.frame is None)


def test_backing_up_and_closing_closes_when_it_is_written(
    window: WindowRoom, late: BackupReminder, tmp_path: Path
) -> None:
    known = late._known
    assert known is not None
    late._known = backups.Backups(known.last, known.since, tmp_path, known.days, known.changed)
    question(window).done(Question.BACK_UP)
    window.until(lambda: window.shell.frame is None)
    assert len(list(tmp_path.glob("*.backup"))) == 1
