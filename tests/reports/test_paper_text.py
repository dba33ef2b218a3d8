import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reports.reading import A_SENTENCE, document, everything, squeezed

from muniment.reports.columns import column_widths, shown_width
from muniment.reports.document import (
    Column,
    Document,
    Fact,
    Facts,
    Figure,
    Heading,
    Label,
    Notice,
    PageHead,
    PageOf,
    Paragraph,
    Row,
    Table,
)
from muniment.reports.text import to_text

TABLE = Table(
    (Column("Date"), Column("Event", 2), Column("Days", 0, "right")),
    (Row(("18 Sep 2017", "Taken from work", "2")), Row(("", "Total", "12"), strong=True)),
)


def test_a_table_stands_in_columns() -> None:
    assert to_text(document(TABLE)).splitlines() == [
        "Date         Event            Days",
        "-----------  ---------------  ----",
        "18 Sep 2017  Taken from work     2",
        "-----------  ---------------  ----",
        "             Total              12",
    ]


def test_long_cells_are_wrapped_in_their_column() -> None:
    text = to_text(document(Table((Column("Date"), Column("Event")), (Row(("18 Sep", A_SENTENCE * 2)),))))
    lines = text.splitlines()[3:]
    assert [line[:8] for line in lines if line] == [" " * 8] * len([line for line in lines if line])


def test_a_table_of_too_many_columns_becomes_records() -> None:
    table = Table(tuple(Column(f"Column {n}") for n in range(12)), (Row(tuple(f"the value {n}" for n in range(12))),))
    assert "Column 11  the value 11" in to_text(document(table))


def test_a_heading_is_underlined() -> None:
    assert to_text(document(Heading("Facts"), Heading("First", 2))) == "Facts\n=====\n\nFirst\n-----\n"


def test_a_label_hangs_before_its_paragraph() -> None:
    lines = to_text(document(Paragraph(A_SENTENCE * 3, label="12."))).splitlines()
    assert (lines[0][:4], lines[1][:4]) == ("12. ", "    ")


def test_facts_stand_level() -> None:
    facts = Facts((Fact("Born", "1994"), Fact("Pseudonym", "Dəniz")))
    assert to_text(document(facts)) == "Born       1994\nPseudonym  Dəniz\n"


def test_a_figure_is_told_in_words() -> None:
    figure = Figure(10, 10, (Label(0, 0, "20 days"),), "Bars", "M3-8XTA: 20 days.")
    assert to_text(document(figure)) == "[Figure: Bars]\nM3-8XTA: 20 days.\n"


def test_a_figure_without_words_gives_its_labels() -> None:
    assert to_text(document(Figure(10, 10, (Label(0, 0, "20 days"),)))) == "[Figure]\n20 days\n"


def test_a_notice_stands_in_a_box() -> None:
    lines = to_text(document(Notice("Privileged", ("For counsel.",))), 24).splitlines()
    assert lines == [
        "+----------------------+",
        "| Privileged           |",
        "| For counsel.         |",
        "+----------------------+",
    ]


def test_a_reference_to_a_page_is_left_out_with_its_comma() -> None:
    assert to_text(document(Paragraph(("See [E3], ", PageOf("e3"), ".")))) == "See [E3].\n"


def test_the_head_comes_first() -> None:
    made = Document(("Brief",), (), PageHead("CONFIDENTIAL", "M3-8XTA", "3", "counsel"))
    assert to_text(made).startswith("CONFIDENTIAL · M3-8XTA · copy 3 · counsel\n\nBrief\n=====")


def test_everything_is_told() -> None:
    text = squeezed(to_text(everything()))
    wanted = ["Casesummary", "Dəniz", "1994(stated)", "Forcounsel.", "Hestates:", "Total", "20days", "Lastwords."]
    assert [words for words in wanted if words not in text] == []


def test_a_wide_character_takes_two_columns_and_an_accent_none() -> None:
    assert [shown_width(text) for text in ("abc", "漢字", "я\u0301", "ə")] == [3, 4, 1, 1]


@pytest.mark.parametrize("command", ["\x1b[2J", "\x9b31m", "\x1b]0;title\x07", "\x08\x08", "\u202e", "\r\nb\rc"])
def test_no_character_commands_the_terminal(command: str) -> None:
    text = to_text(document(Heading(command), Paragraph(command), Table((Column(command),), (Row((command,)),))))
    assert {unicodedata.category(letter) for letter in text if letter != "\n"} & {"Cc", "Cf", "Cs"} == set()


@given(st.lists(st.integers(1, 200), min_size=1, max_size=8))
def test_columns_fill_no_more_than_the_width(needs: list[int]) -> None:
    widths = column_widths(needs, 90)
    assert sum(widths) + 2 * (len(widths) - 1) <= 90


writing = st.text(max_size=300)


@given(writing, writing, st.integers(40, 100))
def test_no_line_is_wider_than_asked(first: str, second: str, width: int) -> None:
    blocks = (
        Heading(first),
        Paragraph(second, label=first[:5]),
        Facts((Fact(first, second),)),
        Notice(first, (second,)),
        Table((Column("A"), Column(first)), (Row((second, first)),)),
    )
    lines = to_text(document(*blocks), width).splitlines()
    assert [line for line in lines if shown_width(line) > width] == []
