"""A timeline drawn: lanes with their names, an axis that fits, today, and a ring around what is looked at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from muniment.services.timeline import Item, Lane, Timeline
from muniment.ui.theme import BASE_POINTS, current_colours, px
from muniment.ui.widgets.timeline_marks import draw_axis, draw_bar, draw_sign, draw_today
from muniment.ui.widgets.timeline_plan import SIGN, STUB, Band, Cluster, Plot, Sizes, bands, height_of
from muniment.ui.widgets.timescale import Span, seconds
from muniment.ui.wording import _, plural

_NARROW, _WIDE = 0.3, 200  # of the width, and pixels at a text size of 100 %: what the names of lanes may take


@dataclass(frozen=True, slots=True)
class Names:
    """How lanes and items are called: an item in full, and in short inside its bar."""

    lane: Callable[[Lane], str]
    item: Callable[[Item], str]
    short: Callable[[Item], str]


class TimelineCanvas(QWidget):
    """Shows a timeline. ``current`` tells the name of what is looked at, "" for nothing."""

    current = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._timeline: Timeline | None = None
        self._names = Names(lambda lane: lane.key, lambda item: item.kind, lambda item: item.kind)
        self._whole = self._span = Span(0, 1)
        self._at: tuple[int, int] | None = None  # lane, and item in it
        self._bands: list[Band] | None = None
        self._measured: dict[int, Sizes] = {}  # by width
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Timeline"))

    # --- what is shown ---

    def show_timeline(self, timeline: Timeline, names: Names) -> None:
        """Shows another timeline; one that was looked at closely is still seen so as long as its extent is the same."""
        found, before = self._found(), self._whole
        self._timeline, self._names = timeline, names
        extent = timeline.extent
        self._whole = Span.around(*extent) if extent else Span(0, 1)
        self._span = self._span if self._whole == before else self._whole
        places = {item.id: (at, place) for at, lane in enumerate(self._lanes) for place, item in enumerate(lane.items)}
        self._at = places.get(found.id) if found else None
        self._forget()

    @property
    def _lanes(self) -> Sequence[Lane]:
        return self._timeline.lanes if self._timeline else ()

    @property
    def span(self) -> Span:
        """The time that is shown."""
        return self._span

    def names(self) -> list[str]:
        """Everything that is shown, lane by lane, each as it is told to who cannot see it."""
        return [self._told(lane, item) for lane in self._lanes for item in lane.items]

    def _told(self, lane: Lane, item: Item) -> str:
        return f"{self._names.lane(lane)}: {self._names.item(item)}"

    @property
    def _today(self) -> datetime:
        return datetime.combine(self._timeline.as_of, time(12)) if self._timeline else datetime.min

    def _found(self) -> Item | None:
        return self._lanes[self._at[0]].items[self._at[1]] if self._at else None

    def _forget(self) -> None:
        self._bands = None
        self._measured = {}
        self._speak()
        self.updateGeometry()
        self.update()

    def _speak(self) -> None:
        found = self._found()
        told = self._told(self._lanes[self._at[0]], found) if self._at and found else ""
        shown = told or plural("{n} item on it", "{n} items on it", sum(len(one.items) for one in self._lanes))
        self.setAccessibleDescription(shown)
        self.current.emit(told)

    # --- where things stand ---

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9 if font.pointSizeF() > 0 else BASE_POINTS)
        return font

    def _sizes(self, width: int) -> Sizes:
        if width not in self._measured:
            self._measured[width] = self._measure(width)
        return self._measured[width]

    def _measure(self, width: int) -> Sizes:
        metrics = QFontMetrics(self._small())
        widest = max((metrics.horizontalAdvance(self._names.lane(lane)) for lane in self._lanes), default=0)
        names = min(widest + px(self, 12), px(self, _WIDE))
        line = metrics.height()
        return Sizes(
            top=line if self._whole.first <= seconds(self._today) <= self._whole.last else px(self, 4),
            row=max(px(self, 20), line + 2),
            line=line,
            gap=px(self, 6),
            sign=px(self, SIGN),
            stub=px(self, STUB),
            digit=metrics.horizontalAdvance("0"),
            names=names if names <= width * _NARROW else 0,
        )

    def _plot(self, sizes: Sizes) -> Plot:
        edge = px(self, 6)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = edge if mirrored else sizes.names + edge
        bottom = height_of(self._lanes, sizes) - 2 * sizes.line - 4
        wide = max(self.width() - sizes.names - 2 * edge, 10)
        return Plot(QRectF(left, sizes.top, wide, bottom - sizes.top), self._span, mirrored)

    def _laid(self) -> list[Band]:
        if self._bands is None:
            sizes = self._sizes(self.width())
            self._bands = list(bands(self._lanes, self._plot(sizes), sizes, self.width()))
        return self._bands

    def place_of(self, record_id: str) -> QRectF | None:
        """Where a record is drawn; None where it is not on it."""
        every = (cluster for band in self._laid() for cluster in band.clusters)
        return next((one.rect for one in every if any(item.id == record_id for item in one.items)), None)

    def _under(self, point: QPointF) -> tuple[int, Cluster] | None:
        """What is at a place: the smallest, where several are."""
        found = [
            (cluster.rect.width(), at, cluster)
            for at, band in enumerate(self._laid())
            for cluster in band.clusters
            if cluster.rect.adjusted(-3, 0, 3, 0).contains(point)
        ]
        return min(found, key=lambda one: one[0])[1:] if found else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return height_of(self._lanes, self._sizes(width))

    def sizeHint(self) -> QSize:
        return QSize(px(self, 320), px(self, 60))  # layouts ask for the height at their width

    def minimumSizeHint(self) -> QSize:
        return QSize(px(self, 160), 0)

    # --- drawing ---

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colours = QPainter(self), current_colours()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small())
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # of a text, as it says itself
        sizes = self._sizes(self.width())
        plot = self._plot(sizes)
        draw_axis(painter, plot, colours, sizes.line)
        for band in self._laid():
            self._draw_title(painter, band)
        painter.save()
        painter.setClipRect(plot.room.adjusted(-2, 0, 2, 0))
        for band in self._laid():
            for cluster in band.clusters:
                draw_bar(painter, cluster, plot, colours)
            for cluster in band.clusters:
                draw_sign(painter, cluster, colours, self._names.short)
        painter.restore()
        today = plot.x(self._today)
        if plot.room.left() <= today <= plot.room.right():
            draw_today(painter, plot, today, colours, sizes.line)
        self._draw_focus(painter)

    def _draw_title(self, painter: QPainter, band: Band) -> None:
        colours, metrics = current_colours(), QFontMetrics(painter.font())
        painter.setPen(QColor(colours.line))
        top = band.title.top() - px(self, 3)
        painter.drawLine(QPointF(0, top), QPointF(self.width(), top))
        painter.setPen(QColor(colours.muted))
        title = metrics.elidedText(
            self._names.lane(band.lane), Qt.TextElideMode.ElideRight, int(band.title.width()) - 4
        )
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(band.title, Qt.AlignmentFlag.AlignVCenter | side | Qt.AlignmentFlag.AlignAbsolute, title)

    def _draw_focus(self, painter: QPainter) -> None:
        found = self._found()
        place = self.place_of(found.id) if found and self.hasFocus() else None
        if place is not None:
            seen = place.adjusted(-3, 0, 3, 0).intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(current_colours().text), 2))
            painter.drawRoundedRect(seen, 3, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bands = None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._forget()
