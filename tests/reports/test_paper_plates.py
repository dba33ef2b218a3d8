"""Type on plates: the same codes in every document, and every character read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reports.reading import document, squeezed, text_of

from muniment.reports.document import Paragraph
from muniment.reports.fonts import font
from muniment.reports.pdf import to_pdf

FONT = font("NotoSerif-Regular")
LETTERS = "".join(letter for letter in FONT.widths if letter.isprintable())
AZERBAIJANI = "Gülşən saxlanıldı – “necə?” Əlaqə: №5 [E3]"
RUSSIAN = "Задержан 20 сентября 2017 г. – «как?» №5"


@pytest.mark.parametrize("text", [AZERBAIJANI, RUSSIAN])
def test_a_line_of_the_working_languages_stays_on_one_plate(text: str) -> None:
    assert len(list(FONT.plates.encoded(text))) == 1


@given(st.text(st.sampled_from(LETTERS), min_size=1, max_size=30))
def test_every_character_is_on_the_plate_that_its_code_names(text: str) -> None:
    told = [(plate.letters[code], code) for plate, codes in FONT.plates.encoded(text) for code in codes]
    assert "".join(letter for letter, _ in told) == text.replace("\xa0", " ")


@given(st.text(st.sampled_from(AZERBAIJANI + RUSSIAN + "éŁώ"), max_size=30))
def test_what_is_on_several_plates_is_read_back(text: str) -> None:
    assert squeezed(text) in squeezed(text_of(to_pdf(document(Paragraph(text))).data))


def test_a_character_beyond_the_first_65536_is_read_back() -> None:
    assert "\U0001d538" in text_of(to_pdf(document(Paragraph("field \U0001d538"))).data)


def test_a_plate_is_cut_once() -> None:
    plate = FONT.plates[0]
    assert FONT.plates[0] is plate
    assert plate.packed is plate.packed


def test_a_character_that_the_font_lacks_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        list(FONT.plates.encoded("中"))


def test_a_plate_never_has_more_than_a_byte_can_name() -> None:
    assert {len(FONT.plates[number].letters) for number in range(40)} == {256}
