"""The form of one record, made from its declaration."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from muniment.domain.changes import Change
from muniment.domain.fields import FieldSpec, RecordSpec
from muniment.domain.records import Record
from muniment.services.drafts import Settled, Target, new_target
from muniment.ui.desk import Desk
from muniment.ui.forms.backlog import Backlog
from muniment.ui.forms.begun import Begun
from muniment.ui.forms.choosing import editor_for
from muniment.ui.forms.editor import Editor
from muniment.ui.forms.field_box import FieldBox
from muniment.ui.forms.field_grid import FieldGrid
from muniment.ui.forms.keeping import Keeping, as_text
from muniment.ui.widgets.basics import label
from muniment.ui.wording import _

Group = tuple[str, Sequence[str]]
"""A heading and the fields under it."""


class RecordForm(QWidget):
    """Edits one record, field by field; everything typed is saved or kept.

    ``record`` None makes a new one, as soon as its required fields allow, with what is ``preset`` in the open format.
    ``fields`` chooses and orders what is shown; a group puts a heading above. ``target`` is a new one that was begun.
    """

    saved = Signal(object)  # Change
    loaded = Signal()  # it shows what the vault has
    closed = Signal()

    def __init__(  # noqa: PLR0917 - the pages compose forms by these
        self,
        desk: Desk,
        spec: RecordSpec,
        record: Record | None = None,
        case_id: str = "",
        fields: Sequence[str | Group] | None = None,
        preset: Mapping[str, object] | None = None,
        *,
        target: Target | None = None,
    ) -> None:
        super().__init__()
        self.spec, self._desk = spec, desk
        case = record.case if record else case_id
        self._target = target or (Target(spec.name, record.id, case) if record else new_target(spec.name, case))
        self._boxes: dict[str, FieldBox] = {}
        self._grid = FieldGrid()
        self._grid.fill(self._shown(list(self._parts(fields))))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._grid)
        self._keeping = Keeping(desk, self._target, self._boxes, preset or {}, self)
        self._keeping.show(record, {})
        self._keeping.settled.connect(self._on_settled)
        self._keeping.loaded.connect(self.loaded)
        self._keeping.gone.connect(self.closed.emit)
        desk.runner.changed.connect(self._on_changed)
        if record is not None or target is not None:
            self._keeping.load()
        else:
            self._offer_begun(layout, preset or {})

    # --- what is in it ---

    @property
    def record_id(self) -> str:
        """The id of the record; a new one has it from the beginning."""
        return self._target.id

    @property
    def is_made(self) -> bool:
        """Whether the record is in the vault."""
        return self._keeping.made

    def editor(self, name: str) -> Editor:
        """The editor of a field that is shown; KeyError where it is not."""
        return self._boxes[name].editor

    @property
    def boxes(self) -> Mapping[str, FieldBox]:
        """The fields that are shown, by name."""
        return self._boxes

    def focus_first(self) -> None:
        """Gives the focus to the first field, in a new record to the first that is required and empty."""
        boxes = list(self._boxes.values())
        missing = [box for box in boxes if box.spec.required and not box.editor.raw()]
        for box in (*(missing if not self.is_made else ()), *boxes):
            box.editor.focus_first()
            return

    def focus_field(self, name: str) -> None:
        """Gives the focus to a field, if it is shown."""
        if name in self._boxes:
            self._boxes[name].editor.focus_first()

    def keep_now(self) -> None:
        """Hands everything that the vault does not have yet to its thread; called before locking and closing."""
        self._keeping.keep_now()

    def retry(self) -> None:
        """Tries again to save what could not be saved."""
        self._keeping.keep_now()
        Backlog.of(self._desk).retry()

    # --- putting it together ---

    def _offer_begun(self, layout: QVBoxLayout, preset: Mapping[str, object]) -> None:
        texts = {name: as_text(value) for name, value in preset.items()}
        begun = Begun(self._desk, self._keeping.target, texts, layout, self)
        begun.chosen.connect(self._on_begun_chosen)
        for box in self._boxes.values():
            box.editor.changed.connect(begun.hide)

    def _parts(self, wanted: Sequence[str | Group] | None) -> Iterator[QWidget]:
        for one in wanted if wanted is not None else [field.name for field in self.spec.fields]:
            heading, names = ("", [one]) if isinstance(one, str) else one
            specs = [self.spec.field(name) for name in names if _is_shown(self.spec.field(name))]
            if heading and specs:
                yield label(_(heading), level="group")
            for spec in specs:
                yield self._box(spec)

    def _shown(self, parts: Sequence[QWidget]) -> list[QWidget]:
        """The parts without the fields that another one carries; all editors get to know each other."""
        carried = {name for box in self._boxes.values() for name in box.editor.carries} & self._boxes.keys()
        for name in carried:
            self._boxes[name].setParent(self)
            self._boxes[name].hide()
        editors = {name: box.editor for name, box in self._boxes.items()}
        for one in editors.values():
            one.meet(editors)
        return [part for part in parts if part not in {self._boxes[name] for name in carried}]

    def _box(self, spec: FieldSpec) -> FieldBox:
        case = self._target.id if self.spec.name == "case_file" else self._target.case
        editor = editor_for(spec, self._desk, case, self._target.id)
        if spec.written_by_program or self.spec.written_by_program or self._desk.read_only:
            editor.set_read_only(True)
        self._boxes[spec.name] = FieldBox(spec, editor)
        return self._boxes[spec.name]

    # --- what happens ---

    def _on_begun_chosen(self, target: Target) -> None:
        self._target = target
        self._keeping.adopt(target)
        self.focus_first()

    def _on_settled(self, result: Settled) -> None:
        if any(one.id == self._target.id for one in result.touched):
            self.saved.emit(result)

    def _on_changed(self, change: Change) -> None:
        if any(one.id == self._target.id for one in change.touched):
            self._keeping.load()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.keep_now()
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _is_shown(spec: FieldSpec) -> bool:
    return not (spec.derived or spec.sealed)
