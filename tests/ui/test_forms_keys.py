"""Every editor is worked by the keyboard alone; lists open, are walked, taken from and closed without a mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from tests.ui.forms_room import Room, Signals, focus, type_into

from muniment.domain.schema import RECORDS
from muniment.services import drafts, entries
from muniment.services.session import Session
from muniment.ui.forms import Editor, editor_for
from muniment.ui.forms.popup import Popup
from muniment.ui.widgets.basics import column
from muniment.ui.wording import speak

Key = Qt.Key


class Bench:
    """One editor in a window, with another field to go to."""

    def __init__(self, room: Room, record: str, name: str, case: str = "") -> None:
        self.room = room
        self.editor: Editor = editor_for(RECORDS[record].field(name), room.desk, case)
        self.editor.set_names("Label", "help")
        self.heard = Signals(self.editor)
        self.other = QLineEdit()
        holder = QWidget()
        holder.setLayout(column(self.editor, self.other, None))
        room.show(holder)
        self.editor.focus_first()
        room.qtbot.waitUntil(self.editor.has_focus)

    def type(self, text: str) -> None:
        type_into(self.focused(), text)

    def press(self, *keys: Key) -> None:
        for key in keys:
            QTest.keyClick(self.focused(), key)

    @staticmethod
    def focused() -> QWidget:
        focus_widget = QApplication.focusWidget()
        assert focus_widget is not None
        return focus_widget

    def offered(self) -> list[str]:
        """What the list under the field offers now; empty where there is none."""
        found = [one for one in self.room.window.findChildren(Popup) if one.isVisible()]
        model = found[0].list.model() if found else None
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())] if model else []

    def wait_offered(self) -> list[str]:
        self.room.qtbot.waitUntil(lambda: bool(self.offered()))
        return self.offered()


# --- lines and numbers ---


def test_a_line_tells_of_typing_and_once_of_leaving(room: Room) -> None:
    bench = Bench(room, "officer", "rank")
    bench.type("major")
    assert (bench.heard.changed, bench.heard.left) == (5, 0)
    bench.press(Key.Key_Tab)
    assert bench.heard.left == 1
    assert bench.other.hasFocus()
    focus(room.qtbot, bench.editor.buddy())
    bench.press(Key.Key_Tab)
    assert bench.heard.left == 1
    assert bench.editor.value() == "major"


def test_enter_says_that_a_line_is_done(room: Room) -> None:
    bench = Bench(room, "officer", "rank")
    bench.press(Key.Key_Return)
    assert bench.heard.left == 0
    bench.type("x")
    bench.press(Key.Key_Return)
    assert bench.heard.left == 1
    assert bench.editor.has_focus()


@pytest.mark.parametrize(("record", "name"), [("officer", "rank"), ("note", "text"), ("officer", "aliases")])
def test_undo_is_the_fields_own_until_it_has_nothing_to_undo(room: Room, record: str, name: str) -> None:
    bench = Bench(room, record, name)
    undone: list[bool] = []
    action = bench.room.window.addAction("Undo")
    action.setShortcut("Ctrl+Z")
    action.triggered.connect(lambda: undone.append(True))
    bench.type("x")
    assert bench.editor.raw() == "x"
    QTest.keyClick(bench.focused(), Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (bench.editor.raw(), len(undone)) == ("", 0)
    QTest.keyClick(bench.focused(), Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (bench.editor.raw(), len(undone)) == ("", 1)


def test_what_is_read_only_can_be_reached_and_not_changed(room: Room) -> None:
    """A vault in a read-only folder is read by keyboard as well."""
    for record, name in (("officer", "rank"), ("allegation", "act"), ("allegation", "methods"), ("payment", "paid")):
        bench = Bench(room, record, name)
        bench.editor.set_read_only(True)
        bench.type("bea")
        bench.press(Key.Key_Backspace, Key.Key_Down)
        assert (bench.editor.raw(), bench.offered(), bench.heard.changed) == ("", [], 0), name


@pytest.mark.parametrize("name", ["days_ordered", "minutes"])
def test_a_number_is_not_changed_by_wheel_or_arrows(room: Room, name: str) -> None:
    bench = Bench(room, "court_order", name)
    bench.editor.set_value(20)
    bench.press(Key.Key_Up, Key.Key_Down, Key.Key_PageUp)
    assert (bench.editor.value(), bench.heard.changed) == (20, 0)


# --- texts ---


def test_a_text_grows_with_its_lines_and_tab_leaves_it(room: Room) -> None:
    bench = Bench(room, "note", "text")
    before = bench.editor.buddy().height()
    bench.type("one")
    for _ in range(8):
        bench.press(Key.Key_Return)
        bench.type("more")
    assert bench.editor.buddy().height() > 2 * before
    assert bench.heard.left == 0
    bench.press(Key.Key_Tab)
    assert bench.other.hasFocus()
    assert bench.heard.left == 1
    assert str(bench.editor.value()).count("\n") == 8


def test_a_long_word_wraps_and_makes_the_text_higher(room: Room) -> None:
    bench = Bench(room, "note", "text")
    bench.editor.set_value("word " * 400)
    before = bench.editor.buddy().height()
    room.window.resize(400, 700)
    room.qtbot.waitUntil(lambda: bench.editor.buddy().height() > before)


def test_the_wheel_over_a_text_scrolls_the_page_and_not_the_text(room: Room) -> None:
    bench = Bench(room, "note", "text")
    bench.editor.set_value("line\n" * 50)
    pos = bench.editor.buddy().rect().center().toPointF()
    wheel = QWheelEvent(
        *(pos, pos, pos.toPoint(), (pos * 0).toPoint()),
        *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(bench.editor.field.viewport(), wheel)  # type: ignore[attr-defined]
    assert not wheel.isAccepted()


# --- dates ---


def said(bench: Bench) -> str:
    return bench.editor._under.text


def test_a_date_says_as_one_types_how_it_is_understood(room: Room) -> None:
    bench = Bench(room, "detention", "start")
    assert said(bench) == "help"
    bench.type("18-20 sept")
    assert "the year is missing" in said(bench)
    assert bench.editor.error() == ""
    bench.type(" 2017")
    assert said(bench) == "understood as: between 18 and 20 September 2017"
    bench.press(Key.Key_Tab)
    assert bench.editor.raw() == "between 18 and 20 September 2017"
    assert bench.editor.value() == "[2017-09-18..2017-09-20]"
    assert said(bench) == ""


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("20.09.2017", "20 September 2017, Wednesday"),
        ("20 sentyabr 2017-ci il", "20 September 2017, Wednesday"),
        ("2017-ci ilin sentyabrında", "September 2017"),
        ("с 18 сентября по 2 октября 2017", "from 18 September to 2 October 2017"),
        ("təxminən 20 sentyabr 2017", "about 20 September 2017"),
        ("unknown", "not known; the field stays empty"),
        ("неизвестно", "not known; the field stays empty"),
    ],
)
def test_dates_are_understood_in_three_languages(room: Room, typed: str, understood: str) -> None:
    bench = Bench(room, "detention", "start")
    bench.type(typed)
    assert said(bench) == f"understood as: {understood}"


def test_a_date_speaks_the_language_of_the_window(room: Room) -> None:
    speak("ru")
    try:
        bench = Bench(room, "detention", "start")
        bench.type("between 18 and 20 September 2017")
        bench.press(Key.Key_Tab)
        assert bench.editor.raw() == "между 18 и 20 сентября 2017 года"
        assert bench.editor.value() == "[2017-09-18..2017-09-20]"
    finally:
        speak("en")


def test_a_wrong_date_stays_as_it_was_typed(room: Room) -> None:
    bench = Bench(room, "detention", "start")
    bench.type("31.4.2017")
    bench.press(Key.Key_Tab)
    assert bench.editor.raw() == "31.4.2017"
    assert bench.heard.left == 1


# --- choices ---


def test_a_letter_opens_the_list_and_tab_takes_what_is_marked(room: Room) -> None:
    bench = Bench(room, "allegation", "act")
    bench.type("bea")
    assert bench.wait_offered()[0] == "beating"
    bench.press(Key.Key_Tab)
    assert bench.editor.value() == "beating"
    assert bench.other.hasFocus()
    assert bench.offered() == []
    assert bench.heard.left == 1


def test_down_opens_all_terms_and_enter_takes_one(room: Room) -> None:
    bench = Bench(room, "allegation", "act")
    bench.press(Key.Key_Down)
    assert len(bench.wait_offered()) == len(room.desk.vocabularies["act"])
    bench.press(Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Return)
    assert bench.editor.value() == "arbitrary_arrest"
    assert bench.heard.left == 0
    bench.press(Key.Key_Return)
    assert bench.heard.left == 1


def test_escape_brings_back_the_term_that_was_there(room: Room) -> None:
    bench = Bench(room, "allegation", "act")
    bench.editor.set_value("torture")
    bench.editor.focus_first()
    bench.type("bea")
    bench.wait_offered()
    bench.press(Key.Key_Escape)
    assert (bench.editor.value(), bench.offered()) == ("torture", [])
    bench.press(Key.Key_Tab)
    assert bench.heard.left == 0


def test_emptying_a_choice_takes_the_term_away(room: Room) -> None:
    bench = Bench(room, "allegation", "act")
    bench.editor.set_value("torture")
    bench.focused().selectAll()  # type: ignore[attr-defined]
    bench.press(Key.Key_Backspace, Key.Key_Tab)
    assert bench.editor.value() is None
    assert bench.heard.left == 1


def test_the_list_goes_away_with_the_focus(room: Room) -> None:
    bench = Bench(room, "allegation", "act")
    bench.press(Key.Key_Down)
    bench.wait_offered()
    bench.other.setFocus()
    assert bench.offered() == []


def test_the_list_stands_under_its_line_wherever_the_page_moves_it(room: Room) -> None:
    bench = Bench(room, "allegation", "act")
    above = QLineEdit()
    holder = bench.editor.parentWidget()
    layout = holder.layout() if holder else None
    assert isinstance(layout, QVBoxLayout)
    bench.press(Key.Key_Down)
    bench.wait_offered()
    layout.insertWidget(0, above)
    popup = next(one for one in room.window.findChildren(Popup) if one.isVisible())

    def gap() -> int:
        frame = bench.focused().parentWidget()
        assert frame is not None
        return popup.y() - frame.mapTo(room.window, frame.rect().bottomLeft()).y()

    room.qtbot.waitUntil(lambda: above.isVisible() and 0 <= gap() < 6)
    above.hide()
    bench.type("bea")
    bench.wait_offered()
    room.settle()
    assert 0 <= gap() < 6


def test_the_list_stays_inside_a_low_window(room: Room) -> None:
    bench = Bench(room, "allegation", "act")
    room.window.resize(300, 200)
    room.settle()
    bench.press(Key.Key_Down)
    bench.wait_offered()
    popup = next(one for one in room.window.findChildren(Popup) if one.isVisible())
    assert room.window.rect().contains(popup.geometry())
    bench.press(*[Key.Key_Down] * 30)
    assert popup.list.visualRect(popup.list.currentIndex()).isValid()
    bench.press(Key.Key_Return)
    assert bench.editor.value() == "other"


def test_terms_are_found_in_every_language_and_without_accents(room: Room) -> None:
    bench = Bench(room, "allegation", "act")
    for typed in ("doyme", "DÖYMƏ", "избиен", "assault", "izbienie"):
        bench.focused().selectAll()  # type: ignore[attr-defined]
        bench.type(typed)
        assert "beating" in bench.wait_offered(), typed


def test_what_was_chosen_last_is_offered_first(room: Room) -> None:
    bench = Bench(room, "allegation", "act")
    bench.type("evic")
    bench.press(Key.Key_Tab)
    bench.editor.focus_first()
    bench.press(Key.Key_Down)
    assert bench.wait_offered()[0] == "eviction"
    assert room.desk.remembered["recent.act"] == ["eviction"]


def test_an_open_choice_takes_other_words(room: Room) -> None:
    bench = Bench(room, "phase", "legal_basis")
    bench.type("öz sözləri")
    bench.press(Key.Key_Tab)
    assert bench.editor.value() == "öz sözləri"


def test_words_that_are_no_term_stay_and_are_told(room: Room) -> None:
    bench = Bench(room, "allegation", "act")
    bench.type("blurp")
    assert bench.offered() == []
    bench.press(Key.Key_Tab)
    assert bench.heard.left == 1
    assert bench.editor.raw() == "blurp"


def test_a_retired_term_is_offered_no_more_but_still_shown(room: Room) -> None:
    vocabularies = room.desk.vocabularies
    room.desk.vocabularies = vocabularies.with_user_terms({}, {"act": ["beating"], "consent_scope": ["photos"]})
    bench = Bench(room, "allegation", "act")
    bench.editor.set_value("beating")
    assert bench.editor.value() == "beating"
    bench.focused().selectAll()  # type: ignore[attr-defined]
    bench.press(Key.Key_Down)
    assert "beating" not in bench.wait_offered()
    scope = editor_for(RECORDS["consent"].field("scope"), room.desk)
    room.qtbot.addWidget(scope)
    scope.set_value(["photos"])
    assert scope.value() == ["photos"]


# --- several terms ---


def test_terms_become_chips_and_backspace_takes_out_the_last(room: Room) -> None:
    bench = Bench(room, "allegation", "methods")
    for typed in ("electric", "insul"):
        bench.type(typed)
        bench.wait_offered()
        bench.press(Key.Key_Return)
    assert bench.editor.value() == ["electric_shock", "insults"]
    assert bench.editor.buddy().accessibleName() == "Label: electric shock, insults"
    bench.press(Key.Key_Backspace)
    assert bench.editor.value() == ["electric_shock"]
    bench.press(Key.Key_Down)
    assert "electric shock" not in bench.wait_offered()
    bench.press(Key.Key_Escape, Key.Key_Tab)
    assert bench.heard.left == 1


def test_a_short_list_is_checked_with_space_and_walked_with_arrows(room: Room) -> None:
    bench = Bench(room, "consent", "scope")
    bench.press(Key.Key_Space, Key.Key_Right, Key.Key_Down, Key.Key_Space)
    terms = [term.id for term in room.desk.vocabularies["consent_scope"]]
    assert bench.editor.value() == [terms[0], terms[2]]
    bench.press(Key.Key_Tab)
    assert bench.other.hasFocus()
    assert bench.heard.left == 1


# --- answers ---


@pytest.mark.parametrize(
    ("key", "answer"),
    [("y", "yes"), ("n", "no"), ("u", "unknown"), ("r", "refused"), ("a", "not_applicable"), ("д", "yes"), ("x", "no")],
)
def test_an_answer_takes_one_key(room: Room, key: str, answer: str) -> None:
    bench = Bench(room, "safeguard", "granted")
    bench.type(key)
    assert bench.editor.value() == answer
    bench.press(Key.Key_Backspace)
    assert bench.editor.value() is None
    bench.press(Key.Key_Tab)
    assert bench.heard.left == 1


def test_not_asked_does_not_look_like_no(room: Room) -> None:
    bench = Bench(room, "safeguard", "granted")
    seen = []
    for answer in (None, "no", "yes", "unknown", "refused", "not_applicable"):
        bench.editor.set_value(answer)
        room.settle()
        picture = bench.editor.grab().toImage()
        assert picture not in seen, answer
        seen.append(picture)


def test_arrows_go_from_answer_to_answer(room: Room) -> None:
    bench = Bench(room, "safeguard", "granted")
    bench.press(Key.Key_Space, Key.Key_Right)
    assert bench.editor.value() == "no"
    bench.press(Key.Key_Left)
    assert bench.editor.value() == "yes"


def test_the_menu_of_other_answers_is_reached_by_keyboard(room: Room) -> None:
    bench = Bench(room, "safeguard", "granted")
    bench.press(Key.Key_Down)
    room.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    assert bench.editor.value() == "refused"
    room.qtbot.waitUntil(bench.editor.has_focus)


# --- money ---


def test_the_currency_that_was_used_last_stands_by_the_next_amount(room: Room) -> None:
    bench = Bench(room, "payment", "paid")
    bench.type("200")
    bench.press(Key.Key_Tab)
    bench.type("manat")
    assert bench.wait_offered() == ["AZN", "TMT"]
    bench.press(Key.Key_Return, Key.Key_Tab, Key.Key_Tab)
    assert bench.editor.value() == {"amount": "200", "currency": "AZN"}
    assert bench.heard.left == 1
    again = editor_for(RECORDS["payment"].field("demanded"), room.desk)
    room.show(again)
    again.focus_first()
    bench.type("50")
    assert again.value() == {"amount": "50", "currency": "AZN"}


def test_a_currency_typed_beside_the_amount_goes_where_it_belongs(room: Room) -> None:
    bench = Bench(room, "payment", "paid")
    bench.type("1 200,50 eur")
    bench.press(Key.Key_Tab, Key.Key_Tab, Key.Key_Tab)
    assert bench.editor.value() == {"amount": "1200.50", "currency": "EUR"}
    assert bench.editor.raw() == "1200,50 EUR"
    assert bench.heard.left == 1


def test_an_amount_that_is_taken_back_leaves_no_currency_behind(room: Room) -> None:
    room.desk.remembered["recent.currency"] = ["AZN"]
    bench = Bench(room, "payment", "paid")
    bench.type("2")
    assert bench.editor.value() == {"amount": "2", "currency": "AZN"}
    bench.press(Key.Key_Backspace)
    assert (bench.editor.value(), bench.editor.raw()) == (None, "")


def test_a_sum_can_be_unknown_and_that_is_not_nought(room: Room) -> None:
    bench = Bench(room, "payment", "paid")
    bench.press(Key.Key_Tab, Key.Key_Tab, Key.Key_Space)
    assert bench.editor.value() == {"amount": "unknown"}
    bench.press(Key.Key_Space)
    assert bench.editor.value() is None
    bench.press(Key.Key_Tab)
    assert bench.heard.left == 1


# --- lists ---


def test_lines_become_chips_at_enter_and_comma(room: Room) -> None:
    bench = Bench(room, "case_file", "languages")
    bench.type("az")
    bench.press(Key.Key_Return)
    bench.type("русский,English")
    assert bench.editor.value() == ["az", "русский", "English"]
    bench.press(Key.Key_Tab)
    assert bench.heard.left == 1
    assert bench.editor.raw() == "az\nрусский\nEnglish"


def test_questions_and_answers_are_added_and_taken_out(room: Room) -> None:
    bench = Bench(room, "survey_answer", "answers")
    bench.press(Key.Key_Space)
    bench.type("Were you held?")
    bench.press(Key.Key_Tab)
    bench.type("Yes")
    bench.press(Key.Key_Return)
    bench.type("two days")
    assert bench.editor.value() == {"Were you held?": "Yes\ntwo days"}
    bench.press(Key.Key_Tab, Key.Key_Space)
    assert bench.editor.value() is None


# --- references ---


def test_typing_finds_a_record_in_any_spelling(room: Room) -> None:
    case = room.case()
    agency = room.add("agency", {"name": "Nəsimi rayon polis idarəsi SYNTHETIC"})
    bench = Bench(room, "phase", "agency", case)
    bench.type("насими")
    assert bench.wait_offered()[0] == "Nəsimi rayon polis idarəsi SYNTHETIC"
    bench.press(Key.Key_Return)
    assert bench.editor.value() == agency.id
    bench.press(Key.Key_Tab)
    assert bench.heard.left == 1


def test_down_offers_what_there_is_in_the_file(room: Room) -> None:
    case, other = room.case(), room.case("Gülşən SYNTHETIC")
    mine = room.add("detention", {"status": "ended", "start": "2017-09-18"}, case)
    room.add("detention", {"status": "ongoing"}, other)
    bench = Bench(room, "allegation", "detention", case)
    bench.press(Key.Key_Down)
    assert bench.wait_offered() == ["18 Sep 2017, ended"]
    bench.press(Key.Key_Down, Key.Key_Return)
    assert bench.editor.value() == mine.id


def test_an_agency_is_made_where_there_is_none(room: Room) -> None:
    bench = Bench(room, "phase", "agency", room.case())
    bench.type("Binəqədi polisi")
    assert bench.wait_offered() == ["Make “Binəqədi polisi”"]
    bench.press(Key.Key_Return)
    room.qtbot.waitUntil(lambda: bench.heard.left == 1)
    made = str(bench.editor.value())
    assert room.fields(made) == {"name": "Binəqədi polisi"}


def test_of_several_kinds_each_is_offered_with_its_kind(room: Room) -> None:
    case = room.case()
    officer = room.add("officer", {"name": "Rəşad SYNTHETIC"})
    bench = Bench(room, "allegation", "perpetrators", case)
    bench.type("resad")
    assert bench.wait_offered() == ["Rəşad SYNTHETIC", "Make officer “resad”", "Make agency “resad”"]
    bench.press(Key.Key_Return)
    assert bench.editor.value() == [{"record": "officer", "id": officer.id}]
    bench.type("the tall one")
    bench.wait_offered()
    bench.press(Key.Key_Return)
    room.qtbot.waitUntil(lambda: bench.heard.left == 1)
    made = bench.editor.value()
    assert isinstance(made, list)
    assert made[1]["record"] == "officer"
    assert room.fields(made[1]["id"]) == {"name": "the tall one"}


def test_a_contact_asks_for_its_role_before_it_is_made(room: Room) -> None:
    bench = Bench(room, "case_file", "responsible", room.case())
    bench.type("Leyla SYNTHETIC")
    bench.wait_offered()
    bench.press(Key.Key_Return)
    bench.type("lawy")
    bench.wait_offered()
    bench.press(Key.Key_Tab)
    room.qtbot.waitUntil(lambda: bench.heard.left == 1)
    assert room.fields(str(bench.editor.value())) == {"name": "Leyla SYNTHETIC", "role": "lawyer"}
    assert bench.editor.raw() == bench.editor.value()


def test_what_is_not_made_after_all_leaves_nothing(room: Room) -> None:
    bench = Bench(room, "case_file", "responsible", room.case())
    bench.type("Leyla SYNTHETIC")
    bench.wait_offered()
    bench.press(Key.Key_Return)
    bench.type("no such role")
    bench.press(Key.Key_Escape, Key.Key_Escape)
    room.settle()
    assert bench.editor.has_focus()
    assert room.ask(drafts.unfinished) == []
    assert room.ask(lambda session: session.db.value("SELECT count(*) FROM record WHERE kind = 'contact'")) == 0


def test_a_record_that_is_renamed_elsewhere_is_called_by_its_new_name(room: Room) -> None:
    agency = room.add("agency", {"name": "Old name"}).id
    bench = Bench(room, "phase", "agency", room.case())
    bench.editor.set_value(agency)
    room.settle()
    assert bench.focused().text() == "Old name"  # type: ignore[attr-defined]

    def rename(session: Session) -> object:
        return entries.set_fields(session, agency, {"name": "New name"})

    room.runner.write(rename, lambda _: None, room.runner)
    room.settle()
    assert bench.focused().text() == "New name"  # type: ignore[attr-defined]
    assert (bench.editor.value(), bench.editor.is_as_loaded(), bench.heard.changed) == (agency, True, 0)


def test_people_are_looked_for_in_all_files(room: Room) -> None:
    case, friend = room.case(), room.case("Gülşən SYNTHETIC")
    bench = Bench(room, "coerced_disclosure", "persons", case)
    bench.type("gulshan")
    offered = bench.wait_offered()
    assert len(offered) == 1
    assert offered[0].startswith("Gülşən SYNTHETIC · ")
    bench.press(Key.Key_Return)
    assert bench.editor.value() == [friend]


def test_words_that_lead_to_no_record_are_told(room: Room) -> None:
    bench = Bench(room, "allegation", "detention", room.case())
    bench.type("nobody")
    room.settle()
    bench.press(Key.Key_Tab)
    assert bench.heard.left == 1
    assert bench.editor.raw() == "nobody"
