"""Asking how to print: a dialog of our own, which remembers nothing and waits for nobody."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLayout, QSpinBox, QWidget

from muniment.services.printing import Paper
from muniment.ui.forms.segment import Tick
from muniment.ui.icons import put_icon
from muniment.ui.theme import px
from muniment.ui.widgets.basics import button, column, frame, label, named, row
from muniment.ui.widgets.printers import Order, Printer
from muniment.ui.wording import _, plural

_NAMES = {"a4": "A4", "letter": "Letter"}
_MOST_COPIES = 99
_WIDTH = 440  # pixels at a text size of 100 %


class PrintDialog(QDialog):
    """``ordered`` brings an Order once somebody has chosen to print."""

    ordered = Signal(object)

    def __init__(self, parent: QWidget, printers: Sequence[Printer], paper: Paper, pages: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Print"))
        self.setMinimumWidth(px(self, _WIDTH))
        self._printers, self._paper, self._pages = printers, paper, pages
        self.printer = named(QComboBox(), _("Printer"))
        self.printer.setMinimumHeight(px(self, 30))
        for one in printers:
            self.printer.addItem(one.text)
        self.first, self.last = self._number(_("From page"), 1, pages), self._number(_("To page"), pages, pages)
        self.copies = self._number(_("Copies"), 1, _MOST_COPIES)
        self.both_sides = Tick(_("On both sides"))
        self.paper_note = label(tone="warning", wrap=True)
        self.print_button = button(_("Print"), self._on_print, kind="primary", icon="printer")
        self._compose()
        self.printer.currentIndexChanged.connect(lambda _at: self._show())
        self.first.valueChanged.connect(self.last.setMinimum)
        self._show()
        (self.printer if printers else self._leave).setFocus()

    def _number(self, name: str, value: int, most: int) -> QSpinBox:
        made = named(QSpinBox(), name)
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made.setFixedSize(px(self, 64), px(self, 32))
        made.setRange(1, most)
        made.setValue(value)
        return made

    def _compose(self) -> None:
        none = _("No printer is set up on this computer. The document can be saved as a PDF instead.")
        self._none = label(none, wrap=True)
        self._leave = button(_("Cancel") if self._printers else _("Close"), self.reject)
        pages = row(
            self.first, label("–"), self.last, label(plural("of {n}", "of {n}", self._pages), tone="muted"), None
        )
        choices = QWidget()
        parts = (_titled(_("Printer"), self.printer), _titled(_("Pages"), self.first, pages))
        copies = row(self.copies, 16, self.both_sides, None)
        layout = column(*parts, _titled(_("Copies"), self.copies, copies), self.paper_note, _warning(), space=12)
        layout.setContentsMargins(0, 0, 0, 0)
        choices.setLayout(layout)
        acts = row(None, self._leave, self.print_button)
        self.setLayout(column(self._none, choices, 4, acts, space=8, margins=(20, 20, 20, 16)))
        self._none.setHidden(bool(self._printers))
        for part in (choices, self.print_button):
            part.setVisible(bool(self._printers))

    def _show(self) -> None:
        if not self._printers:
            return
        chosen = self._printers[self.printer.currentIndex()]
        there = chosen.paper_for(self._paper)
        self.paper_note.setVisible(there != self._paper)
        words = _("This printer has no {wanted}: pages are printed smaller, on {there}.")
        self.paper_note.setText(words.format(wanted=_NAMES[self._paper], there=_NAMES[there]))
        self.both_sides.setVisible(chosen.both_sides)

    def _on_print(self) -> None:
        chosen = self._printers[self.printer.currentIndex()]
        both = chosen.both_sides and self.both_sides.isChecked()
        order = Order(chosen, self.first.value(), self.last.value(), self.copies.value(), both)
        self.accept()
        self.ordered.emit(order)


def ask_how(
    parent: QWidget, printers: Sequence[Printer], paper: Paper, pages: int, ordered: Callable[[Order], object]
) -> PrintDialog:
    """Asks how to print so many pages for a paper; ``ordered`` is told."""
    dialog = PrintDialog(parent, printers, paper, pages)
    dialog.ordered.connect(ordered)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _titled(name: str, buddy: QWidget, inside: QLayout | None = None) -> QLayout:
    title = label(name, level="field")
    title.setBuddy(buddy)
    return column(title, inside or buddy, space=4)


def _warning() -> QWidget:
    text = _(
        "What is printed leaves the vault: this computer's printing system keeps a copy while it prints, and many "
        "printers keep one afterwards. Use a printer that you trust, and take every sheet with you."
    )
    sign = QLabel()
    put_icon(sign, "triangle-alert", "warning")
    made = frame("banner")
    made.setProperty("tone", "warning")
    layout = row(sign, label(text, wrap=True), space=12, margins=(12, 8, 12, 8))
    layout.setStretch(1, 1)
    made.setLayout(layout)
    return made
