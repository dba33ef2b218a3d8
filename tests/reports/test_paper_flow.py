from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.reports.reading import squeezed

from muniment.reports.document import Run
from muniment.reports.flow import Line, TextStyle, prepared, set_lines
from muniment.reports.fonts import Notes, font
from muniment.reports.wording import wording

STYLE = TextStyle("serif", 10, 14)


def lines_of(text: str | tuple[str | Run, ...], room: float = 100) -> list[Line]:
    return set_lines(prepared(text, STYLE, Notes(wording("en")), {}), STYLE, room)


def words(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces)


def true_width(line: Line) -> float:
    """The width of a line measured letter by letter, in points."""
    widths = {piece.font: font(piece.font.removeprefix("Muniment-")).widths for piece in line.pieces}
    return sum(widths[piece.font][letter] for piece in line.pieces for letter in piece.text) * STYLE.size / 1000


writing = st.text(st.sampled_from("abcdefg ə№–-/  \nЖშ✓é"), max_size=200)


@given(writing, st.floats(20, 200))
def test_no_line_is_wider_than_its_room(text: str, room: float) -> None:
    assert [line for line in lines_of(text, room) if true_width(line) > room + 0.01] == []


@given(writing, st.floats(20, 200))
def test_no_letter_is_lost_or_moved(text: str, room: float) -> None:
    assert squeezed("".join(map(words, lines_of(text, room)))) == squeezed(text)


@given(writing)
def test_a_line_is_as_wide_as_it_says(text: str) -> None:
    told = [round(line.width * STYLE.size / 1000, 6) for line in lines_of(text)]
    assert told == [round(true_width(line), 6) for line in lines_of(text)]


@given(st.lists(st.sampled_from(["one", "two", "drei", "dörd"]), min_size=2, max_size=40))
def test_a_line_ends_only_where_the_next_word_had_no_room(spoken: list[str]) -> None:
    lines = [words(line) for line in lines_of(" ".join(spoken))]
    longer = [lines_of(f"{upper} {lower.split()[0]}", 1000)[0] for upper, lower in pairwise(lines)]
    assert [words(line) for line in longer if true_width(line) <= 100] == []


def test_a_word_wider_than_a_line_is_broken_between_letters() -> None:
    lines = lines_of("x" * 100)
    assert (len(lines) > 1, "".join(map(words, lines))) == (True, "x" * 100)


def test_a_compound_is_broken_after_its_hyphen() -> None:
    assert [words(line) for line in lines_of("incommunicado-interrogation", 90)] == ["incommunicado-", "interrogation"]


def test_a_date_is_not_broken_at_its_hyphens() -> None:
    assert [words(line) for line in lines_of("until about 2017-09-18", 90)] == ["until about", "2017-09-18"]


def test_a_run_that_goes_on_within_a_word_is_not_parted_from_it() -> None:
    begun = ("said to ", Run("interrogate", "bold"))
    room_without_comma = true_width(lines_of(begun, 1000)[0]) + 1
    assert words(lines_of((*begun, ", they"), room_without_comma)[0]) == "said to"


def test_empty_lines_of_the_writer_stay() -> None:
    assert [words(line) for line in lines_of("a\n\nb")] == ["a", "", "b"]


def test_words_of_another_script_keep_their_spaces() -> None:
    assert [words(line) for line in lines_of("და და then და", 500)] == ["და და then და"]


def test_the_code_of_a_file_is_not_broken_at_its_line() -> None:
    assert [words(line) for line in lines_of("in 8MTE-QQYD", 62)] == ["in", "8MTE-QQYD"]
    assert [words(line) for line in lines_of("half-brother", 40)] == ["half-", "brother"]
