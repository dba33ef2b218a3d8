"""A line that offers what is typed for: the keys, the list under it, and when both go away."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from muniment.ui.forms.candidates import Candidate
from muniment.ui.forms.popup import Popup

Found = Callable[[list[Candidate]], None]
Find = Callable[[str, Found], None]
"""Looks for candidates of a typed text and tells of them, at once or later."""

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_OWN_WHILE_OPEN = (
    *(Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
)


class TypeAhead(QObject):
    """Offers candidates under a line. ``picked`` tells of the one that was taken, ``dropped`` of Escape."""

    picked = Signal(object)  # Candidate
    dropped = Signal()

    def __init__(self, line: QLineEdit, find: Find, *, around: QWidget | None = None, sure: bool = True) -> None:
        """``around`` is what the list stands under, if not the line; ``sure`` marks the first candidate at once."""
        super().__init__(line)
        self._line, self._around, self._find, self._sure = line, around or line, find, sure
        self._popup: Popup | None = None
        self._asked = 0
        self._watched: list[QWidget] = []
        line.installEventFilter(self)
        line.textEdited.connect(self._on_typed)

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._popup is not None and self._popup.isVisible()

    def open(self, text: str = "") -> None:
        """Offers what there is for a text; everything for none."""
        self._asked += 1
        asked, typed = self._asked, bool(text.strip())

        def found(candidates: list[Candidate]) -> None:
            if asked == self._asked and shiboken6.isValid(self) and self._line.hasFocus():
                self._offer(candidates, typed=typed)

        self._find(text, found)

    def close(self) -> None:
        """Takes the list away, and no longer waits for one."""
        self._asked += 1
        for one in self._watched:
            if one is not self._line and shiboken6.isValid(one):
                one.removeEventFilter(self)
        self._watched = []
        if self._popup is not None:
            self._popup.hide()

    def _offer(self, candidates: list[Candidate], *, typed: bool) -> None:
        if not candidates:
            self.close()
            return
        if self._popup is None or not shiboken6.isValid(self._popup):
            self._popup = Popup()
            self._popup.picked.connect(self._on_picked)
            self.destroyed.connect(self._popup.deleteLater)
        if not self.is_open:
            self._watch()
        self._popup.offer(candidates, self._around, 0 if self._sure and typed else -1)
        self._announce()

    def _watch(self) -> None:
        """Follows the line where the page scrolls, and goes away with it."""
        at: QWidget | None = self._around
        while at is not None:
            at.installEventFilter(self)
            self._watched.append(at)
            at = None if at.isWindow() else at.parentWidget()

    def _announce(self) -> None:
        chosen = self._popup.chosen() if self._popup else None
        if chosen is not None and QAccessible.isActive():
            text = f"{chosen.text}, {chosen.detail}" if chosen.detail else chosen.text
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._line, text))

    # --- what happens to the line ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._line and isinstance(event, QKeyEvent):
            if kind is QEvent.Type.KeyPress:
                return self._on_key(event)
            if kind is QEvent.Type.ShortcutOverride and self.is_open and event.key() in _OWN_WHILE_OPEN:
                event.accept()
                return True
        elif watched is self._line and kind is QEvent.Type.FocusOut:
            self.close()
        elif watched is self._line and kind is QEvent.Type.MouseButtonPress and not self.is_open:
            self._on_click()
        elif kind in (QEvent.Type.Move, QEvent.Type.Resize) and self.is_open and self._popup is not None:
            self._popup.place(self._around)
        elif kind is QEvent.Type.Hide:
            self.close()
        return super().eventFilter(watched, event)

    def _on_click(self) -> None:
        """A click into the line shows what there is, as the arrow does."""
        if self._line.isEnabled() and not self._line.isReadOnly():
            self._line.setFocus(Qt.FocusReason.MouseFocusReason)
            self.open()

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if not self.is_open:
            return self._opens(key)
        if self._popup is None:
            return False
        if key in _STEPS:
            self._popup.step(_STEPS[key])
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._popup.step(self._popup.page() * (1 if key == Qt.Key.Key_PageDown else -1))
        elif key == Qt.Key.Key_Escape:
            self.close()
            self.dropped.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            return self._take() and key != Qt.Key.Key_Tab
        else:
            return False
        self._announce()
        return True

    def _opens(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Down and not self._line.isReadOnly():
            self.open()
            return True
        if key == Qt.Key.Key_Escape and self._line.isModified():
            self.dropped.emit()
            return True
        return False

    def _take(self) -> bool:
        """Takes the candidate that is marked; False where none is."""
        chosen = self._popup.chosen() if self._popup else None
        self.close()
        if chosen is not None:
            self.picked.emit(chosen)
        return chosen is not None

    def _on_picked(self, chosen: Candidate) -> None:
        self.close()
        self.picked.emit(chosen)

    def _on_typed(self, text: str) -> None:
        if text.strip():
            self.open(text)
        else:
            self.close()
