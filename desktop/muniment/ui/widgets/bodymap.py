"""The body map on the screen: the outlines that are printed, injuries as numbered marks, a cross-hair to place one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from muniment.domain.body_map import BodyMap, BodyView, smoothed
from muniment.domain.body_regions import region_at
from muniment.domain.vocabulary import Vocabularies
from muniment.ui.theme import current_colours, px
from muniment.ui.wording import _, language

_HEIGHTS = {"head": 130, "hands": 115, "feet": 115}  # pixels at a text size of 100 %; all others:
_BODY, _GAP, _CAPTION, _RADIUS = 200, 12, 22, 9
_STEP, _STRIDE = 0.01, 0.05  # of a view, for an arrow key alone and with Shift
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_TURNS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


@dataclass(frozen=True, slots=True)
class Spot:
    """An injury on the map: its number in the list, the view, its place there from 0 to 1, and what it is."""

    number: int
    view: str
    x: float
    y: float
    name: str = ""


class BodyMapView(QWidget):
    """Views of the body side by side. Where it may be changed, a click or Enter at the cross-hair places an injury:
    arrow keys move it (with Shift faster), Page Up and Page Down go to another view, Delete takes away what is chosen.
    """

    placed = Signal(str, float, float)  # view, across, down
    cleared = Signal()

    def __init__(self, body: BodyMap, vocabularies: Vocabularies, *, read_only: bool = False) -> None:
        super().__init__()
        self._body, self._vocabularies, self._read_only = body, vocabularies, read_only
        self._spots: tuple[Spot, ...] = ()
        self._title = _("Body map")
        self._chosen = 0  # the number of the spot that is looked at
        self._view, self._x, self._y = next(iter(body.views)), 0.5, 0.3
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if read_only else Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Body map"))
        self._speak()

    # --- what is shown ---

    def show_spots(self, spots: Sequence[Spot], chosen: int = 0) -> None:
        """Shows injuries, and the one of that number as the one that is looked at; the cross-hair begins there."""
        self._spots, self._chosen = tuple(spots), chosen
        for spot in spots:
            if spot.number == chosen:
                self._view, self._x, self._y = spot.view, spot.x, spot.y
        self._speak()
        self.updateGeometry()
        self.update()

    def call(self, title: str) -> None:
        """Says what it is, and with it where its cross-hair is."""
        self._title = title
        self._speak()

    @property
    def cross_hair(self) -> tuple[str, float, float]:
        """Where the cross-hair is: view, across, down."""
        return self._view, self._x, self._y

    def _views(self) -> list[BodyView]:
        """All of them where one is placed; else front and back, and those with injuries."""
        marked = {"front", "back", *(spot.view for spot in self._spots)}
        return [view for view in self._body.views.values() if not self._read_only or view.id in marked]

    def _speak(self) -> None:
        """Says which injuries are on it; where one is placed, where the cross-hair is."""
        if self._read_only:
            self.setAccessibleDescription("; ".join(f"{spot.number}: {spot.name}" for spot in self._spots))
            return
        region, side = region_at(self._body.views[self._view], self._x, self._y)
        words = (("body_view", self._view), ("body_side", side), ("body_region", region))
        here = ", ".join(self._vocabularies.label(name, term, language()) for name, term in words if term)
        self.setAccessibleName(f"{self._title}: {here}")
        self.setToolTip(_("At: {here}. Enter places the injury.").format(here=here))

    # --- where things stand ---

    def _panels(self, width: int) -> Iterator[tuple[BodyView, QRectF]]:
        """Every view with the room of its drawing; the next line where one is full."""
        left = top = line = 0.0
        gap, caption = px(self, _GAP), px(self, _CAPTION)
        for view in self._views():
            height = px(self, _HEIGHTS.get(view.id, _BODY))
            wide = height * view.aspect
            if left and left + wide > width:
                left, top, line = 0.0, top + line + gap, 0.0
            yield view, QRectF(left + px(self, _RADIUS), top + px(self, _RADIUS), wide, height)
            left, line = left + wide + gap + px(self, _RADIUS), max(line, height + caption + px(self, _RADIUS))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(max((room.bottom() for _view, room in self._panels(width)), default=0)) + px(self, _CAPTION)

    def sizeHint(self) -> QSize:
        return QSize(px(self, 320), px(self, _BODY + _CAPTION))

    # --- drawing ---

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for view, room in self._panels(self.width()):
            self._draw_view(painter, view, room)
            if view.id == self._view and self.hasFocus():
                self._draw_cross_hair(painter, room)
            for spot in self._spots:
                if spot.view == view.id:
                    self._draw_spot(painter, spot, room)

    def _draw_view(self, painter: QPainter, view: BodyView, room: QRectF) -> None:
        colours = current_colours()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.muted), 1.2))
        for outline in view.outlines:
            shape = QPolygonF([_at(room, x, y) for x, y in smoothed(outline)])
            (painter.drawPolygon if outline.closed else painter.drawPolyline)(shape)
        below = QRectF(room.left(), room.bottom() + 2, room.width(), px(self, _CAPTION))
        current = view.id == self._view and self.hasFocus()
        painter.setPen(QColor(colours.accent if current else colours.text))
        title = self._vocabularies.label("body_view", view.id, language())
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, title)
        painter.setPen(QColor(colours.muted))
        for side, align in ((view.left, Qt.AlignmentFlag.AlignLeft), (view.right, Qt.AlignmentFlag.AlignRight)):
            letter = self._vocabularies.label("body_side", side, language())[:1].upper() if side else ""
            painter.drawText(below, align | Qt.AlignmentFlag.AlignTop, letter)

    def _draw_spot(self, painter: QPainter, spot: Spot, room: QRectF) -> None:
        """A number in a circle; the chosen one is filled, so that it is told from others in grey too."""
        colours, chosen = current_colours(), spot.number == self._chosen
        middle, radius = _at(room, spot.x, spot.y), px(self, _RADIUS)
        painter.setPen(QPen(QColor(colours.danger), 2 if chosen else 1.2))
        painter.setBrush(QColor(colours.danger if chosen else colours.surface))
        painter.drawEllipse(middle, radius, radius)
        painter.setPen(QColor(colours.surface if chosen else colours.danger))
        around = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(around, Qt.AlignmentFlag.AlignCenter, str(spot.number))

    def _draw_cross_hair(self, painter: QPainter, room: QRectF) -> None:
        painter.setPen(QPen(QColor(current_colours().accent), 1.5))
        at = _at(room, self._x, self._y)
        painter.drawLine(QPointF(room.left(), at.y()), QPointF(room.right(), at.y()))
        painter.drawLine(QPointF(at.x(), room.top()), QPointF(at.x(), room.bottom()))

    # --- keys and pointer ---

    def _move(self, x: float, y: float) -> None:
        self._x, self._y = (min(1.0, max(0.0, round(one, 3))) for one in (x, y))
        self._speak()
        self.update()

    def _turn(self, by: int) -> None:
        names = list(self._body.views)
        self._view = names[(names.index(self._view) + by) % len(names)]
        self._move(self._x, self._y)

    def _place(self) -> None:
        self.placed.emit(self._view, self._x, self._y)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self._read_only:
            super().keyPressEvent(event)
        elif key in _ARROWS:
            far = _STRIDE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
            across, down = _ARROWS[Qt.Key(key)]
            self._move(self._x + across * far, self._y + down * far)
        elif key in _TURNS:
            self._turn(_TURNS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._place()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._chosen and self._spots:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._read_only or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        for view, room in self._panels(self.width()):
            if room.contains(event.position()):
                self._view = view.id
                offset = event.position() - room.topLeft()
                self._move(offset.x() / room.width(), offset.y() / room.height())
                self._place()
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


def _at(room: QRectF, x: float, y: float) -> QPointF:
    return QPointF(room.left() + x * room.width(), room.top() + y * room.height())
