import uuid

from hypothesis import given
from hypothesis import strategies as st

from muniment.domain.schema import RECORDS
from muniment.exchange.names import LocalNames

KEPT = "0f8fad5b-d9cb-469f-a165-70867728950e"


def test_a_uuid_is_kept_in_small_letters() -> None:
    assert LocalNames().id(KEPT.upper()) == KEPT


@given(st.text(min_size=1), st.text(min_size=1))
def test_names_become_the_same_id_only_if_they_are_the_same(one: str, other: str) -> None:
    names = LocalNames()
    assert (names.id(one) == names.id(other)) == (one == other)
    assert str(uuid.UUID(names.id(one))) == names.id(one)


def test_the_same_name_in_another_file_is_another_record() -> None:
    assert LocalNames().id("detention 1") != LocalNames().id("detention 1")


def test_references_of_every_form_are_turned_and_nothing_else() -> None:
    names = LocalNames()
    given_fields: dict[str, object] = {
        "detention": "d",
        "perpetrators": ["o", {"record": "agency", "id": "a"}],
        "words_used": "d",
        "sources": [KEPT],
    }
    turned, known = names.with_ids(RECORDS["allegation"], given_fields)
    assert turned == {
        "detention": names.id("d"),
        "perpetrators": [names.id("o"), {"record": "agency", "id": names.id("a")}],
        "words_used": "d",
        "sources": [KEPT],
    }
    assert known == {names.id("d"): "d", names.id("o"): "o", names.id("a"): "a", KEPT: KEPT}


def test_what_is_no_reference_is_left_for_the_reader_to_refuse() -> None:
    wrong: dict[str, object] = {"detention": 7, "perpetrators": [None, {"id": 3}], "sources": ""}
    assert LocalNames().with_ids(RECORDS["allegation"], wrong)[0] == wrong
