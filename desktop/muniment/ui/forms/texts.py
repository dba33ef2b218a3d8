"""The editor of long texts: as high as what is in it, so that nothing scrolls inside a page that scrolls."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout

from muniment.ui.forms.editor import Editor
from muniment.ui.forms.field_frame import FieldFrame

_LEAST = 2  # lines
_PARAGRAPHS = str.maketrans({"\u2029": "\n", "\u2028": "\n"})


class GrowingText(QPlainTextEdit):
    """A text to type into, as high as its content. Tab goes on, Ctrl+Enter says that one is done."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)  # a file that is dropped is for the page; its path must not become a text
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.document().clearUndoRedoStacks()  # the margin is nothing that anybody did
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def text(self) -> str:
        """What is written, each character as it was typed."""
        return self.document().toRawText().translate(_PARAGRAPHS)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 12, self._height())

    def _height(self) -> int:
        lines = max(_LEAST, int(self.document().size().height()))
        return lines * self.fontMetrics().lineSpacing() + 2 * int(self.document().documentMargin())

    def _fit(self) -> None:
        if self.height() != self._height():
            self.setFixedHeight(self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._has_none(event):
            event.ignore()
            return True
        return super().event(event)

    def _has_none(self, event: QKeyEvent) -> bool:
        undo, redo = (event.matches(key) for key in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo))
        known = self.document()
        return (undo and not known.isUndoAvailable()) or (redo and not known.isRedoAvailable())


def framed_text(text: GrowingText) -> FieldFrame:
    """A text in the frame of a field."""
    layout = QVBoxLayout()
    layout.addWidget(text)
    return FieldFrame(layout, text)


class TextEditor(Editor):
    """A text of any length."""

    def __init__(self) -> None:
        super().__init__()
        self.field = GrowingText()
        self.field.textChanged.connect(self._on_edited)
        self.field.done.connect(self._leave)
        self._frame = framed_text(self.field)
        self._build(self._frame, self.field)

    def raw(self) -> str:
        return self.field.text()

    def _lock(self, *, locked: bool) -> None:
        self.field.setReadOnly(locked)
        self._frame.lock(locked=locked)

    def _show(self, value: object) -> None:
        self.field.setPlainText("" if value is None else str(value))

    def _show_raw(self, text: str) -> None:
        self.field.setPlainText(text)

    def _read(self, raw: str) -> object:
        return raw if raw.strip() else None

    def _mark(self, *, fault: bool) -> None:
        self._frame.mark(fault=fault)

    def _on_enter(self, _event: QKeyEvent) -> bool:
        return False

    def _settle(self) -> None:
        """What was typed is about to be saved: from now on Undo means the file's."""
        self.field.document().clearUndoRedoStacks()
