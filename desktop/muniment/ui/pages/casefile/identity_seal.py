"""The form for values to be sealed. They are never kept as drafts: what is typed here is sealed, or given up."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from muniment.domain.changes import Change
from muniment.domain.errors import InvalidInput
from muniment.domain.schema import RECORDS
from muniment.services import finding, identities
from muniment.services.session import Session
from muniment.ui.desk import Desk
from muniment.ui.faults import trouble
from muniment.ui.forms.choosing import editor_for
from muniment.ui.forms.editor import NOT_ACCEPTED
from muniment.ui.forms.field_box import FieldBox
from muniment.ui.forms.field_grid import FieldGrid
from muniment.ui.widgets.basics import button, column, label, row
from muniment.ui.widgets.flow import Flow
from muniment.ui.wording import _


class SealForm(QWidget):
    """Empty fields are left as they are; what is sealed already can be replaced or taken out. ``closed`` at the end."""

    closed = Signal()

    def __init__(self, desk: Desk, case_id: str, sealed: tuple[str, ...]) -> None:
        super().__init__()
        self.desk, self._case = desk, case_id
        fields = [field for field in RECORDS["identity"].fields if field.sealed]
        self.boxes = {field.name: FieldBox(field, editor_for(field, desk, case_id)) for field in fields}
        self.out = {name: QCheckBox(_(RECORDS["identity"].field(name).label)) for name in sealed}
        self._grid = FieldGrid()
        self._grid.fill(list(self.boxes.values()))
        self._fault = label(tone="danger", wrap=True)
        self._fault.hide()
        hint = _("Once sealed it is read with the passphrase for identities alone. An empty field changes nothing.")
        self.act = button(_("Seal"), self.submit, kind="primary", icon="lock-keyhole")
        lines = column(label(hint, tone="muted", wrap=True), self._grid, *self._taking_out(), self._fault, space=8)
        lines.addLayout(row(self.act, button(_("Not now"), self.closed.emit), None))
        self.setLayout(lines)
        self.setFocusProxy(self.boxes["legal_name"].editor)

    def _taking_out(self) -> list[QWidget]:
        if not self.out:
            return []
        holder = QWidget()
        flow = Flow(holder, space=12)
        for box in self.out.values():
            box.setAccessibleName(_("Take out: {field}").format(field=box.text()))
            flow.addWidget(box)
        return [label(_("Take out what is sealed:"), level="field"), holder]

    def values(self) -> dict[str, object]:
        """What is to be sealed, and "" for what is to be taken out; faulty fields say so and are left out."""
        found: dict[str, object] = {name: "" for name, box in self.out.items() if box.isChecked()}
        for name, box in self.boxes.items():
            box.editor.finish()
            try:
                value = box.editor.value()
            except NOT_ACCEPTED as error:
                box.editor.set_error(str(error))
                continue
            box.editor.set_error("")
            if value:
                found[name] = value
        return found

    def submit(self) -> None:
        """Seals it and closes; stays where a field is faulty."""
        wanted = self.values()
        faulty = [box for box in self.boxes.values() if box.editor.error()]
        if faulty:
            faulty[0].editor.focus_first()
        elif not wanted:
            self.closed.emit()
        else:
            self.desk.runner.write(self._work(wanted), self._on_sealed, self, failed=self._on_failed)

    def keep_now(self) -> None:
        """Seals what can be: nobody is here to be asked."""
        if wanted := self.values():
            self.desk.runner.write(self._work(wanted), lambda _change: self.closed.emit(), self)

    def _work(self, wanted: dict[str, object]) -> "_Sealing":
        return _Sealing(self._case, wanted)

    def _on_sealed(self, _change: Change) -> None:
        case = self._case
        self.desk.tell(_("Sealed."), _("Undo"), lambda: self.desk.undoing.emit(case))
        self.closed.emit()

    def _on_failed(self, error: Exception) -> None:
        for fault in error.faults if isinstance(error, InvalidInput) else ():
            box = self.boxes.get(fault.where.rpartition(".")[2])
            if box is not None:
                box.editor.set_error(fault.text)
        self._fault.setText(trouble(error).what)
        self._fault.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class _Sealing:
    """Seals some values on the vault's thread."""

    def __init__(self, case_id: str, wanted: dict[str, object]) -> None:
        self._case, self._wanted = case_id, wanted

    def __call__(self, session: Session) -> Change:
        return identities.seal(session, finding.record(session, self._case), self._wanted)
