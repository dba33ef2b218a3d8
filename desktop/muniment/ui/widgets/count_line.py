"""A published count drawn on a line, and what is documented beside it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from muniment.services.counts import Compared
from muniment.ui.theme import current_colours, px

_HEIGHT, _EDGE, _DOT = 28, 8, 5  # pixels at a text size of 100 %


class CountLine(QWidget):
    """One count on a line from 0 to a little more than ``most``.

    A dot where one number was published, a bar from the lowest to the highest, an arrow where only the lowest is
    known; a hollow diamond for what is documented. The numbers stand beside it as text.
    """

    def __init__(self, compared: Compared, most: int) -> None:
        super().__init__()
        self._compared, self._most = compared, max(1.0, most * 1.05)  # an arrow has room at its end
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(self, 160), px(self, _HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(self, 80), px(self, _HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colours, middle = QPainter(self), current_colours(), self.height() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(QPointF(self._at(0), middle), QPointF(self._at(self._most), middle))
        self._draw_claim(painter, middle)
        self._draw_documented(painter, middle)

    def _at(self, number: float) -> float:
        edge = px(self, _EDGE)
        return edge + (self.width() - 2 * edge) * number / self._most

    def _draw_claim(self, painter: QPainter, middle: float) -> None:
        claim, dot = self._compared.claim, px(self, _DOT)
        accent = QColor(current_colours().accent)
        low, high = claim.low, claim.high
        painter.setPen(QPen(accent, px(self, 2)))
        painter.setBrush(accent)
        if low is not None and high is not None and high > low:
            bar = QRectF(self._at(low), middle - dot / 2, self._at(high) - self._at(low), dot)
            painter.drawRoundedRect(bar, dot / 2, dot / 2)
        elif low is not None and high is None:
            tip = min(self._at(low) + 4 * dot, self.width() - px(self, 1))
            painter.drawLine(QPointF(self._at(low), middle), QPointF(tip, middle))
            painter.drawPolyline(
                QPolygonF([QPointF(tip - dot, middle - dot), QPointF(tip, middle), QPointF(tip - dot, middle + dot)])
            )
        for end in {low, high} - {None}:
            painter.drawEllipse(QPointF(self._at(end or 0), middle), dot, dot)

    def _draw_documented(self, painter: QPainter, middle: float) -> None:
        at, size = self._at(self._compared.documented.certain), px(self, _DOT + 2)
        painter.setPen(QPen(QColor(current_colours().text), px(self, 2)))
        painter.setBrush(QColor(current_colours().surface))
        corners = ((at, middle - size), (at + size, middle), (at, middle + size), (at - size, middle))
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
