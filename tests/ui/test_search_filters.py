"""What is chosen in files, and stands in no text of theirs, is found as a filter above the hits."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from tests.ui.casefile_room import CaseRoom
from tests.ui.window_room import WindowRoom

from muniment.domain.vocabulary import Vocabularies
from muniment.services.casetable import Known
from muniment.services.session import Session
from muniment.ui.desk import Place
from muniment.ui.models.named_filters import having_files, named_by
from muniment.ui.pages.cases import CasesPage
from muniment.ui.pages.search import SearchPage
from muniment.ui.widgets.filters import Chosen, FilterBar

KEY = Qt.Key
_KNOWN = Known(("beach", "work"), {7: "Leyla SYNTHETIC"})


@pytest.fixture
def case(window: WindowRoom) -> CaseRoom:
    return CaseRoom(window)


@pytest.fixture
def words(case: CaseRoom) -> Vocabularies:
    return case.window.desk.vocabularies


def chosen(words: Vocabularies, text: str) -> list[Chosen]:
    return [one.chosen for one in named_by(text, words, _KNOWN, "en")]


def look_for(case: CaseRoom, text: str) -> SearchPage:
    field = case.window.frame.bar.search
    field.setFocus()
    QTest.keyClicks(field, text)
    page = case.window.frame.page
    assert isinstance(page, SearchPage)
    return page


def lines(page: SearchPage) -> list[str]:
    return [one.text() for one in page.filters.findChildren(QLabel) if one.isVisible()]


def file_of_beating(case: CaseRoom) -> str:
    file = case.case()
    case.allegation(file)
    return file


# --- which filters a text names ---


@pytest.mark.parametrize("text", ["beating", "Beat", "döymə", "Избиени", "doyma"])
def test_a_term_is_named_in_any_language_and_by_its_beginning(words: Vocabularies, text: str) -> None:
    assert Chosen(act="beating") in chosen(words, text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("police hold", Chosen(status="police_hold")),
        ("in custody", Chosen(in_custody=True)),
        ("lost a home", Chosen(housing="any")),
        ("no consent", Chosen(no_consent=True)),
        ("beach", Chosen(tag="beach")),
        ("leyla", Chosen(responsible=7)),
    ],
)
def test_every_kind_of_filter_is_named(words: Vocabularies, text: str, named: Chosen) -> None:
    assert chosen(words, text)[0] == named


@pytest.mark.parametrize("text", ["", "be", "beating bridge", "eating"])
def test_two_letters_other_words_and_the_inside_of_words_name_nothing(words: Vocabularies, text: str) -> None:
    assert chosen(words, text) == []


def test_what_is_called_so_comes_before_what_begins_so(words: Vocabularies) -> None:
    known = Known(("workshop", "work"), {})
    assert [one.chosen.tag for one in named_by("work", words, known, "en") if one.chosen.tag] == ["work", "workshop"]


def test_counting_ends_when_it_is_no_longer_wanted(case: CaseRoom, words: Vocabularies) -> None:
    file_of_beating(case)
    named = named_by("beating", words, _KNOWN, "en")

    def counted(session: Session, *, wanted: bool) -> int:
        return len(having_files(session, named, case.window.desk.as_of, lambda: wanted))

    assert case.write(lambda session: [counted(session, wanted=wanted) for wanted in (True, False)]) == [1, 0]


# --- on the page ---


def test_files_with_a_term_are_offered_with_how_many_they_are(case: CaseRoom) -> None:
    file_of_beating(case)
    case.allegation(file_of_beating(case))
    page = look_for(case, "beating")
    case.window.until(lambda: lines(page) == ["Files with ill-treatment: beating · 2"])


def test_terms_of_no_file_are_not_offered(case: CaseRoom) -> None:
    case.case("Beata SYNTHETIC")
    page = look_for(case, "beat")
    case.window.until(lambda: page._known is not None)
    assert lines(page) == []


def test_hits_come_first_and_filters_when_no_letter_follows(case: CaseRoom) -> None:
    case.allegation(case.case(), account="SYNTHETIC beating")
    page = look_for(case, "beating")
    case.window.until(lambda: page.model.rowCount() == 1)
    assert lines(page) == []
    case.window.until(lambda: len(lines(page)) == 1)


def test_up_from_the_first_hit_and_enter_show_the_files_with_their_chip(case: CaseRoom) -> None:
    case.allegation(case.case(), account="SYNTHETIC beating")
    case.case("Somebody else SYNTHETIC")
    page = look_for(case, "beating")
    case.window.until(lambda: len(lines(page)) == 1)
    case.press(KEY.Key_Down)
    case.window.until(page.list.hasFocus)
    case.press(KEY.Key_Up)
    case.window.until(lambda: isinstance(QApplication.focusWidget(), QPushButton))
    case.press(KEY.Key_Return)
    case.window.until(lambda: isinstance(case.window.frame.page, CasesPage))
    cases = case.window.frame.page
    assert isinstance(cases, CasesPage)
    case.window.until(lambda: len(cases.model.numbers) == 1)
    assert cases.filters.chosen == Chosen(act="beating")


def test_down_leads_back_to_the_hits(case: CaseRoom) -> None:
    case.allegation(case.case(), account="SYNTHETIC beating")
    page = look_for(case, "beating")
    case.window.until(lambda: len(lines(page)) == 1)
    page.filters.enter()
    case.press(KEY.Key_Down)
    case.window.until(page.list.hasFocus)


def test_down_goes_to_the_filters_where_no_text_was_found(case: CaseRoom) -> None:
    file_of_beating(case)
    page = look_for(case, "beating")
    case.window.until(lambda: len(lines(page)) == 1)
    case.press(KEY.Key_Down)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.accessibleName() == "Files with ill-treatment: beating · 1: Show in Cases"


def test_other_words_take_the_filters_away_at_once(case: CaseRoom) -> None:
    file_of_beating(case)
    page = look_for(case, "beating")
    case.window.until(lambda: len(lines(page)) == 1)
    case.window.desk.go(Place("search", view="bridge"))
    assert lines(page) == []


def test_the_chip_of_a_person_says_who_once_it_is_known(case: CaseRoom, words: Vocabularies) -> None:
    bar = FilterBar(words)
    case.window.qtbot.addWidget(bar)
    bar.choose(Chosen(responsible=7))
    bar.know(_KNOWN)
    assert "Leyla SYNTHETIC" in " ".join(one.text() for one in bar.findChildren(QLabel))
