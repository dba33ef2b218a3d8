"""A case file as audiences see it: what a consent covers, other people as letters, months, agencies."""

from collections.abc import Iterable
from typing import Any

import pytest
from tests.unit.dossiers import case, detention, record

from muniment.domain.audience import AUDIENCES
from muniment.domain.dossier import Dossier
from muniment.domain.hidden import PUT
from muniment.domain.letters import Letters, People
from muniment.domain.records import (
    Agency,
    Allegation,
    CoercedDisclosure,
    Consent,
    Contact,
    Detention,
    Evidence,
    Finding,
    Injury,
    Note,
    Phase,
    Record,
    Source,
)
from muniment.services.audiences import as_seen

EVERYBODY = People.of(
    [
        ("file", "AAAA-BBBB", "N."),
        ("gulshan", "K7M2-Q9FX", "Gülşən"),
        ("b", "W4RT-6HDN", "Victim B"),
        ("friend", "M3X8-TA4R", "Friend of Victim B"),
        ("twin", "9PFC-VE5K", "Dəniz"),
        ("twin2", "3YJB-8NW2", "Dəniz"),
    ]
)
OUTSIDE = [one for one in AUDIENCES if one not in ("internal", "statistics")]


def consent(audience: str, **fields: Any) -> Record:
    purpose = AUDIENCES[audience].purpose
    return record("consent", f"consent-{audience}", **{"purpose": purpose, "decision": "granted", **fields})


def seen(dossier: Dossier, audience: str, *, disclosed: bool = False) -> Dossier:
    return as_seen(dossier, AUDIENCES[audience], Letters(EVERYBODY), disclosed=disclosed)


def story(text: str, audience: str, *records: Record, shared: Iterable[Record] = (), **given: Any) -> str:
    """What an audience reads where a summary says this."""
    return seen(case(*records, consent(audience, **given), shared=shared, summary=text), audience).case_file.summary


# --- letters ---


def test_others_are_letters_in_any_spelling_and_the_same_person_has_the_same_one() -> None:
    words = story("Gülşən, Gulshan and Гюльшан; K7M2-Q9FX", "ecthr").replace(",", "").replace(";", "").split()
    assert words[0] == words[2] == words[5] == words[7] == "Person"
    assert len({words[1], words[3], words[6], words[8]}) == 1


def test_two_people_have_two_letters_and_the_longest_name_counts() -> None:
    first, second = story("Friend of Victim B/Victim B", "ecthr").split("/")
    assert first != second
    assert first.startswith("Person ") and second.startswith("Person ")


def test_copies_cannot_be_joined_by_their_letters() -> None:
    drawn = {story("Gülşən", "ecthr") for _copy in range(200)}
    assert len(drawn) > 15


def test_more_people_than_letters_are_told_apart() -> None:
    letters = Letters(People.of([]))
    assert len({letters.called(str(number)) for number in range(300)}) == 300


def test_counsel_is_told_pseudonyms_and_nobody_outside_is_told_a_code() -> None:
    assert story("Gülşən", "counsel") == "Gülşən"
    for audience in OUTSIDE:
        assert "K7M2" not in story("K7M2-Q9FX and AAAA-BBBB", audience)
        assert "AAAA" not in story("K7M2-Q9FX and AAAA-BBBB", audience)


def test_a_word_that_is_a_name_only_with_a_capital_stays() -> None:
    assert story("dəniz", "ecthr") == "dəniz"
    assert story("Dəniz", "ecthr").startswith("Person ")


# --- what the consent says ---


@pytest.mark.parametrize(
    ("scope", "shown"), [([], False), (["facts"], False), (["facts", "medical"], True), (["facts", "photos"], False)]
)
def test_what_the_scope_does_not_name_is_not_covered(scope: list[str], shown: bool) -> None:
    injury = record("injury", region="head", allegation="allegation")
    finding = record("finding", medical_exam="medical_exam", consistency="typical_of")
    allegation = record("allegation", act="beating", account="X", injuries_described="A cut.")
    exam = record("medical_exam", kind="forced", opinion="Bruises.")
    found = seen(case(allegation, injury, exam, finding, consent("ecthr", scope=scope)), "ecthr")
    assert bool(found.all(Injury)) == bool(found.all(Finding)) == shown
    assert [one.injuries_described for one in found.all(Allegation)] == ["A cut." if shown else ""]


def test_pictures_take_a_consent_to_pictures() -> None:
    pictures = [
        record("evidence", "a", title="X", exhibit_no=1, sha256="0" * 64, kind="photo"),
        record("evidence", "b", title="X", exhibit_no=2, sha256="0" * 64, media_type="image/png"),
        record("evidence", "c", title="X", exhibit_no=3, sha256="0" * 64, kind="letter"),
    ]
    plain = seen(case(*pictures, consent("ecthr")), "ecthr")
    covered = seen(case(*pictures, consent("ecthr", scope=["facts", "photos"])), "ecthr")
    assert [[one.id for one in file.all(Evidence)] for file in (plain, covered)] == [["c"], ["a", "b", "c"]]


@pytest.mark.parametrize(
    ("audience", "identity", "called"),
    [
        ("ecthr", "", "N."),
        ("ecthr", "named", "N."),
        ("ecthr", "anonymous", "The person"),
        ("un_government", "", "The person"),
        ("un_government", "pseudonym", "N."),
        ("press", "named", "The person"),
    ],
)
def test_the_person_is_called_as_the_consent_says(audience: str, identity: str, called: str) -> None:
    given = {"identity": identity} if identity else {}
    assert seen(case(consent(audience, **given)), audience).case_file.pseudonym == called


def test_the_consent_of_another_audience_adds_nothing() -> None:
    dossier = case(record("injury", region="head"), consent("ecthr"), consent("counsel", scope=["facts", "medical"]))
    assert not seen(dossier, "ecthr").all(Injury)
    assert [one.purpose for one in seen(dossier, "ecthr").all(Consent)] == ["ecthr"]
    assert len(seen(dossier, "counsel").all(Consent)) == 2


def test_contacts_are_named_where_they_or_the_person_agree() -> None:
    lawyer = record("contact", "lawyer", "", name="Lawyer One", role="lawyer", phone="1", cleared_for=["ecthr"])
    doctor = record("contact", "doctor", "", name="Doctor Two", role="doctor")

    def named(audience: str, **given: Any) -> list[tuple[str, str]]:
        tie = record("detention", status="ended", note="Doctor Two came.")
        found = case(tie, consent(audience, **given), shared=(lawyer, doctor), responsible="lawyer")
        return [(one.name, one.phone) for one in seen(found, audience).shared(Contact)]

    assert named("ecthr") == [("Lawyer One", "")]
    assert named("domestic_court") == []
    assert ("Lawyer One", "1") in named("counsel", scope=["facts", "third_parties"])


# --- what audiences are not told ---


def test_coerced_disclosures_are_left_out_with_all_that_tells_of_them_unless_chosen() -> None:
    dossier = case(
        detention(release_kind="after_giving_names"),
        record("coerced_disclosure", method="threat", confidence="claimed", persons=["gulshan"], sources=["said"]),
        record("allegation", act="coerced_naming", account="X"),
        record("source", "said", kind="the_person", account="X"),
        *(consent(one) for one in OUTSIDE),
        shared=[record("case_file", "gulshan", "", code="K7M2-Q9FX", pseudonym="Gülşən", summary="X")],
    )
    for audience in OUTSIDE:
        found = seen(dossier, audience)
        kinds = {one.RECORD for one in (*found.records, *found.outside)}
        assert kinds.isdisjoint({"coerced_disclosure", "allegation", "source", "case_file"})
        assert [one.release_kind for one in found.all(Detention)] == [""]
    chosen = seen(dossier, "ecthr", disclosed=True)
    [told] = chosen.all(CoercedDisclosure)
    other = chosen.find(told.persons[0])
    assert other is not None
    assert vars(other)["pseudonym"].startswith("Person ")
    assert vars(other)["summary"] == vars(other)["code"] == ""
    assert not seen(dossier, "press", disclosed=True).all(CoercedDisclosure)


@pytest.mark.parametrize(("privileged", "shown"), [("yes", False), ("", False), ("unknown", False), ("no", True)])
def test_a_note_goes_to_a_court_only_where_it_is_said_not_to_be_privileged(privileged: str, shown: bool) -> None:
    answer = {"privileged": privileged} if privileged else {}
    dossier = case(record("note", text="X", **answer), consent("domestic_court"), consent("counsel"))
    assert bool(seen(dossier, "domestic_court").all(Note)) == shown
    assert seen(dossier, "counsel").all(Note)


def test_names_held_back_in_their_fields_are_held_back_in_texts() -> None:
    phase = record("phase", detention="detention", kind="police_hold", facility="Station Nine")
    text = "Brought to station  nine, then home."
    assert story(text, "partner", detention(), phase) == f"Brought to {PUT}, then home."
    assert story(text, "ecthr", detention(), phase) == text


@pytest.mark.parametrize(
    ("edtf", "told"),
    [
        ("2017-09-20", "2017-09"),
        ("2017-09-20T14:30:00", "2017-09"),
        ("2017-09-30~", "[2017-09..2017-10]"),
        ("2017-09-XX", "2017-09"),
        ("2017", "2017"),
        ("[..2017-09-20]", "[..2017-09]"),
        ("2017-09-18/2017-10-02", "2017-09/2017-10"),
        ("[2017-09-18..2017-09-20]", "2017-09"),
    ],
)
def test_the_press_is_told_the_month(edtf: str, told: str) -> None:
    [found] = seen(case(detention(start=edtf), consent("press")), "press").all(Detention)
    assert str(found.start) == told


def test_the_press_reads_nobody_s_words_and_still_what_was_done() -> None:
    dossier = case(record("allegation", act="beating", account="They beat me."), consent("press"))
    [found] = seen(dossier, "press").all(Allegation)
    assert (found.act, found.account) == ("beating", "")


def test_an_agency_below_a_city_gives_its_place_to_the_one_above() -> None:
    agencies = [
        record("agency", "ministry", "", name="Ministry", kind="ministry"),
        record("agency", "city", "", name="City police", kind="police", parent="ministry"),
        record("agency", "station", "", name="Station Nine", kind="police", parent="city"),
        record("agency", "clinic", "", name="Clinic", kind="health_body"),
    ]
    phases = [
        record("phase", f"in {one}", detention="detention", kind="police_hold", agency=one)
        for one in ("station", "clinic")
    ]
    found = seen(case(detention(), *phases, consent("press"), shared=agencies), "press")
    assert [one.agency for one in found.all(Phase)] == ["city", ""]
    assert [one.name for one in found.shared(Agency)] == ["Ministry", "City police"]


def test_what_rests_on_nothing_that_is_shown_is_left_out_too() -> None:
    dossier = case(
        record("medical_exam", kind="forced", sources=["shown"]),
        record("injury", region="head", sources=["hidden"]),
        record("source", "shown", kind="witness"),
        record("source", "hidden", kind="witness"),
        consent("ecthr"),
    )
    assert [one.id for one in seen(dossier, "ecthr").all(Source)] == ["shown"]


def test_inside_nothing_is_held_back() -> None:
    dossier = case(record("note", text="X", privileged="yes"), safe_contact="X")
    assert seen(dossier, "internal") is dossier


@pytest.mark.parametrize(
    "text", ["Gülşən's friend", "Gülşən’s friend", "(Gülşən)", "K7M2-Q9FX", "k7m2 q9fx", "K7M2–Q9FX"]
)
def test_a_name_is_found_with_what_is_written_around_it(text: str) -> None:
    assert "Person " in story(text, "ecthr")
    assert "Gül" not in story(text, "ecthr")
