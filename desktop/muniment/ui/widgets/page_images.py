"""Pictures of the pages of a document that lies in memory, drawn on a thread of their own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event, Lock

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from muniment.domain.errors import UserFault
from muniment.host.errors import place_in_code
from muniment.ui.widgets.page_source import Hit, Source, Wanted

_MOST_HITS = 1000


class PageImages(QObject):
    """One document at a time, from a source that the thread of this object alone uses: PDFium works for one only.

    What is asked for is told by signals, with the number of the document that it belongs to.
    """

    opened = Signal(int, list)  # number of the document, sizes of its pages
    drawn = Signal(int, object, QImage)  # number, Wanted, picture
    found = Signal(int, str, list)  # number, what was looked for, hits
    refused = Signal(int, str)  # number, why it cannot be shown
    failed = Signal(str)  # place in the code

    def __init__(self, parent: QObject, source: Source) -> None:
        super().__init__(parent)
        self._source = source
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pages")
        self._lock = Lock()
        self._wanted: dict[str, list[Wanted]] = {}  # in the order of who comes first
        self._number = self._of = 0  # of the document that is to be shown, and of the one that is open
        self._expected: object = None  # stands for the document that comes next
        self._first: tuple[str, Wanted | None] = ("", None)
        self._pages = 0
        self._ended = Event()
        self.destroyed.connect(_ending(self._thread, self._ended, source))

    @property
    def number(self) -> int:
        """Of the document that was loaded last; it grows."""
        return self._number

    def serve(self, who: str) -> None:
        """Takes in somebody who will want pictures; who was taken in first comes first."""
        self._wanted[who] = []

    def expect(self, who: str, first: Wanted | None = None) -> Callable[[bytes], None]:
        """What the next document is to be given to, from any thread; nothing is shown if another is expected by then.

        ``first`` is drawn for ``who`` as soon as it is open, before anybody asks.
        """
        expected = self._expected = object()

        def show(content: bytes) -> None:
            if (number := self._begin(expected)) is not None:
                self.do(lambda: self._open(number, content, who, first))

        return show

    def first_for(self, who: str) -> Wanted | None:
        """The picture of the open document that is drawn for somebody without being wanted."""
        asked, first = self._first
        return first if asked == who else None

    def clear(self) -> None:
        """Shows none from now on."""
        expected = self._expected = object()
        if (number := self._begin(expected)) is not None:
            self.do(self._source.close)
            self.opened.emit(number, [])

    def want(self, who: str, pages: Sequence[Wanted]) -> None:
        """What ``who`` wants to show now; what it wanted before and does not any more is not drawn."""
        with self._lock:
            self._wanted[who] = list(pages)
        for _ in pages:
            self.do(self._draw_next)

    def find(self, text: str) -> None:
        """Looks for a text on all pages."""
        number = self._number
        self.do(lambda: self._find(number, text))

    def _begin(self, expected: object) -> int | None:
        """The number of another document; None where it is not the one that is expected."""
        with self._lock:
            if expected is not self._expected:
                return None
            self._number += 1
            self._wanted = {who: [] for who in self._wanted}
            return self._number

    def do(self, work: Callable[[], None]) -> None:
        """Has something done on the thread of the source."""
        ended = self._ended

        def guarded() -> None:
            if ended.is_set():
                return
            try:
                work()
            except Exception as error:  # noqa: BLE001 - told by its place: its text may repeat a page
                if not ended.is_set():
                    self.failed.emit(f"{place_in_code(error)} {type(error).__name__}")

        self._thread.submit(guarded)

    # --- on the thread ---

    def _open(self, number: int, content: bytes, who: str, first: Wanted | None) -> None:
        if number != self._number:
            return
        try:
            sizes = list(self._source.open(content))
        except UserFault as why:
            self._tell_refused(number, str(why))
            return
        self._of, self._pages = number, len(sizes)
        if first is not None and first.page >= self._pages:
            first = None
        self._first = (who, first)
        self.opened.emit(number, sizes)
        if first is not None:
            self._draw(first)

    def _tell_refused(self, number: int, why: str) -> None:
        self._of = self._pages = 0
        self.refused.emit(number, why)

    def _draw_next(self) -> None:
        with self._lock:
            waiting = next((pages for pages in self._wanted.values() if pages), None)
            wanted = waiting.pop(0) if waiting else None
        if wanted is not None and self._of == self._number and wanted.page < self._pages:
            self._draw(wanted)

    def _draw(self, wanted: Wanted) -> None:
        try:
            picture = self._source.picture(wanted)
        except UserFault as why:
            self._tell_refused(self._number, str(why))
        else:
            self.drawn.emit(self._of, wanted, picture)

    def _find(self, number: int, text: str) -> None:
        hits: list[Hit] = []
        for page in range(self._pages if text else 0):
            if number != self._number or len(hits) >= _MOST_HITS:
                break
            hits.extend(self._source.hits(page, text))
        self.found.emit(number, text, hits)


def _ending(thread: ThreadPoolExecutor, ended: Event, source: Source) -> Callable[[], None]:
    """Ends the thread, and with it the source; holds nothing of the object that they belonged to."""

    def end() -> None:
        ended.set()
        with suppress(RuntimeError):  # where the program ends, the thread has ended before, and the process will
            thread.submit(source.close)
        thread.shutdown(wait=False)

    return end
