"""Beside the leaks of a copy: whether sealed identities were opened to look for them in it, and the way to do so."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from muniment.services import known_identities
from muniment.services.batch import Batch
from muniment.services.session import Session
from muniment.ui.runner import Runner
from muniment.ui.widgets.ask_to_open import AskToOpen
from muniment.ui.widgets.basics import button, column, label, row
from muniment.ui.wording import _, plural


class IdentityCheck(QWidget):
    """``opened`` has what the identities say, for one check; nothing of it stays here."""

    opened = Signal(object)  # Sealed

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self.said = label(level="small", tone="muted", wrap=True)
        self.button = button(_("Open them for it …"), self.ask, icon="key-round")
        self.asking: AskToOpen | None = None
        self._lines = column(self.said, row(self.button, None), space=8)
        self.setLayout(self._lines)

    def show_batch(self, batch: Batch | None) -> None:
        """Says how it is with a batch that is made."""
        self._drop()
        self.button.setVisible(batch is not None and batch.unopened)
        self.said.setText(_said(batch) if batch else "")
        self.setVisible(bool(self.said.text()))

    def ask(self) -> None:
        """Asks for the reason and the passphrase, in the place of the button."""
        self._drop()
        self.asking = AskToOpen(self._runner, _opened, _("Check again"))
        self.asking.opened.connect(self.opened)
        self.asking.closed.connect(self._on_closed)
        self.button.hide()
        self._lines.addWidget(self.asking)
        self.asking.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.asking is not None:
            QTimer.singleShot(0, self, self._come_into_sight)  # once all around it has its place

    def _come_into_sight(self) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self)

    def _on_closed(self) -> None:
        self._drop()
        self.button.show()
        self.button.setFocus()

    def _drop(self) -> None:
        if self.asking is not None:
            self.asking.hide()
            self.asking.deleteLater()
            self.asking = None


def _opened(session: Session, secret: str, reason: str) -> known_identities.Sealed:
    return known_identities.opened(session, secret, reason)


def _said(batch: Batch) -> str:
    if batch.unopened:
        return _("Sealed identities are not opened: the names, numbers and addresses in them were not looked for.")
    if batch.unreadable:
        many = "{n} sealed fields could not be opened and were not looked for."
        return plural("{n} sealed field could not be opened and was not looked for.", many, batch.unreadable)
    return _("What sealed identities say was looked for too.") if batch.looks_for_sealed else ""
