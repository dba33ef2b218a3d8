"""What the list keeps does not grow with every line that is looked at."""

from array import array
from datetime import date

import pytest
from tests.ui.forms_room import Room

from muniment.services import casetable, entries
from muniment.services.session import Session
from muniment.ui.models import casetable as tables
from muniment.ui.models.casetable import CaseTable, Showing, columns


def test_the_cells_of_some_lines_are_kept_and_the_others_worked_out_again(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "_KEPT", 3)

    def read(session: Session) -> "tuple[array[int], list[casetable.CaseRow]]":
        for number in range(6):
            entries.add(session, "case_file", {"pseudonym": f"SYNTHETIC {number}"})
        found = casetable.numbers(session, casetable.Filter(), "pseudonym")
        return found, casetable.rows(session, found, date(2017, 10, 1))

    numbers, rows = room.ask(read)
    model = CaseTable(Showing(room.desk.vocabularies, date(2017, 10, 1)), columns())
    model.show_numbers(numbers, rows)
    shown = [model.index(line, 1).data() for _ in range(2) for line in range(6)]
    assert shown == [f"SYNTHETIC {number}" for number in range(6)] * 2
    assert len(model._cells) <= 3
