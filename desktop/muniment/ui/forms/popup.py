"""The list under a line that is typed into: part of the window, never with the focus, without a loop of its own."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from muniment.ui.forms.candidates import Candidate, Role
from muniment.ui.icons import pixmap
from muniment.ui.theme import current_colours, px

_MOST = 9  # lines that are seen at once
_EDGE = 2  # pixels between the frame and the list
_LINE, _GAP, _LEAST_WIDTH = 28, 4, 240  # pixels at a text size of 100 %

Index = QModelIndex | QPersistentModelIndex


class CandidateModel(QAbstractListModel):
    """The candidates as a list view reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.candidates: list[Candidate] = []

    def show(self, candidates: Sequence[Candidate]) -> None:
        """Shows these in the place of those before."""
        self.beginResetModel()
        self.candidates = list(candidates)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.candidates)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one = self.candidates[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{one.text}, {one.detail}" if one.detail else one.text
        return None


class _Painter(QStyledItemDelegate):
    """Draws a candidate: its text, what tells it from others, and a hairline above where something else begins."""

    def __init__(self, model: CandidateModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        apart = self._model.candidates[index.row()].apart
        return QSize(0, px(view, _LINE + (_GAP if apart else 0)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        one, view = self._model.candidates[index.row()], option.widget
        colours, edge = current_colours(), px(view, 8)
        rect = QRect(option.rect)
        painter.save()
        if one.apart:
            painter.fillRect(QRect(rect.left(), rect.top() + px(view, _GAP) // 2, rect.width(), 1), colours.line)
            rect.setTop(rect.top() + px(view, _GAP))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colours.selected)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colours.raised)
        inner = rect.adjusted(edge, 0, -edge, 0)
        if one.role is not Role.TAKE:
            inner = self._sign(painter, view, inner, one)
        painter.setPen(colours.accent if one.role is not Role.TAKE else view.palette().color(QPalette.ColorRole.Text))
        self._texts(painter, view, inner, one)
        painter.restore()

    def _sign(self, painter: QPainter, view: QWidget, inner: QRect, one: Candidate) -> QRect:
        size = px(view, 14)
        drawn = pixmap(
            "plus" if one.role is Role.MAKE else "check", current_colours().accent, size, view.devicePixelRatioF()
        )
        top = inner.top() + (inner.height() - size) // 2
        left = inner.left() if view.layoutDirection() is Qt.LayoutDirection.LeftToRight else inner.right() - size
        painter.drawPixmap(QPoint(left, top), drawn)
        step = size + px(view, 6)
        return inner.adjusted(step, 0, 0, 0) if left == inner.left() else inner.adjusted(0, 0, -step, 0)

    def _texts(self, painter: QPainter, view: QWidget, inner: QRect, one: Candidate) -> None:
        metrics = view.fontMetrics()
        direction = view.layoutDirection()
        leading = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        text = metrics.elidedText(one.text, Qt.TextElideMode.ElideMiddle, inner.width())
        width = metrics.horizontalAdvance(text) + px(view, 12)
        align = QStyle.visualAlignment(direction, leading)
        painter.drawText(inner, align, text)
        room = inner.width() - width
        if one.detail and room > px(view, 32):
            rest = QRect(inner)
            if direction is Qt.LayoutDirection.LeftToRight:
                rest.setLeft(inner.left() + width)
            else:
                rest.setRight(inner.right() - width)
            trailing = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
            painter.setPen(current_colours().muted)
            detail = metrics.elidedText(one.detail, Qt.TextElideMode.ElideRight, room)
            painter.drawText(rest, QStyle.visualAlignment(direction, trailing), detail)


class Popup(QFrame):
    """Candidates in a frame above the page. ``picked`` tells of one that was clicked."""

    picked = Signal(object)  # Candidate

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = CandidateModel()
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Painter(self._model, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        layout.addWidget(self.list)
        self.hide()

    def offer(self, candidates: Sequence[Candidate], line: QWidget, chosen: int) -> None:
        """Shows candidates under a line, or above it where there is more room, with one of them chosen (-1: none)."""
        self._model.show(candidates)
        self.choose(chosen)
        self.place(line)
        self.show()  # which lays out what waits to be laid out: the line may be elsewhere after that
        self.place(line)
        self.raise_()

    def place(self, line: QWidget) -> None:
        """Stands under a line, or above it, as wide as it, inside the window."""
        window = line.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        at = line.mapTo(window, QPoint(0, 0))
        wanted = self._wanted_height()
        below = window.height() - at.y() - line.height() - px(self, _GAP)
        above = at.y() - px(self, _GAP)
        under = below >= min(wanted, px(self, 5 * _LINE)) or below >= above
        height = max(min(wanted, below if under else above), px(self, _LINE))
        width = min(max(line.width(), px(self, _LEAST_WIDTH)), window.width() - px(self, _GAP))
        top = at.y() + line.height() + 2 if under else at.y() - height - 2
        left = at.x() if line.layoutDirection() is Qt.LayoutDirection.LeftToRight else at.x() + line.width() - width
        whole = height >= wanted and len(self._model.candidates) <= _MOST
        bars = Qt.ScrollBarPolicy
        self.list.setVerticalScrollBarPolicy(bars.ScrollBarAlwaysOff if whole else bars.ScrollBarAsNeeded)
        self.setGeometry(max(0, min(left, window.width() - width - px(self, _GAP))), top, width, height)
        self.list.scrollTo(self.list.currentIndex())

    def _wanted_height(self) -> int:
        rows = range(min(_MOST, len(self._model.candidates)))
        return sum(self.list.sizeHintForRow(row) for row in rows) + 2 * (_EDGE + 1)

    def choose(self, row: int) -> None:
        """Marks one line; -1 marks none."""
        self.list.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())

    def chosen(self) -> Candidate | None:
        """The candidate that is marked."""
        row = self.list.currentIndex().row()
        return self._model.candidates[row] if row >= 0 else None

    def step(self, by: int) -> None:
        """Marks a line further down, or up; at the ends it stays, from none it goes to the first or the last."""
        count, row = self._model.rowCount(), self.list.currentIndex().row()
        start = (-1 if by > 0 else count) if row < 0 else row
        if count:
            self.choose(max(0, min(count - 1, start + by)))
            self.list.scrollTo(self.list.currentIndex())

    def page(self) -> int:
        """How many lines are seen at once."""
        return max(1, self.list.height() // px(self, _LINE) - 1)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.picked.emit(self._model.candidates[index.row()])
