"""How the fields of a form stand: two columns of short ones where there is room, long ones over the whole width."""

from collections.abc import Iterable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from muniment.ui.forms.field_box import FieldBox
from muniment.ui.theme import px

_TWO_COLUMNS_FROM = 560  # pixels at a text size of 100 %


class FieldGrid(QWidget):
    """Fields and headings in the order in which they are added; Tab follows that order."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)

    def fill(self, parts: Iterable[QWidget]) -> None:
        """Shows these, one after the other."""
        self._parts = list(parts)
        self._columns = 0
        self._arrange()

    def _arrange(self) -> None:
        columns = 2 if self.width() >= px(self, _TWO_COLUMNS_FROM) else 1
        if columns == self._columns:
            return
        self._columns = columns
        self._grid.setHorizontalSpacing(px(self, 16))
        for part in self._parts:
            self._grid.removeWidget(part)
        row = column = 0
        for part in self._parts:
            short = isinstance(part, FieldBox) and not part.wide
            if column and (not short or column == columns):
                row, column = row + 1, 0
            self._grid.addWidget(part, row, column, 1, 1 if short else columns)
            column = column + 1 if short else columns
        for at in range(2):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)

    def minimumSizeHint(self) -> QSize:
        """As narrow as one column, however many there are now."""
        widest = max((part.minimumSizeHint().width() for part in self._parts), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
