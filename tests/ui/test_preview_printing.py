"""Printing what is shown: asked for in a dialog of our own, handed over page by page, whole sheets as they are seen."""

import os
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.conftest import CHEAP, PASSPHRASE
from tests.ui.test_preview import preview
from tests.ui.window_room import WindowRoom

from muniment.services import demo
from muniment.services import session as sessions
from muniment.services.printing import Paper
from muniment.ui.pages.preview import PreviewPage
from muniment.ui.widgets import print_job
from muniment.ui.widgets.banner import Banner
from muniment.ui.widgets.print_dialog import PrintDialog
from muniment.ui.widgets.print_job import fitted
from muniment.ui.widgets.printers import Order, Printer, lay_out

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
OFFICE = Printer("office", "Office SYNTHETIC", frozenset({"a4", "letter"}), both_sides=True)
AMERICAN = Printer("american", "American SYNTHETIC", frozenset({"letter"}))


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> WindowRoom:
    """The window on a vault with one case file."""
    room = WindowRoom(qtbot, tmp_path / "vault")
    with_files = sessions.create(room.folder, PASSPHRASE, cost=CHEAP)
    demo.add_generated(with_files, 1)
    with_files.close()
    room.open()
    return room


class Tray:
    """Stands where printers are asked for and made ready: what is printed comes out as a PDF."""

    def __init__(self, page: PreviewPage, place: Path, *printers: Printer) -> None:
        self.place = place
        self.orders: list[Order] = []
        page.printing.printers = lambda: printers
        page.printing.open = self._open

    def _open(self, order: Order, paper: Paper) -> QPrinter:
        self.orders.append(order)
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(self.place))
        made.setResolution(150)
        lay_out(made, order.printer.paper_for(paper))
        return made

    def sheets(self) -> list[tuple[int, int]]:
        """The sizes of what came out, in points."""
        with pypdfium2.PdfDocument(self.place) as pdf:
            sizes = [pdf.get_page_size(page) for page in range(len(pdf))]
        return [(round(wide), round(high)) for wide, high in sizes]


def asked(page: PreviewPage) -> PrintDialog:
    [dialog] = page.findChildren(PrintDialog)
    return dialog


def printed(window: WindowRoom, page: PreviewPage) -> None:
    window.until(lambda: not page.printing.is_busy)


def darkness(pdf: bytes | Path, page: int = 0) -> list[int]:
    """How dark a page is, in ten stripes from top to bottom."""
    with pypdfium2.PdfDocument(pdf) as opened:
        picture = opened[page].render(scale=1, grayscale=True).to_pil()
    height = picture.height // 10
    stripes = [picture.crop((0, at * height, picture.width, (at + 1) * height)) for at in range(10)]
    return [sum(255 - value for value in stripe.tobytes()) // stripe.width for stripe in stripes]


def test_the_keys_that_print_print_what_is_shown(window: WindowRoom, tmp_path: Path) -> None:
    page = preview(window, kind="summary")
    tray = Tray(page, tmp_path / "out.pdf", OFFICE)
    window.press(Key.Key_P, CTRL)
    QTest.keyClick(asked(page).print_button, Key.Key_Space)
    printed(window, page)
    assert tray.sheets() == [(595, 842)] * page.view.count


def test_what_comes_out_is_what_was_seen(window: WindowRoom, tmp_path: Path) -> None:
    page = preview(window)
    tray = Tray(page, tmp_path / "out.pdf", OFFICE)
    page.print_button.click()
    asked(page).print_button.click()
    printed(window, page)
    assert page._printed is not None
    for here, there in zip(darkness(page._printed.data), darkness(tray.place), strict=True):
        assert abs(here - there) <= max(60, here // 4)


def test_some_pages_some_copies_on_both_sides(window: WindowRoom, tmp_path: Path) -> None:
    page = preview(window, kind="summary")
    tray = Tray(page, tmp_path / "out.pdf", OFFICE)
    page.print_button.click()
    dialog = asked(page)
    dialog.last.setValue(2)
    dialog.copies.setValue(3)
    dialog.both_sides.setChecked(True)
    dialog.print_button.click()
    printed(window, page)
    assert len(tray.sheets()) == 2
    assert tray.orders == [Order(OFFICE, 1, 2, 3, both_sides=True)]


def test_a_printer_without_the_paper_says_so_and_prints_smaller(window: WindowRoom, tmp_path: Path) -> None:
    page = preview(window)
    tray = Tray(page, tmp_path / "out.pdf", OFFICE, AMERICAN)
    page.print_button.click()
    dialog = asked(page)
    assert not dialog.paper_note.isVisible()
    dialog.printer.setCurrentIndex(1)
    assert "no A4" in dialog.paper_note.text()
    assert dialog.paper_note.isVisible()
    assert not dialog.both_sides.isVisible()
    dialog.print_button.click()
    printed(window, page)
    assert tray.sheets() == [(612, 792)]


def test_a_page_is_never_cut_off() -> None:
    picture = QImage(100, 200, QImage.Format.Format_Grayscale8)
    assert fitted(picture, QRect(0, 0, 400, 400)) == QRect(100, 0, 200, 400)
    assert fitted(picture, QRect(0, 0, 300, 900)) == QRect(0, 150, 300, 600)


def test_without_a_printer_the_dialog_says_so(window: WindowRoom, tmp_path: Path) -> None:
    page = preview(window)
    Tray(page, tmp_path / "out.pdf")
    page.print_button.click()
    dialog = asked(page)
    assert "No printer is set up" in dialog._none.text()
    assert dialog._none.isVisible()
    assert not dialog.print_button.isVisible()


def test_one_is_told_of_the_copies_that_printers_keep(window: WindowRoom, tmp_path: Path) -> None:
    page = preview(window)
    Tray(page, tmp_path / "out.pdf", OFFICE)
    page.print_button.click()
    texts = [one.text() for one in asked(page).findChildren(type(page.warnings)) if one.isVisible()]
    assert any("printing system keeps a copy" in text for text in texts)


def test_printing_can_be_stopped(window: WindowRoom, tmp_path: Path) -> None:
    page = preview(window, kind="summary")
    Tray(page, tmp_path / "out.pdf", OFFICE)
    page.print_button.click()
    asked(page).print_button.click()
    page.printing.cancel()
    assert not page.printing.is_busy
    assert not page.printing_work.isVisible()
    done: list[bool] = []
    page.images.do(lambda: done.append(True))
    window.until(lambda: bool(done))


def test_a_printer_that_cannot_be_reached_is_told_of(window: WindowRoom, tmp_path: Path) -> None:
    page = preview(window)
    Tray(page, tmp_path / "no such folder" / "out.pdf", OFFICE)
    page.print_button.click()
    asked(page).print_button.click()
    printed(window, page)
    assert window.frame.findChildren(Banner)[0].isVisible()
    assert page.print_button.isEnabled()


def test_another_document_shown_meanwhile_does_not_get_among_the_pages(window: WindowRoom, tmp_path: Path) -> None:
    page = preview(window, kind="summary")
    tray = Tray(page, tmp_path / "out.pdf", OFFICE)
    count = page.view.count
    page.print_button.click()
    asked(page).print_button.click()
    page.panel.kind.setFocus()
    QTest.keyClick(page.panel.kind, Key.Key_Up)
    printed(window, page)
    assert len(tray.sheets()) == count


def test_what_the_printing_system_writes_down_goes_to_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(print_job, "_IN_MEMORY", tmp_path)
    monkeypatch.setenv("TMPDIR", "/SYNTHETIC")
    with print_job._temporary_files_in_memory():
        assert os.environ["TMPDIR"] == str(tmp_path)
    assert os.environ["TMPDIR"] == "/SYNTHETIC"
