"""Buttons and boxes that forms draw themselves, so that they are right at every text size and in both palettes."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QToolButton, QWidget

from muniment.ui.icons import pixmap
from muniment.ui.theme import current_colours, px

_HEIGHT, _EDGE, _CORNER, _ICON, _GAP = 34, 10, 6, 15, 6  # pixels at a text size of 100 %
_BOX, _TICK = 16, ((0.22, 0.52), (0.43, 0.72), (0.79, 0.3))


def draw_frame(painter: QPainter, widget: QWidget, *, focused: bool, edge: str, fill: str) -> None:
    """The rounded frame of a field or a button, with the ring where it has the focus."""
    width = px(widget, 2) if focused else 1
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(current_colours().accent if focused else edge), width))
    painter.setBrush(QColor(fill))
    half = width / 2
    corner = px(widget, _CORNER)
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(half, half, -half, -half), corner, corner)


class Segment(QRadioButton):
    """One of a few answers that exclude each other: an icon and a word."""

    def __init__(self, text: str, icon: str) -> None:
        super().__init__(text)
        self._icon = icon

    def sizeHint(self) -> QSize:
        return _size(self, self.text(), bool(self._icon))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint(self, self._icon, "text", chosen=self.isChecked())


class MoreSegment(QToolButton):
    """What stands for the answers that are seldom given; it says which one is."""

    def __init__(self) -> None:
        super().__init__()
        self._chosen = False

    def say(self, text: str) -> None:
        """Shows the answer that was given, or none."""
        self.setText(text)
        self._chosen = bool(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return _size(self, self.text(), True)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint(self, "chevron-down", "muted", chosen=self._chosen)


class Tick(QCheckBox):
    """A box to check, with its word."""

    def sizeHint(self) -> QSize:
        wide = px(self, _BOX) + px(self, _GAP) + self.fontMetrics().horizontalAdvance(self.text()) + 2 * px(self, 5)
        return QSize(wide, max(px(self, 26), self.fontMetrics().height() + 2 * px(self, 3)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, size = current_colours(), px(self, _BOX)
        painter = QPainter(self)
        if self.hasFocus():
            draw_frame(painter, self, focused=True, edge=colours.accent, fill="transparent")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, words = self._places(size)
        on = self.isChecked()
        edge = colours.accent if on else colours.danger if self.property("fault") else colours.edge
        fill = colours.accent if on else colours.raised if self.underMouse() else colours.surface
        if not self.isEnabled():
            edge, fill = colours.line, colours.line if on else colours.raised
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), px(self, 3), px(self, 3))
        if on:
            painter.setPen(QPen(QColor(colours.on_accent if self.isEnabled() else colours.muted), px(self, 2)))
            points = [QPointF(box.left() + x * size, box.top() + y * size) for x, y in _TICK]
            painter.drawPolyline(QPolygonF(points))
        painter.setPen(QColor(colours.text if self.isEnabled() else colours.muted))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | _leading(self), self.text())

    def _places(self, size: int) -> tuple[QRect, QRect]:
        """Where the box is and where the word."""
        edge, gap = px(self, 5), px(self, _GAP)
        top = (self.height() - size) // 2
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left = self.width() - edge - size
            return QRect(left, top, size, size), QRect(edge, 0, left - gap - edge, self.height())
        return QRect(edge, top, size, size), QRect(
            edge + size + gap, 0, self.width() - size - gap - edge, self.height()
        )


def _leading(widget: QWidget) -> Qt.AlignmentFlag:
    rtl = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft


def _size(widget: QAbstractButton, text: str, icon: bool) -> QSize:
    words = widget.fontMetrics().horizontalAdvance(text)
    between = px(widget, _GAP) if icon and text else 0
    sign = px(widget, _ICON) if icon else 0
    return QSize(2 * px(widget, _EDGE) + sign + between + words, px(widget, _HEIGHT))


def _paint(widget: QAbstractButton, icon: str, tone: str, *, chosen: bool) -> None:
    colours = current_colours()
    painter = QPainter(widget)
    over = widget.underMouse() and widget.isEnabled()
    fill = colours.selected if chosen else colours.raised if over or not widget.isEnabled() else colours.surface
    edge = colours.accent if chosen else colours.danger if widget.property("fault") else colours.edge
    draw_frame(painter, widget, focused=widget.hasFocus(), edge=edge, fill=fill)
    rtl = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    inner = widget.rect().adjusted(px(widget, _EDGE), 0, -px(widget, _EDGE), 0)
    size = px(widget, _ICON)
    drawn = pixmap(icon, getattr(colours, tone if widget.isEnabled() else "muted"), size, widget.devicePixelRatioF())
    left = inner.right() - size + 1 if rtl else inner.left()
    painter.drawPixmap(QPoint(left, (widget.height() - size) // 2), drawn)
    step = size + px(widget, _GAP)
    words = inner.adjusted(0, 0, -step, 0) if rtl else inner.adjusted(step, 0, 0, 0)
    painter.setPen(QColor(colours.text if widget.isEnabled() else colours.muted))
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | _leading(widget), widget.text())
