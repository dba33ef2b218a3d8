"""A list of terms: labels, the user's own terms, retirement, and what is wrong with a data file."""

import pytest

from muniment.domain.errors import InvalidInput
from muniment.domain.vocabulary import (
    Term,
    UnknownTerm,
    Vocabularies,
    Vocabulary,
    parse_vocabulary,
    user_term,
)

BEATING = Term("beating", {"en": "beating", "az": "döymə", "ru": "избиение"})
TORTURE = Term("torture", {"ru": "пытки", "en": "torture"})
OTHER = Term("other", {"en": "other"})
ACT = Vocabulary("act", (BEATING, TORTURE, OTHER), {"en": "Act", "az": "Əməl"})


def raw(**changes: object) -> dict[str, object]:
    return {
        "title": {"en": "Act", "az": "Əməl", "ru": "Деяние"},
        "reviewed": {"az": False, "ru": True},
        "thesaurus": 4,
        "term": [
            {"id": "beating", "label": {"en": "beating", "az": "döymə", "ru": "избиение"}, "huridocs": "02 01 01"}
        ],
    } | changes


def ids(vocabulary: Vocabulary) -> list[str]:
    return [term.id for term in vocabulary]


def test_a_label_is_given_in_the_language_asked_for() -> None:
    assert ACT.label("beating", "ru") == "избиение"


def test_a_missing_label_falls_back_to_english() -> None:
    assert ACT.label("torture", "az") == "torture"


def test_a_term_without_english_shows_what_it_has() -> None:
    assert user_term("falaka", {"az": "fələqqə"}).label("en") == "fələqqə"


def test_what_is_no_term_is_its_own_label() -> None:
    assert ACT.label("Article 535.1") == "Article 535.1"


def test_the_title_falls_back_to_english() -> None:
    assert (ACT.title("az"), ACT.title("ru")) == ("Əməl", "Act")


def test_an_unknown_term_is_refused_and_one_written_alike_is_named() -> None:
    with pytest.raises(UnknownTerm, match=r"act: no such term: beatng \(did you mean beating\?\)"):
        ACT.check("beatng")


def test_a_user_term_comes_before_other() -> None:
    assert ids(ACT.add(user_term("falaka", {"en": "falaka"}))) == ["beating", "torture", "falaka", "other"]


def test_a_user_term_comes_last_where_there_is_no_other() -> None:
    assert ids(Vocabulary("act", (BEATING,), {}).add(user_term("falaka", {"en": "falaka"}))) == ["beating", "falaka"]


def test_a_taken_id_is_refused_for_a_new_term() -> None:
    with pytest.raises(InvalidInput, match=r"act\.beating"):
        ACT.add(user_term("beating", {"en": "blows"}))


def test_two_new_terms_of_one_id_are_refused() -> None:
    with pytest.raises(InvalidInput, match=r"act\.falaka"):
        ACT.add(user_term("falaka", {"en": "a"}), user_term("falaka", {"en": "b"}))


def test_a_kept_term_that_a_later_release_has_brought_gives_way_to_ours() -> None:
    assert ACT.with_user_terms([user_term("beating", {"en": "blows"})]).label("beating") == "beating"


def test_a_retired_term_is_no_longer_offered_but_still_known() -> None:
    retired = ACT.retire("torture")
    assert [term.id for term in retired.active] == ["beating", "other"]
    assert retired.check("torture").label("ru") == "пытки"


def test_retiring_leaves_the_list_itself_alone() -> None:
    ACT.retire("torture")
    assert not ACT.check("torture").retired


def test_a_term_that_is_not_there_cannot_be_retired() -> None:
    with pytest.raises(UnknownTerm):
        ACT.retire("falaka")


@pytest.mark.parametrize("term_id", ["", "Falaka", "fala ka", "_falaka", "fələqqə", "a__b"])
def test_an_id_that_is_not_snake_case_is_refused(term_id: str) -> None:
    with pytest.raises(InvalidInput, match="id: must be small letters"):
        user_term(term_id, {"en": "falaka"})


def test_a_user_term_names_every_fault() -> None:
    with pytest.raises(InvalidInput) as caught:
        user_term("No", {"en": "  "})
    assert [fault.where for fault in caught.value.faults] == ["id", "labels"]


def test_a_label_in_another_language_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no such language: de"):
        user_term("falaka", {"de": "Falaka"})


class Loader:
    """Counts what is loaded."""

    def __init__(self) -> None:
        self.loaded: list[str] = []

    def __call__(self, name: str) -> Vocabulary:
        self.loaded.append(name)
        return Vocabulary(name, (BEATING, OTHER), {})


def test_a_list_is_loaded_once_and_only_when_asked_for() -> None:
    loader = Loader()
    lists = Vocabularies(["act", "method"], loader)
    assert "act" in lists
    assert len(lists) == 2
    assert list(lists) == ["act", "method"]
    assert loader.loaded == []
    assert lists["act"] is lists["act"]
    assert loader.loaded == ["act"]


def test_a_list_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownTerm, match="no such list: acts"):
        Vocabularies(["act"], Loader()).check("acts", "beating")


def test_a_list_that_is_not_there_is_a_missing_key() -> None:
    with pytest.raises(KeyError):
        Vocabularies(["act"], Loader())["acts"]


def test_the_users_terms_join_their_list_alone() -> None:
    lists = Vocabularies(["act", "method"], Loader())
    own = lists.with_user_terms({"act": [user_term("falaka", {"en": "falaka"})]}, {"act": ["beating"]})
    assert [term.id for term in own["act"].active] == ["falaka", "other"]
    assert ids(own["method"]) == ["beating", "other"]
    assert "falaka" not in lists["act"]
    assert own.check("act", "falaka").own


def test_the_users_terms_load_nothing_by_themselves() -> None:
    loader = Loader()
    Vocabularies(["act"], loader).with_user_terms({"act": [user_term("falaka", {"en": "falaka"})]})
    assert loader.loaded == []


def test_the_users_terms_need_a_list_that_is_there() -> None:
    with pytest.raises(UnknownTerm, match="no such list: acts"):
        Vocabularies(["act"], Loader()).with_user_terms({"acts": []})


def test_a_data_file_is_read() -> None:
    act = parse_vocabulary("act", raw())
    term = act.check("beating")
    assert (act.title("ru"), act.thesaurus, term.huridocs) == ("Деяние", 4, "02 01 01")
    assert term.reviewed == {"en", "ru"}
    assert not term.own


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"title": {"en": "Act", "az": "Əməl"}}, "act.title.ru: is missing"),
        ({"titel": "Act"}, "act.titel: is not known here"),
        ({"thesaurus": "4"}, "act.thesaurus: must be a whole number"),
        ({"reviewed": {"az": "no"}}, "act.reviewed.az: must be true or false"),
        ({"term": []}, "act.term: a list needs terms"),
        ({"term": ["beating"]}, "act.term 1: must be a table"),
        ({"term": [{"id": "Beating", "label": {"en": "a", "az": "b", "ru": "c"}}]}, "act.term Beating.id: must be in"),
        (
            {"term": [{"id": "beating", "label": {"en": "a", "az": "", "ru": "c"}}]},
            "act.term beating.label.az: is empty",
        ),
        ({"term": [{"id": "a", "label": {"en": "a", "az": "b", "ru": "c"}, "synonyms": [1]}]}, "must hold texts only"),
        ({"term": [{"id": "a", "label": {"en": "a", "az": "b", "ru": "c"}}] * 2}, "act.term a: stands there twice"),
    ],
)
def test_a_fault_in_a_data_file_is_named(changes: dict[str, object], fault: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_vocabulary("act", raw(**changes))
    assert fault in str(caught.value)


def test_every_fault_in_a_data_file_is_named() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_vocabulary("act", {"term": [{"id": "a"}, {"label": 3}]})
    wheres = [fault.where for fault in caught.value.faults]
    assert {"act.title.en", "act.term a.label.ru", "act.term 2.id", "act.term 2.label"} <= set(wheres)


@pytest.mark.parametrize(
    ("typed", "meant"), [("taser", "shock"), ("TASERS", "shock"), ("electric_chair", "shock"), ("shok", "shock")]
)
def test_a_term_is_named_to_who_typed_another_word_for_it(typed: str, meant: str) -> None:
    terms = (Term("shock", {"en": "Shock"}, synonyms=("Taser", "electric chair")), Term("beating", {"en": "Beating"}))
    with pytest.raises(UnknownTerm, match=rf"\(did you mean {meant}\?\)"):
        Vocabulary("act", terms, {}).check(typed)


def test_a_retired_term_is_not_suggested() -> None:
    with pytest.raises(UnknownTerm, match=r"no such term: shok$"):
        Vocabulary("act", (Term("shock", {"en": "Shock"}, retired=True),), {}).check("shok")
