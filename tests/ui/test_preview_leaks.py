"""In the preview: what tells of others keeps a copy here until something is done about each."""

import gc
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from tests.conftest import CHEAP, IDENTITY_PASSPHRASE, PASSPHRASE
from tests.ui.test_preview import answer, ids_of
from tests.ui.test_preview_leaving import registered
from tests.ui.window_room import WindowRoom

from muniment.domain.audience import AUDIENCES
from muniment.services import entries, history
from muniment.services import session as sessions
from muniment.services.known_identities import Sealed
from muniment.ui.pages.leak_panel import KEEP, MASK
from muniment.ui.pages.preview import PreviewPage
from muniment.ui.telling import one_line

Key = Qt.Key
NOTE = "Taken with Gulshan. Called 050 123 45 67."
NAME, PHONE = ("name", "gulshan"), ("phone", "050 123 45 67")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> WindowRoom:
    """The window on a vault where the summary of the first file names the person of the second."""
    room = WindowRoom(qtbot, tmp_path / "vault")
    session = sessions.create(room.folder, PASSPHRASE, cost=CHEAP)
    first = entries.add(session, "case_file", {"pseudonym": "SYNTHETIC Robin"}).id
    entries.add(session, "case_file", {"pseudonym": "Gülşən"})
    entries.add(session, "detention", {"start": "2017-09-18", "status": "ongoing", "note": NOTE}, first)
    entries.add(session, "consent", {"purpose": "counsel", "decision": "granted"}, first)
    session.close()
    room.open()
    return room


def summary(window: WindowRoom, *, found: bool = True) -> PreviewPage:
    """The summary for counsel, before anything is decided; whether anything is found in it."""
    window.desk.print(ids_of(window)[:1], "summary")
    page = window.frame.page
    assert isinstance(page, PreviewPage)
    window.until(lambda: page.making.is_whole)
    before, box = page.making.batch, page.panel.outside.box
    box.setFocus()
    for _step in range(list(AUDIENCES).index("counsel")):
        QTest.keyClick(box, Key.Key_Down)
    window.until(lambda: page.making.batch is not before and page.making.is_whole)
    window.until(lambda: bool(page.leaks.boxes) == found)
    return page


def choose(page: PreviewPage, found: tuple[str, str], choice: str) -> None:
    box = page.leaks.boxes[found]
    box.setFocus()
    for _step in range({MASK: 1, KEEP: 2}[choice]):
        QTest.keyClick(box, Key.Key_Down)


def text_of(page: PreviewPage) -> str:
    import pypdfium2

    assert page.making.batch is not None
    pdf = pypdfium2.PdfDocument(page.making.batch.bound().data)
    text = "".join(pdf[number].get_textpage().get_text_range() for number in range(len(pdf)))
    pdf.close()
    return " ".join(text.split())


def test_what_tells_of_others_is_listed_and_nothing_can_leave(window: WindowRoom) -> None:
    page = summary(window)
    assert set(page.leaks.boxes) == {NAME, PHONE}
    assert not page.save_button.isEnabled()
    assert not page.print_button.isEnabled()
    assert not page.leaks.go_on.isEnabled()


def test_masked_at_once_it_can_leave(window: WindowRoom, tmp_path: Path) -> None:
    page = summary(window)
    page.leaks.mask_all.setFocus()
    QTest.keyClick(page.leaks.mask_all, Key.Key_Return)
    window.until(page.save_button.isEnabled)
    assert page.leaks.boxes == {}
    assert page.leaks.clear_note.isVisible()
    assert "Taken with [name]. Called [phone]." in text_of(page)
    page.save()
    answer(page, tmp_path / "copy.pdf")
    window.until((tmp_path / "copy.pdf").exists)
    assert len(registered(window)) == 1


def test_each_is_decided_and_what_stays_has_a_reason(window: WindowRoom, tmp_path: Path) -> None:
    page = summary(window)
    choose(page, PHONE, MASK)
    choose(page, NAME, KEEP)
    assert not page.leaks.go_on.isEnabled()
    QTest.keyClicks(page.leaks.reason, "she is a witness")
    QTest.keyClick(page.leaks.reason, Key.Key_Return)
    window.until(page.save_button.isEnabled)
    assert "Taken with Gulshan. Called [phone]." in text_of(page)
    page.save()
    answer(page, tmp_path / "copy.pdf")
    window.until((tmp_path / "copy.pdf").exists)
    [copy] = registered(window)
    assert "she is a witness" in copy.kept


def test_what_was_chosen_is_chosen_in_the_next_copy_too(window: WindowRoom) -> None:
    page = summary(window)
    choose(page, PHONE, MASK)
    before = page.making.batch
    QTest.keyClick(page.panel.paper, Key.Key_Down)
    window.until(lambda: page.making.batch is not before and page.making.is_whole and bool(page.leaks.boxes))
    assert page.leaks.boxes[PHONE].currentIndex() == 1
    assert page.leaks.boxes[NAME].currentIndex() == 0


def test_an_editable_copy_is_masked_alike(window: WindowRoom, tmp_path: Path) -> None:
    page = summary(window)
    page.leaks.mask_all.click()
    window.until(page.editable.button.isEnabled)
    page.editable.save()
    answer(page, tmp_path / "copy.docx")
    window.until((tmp_path / "copy.docx").exists)
    with zipfile.ZipFile(tmp_path / "copy.docx") as parts:
        text = parts.read("word/document.xml").decode()
    assert "[phone]" in text
    assert "Gulshan" not in text


def test_what_stays_here_is_not_looked_through(window: WindowRoom) -> None:
    window.desk.print(ids_of(window)[:1], "summary")
    page = window.frame.page
    assert isinstance(page, PreviewPage)
    window.until(page.save_button.isEnabled)
    assert not page.leaks.isVisible()


# --- sealed identities ---


def opened_for_it(window: WindowRoom, page: PreviewPage, passphrase: str = IDENTITY_PASSPHRASE) -> None:
    """Has the identities opened for the check, by keyboard."""
    check = page.leaks.identities
    check.button.setFocus()
    window.press(Key.Key_Return)
    answer_again(window, passphrase, "to hand it to counsel")


def answer_again(window: WindowRoom, passphrase: str, reason: str = "") -> None:
    for text in (reason, passphrase) if reason else (passphrase,):
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit)
        QTest.keyClicks(focus, text)
        window.press(Key.Key_Return)


SEALED = ("name", "səbuhi nəbizadə")


@pytest.fixture
def sealed(qtbot: QtBot, tmp_path: Path) -> WindowRoom:
    """The window on a vault whose one summary has a name in it that is sealed."""
    room = WindowRoom(qtbot, tmp_path / "vault")
    session = sessions.create(room.folder, PASSPHRASE, IDENTITY_PASSPHRASE, cost=CHEAP)
    first = entries.add(session, "case_file", {"pseudonym": "SYNTHETIC Robin"}).id
    note = "Came with Səbuhi Nəbizadə."
    entries.add(session, "detention", {"start": "2017-09-18", "status": "ongoing", "note": note}, first)
    entries.add(session, "identity", {"legal_name": "Səbuhi Nəbizadə"}, first)
    entries.add(session, "consent", {"purpose": "counsel", "decision": "granted"}, first)
    session.close()
    room.open()
    return room


def unopened(window: WindowRoom) -> PreviewPage:
    page = summary(window, found=False)
    window.until(page.leaks.identities.button.isVisible)
    return page


def test_sealed_names_are_not_looked_for_and_it_says_so(sealed: WindowRoom) -> None:
    page = unopened(sealed)
    assert page.leaks.boxes == {}
    assert "are not opened" in page.leaks.identities.said.text()


def test_opened_for_the_check_they_are_found_and_nothing_of_them_stays(sealed: WindowRoom) -> None:
    page = unopened(sealed)
    opened_for_it(sealed, page)
    sealed.until(lambda: set(page.leaks.boxes) == {SEALED})
    assert not page.save_button.isEnabled()
    assert "was looked for too" in page.leaks.identities.said.text()
    gc.collect()
    assert not [one for one in gc.get_objects() if isinstance(one, Sealed)]
    told: list[str] = []
    sealed.desk.runner.ask(
        lambda session: [one_line(one) for one in history.history(session)], told.extend, sealed.shell
    )
    sealed.until(lambda: told.count("Sealed identities opened for the leak check") == 1)


def test_a_wrong_passphrase_is_said_where_it_was_typed(sealed: WindowRoom) -> None:
    page = unopened(sealed)
    opened_for_it(sealed, page, "no such passphrase")
    asking = page.leaks.identities.asking
    assert asking is not None
    sealed.until(lambda: asking._fault.isVisible() and asking.passphrase.hasFocus())
    assert page.leaks.boxes == {}
    answer_again(sealed, IDENTITY_PASSPHRASE)
    sealed.until(lambda: set(page.leaks.boxes) == {SEALED})


def test_given_up_the_button_is_there_again(sealed: WindowRoom) -> None:
    page = unopened(sealed)
    page.leaks.identities.button.setFocus()
    sealed.press(Key.Key_Return)
    sealed.press(Key.Key_Escape)
    assert page.leaks.identities.asking is None
    assert page.leaks.identities.button.hasFocus()


def test_what_was_found_of_them_is_masked_in_an_editable_copy_too(sealed: WindowRoom, tmp_path: Path) -> None:
    page = unopened(sealed)
    opened_for_it(sealed, page)
    sealed.until(lambda: set(page.leaks.boxes) == {SEALED})
    page.leaks.mask_all.setFocus()
    sealed.press(Key.Key_Return)
    sealed.until(page.save_button.isEnabled)
    page.editable.save()
    answer(page, tmp_path / "copy.docx")
    sealed.until((tmp_path / "copy.docx").exists)
    text = zipfile.ZipFile(tmp_path / "copy.docx").read("word/document.xml").decode()
    assert ("Came with [name]." in text, "Nəbizadə" in text) == (True, False)


def test_the_next_copy_is_not_compared_with_them(sealed: WindowRoom) -> None:
    page = unopened(sealed)
    opened_for_it(sealed, page)
    sealed.until(lambda: set(page.leaks.boxes) == {SEALED})
    before = page.making.batch
    page.panel.paper.setFocus()
    sealed.press(Key.Key_Down)
    sealed.until(lambda: page.making.batch is not before and page.making.is_whole and page.leaks.isVisible())
    assert page.leaks.identities.button.isVisible()
