"""Pictures of the pages of a PDF that lies in memory, drawn on a thread of their own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage

from muniment.host.errors import place_in_code

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

Size = tuple[float, float]  # width and height in points

_MOST_PIXELS = 16_000_000  # of one picture; what is to be shown larger is drawn so large and stretched
_SMALL, _FINER = 400, 3  # below so many pixels hairlines would be too heavy: drawn so much larger, and made smaller
_MOST_HITS = 1000


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


class PageImages(QObject):
    """One PDF at a time. What is asked for is told by signals, with the number of the document that it belongs to.

    PDFium works for one thread only: everything that concerns it is done on the one of this object.
    """

    opened = Signal(int, list)  # number of the document, sizes of its pages
    drawn = Signal(int, object, QImage)  # number, Wanted, picture
    found = Signal(int, str, list)  # number, what was looked for, hits
    failed = Signal(str)  # place in the code

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pages")
        self._lock = Lock()
        self._wanted: dict[str, list[Wanted]] = {}  # in the order of who comes first
        self._number = self._of = 0  # of the document that is to be shown, and of the one that is open
        self._pdf: PdfDocument | None = None
        self.destroyed.connect(_ending(self._thread))

    @property
    def number(self) -> int:
        """Of the document that was loaded last; it grows."""
        return self._number

    def serve(self, who: str) -> None:
        """Takes in somebody who will want pictures; who was taken in first comes first."""
        self._wanted[who] = []

    def load(self, pdf: bytes) -> None:
        """Shows another document from now on."""
        self._number += 1
        number = self._number
        with self._lock:
            self._wanted = {who: [] for who in self._wanted}
        self._do(lambda: self._open(number, pdf))

    def want(self, who: str, pages: Sequence[Wanted]) -> None:
        """What ``who`` wants to show now; what it wanted before and does not any more is not drawn."""
        with self._lock:
            self._wanted[who] = list(pages)
        for _ in pages:
            self._do(self._draw_next)

    def find(self, text: str) -> None:
        """Looks for a text on all pages; large and small letters are the same."""
        number = self._number
        self._do(lambda: self._find(number, text))

    def _do(self, work: Callable[[], None]) -> None:
        def guarded() -> None:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - told by its place: its text may repeat a page
                self.failed.emit(f"{place_in_code(error)} {type(error).__name__}")

        self._thread.submit(guarded)

    # --- on the thread ---

    def _open(self, number: int, pdf: bytes) -> None:
        from pypdfium2 import PdfDocument

        if self._pdf is not None:
            self._pdf.close()
        self._pdf = PdfDocument(pdf)
        sizes = [self._pdf.get_page_size(page) for page in range(len(self._pdf))]
        self._of = number
        self.opened.emit(number, sizes)

    def _draw_next(self) -> None:
        with self._lock:
            waiting = next((pages for pages in self._wanted.values() if pages), None)
            wanted = waiting.pop(0) if waiting else None
        if wanted is not None and self._pdf is not None and self._of == self._number:
            self.drawn.emit(self._of, wanted, self._picture(self._pdf, wanted))

    @staticmethod
    def _picture(pdf: "PdfDocument", wanted: Wanted) -> QImage:
        page = pdf[wanted.page]
        width, height = page.get_size()
        finer = _FINER if wanted.width < _SMALL else 1
        scale = min(finer * wanted.width / width, (_MOST_PIXELS / (width * height)) ** 0.5)
        bitmap = page.render(scale=scale, prefer_bgrx=True)
        form = QImage.Format.Format_RGB32
        picture = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, form).copy()
        bitmap.close()
        page.close()
        if finer == 1:
            return picture
        return picture.scaledToWidth(wanted.width, Qt.TransformationMode.SmoothTransformation)

    def _find(self, number: int, text: str) -> None:
        hits: list[Hit] = []
        for page in range(len(self._pdf) if self._pdf is not None and text else 0):
            if number != self._number or len(hits) >= _MOST_HITS:
                break
            hits.extend(self._on_page(page, text))
        self.found.emit(number, text, hits)

    def _on_page(self, number: int, text: str) -> list[Hit]:
        assert self._pdf is not None  # noqa: S101 - looked for only where there is one
        page = self._pdf[number]
        words, height, hits = page.get_textpage(), page.get_height(), []
        searcher = words.search(text)
        while (place := searcher.get_next()) is not None:
            start, count = place
            hits.append(Hit(number, _areas(words, start, count, height)))
        searcher.close()
        words.close()
        page.close()
        return hits


def _areas(words: "PdfTextPage", start: int, count: int, height: float) -> tuple[QRectF, ...]:
    edges = (words.get_rect(each) for each in range(words.count_rects(start, count)))
    return tuple(QRectF(left, height - top, right - left, top - bottom) for left, bottom, right, top in edges)


def _ending(thread: ThreadPoolExecutor) -> Callable[[], None]:
    """Ends the thread; holds nothing of the object that it belonged to."""
    return lambda: thread.shutdown(wait=False, cancel_futures=True)
