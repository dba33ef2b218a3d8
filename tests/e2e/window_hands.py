"""Somebody before the real window: presses keys, looks at what has the focus and at what can be read."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as TookTooLong
from pytestqt.qtbot import QtBot

from muniment import app
from muniment.services.session import Session
from muniment.ui.door import Door
from muniment.ui.legacy import Legacy
from muniment.ui.pages.page import Page
from muniment.ui.reminder import BackupReminder
from muniment.ui.runner import Runner
from muniment.ui.safety import Safety
from muniment.ui.shell import Shell

Key = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
PATIENCE = 30_000  # milliseconds
_LINES = 20  # of a list that are read
_FARTHEST = 150  # what has the focus before one is round


@dataclass
class Hands:
    """One window, from its door on. ``legacies`` are what it left when it was locked."""

    qtbot: QtBot
    legacies: list[Legacy] = field(default_factory=list)
    shell: Shell = field(init=False)
    door: Door = field(init=False)

    def begin(self, folder: Path | None = None) -> None:
        """Starts the window: at the field for the passphrase of a vault, or at the choice of what to begin with."""
        self.shell = Shell(Runner(), app.factories())
        self.shell.resize(1366, 768)
        Safety(self.shell)
        BackupReminder(self.shell)
        self.door = Door(self.shell, self.legacies.append)
        self.qtbot.addWidget(self.shell, before_close_func=lambda _shell: self.leave())
        if folder is None:
            self.door.show_start()
        else:
            self.door.ask_for_passphrase(folder)
        self.shell.show()
        self.shell.activateWindow()
        self.until(self.shell.isActiveWindow)

    def enter(self, folder: Path, passphrase: str) -> None:
        """Starts the window and unlocks a vault."""
        self.begin(folder)
        self.type(passphrase)
        self.press(Key.Key_Return)
        self.until_open()

    def until_open(self) -> None:
        self.until(lambda: self.shell.frame is not None and self.shell.frame.page is not None)

    def leave(self) -> None:
        """Closes the window, which keeps what was typed."""
        self.shell.end()
        self.until(lambda: self.shell.frame is None)

    # --- the keyboard ---

    def press(self, *keys: Qt.Key, hold: Qt.KeyboardModifier = NONE) -> None:
        """Presses keys one after the other, at whatever has the keyboard."""
        for key in keys:
            window = QApplication.focusWindow()
            assert window is not None
            QTest.keyClick(window, key, hold)

    def type(self, text: str) -> None:
        """Types a text, also with letters that no key of an English keyboard has."""
        for sign in text:
            focus = self.focus
            hold = SHIFT if sign.isupper() else NONE
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(focus, QKeyEvent(kind, Key.Key_unknown, hold, sign))

    def tab_to(self, name: str, *, back: bool = False) -> QWidget:
        """Presses Tab until what has this name has the focus; fails where it cannot be reached so."""
        seen = []
        for _ in range(_FARTHEST):
            if self.name() == name:
                return self.focus
            seen.append(self.name())
            self.press(Key.Key_Backtab if back else Key.Key_Tab, hold=SHIFT if back else NONE)
        raise AssertionError(f"Tab does not come to {name!r}, but to {list(dict.fromkeys(seen))}")

    def fill(self, name: str, text: str) -> None:
        """Goes to a field and types into it."""
        self.tab_to(name)
        self.type(text)

    # --- the eyes ---

    @property
    def focus(self) -> QWidget:
        """What has the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    def name(self) -> str:
        """What a screen reader says of what has the keyboard."""
        widget = QApplication.focusWidget()
        if widget is None:
            return ""
        return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")

    @property
    def page(self) -> Page:
        """The page that is shown."""
        assert self.shell.frame is not None
        assert self.shell.frame.page is not None
        return self.shell.frame.page

    def reads(self, text: str) -> bool:
        """Whether a text can be read somewhere in the window."""
        return any(text in said for said in self.texts())

    def texts(self) -> Iterable[str]:
        """What labels, buttons, lists and blocks in sight say."""
        for widget in self.shell.findChildren(QWidget):
            if widget.isVisible():
                if isinstance(widget, QAbstractItemView) and widget.model() is not None:
                    model = widget.model()
                    yield from (str(model.index(at, 0).data()) for at in range(min(_LINES, model.rowCount())))
                if isinstance(widget, QLabel | QAbstractButton):
                    yield widget.text()
                yield f"{widget.accessibleName()} {widget.accessibleDescription()}"

    def typed(self) -> Iterable[str]:
        """What stands in the fields in sight."""
        for widget in self.shell.findChildren(QWidget):
            if widget.isVisible() and isinstance(widget, QLineEdit):
                yield widget.text()
            elif widget.isVisible() and isinstance(widget, QPlainTextEdit):
                yield widget.toPlainText()

    def until(self, met: Callable[[], bool]) -> None:
        """Waits until something is so."""
        try:
            self.qtbot.waitUntil(met, timeout=PATIENCE)
        except TookTooLong as error:
            said = [text.strip() for text in self.texts() if text.strip()]
            raise AssertionError(f"{error}; the keyboard is at {self.name()!r}; one reads {said}") from None

    def until_offered(self, name: str) -> None:
        """Waits until a button of this name can be pressed."""
        self.until(lambda: any(one.isVisible() and one.isEnabled() and one.text() == name for one in self._buttons()))

    def _buttons(self) -> list[QAbstractButton]:
        return self.shell.findChildren(QAbstractButton)

    def until_reads(self, text: str) -> None:
        """Waits until a text can be read."""
        self.until(lambda: self.reads(text))

    def ask(self, work: Callable[[Session], object]) -> object:
        """What the vault says, for what cannot be seen: that it is kept."""
        answers: list[object] = []
        self.shell.runner.ask(work, answers.append, self.shell)
        self.until(lambda: bool(answers))
        return answers[0]
