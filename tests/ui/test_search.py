"""Searching everything and going to anything, by keyboard, also faster than the vault answers."""

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from tests.ui.casefile_room import CaseRoom
from tests.ui.window_room import WindowRoom

from muniment.services import entries
from muniment.ui.actions import commands
from muniment.ui.desk import Place
from muniment.ui.pages.casefile.page import CasePage
from muniment.ui.pages.search import SearchPage
from muniment.ui.widgets.goto import GoTo
from muniment.ui.wording import speak

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def case(window: WindowRoom) -> CaseRoom:
    return CaseRoom(window)


def search_for(case: CaseRoom, text: str) -> SearchPage:
    case.press(KEY.Key_F, modifier=CTRL)
    field = case.window.frame.bar.search
    case.window.until(field.hasFocus)
    field.clear()
    QTest.keyClicks(field, text)
    page = case.window.frame.page
    assert isinstance(page, SearchPage)
    return page


def found(page: SearchPage) -> list[str]:
    return [str(page.model.index(at).data()) for at in range(page.model.rowCount())]


def texts(widget: QWidget) -> str:
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def shown_case(case: CaseRoom) -> str:
    page = case.window.frame.page
    return page.place().case if isinstance(page, CasePage) else ""


# --- searching ---


def test_what_is_found_is_opened_by_down_and_enter_at_its_record(case: CaseRoom) -> None:
    file = case.case()
    case.allegation(file)
    wanted = case.allegation(file, account="SYNTHETIC on the bridge")
    page = search_for(case, "bridge")
    case.window.until(lambda: len(found(page)) == 1)
    case.press(KEY.Key_Down)
    case.window.until(page.list.hasFocus)
    case.press(KEY.Key_Return)
    case.window.until(lambda: shown_case(case) == file)
    case.window.until(lambda: case.focused() == wanted)


def test_enter_pressed_before_the_answer_opens_what_the_answer_has(case: CaseRoom) -> None:
    first, second = case.case("Aytən SYNTHETIC"), case.case("Dəniz SYNTHETIC")
    case.allegation(first, account="SYNTHETIC bridge")
    case.allegation(second, account="SYNTHETIC bridges over the river")
    page = search_for(case, "bridge")
    case.window.until(lambda: len(found(page)) == 2)
    QTest.keyClicks(case.window.frame.bar.search, "s")
    QTest.keyClick(case.window.frame.bar.search, KEY.Key_Return)
    QTest.keyClick(page.list, KEY.Key_Return)
    case.window.until(lambda: shown_case(case) == second)


def test_emptying_the_field_leads_back_to_where_one_was(case: CaseRoom) -> None:
    file = case.case()
    case.show(file, "law")
    page = search_for(case, "bridge")
    case.window.until(lambda: "Nothing holds these words" in texts(page))
    QTest.keyClick(case.window.frame.bar.search, KEY.Key_Escape)
    case.window.until(lambda: shown_case(case) == file)
    assert case.window.frame.place().section == "law"


def test_a_shared_record_is_opened_on_its_page(case: CaseRoom) -> None:
    contact = case.add("contact", {"name": "Somebody SYNTHETIC", "role": "lawyer"})
    page = search_for(case, "somebody")
    case.window.until(lambda: len(found(page)) == 1)
    QTest.keyClick(page.list, KEY.Key_Return)
    case.window.until(lambda: case.window.frame.place() == Place("people", record=contact))


@pytest.mark.parametrize(
    ("spoken", "value", "told"),
    [
        ("en", "minor_hooliganism", "minor hooliganism"),
        ("az", "minor_hooliganism", "xırda xuliqanlıq"),
        ("en", "minor as they said", "minor as they said"),
    ],
)
def test_an_open_choice_is_told_by_what_its_term_is_called(case: CaseRoom, spoken: str, value: str, told: str) -> None:
    file = case.case()
    detention = case.add("detention", {"start": "2017-09-18", "status": "ongoing"}, file)
    case.add("phase", {"detention": detention, "kind": "stop", "legal_basis": value}, file)
    speak(spoken)
    page = search_for(case, "minor")
    case.window.until(lambda: len(found(page)) == 1)
    assert found(page)[0].endswith(f": {told}")


def test_what_was_looked_for_stands_in_the_field_when_one_comes_back(case: CaseRoom) -> None:
    case.case("Bridge SYNTHETIC")
    case.window.desk.go(Place("search", view="bridge"))
    page = case.window.frame.page
    assert isinstance(page, SearchPage)
    case.window.until(lambda: len(found(page)) == 1)
    assert case.window.frame.bar.search.text() == "bridge"


def test_words_stand_above_what_they_found_alone(case: CaseRoom) -> None:
    file = case.case()
    case.allegation(file, account="SYNTHETIC on the bridge")
    page = search_for(case, "bridge")
    case.window.until(lambda: page.model.rowCount() == 1)
    case.window.desk.go(Place("cases"))
    assert case.window.frame.bar.search.text() == ""
    case.window.frame.back()
    assert case.window.frame.bar.search.text() == "bridge"


# --- going to anything ---


def go_to(case: CaseRoom, text: str = "") -> GoTo:
    case.press(KEY.Key_K, modifier=CTRL)
    case.window.until(lambda: isinstance(QApplication.focusWidget(), QWidget))
    [goto] = case.window.frame.findChildren(GoTo)
    case.window.until(goto.field.hasFocus)
    QTest.keyClicks(goto.field, text)
    return goto


def test_a_page_is_gone_to_by_a_part_of_its_name(case: CaseRoom) -> None:
    goto = go_to(case, "deadl")
    QTest.keyClick(goto.field, KEY.Key_Return)
    case.window.until(lambda: case.window.frame.place().page == "deadlines")
    assert not goto.isVisible()


def test_a_file_is_gone_to_by_its_code_however_fast_one_types(case: CaseRoom) -> None:
    wanted = str(uuid4())
    case.write(lambda session: entries.add_as(session, "case_file", wanted, {"pseudonym": "X", "code": "QZ-1000"}))
    case.case()
    goto = go_to(case, "qz-1000")
    QTest.keyClick(goto.field, KEY.Key_Return)
    case.window.until(lambda: shown_case(case) == wanted)


def test_down_goes_to_the_next_one(case: CaseRoom) -> None:
    goto = go_to(case)
    texts = [goto.list.item(at).text() for at in range(2)]
    QTest.keyClick(goto.field, KEY.Key_Down)
    assert goto.list.currentItem().text() == texts[1]
    QTest.keyClick(goto.field, KEY.Key_Up)
    assert goto.list.currentItem().text() == texts[0]


def test_esc_leaves_everything_as_it_was_and_the_focus_where_it_was(case: CaseRoom) -> None:
    case.window.desk.go(Place("keys"))
    before = QApplication.focusWidget()
    assert before is not None
    goto = go_to(case)
    QTest.keyClick(goto.field, KEY.Key_Escape)
    case.window.until(before.hasFocus)
    assert not goto.isVisible()
    assert case.window.frame.place().page == "keys"


# --- keys and help ---


@pytest.mark.parametrize(("key", "modifier", "page"), [(KEY.Key_Slash, CTRL, "keys"), (KEY.Key_F1, None, "help")])
def test_keys_and_help_are_a_key_away_and_back_leads_back(
    case: CaseRoom, key: Qt.Key, modifier: Qt.KeyboardModifier | None, page: str
) -> None:
    case.press(key, modifier=modifier or Qt.KeyboardModifier.NoModifier)
    case.window.until(lambda: case.window.frame.place().page == page)
    case.press(KEY.Key_Left, modifier=Qt.KeyboardModifier.AltModifier)
    case.window.until(lambda: case.window.frame.place().page == "cases")


def test_the_sheet_tells_every_command_with_its_keys(case: CaseRoom) -> None:
    case.window.desk.go(Place("keys"))
    page = case.window.frame.page
    assert page is not None
    told = " ".join(one.text() for one in page.findChildren(QLabel))
    assert [one.text for one in commands() if one.text not in told or one.keys[0] not in told] == []
