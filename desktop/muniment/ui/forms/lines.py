"""Editors that are one line of text: plain lines, whole numbers, numbers, moments."""

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from muniment.domain.fields import FieldSpec
from muniment.domain.openformat import ValueFault, read_field, write_field
from muniment.ui.forms.editor import Editor
from muniment.ui.forms.field_frame import FieldFrame
from muniment.ui.widgets.basics import width_of
from muniment.ui.wording import _

_NUMBER_WIDTH = 14  # characters


class Line(QLineEdit):
    """A line to type into. Undo and redo are its own as long as it has something to undo, then the window's."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(False)  # a file that is dropped is for the page; its path must not become a text

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._has_none(event):
            event.ignore()
            return True
        return super().event(event)

    def _has_none(self, event: QKeyEvent) -> bool:
        undo, redo = (event.matches(key) for key in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo))
        return (undo and not self.isUndoAvailable()) or (redo and not self.isRedoAvailable())

    def show_text(self, text: str) -> None:
        """Shows a text, from its beginning unless one is typing; what was typed before is not undone any more."""
        at = self.cursorPosition() if self.hasFocus() else 0
        self.setText(text)
        self.setCursorPosition(at)

    def forget_undo(self) -> None:
        """Keeps what stands there, and no more how it came about."""
        self.show_text(self.text())


def framed(line: Line) -> FieldFrame:
    """A line in the frame of a field."""
    layout = QHBoxLayout()
    layout.addWidget(line)
    return FieldFrame(layout, line)


class LineEditor(Editor):
    """One line of text."""

    def __init__(self) -> None:
        super().__init__()
        self.line = Line()
        self.line.textEdited.connect(self._on_edited)
        self._frame = framed(self.line)
        self._build(self._frame, self.line)

    def raw(self) -> str:
        return self.line.text()

    def _lock(self, *, locked: bool) -> None:
        self.line.setReadOnly(locked)
        self._frame.lock(locked=locked)

    def _show(self, value: object) -> None:
        self.line.show_text("" if value is None else str(value))

    def _show_raw(self, text: str) -> None:
        self.line.show_text(text)

    def _read(self, raw: str) -> object:
        return " ".join(raw.splitlines()).strip() or None

    def _mark(self, *, fault: bool) -> None:
        self._frame.mark(fault=fault)

    def _settle(self) -> None:
        """What was typed is about to be saved: from now on Undo means the file's."""
        self.line.forget_undo()


class NumberEditor(LineEditor):
    """A number, whole or not, within the bounds that its field declares. No wheel, no arrows: nothing by accident."""

    def __init__(self, spec: FieldSpec, *, whole: bool) -> None:
        super().__init__()
        self._spec, self._whole = spec, whole
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self._frame.setMaximumWidth(width_of(self.line, _NUMBER_WIDTH))

    def _read(self, raw: str) -> object:
        text = "".join(raw.split()).replace(",", ".").replace("−", "-")
        if not text:
            return None
        return write_field(self._spec, read_field(self._spec, self._number(text, raw.strip())))

    def _number(self, text: str, typed: str) -> object:
        try:
            return int(text) if self._whole else Decimal(text)
        except (ValueError, InvalidOperation):
            expected = _("a whole number is expected") if self._whole else _("a number is expected")
            raise ValueFault(_("{expected}, not “{typed}”").format(expected=expected, typed=typed)) from None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._frame.setMaximumWidth(width_of(self.line, _NUMBER_WIDTH))


class InstantView(LineEditor):
    """A moment that the program wrote down; it is only shown."""

    def __init__(self) -> None:
        super().__init__()
        self.set_read_only(True)

    def _show(self, value: object) -> None:
        self.line.show_text(str(value).replace("T", " ").replace("Z", " UTC") if value else "")

    def _read(self, raw: str) -> object:
        return raw or None
