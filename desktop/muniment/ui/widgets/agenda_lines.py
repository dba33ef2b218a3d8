"""The lines of what is due as they are drawn, and the list with its keys."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from muniment.services.agenda import Item
from muniment.ui.models.agenda import LINE, Agenda, Group, tone_of, when
from muniment.ui.pages.casefile.telling import capital
from muniment.ui.theme import current_colours, figures, px

_GAP = 12  # pixels behind a text
_NARROW = 560  # pixels at a text size of 100 %; below, a thing takes two lines

Index = QModelIndex | QPersistentModelIndex


class AgendaLines(QStyledItemDelegate):
    """Draws a heading, or a thing: how far off, what, whose, on which day."""

    def __init__(self, model: Agenda, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        widget: QWidget = option.widget
        font: QFont = option.font
        height = QFontMetrics(font).height()
        if isinstance(index.data(LINE), Group):
            return QSize(0, height + px(widget, 24))
        return QSize(0, (2 * height if _is_narrow(widget) else height) + px(widget, 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        painter.save()
        if isinstance(line, Group):
            self._heading(painter, option, line)
        else:
            self._item(painter, option, line)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, group: Group) -> None:
        rect: QRect = option.rect
        widget: QWidget = option.widget
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(getattr(current_colours(), group.tone or "text")))
        inner = rect.adjusted(px(widget, 16), 0, -px(widget, 16), -px(widget, 4))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        painter.drawText(inner, flags, f"{group.title}  {group.count}")

    def _item(self, painter: QPainter, option: QStyleOptionViewItem, item: Item) -> None:
        rect: QRect = option.rect
        widget: QWidget = option.widget
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        colours = current_colours()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.selected))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.raised))
        inner = rect.adjusted(px(widget, 16), 0, -px(widget, 16), 0)
        if _is_narrow(widget):
            self._in_two(painter, inner, font, item)
        else:
            self._in_one(painter, inner, font, item)

    def _in_one(self, painter: QPainter, inner: QRect, font: QFont, item: Item) -> None:
        far, who, tone = _far(font), inner.width() // 3, tone_of(item, self._model.as_of)
        day = QFontMetrics(font).horizontalAdvance("0000-00-00") + _GAP
        who = min(who, 2 * far)
        cells = (
            (when(item, self._model.as_of), far, tone or "text"),
            (capital(item.title), inner.width() - far - who - day, "text"),
            (_whose(item), who, "muted"),
            (item.on.isoformat() if item.on else "", day, "muted"),
        )
        self._cells(painter, figures(font), inner, cells)

    def _in_two(self, painter: QPainter, inner: QRect, font: QFont, item: Item) -> None:
        height, far = QFontMetrics(font).height(), _far(font)
        upper = QRect(inner.left(), inner.center().y() - height, inner.width(), height)
        self._cells(painter, font, upper, ((capital(item.title), inner.width(), "text"),))
        tone = tone_of(item, self._model.as_of) or "text"
        below = ((when(item, self._model.as_of), far, tone), (_whose(item), inner.width() - far, "muted"))
        self._cells(painter, figures(font), upper.translated(0, height), below)

    def _cells(self, painter: QPainter, font: QFont, rect: QRect, cells: Sequence[tuple[str, int, str]]) -> None:
        """Texts side by side, each in its width and colour; from the right where that is how one reads."""
        widget = self.parent()
        assert isinstance(widget, QWidget)  # noqa: S101 - made with one
        mirrored = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
        flags = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(font)
        at = rect.left()
        for text, width, colour in cells:
            painter.setPen(QColor(getattr(current_colours(), colour)))
            cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width - _GAP)
            left = rect.left() + rect.right() - at - width + 1 if mirrored else at
            painter.drawText(QRect(left, rect.top(), width, rect.height()), flags, cut)
            at += width


def _far(font: QFont) -> int:
    """How much room is left for how far off a thing is."""
    return QFontMetrics(figures(font)).horizontalAdvance("00 000 days over") + _GAP


def _whose(item: Item) -> str:
    return " · ".join(part for part in (item.pseudonym, item.code) if part)


def _is_narrow(widget: QWidget) -> bool:
    return widget.width() < px(widget, _NARROW)


class AgendaList(QListView):
    """Enter opens the file, D notes as done or not done, Shift+D on another day, A adds."""

    opened = Signal(int)
    marked = Signal(int)
    dated = Signal(int)
    adding = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)  # a narrow one has lines in two
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at, plain = self.currentIndex().row(), not event.modifiers()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(at)
        elif event.key() == Qt.Key.Key_D and plain:
            self.marked.emit(at)
        elif event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.dated.emit(at)
        elif event.key() == Qt.Key.Key_A and plain:
            self.adding.emit()
        else:
            super().keyPressEvent(event)
