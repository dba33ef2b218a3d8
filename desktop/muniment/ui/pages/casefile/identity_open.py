"""Opening a sealed identity: the passphrase and the reason first, then what is in it for a minute."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from muniment.domain.date_display import shown
from muniment.domain.dates import UncertainDate
from muniment.domain.fields import FieldSpec, Kind
from muniment.domain.schema import RECORDS
from muniment.services import finding, identities, naming
from muniment.services.session import Session
from muniment.ui.clipboard import copy_secret
from muniment.ui.desk import Desk
from muniment.ui.faults import trouble
from muniment.ui.widgets.basics import button, column, icon_button, label, named, row
from muniment.ui.widgets.passphrase_field import PassphraseField
from muniment.ui.wording import _, language, plural

SHOWN_SECONDS = 60


@dataclass(frozen=True, repr=False, slots=True)
class Opened:
    """What was sealed, in words, by field; and the fields that could not be opened."""

    values: tuple[tuple[FieldSpec, str], ...]
    unreadable: tuple[str, ...]


class AskToOpen(QWidget):
    """Asks for the passphrase for identities, and for a reason, which is written into the history."""

    opened = Signal(object)  # Opened
    closed = Signal()

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__()
        self.desk, self._case = desk, case_id
        self.reason = named(QLineEdit(), _("Why it is opened"))
        self.passphrase = PassphraseField(_("Passphrase for identities"))
        self._fault = label(tone="danger", wrap=True)
        self._fault.hide()
        self.act = button(_("Open for a minute"), self.submit, kind="primary")
        why, secret = label(_("Why it is opened"), level="label"), label(_("Passphrase for identities"), level="label")
        why.setBuddy(self.reason)
        secret.setBuddy(self.passphrase)
        hint = label(_("The reason is written into the history, with the time."), level="small", tone="muted")
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
        case, reason, secret, spoken = self._case, self.reason.text(), self.passphrase.text(), language()
        self.act.setEnabled(False)
        self._fault.hide()

        def work(session: Session) -> Opened:
            where = finding.record(session, case)
            return _told(session, identities.open_identity(session, where, secret, reason), spoken)

        self.desk.runner.write(work, self.opened.emit, self, failed=self._on_failed)

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


class OpenedView(QWidget):
    """What was opened, until the minute is over, it is closed, or anything else is shown. ``closed`` at the end."""

    closed = Signal()

    def __init__(self, opened: Opened) -> None:
        super().__init__()
        self._left = SHOWN_SECONDS
        self._clock = label(tone="muted")
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._on_second)
        self.hide_now = button(_("Hide now"), self.closed.emit)
        lines = column(self._grid(opened), space=8)
        if opened.unreadable:
            labels = ", ".join(_(RECORDS["identity"].field(name).label) for name in opened.unreadable)
            what = _("Sealed for another vault, or damaged: {fields}").format(fields=labels)
            lines.addWidget(label(what, tone="warning", wrap=True))
        lines.addLayout(row(self.hide_now, self._clock, None, space=12))
        self.setLayout(lines)
        self.setFocusProxy(self.hide_now)
        self._tell()
        self._timer.start()

    def _grid(self, opened: Opened) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, (field, value) in enumerate(opened.values):
            name = _(field.label)
            grid.addWidget(label(name, tone="muted"), at, 0)
            grid.addWidget(label(value, wrap=True), at, 1)
            copy = icon_button("copy", _("Copy {field}; gone after half a minute").format(field=name))
            copy.clicked.connect(lambda _checked=False, value=value: copy_secret(value))
            grid.addWidget(copy, at, 2)
        return holder

    def _on_second(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._timer.stop()
            self.closed.emit()
        else:
            self._tell()

    def _tell(self) -> None:
        self._clock.setText(plural("Hidden in {n} second", "Hidden in {n} seconds", self._left))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
        QTimer.singleShot(0, self, self.closed.emit)


def _told(session: Session, opened: identities.OpenedIdentity, spoken: str) -> Opened:
    spec = RECORDS["identity"]
    found = [(spec.field(name), value) for name, value in opened.fields.items()]
    values = tuple((field, _in_words(session, field, value, spoken)) for field, value in found)
    return Opened(values, opened.unreadable)


def _in_words(session: Session, field: FieldSpec, value: object, spoken: str) -> str:
    if field.kind is Kind.DATE:
        return shown(UncertainDate.parse(str(value)), spoken)
    if field.targets:
        found = naming.names(session, [str(value)], spoken)
        return found[str(value)].text if found else str(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
