"""The list of what case files share: a name and a chip with its kind on each line, and chips that narrow it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from muniment.ui.theme import current_colours, px
from muniment.ui.widgets.basics import button, clear
from muniment.ui.widgets.flow import Flow
from muniment.ui.wording import _

_ID = int(Qt.ItemDataRole.UserRole)
_TITLE, _CHIP = _ID + 1, _ID + 2
_HEIGHT, _EDGE, _INSIDE = 32, 12, 8  # pixels at a text size of 100 %


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the record's id, what it is called, its kind, and that kind in words."""

    id: str
    title: str
    kind: str
    chip: str


class KindChips(QWidget):
    """One chip for each kind, and one for all: ``chosen`` tells the kind, "" for all."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._kinds: tuple[tuple[str, str], ...] = ()
        self.kind = ""
        self._group = QButtonGroup(self)
        self._flow = Flow(self, space=4)
        self.setAccessibleName(_("Kinds"))

    def offer(self, kinds: Iterable[tuple[str, str]]) -> None:
        """Offers these kinds with their names; a kind that is gone is chosen no more."""
        kinds = tuple(kinds)
        if kinds == self._kinds:
            return
        self._kinds = kinds
        self.kind = self.kind if self.kind in dict(kinds) else ""
        clear(self._flow)
        for name, text in (("", _("All")), *kinds):
            made = button(text, kind="chip")
            made.setCheckable(True)
            made.setChecked(name == self.kind)
            made.clicked.connect(lambda _on=False, name=name: self._on_chosen(name))
            self._group.addButton(made)
            self._flow.addWidget(made)
        self.setVisible(len(kinds) > 1)

    def _on_chosen(self, kind: str) -> None:
        if kind != self.kind:
            self.kind = kind
            self.chosen.emit(kind)


class NameList(QListWidget):
    """Enter goes into the chosen record."""

    entered_ = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_Chipped(self))

    def show_lines(self, lines: Sequence[Line], chosen: str) -> None:
        """Shows other names, and chooses one of them."""
        self.blockSignals(True)
        self.clear()
        at = 0
        for number, one in enumerate(lines):
            item = QListWidgetItem(f"{one.title}, {one.chip}" if one.chip else one.title)
            for role, value in ((_ID, one.id), (_TITLE, one.title), (_CHIP, one.chip)):
                item.setData(role, value)
            item.setToolTip(one.title)
            self.addItem(item)
            at = number if one.id == chosen else at
        self.blockSignals(False)
        if lines:
            self.setCurrentRow(-1)
            self.setCurrentRow(at)

    @staticmethod
    def id_of(item: QListWidgetItem | None) -> str:
        """The id of the record of a line; "" for none."""
        return str(item.data(_ID)) if item is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_.emit()
        else:
            super().keyPressEvent(event)


class _Chipped(QStyledItemDelegate):
    """Draws the name, cut short where it has to be, and its kind as a chip at the end of the line."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, max(px(self._view, _HEIGHT), self._view.fontMetrics().height() + px(self._view, 10)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        style = self._view.style() or QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, self._view)
        edge = px(self._view, _EDGE)
        room = QRectF(option.rect).adjusted(edge, 0, -edge, 0)
        mirrored = self._view.layoutDirection() is Qt.LayoutDirection.RightToLeft
        painter.save()
        room = self._draw_chip(painter, room, str(index.data(_CHIP) or ""), mirrored=mirrored)
        painter.setFont(self._view.font())
        painter.setPen(QColor(current_colours().text))
        title = self._view.fontMetrics().elidedText(
            str(index.data(_TITLE)), Qt.TextElideMode.ElideRight, int(room.width())
        )
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, title)
        painter.restore()

    def _draw_chip(self, painter: QPainter, room: QRectF, text: str, *, mirrored: bool) -> QRectF:
        """Draws the chip and gives the room that is left."""
        if not text:
            return room
        colours, small = current_colours(), QFont(self._view.font())
        small.setPointSizeF(small.pointSizeF() * 0.9)
        metrics, inside = QFontMetrics(small), px(self._view, _INSIDE)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room.width() * 0.45))
        wide, high = metrics.horizontalAdvance(text) + 2 * inside, metrics.height() + px(self._view, 2)
        left = room.left() if mirrored else room.right() - wide
        chip = QRectF(left, room.center().y() - high / 2, wide, high)
        painter.setFont(small)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.line))
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(chip, high / 2, high / 2)
        painter.setPen(QColor(colours.muted))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
        more = wide + inside
        return room.adjusted(more, 0, 0, 0) if mirrored else room.adjusted(0, 0, -more, 0)
