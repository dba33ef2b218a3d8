"""The page of counts: every published count as it was published, with what is documented beside it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.window_room import WindowRoom

from muniment.domain.records import CountClaim
from muniment.services import entries
from muniment.services.counts import Documented
from muniment.services.session import Session
from muniment.ui.desk import Place
from muniment.ui.pages.counts import CountsPage, numbers, told

Key = Qt.Key


@pytest.fixture
def page(window: WindowRoom) -> CountsPage:
    """The page, with two counts and one file with a detention."""
    added: list[bool] = []

    def work(session: Session) -> bool:
        case = entries.add(session, "case_file", {"pseudonym": "SYNTHETIC A", "opened_on": "2017-10-01"}).id
        entries.add(session, "detention", {"start": "2017-09-18", "status": "ongoing"}, case)
        entries.add(session, "count_claim", _claim("SYNTHETIC ministry", 83, 83))
        entries.add(session, "count_claim", _claim("SYNTHETIC press", 50, 100))
        return True

    window.desk.runner.ask(work, added.append, window.shell)
    window.until(lambda: bool(added))
    window.desk.go(Place("counts"))
    shown = window.frame.page
    assert isinstance(shown, CountsPage)
    window.until(lambda: len(shown.lines) == 2)
    return shown


def _claim(source: str, low: int, high: int) -> dict[str, object]:
    return {"source_title": source, "counted": "detained", "low": low, "high": high, "from": "2017-09-15"}


def test_each_count_stands_as_it_was_published(page: CountsPage) -> None:
    assert [line.published.text() for line in page.lines] == ["83", "50–100"]


def test_what_is_documented_stands_beside_each(page: CountsPage) -> None:
    assert [line.documented.text() for line in page.lines] == ["documented as detained: at least 1"] * 2


def test_a_count_is_changed_in_its_form_by_keyboard(window: WindowRoom, page: CountsPage) -> None:
    page.lines[0].setFocus()
    window.press(Key.Key_Return)
    assert page.form is not None
    page.form.focus_field("high")
    window.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    for key in (Key.Key_9, Key.Key_0, Key.Key_Escape):
        window.press(key)
    window.until(lambda: page.lines[0].published.text() == "83–90")


def test_a_removed_count_comes_back_by_undo(window: WindowRoom, page: CountsPage) -> None:
    page.lines[0].setFocus()
    window.press(Key.Key_Delete)
    window.until(lambda: len(page.lines) == 1)
    window.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    window.until(lambda: len(page.lines) == 2)


def test_a_new_count_is_begun_and_given_up(window: WindowRoom, page: CountsPage) -> None:
    QTest.keyClick(page.add_button, Key.Key_Space)
    assert page.form is not None
    window.press(Key.Key_Escape)
    window.until(lambda: page.form is None and len(page.lines) == 2)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(80, None, "at least 80"), (None, 100, "at most 100"), (None, None, "no number"), (83, 83, "83")],
)
def test_an_end_that_is_not_known_is_said(low: int | None, high: int | None, words: str) -> None:
    assert numbers(CountClaim(id="a", low=low, high=high)) == words


def test_what_is_not_certain_is_told_apart() -> None:
    assert told(Documented(3, 5)) == "documented as detained: at least 3, 2 more may be"
