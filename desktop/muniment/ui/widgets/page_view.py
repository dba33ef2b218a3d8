"""A document to be read on the screen, and its pages small beside it."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from muniment.ui.theme import LIGHT, current_colours, px
from muniment.ui.widgets.basics import named
from muniment.ui.widgets.page_column import PageColumn
from muniment.ui.widgets.page_images import PageImages
from muniment.ui.widgets.page_source import Hit, Wanted
from muniment.ui.wording import _

STEPS = (25, 33, 50, 67, 75, 90, 100, 125, 150, 200, 300)  # per cent
_POINTS = 72  # to an inch


class Fit(StrEnum):
    """How a page is fitted into the window, where it is not shown at a size of its own."""

    WIDTH = "width"
    PAGE = "page"


class PageView(PageColumn):
    """The pages to be read. ``zoomed`` tells that they are shown larger or smaller."""

    zoomed = Signal()

    def __init__(self, images: PageImages) -> None:
        super().__init__(images, "pages")
        self._fit: Fit | None = Fit.WIDTH
        self._percent = 100
        self._hits: Sequence[Hit] = ()
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else fitting the width would flutter
        named(self, _("The document"))

    @property
    def fit(self) -> Fit | None:
        """How pages are fitted in; None at a size of their own."""
        return self._fit

    @property
    def percent(self) -> int:
        """How large pages are shown, 100 as on paper."""
        return round(100 * self.scale() * _POINTS / self.logicalDpiX())

    def scale(self) -> float:
        if self._fit is None or not self.count:
            return self._percent / 100 * self.logicalDpiX() / _POINTS
        room, around = self.viewport().size(), 2 * self.gap()
        wide = self._room() / max(width for width, _height in self._sizes)
        if self._fit is Fit.WIDTH:
            return wide
        return min(wide, max(1, room.height() - around) / max(height for _width, height in self._sizes))

    def expected(self) -> Wanted | None:
        if self._fit is not Fit.WIDTH:
            return super().expected()
        ratio = self.viewport().devicePixelRatioF()
        return Wanted(0, max(1, round(self._room() * ratio)), upper=round(self.viewport().height() * ratio))

    def _room(self) -> int:
        return max(1, self.viewport().width() - 2 * self.gap())

    def fit_to(self, fit: Fit) -> None:
        """Fits pages into the window, now and when it changes."""
        self._zoom(fit, self._percent)

    def zoom_to(self, percent: int) -> None:
        """Shows pages at a size of their own."""
        self._zoom(None, percent)

    def zoom(self, by: int) -> None:
        """One step larger or smaller."""
        now = self.percent
        steps = [step for step in STEPS if step > now] if by > 0 else [step for step in reversed(STEPS) if step < now]
        if steps:
            self.zoom_to(steps[0])

    def _zoom(self, fit: Fit | None, percent: int) -> None:
        page = self.page
        before = self.place_of(page) if self.count else QRect()
        into = (self.viewport().height() / 2 - before.top()) / max(1, before.height())
        self._fit, self._percent = fit, percent
        self.lay_out()
        if self.count:
            after = self.place_of(page)  # what was in the middle stays there
            by = after.top() + into * after.height() - self.viewport().height() / 2
            self.verticalScrollBar().setValue(round(self.verticalScrollBar().value() + by))
        self.zoomed.emit()

    # --- what was looked for ---

    def mark(self, hits: Sequence[Hit]) -> None:
        """Marks places on the pages; none is the chosen one yet."""
        self._hits, self._current = tuple(hits), -1
        self.viewport().update()

    def show_hit(self, number: int) -> None:
        """Marks one of the places as the chosen one and scrolls to it."""
        self._current = number
        hit = self._hits[number]
        place = self.place_of(hit.page)
        if hit.areas:
            here = self.on_page(hit.areas[0], place)
            bar = self.verticalScrollBar()
            if not 0 <= here.top() <= here.bottom() <= self.viewport().height():
                bar.setValue(round(bar.value() + here.top() - self.viewport().height() / 3))
        self.viewport().update()

    def paint_over(self, painter: QPainter, page: int, place: QRect) -> None:
        edge = px(self, 2)
        for number, hit in enumerate(self._hits):
            if hit.page != page:
                continue
            for area in hit.areas:
                here = self.on_page(area, place).adjusted(-edge, -edge, edge, edge)
                painter.save()
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
                painter.fillRect(here, QColor(LIGHT.selected))
                painter.restore()
                if number == self._current:
                    painter.setPen(QPen(QColor(LIGHT.accent), edge))
                    painter.drawRect(here)

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home:
            self.show_page(0)
        elif event.key() == Qt.Key.Key_End:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        elif self._fit is Fit.PAGE and event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.show_page(self.page + (1 if event.key() == Qt.Key.Key_PageDown else -1))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(current_colours().accent), px(self, 2)))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))


class Thumbnails(PageColumn):
    """Every page small, to go to it. ``chosen`` tells which one is wanted."""

    chosen = Signal(int)

    def __init__(self, images: PageImages) -> None:
        super().__init__(images, "thumbnails")
        self._shown = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFixedWidth(px(self, 128))
        named(self, _("Pages of the document"))

    def scale(self) -> float:
        widest = max((width for width, _height in self._sizes), default=1)
        return max(1, self.viewport().width() - 2 * self.gap()) / widest

    def gap(self) -> int:
        return px(self, 22)  # the number stands in it

    def show_current(self, page: int) -> None:
        """Marks the page that is read, and scrolls to it where it is not seen."""
        self._shown = page
        if page < self.count:
            place = self.place_of(page)
            if place.top() < 0 or place.bottom() > self.viewport().height():
                self.verticalScrollBar().setValue(self._tops[page] - self.viewport().height() // 3)
        self.viewport().update()

    def paint_over(self, painter: QPainter, page: int, place: QRect) -> None:
        colours, edge = current_colours(), px(self, 2)
        current = page == self._shown
        if current:
            painter.setPen(QPen(QColor(colours.accent), edge))
            painter.drawRect(place.adjusted(-edge, -edge, edge - 1, edge - 1))
        painter.setPen(QColor(colours.accent if current else colours.muted))
        under = QRect(place.left(), place.bottom() + edge, place.width(), self.gap() - edge)
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, str(page + 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.count:
            self.chosen.emit(self.page_at(round(event.position().y())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        goals = {
            Qt.Key.Key_Up: self._shown - 1,
            Qt.Key.Key_Down: self._shown + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.count - 1,
        }
        goal = goals.get(Qt.Key(event.key()))
        if goal is None:
            super().keyPressEvent(event)
        elif 0 <= goal < self.count:
            self.chosen.emit(goal)
