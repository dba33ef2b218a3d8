"""The printers of this computer, as Qt knows them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize

from muniment.services.printing import Paper

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_SIZES = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}
_TITLE = "Muniment"  # of the job: whoever looks at a queue reads it


@dataclass(frozen=True, slots=True)
class Printer:
    """One printer: what the system calls it, what people call it, and which of our papers it has."""

    name: str
    text: str
    papers: frozenset[str]
    both_sides: bool = False
    usual: bool = False

    def paper_for(self, paper: Paper) -> str:
        """The paper that a document for ``paper`` is printed on: that, or the only other one that there is."""
        return paper if paper in self.papers or not self.papers else min(self.papers)


@dataclass(frozen=True, slots=True)
class Order:
    """How to print: on what, which pages (from 1), how often."""

    printer: Printer
    first: int
    last: int
    copies: int = 1
    both_sides: bool = False


def known_printers() -> list[Printer]:
    """Every printer that is set up on this computer, the usual one first."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    usual = QPrinterInfo.defaultPrinterName()
    found = []
    for one in QPrinterInfo.availablePrinters():
        sizes = {size.id() for size in one.supportedPageSizes()}
        papers = frozenset(paper for paper, size in _SIZES.items() if size in sizes)
        both = QPrinter.DuplexMode.DuplexLongSide in one.supportedDuplexModes()
        name = one.printerName()
        found.append(Printer(name, one.description() or name, papers, both, name == usual))
    return sorted(found, key=lambda one: not one.usual)


def opened(order: Order, paper: Paper) -> "QPrinter":
    """The printer, ready for a job: whole sheets without margins, the document has its own."""
    from PySide6.QtPrintSupport import QPrinter

    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setPrinterName(order.printer.name)
    made.setDocName(_TITLE)
    made.setCreator("")
    made.setCopyCount(order.copies)
    made.setCollateCopies(True)
    made.setColorMode(QPrinter.ColorMode.GrayScale)
    made.setDuplex(QPrinter.DuplexMode.DuplexLongSide if order.both_sides else QPrinter.DuplexMode.DuplexNone)
    lay_out(made, order.printer.paper_for(paper))
    return made


def lay_out(printer: "QPrinter", paper: str) -> None:
    """Gives a printer sheets of a paper, to be printed on from edge to edge."""
    size = QPageSize(_SIZES[paper])
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
