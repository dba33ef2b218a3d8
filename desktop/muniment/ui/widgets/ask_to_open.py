"""Opening what is sealed: the reason first, then the passphrase for identities."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from muniment.services.session import Session
from muniment.ui.faults import trouble
from muniment.ui.runner import Runner
from muniment.ui.widgets.basics import button, column, label, named, row
from muniment.ui.widgets.passphrase_field import PassphraseField
from muniment.ui.wording import _

Opening = Callable[[Session, str, str], object]
"""Opens with the passphrase, for the reason, on the vault's thread."""


class AskToOpen(QWidget):
    """Asks for the passphrase for identities, and for a reason, which is written into the history."""

    opened = Signal(object)  # what ``work`` gave back
    closed = Signal()

    def __init__(self, runner: Runner, work: Opening, verb: str) -> None:
        super().__init__()
        self._runner, self._work = runner, work
        self.reason = named(QLineEdit(), _("Why it is opened"))
        self.passphrase = PassphraseField(_("Passphrase for identities"))
        self._fault = label(tone="danger", wrap=True)
        self._fault.hide()
        self.act = button(verb, self.submit, kind="primary")
        why, secret = label(_("Why it is opened"), level="label"), label(_("Passphrase for identities"), level="label")
        why.setBuddy(self.reason)
        secret.setBuddy(self.passphrase)
        hint = label(
            _("The reason is written into the history, with the time."), level="small", tone="muted", wrap=True
        )
        lines = column(why, self.reason, hint, 4, secret, self.passphrase, self._fault, 4, space=4)
        lines.addLayout(row(self.act, button(_("Not now"), self.closed.emit), None))
        self.setLayout(lines)
        self.setFocusProxy(self.reason)
        self.reason.returnPressed.connect(self.passphrase.setFocus)
        self.passphrase.returnPressed.connect(self.submit)
        for field in (self.reason, self.passphrase):
            field.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        self.act.setEnabled(bool(self.reason.text().strip() and self.passphrase.text()))

    def submit(self) -> None:
        """Has it opened; deriving the key takes a moment."""
        if not self.act.isEnabled():
            return
        reason, secret, opens = self.reason.text(), self.passphrase.text(), self._work
        self.act.setEnabled(False)
        self._fault.hide()
        self._runner.write(
            lambda session: opens(session, secret, reason), self.opened.emit, self, failed=self._on_failed
        )

    def _on_failed(self, error: Exception) -> None:
        self.passphrase.clear()
        self.passphrase.setFocus()
        self._fault.setText(trouble(error).what)
        self._fault.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """A passphrase does not wait in a field that nobody looks at."""
        super().hideEvent(event)
        self.passphrase.clear()
