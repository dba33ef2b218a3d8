import time

import pytest

from muniment.domain.personal_details import details, known_signs


def _found(text: str, known: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in details(text, known)]


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("phone", "+994 50 123 45 67"),
        ("phone", "050-123-45-67"),
        ("phone", "00994501234567"),
        ("phone", "+994(50)123-45-67"),
        ("phone", "8 (916) 123-45-67"),
        ("phone", "498-12-34"),
        ("phone", "+٩٩٤ ٥٠ ١٢٣ ٤٥ ٦٧"),
        ("email", "a.b@example.org"),
        ("email", "a.b [at] example [dot] org"),
        ("handle", "@gulshan_99"),
        ("handle", "t.me/gulshan"),
        ("id", "5ZJ8KQ2"),
        ("id", "AZE 12345678"),
        ("id", "AA1234567"),
        ("address", "Çinar küçəsi 14, mənzil 5"),
        ("address", "ул. Мельничная, д. 12, кв. 5"),
        ("address", "12 Mill Street"),
    ],
)
def test_is_found_in_a_sentence(kind: str, written: str) -> None:
    assert (kind, written) in _found(f"They noted {written} there.")


@pytest.mark.parametrize(
    "text",
    [
        "on 18.09.2017 at 10:30",
        "2017-09-18 2017-10-02",
        "case 3(009)-1234/2017",
        "between 12 and 15 days, 1 200.00 AZN",
        "AZN 1000000",
        "SHA-256 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "17 Sep 2017 – 2 Oct 2017",
        "Article 535.1 of 29.12.2015",
    ],
)
def test_figures_of_other_kinds_are_not(text: str) -> None:
    assert _found(text) == []


def test_a_known_number_is_found_in_a_form_that_no_other_has() -> None:
    assert _found("dial 1 23 45 67 now") == []
    assert _found("dial 1 23 45 67 now", frozenset({"1234567"})) == [("phone", "1 23 45 67")]


def test_a_known_id_number_is_found_in_pieces() -> None:
    text = "it said ab-12 34 cd."
    assert [text[span.start : span.end] for span in known_signs(text, {"AB1234CD"})] == ["ab-12 34 cd"]


@pytest.mark.parametrize("piece", ["a", "A", "1", "@", "ул.", "a.", "1-", "е", "A1", "küç ", "(", "St "])
def test_a_very_long_text_takes_no_longer_than_its_length_says(piece: str) -> None:
    start = time.process_time()
    list(details(piece * (40_000 // len(piece)) + " Street küç. улица passport telegram: x"))
    assert time.process_time() - start < 3
