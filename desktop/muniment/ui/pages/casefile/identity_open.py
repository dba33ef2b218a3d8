"""What is in a sealed identity, for a minute."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from muniment.domain.date_display import shown
from muniment.domain.dates import UncertainDate
from muniment.domain.fields import FieldSpec, Kind
from muniment.domain.schema import RECORDS
from muniment.services import finding, identities, naming
from muniment.services.session import Session
from muniment.ui.clipboard import copy_secret
from muniment.ui.widgets.ask_to_open import Opening
from muniment.ui.widgets.basics import button, column, icon_button, label, row
from muniment.ui.wording import _, language, plural

SHOWN_SECONDS = 60


@dataclass(frozen=True, repr=False, slots=True)
class Opened:
    """What was sealed, in words, by field; and the fields that could not be opened."""

    values: tuple[tuple[FieldSpec, str], ...]
    unreadable: tuple[str, ...]


def opening(case_id: str) -> Opening:
    """What opens the identity of a case file."""
    spoken = language()

    def work(session: Session, secret: str, reason: str) -> Opened:
        where = finding.record(session, case_id)
        return _told(session, identities.open_identity(session, where, secret, reason), spoken)

    return work


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
