"""Long work: what, how much, how long still, and a way to stop it."""

from collections.abc import Callable
from time import monotonic
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from muniment.ui.widgets.basics import button, clear, column, label, row
from muniment.ui.wording import _, plural

_GUESS_AFTER = 2.0  # seconds; before that a guess at the rest is worth nothing


class Stoppable(Protocol):
    """Work that can be stopped."""

    def cancel(self) -> None:
        """Stops it as soon as it can be stopped."""


class Work(QWidget):
    """One piece of long work at a time; shown as long as it is done. ``left`` tells that it had the keyboard then."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._task: Stoppable | None = None
        self._began = 0.0
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._words = label(level="small", tone="muted")
        self._cancel = button(_("Cancel"), self.cancel)
        self._doing = QWidget()
        self._doing.setLayout(column(self._bar, row(self._words, None, self._cancel), space=4))
        self._note = column(space=8)
        self.setLayout(column(self._doing, self._note, space=0))
        self.hide()

    def begin(self, task: Stoppable, doing: str) -> None:
        """Shows that a task is being done."""
        self._task, self._began = task, monotonic()
        self._bar.setRange(0, 0)
        self._words.setText(doing)
        self._cancel.setEnabled(True)
        clear(self._note)
        self._doing.show()
        self.show()

    def tell(self, doing: str, done: int, of: int) -> None:
        """Shows how far it is; nothing where nothing is done any more."""
        if self._task is None:
            return
        self._bar.setRange(0, 1000 if of else 0)
        self._bar.setValue(round(1000 * done / of) if of else 0)
        percent = f"{100 * done // of} %" if of else ""
        left = self._left(done, of)
        text = " · ".join(part for part in (doing[:1].upper() + doing[1:], percent, left) if part)
        self._words.setText(text)
        self._bar.setAccessibleName(text)

    def end(self) -> None:
        """Shows nothing any more."""
        self._task, had_focus = None, self._has_focus()
        clear(self._note)
        self.hide()
        if had_focus:
            self.left.emit()

    def note(self, text: str, action: str, act: Callable[[], object]) -> None:
        """Shows, where nothing is done any more, what is to be known of it and what can be done instead."""
        self._task, had_focus = None, self._has_focus()
        offered = button(action, act)
        clear(self._note)
        self._note.addWidget(label(text, level="small", tone="warning", wrap=True))
        self._note.addLayout(row(offered, None))
        self.show()
        offered.show()  # not only in the next turn: then it could not have the keyboard yet
        if had_focus:
            offered.setFocus(Qt.FocusReason.OtherFocusReason)
        self._doing.hide()

    def _has_focus(self) -> bool:
        return any(one.hasFocus() for one in self.findChildren(QPushButton))

    @property
    def is_busy(self) -> bool:
        """Whether something is being done."""
        return self._task is not None

    def cancel(self) -> None:
        """Stops it as soon as it can be stopped."""
        if self._task is not None:
            self._task.cancel()
            self._words.setText(_("Stopping …"))
            self._cancel.setEnabled(False)

    def _left(self, done: int, of: int) -> str:
        spent = monotonic() - self._began
        if not done or not of or spent < _GUESS_AFTER:
            return ""
        seconds = round(spent * (of - done) / done)
        if seconds < 90:
            return plural("{n} second left", "{n} seconds left", seconds)
        return plural("{n} minute left", "{n} minutes left", round(seconds / 60))
