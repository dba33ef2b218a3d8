"""Records are called by what tells them apart, and found by the beginnings of their words in any spelling."""

import pytest

from muniment.domain.records import CLASSES
from muniment.domain.schema import RECORDS
from muniment.services import entries, naming
from muniment.services.naming import Name, Wanted
from muniment.services.session import Session


@pytest.fixture
def case(session: Session) -> str:
    return entries.add(session, "case_file", {"pseudonym": "Dəniz SYNTHETIC", "code": "K7-2Q9F"}).id


def add(session: Session, kind: str, fields: dict[str, object], case: str = "") -> str:
    return entries.add(session, kind, fields, case).id


def name(session: Session, record_id: str, language: str = "en", case_id: str = "") -> Name:
    return naming.names(session, [record_id], language, case_id=case_id)[record_id]


def titles(session: Session, wanted: Wanted, text: str) -> list[str]:
    return [one.title for one in naming.candidates(session, wanted, text)]


# --- names ---


def test_a_record_is_called_by_its_kind_terms_and_dates(session: Session, case: str) -> None:
    fields: dict[str, object] = {"act": "beating", "on": "2017-09-18", "account": "x"}
    record = add(session, "allegation", fields, case)
    assert name(session, record, case_id=case).text == "Allegation: beating, 18 Sep 2017"
    assert name(session, record, "ru", case).title == "избиение, 18 сен 2017"


def test_a_case_file_is_called_by_pseudonym_and_code(session: Session, case: str) -> None:
    assert name(session, case).text == "Dəniz SYNTHETIC · K7-2Q9F"


def test_a_record_of_another_file_says_whose_it_is(session: Session, case: str) -> None:
    record = add(session, "detention", {"status": "ongoing", "start": "2017-09-18"}, case)
    assert name(session, record).text == "Dəniz SYNTHETIC · K7-2Q9F, Detention: 18 Sep 2017, ongoing"


def test_a_long_text_is_cut_between_words(session: Session, case: str) -> None:
    record = add(session, "note", {"text": "They asked\nfor names " * 20}, case)
    title = name(session, record, case_id=case).title
    assert title.startswith("They asked for names They asked")
    assert title.endswith("…")
    assert len(title) < 62


def test_every_kind_of_record_has_a_name_even_an_empty_one(session: Session) -> None:
    for kind, spec in RECORDS.items():
        made = naming.name_of(CLASSES[kind](id="x"), session.vocabularies)
        assert made.text, kind
        assert made.kind == spec.label


def test_what_is_not_there_has_no_name(session: Session) -> None:
    assert naming.names(session, ["nobody"]) == {}


# --- finding ---


@pytest.mark.parametrize("typed", ["nəs", "NESIMI polis", "насими", "polis nes", "idarə", "Nasimi"])
def test_shared_records_are_found_in_any_spelling(session: Session, typed: str) -> None:
    add(session, "agency", {"name": "Nəsimi rayon polis idarəsi"})
    add(session, "agency", {"name": "Sabunçu məhkəməsi"})
    assert titles(session, Wanted(("agency",)), typed) == ["Nəsimi rayon polis idarəsi"]


@pytest.mark.parametrize("typed", ["Mary", "Maryam", "Gul", "Gulsh", "Gülşən", "Gyulshan", "Гюльш", "Max", "Maxi"])
def test_a_name_is_found_wherever_its_typing_stops(session: Session, typed: str) -> None:
    for pseudonym in ("Maryam SYNTHETIC", "Gülşən SYNTHETIC", "Maxim SYNTHETIC"):
        add(session, "case_file", {"pseudonym": pseudonym})
    found = titles(session, Wanted(("case_file",), across_files=True), typed)
    assert len(found) == 1


def test_people_are_looked_for_in_the_whole_vault_by_name_and_code(session: Session, case: str) -> None:
    add(session, "case_file", {"pseudonym": "Gülşən SYNTHETIC"})
    across = Wanted(("case_file",), across_files=True)
    assert titles(session, across, "k7-2q") == ["Dəniz SYNTHETIC · K7-2Q9F"]
    assert len(titles(session, across, "synth")) == 2
    assert titles(session, Wanted(("case_file",), case), "") == ["Dəniz SYNTHETIC · K7-2Q9F"]


def test_records_of_a_file_are_found_in_that_file_alone(session: Session, case: str) -> None:
    other = add(session, "case_file", {"pseudonym": "Gülşən SYNTHETIC"})
    for where, day in ((case, "2017-09-18"), (case, "2017-10-05"), (other, "2017-09-18")):
        add(session, "detention", {"status": "ended", "start": day}, where)
    wanted = Wanted(("detention",), case)
    assert titles(session, wanted, "") == ["5 Oct 2017, ended", "18 Sep 2017, ended"]
    assert titles(session, wanted, "18 sep") == ["18 Sep 2017, ended"]
    assert titles(session, Wanted(("detention",)), "") == []


def test_records_of_other_files_are_found_by_whose_they_are(session: Session, case: str) -> None:
    other = add(session, "case_file", {"pseudonym": "Gülşən SYNTHETIC", "code": "M3-8XTA"})
    record = add(session, "detention", {"status": "ended", "start": "2017-09-20"}, other)
    found = naming.candidates(session, Wanted(("detention",), case, across_files=True), "gulshan")
    assert [(one.id, one.where) for one in found] == [(record, "Gülşən SYNTHETIC · M3-8XTA")]


def test_a_file_offers_its_own_sources_before_the_shared_ones(session: Session, case: str) -> None:
    add(session, "source", {"kind": "media", "title": "Interview in a newspaper"})
    add(session, "source", {"kind": "the_person", "title": "Interview"}, case)
    assert titles(session, Wanted(("source",), case), "interv") == [
        "Interview, the person",
        "Interview in a newspaper, media",
    ]


def test_what_is_named_already_is_not_offered(session: Session) -> None:
    first = add(session, "agency", {"name": "Police 1"})
    add(session, "agency", {"name": "Police 2"})
    assert titles(session, Wanted(("agency",), without=(first,)), "police") == ["Police 2"]


def test_what_was_changed_last_comes_first_and_there_are_no_more_than_asked_for(session: Session) -> None:
    ids = [add(session, "agency", {"name": f"Police {number}"}) for number in range(30)]
    session.db.run("UPDATE record SET updated_at = '2030-01-01T00:00:00Z' WHERE id = ?", (ids[3],))
    found = titles(session, Wanted(("agency",)), "police")
    assert len(found) == naming.LIMIT
    assert found[0] == "Police 3"
    assert titles(session, Wanted(("agency",)), "")[0] == "Police 3"


def test_signs_alone_find_nothing_and_break_nothing(session: Session) -> None:
    add(session, "agency", {"name": "Police"})
    for typed in ('"', "*", "' OR 1=1", "NEAR(", "-", "…", "\x00", "a" * 500):
        assert titles(session, Wanted(("agency",), across_files=True), typed) == [], typed


def test_a_new_vault_has_no_candidates(session: Session) -> None:
    for kind in RECORDS:
        for typed in ("", "x"):
            assert naming.candidates(session, Wanted((kind,), across_files=True), typed) == [], kind
