"""Pages of a document one under the other; only what is seen is drawn, and little of it is kept."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from muniment.ui.theme import current_colours, px
from muniment.ui.widgets.page_images import PageImages
from muniment.ui.widgets.page_source import Size, Wanted

_GAP = 12  # pixels between two pages, at a text size of 100 %
_KEPT = 96_000_000  # bytes of pictures


class PageColumn(QAbstractScrollArea):
    """Shows the document of ``images``. ``turned`` tells which page is in the middle, from 0."""

    turned = Signal(int)

    def __init__(self, images: PageImages, who: str) -> None:
        super().__init__()
        self._images, self._who = images, who
        self._sizes: Sequence[Size] = ()
        self._tops: list[int] = []
        self._kept: OrderedDict[Wanted, QImage] = OrderedDict()
        self._asked: list[Wanted] = []
        self._coming: Wanted | None = None  # what is drawn without being asked for
        self._page = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        images.serve(who)
        images.opened.connect(self._on_opened)
        images.drawn.connect(self._on_drawn)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().setSingleStep(px(self, 40))
        self.horizontalScrollBar().setSingleStep(px(self, 40))

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page that is in the middle, from 0."""
        return self._page

    @property
    def is_drawn(self) -> bool:
        """Whether all pages that are seen are drawn as sharp as they should be."""
        return self.count > 0 and all(self._is_sharp(page) for page in self._seen())

    def scale(self) -> float:
        """Pixels for one point of paper."""
        raise NotImplementedError

    def gap(self) -> int:
        """Pixels between two pages and around them."""
        return px(self, _GAP)

    def show_page(self, page: int) -> None:
        """Scrolls to the beginning of a page."""
        if self.count:
            page = min(max(page, 0), self.count - 1)
            self.verticalScrollBar().setValue(self._tops[page] - self.gap() // 2)
            self._take_page(page)

    def load(self, content: bytes) -> None:
        """Has another document shown, its first page as it will be wanted if the pages are as wide as before."""
        self.expect()(content)

    def expect(self) -> Callable[[bytes], None]:
        """What another document is to be given to, from any thread, to be shown as by ``load``."""
        return self._images.expect(self._who, self.expected())

    def expected(self) -> Wanted | None:
        """The picture of the first page that will be wanted of a document that nothing is known of yet."""
        return self._wanted(0) if self.count else None

    # --- where pages are ---

    def lay_out(self) -> None:
        """Places the pages anew: sizes or scale have changed."""
        scale, gap, top = self.scale(), self.gap(), self.gap()
        self._tops, widest = [], 0
        for width, height in self._sizes:
            self._tops.append(top)
            top += round(height * scale) + gap
            widest = max(widest, round(width * scale))
        room = self.viewport().size()
        self.verticalScrollBar().setPageStep(max(1, room.height() - gap))
        self.horizontalScrollBar().setPageStep(room.width())
        self.verticalScrollBar().setRange(0, max(0, top - room.height()))
        self.horizontalScrollBar().setRange(0, max(0, widest + 2 * gap - room.width()))
        self.viewport().update()

    def place_of(self, page: int) -> QRect:
        """Where a page is in the viewport."""
        width, height = (round(side * self.scale()) for side in self._sizes[page])
        free = self.viewport().width() - width
        left = free // 2 if free > 2 * self.gap() else self.gap() - self.horizontalScrollBar().value()
        return QRect(left, self._tops[page] - self.verticalScrollBar().value(), width, height)

    def page_at(self, y: int) -> int:
        """The page at a height of the viewport, or the last one that begins above."""
        return max(0, bisect_right(self._tops, y + self.verticalScrollBar().value()) - 1)

    def _seen(self) -> range:
        if not self.count:
            return range(0)
        return range(self.page_at(0), self.page_at(self.viewport().height()) + 1)

    # --- pictures ---

    def _wanted(self, page: int) -> Wanted:
        ratio = self.viewport().devicePixelRatioF()
        return Wanted(page, max(1, round(self._sizes[page][0] * self.scale() * ratio)))

    def _is_sharp(self, page: int) -> bool:
        wanted = self._wanted(page)
        if wanted in self._kept:
            return True
        ratio = self.viewport().devicePixelRatioF()
        seen = (self.viewport().height() - self.place_of(page).top()) * ratio
        return any(_of_one_size(one, wanted) and one.upper >= seen for one in self._kept)

    def _ask(self) -> None:
        """Wants what is seen, and then the page after it."""
        seen = self._seen()
        near = () if self._coming is not None else (seen.stop, seen.start - 1)
        pages = [*seen, *(page for page in near if seen and 0 <= page < self.count)]
        missing = [one for page in pages if (one := self._wanted(page)) not in self._kept and not self._comes(one)]
        if missing != self._asked:
            self._asked = missing
            self._images.want(self._who, missing)

    def _comes(self, wanted: Wanted) -> bool:
        """Whether at least its upper part is drawn without being asked for; the rest is wanted after that."""
        return self._coming is not None and _of_one_size(self._coming, wanted)

    def _on_opened(self, number: int, sizes: list[Size]) -> None:
        if number != self._images.number:
            return
        self._sizes = tuple(sizes)
        self._kept.clear()
        self._asked = []
        self._coming = self._images.first_for(self._who)
        self._page = min(self._page, max(0, len(sizes) - 1))
        self.lay_out()

    def _on_drawn(self, number: int, wanted: Wanted, picture: QImage) -> None:
        if number == self._images.number and (wanted in self._asked or wanted == self._coming):
            if wanted == self._coming:
                self._coming = None
            else:
                self._asked.remove(wanted)
            self._keep(wanted, picture)
            while (
                len(self._kept) > len(self._seen()) + 2
                and sum(one.sizeInBytes() for one in self._kept.values()) > _KEPT
            ):
                self._kept.popitem(last=False)
            self.viewport().update()

    def _keep(self, wanted: Wanted, picture: QImage) -> None:
        """In place of its upper part, where that came before."""
        if picture.height() < wanted.upper or not wanted.upper:
            wanted = replace(wanted, upper=0)
            for one in [one for one in self._kept if one.upper and one.page == wanted.page]:
                del self._kept[one]
        self._kept[wanted] = picture

    def _picture(self, page: int) -> QImage | None:
        """The picture of a page, or one of another size until it is there."""
        wanted = self._wanted(page)
        if wanted in self._kept:
            self._kept.move_to_end(wanted)
            return self._kept[wanted]
        of_it = ((one, picture) for one, picture in self._kept.items() if one.page == page)
        return next((picture for one, picture in of_it if not one.upper or _of_one_size(one, wanted)), None)

    # --- what is seen ---

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(current_colours().raised))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._seen():
            place = self.place_of(page)
            painter.fillRect(place, QColor("white"))  # as paper is, by day and by night
            if (picture := self._picture(page)) is not None:
                self._draw(painter, place, picture)
            painter.setPen(QColor(current_colours().line))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
            self.paint_over(painter, page, place)
        self._ask()

    def _draw(self, painter: QPainter, place: QRect, picture: QImage) -> None:
        """As it is where it is as wide as it should be: made wider by a pixel, letters would blur."""
        ratio = self.viewport().devicePixelRatioF()
        if abs(picture.width() - place.width() * ratio) <= ratio:  # it may be the upper part alone
            picture.setDevicePixelRatio(ratio)
            painter.drawImage(place.topLeft(), picture)
        else:
            painter.drawImage(place, picture)

    def paint_over(self, painter: QPainter, page: int, place: QRect) -> None:
        """Paints what lies over a page."""

    def on_page(self, area: QRectF, place: QRect) -> QRectF:
        """A part of a page, in points, as it is in the viewport."""
        scale = self.scale()
        return QRectF(
            place.left() + area.left() * scale,
            place.top() + area.top() * scale,
            area.width() * scale,
            area.height() * scale,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def _on_scrolled(self) -> None:
        if self.count:
            self._take_page(self.page_at(self.viewport().height() // 2))

    def _take_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.turned.emit(page)


def _of_one_size(one: Wanted, other: Wanted) -> bool:
    return (one.page, one.width) == (other.page, other.width)
