"""How a form saves: every field when it is left, and what is being typed every few moments as a draft."""

import json
from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from muniment.domain.date_words import understand_or_none
from muniment.domain.openformat import write_values
from muniment.domain.records import Record
from muniment.domain.schema import RECORDS
from muniment.domain.typed import typed as typed_value
from muniment.services import drafts
from muniment.services.drafts import Settled, Target
from muniment.services.session import Session
from muniment.ui.desk import Desk
from muniment.ui.forms.backlog import Backlog, Typed
from muniment.ui.forms.editor import NOT_ACCEPTED
from muniment.ui.forms.field_box import FieldBox

_PAUSE_MS = 2000  # in typing, after which it is kept
_LONGEST_MS = 15000  # for which typing without a pause is not kept


class Keeping(QObject):
    """Brings what was typed in the fields of one record to the vault, and what is there to the fields."""

    settled = Signal(object)  # Settled
    loaded = Signal()  # the record was read anew, or is not there yet
    gone = Signal()  # the record was removed

    def __init__(
        self, desk: Desk, target: Target, boxes: Mapping[str, FieldBox], preset: Mapping[str, object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.target, self.made = target, False
        self._desk, self._boxes, self._preset = desk, boxes, dict(preset)
        self._pause, self._longest = self._timer(_PAUSE_MS), self._timer(_LONGEST_MS)
        for name, box in boxes.items():
            box.editor.changed.connect(partial(self._on_changed, name))
            box.editor.left.connect(partial(self._on_left, name))

    def _timer(self, after: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(self._on_pause)
        return timer

    # --- what the vault has ---

    def show(self, record: Record | None, typed: Mapping[str, str]) -> None:
        """Shows a record, or what is preset for a new one, and what was typed and is not accepted yet."""
        self.made = record is not None
        self._take_hidden(typed)
        values = write_values(record) if record else self._preset
        for name, box in self._boxes.items():
            if not box.busy:
                self._show_field(box, values.get(name), typed.get(name))
        ready = [name for name in typed if name in self._boxes and not self._boxes[name].editor.error()]
        if ready and self.made and not self._desk.read_only:
            self._submit([name for name in ready if not self._boxes[name].busy])

    def _take_hidden(self, typed: Mapping[str, str]) -> None:
        """What was preset for a record that was begun, and has no field here."""
        for name, raw in typed.items():
            if name not in self._boxes and not self.made:
                self._preset[name] = typed_value(RECORDS[self.target.record].field(name), [raw], understand_or_none)

    def _show_field(self, box: FieldBox, value: object, raw: str | None) -> None:
        if raw is not None:
            box.editor.set_raw(raw)
            self._check(box)
        elif box.editor.error() or not self._holds(box, value):
            box.editor.set_value(value)
            box.editor.set_error("")

    @staticmethod
    def _holds(box: FieldBox, value: object) -> bool:
        """Whether the field shows that already: then its cursor and its own undo are left alone."""
        return box.editor.loaded_value() == value and box.editor.is_as_loaded()

    def adopt(self, target: Target) -> None:
        """Goes on with a record that was begun before, in place of the new one."""
        self.target = target
        self.load()

    def load(self) -> None:
        """Reads the record and its drafts anew."""
        target = self.target

        def work(session: Session) -> tuple[Record | None, dict[str, str]]:
            return drafts.record_of(session, target), drafts.of_record(session, target)

        self._desk.runner.ask(work, self._on_loaded, self)

    def _on_loaded(self, found: tuple[Record | None, dict[str, str]]) -> None:
        record, typed = found
        if self.made and record is None:
            self.gone.emit()
        else:
            self.show(record, typed)
            self.loaded.emit()

    # --- what is typed ---

    def _on_changed(self, name: str) -> None:
        box = self._boxes[name]
        box.unsaved = True
        box.editor.set_error("")
        self._pause.start(_PAUSE_MS + len(box.editor.raw()))  # the history keeps every draft: long ones more seldom
        if not self._longest.isActive():
            self._longest.start()

    def _on_left(self, _name: str) -> None:
        self._submit(self._unsaved(being_typed=False))

    def _on_pause(self) -> None:
        """Somebody is typing, and stops for a moment, or does not stop: a power cut must not take it."""
        self._pause.stop()
        self._longest.stop()
        names = self._unsaved(being_typed=True)
        if names and not self._desk.read_only:
            target = self.target
            raws = {name: self._boxes[name].editor.raw() for name in names} if self.made else self._raws_of_new()
            self._desk.runner.write(lambda session: drafts.keep(session, target, raws), lambda _change: None, self)

    def _unsaved(self, *, being_typed: bool | None = None) -> list[str]:
        """The fields that the vault does not have yet: all, or only those that somebody is at, or is not at."""
        found = (name for name, box in self._boxes.items() if box.unsaved)
        return [name for name in found if being_typed in (None, self._boxes[name].editor.edited)]

    def keep_now(self) -> None:
        """Hands over everything that the vault does not have yet."""
        names = self._unsaved()
        for name in names:
            self._boxes[name].editor.finish()
        self._submit(names)

    # --- saving ---

    def _check(self, box: FieldBox) -> tuple[bool, object]:
        """Whether a field can be accepted, and its value; says under it what is wrong."""
        try:
            value = box.editor.value()
        except NOT_ACCEPTED as error:
            box.editor.set_error(str(error))
            return False, None
        box.editor.set_error("")
        return True, value

    def _submit(self, names: list[str]) -> None:
        if not names or self._desk.read_only:
            return
        typed = self._typed(names) if self.made else self._typed_for_new()
        sent = {name: self._boxes[name].editor.raw() for name in names}
        Backlog.of(self._desk).submit(self.target, typed, partial(self._on_settled, sent), self)

    def _typed(self, names: Iterable[str]) -> Typed:
        raws = {name: self._boxes[name].editor.raw() for name in names}
        checked = {name: self._check(self._boxes[name]) for name in raws}
        return Typed({name: value for name, (good, value) in checked.items() if good}, raws)

    def _typed_for_new(self) -> Typed:
        """Everything that a new record shall have; nothing is kept of one in which nothing was typed."""
        typed = self._typed(name for name, box in self._boxes.items() if box.editor.raw())
        hidden = {name: value for name, value in self._preset.items() if name not in self._boxes}
        return Typed({**hidden, **typed.values}, self._raws_of_new())

    def _raws_of_new(self) -> dict[str, str]:
        raws = {name: as_text(value) for name, value in self._preset.items() if name not in self._boxes}
        raws |= {name: box.editor.raw() for name, box in self._boxes.items()}
        untouched = all(box.editor.is_as_loaded() or not box.editor.raw() for box in self._boxes.values())
        return dict.fromkeys(raws, "") if untouched else raws

    def _on_settled(self, sent: Mapping[str, str], result: Settled) -> None:
        for name, raw in sent.items():
            box = self._boxes[name]
            if box.editor.raw() == raw:
                box.unsaved = False
            if name in result.faults:
                box.editor.set_error(result.faults[name])
        self.made = result.made
        self.settled.emit(result)


def as_text(value: object) -> str:
    """A preset value as a draft keeps it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
