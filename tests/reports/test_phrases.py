from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reports.demo_dossiers import demo_dossier, demo_paper, paper, record, with_records

from muniment.domain.values import Money
from muniment.reports.phrases import (
    language_named,
    listed,
    moment,
    opening,
    sentence,
    shortened,
    totals,
    who_says,
)


def test_the_nearest_source_opens_an_allegation() -> None:
    made = demo_paper("deniz")
    allegation = made.dossier.find("deniz-al1")
    assert allegation is not None
    assert opening(made, allegation) == "The person states"
    assert who_says(made, allegation) == "the person, lawyer, medical"


def test_a_source_that_contradicts_is_no_source_of_the_statement() -> None:
    link = {"source": "deniz-src1", "record": {"record": "allegation", "id": "deniz-al3"}, "stance": "contradicts"}
    made = paper(with_records(demo_dossier("deniz"), record("fact_link", "l", "deniz", **link)))
    allegation = made.dossier.find("deniz-al3")
    assert allegation is not None
    assert opening(made, allegation) == "It is alleged, by a source not recorded"


def test_a_source_that_supports_speaks_too() -> None:
    link = {"source": "deniz-src3", "record": {"record": "allegation", "id": "deniz-al3"}, "stance": "supports"}
    made = paper(with_records(demo_dossier("deniz"), record("fact_link", "l", "deniz", **link)))
    allegation = made.dossier.find("deniz-al3")
    assert allegation is not None
    assert who_says(made, allegation) == "the person, witness"


def test_a_moment_is_written_as_the_days_of_tables_are() -> None:
    assert moment("2017-09-20T14:30:05Z", "en") == "20 Sep 2017 14:30:05"
    assert moment("2017-09-20T14:30:05Z", "ru") == "20 сен 2017 14:30:05"
    assert moment("some time", "en") == "some time"


def test_a_record_is_called_by_a_name_a_kind_or_a_day_and_never_by_an_id() -> None:
    made = demo_paper("deniz")
    assert made.named("deniz-al2") == "forced medical examination"
    detention = made.overview.held[0].detention
    assert made.named(detention.id) == "detention of 20 September 2017, 22:40"


def test_sums_are_kept_apart_by_currency_and_unknown_ones_are_counted() -> None:
    sums = [Money(Decimal("1.50"), "AZN"), None, Money(Decimal(2), "USD"), Money(Decimal("3.50"), "AZN")]
    assert totals(sums) == "5.00 AZN and 2 USD"
    assert totals([Money(Decimal(0), "AZN"), Money(None, "AZN")]) == "0 AZN and a sum unknown"
    assert totals([Money(None, ""), Money(None, "AZN")]) == "2 sums unknown"
    assert totals([None]) == ""


@pytest.mark.parametrize(
    ("text", "room", "short"),
    [
        ("as it is", 8, "as it is"),
        ("  one\nline\t only ", 20, "one line only"),
        ("cut between words", 14, "cut between…"),
        ("W" * 100, 10, "WWWWWWWWW…"),
        ("\U0001f600\U0001f600\U0001f600", 26, "\U0001f600…"),
        ("word " * 10_000, 12, "word word…"),
        (" " * 10_000 + "x", 12, "…"),
        ("", 5, ""),
    ],
)
def test_texts_are_cut_by_the_room_that_they_take_in_print(text: str, room: int, short: str) -> None:
    assert shortened(text, room) == short


@given(st.text(st.sampled_from("ab cd,.\n\xa0\u200b–əЖ中\U0001f600\u0590\u202a"), max_size=60), st.integers(1, 40))
def test_each_letter_counts_for_what_is_printed(text: str, room: int) -> None:
    short = shortened(text, room)
    wide = sum(1 if letter.isprintable() and (letter < "\u0590" or letter in "–…") else 9 for letter in short)
    whole = " ".join(text.split())
    assert short in (whole, f"{whole}…") or short.removesuffix("…") == whole[: len(short) - 1]
    assert wide <= room + 1 or len(short) <= 2


def test_stops_are_set_once() -> None:
    assert [sentence(text) for text in ("a", "a.", "“a.”", "a…", "")] == ["A.", "A.", "“a.”", "A…", ""]


def test_rows_of_words() -> None:
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


def test_languages_by_name_or_as_written() -> None:
    assert [language_named(code) for code in ("az", " RU ", "Udi")] == ["Azerbaijani", "Russian", "Udi"]
