"""The program's own icons, drawn in the colours of the palette that they stand in."""

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget

from muniment.host.resources import read_resource
from muniment.ui.theme import ICON, current_colours, px

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

_BESIDE = 4  # pixels between an icon and the text of a button, at a text size of 100 %; the style adds as many
_REDRAWN = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange)


@cache
def _source(name: str) -> str:
    return read_resource(f"icons/{name}.svg").decode("utf-8")


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """One icon in one colour, ``size`` logical pixels wide. Raises ResourceFault."""
    drawn, key = QPixmap(), f"{name} {colour} {size} {ratio}"
    if QPixmapCache.find(key, drawn):
        return drawn
    drawn = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    drawn.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, drawn)
    return drawn


def icon(name: str, widget: QWidget, tone: str = "text", beside: int = 0) -> "QIcon":
    """One icon for a widget, in a colour of its palette; muted where the widget is disabled.

    ``beside`` is the room, in logical pixels, that is kept free between the icon and the text after it.
    """
    from PySide6.QtGui import QIcon  # with all the names that desktops have for icons: the first picture has none

    shown, size, ratio = current_colours(), px(widget, ICON), widget.devicePixelRatioF()
    mirrored = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    made = QIcon()
    for colour, mode in ((getattr(shown, tone), QIcon.Mode.Normal), (shown.muted, QIcon.Mode.Disabled)):
        drawn = pixmap(name, colour, size, ratio)
        made.addPixmap(_widened(drawn, beside, mirrored=mirrored) if beside else drawn, mode)
    return made


def _widened(drawn: QPixmap, beside: int, *, mirrored: bool) -> QPixmap:
    ratio = drawn.devicePixelRatio()
    made = QPixmap(QSize(drawn.width() + round(beside * ratio), drawn.height()))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.drawPixmap(beside if mirrored else 0, 0, drawn)
    painter.end()
    return made


class _Keeper(QObject):
    """Draws the icon of one widget anew when palette or text size change."""

    def __init__(self, widget: QAbstractButton | QLabel, name: str, tone: str) -> None:
        super().__init__(widget)
        self.name, self.tone = name, tone
        self._widget = widget
        widget.installEventFilter(self)
        self.draw()

    def draw(self) -> None:
        """Shows the icon as it is now."""
        size = px(self._widget, ICON)
        if isinstance(self._widget, QLabel):
            colour = getattr(current_colours(), self.tone)
            self._widget.setPixmap(pixmap(self.name, colour, size, self._widget.devicePixelRatioF()))
        else:
            beside = px(self._widget, _BESIDE) if isinstance(self._widget, QPushButton) and self._widget.text() else 0
            self._widget.setIcon(icon(self.name, self._widget, self.tone, beside))
            self._widget.setIconSize(QSize(size + beside, size))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _REDRAWN:
            self.draw()
        return super().eventFilter(watched, event)


def put_icon(widget: QAbstractButton | QLabel, name: str, tone: str = "text") -> None:
    """Gives a button or a label an icon that follows palette and text size; replaces the one it has."""
    for kept in widget.findChildren(_Keeper, options=Qt.FindChildOption.FindDirectChildrenOnly):
        kept.name, kept.tone = name, tone
        kept.draw()
        return
    _Keeper(widget, name, tone)
