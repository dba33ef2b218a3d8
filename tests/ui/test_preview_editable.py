"""Editable copies, forms and the chronology in the preview."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.conftest import CHEAP, PASSPHRASE
from tests.ui.test_preview import answer, ids_of, preview
from tests.ui.window_room import WindowRoom

from muniment.services import demo
from muniment.services import session as sessions
from muniment.ui.pages.preview import PreviewPage

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> WindowRoom:
    """The window on a vault with three case files."""
    room = WindowRoom(qtbot, tmp_path / "vault")
    with_files = sessions.create(room.folder, PASSPHRASE, cost=CHEAP)
    demo.add_generated(with_files, 3)
    with_files.close()
    room.open()
    return room


def test_an_editable_copy_is_saved_beside_the_pdf(window: WindowRoom, tmp_path: Path) -> None:
    page, target = preview(window), tmp_path / "brief.docx"
    QTest.keyClick(page.editable.button, Key.Key_Space)
    answer(page, target)
    window.until(target.exists)
    with ZipFile(target) as opened:
        assert page.bar.what in opened.read("word/header1.xml").decode()
    window.until(page.editable.button.isEnabled)


def test_the_chronology_of_several_files_is_one_document(window: WindowRoom, tmp_path: Path) -> None:
    page = preview(window, 3, "chronology")
    assert page.making.batch is not None
    assert page.making.batch.made == 1
    assert page.panel.way.isHidden()
    assert not page.panel.disclosures.isHidden()
    target = tmp_path / "chronology.pdf"
    page.save()
    answer(page, target)
    window.until(target.exists)


def test_another_kind_is_chosen_and_made(window: WindowRoom) -> None:
    page = preview(window, 3)
    assert not page.panel.way.isHidden()
    for name in ("Exhibit list", "Consent form", "Chronology across files"):
        page.panel.kind.setCurrentText(name)
        page.panel.kind.activated.emit(page.panel.kind.currentIndex())
        window.until(lambda: page.save_button.isEnabled() and page.making.is_whole)
    assert page.panel.choices.kind == "chronology"


def test_a_blank_consent_form_is_reached_from_a_new_case(window: WindowRoom) -> None:
    window.desk.print([], "blank-consent")
    page = window.frame.page
    assert isinstance(page, PreviewPage)
    window.until(lambda: page.save_button.isEnabled() and page.view.is_drawn)
    assert page.bar.what == "Blank consent form"
    assert page.panel.kind.isHidden()
    assert len(ids_of(window)) == 3
