import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.reports.visible import composed, made_visible, marked_right_to_left

# Of the format characters these alone are drawn: signs set over Arabic, Syriac, Kaithi and hieroglyphic numbers.
DRAWN_FORMATS = {*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD}


def test_every_control_and_format_character_is_shown_by_its_number() -> None:
    hidden = [
        code
        for code in range(0x110000)
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs")
        and code not in DRAWN_FORMATS
        and not 0x13430 <= code <= 0x1343F
        and chr(code) not in "\t\n\r"
    ]
    assert [code for code in hidden if made_visible(chr(code)) != f"[U+{code:04X}]"] == []


@pytest.mark.parametrize("character", ["\u200b", "\ufe0f", "\u034f", "\u3164", "\U000e0100", "\ufeff"])
def test_what_has_no_width_is_shown_by_its_number(character: str) -> None:
    assert made_visible(f"a{character}b") == f"a[U+{ord(character):04X}]b"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_every_kind_of_line_end_is_a_newline(end: str) -> None:
    assert made_visible(f"a{end}b") == "a\nb"


@given(st.text())
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    once = made_visible(text)
    assert made_visible(once) == once


def test_an_accent_joins_its_letter() -> None:
    assert composed("e\u0301 s\u0327 я\u0301") == "é ş я\u0301"


def test_a_thousand_accents_stay_with_their_letter_in_order() -> None:
    assert composed("e" + "\u0301" * 1000) == "é" + "\u0301" * 999


@given(st.text(alphabet="אבع123 ,ab"))
def test_marking_right_to_left_changes_no_order(text: str) -> None:
    assert marked_right_to_left(text).replace("[RTL]", "") == text


def test_one_mark_stands_before_each_run() -> None:
    assert marked_right_to_left("see שלום 12 עולם, then عربي") == "see [RTL]שלום 12 עולם, then [RTL]عربي"
