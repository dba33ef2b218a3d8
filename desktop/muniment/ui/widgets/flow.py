"""A layout that goes on in the next line where one is full, for chips."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Sets its parts one after the other, in reading direction, in as many lines as it takes.

    One that is ``in_line`` asks for the room of a single line, as long as there is so much.
    """

    def __init__(self, parent: QWidget | None = None, *, space: int = 8, in_line: bool = False) -> None:
        super().__init__(parent)
        self._in_line = in_line
        self._items: list[QLayoutItem] = []
        self.setSpacing(space)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insertWidget(self, at: int, widget: QWidget) -> None:
        """Sets a widget before the one that stands there now."""
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
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        if not self._in_line:
            return self.minimumSize()
        shown = [item.sizeHint().width() for item in self._items if not item.isEmpty()]
        return QSize(sum(shown) + self.spacing() * max(0, len(shown) - 1), self.minimumSize().height())

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Sets every part in its place, or only finds out how high that would be."""
        x, y, height = 0, 0, 0
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            if x and x + hint.width() > rect.width():
                x, y, height = 0, y + height + self.spacing(), 0
            if move:
                left = rect.right() - x - hint.width() + 1 if mirrored else rect.x() + x
                item.setGeometry(QRect(QPoint(left, rect.y() + y), hint))
            x, height = x + hint.width() + self.spacing(), max(height, hint.height())
        return y + height
