"""How bars, points and the axis of a timeline are drawn: shapes tell kinds apart in grey too."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QLinearGradient, QPainter, QPen, QPolygonF

from muniment.services.timeline import Item, Shape
from muniment.ui.theme import Colours
from muniment.ui.widgets.timeline_plan import Cluster, Plot, Stretch
from muniment.ui.wording import _

_THICK = {Shape.HELD: 0.6, Shape.PHASE: 0.72, Shape.SPELL: 0.45, Shape.POINT: 0.3}  # of a row
_TONES = {
    "detention": "accent",
    "phase": "accent",
    "allegation": "danger",
    "medical_exam": "good",
    "court_order": "text",
    "deadline": "warning",
}

Look = tuple[float, float, QColor]  # top, height, colour
Corners = tuple[tuple[float, float], ...]
_SHAPES: Mapping[str, Corners] = {  # around the middle, -1 to 1
    "allegation": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "court_order": ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)),
    "medical_exam": (
        *((-0.35, -1), (0.35, -1), (0.35, -0.35), (1, -0.35), (1, 0.35), (0.35, 0.35)),
        *((0.35, 1), (-0.35, 1), (-0.35, 0.35), (-1, 0.35), (-1, -0.35), (-0.35, -0.35)),
    ),
    "deadline": ((-0.7, -1), (0.9, -0.45), (-0.4, 0.1), (-0.4, 1), (-0.7, 1)),
}
_LOSS: Corners = ((-1, -0.8), (1, -0.8), (0, 1))


def tone_of(kind: str, colours: Colours) -> QColor:
    """The colour of a kind of record."""
    return QColor(getattr(colours, _TONES.get(kind, "muted")))


def draw_bar(painter: QPainter, cluster: Cluster, plot: Plot, colours: Colours) -> None:
    """A bar, or how far the date of points is uncertain."""
    item, stretch = cluster.items[0], cluster.stretch
    if stretch is None:
        return
    tone = tone_of(item.kind, colours)
    height = cluster.rect.height() * _THICK[item.shape]
    top = cluster.rect.center().y() - height / 2
    _draw_doubt(painter, stretch, top, height, tone)
    if stretch.sure:
        painter.setPen(QPen(tone, 1))
        painter.setBrush(QColor(colours.selected) if item.shape is Shape.PHASE else tone)
        painter.drawRoundedRect(_between(*stretch.inner, top, height), 2, 2)
    _draw_open_ends(painter, item, stretch, plot, (top, height, tone))


def draw_sign(painter: QPainter, cluster: Cluster, colours: Colours, name: Callable[[Item], str]) -> None:
    """The sign of points that stand together, with their number; the name of a phase."""
    item = cluster.items[0]
    if item.shape is Shape.PHASE:
        _draw_name(painter, cluster, name(item), colours)
    if item.shape is Shape.POINT:
        _draw_sign(painter, cluster, colours)


def _draw_doubt(painter: QPainter, stretch: Stretch, top: float, height: float, tone: QColor) -> None:
    """Hatched where it may have been: before and after what is certain, or all of it."""
    painter.setPen(QPen(tone, 1, Qt.PenStyle.DotLine))
    painter.setBrush(QBrush(tone, Qt.BrushStyle.BDiagPattern))
    (first, last), (begin, end) = stretch.outer, stretch.inner
    parts = ((first, begin), (end, last)) if stretch.sure else ((begin, end),)
    opened = (stretch.from_before, stretch.onwards) if stretch.sure else (False,)
    for (left, right), is_open in zip(parts, opened, strict=True):
        if abs(right - left) >= 1 and not is_open:
            painter.drawRect(_between(left, right, top, height))
    if not stretch.sure and abs(end - begin) < 4:
        painter.fillRect(QRectF(begin - 2, top, 4, height), tone)


def _draw_open_ends(painter: QPainter, item: Item, stretch: Stretch, plot: Plot, look: Look) -> None:
    """Fading, with an arrow, where an end is not known; an arrow alone where it goes on."""
    (first, last), (begin, end) = stretch.outer, stretch.inner
    if stretch.from_before:
        _draw_fading(painter, begin, first, look)
        _draw_arrow(painter, first, -1 if not plot.mirrored else 1, look)
    if stretch.onwards:
        _draw_fading(painter, end, last, look)
    if stretch.onwards or item.continuing:
        _draw_arrow(painter, last, 1 if not plot.mirrored else -1, look)


def _draw_fading(painter: QPainter, start: float, stop: float, look: Look) -> None:
    top, height, tone = look
    fade = QLinearGradient(start, 0, stop, 0)
    clear = QColor(tone)
    clear.setAlpha(30)
    half = QColor(tone)
    half.setAlpha(150)
    fade.setColorAt(0, half)
    fade.setColorAt(1, clear)
    painter.fillRect(_between(start, stop, top, height), fade)


def _draw_arrow(painter: QPainter, x: float, way: int, look: Look) -> None:
    top, height, tone = look
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone)
    middle, half = top + height / 2, height * 0.75
    painter.drawPolygon(
        QPolygonF([QPointF(x, middle - half), QPointF(x + way * half, middle), QPointF(x, middle + half)])
    )


def _between(left: float, right: float, top: float, height: float) -> QRectF:
    return QRectF(min(left, right), top, max(abs(right - left), 2), height)


def _draw_name(painter: QPainter, cluster: Cluster, name: str, colours: Colours) -> None:
    """The name of a phase inside it, where there is room for all of it in what is seen."""
    seen = cluster.rect.intersected(painter.clipBoundingRect()).adjusted(4, 0, -4, 0)
    wide = QFontMetrics(painter.font()).horizontalAdvance(name)
    if wide <= seen.width():
        if cluster.stretch is not None and not cluster.stretch.sure:  # letters are not read on hatching
            ground = QRectF(seen.center().x() - wide / 2 - 2, seen.top() + 4, wide + 4, seen.height() - 8)
            painter.fillRect(ground, QColor(colours.surface))
        painter.setPen(QColor(colours.text))
        painter.drawText(seen, Qt.AlignmentFlag.AlignCenter, name)


def _draw_sign(painter: QPainter, cluster: Cluster, colours: Colours) -> None:
    """The shape of its kind; hollow where it is done."""
    item, half = cluster.items[0], cluster.rect.height() * 0.3
    tone = tone_of(item.kind, colours)
    done = all(one.done for one in cluster.items)
    painter.setPen(QPen(tone, 1.5))
    painter.setBrush(QColor(colours.surface) if done else tone)
    middle = QPointF(cluster.sign, cluster.rect.center().y())
    corners = _SHAPES.get(item.kind, _LOSS)
    painter.drawPolygon(QPolygonF([middle + QPointF(x * half, y * half) for x, y in corners]))
    if len(cluster.items) > 1:
        _draw_number(painter, cluster, half, colours)


def _draw_number(painter: QPainter, cluster: Cluster, half: float, colours: Colours) -> None:
    """How many there are, on a ground of its own."""
    metrics, number = QFontMetrics(painter.font()), str(len(cluster.items))
    height = metrics.height() * 0.9
    wide = metrics.horizontalAdvance(number) + 2
    ground = QRectF(cluster.sign + half + 1, cluster.rect.center().y() - height / 2, wide, height)
    painter.fillRect(ground, QColor(colours.surface))
    painter.setPen(QColor(colours.text))
    painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, number)


def draw_axis(painter: QPainter, plot: Plot, colours: Colours, line: int) -> None:
    """Marks with what they say below, and below that what they stand within."""
    metrics = QFontMetrics(painter.font())
    base, after = plot.room.bottom(), None
    most = max(2, int(plot.room.width() / (metrics.horizontalAdvance("00:00") * 1.8)))
    for tick in plot.span.ticks(most):
        x = plot.x(tick.at)
        painter.setPen(QColor(colours.line))
        painter.drawLine(QPointF(x, plot.room.top()), QPointF(x, base + 4))
        painter.setPen(QColor(colours.muted))
        half = metrics.horizontalAdvance(tick.text) / 2 + 2
        middle = min(max(x, plot.room.left() + half), plot.room.right() - half)
        painter.drawText(QRectF(middle - half, base + 4, 2 * half, line), Qt.AlignmentFlag.AlignCenter, tick.text)
        wide = metrics.horizontalAdvance(tick.within) + 4
        left = min(
            max(middle - half if not plot.mirrored else middle + half - wide, plot.room.left()),
            plot.room.right() - wide,
        )
        free = after is None or (left + wide < after if plot.mirrored else left > after)
        if tick.within and free:
            painter.setPen(QColor(colours.text))
            painter.drawText(QRectF(left, base + 4 + line, wide, line), Qt.AlignmentFlag.AlignVCenter, tick.within)
            after = left if plot.mirrored else left + wide + 4


def draw_today(painter: QPainter, plot: Plot, x: float, colours: Colours, line: int) -> None:
    """A dashed line through everything, and its word above."""
    painter.setPen(QPen(QColor(colours.accent), 1.5, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(x, plot.room.top()), QPointF(x, plot.room.bottom()))
    wide = QFontMetrics(painter.font()).horizontalAdvance(_("today")) + 4
    left = min(max(x - wide / 2, plot.room.left()), plot.room.right() - wide)
    painter.setPen(QColor(colours.accent))
    above = QRectF(left, plot.room.top() - line, wide, line)
    painter.drawText(above, Qt.AlignmentFlag.AlignCenter, _("today"))
