"""For whom an output is: chosen in the preview, and refused where it is chosen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.conftest import CHEAP, PASSPHRASE
from tests.ui.window_room import WindowRoom

from muniment.domain.audience import AUDIENCES
from muniment.services import entries, finding, removal
from muniment.services import session as sessions
from muniment.ui.pages.preview import PreviewPage
from muniment.ui.pages.settings.audiences import AudiencesSection
from muniment.ui.pages.settings.page import SettingsPage

Key = Qt.Key
REASON = "SYNTHETIC: he is to be sent back tonight."


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> PreviewPage:
    """A brief of somebody who agrees to counsel alone, and whose safe contact is known."""
    room = WindowRoom(qtbot, tmp_path / "vault")
    session = sessions.create(room.folder, PASSPHRASE, cost=CHEAP)
    fields = {"pseudonym": "Robin", "safe_contact": "SYNTHETIC: after six"}
    case = entries.add(session, "case_file", fields).id
    entries.add(session, "consent", {"purpose": "counsel", "decision": "granted"}, case)
    session.close()
    room.open()
    room.desk.print([case], "brief")
    shown = room.frame.page
    assert isinstance(shown, PreviewPage)
    room.until(lambda: shown.making.is_whole and shown.view.count == 1)
    shown.setProperty("room", room)
    return shown


def room_of(page: PreviewPage) -> WindowRoom:
    room = page.property("room")
    assert isinstance(room, WindowRoom)
    return room


def choose(page: PreviewPage, audience: str) -> None:
    """Goes through the list with the keyboard."""
    outside, steps = page.panel.outside, list(AUDIENCES).index(audience)
    outside.box.setFocus()
    for _step in range(steps):
        QTest.keyClick(outside.box, Key.Key_Down)


def test_what_the_person_agreed_to_is_made(page: PreviewPage) -> None:
    choose(page, "counsel")
    room_of(page).until(lambda: page.making.is_whole)
    assert page.panel.choices.audience == "counsel"
    assert not page.panel.outside.refusal.isVisible()
    assert page.panel.outside.recipient.isVisible()


def test_a_missing_consent_is_said_where_the_audience_is_chosen_and_nothing_is_shown(page: PreviewPage) -> None:
    choose(page, "ecthr")
    outside = page.panel.outside
    room_of(page).until(outside.refusal.isVisible)
    assert "ecthr" in outside.refusal.text()
    room_of(page).until(lambda: page.view.count == 0)
    assert not page.save_button.isEnabled()
    assert not page.print_button.isEnabled()
    assert not outside.recipient.isVisible()


def test_a_reason_makes_the_copy_all_the_same(page: PreviewPage) -> None:
    choose(page, "ecthr")
    outside = page.panel.outside
    room_of(page).until(outside.without.isVisible)
    assert not outside.reason.isVisible()
    outside.without.setChecked(True)
    QTest.keyClicks(outside.reason, REASON)
    QTest.keyClick(outside.reason, Key.Key_Return)
    room_of(page).until(lambda: page.making.is_whole and page.view.count == 1)
    assert page.panel.choices.override == REASON
    assert not outside.refusal.isVisible()
    outside.without.setChecked(False)
    room_of(page).until(outside.refusal.isVisible)
    assert page.panel.choices.override == ""


def test_a_reason_holds_for_one_audience(page: PreviewPage) -> None:
    choose(page, "ecthr")
    outside = page.panel.outside
    room_of(page).until(outside.without.isVisible)
    outside.without.setChecked(True)
    QTest.keyClicks(outside.reason, REASON)
    QTest.keyClick(outside.reason, Key.Key_Return)
    room_of(page).until(lambda: page.making.is_whole)
    outside.box.setFocus()
    QTest.keyClick(outside.box, Key.Key_Down)
    assert (page.panel.choices.audience, page.panel.choices.override) == ("un_confidential", "")
    room_of(page).until(outside.refusal.isVisible)


def test_no_reason_makes_figures_of_one_person(page: PreviewPage) -> None:
    choose(page, "statistics")
    room_of(page).until(page.panel.outside.refusal.isVisible)
    assert not page.panel.outside.without.isVisible()


def test_what_is_internal_by_its_nature_is_for_nobody_else(page: PreviewPage) -> None:
    choose(page, "counsel")
    QTest.keyClick(page.panel.kind, Key.Key_End)  # the last kind
    assert page.panel.choices.audience == "internal"
    assert not page.panel.outside.box.isEnabled()


def test_who_gets_the_copy_makes_no_other_document(page: PreviewPage) -> None:
    choose(page, "counsel")
    room_of(page).until(lambda: page.making.is_whole)
    before = page.making.batch
    QTest.keyClicks(page.panel.outside.recipient, "SYNTHETIC office ")
    assert page.panel.choices.recipient == "SYNTHETIC office"
    assert page.making.batch is before


def test_what_each_audience_may_see_is_a_press_away(page: PreviewPage) -> None:
    QTest.mouseClick(page.panel.outside.link, Qt.MouseButton.LeftButton)
    settings = room_of(page).frame.page
    assert isinstance(settings, SettingsPage)
    section = settings.show_section("audiences")
    assert isinstance(section, AudiencesSection)
    QTest.keyClick(section.box, Key.Key_End)
    assert section.box.currentText() == "Statistics"


def test_what_cannot_be_made_leaves_nothing_of_before_on_the_screen(page: PreviewPage) -> None:
    room, [case] = room_of(page), page._ids
    remove = lambda session: removal.remove_file(session, finding.case(session, case))  # noqa: E731
    room.desk.runner.write(remove, lambda _: None, room.shell)
    room.until(lambda: bool(room.frame.banner.told()))
    assert page.view.count == 0
    assert not page.save_button.isEnabled()
