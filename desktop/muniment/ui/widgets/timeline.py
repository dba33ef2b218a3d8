"""A timeline to go through: by keys from item to item and from lane to lane, by pointer, nearer and farther."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip

from muniment.services.timeline import Item
from muniment.ui.widgets.timeline_canvas import TimelineCanvas
from muniment.ui.widgets.timeline_plan import Cluster
from muniment.ui.widgets.timescale import Span
from muniment.ui.wording import plural

_ZOOM = 1.6
_TOLD = 6  # items in one tool tip
_KEYS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_LANES: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENDS: dict[int, int] = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
_NEARER: dict[int, float] = {Qt.Key.Key_Plus: 1 / _ZOOM, Qt.Key.Key_Equal: 1 / _ZOOM, Qt.Key.Key_Minus: _ZOOM}


class TimelineView(TimelineCanvas):
    """Left and Right go from item to item, Up and Down from lane to lane, Home and End to the ends of a lane.

    Enter or a click asks for the record (``wanted``); + and − bring nearer and farther, 0 shows all.
    """

    wanted = Signal(str, str, str)  # id of the case file, kind and id of the record
    reached = Signal()  # by the keyboard

    # --- going from one to the other ---

    def _look_at(self, lane: int, place: int) -> None:
        self._at = (lane, place)
        self._bring_in(self._lanes[lane].items[place])
        self._speak()
        self.update()

    def _bring_in(self, item: Item) -> None:
        """Moves what is shown until the item is in it."""
        low, high = self._span.part(min(item.known)), self._span.part(max(item.known))
        if high < 0.02 or low > 0.98:
            middle = (low + high) / 2 - 0.5
            self._show_span(self._span.moved(middle if high - low < 1 else low - 0.1))

    def _step(self, by: int) -> None:
        lane, place = self._at or (0, -1)
        self._look_at(lane, min(max(place + by, 0), len(self._lanes[lane].items) - 1))

    def _change_lane(self, by: int) -> bool:
        """To what is nearest in time in the next lane; whether there is one."""
        lane, found = (self._at[0] if self._at else -1), self._found()
        if not 0 <= lane + by < len(self._lanes):
            return False
        items = self._lanes[lane + by].items
        here = min(found.known) if found else min(items[0].known)
        place = min(range(len(items)), key=lambda at: abs(min(items[at].known) - here))
        self._look_at(lane + by, place)
        return True

    def _open(self, item: Item) -> None:
        self.wanted.emit(item.case, item.kind, item.id)

    # --- nearer and farther ---

    def zoom(self, factor: float, part: float | None = None) -> None:
        """Shows so many times as much time; what is looked at, or lies at that part of it, keeps its place."""
        found = self._found()
        if part is None:
            middle = self._span.part(min(found.known)) if found else 0.5
            part = middle if 0 <= middle <= 1 else 0.5
        self._show_span(self._span.zoomed(factor, part))

    def fit(self) -> None:
        """Shows all of it."""
        self._show_span(self._whole)

    def _show_span(self, span: Span) -> None:
        self._span = span.within(self._whole)
        self._bands = None
        self.update()

    # --- as Qt asks ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        plain = not event.modifiers() & ~shift
        if not (plain and self._lanes and self._take(event.key())):
            super().keyPressEvent(event)

    def _take(self, key: int) -> bool:
        found = self._found()
        if key in _KEYS:
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            self._step(-_KEYS[key] if mirrored else _KEYS[key])
        elif key in _LANES:
            return self._change_lane(_LANES[key])
        elif key in _ENDS:
            lane = self._at[0] if self._at else 0
            self._look_at(lane, _ENDS[key] % len(self._lanes[lane].items))
        elif key in _NEARER:
            self.zoom(_NEARER[key])
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and found is not None:
            self._open(found)
        else:
            return False
        return True

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            under = self._under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._tip(under[1]) if under else "", self)
            return True
        return super().event(event)

    def _tip(self, cluster: Cluster) -> str:
        told = [self._names.item(item) for item in cluster.items[:_TOLD]]
        more = len(cluster.items) - len(told)
        return "\n".join([*told, *([plural("and {n} more", "and {n} more", more)] if more else [])])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        under = self._under(event.position())
        if event.button() == Qt.MouseButton.LeftButton and under is not None:
            self._look_at(under[0], self._lanes[under[0]].items.index(under[1].items[0]))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        under, found = self._under(event.position()), self._found()
        if event.button() == Qt.MouseButton.LeftButton and under is not None and found in under[1].items:
            self._open(found)
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        across = event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            part = self._plot(self._sizes(self.width())).part(event.position().x())
            self.zoom(1 / _ZOOM if event.angleDelta().y() > 0 else _ZOOM, min(max(part, 0.0), 1.0))
            event.accept()
        elif across and self._span != self._whole:
            self._show_span(self._span.moved(-across / 1200))
            event.accept()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at is None and self._lanes and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._look_at(0, 0)
        self.reached.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
