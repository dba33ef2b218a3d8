"""A vault with a desk on it, for tests of forms: what is asked of the vault is asked on its thread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.conftest import CHEAP, PASSPHRASE

from muniment.domain.openformat import write_values
from muniment.services import drafts, entries
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.ui.desk import Desk, Opened
from muniment.ui.faults import Trouble
from muniment.ui.forms import Editor
from muniment.ui.runner import Runner

T = TypeVar("T")


@dataclass
class Room:
    """One vault, open on a thread of its own, and a window to put widgets into."""

    qtbot: QtBot
    folder: Path
    runner: Runner = field(init=False)
    desk: Desk = field(init=False)
    window: QWidget = field(init=False)
    troubles: list[Trouble] = field(default_factory=list)

    def open(self) -> None:
        """Opens the vault, which is made where it is not there."""
        self.runner = Runner()
        self.runner.open(self._session, lambda _: None, self._raise, self.runner)
        self.desk = Desk(self.runner)
        self.desk.begin(self.ask(Opened.of))
        self.desk.troubled.connect(self.troubles.append)
        self.window = QWidget()
        self.window.setLayout(QVBoxLayout())
        self.window.resize(800, 700)
        self.qtbot.addWidget(self.window)

    def _session(self) -> Session:
        if self.folder.exists():
            return sessions.open_vault(self.folder, PASSPHRASE)
        return sessions.create(self.folder, PASSPHRASE, cost=CHEAP)

    def reopen(self) -> None:
        """Closes window and vault, and opens them anew."""
        self.close()
        self.open()

    def close(self) -> None:
        self.window.hide()
        self.runner.close()

    def ask(self, work: Callable[[Session], T]) -> T:
        """What the vault says, once everything asked for before is done and told."""
        answers: list[T] = []
        self.runner.ask(work, answers.append, self.runner, failed=self._raise)
        self.qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    def settle(self) -> None:
        """Waits until all that was asked and written so far is done, and what that asked for in its turn."""
        for _ in range(3):
            self.ask(lambda _: None)

    @staticmethod
    def _raise(error: Exception) -> None:
        raise error

    def show(self, widget: QWidget) -> None:
        """Puts a widget into the window, which is shown and has the focus."""
        layout = self.window.layout()
        assert layout is not None
        layout.addWidget(widget)
        self.window.show()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    # --- what is in the vault ---

    def add(self, kind: str, fields: Mapping[str, object], case: str = "") -> Any:
        return self.ask(lambda session: entries.add(session, kind, fields, case))

    def case(self, pseudonym: str = "Dəniz SYNTHETIC") -> str:
        return str(self.add("case_file", {"pseudonym": pseudonym}).id)

    def fields(self, record_id: str) -> dict[str, object]:
        """The fields of a record in the open format; empty where it is not there."""

        def work(session: Session) -> dict[str, object]:
            found = drafts.record_of(session, drafts.Target("", record_id))
            return write_values(found) if found else {}

        return self.ask(work)

    def record(self, record_id: str) -> Any:
        return self.ask(lambda session: entries.load(session, record_id))

    def drafts(self, record: str, record_id: str, case: str = "") -> dict[str, str]:
        return self.ask(lambda session: drafts.of_record(session, drafts.Target(record, record_id, case)))


class Signals:
    """How often an editor told of the user."""

    def __init__(self, editor: Editor) -> None:
        self.changed = self.left = 0
        editor.changed.connect(self._on_changed)
        editor.left.connect(self._on_left)

    def _on_changed(self) -> None:
        self.changed += 1

    def _on_left(self) -> None:
        self.left += 1


def focus(qtbot: QtBot, widget: QWidget) -> None:
    """Gives a widget the focus and waits until it has it."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(widget.hasFocus)


def type_into(widget: QWidget, text: str) -> None:
    """Types a text letter by letter, also letters that no key of an English keyboard has."""
    for sign in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            shift = Qt.KeyboardModifier.ShiftModifier if sign.isupper() else Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_unknown, shift, sign))
