"""The whole window on a vault, in this process; what locking would start anew is only noted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot
from tests.conftest import CHEAP, PASSPHRASE

from muniment import app
from muniment.services import session as sessions
from muniment.ui import theme
from muniment.ui.desk import Desk
from muniment.ui.door import Door
from muniment.ui.frame import Frame
from muniment.ui.legacy import Legacy
from muniment.ui.pages.unlock import UnlockPage
from muniment.ui.runner import Runner
from muniment.ui.safety import Safety
from muniment.ui.shell import Shell


@dataclass
class WindowRoom:
    """One window. ``legacies`` are what it left when it was locked."""

    qtbot: QtBot
    folder: Path
    passphrase: str = PASSPHRASE
    legacies: list[Legacy] = field(default_factory=list)
    shell: Shell = field(init=False)
    door: Door = field(init=False)
    safety: Safety = field(init=False)

    def make_vault(self) -> None:
        sessions.create(self.folder, self.passphrase, cost=CHEAP).close()

    def show(self) -> None:
        """Shows a window in which nothing is open yet."""
        self.shell = Shell(Runner(), app.factories())
        self.safety = Safety(self.shell)
        self.door = Door(self.shell, self.legacies.append)
        self.qtbot.addWidget(self.shell, before_close_func=self._close)  # which takes a moment: what is typed is kept
        self.shell.show()
        self.shell.activateWindow()
        self.qtbot.waitUntil(self.shell.isActiveWindow)

    def open(self) -> None:
        """Shows a window and unlocks the vault in it, which is made where it is not there."""
        if not self.folder.exists():
            self.make_vault()
        self.show()
        self.door.ask_for_passphrase(self.folder)
        page = self.shown()
        assert isinstance(page, UnlockPage)
        QTest.keyClicks(page.passphrase, self.passphrase)
        QTest.keyClick(page.passphrase, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.shell.frame is not None)

    def dress(self, percent: int, direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight) -> None:
        """Shows text of another size; an open vault is laid out for it."""
        before, application = self.shell.frame, QApplication.instance()
        assert isinstance(application, QApplication)
        application.setLayoutDirection(direction)
        size = application.font().pointSizeF()
        theme.apply(application, theme.Scheme.LIGHT, percent)
        if before is not None and application.font().pointSizeF() != size:
            self.until(lambda: self.shell.frame is not before)

    def close(self) -> None:
        self._close(self.shell)

    def _close(self, shell: QWidget) -> None:
        assert isinstance(shell, Shell)
        shell.end()
        self.qtbot.waitUntil(lambda: shell.frame is None)

    @property
    def frame(self) -> Frame:
        assert self.shell.frame is not None
        return self.shell.frame

    @property
    def desk(self) -> Desk:
        return self.frame.desk

    def shown(self) -> QWidget:
        """What fills the window."""
        stack = self.shell.centralWidget()
        assert isinstance(stack, QStackedWidget)
        page = stack.currentWidget()
        assert page is not None
        return page

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Presses a key as the keyboard does: at the window that has the focus."""
        window = QApplication.focusWindow()
        assert window is not None
        QTest.keyClick(window, key, modifier)

    def settle(self) -> None:
        """Waits until nothing that was asked of the vault waits any more."""
        for _ in range(3):
            answered: list[object] = []
            self.desk.runner.ask(lambda _: True, answered.append, self.shell)
            self.until(lambda answered=answered: bool(answered))  # type: ignore[misc]
        QApplication.sendPostedEvents()

    def until(self, met: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(met)
