"""The preview: what is seen is what is saved, made from memory, with the keyboard alone."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot
from tests.conftest import CHEAP, PASSPHRASE
from tests.ui.window_room import WindowRoom

from muniment.services import demo, entries, printing
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.ui.desk import Place
from muniment.ui.pages.preview import PreviewPage
from muniment.ui.widgets.page_view import Fit

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
PASSWORD = "a SYNTHETIC password of the PDF"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> WindowRoom:
    """The window on a vault with three case files."""
    room = WindowRoom(qtbot, tmp_path / "vault")
    with_files = sessions.create(room.folder, PASSPHRASE, cost=CHEAP)
    demo.add_generated(with_files, 3)
    with_files.close()
    room.open()
    return room


def ids_of(window: WindowRoom) -> list[str]:
    found: list[list[str]] = []

    def work(session: Session) -> list[str]:
        return [case.id for case in printing.all_cases(session)]

    window.desk.runner.ask(work, found.append, window.shell)
    window.until(lambda: bool(found))
    return found[0]


def preview(window: WindowRoom, count: int = 1, kind: str = "brief") -> PreviewPage:
    window.desk.print(ids_of(window)[:count], kind)
    page = window.frame.page
    assert isinstance(page, PreviewPage)
    window.until(lambda: page.save_button.isEnabled() and page.view.is_drawn)
    return page


def made(page: PreviewPage) -> bytes:
    assert page.making.batch is not None
    return page.making.batch.bound().data


def text_of(pdf: bytes, password: str | None = None) -> str:
    with pypdfium2.PdfDocument(pdf, password=password) as opened:
        return "\n".join(page.get_textpage().get_text_range() for page in opened)


def answer(page: PreviewPage, path: Path) -> None:
    """Chooses a place in the dialog that is open."""
    [dialog] = page.findChildren(QFileDialog)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setText(str(path))
    dialog.accept()


def test_printing_shows_what_the_output_will_be(window: WindowRoom) -> None:
    page = preview(window)
    assert page.view.count == 1
    assert page.bar.what in text_of(made(page))


def test_the_page_that_is_seen_has_ink_on_it(window: WindowRoom) -> None:
    page = preview(window)
    picture = page.view.viewport().grab().toImage()
    middle = page.view.place_of(0).center().x()
    assert {picture.pixelColor(middle - 200, y).lightness() < 100 for y in range(picture.height())} == {True, False}


def test_another_output_is_made_as_soon_as_it_is_chosen(window: WindowRoom) -> None:
    page = preview(window)
    page.panel.kind.setFocus()
    QTest.keyClick(page.panel.kind, Key.Key_Down)
    window.until(lambda: page.view.count > 1)
    window.until(page.thumbnails.isVisible)


def test_the_day_makes_the_document_anew(window: WindowRoom) -> None:
    page = preview(window)
    page.panel.day.setFocus()
    QTest.keyClicks(page.panel.day, "3 Oct 2017")
    QTest.keyClick(page.panel.day, Key.Key_Return)
    window.until(page.save_button.isEnabled)
    assert "3 October 2017" in text_of(made(page))


def test_what_is_no_single_day_is_refused_and_changes_nothing(window: WindowRoom) -> None:
    page = preview(window)
    before = page.panel.choices
    QTest.keyClicks(page.panel.day, "October 2017")
    QTest.keyClick(page.panel.day, Key.Key_Return)
    assert page.panel.day_fault.isVisible()
    assert page.panel.choices == before


def test_what_was_said_under_force_is_chosen_twice(window: WindowRoom) -> None:
    page = preview(window, kind="summary")
    QTest.keyClick(page.panel.disclosures, Key.Key_Space)
    assert not page.panel.choices.with_disclosures
    QTest.keyClicks(page.panel.word, "disclosures")
    assert page.panel.choices.with_disclosures
    window.until(page.save_button.isEnabled)


def test_a_brief_never_says_what_was_said_under_force(window: WindowRoom) -> None:
    page = preview(window, kind="summary")
    QTest.keyClick(page.panel.disclosures, Key.Key_Space)
    QTest.keyClicks(page.panel.word, "disclosures")
    page.panel.kind.setFocus()
    QTest.keyClick(page.panel.kind, Key.Key_Up)
    assert not page.panel.choices.with_disclosures
    window.until(page.save_button.isEnabled)


def test_keys_go_through_the_pages(window: WindowRoom) -> None:
    page = preview(window, kind="summary")
    window.press(Key.Key_End)
    assert page.view.page == page.view.count - 1
    window.press(Key.Key_Home)
    assert page.view.page == 0
    page.view.fit_to(Fit.PAGE)
    window.press(Key.Key_PageDown)
    assert page.view.page == 1


def test_keys_show_pages_larger_and_fitted_in_again(window: WindowRoom) -> None:
    page = preview(window)
    fitted = page.view.scale()
    window.press(Key.Key_Plus, CTRL)
    assert page.view.scale() > fitted
    window.press(Key.Key_Minus, CTRL)
    window.press(Key.Key_0, CTRL)
    assert (page.view.fit, page.view.scale()) == (Fit.WIDTH, fitted)


def test_text_is_found_on_its_page_and_gone_to(window: WindowRoom) -> None:
    page = preview(window, kind="summary")
    window.press(Key.Key_F3)
    QTest.keyClicks(page.bar.sought, "DEADLINES")
    window.until(lambda: bool(page.bar.found.text()))
    window.press(Key.Key_F3)
    assert page.bar.found.text().startswith("1 / ")
    window.press(Key.Key_F3)
    assert page.bar.found.text().startswith("2 / ")


def test_what_is_saved_is_what_was_seen(window: WindowRoom, tmp_path: Path) -> None:
    page, target = preview(window), tmp_path / "brief.pdf"
    window.press(Key.Key_S, CTRL)
    answer(page, target)
    window.until(target.exists)
    assert target.read_bytes() == made(page)


def test_a_password_is_asked_for_twice_and_opens_the_copy(window: WindowRoom, tmp_path: Path) -> None:
    page, target = preview(window), tmp_path / "brief.pdf"
    QTest.keyClick(page.panel.protected, Key.Key_Space)
    QTest.keyClicks(page.panel.password.field, PASSWORD)
    assert not page.save_button.isEnabled()
    QTest.keyClicks(page.panel.password.again, PASSWORD)
    assert page.save_button.isEnabled()
    window.press(Key.Key_S, CTRL)
    answer(page, target)
    window.until(target.exists)
    assert page.bar.what in text_of(target.read_bytes(), PASSWORD)
    with pytest.raises(pypdfium2.PdfiumError):
        text_of(target.read_bytes())


def test_several_files_are_seen_as_one_document(window: WindowRoom) -> None:
    page = preview(window, 3)
    window.until(lambda: page.view.count == 1 + 3)  # behind their list
    assert page.bar.what == "3 case files"


def test_several_files_are_saved_each_on_its_own(window: WindowRoom, tmp_path: Path) -> None:
    page = preview(window, 3)
    folder = tmp_path / "out"
    folder.mkdir()
    page.panel.way.setFocus()
    QTest.keyClick(page.panel.way, Key.Key_Down)
    window.press(Key.Key_S, CTRL)
    answer(page, folder)
    window.until(lambda: len(list(folder.glob("*-brief.pdf"))) == 3)


def test_one_comes_back_to_the_same_preview(window: WindowRoom) -> None:
    page = preview(window, kind="summary")
    place, before = page.place(), page.making.batch
    window.desk.go(Place("tasks"))
    window.frame.back()
    assert page.place() == place
    assert page.making.batch is before


def test_stopping_keeps_what_is_half_made_from_being_saved(window: WindowRoom) -> None:
    page = preview(window, 3)
    page.making.begin(ids_of(window), page.panel.choices)
    page.making.cancel()
    assert not page.making.is_whole


def test_the_fields_of_the_password_have_room_beside_the_page(window: WindowRoom) -> None:
    page = preview(window)
    QTest.keyClick(page.panel.protected, Key.Key_Space)
    page.panel.password.field.setFocus()
    window.until(lambda: page.panel.mapTo(page, page.panel.rect().bottomRight()).x() <= page.width())


def test_only_pages_that_are_seen_are_drawn_large(window: WindowRoom) -> None:
    page = preview(window)
    large: set[int] = set()
    page.images.drawn.connect(lambda _number, wanted, _picture: large.add(wanted.page) if wanted.width > 400 else None)
    preview(window, kind="summary")
    window.until(lambda: page.view.count > 4 and page.view.is_drawn and page.thumbnails.is_drawn)  # those come last
    assert large <= {0, 1, 2}


def test_what_is_changed_meanwhile_is_shown(window: WindowRoom) -> None:
    page = preview(window)
    first = ids_of(window)[0]
    window.desk.runner.write(
        lambda session: entries.set_fields(session, first, {"pseudonym": "SYNTHETIC NEW"}), lambda _: None, page
    )
    window.until(lambda: page.save_button.isEnabled() and "SYNTHETIC NEW" in text_of(made(page)))
