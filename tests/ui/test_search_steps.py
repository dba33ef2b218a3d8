"""What fills the screen is shown first, the rest follows: nothing twice, nothing left out."""

from PySide6.QtCore import QAbstractItemModel
from tests.ui.casefile_room import CaseRoom
from tests.ui.window_room import WindowRoom

from muniment.services import entries
from muniment.services.session import Session
from muniment.ui.desk import Place
from muniment.ui.pages.search import SearchPage


def _search(window: WindowRoom, notes: int) -> SearchPage:
    case = CaseRoom(window)
    file = case.case()

    def add(session: Session) -> bool:
        return all(entries.add(session, "note", {"text": f"SYNTHETIC bread {n}"}, file) for n in range(notes))

    case.write(add)
    window.desk.go(Place("search", view="bread"))
    page = window.frame.page
    assert isinstance(page, SearchPage)
    return page


def _texts(model: QAbstractItemModel) -> list[str]:
    return [str(model.index(at, 0).data()) for at in range(model.rowCount())]


def test_as_many_as_the_list_takes_come_in_two_steps_each_once(window: WindowRoom) -> None:
    page = _search(window, 104)
    steps: list[int] = []
    page.model.modelReset.connect(lambda: steps.append(page.model.rowCount()))
    page.model.rowsInserted.connect(lambda *_: steps.append(page.model.rowCount()))
    window.until(lambda: page.model.rowCount() == 100)
    assert steps == [20, 100]
    assert len(set(_texts(page.model))) == 100
    assert page._count.text() == "more than 100 places"


def test_what_fits_on_the_screen_comes_at_once(window: WindowRoom) -> None:
    page = _search(window, 3)
    window.until(lambda: page.model.rowCount() == 3)
    assert page._count.text() == "3 places"


def test_exactly_a_screen_is_counted_too(window: WindowRoom) -> None:
    page = _search(window, 20)
    window.until(lambda: page._count.text() == "20 places")
    assert page.model.rowCount() == 20
