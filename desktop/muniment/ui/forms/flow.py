"""A layout of parts side by side that go on in the next row."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem

from muniment.ui.widgets.flow import Flow


class FieldFlow(Flow):
    """Parts at the middle of their row, which asks for the room of all. With ``fill`` the last takes the rest."""

    def __init__(self, space: int = 4, *, fill: bool = False) -> None:
        super().__init__(space=space)
        self._fill = fill

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        wide = sum(item.sizeHint().width() + self.spacing() for item in self._items)
        return QSize(wide + margins.left() + margins.right(), self.minimumSize().height())

    def minimumSize(self) -> QSize:
        margins = self.contentsMargins()
        sizes = [item.minimumSize() for item in self._items]
        wide = max((size.width() for size in sizes), default=0)
        high = max((size.height() for size in sizes), default=0)
        return QSize(wide + margins.left() + margins.right(), high + margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        top = inner.top()
        for row in self._rows(inner.width()):
            height = max(item.sizeHint().height() for item in row)
            if move:
                self._place(row, QRect(inner.left(), top, inner.width(), height), last=row[-1] is self._items[-1])
            top += height + self.spacing()
        bottom = top - self.spacing() if self._items else top
        return bottom - rect.top() + self.contentsMargins().bottom()

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        room = 0
        for item in self._items:
            if (widget := item.widget()) is not None and widget.isHidden():
                continue
            wide = self._width(item)
            if not rows or wide > room:
                rows.append([])
                room = width
            rows[-1].append(item)
            room -= wide + self.spacing()
        return rows

    def _width(self, item: QLayoutItem) -> int:
        last = self._fill and item is self._items[-1]
        return item.minimumSize().width() if last else item.sizeHint().width()

    def _place(self, row: list[QLayoutItem], rect: QRect, *, last: bool) -> None:
        left = rect.left()
        for item in row:
            wide = min(self._width(item), rect.width())
            if last and self._fill and item is row[-1]:
                wide = rect.right() - left + 1
            high = min(item.sizeHint().height(), rect.height())
            at = QRect(QPoint(left, rect.top() + (rect.height() - high) // 2), QSize(wide, high))
            parent = self.parentWidget()
            if parent is not None and parent.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                at.moveRight(rect.right() - (left - rect.left()))
            item.setGeometry(at)
            left += wide + self.spacing()
