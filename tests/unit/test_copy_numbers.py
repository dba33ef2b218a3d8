"""Numbers of copies: made, found on a page, and known again although somebody mistyped one."""

import pytest

from muniment.domain.codes import ALPHABET
from muniment.domain.copies import copy_number, is_same, nearest, numbers_in, running_number

KNOWN = ["0001-7KQM", "0002-T4XB", "0012-7KQN", "10234-A2B3"]


def test_a_number_has_its_running_number_and_letters_that_nobody_guesses() -> None:
    made = [copy_number(7) for _ in range(50)]
    assert {number[:5] for number in made} == {"0007-"}
    assert all(letter in ALPHABET for number in made for letter in number[5:])
    assert len(set(made)) > 45
    assert [running_number(one) for one in (made[0], copy_number(10234), "2017-0001", "")] == [7, 10234, 0, 0]


def test_the_numbers_on_a_page_are_found_each_once() -> None:
    text = "Confidential\r\ncopy 0001-7KQM · counsel 0001-7KQM (see K7M2-Q9FX, 2017-0920, 0002-T4XBC) 10234-A2B3."
    assert list(numbers_in(text)) == ["0001-7KQM", "10234-A2B3"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0001-7KQM", ["0001-7KQM"]),
        ("0012-7KQN", ["0012-7KQN"]),
        (" 0001 7kqm ", ["0001-7KQM"]),
        ("OOO1-7KQM", ["0001-7KQM"]),
        ("0001-7KQW", ["0001-7KQM"]),  # one sign is another
        ("0001-7QKM", ["0001-7KQM"]),  # two changed places
        ("001-7KQM", ["0001-7KQM"]),  # one is missing
        ("00002-T4XB", ["0002-T4XB"]),  # one too many
        ("0002-T4XBB", ["0002-T4XB"]),
        ("7KQM", ["0001-7KQM"]),  # the letters alone
        ("12", ["0012-7KQN"]),  # the running number alone
        ("0001-7K", []),
        ("9001-8KQM", []),  # two slips
        ("", []),
        ("Anna", []),
    ],
)
def test_one_slip_is_forgiven(typed: str, meant: list[str]) -> None:
    assert nearest(typed, KNOWN) == meant


def test_where_a_slip_could_mean_two_both_are_named() -> None:
    assert nearest("0011-7KQM", ["0001-7KQM", "0012-7KQM", "0013-8KQM"]) == ["0001-7KQM", "0012-7KQM"]


def test_a_number_is_the_same_however_its_parts_are_written() -> None:
    assert is_same("0001 7kqm", "0001-7KQM")
    assert not is_same("0001-7KQN", "0001-7KQM")
