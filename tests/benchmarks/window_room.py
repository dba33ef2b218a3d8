"""The real window and a bare one, in the program that is measured, and what tells when something is on the screen."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import (
    QEvent,
    QEventLoop,
    QObject,
    QTimer,
)
from PySide6.QtWidgets import QApplication, QWidget
from tests.benchmarks.plain import open_plain
from tests.benchmarks.window_bare import SIZE

from muniment import app
from muniment.services import demo
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.ui import theme
from muniment.ui.desk import Desk, Opened, Place
from muniment.ui.frame import Frame
from muniment.ui.pages.page import Page
from muniment.ui.runner import Runner
from muniment.ui.shell import Shell

T = TypeVar("T")

_PATIENCE = 120  # seconds: what takes longer will never come


def application() -> QApplication:
    """The one of this program, dressed as the window dresses it."""
    known = QApplication.instance()
    made = known if isinstance(known, QApplication) else QApplication([*theme.ARGUMENTS])
    theme.apply(made, theme.Scheme.LIGHT)
    return made


class Never(Exception):
    """What was waited for did not come."""


class Painted(QObject):
    """Waits until a widget paints itself while ``met``; then it is on the screen."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self._met: Callable[[], bool] | None = None
        self._loop = QEventLoop()
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt
        if self._met is not None and event.type() == QEvent.Type.Paint and self._met():
            self._loop.quit()  # the loop ends after this round of events, when all is painted
        return False

    def seconds(self, begin: Callable[[], object], met: Callable[[], bool]) -> float:
        """How long it takes from an act to the picture of what it leads to. Raises Never."""
        self._met = met
        patience = QTimer(singleShot=True, interval=_PATIENCE * 1000)
        patience.timeout.connect(lambda: self._loop.exit(1))
        patience.start()
        start = time.perf_counter()
        begin()
        given_up = self._loop.exec()
        taken = time.perf_counter() - start
        self._met = None
        if given_up:
            raise Never(met)
        return taken


def wait(met: Callable[[], bool], *, patience: float = _PATIENCE) -> None:
    """Serves the window until something is so. Raises Never."""
    end = time.monotonic() + patience
    while not met():
        if time.monotonic() > end:
            raise Never(met)
        rest(1)


def rest(milliseconds: int) -> None:
    """Serves the window for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Window:
    """The real window on a vault, or the same window on the plain twin of it."""

    def __init__(self, opening: Callable[[], Session]) -> None:
        application()
        self.shell = Shell(Runner(), app.factories())
        self.shell.resize(*SIZE)
        self.shell.runner.open(opening, lambda _: None, _raise, self.shell)
        self.shell.enter(self.ask(Opened.of))
        self.shell.show()
        wait(lambda: self.page is not None)

    @property
    def frame(self) -> Frame:
        """What is shown of the vault."""
        assert self.shell.frame is not None
        return self.shell.frame

    @property
    def desk(self) -> Desk:
        """What pages are given."""
        return self.frame.desk

    @property
    def page(self) -> Page:
        """The page that is shown."""
        assert self.frame.page is not None
        return self.frame.page

    def go(self, place: Place) -> Any:
        """Goes there, and gives the page once nothing of it waits to be read or painted."""
        self.desk.go(place)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Waits until what was asked of the vault is answered and painted."""
        for _ in range(3):
            self.ask(lambda _: None)
        rest(5)

    def ask(self, work: Callable[[Session], T]) -> T:
        """What the vault says."""
        answers: list[T] = []
        self.shell.runner.ask(work, answers.append, self.shell, failed=_raise)
        wait(lambda: bool(answers))
        return answers[0]

    def close(self) -> None:
        """Closes the vault; nothing of the window is kept in it."""
        self.shell.hide()
        self.shell.runner.close()


def on_vault(vault: Path) -> Window:
    """The window on a vault that lies there."""
    return Window(lambda: sessions.open_vault(vault, demo.PASSPHRASE))


def on_twin(window: Window, plain: Path) -> Window:
    """The same window, only that what it reads is not encrypted."""
    known = known_of(window)
    return Window(lambda: plain_session(known, plain))


def known_of(window: Window) -> Session:
    """What is known of the vault of a window; its database is that of another thread."""
    return window.ask(lambda session: session)


def plain_session(known: Session, plain: Path) -> Session:
    """The plain database as a session for this thread."""
    return replace(known, db=open_plain(plain))


def _raise(error: Exception) -> None:
    raise error
