"""The middle of the page, scrolled so that what is looked at stays where it is, and what is sought comes into sight."""

import shiboken6
from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from muniment.ui.theme import px

_HEADING, _PLAIN = 48, 760  # pixels at a text size of 100 %
_AHEAD_MS, _AT_LATEST_MS = 10, 300  # after the first picture, or where none is painted, more is made than what is seen
_SEEKING_MS = 200  # in which a form that is being built takes its place


class Width(QWidget):
    """Takes the width that it is given; what is in it is asked for its height there and nowhere else."""

    def sizeHint(self) -> QSize:
        return QSize(px(self, _PLAIN), px(self, _HEADING))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class Sight(QScrollArea):
    """Holds the records of a section. ``ending`` says that somebody comes near the end of what is there."""

    ending = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sought: QWidget | None = None  # what should come into sight
        self._held: tuple[QWidget, int] | None = None  # what should stay as far down as it stood
        self._looking = QTimer(self, singleShot=True, interval=_AT_LATEST_MS)
        self._looking.timeout.connect(self.look_ahead)
        self._seeking = QTimer(self, singleShot=True, interval=_SEEKING_MS)
        self._seeking.timeout.connect(self._stop_seeking)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        )  # so that there is one width, laid out once
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.look_ahead())

    def _on_range(self, _low: int, _high: int) -> None:
        self._forget_the_gone()
        self._settle()
        self._scroll()
        self.look_soon()

    @property
    def seeking(self) -> bool:
        """Whether something is being brought or held where it should be."""
        return self._seeking.isActive()

    def look_soon(self) -> None:
        """Looks ahead once what is there has been painted."""
        self._looking.start(_AT_LATEST_MS)

    def look_ahead(self) -> None:
        """Says so if the end of what is there is near."""
        bar = self.verticalScrollBar()
        if bar.maximum() - bar.value() < self.viewport().height():
            self.ending.emit()

    def anchor(self) -> tuple[QWidget | None, int]:
        """What has the focus in here, and how far down it stands in sight."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return None, 0
        return focus, focus.mapTo(self, QPoint(0, 0)).y()

    def stay(self, anchor: QWidget, place: int) -> None:
        """Keeps a widget as far down as it stood, whatever has become longer or shorter above it."""
        self._held, self._sought = (anchor, place), None
        self._seeking.start()
        QTimer.singleShot(0, anchor, self._settle)

    def _settle(self) -> None:
        if self._held is not None and self.isAncestorOf(self._held[0]):
            self._settle_layout()
            anchor, place = self._held
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + anchor.mapTo(self, QPoint(0, 0)).y() - place)

    def seek(self, widget: QWidget) -> None:
        """Scrolls to a widget once it has its place, and as long as what is around it still takes its own."""
        self._sought, self._held = widget, None
        self._seeking.start()
        QTimer.singleShot(0, widget, self._scroll)

    def _scroll(self) -> None:
        """To the beginning of what is sought where it is higher than the room."""
        inner, widget = self.widget(), self._sought
        if widget is None or inner is None or not inner.isAncestorOf(widget):
            return
        self._settle_layout()
        height = self.viewport().height()
        top = widget.mapTo(inner, QPoint(0, 0)).y() - 12
        top = top if top > px(self, _HEADING) else 0  # the first one is shown with its heading
        bar, end = self.verticalScrollBar(), top + widget.height() + 24
        if top < bar.value() or end - top > height:
            bar.setValue(top)
        elif end > bar.value() + height:
            bar.setValue(end - height)

    def _forget_the_gone(self) -> None:
        """What was sought may have been taken away with its file or its section."""
        if self._sought is not None and not shiboken6.isValid(self._sought):
            self._sought = None
        if self._held is not None and not shiboken6.isValid(self._held[0]):
            self._held = None

    def _stop_seeking(self) -> None:
        """Once more at the end: on a busy machine things take their places late."""
        self._forget_the_gone()
        self._settle()
        self._scroll()
        self._sought = self._held = None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._looking.isActive():
            self._looking.start(_AHEAD_MS)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._sought = self._held = None  # somebody looks elsewhere
        super().wheelEvent(event)

    def _settle_layout(self) -> None:
        inner = self.widget()
        layout = inner.layout() if inner is not None else None
        if layout is not None:
            layout.activate()
