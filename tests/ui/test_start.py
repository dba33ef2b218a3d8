"""The way into a vault, from nothing to the first case file, by keyboard."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from tests.conftest import CHEAP, PASSPHRASE
from tests.ui.window_room import WindowRoom

from muniment.services import demo, preferences, upkeep
from muniment.services import session as sessions
from muniment.ui.pages.first import NewVaultPage, PracticePage, RestorePage
from muniment.ui.pages.start import StartPage
from muniment.ui.pages.unlock import UnlockPage
from muniment.ui.widgets.passphrase_field import PassphraseField
from muniment.ui.widgets.passphrases import NewPassphrase

Key = Qt.Key


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WindowRoom:
    """A window that asks what to begin with, at a home where nothing is; keys cost nothing."""
    monkeypatch.setattr("muniment.vault.keys.calibrated_cost", lambda: CHEAP)
    monkeypatch.setattr(demo, "_COST", CHEAP)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = WindowRoom(qtbot, tmp_path / "vault")
    made.show()
    made.door.show_start()
    return made


def type_in(text: str) -> None:
    """Types into the field that has the keyboard, in place of what is in it."""
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, text)


def enter(window: WindowRoom) -> None:
    window.press(Key.Key_Return)


def test_a_new_vault_is_made_by_keyboard_alone(start: WindowRoom) -> None:
    enter(start)
    page = start.shown()
    assert isinstance(page, NewVaultPage)
    type_in(str(start.folder))
    enter(start)
    start.until(page.passphrase.field.hasFocus)
    for _ in range(2):
        type_in("open sesame")
        enter(start)
    start.until(page.identities.field.hasFocus)
    enter(start)
    enter(start)
    start.until(page.backups.line.hasFocus)
    type_in(str(start.folder.parent / "stick"))
    enter(start)
    start.until(lambda: start.shell.frame is not None)
    start.close()
    with sessions.opened(start.folder, "open sesame") as session:
        assert preferences.load(session)["backup_folder"] == str(start.folder.parent / "stick")


def test_a_folder_with_something_in_it_is_refused_at_its_step(start: WindowRoom) -> None:
    (start.folder / "mine").mkdir(parents=True)
    enter(start)
    page = start.shown()
    assert isinstance(page, NewVaultPage)
    type_in(str(start.folder))
    enter(start)
    start.until(lambda: "not empty" in page.place.line.accessibleDescription())
    assert page.place.line.hasFocus()


def test_one_goes_on_only_with_two_passphrases_alike(qtbot: QtBot) -> None:
    made = NewPassphrase("Passphrase")
    qtbot.addWidget(made)
    QTest.keyClicks(made.field, "one")
    QTest.keyClicks(made.again, "two")
    assert not made.is_complete()
    made.again.clear()
    QTest.keyClicks(made.again, "one")
    assert made.is_complete()


def test_a_suggestion_has_six_words_and_is_typed_once_more(qtbot: QtBot) -> None:
    made = NewPassphrase("Passphrase")
    qtbot.addWidget(made)
    made.suggest()
    assert len(made.text.split()) == 6
    assert made.field.echoMode() == QLineEdit.EchoMode.Normal
    assert "Strong" in made.field.accessibleDescription()
    assert not made.is_complete()


def test_escape_goes_back_step_by_step(start: WindowRoom) -> None:
    enter(start)
    enter(start)
    page = start.shown()
    assert isinstance(page, NewVaultPage)
    start.until(page.passphrase.field.hasFocus)
    start.press(Key.Key_Escape)
    assert page.place.line.hasFocus()
    start.press(Key.Key_Escape)
    assert isinstance(start.shown(), StartPage)


def test_the_practice_vault_is_opened_at_once(start: WindowRoom, tmp_path: Path) -> None:
    start.press(Key.Key_Down)
    start.press(Key.Key_Down)
    enter(start)
    assert isinstance(start.shown(), PracticePage)
    enter(start)
    start.qtbot.waitUntil(lambda: start.shell.frame is not None, timeout=30_000)
    assert sessions.is_vault(tmp_path / "Practice vault")


def test_a_backup_is_restored_and_opened(start: WindowRoom, tmp_path: Path) -> None:
    with closing(sessions.create(tmp_path / "old", PASSPHRASE, cost=CHEAP)) as session:
        upkeep.back_up(session, tmp_path / "one.backup")
    start.press(Key.Key_Up)
    enter(start)
    page = start.shown()
    assert isinstance(page, RestorePage)
    type_in(str(tmp_path / "one.backup"))
    page.place.setFocus()
    type_in(str(start.folder))
    page.passphrase.setFocus()
    type_in("wrong")
    enter(start)
    start.until(lambda: "does not open" in page._fault.text())
    page.passphrase.setFocus()
    type_in(PASSPHRASE)
    enter(start)
    start.until(lambda: start.shell.frame is not None)


def test_another_language_is_spoken_at_once_and_remembered_without_any_path(start: WindowRoom, tmp_path: Path) -> None:
    page = start.shown()
    assert isinstance(page, StartPage)
    page._languages.setCurrentIndex(2)
    page._languages.activated.emit(2)
    assert start.shown() is not page
    kept = (tmp_path / "config/muniment/window.json").read_text(encoding="utf-8")
    assert ('"ru"' in kept, str(tmp_path) in kept) == (True, False)


def test_a_folder_without_a_vault_is_not_opened(start: WindowRoom, tmp_path: Path) -> None:
    page = start.shown()
    assert isinstance(page, StartPage)
    page._on_folder(tmp_path)
    assert start.shown() is page
    assert page._fault.isVisible()


# --- unlocking ---


@pytest.fixture
def locked(start: WindowRoom) -> UnlockPage:
    """The page that asks for the passphrase of a vault."""
    start.make_vault()
    start.door.ask_for_passphrase(start.folder)
    page = start.shown()
    assert isinstance(page, UnlockPage)
    return page


def test_a_wrong_passphrase_is_said_where_it_was_typed(start: WindowRoom, locked: UnlockPage) -> None:
    type_in("wrong")
    enter(start)
    start.until(lambda: "Caps Lock" in locked.passphrase.accessibleDescription())
    assert locked.passphrase.hasFocus()
    assert locked.passphrase.selectedText()
    type_in(PASSPHRASE)
    enter(start)
    start.until(lambda: start.shell.frame is not None)


def test_a_damaged_vault_is_told_from_a_wrong_passphrase(start: WindowRoom, locked: UnlockPage) -> None:
    (start.folder / "keys").write_bytes(bytes(8192))
    type_in(PASSPHRASE)
    enter(start)
    start.until(lambda: "Restore a backup" in locked.passphrase.accessibleDescription())


def test_a_vault_in_use_is_said_to_be(start: WindowRoom, locked: UnlockPage) -> None:
    with sessions.opened(start.folder, PASSPHRASE):
        type_in(PASSPHRASE)
        enter(start)
        start.until(lambda: "try again" in locked.passphrase.accessibleDescription())


def test_another_vault_leads_to_the_start(start: WindowRoom, locked: UnlockPage) -> None:
    locked.elsewhere.emit()
    assert isinstance(start.shown(), StartPage)


def test_caps_lock_is_told_as_soon_as_it_shows(locked: UnlockPage) -> None:
    QTest.keyClick(locked.passphrase, Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert "Caps Lock" not in locked._keys.text()
    QTest.sendKeyEvent(QTest.KeyAction.Click, locked.passphrase, Key.Key_A, "A", Qt.KeyboardModifier.NoModifier)
    assert "Caps Lock" in locked._keys.text()


def test_a_passphrase_is_never_put_on_the_clipboard(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    QTest.keyClicks(field, "SYNTHETIC")
    field.selectAll()
    field.copy()
    assert "SYNTHETIC" not in QApplication.clipboard().text()
