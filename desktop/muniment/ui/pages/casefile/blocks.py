"""One record as a block to be read, which turns into its form in place."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from muniment.domain.records import Record
from muniment.domain.rules import Remark
from muniment.domain.rules.remark import Severity
from muniment.domain.schema import RECORDS
from muniment.services.words import Words
from muniment.ui.desk import Desk
from muniment.ui.forms.record_form import RecordForm
from muniment.ui.icons import put_icon
from muniment.ui.pages.casefile.telling import Told, told
from muniment.ui.widgets.basics import button, clear, column, icon_button, label, restyle, row
from muniment.ui.wording import _

_TONES = {"danger": ("circle-alert", "danger"), "attention": ("triangle-alert", "warning"), "gap": ("info", "muted")}


class Block(QFrame):
    """A record that is read; Enter or a click turns it into its form, Esc turns it back, Delete takes it out.

    ``current`` says that it is what somebody looks at; ``removing`` asks to have it taken out.
    """

    current = Signal(str)  # id of the record
    removing = Signal(str)
    opened = Signal(str)

    def __init__(self, desk: Desk, record: Record, words: Words, *, inner: bool = False) -> None:
        super().__init__()
        self.desk, self.record, self._words = desk, record, words
        self.form: RecordForm | None = None
        self.setProperty("role", "inner" if inner else "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.heading = label(level="label", wrap=True)
        self._read = QVBoxLayout()
        self._read.setSpacing(4)
        self._form_place = column(space=8)
        self.below = column(space=8)  # what stands inside this record
        self._acts = self._buttons()
        self._remarks: tuple[Remark, ...] = ()
        self.adding: QWidget | None = None  # what adds a record inside this one
        top = row(self.heading, self._acts, space=8)
        top.setStretch(0, 1)
        top.setAlignment(self._acts, Qt.AlignmentFlag.AlignTop)
        margins = (12, 6, 8, 6) if inner else (16, 12, 12, 12)
        self.setLayout(column(top, self._read, self._form_place, self.below, space=6, margins=margins))
        self._tell()

    def _buttons(self) -> QWidget:
        holder = QWidget()
        self._remove = icon_button("trash-2", _("Remove"), lambda: self.removing.emit(self.record.id))
        self._edit = icon_button("pencil", _("Change"), self.open)
        for one in (self._edit, self._remove):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._done = button(_("Done"), self.close_form, kind="link")
        self._done.hide()
        self._warned = QLabel()
        put_icon(self._warned, "triangle-alert", "warning")
        self._warned.hide()
        for one in (self._edit, self._remove):
            policy = one.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            one.setSizePolicy(policy)
        holder.setLayout(row(self._warned, self._done, self._edit, self._remove, space=0))
        self._edit.hide()
        self._remove.hide()
        return holder

    @property
    def _changeable(self) -> bool:
        return not (RECORDS[self.record.RECORD].written_by_program or self.desk.read_only)

    @property
    def _removable(self) -> bool:
        return self._changeable and self.record.RECORD != "case_file" and self.form is None

    def _show_acts(self, *, near: bool) -> None:
        """The signs that change and remove are shown where somebody looks, and nowhere else."""
        self._edit.setVisible(near and self._changeable and self.form is None)
        self._remove.setVisible(near and self._removable)

    # --- reading ---

    def show_record(self, record: Record, words: Words, remarks: Sequence[Remark] = ()) -> None:
        """Shows the record as it is now; a form that is open looks after itself."""
        if (record, words, tuple(remarks)) != (self.record, self._words, self._remarks):
            self.record, self._words, self._remarks = record, words, tuple(remarks)
            self._tell()

    def _tell(self) -> None:
        shown = told(self.record, self._words)
        self.heading.setText(shown.heading)
        spec = RECORDS[self.record.RECORD]
        self.setAccessibleName(f"{_(spec.label)}: {shown.heading}")
        warned = [one.text for one in self._remarks if one.severity is Severity.ATTENTION]
        self._warned.setVisible(bool(warned))
        self._warned.setToolTip("\n".join(warned))
        self.setAccessibleDescription(" ".join(one.text for one in self._remarks))
        clear(self._read)
        if self.form is None:
            self._show_parts(shown)

    def _show_parts(self, shown: Told) -> None:
        for one in self._remarks:
            if one.severity is Severity.DANGER:
                self._read.addWidget(_remark(one))
        if shown.facts:
            self._read.addWidget(label(" · ".join(f"{name}: {value}" for name, value in shown.facts), wrap=True))
        for name, text in shown.texts:
            self._read.addWidget(_text(name, text))

    # --- the form ---

    def open(self) -> None:
        """Turns the block into its form."""
        spec = RECORDS[self.record.RECORD]
        if self.form is not None or not self._changeable:
            return
        self.form = RecordForm(self.desk, spec, self.record, self.record.case)
        self.form.closed.connect(self.close_form)
        self._form_place.addWidget(self.form)
        self._switch(open_=True)
        self.form.focus_first()
        self.opened.emit(self.record.id)

    def close_form(self) -> None:
        """Turns the form back into the block; what was typed is kept."""
        if self.form is not None:
            form, self.form = self.form, None
            form.keep_now()
            form.hide()
            form.deleteLater()
            self._switch(open_=False)
            self.setFocus()

    def keep_now(self) -> None:
        """Hands what was typed to the vault."""
        if self.form is not None:
            self.form.keep_now()

    def _switch(self, *, open_: bool) -> None:
        self._done.setVisible(open_)
        self._show_acts(near=not open_)
        restyle(self, open=open_)
        self._tell()

    # --- as Qt asks ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.form is None:
            self.open()
        elif event.key() == Qt.Key.Key_Escape and self.form is not None:
            self.close_form()
        elif event.key() == Qt.Key.Key_Delete and self._removable:
            self.removing.emit(self.record.id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.form is None and self.hasFocus():
            self.open()
            event.accept()
        else:
            super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_acts(near=True)
        self.current.emit(self.record.id)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_acts(near=self.underMouse())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_acts(near=True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_acts(near=self.hasFocus())


class NewBlock(QFrame):
    """A record that is being made: its form, until it is there or given up."""

    made = Signal(str)  # id of the new record
    given_up = Signal()

    def __init__(self, desk: Desk, kind: str, case_id: str, preset: dict[str, object]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setProperty("open", True)
        spec = RECORDS[kind]
        self.form = RecordForm(desk, spec, None, case_id, preset=preset)
        self.form.closed.connect(self._on_closed)
        head = row(label(_("New: {kind}").format(kind=_(spec.label).lower()), level="label"), None)
        head.addWidget(button(_("Done"), self._on_closed, kind="link"))
        self.setLayout(column(head, self.form, space=8, margins=(16, 12, 12, 12)))

    def keep_now(self) -> None:
        """Hands what was typed to the vault."""
        self.form.keep_now()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_closed()
        else:
            super().keyPressEvent(event)

    def _on_closed(self) -> None:
        self.form.keep_now()
        if self.form.is_made:
            self.made.emit(self.form.record_id)
        else:
            self.given_up.emit()


def _remark(one: Remark) -> QWidget:
    holder = QWidget()
    icon, tone = _TONES[one.severity.value]
    sign = QLabel()
    put_icon(sign, icon, tone)
    text = label(one.text, tone="" if tone == "muted" else tone, wrap=True)
    layout = row(sign, text, space=8)
    layout.setStretch(1, 1)
    layout.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    holder.setLayout(layout)
    return holder


def _text(name: str, text: str) -> QWidget:
    holder = QWidget()
    holder.setLayout(
        column(label(name, level="small", tone="muted"), label(text, wrap=True, selectable=False), space=0)
    )
    return holder
