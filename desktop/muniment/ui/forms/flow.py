"""A layout of parts side by side that go on in the next row."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Parts side by side that go on in the next row where there is no room. With ``fill`` the last takes the rest."""

    def __init__(self, space: int = 4, *, fill: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._fill = fill
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(space)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insert(self, at: int, widget: QWidget) -> None:
        """Puts a widget before the one that stands there."""
        self.addWidget(widget)
        self._items.insert(at, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

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
