"""The frame of a field: the same around a line, a text, or chips, in every state."""

from PySide6.QtCore import QEvent, QMargins, QObject, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from muniment.ui.forms.segment import draw_frame
from muniment.ui.theme import current_colours, px

_HEIGHT, _BESIDE, _ABOVE = 34, 8, 4  # pixels at a text size of 100 %


class FieldFrame(QWidget):
    """Looks like a field and holds what is typed into. The ring is there while the focus is anywhere inside."""

    def __init__(self, layout: QLayout, *inner: QWidget) -> None:
        super().__init__()
        self._fault = self._locked = False
        self._inner = inner
        for one in inner:
            one.setProperty("bare", True)
            one.installEventFilter(self)
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._measure()

    def mark(self, *, fault: bool) -> None:
        """Shows that what is inside is wrong."""
        self._fault = fault
        self.update()

    def lock(self, *, locked: bool) -> None:
        """Shows that what is inside can be read, and not changed."""
        self._locked = locked
        self.update()

    def _measure(self) -> None:
        beside, above = px(self, _BESIDE), px(self, _ABOVE)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(QMargins(beside, above, beside, above))
        self.setMinimumHeight(px(self, _HEIGHT))

    def has_focus(self) -> bool:
        """Whether the focus is inside."""
        return any(one.hasFocus() for one in self._inner)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._measure()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside what is inside means the line that is typed into."""
        if self._inner and self.isEnabled():
            self._inner[-1].setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = current_colours()
        edge = colours.danger if self._fault else colours.edge
        fill = colours.surface if self.isEnabled() and not self._locked else colours.raised
        draw_frame(QPainter(self), self, focused=self.has_focus(), edge=edge, fill=fill)
