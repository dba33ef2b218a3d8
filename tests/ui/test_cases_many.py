"""The list of very many case files: what is selected costs nothing, and what one scrolls past is not read."""

from array import array
from datetime import date
from threading import Event

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex
from pytestqt.qtbot import QtBot
from tests.ui.forms_room import Room
from tests.ui.window_room import WindowRoom

from muniment.services import casetable
from muniment.services.session import Session
from muniment.ui.models.casetable import PAGE, CaseTable, Index, Showing, columns
from muniment.ui.pages.cases import CasesPage
from muniment.ui.widgets.case_view import CaseView

MANY = 50_000


class _Counted(CaseTable):
    asked = 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        self.asked += 1
        return super().columnCount(parent)


@pytest.fixture
def model(room: Room) -> _Counted:
    made = _Counted(Showing(room.desk.vocabularies, room.desk.as_of), columns())
    made.show_numbers(array("q", range(MANY)), [])
    return made


@pytest.fixture
def view(qtbot: QtBot, model: _Counted) -> CaseView:
    shown = CaseView()
    qtbot.addWidget(shown)
    shown.setModel(model)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def test_the_head_is_drawn_without_asking_every_line_that_is_selected(view: CaseView, model: _Counted) -> None:
    view.selectAll()
    model.asked = 0
    view.horizontalHeader().viewport().repaint()
    assert model.asked < 1000


def test_lines_that_are_selected_are_told_each_once_from_top_to_bottom(view: CaseView, model: _Counted) -> None:
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for line in (7, 3, 4, 3):
        view.selectionModel().select(model.index(line, 0), rows)
    assert view.lines() == [3, 4, 7]


def test_all_lines_are_told_without_asking_for_any(view: CaseView, model: _Counted) -> None:
    view.selectAll()
    model.asked = 0
    assert view.lines() == list(range(MANY))
    assert model.asked < 1000


def test_a_page_that_nobody_brings_is_asked_for_again(model: _Counted) -> None:
    asked: list[int] = []
    model.wanted.connect(lambda page, _numbers: asked.append(page))
    for _turn in range(2):
        model.index(5 * PAGE, 0).data()
    model.not_given(5)
    model.index(5 * PAGE, 0).data()
    assert asked == [5, 5]


def test_pages_that_are_scrolled_past_are_not_read(window: WindowRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    page, read, busy = window.frame.page, list[int](), Event()
    assert isinstance(page, CasesPage)
    window.settle()

    def rows(_session: Session, numbers: list[int], as_of: date) -> list[casetable.CaseRow]:  # noqa: ARG001
        read.extend(numbers)
        return []

    monkeypatch.setattr(casetable, "rows", rows)
    window.desk.runner.ask(lambda _session: busy.wait(), lambda _: None, page)
    for past in range(1, 41):
        page.model.wanted.emit(past, [past])
    busy.set()
    window.settle()
    assert read == [39, 40]
