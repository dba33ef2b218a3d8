"""A window in a process of its own that unlocks a vault, reads a case file, locks, and waits to be looked into.

For the test alone it stays readable by others of the same user; the program itself never does.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from muniment import __main__, app
from muniment.host import process
from muniment.ui import ask
from muniment.ui.door import Door
from muniment.ui.pages.unlock import UnlockPage
from muniment.ui.shell import Shell


class Driver(QObject):
    """Types, and tells on stdout how far things are."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._timer = QTimer(shell)
        self._timer.timeout.connect(self._look)
        self._timer.start(100)
        self._begun = self._locking = False

    def _look(self) -> None:
        pages = self._shell.findChildren(UnlockPage)
        if app.AGAIN in sys.argv and pages:
            self._timer.stop()
            print("locked", flush=True)  # noqa: T201 - the test listens
            sys.stdin.readline()
            os._exit(0)
        elif self._shell.frame is not None and not self._locking:
            self._locking = True
            QTimer.singleShot(1000, self._open_case)
        elif pages and not self._begun:
            self._begun = True
            pages[0].passphrase.setText(sys.stdin.readline().strip())
            pages[0].unlock()

    def _open_case(self) -> None:
        frame = self._shell.frame
        assert frame is not None

        def show(case: str) -> None:
            frame.desk.open_case(case)
            dialog = ask.for_folder(frame, "Folder", lambda _: None)
            QTimer.singleShot(500, dialog.reject)
            QTimer.singleShot(1500, self._say_open)

        frame.desk.runner.ask(lambda session: str(session.db.value("SELECT id FROM record LIMIT 1")), show, frame)

    def _say_open(self) -> None:
        print("open", flush=True)  # noqa: T201 - the test listens
        sys.stdin.readline()
        self._shell.lock()


def _driven() -> None:
    ask = Door.ask_for_passphrase

    def asked(door: Door, folder: Path, *, locked: bool = False) -> None:
        ask(door, folder, locked=locked)
        Driver(door._shell)

    Door.ask_for_passphrase = asked  # type: ignore[assignment, method-assign]
    process.harden = lambda: None
    assert QApplication.instance() is None
    __main__.main()


if __name__ == "__main__":
    _driven()
