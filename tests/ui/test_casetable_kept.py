"""What the list keeps does not grow with every line that is looked at."""

from array import array
from datetime import date

import pytest
from tests.ui.forms_room import Room

from muniment.services import casetable, entries
from muniment.services.session import Session
from muniment.ui.models import casetable as tables
from muniment.ui.models.casetable import CaseTable, Showing, columns

DAY = date(2017, 10, 1)


def _six(session: Session) -> "tuple[array[int], list[casetable.CaseRow]]":
    for number in range(6):
        entries.add(session, "case_file", {"pseudonym": f"SYNTHETIC {number}"})
    found = casetable.numbers(session, casetable.Filter(), "pseudonym")
    return found, casetable.rows(session, found, DAY)


def test_the_cells_of_some_lines_are_kept_and_the_others_worked_out_again(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "_KEPT", 3)
    numbers, rows = room.ask(_six)
    model = CaseTable(Showing(room.desk.vocabularies, DAY), columns())
    model.show_numbers(numbers, rows)
    shown = [model.index(line, 1).data() for _ in range(2) for line in range(6)]
    assert shown == [f"SYNTHETIC {number}" for number in range(6)] * 2
    assert len(model._cells) <= 3


def test_the_lines_of_some_pages_are_kept_and_that_of_the_chosen_file(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "PAGE", 1)
    monkeypatch.setattr(tables, "_PAGES", 3)
    numbers, rows = room.ask(_six)
    model = CaseTable(Showing(room.desk.vocabularies, DAY), columns())
    model.wanted.connect(lambda page, wanted: model.give(page, wanted, [rows[page]]))
    model.show_numbers(numbers, rows[:1])
    model.current = 1
    for line in (1, 2, 3, 4, 5):
        model.index(line, 0).data()
    assert [line for line in range(6) if model.row_at(line)] == [1, 4, 5]
    model._cells.clear()
    model.index(2, 0).data()
    assert model.row_at(2) == rows[2]


def test_the_lines_behind_the_first_ones_are_read_when_they_are_looked_at(room: Room) -> None:
    numbers, rows = room.ask(_six)
    model = CaseTable(Showing(room.desk.vocabularies, DAY), columns())
    asked: list[int] = []
    model.wanted.connect(lambda page, _wanted: asked.append(page))
    model.wanted.connect(lambda page, wanted: model.give(page, wanted, rows))
    model.show_numbers(numbers, rows[:2])
    assert model.index(1, 1).data() == "SYNTHETIC 1"
    assert not asked
    model.index(4, 1).data()
    assert asked == [0]
    assert model.index(4, 1).data() == "SYNTHETIC 4"
