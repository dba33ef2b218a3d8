"""A document on its way to a printer, page by page, on the thread of its pages."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QImage, QPainter

from muniment.domain.errors import WorldFault
from muniment.host.errors import place_in_code
from muniment.ui.widgets.page_images import PageImages
from muniment.ui.widgets.page_source import OwnPdf
from muniment.ui.wording import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_FINEST = 600  # dots to an inch; text is no sharper for more
_MOST_DOTS = 60_000_000  # of a page
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - what the printing system puts there is in memory, not on a disk


class PrinterFailed(WorldFault):
    """The printing system did not take a page."""


class PrintJob(QObject):
    """One document. Between two pages, pages that are to be seen have their turn.

    ``progressed`` tells how many are done, ``ended`` that all are handed over, ``failed`` brings an exception.
    """

    progressed = Signal(int, int)
    ended = Signal(int)
    failed = Signal(object)

    def __init__(self, images: PageImages, content: bytes, printer: "QPrinter", first: int, last: int) -> None:
        super().__init__(images)
        self._images, self._content, self._printer = images, content, printer
        self._pages = range(first - 1, last)
        self._pdf = OwnPdf()  # of its own: what is shown may become another document meanwhile
        self._painter: QPainter | None = None
        self._stopped = Event()

    def begin(self) -> None:
        """Hands the first page over; the others follow by themselves."""
        self._images.do(lambda: self._step(self._begin))

    def cancel(self) -> None:
        """Stops before the next page; the printing system is told to drop what it has."""
        self._stopped.set()

    # --- on the thread of the pages ---

    def _step(self, work: Callable[[], None]) -> None:
        try:
            if self._stopped.is_set():
                self._end(whole=False)
            else:
                work()
        except PrinterFailed as error:
            self._end(whole=False)
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - told by its place: its text may repeat a page
            self._end(whole=False)
            self.failed.emit(PrinterFailed(f"{place_in_code(error)} {type(error).__name__}"))

    def _begin(self) -> None:
        self._pdf.open(self._content)
        self._content = b""
        self._painter = QPainter()
        with _temporary_files_in_memory():
            if not self._painter.begin(self._printer):
                raise PrinterFailed(_("The printer cannot be reached. Nothing was printed."))
        self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        self._go_on(0)

    def _go_on(self, done: int) -> None:
        self._images.do(lambda: self._step(lambda: self._print(done)))

    def _print(self, done: int) -> None:
        assert self._painter is not None  # noqa: S101 - begun first
        if done and not self._printer.newPage():
            raise PrinterFailed(_("The printer took no more pages. What it has so far may be printed."))
        sheet = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        dots = min(self._printer.resolution(), _FINEST) * sheet.width() // self._printer.resolution()
        picture = self._pdf.drawn(self._pages[done], dots, _MOST_DOTS, grey=True)
        self._painter.drawImage(fitted(picture, sheet), picture)
        self.progressed.emit(done + 1, len(self._pages))
        if done + 1 < len(self._pages):
            self._go_on(done + 1)
        else:
            self._end(whole=True)
            self.ended.emit(len(self._pages))

    def _end(self, *, whole: bool) -> None:
        painter, self._painter = self._painter, None
        if painter is not None:
            if not whole:
                self._printer.abort()
            with _temporary_files_in_memory():
                painter.end()
        self._pdf.close()


def fitted(picture: QImage, sheet: QRect) -> QRect:
    """Where on a sheet a page is printed: all of it where it fits, else smaller, in the middle."""
    size = picture.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (sheet.width() - size.width()) // 2, (sheet.height() - size.height()) // 2
    return QRect(sheet.left() + left, sheet.top() + top, size.width(), size.height())


@contextmanager
def _temporary_files_in_memory() -> Iterator[None]:
    """What the printing system writes down on its way to the spooler is written to memory, where there is such a place.

    It looks where to when a job begins.
    """
    before = os.environ.get("TMPDIR")
    if _IN_MEMORY.is_dir() and os.access(_IN_MEMORY, os.W_OK):
        os.environ["TMPDIR"] = str(_IN_MEMORY)
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("TMPDIR", None)
        else:
            os.environ["TMPDIR"] = before
