"""Widths of columns: what a reader expects of a table that somebody set by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reports.reading import document, page_texts

from muniment.reports.document import Column, Fact, Facts, Row, Table
from muniment.reports.flow import Prepared, prepared
from muniment.reports.fonts import Notes
from muniment.reports.pdf import to_pdf
from muniment.reports.rows import RowPart
from muniment.reports.style import style
from muniment.reports.tables import facts_grid, table_parts, table_widths, widths
from muniment.reports.wording import wording

TABLE = style("normal").table
ROOM = 460.0
GUTTER = 10.0


def wide(*columns: tuple[float, str]) -> list[float]:
    """The widths of columns with a share and one text each."""
    contents: list[list[Prepared]] = [[prepared(text, TABLE, Notes(wording("en")), {})] for _, text in columns]
    return widths([Column(share=share) for share, _ in columns], contents, TABLE.size, ROOM)


def lines(*columns: tuple[float, str]) -> int:
    """How many lines a row takes."""
    table = Table(tuple(Column(share=share) for share, _ in columns), (Row(tuple(text for _, text in columns)),))
    return len([line for line in page_texts(to_pdf(document(table)).data)[0].splitlines() if line != "page 1 of 1"])


@given(st.lists(st.tuples(st.sampled_from((0, 0.5, 1, 3)), st.text("abc d", max_size=90)), min_size=1, max_size=8))
def test_columns_fill_the_width(columns: list[tuple[float, str]]) -> None:
    assert sum(wide(*columns)) + GUTTER * (len(columns) - 1) == pytest.approx(ROOM)


def test_shares_hold_where_every_text_has_room() -> None:
    one, other = wide((1, "short"), (2, "short too"))
    assert other == pytest.approx(2 * one)


def test_a_column_gives_what_it_cannot_use_to_one_that_needs_more() -> None:
    text = "torture, inhuman or degrading treatment; the duty to investigate it"
    assert lines((1, text), (2, "8.1")) == 1


def test_where_nothing_fits_a_short_text_keeps_to_one_line() -> None:
    short, long = wide((1, "short"), (1, "long " * 100))
    assert long > 9 * short


def test_no_word_is_broken_while_there_is_room() -> None:
    narrow, _, _ = wide((0.2, "Azərbaycan"), (3, "long " * 100), (3, "long " * 100))
    assert narrow == pytest.approx(wide((0, "Azərbaycan"), (1, "x"))[0])


def test_of_columns_without_a_share_the_widest_gives_way_first() -> None:
    date, *longer = wide((0, "20 Sep 2017"), *[(0, "long " * 40)] * 3)
    assert date == pytest.approx(wide((0, "20 Sep 2017"), (1, "x"))[0])
    assert longer == [pytest.approx(longer[0])] * 3


def test_a_sum_of_money_stays_on_one_line() -> None:
    assert lines((1, "500.00\xa0AZN"), (99, "long " * 30)) == 2


def test_values_of_facts_in_one_column_and_in_two_stand_level() -> None:
    assert facts_grid(1, 50, ROOM).label == facts_grid(2, 50, ROOM).label


def test_facts_of_two_columns_are_read_row_by_row() -> None:
    facts = Facts((Fact("A", "one"), Fact("B", "two"), Fact("C", "three")), 2)
    assert "A one B two\nC three" in page_texts(to_pdf(document(facts)).data)[0]


def test_tables_that_are_steady_stand_in_line_whatever_is_in_them() -> None:
    columns = (Column("Due", 1), Column("What", 3))
    contents = [("2 May", "short"), ("2 May", "long " * 50), ("the second of May " * 9, "x" * 300)]
    found = []
    for row in contents:
        texts = [[prepared(text, TABLE, Notes(wording("en")), {})] for text in row]
        found.append(table_widths(Table(columns, (Row(row),), steady=True), texts, style("normal"), ROOM))
    assert found == [[pytest.approx(112.5), pytest.approx(337.5)]] * 3


def test_boxes_are_large_enough_for_a_pen_and_their_titles_are_not() -> None:
    table = Table((Column("What", 1), Column("Yes", ticked=True)), (Row(("this", "☐")),))
    notes = Notes(wording("en"))
    head, row = table_parts(table, style("normal"), lambda text, face: prepared(text, face, notes, {}), ROOM)
    sizes = [[cell.strips[0].style.size for cell in part.cells] for part in (head, row) if isinstance(part, RowPart)]
    assert sizes == [[8.5, 8.5], [8.5, 13]]
