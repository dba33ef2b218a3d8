"""The published figures of the leak check."""

import pytest
from tests.leaks.__main__ import SECURITY, into, table
from tests.leaks.measuring import CLEAN, Outcome


def test_a_row_tells_what_was_planted_missed_and_hit_for_nothing() -> None:
    one = Outcome(texts=3, missed=["a"], hits=8, false=["b", "c"])
    one.planted.update({"name": 5, "phone": 2})
    assert table({"english": one}).splitlines()[-1] == "| 3 in English | 7 | 1 | 8 | 2 | 25.0 % |"
    assert table({CLEAN: Outcome(texts=3000)}).splitlines()[-1] == "| 3,000 texts without leaks | 0 | 0 | 0 | 0 |  |"


def test_the_page_has_a_place_for_the_table_and_one_alone() -> None:
    page = SECURITY.read_text(encoding="utf-8")
    written = into(page, "here")
    assert "\nhere\n" in written
    assert into(written, "here") == written
    with pytest.raises(ValueError, match="no place"):
        into("nothing", "here")
