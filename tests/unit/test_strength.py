"""A passphrase is taken for what it is to somebody who knows how people choose them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.host.resources import load_words
from muniment.services.strength import Level, draw, measure

SIX = "abacus crewless zoology unfasten hamper lyrics"


@pytest.mark.parametrize(
    "weak",
    [
        *("", "a", "password", "P@ssw0rd1", "qwertyuiop", "12345678901234567890", "aaaaaaaaaaaaaaaaaaaa", "Baku2024"),
        *("abcabcabcabcabcabc", "passwordpassword", "пароль123", "йцукенгшщз", "muniment muniment muniment"),
        *("Leyla 1987", "zaq12wsx", "trustno1"),
    ],
)
def test_what_people_choose_is_weak(weak: str) -> None:
    assert measure(weak).level <= Level.WEAK


@pytest.mark.parametrize("strong", [SIX, SIX.replace(" ", "-"), SIX.replace(" ", ""), "k8#Vq!2mZx@9Lp$w7Rt"])
def test_six_words_by_chance_are_strong(strong: str) -> None:
    assert measure(strong).level is Level.STRONG


def test_six_words_have_the_bits_of_six_words() -> None:
    assert 77 < measure(SIX).bits < 81


def test_levels_rise_with_every_word() -> None:
    words = SIX.split()
    bits = [measure(" ".join(words[:count])).bits for count in range(1, 7)]
    assert all(one < other for one, other in pairwise(bits))
    assert [measure(" ".join(words[:count])).level for count in (2, 4, 5, 6)] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("passphrase", "point"),
    [
        ("xy asdfgh", "row"),
        ("tortoise tortoise", "repeated"),
        ("zvtk1984", "year"),
        ("letmein", "word"),
        ("k#9", "short"),
    ],
)
def test_the_weak_point_is_named(passphrase: str, point: str) -> None:
    assert point in measure(passphrase).points


@given(st.text(max_size=40))
def test_anything_can_be_measured_and_more_is_never_weaker_by_much(text: str) -> None:
    assert measure(text + "x9").bits + 19 >= measure(text).bits >= 0


def test_drawn_words_are_from_the_list_and_differ() -> None:
    drawn = draw()
    assert len(drawn.split()) == 6
    assert set(drawn.split()) <= load_words("eff-long")
    assert drawn != draw()


def test_the_list_holds_the_words_that_it_should() -> None:
    assert len(load_words("eff-long")) == 6**5
