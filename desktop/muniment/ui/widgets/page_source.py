"""What pages are drawn from: a PDF of our own, in this process."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

Size = tuple[float, float]  # width and height in points

MOST_PIXELS = 16_000_000  # of one picture; what is to be shown larger is drawn so large and stretched
_SMALL, _FINER = 400, 3  # below so many pixels hairlines would be too heavy: drawn so much larger, and made smaller


@dataclass(frozen=True, slots=True)
class Wanted:
    """One picture: the page, from 0, and its width in pixels of the screen."""

    page: int
    width: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the text looked for stands: the page and its rectangles, in points from the top left."""

    page: int
    areas: tuple[QRectF, ...]


class Source(Protocol):
    """One document at a time; used by one thread alone."""

    def open(self, content: bytes) -> Sequence[Size]:
        """Shows another document; gives the sizes of its pages. Raises UserFault where it cannot be shown."""

    def picture(self, wanted: Wanted) -> QImage:
        """One page. Raises UserFault where it cannot be shown."""

    def hits(self, page: int, text: str) -> list[Hit]:
        """The places of a page where a text stands."""

    def close(self) -> None:
        """Lets the document go."""


class OwnPdf:
    """A PDF that this program made."""

    def __init__(self) -> None:
        self._pdf: PdfDocument | None = None

    def open(self, content: bytes) -> Sequence[Size]:
        """Shows another document; gives the sizes of its pages."""
        from pypdfium2 import PdfDocument

        self.close()
        self._pdf = PdfDocument(content)
        return [self._pdf.get_page_size(page) for page in range(len(self._pdf))]

    def picture(self, wanted: Wanted) -> QImage:
        """One page, its hairlines light where it is small."""
        finer = _FINER if wanted.width < _SMALL else 1
        picture = self.drawn(wanted.page, finer * wanted.width, MOST_PIXELS)
        if finer == 1:
            return picture
        return picture.scaledToWidth(wanted.width, Qt.TransformationMode.SmoothTransformation)

    def drawn(self, number: int, width: int, most: int, *, grey: bool = False) -> QImage:
        """A page so many pixels wide, or as wide as so many pixels in all allow."""
        assert self._pdf is not None  # noqa: S101 - asked for only where there is one
        page = self._pdf[number]
        wide, high = page.get_size()
        scale = min(width / wide, (most / (wide * high)) ** 0.5)
        bitmap = page.render(scale=scale, prefer_bgrx=not grey, grayscale=grey)
        form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32
        drawn = memoryview(bitmap.buffer).cast("B")
        picture = QImage(drawn, bitmap.width, bitmap.height, bitmap.stride, form).copy()
        bitmap.close()
        page.close()
        return picture

    def hits(self, page: int, text: str) -> list[Hit]:
        """The places of a page where a text stands; large and small letters are the same."""
        assert self._pdf is not None  # noqa: S101 - looked for only where there is one
        opened = self._pdf[page]
        words, height, found = opened.get_textpage(), opened.get_height(), []
        searcher = words.search(text)
        while (place := searcher.get_next()) is not None:
            start, count = place
            found.append(Hit(page, _areas(words, start, count, height)))
        searcher.close()
        words.close()
        opened.close()
        return found

    def close(self) -> None:
        """Lets the document go."""
        if self._pdf is not None:
            self._pdf.close()
            self._pdf = None


def _areas(words: "PdfTextPage", start: int, count: int, height: float) -> tuple[QRectF, ...]:
    edges = (words.get_rect(each) for each in range(words.count_rects(start, count)))
    return tuple(QRectF(left, height - top, right - left, top - bottom) for left, bottom, right, top in edges)
