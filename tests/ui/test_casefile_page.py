"""The page of a case file, driven by the keyboard on a real vault."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.casefile_room import CaseRoom
from tests.ui.forms_room import type_into
from tests.ui.window_room import WindowRoom

from muniment.services import entries, finding
from muniment.ui import theme
from muniment.ui.pages.casefile.blocks import NewBlock
from muniment.ui.pages.casefile.offers import Offer
from muniment.ui.pages.casefile.reading import Reading
from muniment.ui.pages.casefile.rows import CONSENT_SHARES, head
from muniment.ui.pages.casefile.sight import Sight
from muniment.ui.pages.cases import CasesPage

KEY = Qt.Key
DETENTION = {"start": "2017-09-20T22:40:00", "end": "2017-09-30T23:10:00", "status": "ended"}


@pytest.fixture
def case(window: WindowRoom) -> CaseRoom:
    return CaseRoom(window)


@pytest.fixture
def until(window: WindowRoom) -> Callable[[Callable[[], bool]], None]:
    return window.until


Until = Callable[[Callable[[], bool]], None]


def test_a_detention_is_one_block_with_its_phases_in_the_order_of_time(case: CaseRoom, until: Until) -> None:
    file = case.case()
    detention = case.add("detention", DETENTION, file)
    hold = {"detention": detention, "kind": "police_hold", "start": "2017-09-20T23:20:00", "end": "2017-09-21"}
    stop = {"detention": detention, "kind": "stop", "start": "2017-09-20T22:40:00", "end": "2017-09-20T22:55:00"}
    case.add("phase", hold, file)
    case.add("phase", stop, file)
    case.show(file)
    until(lambda: len(case.headings()) == 3)
    assert case.headings() == [
        "Detention: 20 Sep 2017, 22:40 – 30 Sep, 23:10",
        "Phase of detention: Stop · 20 Sep 2017, 22:40–22:55",
        "Phase of detention: Police hold · 20 Sep 2017, 23:20 – 21 Sep",
    ]


def test_an_allegation_begins_with_who_says_it(case: CaseRoom, until: Until) -> None:
    file = case.case()
    source = case.add("source", {"kind": "witness", "title": "Neighbour"}, file)
    case.allegation(file, sources=[source])
    case.show(file)
    until(lambda: case.headings() == ["Allegation: A witness states: beating"])


def test_enter_turns_a_block_into_its_form_and_escape_turns_it_back(case: CaseRoom, until: Until) -> None:
    file = case.case()
    record = case.allegation(file)
    case.show(file)
    until(lambda: case.focused() == record)
    case.press(KEY.Key_Return)
    assert case.block(record).form is not None
    case.press(KEY.Key_Escape)
    assert case.block(record).form is None
    assert case.focused() == record


def test_what_was_typed_in_a_form_is_read_in_its_block(case: CaseRoom, until: Until) -> None:
    file = case.case()
    record = case.add("work_loss", {"arrested_at_work": "yes"}, file)
    case.show(file, "cost")
    until(lambda: case.focused() == record)
    case.press(KEY.Key_Return)
    form = case.block(record).form
    assert form is not None
    form.focus_field("note")
    type_into(QApplication.focusWidget() or form, "SYNTHETIC the bakery")
    case.press(KEY.Key_Escape)
    until(lambda: "SYNTHETIC the bakery" in case.block(record).accessibleDescription())


def test_arrows_go_from_block_to_block(case: CaseRoom, until: Until) -> None:
    file = case.case()
    made = [case.allegation(file, act=act) for act in ("beating", "torture")]
    case.show(file)
    until(lambda: case.focused() == made[0])
    case.press(KEY.Key_Down)
    assert case.focused() == made[1]
    case.press(KEY.Key_Up)
    assert case.focused() == made[0]


def test_delete_removes_with_undo_and_the_focus_stays_near(case: CaseRoom, until: Until) -> None:
    file = case.case()
    made = [case.allegation(file, act=act) for act in ("beating", "torture")]
    case.show(file)
    until(lambda: case.focused() == made[0])
    case.press(KEY.Key_Delete)
    until(lambda: len(case.headings()) == 1)
    until(lambda: case.focused() == made[1])
    case.window.desk.undoing.emit(file)
    until(lambda: len(case.headings()) == 2)


def test_a_and_a_letter_begin_a_record_in_the_detention_that_is_looked_at(case: CaseRoom, until: Until) -> None:
    file = case.case()
    case.add("detention", DETENTION, file)
    second = case.add("detention", {"start": "2018-01-02", "status": "ended"}, file)
    case.show(file, "happened", second)
    until(lambda: case.focused() == second)
    case.press(KEY.Key_A, KEY.Key_P)
    form = case.section.findChild(NewBlock)
    assert form is not None
    assert form.form.editor("detention").value() == second
    assert form.isAncestorOf(QApplication.focusWidget() or case.page)


def test_a_letter_that_adds_nothing_here_begins_nothing(case: CaseRoom, until: Until) -> None:
    file = case.case()
    record = case.allegation(file)
    case.show(file)
    until(lambda: case.focused() == record)
    case.press(KEY.Key_A, KEY.Key_Z)
    assert case.section.findChild(NewBlock) is None


def test_consent_shows_every_purpose_also_those_not_asked_about(case: CaseRoom, until: Until) -> None:
    file = case.case()
    case.add("consent", {"purpose": "counsel", "decision": "granted"}, file)
    case.show(file, "consent")
    until(lambda: len(case.section.findChildren(Offer)) > 10)
    offers = [offer.accessibleName() for offer in case.section.findChildren(Offer)]
    assert "Media: Not asked" in offers
    assert not any(offer.startswith("Counsel") for offer in offers)
    assert case.headings() == ["Consent: Counsel · Granted"]


def test_enter_on_a_purpose_that_was_not_asked_begins_its_consent(case: CaseRoom, until: Until) -> None:
    file = case.case()
    case.show(file, "consent")
    until(lambda: len(case.section.findChildren(Offer)) > 10)
    offer = next(one for one in case.section.findChildren(Offer) if one.accessibleName().startswith("Media"))
    until(offer.isVisible)
    offer.setFocus()
    case.press(KEY.Key_Return)
    form = case.section.findChild(NewBlock)
    assert form is not None
    assert form.form.editor("purpose").value() == "media"


def test_nothing_jumps_when_something_above_grows(case: CaseRoom, until: Until) -> None:
    file = case.case()
    made = [case.allegation(file, account="SYNTHETIC " * 40) for _ in range(12)]
    case.show(file, "happened", made[-1])
    until(lambda: case.focused() == made[-1])
    middle = case.page.findChildren(Sight)[0]
    until(lambda: middle.verticalScrollBar().value() > 0)
    until(lambda: not middle.seeking)
    place = case.block(made[-1]).mapTo(middle, QPoint(0, 0)).y()
    before = case.block(made[0]).height()
    case.window.desk.runner.write(
        lambda session: entries.set_fields(session, made[0], {"account": "SYNTHETIC " * 400}), lambda _: None, case.page
    )
    until(lambda: case.block(made[0]).height() > before)
    until(lambda: case.block(made[-1]).mapTo(middle, QPoint(0, 0)).y() == place)
    assert case.focused() == made[-1]


def test_of_a_hundred_allegations_only_those_in_sight_are_made_until_one_is_wanted(
    case: CaseRoom, until: Until
) -> None:
    file = case.case()
    last = case.allegations(file, 100)
    case.show(file)
    until(lambda: bool(case.focused()))
    assert len(case.headings()) < 60
    case.page.show_record("allegation", last)
    until(lambda: case.focused() == last)


def test_the_next_file_of_the_list_is_shown_in_the_same_section(case: CaseRoom, until: Until) -> None:
    files = [case.case(f"{name} SYNTHETIC") for name in ("Aytən", "Zaur")]
    page = case.window.frame.page
    assert isinstance(page, CasesPage)
    until(lambda: len(case.window.desk.order) == 2)
    numbers = case.write(lambda session: [finding.record(session, one).no for one in files])
    assert sorted(case.window.desk.order) == sorted(numbers)
    order = list(case.window.desk.order)
    files = [files[numbers.index(number)] for number in order]
    case.show(files[0], "law")
    until(lambda: case.page.isAncestorOf(QApplication.focusWidget() or case.window.shell))
    case.press(KEY.Key_Down, modifier=Qt.KeyboardModifier.ControlModifier)
    until(lambda: case.page.shows(files[1]))
    assert case.page.place().section == "law"


def test_a_file_without_records_says_what_can_be_done(case: CaseRoom, until: Until) -> None:
    case.show(case.case())
    until(lambda: _says(case.page, "Nothing is recorded here yet"))


def test_a_warning_leads_to_its_record(case: CaseRoom, until: Until) -> None:
    file = case.case()
    detention = case.add("detention", {**DETENTION, "acknowledged": "unregistered"}, file)
    case.show(file, "person")
    until(lambda: case.page.place().section == "person")
    case.page.show_record("detention", detention)
    until(lambda: case.focused() == detention)


def _says(widget: QWidget, text: str) -> bool:
    return any(text in one.text() and one.isVisible() for one in widget.findChildren(QLabel))


@pytest.mark.parametrize(("percent", "lines"), [(100, 1), (200, 2)])
def test_a_row_breaks_no_word_where_there_is_little_room(
    qtbot: QtBot, qapp: QApplication, percent: int, lines: int
) -> None:
    theme.apply(qapp, theme.Scheme.LIGHT, percent)
    reading = Reading()
    qtbot.addWidget(reading)
    reading.show_cells(head("Purpose", "Decision", "Anonymous", "Under which", shares=CONSENT_SHARES))
    reading.ensurePolished()
    laid = reading._laid(700).pieces
    assert len({piece.at.y() for piece in laid}) == lines
    assert all(piece.text.lineCount() == 1 for piece in laid)
