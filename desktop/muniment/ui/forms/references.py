"""Editors of what points to other records: typing finds them, or makes them."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from muniment.domain.changes import Change
from muniment.domain.openformat import ValueFault
from muniment.services.naming import Name
from muniment.ui.forms.candidates import Candidate, Role
from muniment.ui.forms.choices import opener
from muniment.ui.forms.editor import Editor
from muniment.ui.forms.field_frame import FieldFrame
from muniment.ui.forms.lines import Line
from muniment.ui.forms.lists import ChipsEditor
from muniment.ui.forms.lookup import Lookup
from muniment.ui.forms.making import Making
from muniment.ui.forms.pointing import Pointing, target_of
from muniment.ui.forms.type_ahead import Found, TypeAhead
from muniment.ui.wording import _


class ReferenceEditor(Editor):
    """One other record. Typing looks for it; what is not there can be made in its place."""

    def __init__(self, lookup: Lookup) -> None:
        super().__init__()
        self._item: Any = None
        self._shown = ""  # what stands there for it
        self._pointing = Pointing(lookup, self, self._on_renamed)
        self.line = Line()
        self.line.textEdited.connect(self._on_edited)
        self._arrow = opener()
        self._arrow.clicked.connect(self._on_arrow)
        layout = QHBoxLayout()
        layout.addWidget(self.line, 1)
        layout.addWidget(self._arrow)
        self._frame = FieldFrame(layout, self.line)
        self._build(self._frame, self.line)
        self.ahead = TypeAhead(self.line, self._find, around=self._frame)
        self.ahead.picked.connect(self._on_picked)
        self.ahead.dropped.connect(self._on_dropped)
        self._making = Making(self, self._column)
        lookup.desk.runner.changed.connect(self._on_vault_changed)

    def raw(self) -> str:
        text = self.line.text()
        return self._pointing.written(self._item) if self._item is not None and text == self._shown else text

    def _show(self, value: object) -> None:
        self._item = value
        self._say_item()

    def _show_raw(self, text: str) -> None:
        self._item = self._pointing.read(text)
        self._say_item()
        if self._item is None:
            self.line.show_text(text)

    def _say_item(self) -> None:
        self._shown = self._pointing.called(self._item) if self._item is not None else ""
        self.line.show_text(self._shown)

    def _read(self, raw: str) -> object:
        if not raw.strip():
            return None
        if self._item is not None and raw == self._pointing.written(self._item):
            return self._item
        raise not_found(raw)

    def _mark(self, *, fault: bool) -> None:
        self._frame.mark(fault=fault)

    def _lock(self, *, locked: bool) -> None:
        self.line.setReadOnly(locked)
        self._arrow.setEnabled(not locked)
        self._frame.lock(locked=locked)

    def _on_renamed(self) -> None:
        if self._item is not None and self.line.text() == self._shown:
            self._say_item()

    def _on_vault_changed(self, change: Change) -> None:
        self._pointing.forget(change)

    def _find(self, text: str, found: Found) -> None:
        self._pointing.offer(text, [], found)

    def _take(self, item: object) -> None:
        self._item = item
        self._say_item()
        self.line.selectAll()
        self._on_edited()

    def _on_picked(self, chosen: Candidate) -> None:
        if chosen.role is Role.MAKE:
            self._making.begin(self._pointing, chosen.kind, " ".join(self.line.text().split()), self._on_made)
        else:
            self._take(self._pointing.item(Name(chosen.id, chosen.kind, "", "")))

    def _on_made(self, item: object) -> None:
        self._take(item)
        self._leave()

    def _on_arrow(self) -> None:
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.ahead.is_open:
            self.ahead.close()
        else:
            self.ahead.open()

    def _on_dropped(self) -> None:
        self._show(self._item)
        self.line.selectAll()
        self._edited = self.raw() != self._raw

    def _on_enter(self, event: QKeyEvent) -> bool:
        return False if self.ahead.is_open else super()._on_enter(event)


class ReferencesEditor(ChipsEditor):
    """Several other records as chips; typing looks for the next one, or makes it."""

    def __init__(self, lookup: Lookup) -> None:
        super().__init__()
        self._pointing = Pointing(lookup, self, self._on_renamed)
        self.ahead = TypeAhead(self.line, self._find, around=self._frame)
        self.ahead.picked.connect(self._on_picked)
        self.ahead.dropped.connect(self._on_dropped)
        self._making = Making(self, self._column)
        lookup.desk.runner.changed.connect(self._on_vault_changed)

    def _text_of(self, item: object) -> str:
        return self._pointing.called(item)

    def _written(self, item: object) -> str:
        return self._pointing.written(item)

    def _entry(self, line: str) -> object | None:
        return self._pointing.read(line)

    def _fault(self, rest: str) -> ValueFault:
        return not_found(rest)

    def _on_vault_changed(self, change: Change) -> None:
        self._pointing.forget(change)

    def _on_renamed(self) -> None:
        for item, one in zip(self._items, self._chips, strict=True):
            one.show_text(self._pointing.called(item))
        self._tell_items()
        self._frame.updateGeometry()

    def _find(self, text: str, found: Found) -> None:
        self._pointing.offer(text, [target_of(item) for item in self._items], found)

    def _on_picked(self, chosen: Candidate) -> None:
        if chosen.role is Role.MAKE:
            self._making.begin(self._pointing, chosen.kind, " ".join(self.line.text().split()), self._on_made)
        else:
            self._take(self._pointing.item(Name(chosen.id, chosen.kind, "", "")))

    def _on_made(self, item: object) -> None:
        self._take(item)
        self._leave()

    def _on_dropped(self) -> None:
        self.line.clear()
        self._edited = self.raw() != self._raw

    def _on_enter(self, event: QKeyEvent) -> bool:
        return False if self.ahead.is_open else super()._on_enter(event)


def not_found(text: str) -> ValueFault:
    """What is said of words that lead to no record."""
    return ValueFault(_("“{text}” is not linked to anything; choose one that is offered").format(text=text.strip()))
