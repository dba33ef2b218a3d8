"""Editors of several texts: chips beside a line that is typed into, and questions with their answers."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from muniment.domain.openformat import ValueFault
from muniment.ui.forms.chips import Chip, chip
from muniment.ui.forms.editor import Editor
from muniment.ui.forms.field_frame import FieldFrame
from muniment.ui.forms.flow import FieldFlow
from muniment.ui.forms.lines import Line
from muniment.ui.widgets.basics import named, width_of

_ENDS = ",;،、"


class ChipsEditor(Editor):
    """Entries as chips, and a line in which the next one is typed. What is still in the line counts as well."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[object] = []
        self._chips: list[Chip] = []
        self.line = Line()
        self.line.setMinimumWidth(width_of(self.line, 8))
        self.line.textEdited.connect(self._on_edited)
        self._flow = FieldFlow(fill=True)
        self._flow.addWidget(self.line)
        self._frame = FieldFrame(self._flow, self.line)
        self._build(self._frame, self.line)

    # --- what the kinds of entries do in their own way ---

    def _text_of(self, item: object) -> str:
        """How an entry is called on its chip."""
        return str(item)

    def _written(self, item: object) -> str:
        """An entry as one line of ``raw``."""
        return str(item)

    def _entry(self, line: str) -> object | None:
        """The entry that one line of ``raw`` means; None where it means none."""
        raise NotImplementedError

    def _fault(self, rest: str) -> ValueFault:
        """What is said of a rest that is no entry."""
        raise NotImplementedError

    # --- the protocol ---

    def raw(self) -> str:
        rest = self.line.text().strip()
        return "\n".join([*map(self._written, self._items), *([rest] if rest else [])])

    def _show(self, value: object) -> None:
        self._put(list(value) if isinstance(value, list | tuple) else [])
        self.line.clear()

    def _show_raw(self, text: str) -> None:
        known: list[object] = []
        rest: list[str] = []
        for one in filter(None, text.split("\n")):
            entry = self._entry(one) if not rest else None
            if entry is None:
                rest.append(one)
            else:
                known.append(entry)
        self._put(known)
        self.line.show_text(" ".join(rest))

    def _read(self, _raw: str) -> object:
        rest = self.line.text().strip()
        if not rest:
            return list(self._items) or None
        entry = self._entry(rest)
        if entry is None:
            raise self._fault(rest)
        return [*self._items, *([entry] if entry not in self._items else [])]

    def _mark(self, *, fault: bool) -> None:
        self._frame.mark(fault=fault)

    def _lock(self, *, locked: bool) -> None:
        self.line.setReadOnly(locked)
        self._frame.lock(locked=locked)
        for one in self._chips:
            one.setEnabled(not locked)

    def _settle(self) -> None:
        rest = self.line.text().strip()
        entry = self._entry(rest) if rest else None
        if entry is not None:
            self.line.clear()
            self._add(entry)
        else:
            self.line.show_text(self.line.text())

    # --- the chips ---

    def _put(self, items: Sequence[object]) -> None:
        for one in self._chips:
            self._flow.removeWidget(one)
            one.hide()
            one.deleteLater()
        self._items, self._chips = [], []
        for item in items:
            self._add(item)

    def _add(self, item: object) -> None:
        if item in self._items:
            return
        made = chip(self._text_of(item), lambda: self._drop(item))
        made.setEnabled(not self._read_only)
        self._items.append(item)
        self._chips.append(made)
        self._flow.insertWidget(len(self._chips) - 1, made)
        self._tell_items()
        self._frame.updateGeometry()

    def _drop(self, item: object) -> None:
        at = self._items.index(item)
        gone = self._chips.pop(at)
        self._items.pop(at)
        self._flow.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        self._tell_items()
        self._frame.updateGeometry()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_edited()

    def _tell_items(self) -> None:
        """Screen readers hear with the line what is chosen already."""
        chosen = ", ".join(map(self._text_of, self._items))
        named(self.line, f"{self._label}: {chosen}" if chosen else self._label)

    def _name_inner(self) -> None:
        self._tell_items()

    def _take(self, item: object) -> None:
        """Takes one more entry in the place of what is typed."""
        self.line.clear()
        self._add(item)
        self._on_edited()

    # --- the keys ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not shiboken6.isValid(self):
            return False
        if watched is self.line and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            last = event.key() == Qt.Key.Key_Backspace and not self.line.text() and self._items
            if last and not self._read_only and not event.isAutoRepeat():
                self._drop(self._items[-1])
                return True
            if event.text() and event.text() in _ENDS and self._takes_rest():
                return True
        return super().eventFilter(watched, event)

    def _takes_rest(self) -> bool:
        """Makes an entry of what is typed, where it is one."""
        rest = self.line.text().strip()
        entry = self._entry(rest) if rest else None
        if entry is not None:
            self._take(entry)
        return entry is not None

    def _on_enter(self, event: QKeyEvent) -> bool:
        if self.line.text().strip() and self._takes_rest():
            return True
        return super()._on_enter(event)


class LinesEditor(ChipsEditor):
    """Several texts, each on one line: languages, tags, other names."""

    def _entry(self, line: str) -> object | None:
        return line.strip() or None

    def _fault(self, rest: str) -> ValueFault:
        return ValueFault(rest)
