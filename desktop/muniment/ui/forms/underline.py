"""The line under an editor: what is wrong, else how it was understood, else the help while it has the focus."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from muniment.ui.icons import pixmap
from muniment.ui.theme import current_colours, px

_SIGN, _GAP, _LINE, _ABOVE = 13, 4, 20, 2  # pixels at a text size of 100 %
_SMALLER = 0.9


class Underline(QWidget):
    """One small line that is always there, so that nothing jumps when it begins to speak; longer texts make it grow.

    It is drawn, since a form has one for each field; what it says is the description of the editor above it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fault = self.hint = self.help_text = ""
        self.text = ""  # what is seen
        self._focused = False
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(
        self,
        *,
        fault: str | None = None,
        hint: str | None = None,
        help_text: str | None = None,
        focused: bool | None = None,
    ) -> None:
        """Changes what there is to say; what is not named stays."""
        self.fault = self.fault if fault is None else fault
        self.hint = self.hint if hint is None else hint
        self.help_text = self.help_text if help_text is None else help_text
        self._focused = self._focused if focused is None else focused
        before, self.text = self.text, self.fault or (self.hint or self.help_text if self._focused else "")
        if self.text != before:
            self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _SMALLER)
        return font

    def _indent(self) -> int:
        return px(self, _SIGN + _GAP) if self.fault else 1

    def sizeHint(self) -> QSize:
        return QSize(0, px(self, _LINE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def heightForWidth(self, width: int) -> int:
        if not self.text:
            return px(self, _LINE)
        room = QRect(0, 0, max(1, width - self._indent()), 10_000)
        needed = QFontMetrics(self._font()).boundingRect(room, Qt.TextFlag.TextWordWrap, self.text).height()
        return max(px(self, _LINE), needed + 2 * px(self, _ABOVE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.text:
            return
        colours, indent, above = current_colours(), self._indent(), px(self, _ABOVE)
        painter = QPainter(self)
        painter.setFont(self._font())
        painter.setPen(QColor(colours.danger if self.fault else colours.muted))
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        words = self.rect().adjusted(0 if mirrored else indent, above, -indent if mirrored else 0, 0)
        align = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, align | Qt.TextFlag.TextWordWrap, self.text)
        if self.fault:
            size = px(self, _SIGN)
            sign = pixmap("circle-alert", colours.danger, size, self.devicePixelRatioF())
            painter.drawPixmap(QPoint(self.width() - size if mirrored else 0, above + 1), sign)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()
