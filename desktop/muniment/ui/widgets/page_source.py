"""What pages are drawn from: a PDF of our own, in this process."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from pypdfium2 import PdfBitmap, PdfDocument, PdfTextPage

Size = tuple[float, float]  # width and height in points

MOST_PIXELS = 16_000_000  # of one picture; what is to be shown larger is drawn so large and stretched
_SMALL, _FINER = 400, 3  # below so many pixels hairlines would be too heavy: drawn so much larger, and made smaller


@dataclass(frozen=True, slots=True)
class Wanted:
    """One picture: the page, from 0, and its width in pixels of the screen."""

    page: int
    width: int
    upper: int = 0  # so many lines of pixels from the top are enough; 0: all of the page


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
        self._last: PdfDocument | None = None  # the one before: taking it apart can wait until the next is seen

    def open(self, content: bytes) -> Sequence[Size]:
        """Shows another document; gives the sizes of its pages."""
        from pypdfium2 import PdfDocument

        self._let_go_of_last()
        self._last, self._pdf = self._pdf, PdfDocument(content)
        return [self._pdf.get_page_size(page) for page in range(len(self._pdf))]

    def picture(self, wanted: Wanted) -> QImage:
        """One page, its hairlines light where it is small."""
        finer = _FINER if wanted.width < _SMALL else 1
        picture = self.drawn(wanted.page, finer * wanted.width, MOST_PIXELS, finer * wanted.upper)
        if finer == 1:
            return picture
        return picture.scaledToWidth(wanted.width, Qt.TransformationMode.SmoothTransformation)

    def drawn(self, number: int, width: int, most: int, upper: int = 0, *, grey: bool = False) -> QImage:
        """A page so many pixels wide, or as wide as so many pixels in all allow; of it, ``upper`` lines or all."""
        assert self._pdf is not None  # noqa: S101 - asked for only where there is one
        page = self._pdf[number]
        wide, high = page.get_size()
        scale = min(width / wide, (most / (wide * high)) ** 0.5)
        paper = _Paper(QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32)
        bitmap = page.render(
            scale=scale,
            crop=(0, max(0.0, high - upper / scale) if upper else 0.0, 0, 0),
            prefer_bgrx=not grey,
            grayscale=grey,
            draw_annots=False,  # of ours, these are links, and nothing is seen of them
            bitmap_maker=paper.bitmap,
        )
        bitmap.close()
        page.close()
        self._let_go_of_last()
        return paper.picture

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
        self._let_go_of_last()
        self._last, self._pdf = self._pdf, None
        self._let_go_of_last()

    def _let_go_of_last(self) -> None:
        if self._last is not None:
            self._last.close()
            self._last = None


class _Paper:
    """A picture that PDFium draws into, so that none of it has to be copied."""

    def __init__(self, form: QImage.Format) -> None:
        self._form = form
        self.picture = QImage()

    def bitmap(self, width: int, height: int, format: int, *, rev_byteorder: bool) -> "PdfBitmap":  # noqa: A002
        """The memory of the picture, as PDFium asks for it."""
        from ctypes import c_ubyte

        from pypdfium2 import PdfBitmap

        self.picture = QImage(width, height, self._form)
        memory = (c_ubyte * self.picture.sizeInBytes()).from_buffer(self.picture.bits())
        return PdfBitmap.new_native(width, height, format, rev_byteorder, memory, self.picture.bytesPerLine())


def _areas(words: "PdfTextPage", start: int, count: int, height: float) -> tuple[QRectF, ...]:
    edges = (words.get_rect(each) for each in range(words.count_rects(start, count)))
    return tuple(QRectF(left, height - top, right - left, top - bottom) for left, bottom, right, top in edges)
