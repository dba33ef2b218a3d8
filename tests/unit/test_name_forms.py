import pytest

from muniment.domain.folding import fold
from muniment.domain.known_names import CommonWords, KnownNames
from muniment.domain.name_scan import NameScan


def _scan(*names: str, common: CommonWords | None = None, public: tuple[str, ...] = (), own: str = "") -> NameScan:
    known, offices = KnownNames(common or CommonWords()), KnownNames(CommonWords())
    known.add_all(map(fold, names), "a name")
    offices.add_all(map(fold, public), "")
    return NameScan(known, offices, {fold(own)} if own else frozenset())


def _found(scan: NameScan, text: str) -> list[str]:
    return [text[span.start : span.end] for span in scan.spans(text)]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Gülşən", "Gulshan"),
        ("Gülşən", "Гюльшану"),
        ("Gülşən", "Gülşəndən"),
        ("Gülşən", "GÜLŞƏN"),
        ("Лейла", "Лейлой"),
        ("Лейла", "Leylanın"),
        ("Лисицкая", "Лисицкую"),
        ("Павел", "Павла"),
        ("Мария", "Марии"),
        ("Фёдор", "Федора"),
        ("Robin", "Robins"),
        ("Gülşən", "Gu\u0308l\u200bs\u0327ən"),
    ],
)
def test_a_name_is_found_in_every_form(name: str, written: str) -> None:
    assert _found(_scan(name), f"He asked {written} about it.") == [written]


def test_the_possessive_is_left_standing() -> None:
    assert _found(_scan("Gulshan"), "It was Gulshan’s.") == ["Gulshan"]


def test_words_of_one_name_are_one_hit_in_any_order_and_case() -> None:
    scan = _scan("Elşən Quliyev")
    assert _found(scan, "signed: guliyev, elshan.") == ["guliyev, elshan"]


def test_words_of_two_names_are_two_hits() -> None:
    assert _found(_scan("Elşən Quliyev", "Anar Qasımlı"), "It was Anar, Guliyev said.") == ["Anar", "Guliyev"]


def test_a_word_that_begins_sentences_is_a_name_where_nothing_else_explains_its_capital() -> None:
    common = CommonWords(starters=frozenset({"will"}), doing=frozenset({"said"}), folded=frozenset({"vil"}))
    scan = _scan("Will", common=common)
    assert _found(scan, "Will he come? They will see. It was Will. Will said no.") == ["Will", "Will"]


def test_a_word_in_small_letters_is_a_name_unless_it_means_something() -> None:
    common = CommonWords(ordinary=frozenset({"robin"}), folded=frozenset({"robin"}), stems=frozenset({"robin"}))
    scan = _scan("Robin", "Toğrul", common=common)
    assert _found(scan, "a robin, two robins and toghrul") == ["toghrul"]


def test_a_street_is_no_person() -> None:
    scan = _scan("Nizami", common=CommonWords(places=frozenset({"street"})))
    assert _found(scan, "In Nizami Street he met Nizami.") == ["Nizami"]


def test_an_officer_may_have_the_name_of_a_contact() -> None:
    scan = _scan("Rauf Əliyev", public=("Rauf Məmmədov",))
    assert _found(scan, "Rauf Mammadov and Rauf came.") == ["Rauf"]


def test_a_contact_who_is_an_officer_too_is_found() -> None:
    scan = _scan("Rauf Məmmədov", public=("Rauf Məmmədov",))
    assert _found(scan, "Rauf Mammadov came.") == ["Rauf Mammadov"]


def test_the_person_of_the_file_may_be_named_and_others_of_that_name_may_not() -> None:
    scan = _scan("Robin B", "Robin C", own="Robin B")
    assert _found(scan, "Robin and Robin B met Robin C.") == ["Robin C"]


def test_two_common_words_of_a_longer_name_are_not_it() -> None:
    common = CommonWords(titles=frozenset({"of", "the"}), folded=frozenset(map(fold, ("of", "the"))))
    scan = _scan("Keepers of the Archive", common=common)
    assert _found(scan, "He fell off the chair.") == []
    assert _found(scan, "He asked keepers of the archive.") == ["keepers of the archive"]
