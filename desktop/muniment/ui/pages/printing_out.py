"""From a preview to a printer: asks how, hands the pages over, tells how it went."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from muniment.services.printing import Paper
from muniment.ui.desk import Desk
from muniment.ui.widgets.page_images import PageImages
from muniment.ui.widgets.print_dialog import ask_how
from muniment.ui.widgets.print_job import PrintJob
from muniment.ui.widgets.printers import Order, Printer, known_printers, opened
from muniment.ui.widgets.work import Work
from muniment.ui.wording import _, plural


def _at_once(go: Callable[[], None]) -> None:
    go()


class PrintingOut(QObject):
    """One job at a time, told of on ``work``."""

    def __init__(self, desk: Desk, images: PageImages, work: Work, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._images, self._work, self._page = desk, images, work, page
        self.printers: Callable[[], Sequence[Printer]] = known_printers
        self.open = opened  # how a printer is made ready
        self._job: PrintJob | None = None
        work.left.connect(page.setFocus)

    @property
    def is_busy(self) -> bool:
        """Whether pages are being handed over."""
        return self._job is not None

    def ask(
        self, content: bytes, paper: Paper, pages: int, before: Callable[[Callable[[], None]], None] = _at_once
    ) -> None:
        """Asks how to print a document, and prints it; ``before`` is done first, and goes on with what it is given."""
        if self._job is None:
            printers = self.printers()

            def chosen(order: Order) -> None:
                before(lambda: self._begin(content, order, paper))

            ask_how(self._page, printers, paper, pages, chosen)

    def _begin(self, content: bytes, order: Order, paper: Paper) -> None:
        job = PrintJob(self._images, content, self.open(order, paper), order.first, order.last)
        job.progressed.connect(self._on_progressed)
        job.ended.connect(self._on_ended)
        job.failed.connect(self._on_failed)
        self._job = job
        self._work.begin(self, _("Printing …"))
        job.begin()

    def cancel(self) -> None:
        """Stops before the next page."""
        if self._job is not None:
            self._job.cancel()  # it has a step to go, and goes with the page
            self._forget()
            self._desk.tell(_("Printing was stopped. Look whether pages came out already."))

    def _on_progressed(self, done: int, of: int) -> None:
        self._work.tell(_("Printing"), done, of)

    def _on_ended(self, pages: int) -> None:
        self._finish()
        what = plural("{n} page is with the printer.", "{n} pages are with the printer.", pages)
        self._desk.tell(_("{what} The vault does not protect them.").format(what=what))

    def _on_failed(self, error: Exception) -> None:
        self._finish()
        self._desk.fail(error)

    def _finish(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
            self._forget()

    def _forget(self) -> None:
        self._job = None
        self._work.end()
