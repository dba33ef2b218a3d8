"""One record as a block to be read, which turns into its form in place."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from muniment.domain.records import Evidence, Record
from muniment.domain.rules import Remark
from muniment.domain.rules.remark import Severity
from muniment.domain.schema import RECORDS
from muniment.services.words import Words
from muniment.ui.desk import Desk, Place
from muniment.ui.forms.record_form import Group, RecordForm
from muniment.ui.pages.casefile.acts import Acts, State
from muniment.ui.pages.casefile.grouping import PERSON_GROUPS
from muniment.ui.pages.casefile.reading import Reading
from muniment.ui.pages.casefile.telling import Told, told
from muniment.ui.theme import px
from muniment.ui.widgets.basics import button, column, label, restyle, row
from muniment.ui.wording import _

_PLACE = ("view", "region", "side", "kind")  # come first
_INJURY = (*_PLACE, *(field.name for field in RECORDS["injury"].fields if field.name not in _PLACE))
_FORMS: Mapping[str, Sequence[str | Group]] = {"case_file": PERSON_GROUPS, "injury": _INJURY}
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Block(QFrame):
    """A record that is read; Enter or a click turns it into its form, Esc turns it back, Delete takes it out.

    ``current`` says that it is what somebody looks at; ``removing`` asks to have it taken out; ``stepped`` to go on to
    the next block or back to the one before.
    """

    current = Signal(str)  # id of the record
    removing = Signal(str)
    opened = Signal(str)
    stepped = Signal(int)

    def __init__(self, desk: Desk, record: Record, words: Words, *, inner: bool = False) -> None:
        super().__init__()
        self.desk, self.record = desk, record
        self.form: RecordForm | None = None
        self.setProperty("role", "line" if inner else "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.reading = Reading(signs=3 if isinstance(record, Evidence) else 2)
        self._shown: tuple[Told, tuple[Remark, ...]] = (told(record, words), ())
        self._acts: Acts | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(*((8, 0, 8, 0) if inner else (16, 10, 16, 12)))
        if inner:
            self.reading.setContentsMargins(0, 4, 0, 4)  # inside, so that the line of a chain goes through
        self._layout.setSpacing(8)
        self._layout.addWidget(self.reading)
        self._tell()

    @property
    def changeable(self) -> bool:
        """Whether somebody may change the record."""
        return not (RECORDS[self.record.RECORD].written_by_program or self.desk.read_only)

    @property
    def removable(self) -> bool:
        """Whether somebody may take the record out, as it is shown now."""
        return self.changeable and self.record.RECORD != "case_file" and self.form is None

    @property
    def looks(self) -> bool:
        """Whether there is something behind the record that can be looked at: an exhibit."""
        return isinstance(self.record, Evidence)

    def show_behind(self) -> None:
        """Shows an exhibit as it looks; the way back leads here."""
        self.current.emit(self.record.id)
        self.desk.go(Place("evidence", record=self.record.id, view="large"))

    # --- reading ---

    def show_record(self, record: Record, words: Words, remarks: Sequence[Remark] = ()) -> None:
        """Shows the record as it is now; a form that is open looks after itself."""
        shown = (told(record, words), tuple(remarks))
        self.record = record
        if shown != self._shown:
            self._shown = shown
            self._tell()

    def hold(self, inside: QWidget) -> None:
        """Shows what belongs to the record below it."""
        self._layout.addWidget(inside)

    def _tell(self) -> None:
        shown, remarks = self._shown
        spec = RECORDS[self.record.RECORD]
        self.setAccessibleName(f"{_(spec.label)}: {shown.heading}")
        self.setAccessibleDescription(". ".join([*(one.text for one in remarks), shown.spoken]))
        self.setToolTip("\n".join(one.text for one in remarks if one.severity is Severity.ATTENTION))
        self.reading.show_told(shown, remarks, heading_only=self.form is not None)

    # --- the form ---

    def open(self) -> None:
        """Turns the block into its form."""
        spec = RECORDS[self.record.RECORD]
        if self.form is not None or not self.changeable:
            return
        self.form = RecordForm(self.desk, spec, self.record, self.record.case, fields=_FORMS.get(spec.name))
        self.form.closed.connect(self.close_form)
        self._layout.insertWidget(1, self.form)
        self._switch(open_=True)
        self.form.focus_first()
        self.opened.emit(self.record.id)

    def close_form(self) -> None:
        """Turns the form back into the block; what was typed is kept."""
        if self.form is not None:
            form, self.form = self.form, None
            form.keep_now()
            self.setFocus()  # before the form goes: the focus must not wander off meanwhile
            form.hide()
            form.deleteLater()
            self._switch(open_=False)

    def keep_now(self) -> None:
        """Hands what was typed to the vault."""
        if self.form is not None:
            self.form.keep_now()

    def _switch(self, *, open_: bool) -> None:
        restyle(self, open=open_)
        self._tell()
        self._show_acts(near=True)

    # --- what can be done with it ---

    def _show_acts(self, *, near: bool) -> None:
        """The signs that change and remove are shown where somebody looks, and nowhere else."""
        if self._acts is None and near and (self.changeable or self.looks):
            self._acts = Acts(self)
            self._acts.changing.connect(self.open)
            self._acts.removing.connect(lambda: self.removing.emit(self.record.id))
            self._acts.done.connect(self.close_form)
            self._acts.showing.connect(self.show_behind)
        if self._acts is not None:
            state = State(near, self.form is not None, self.changeable, self.removable, self.looks)
            self._acts.show_for(state)
            self._acts.place()

    # --- as Qt asks ---

    def sizeHint(self) -> QSize:
        return QSize(px(self, 320), px(self, 40))  # layouts ask for the height at their width

    def minimumSizeHint(self) -> QSize:
        return QSize(px(self, 160), 0) if self.form is None else super().minimumSizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.form is None and self.changeable:
            self.open()
        elif key == Qt.Key.Key_Escape and self.form is not None:
            self.close_form()
        elif key == Qt.Key.Key_Space and self.looks and self.hasFocus():
            self.show_behind()
        elif key == Qt.Key.Key_Delete and self.removable and self.hasFocus():
            self.removing.emit(self.record.id)
        elif key in _STEPS and self.hasFocus() and not event.modifiers():
            self.stepped.emit(_STEPS[Qt.Key(key)])
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._acts is not None:
            self._acts.place()


class NewBlock(QFrame):
    """A record that is being made: its form, until it is there or given up."""

    made = Signal(str)  # id of the new record
    given_up = Signal()

    def __init__(self, desk: Desk, kind: str, case_id: str, preset: dict[str, object]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setProperty("open", True)
        spec = RECORDS[kind]
        self.form = RecordForm(desk, spec, None, case_id, fields=_FORMS.get(kind), preset=preset)
        self.form.closed.connect(self._on_closed)
        head = row(label(_("New: {kind}").format(kind=_(spec.label).lower()), level="label"), None)
        head.addWidget(button(_("Done"), self._on_closed, kind="link"))
        self.setLayout(column(head, self.form, space=8, margins=(16, px(self, 10), 16, 12)))

    def begin(self) -> None:
        """Gives the focus to where one begins: of an injury on the map, which says most of the rest."""
        if self.form.spec.name == "injury":
            self.form.focus_field("view")
        else:
            self.form.focus_first()

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
