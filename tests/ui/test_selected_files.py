"""All files that are selected are printed, also those whose lines nobody has looked at."""

from PySide6.QtCore import Qt
from tests.ui.casefile_room import CaseRoom
from tests.ui.window_room import WindowRoom

from muniment.services import entries
from muniment.services.session import Session
from muniment.ui.models.casetable import FIRST, PAGE
from muniment.ui.pages.cases import CasesPage

_FILES = 2 * PAGE + 5


def test_every_selected_file_is_printed_in_the_order_of_the_list(window: WindowRoom) -> None:
    def add(session: Session) -> bool:
        return all(entries.add(session, "case_file", {"pseudonym": f"SYNTHETIC {n}"}) for n in range(_FILES - 1))

    room = CaseRoom(window)
    room.write(add)
    room.case("SYNTHETIC last")  # which the list is told of
    page = window.frame.page
    assert isinstance(page, CasesPage)
    window.until(lambda: page.model.rowCount() == _FILES)
    printed: list[list[str]] = []
    window.desk.printing.disconnect()
    window.desk.printing.connect(lambda ids, _kind: printed.append(ids))
    page.table.setFocus()
    window.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    window.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    window.until(lambda: bool(printed))
    assert page.model.row_at(_FILES - 1) is None
    assert len(set(printed[0])) == _FILES
    first = page.model.row_at(0)
    assert first is not None
    assert printed[0][0] == first.id


def test_a_screen_of_the_list_is_shown_before_all_of_it_is_put_in_order(window: WindowRoom) -> None:
    page = window.frame.page
    assert isinstance(page, CasesPage)
    window.until(lambda: page.count.text() == "0 files")
    steps: list[int] = []
    page.model.modelReset.connect(lambda: steps.append(page.model.rowCount()))

    def add(session: Session) -> bool:
        return all(entries.add(session, "case_file", {"pseudonym": f"SYNTHETIC {n}"}) for n in range(FIRST + 4))

    room = CaseRoom(window)
    room.write(add)
    room.case("SYNTHETIC last")
    window.until(lambda: page.count.text() == f"{FIRST + 5} files")
    assert steps[-2:] == [FIRST, FIRST + 5]  # before them, what the list was at the beginning
    assert page.model.row_at(0) is not None
