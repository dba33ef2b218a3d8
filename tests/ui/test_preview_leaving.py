"""A copy for somebody outside, from its preview: in the register before it is a file or on paper."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.conftest import CHEAP, PASSPHRASE
from tests.ui.test_preview import answer, preview
from tests.ui.test_preview_printing import OFFICE, Tray, asked, printed
from tests.ui.window_room import WindowRoom

from muniment.domain.audience import AUDIENCES
from muniment.services import copies, entries
from muniment.services import session as sessions
from muniment.services.copies import Copy
from muniment.ui.pages.preview import PreviewPage

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> WindowRoom:
    """The window on a vault with two case files, of people who agree to counsel."""
    room = WindowRoom(qtbot, tmp_path / "vault")
    with_files = sessions.create(room.folder, PASSPHRASE, cost=CHEAP)
    for name in ("SYNTHETIC A", "SYNTHETIC B"):
        case = entries.add(with_files, "case_file", {"pseudonym": name}).id
        entries.add(with_files, "detention", {"start": "2017-09-18", "status": "ongoing"}, case)
        entries.add(with_files, "consent", {"purpose": "counsel", "decision": "granted"}, case)
    with_files.close()
    room.open()
    return room


def registered(window: WindowRoom) -> list[Copy]:
    found: list[list[Copy]] = []
    window.desk.runner.ask(copies.listed, found.append, window.shell)
    window.until(lambda: bool(found))
    return found[0]


def for_counsel(window: WindowRoom, count: int = 1) -> PreviewPage:
    page = preview(window, count)
    before = page.making.batch
    box = page.panel.outside.box
    box.setFocus()
    for _step in range(list(AUDIENCES).index("counsel")):
        QTest.keyClick(box, Key.Key_Down)
    QTest.keyClicks(page.panel.outside.recipient, "A. Lawyer (SYNTHETIC)")
    window.until(lambda: page.making.batch is not before and page.making.is_whole and page.print_button.isEnabled())
    return page


def numbers(page: PreviewPage) -> set[str]:
    assert page.making.batch is not None
    return {copy.numbered.copy_no for copy in page.making.batch.copies}


def test_a_saved_copy_is_registered_under_the_number_that_was_seen(window: WindowRoom, tmp_path: Path) -> None:
    page, target = for_counsel(window), tmp_path / "brief.pdf"
    batch = page.making.batch
    page.save()
    answer(page, target)
    window.until(target.exists)
    [copy] = registered(window)
    assert ({copy.copy_no}, copy.recipient, copy.audience) == (numbers(page), "A. Lawyer (SYNTHETIC)", "counsel")
    assert page.making.batch is batch  # that it left does not make it anew


def test_what_is_only_looked_at_is_not_registered(window: WindowRoom) -> None:
    for_counsel(window)
    assert registered(window) == []


def test_each_of_several_is_registered_and_called_by_its_number(window: WindowRoom, tmp_path: Path) -> None:
    page, folder = for_counsel(window, 2), tmp_path / "out"
    folder.mkdir()
    page.panel.way.setFocus()
    QTest.keyClick(page.panel.way, Key.Key_Down)
    page.save()
    answer(page, folder)
    window.until(lambda: len(list(folder.glob("*-brief.pdf"))) == 2)
    assert {path.name for path in folder.iterdir()} == {f"{number}-brief.pdf" for number in numbers(page)}
    window.until(lambda: {copy.copy_no for copy in registered(window)} == numbers(page))


def test_what_is_printed_on_paper_is_registered_before_it_is_printed(window: WindowRoom, tmp_path: Path) -> None:
    page = for_counsel(window)
    tray = Tray(page, tmp_path / "paper.pdf", OFFICE)
    page.print_out()
    assert registered(window) == []
    asked(page).print_button.click()
    window.until(lambda: bool(tray.orders))
    assert {copy.copy_no for copy in registered(window)} == numbers(page)
    printed(window, page)
