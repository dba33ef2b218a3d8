"""The lines of what is due as they are drawn, and the list with its keys."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from muniment.services.agenda import Item
from muniment.ui.models.agenda import LINE, Agenda, Group, tone_of, when
from muniment.ui.theme import current_colours, figures, px

Index = QModelIndex | QPersistentModelIndex


class AgendaLines(QStyledItemDelegate):
    """Draws a heading, or a thing: how far off, what, whose, on which day."""

    def __init__(self, model: Agenda, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        widget: QWidget = option.widget
        font: QFont = option.font
        heading = isinstance(index.data(LINE), Group)
        return QSize(0, QFontMetrics(font).height() + px(widget, 24 if heading else 14))

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
        first, last = px(widget, 118), px(widget, 110)
        who = min(px(widget, 240), inner.width() // 3)
        tone = tone_of(item, self._model.as_of)
        at = inner.left()
        cells = (
            (when(item, self._model.as_of), first, tone or "text", figures(font)),
            (item.title, inner.width() - first - who - last, "text", font),
            (" ".join(part for part in (item.pseudonym, item.code) if part), who, "muted", font),
            (item.on.isoformat() if item.on else "", last, "muted", figures(font)),
        )
        for text, width, colour, shape in cells:
            painter.setPen(QColor(getattr(colours, colour)))
            painter.setFont(shape)
            cut = QFontMetrics(shape).elidedText(text, Qt.TextElideMode.ElideRight, width - px(widget, 12))
            flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRect(at, rect.top(), width, rect.height()), flags, cut)
            at += width


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
