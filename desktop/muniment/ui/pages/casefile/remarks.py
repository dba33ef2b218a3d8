"""A warning as a line that leads to the record that it is about."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from muniment.domain.rules import Remark
from muniment.ui.pages.casefile.reading import Reading, remark_look
from muniment.ui.pages.casefile.rows import Cell
from muniment.ui.wording import _


class RemarkLine(QFrame):
    """One warning; Enter or a click goes to its record, where it has one of its own."""

    wanted = Signal(str, str)  # kind and id of the record

    def __init__(self, remark: Remark) -> None:
        super().__init__()
        self._remark = remark
        self.setProperty("role", "line")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        sign, tone = remark_look(remark)
        reading = Reading(signs=0)
        reading.show_cells((Cell(remark.text, 0, sign, tone),))
        self.setAccessibleName(remark.text)
        self.setAccessibleDescription(_("Enter shows the record"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 2, 4, 2)
        layout.addWidget(reading)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._go()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go()
        event.accept()

    def _go(self) -> None:
        self.wanted.emit(self._remark.record, self._remark.id)
