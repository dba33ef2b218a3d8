"""Records are added, changed and removed as their declarations say; every fault of an input is named."""

import re
from collections.abc import Callable

import pytest

from muniment.domain.errors import InvalidInput, UserFault
from muniment.domain.openformat import write_values
from muniment.domain.records import CaseFile, Deadline, Detention
from muniment.services import entries, finding
from muniment.services.entries import StillReferredTo
from muniment.services.session import Session


def faults(caught: pytest.ExceptionInfo[InvalidInput]) -> list[str]:
    return [str(fault) for fault in caught.value.faults]


def new_case(session: Session, pseudonym: str = "Dəniz") -> CaseFile:
    made = entries.add(session, "case_file", {"pseudonym": pseudonym})
    assert isinstance(made, CaseFile)
    return made


def test_a_case_file_gets_a_random_code_without_look_alikes(session: Session) -> None:
    codes = {new_case(session, f"P{number}").code for number in range(20)}
    assert len(codes) == 20
    assert all(re.fullmatch(r"[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}", code) for code in codes)


EVERYTHING = {
    "status": "ended",
    "start": "[2017-09-18..2017-09-20]",
    "end": "2017-10-02~",
    "stated_duration": "two weeks",
    "acknowledged": "denied",
    "official_reason": "disobedience",
    "alleged_real_reason": "taken for gay",
    "answer_of_person": "“I did nothing.”\nHe said it twice.",
    "release_kind": "after_payment",
    "release_conditions": "<b>none</b> & \x07",
    "note": "‏שלום",
}


def test_what_was_saved_comes_back_as_it_was(session: Session) -> None:
    case = new_case(session)
    made = entries.add(session, "detention", EVERYTHING, case.id)
    assert write_values(entries.load(session, made.id)) == EVERYTHING


def test_lists_pointers_money_numbers_and_answers_come_back_as_they_were(session: Session) -> None:
    case = new_case(session)
    officer = entries.add(session, "officer", {"name": "the tall one", "aliases": ["Uncle", "Boss"]})
    agency = entries.add(session, "agency", {"name": "district police"})
    allegation = {
        "act": "beating",
        "methods": ["electric_shock", "insults"],
        "perpetrators": [{"record": "officer", "id": officer.id}, {"record": "agency", "id": agency.id}],
        "perpetrator_count_low": 0,
        "lost_consciousness": "not_asked",
        "account": "…",
    }
    made = entries.add(session, "allegation", allegation, case.id)
    assert write_values(entries.load(session, made.id)) == allegation
    injury = {"allegation": made.id, "region": "chest", "x": 0.25, "y": 1}
    assert write_values(entries.load(session, entries.add(session, "injury", injury, case.id).id)) == injury
    payment = {
        "kind": "bribe_for_release",
        "demanded": {"amount": "200.00", "currency": "AZN"},
        "paid": {"amount": "unknown"},
    }
    assert write_values(entries.load(session, entries.add(session, "payment", payment, case.id).id)) == payment
    answers = {"survey": "first", "answers": {"Where?": "In the street", "When?": "", "Bəli?": "да"}}
    assert write_values(entries.load(session, entries.add(session, "survey_answer", answers).id)) == answers


def test_a_pointer_given_by_id_alone_gets_its_kind(session: Session) -> None:
    case = new_case(session)
    agency = entries.add(session, "agency", {"name": "district police"})
    made = entries.add(session, "allegation", {"act": "beating", "account": "…", "perpetrators": [agency.id]}, case.id)
    assert write_values(entries.load(session, made.id))["perpetrators"] == [{"record": "agency", "id": agency.id}]


def test_every_fault_of_an_input_is_named_with_its_field(session: Session) -> None:
    case = new_case(session)
    bad = {"start": "2017-09-31", "status": "vanished", "colour": "red", "incident": "nowhere", "legal_status": "x"}
    with pytest.raises(InvalidInput) as caught:
        entries.add(session, "detention", bad, case.id)
    named = {text.split(":")[0] for text in faults(caught)}
    assert named == {
        "detention.start",
        "detention.status",
        "detention.colour",
        "detention.incident",
        "detention.legal_status",
    }
    assert any("no such day: 2017-09-31" in text for text in faults(caught))


@pytest.mark.parametrize(
    ("kind", "fields", "fault"),
    [
        ("detention", {}, "detention.status: this is required"),
        ("detention", {"status": "ended", "start": "2017-10-02", "end": "2017-09-17"}, "detention.end: this is before"),
        ("phase", {"kind": "stop", "detention": "{case}"}, "phase.detention: it cannot refer to case_file"),
        ("injury", {"region": "chest", "x": 1.5}, "injury.x: 1.5 is too large"),
        ("incident", {"title": "t", "kind": "home_raid"}, "incident: this belongs to no case file"),
        ("custody_event", {}, "custody_event: the program writes these itself"),
        ("deadline", {"due_earliest": "2017-09-27", "title": "t"}, "deadline.due_earliest: the program writes this"),
        ("deadline", {"rule": "no-such-rule"}, "deadline.rule: "),
        ("deadline", {}, "deadline.rule: a rule or a title is required"),
        ("case_file", {"pseudonym": "x", "code": "a b"}, "case_file.code: "),
        ("ghost", {}, "ghost: there is no such kind of record"),
    ],
)
def test_bad_input_is_refused_in_words(session: Session, kind: str, fields: dict[str, object], fault: str) -> None:
    case = new_case(session)
    given = {name: value.format(case=case.id) if isinstance(value, str) else value for name, value in fields.items()}
    with pytest.raises(InvalidInput) as caught:
        entries.add(session, kind, given, "" if kind == "case_file" else case.id)
    assert any(text.startswith(fault) for text in faults(caught)), faults(caught)


def test_a_record_that_belongs_to_a_file_needs_one(session: Session) -> None:
    with pytest.raises(InvalidInput, match="belongs to a case file"):
        entries.add(session, "detention", {"status": "ended"})


def test_a_record_of_another_file_is_out_of_reach(session: Session) -> None:
    first, second = new_case(session, "A"), new_case(session, "B")
    detention = entries.add(session, "detention", {"status": "ended"}, first.id)
    with pytest.raises(InvalidInput, match="another case file"):
        entries.add(session, "phase", {"kind": "stop", "detention": detention.id}, second.id)


def test_a_coerced_disclosure_may_name_other_files(session: Session) -> None:
    first, second = new_case(session, "A"), new_case(session, "B")
    fields = {"method": "threat", "confidence": "claimed", "persons": [second.id]}
    made = entries.add(session, "coerced_disclosure", fields, first.id)
    assert write_values(entries.load(session, made.id)) == fields


def test_a_kind_of_safeguard_is_recorded_once_for_a_detention(session: Session) -> None:
    case = new_case(session)
    detention = entries.add(session, "detention", {"status": "ended"}, case.id)
    lawyer = {"detention": detention.id, "kind": "own_lawyer"}
    made = entries.add(session, "safeguard", lawyer, case.id)
    entries.set_fields(session, made.id, {"granted": "no"})
    with pytest.raises(InvalidInput, match="recorded for this detention already"):
        entries.add(session, "safeguard", lawyer, case.id)


def test_a_code_is_given_once(session: Session) -> None:
    entries.add(session, "case_file", {"pseudonym": "A", "code": "K7M2-Q9FX"})
    with pytest.raises(InvalidInput, match="the code K7M2-Q9FX is taken"):
        entries.add(session, "case_file", {"pseudonym": "B", "code": "K7M2-Q9FX"})


def test_a_deadline_is_computed_by_its_rule_whenever_it_changes(session: Session) -> None:
    case = new_case(session)
    made = entries.add(session, "deadline", {"rule": "az-admin-appeal", "trigger_on": "2017-09-17"}, case.id)
    assert isinstance(made, Deadline)
    assert write_values(made)["due_earliest"] == "2017-09-27"
    entries.set_fields(session, made.id, {"trigger_on": "[2017-09-18..2017-09-20]"})
    after = write_values(entries.load(session, made.id))
    assert (after["due_earliest"], after["due_latest"]) == ("2017-09-28", "2017-09-30")


def test_setting_a_field_leaves_the_others_and_an_empty_value_clears_it(session: Session) -> None:
    case = new_case(session)
    made = entries.add(session, "detention", EVERYTHING, case.id)
    change = entries.set_fields(session, made.id, {"note": "", "official_reason": "other"})
    assert change.touched[0].fields == ("note", "official_reason") or set(change.touched[0].fields) == {
        "note",
        "official_reason",
    }
    expected = {**EVERYTHING, "official_reason": "other"}
    del expected["note"]
    assert write_values(entries.load(session, made.id)) == expected


def test_setting_what_is_there_already_writes_nothing(session: Session) -> None:
    case = new_case(session)
    made = entries.add(session, "detention", EVERYTHING, case.id)
    assert not entries.set_fields(session, made.id, {"note": EVERYTHING["note"]})


def test_a_record_stays_while_others_refer_to_it_and_they_are_named(session: Session) -> None:
    case = new_case(session)
    detention = entries.add(session, "detention", {"status": "ended"}, case.id)
    phase = entries.add(session, "phase", {"kind": "stop", "detention": detention.id}, case.id)
    with pytest.raises(StillReferredTo, match=phase.id):
        entries.remove(session, detention.id)
    entries.remove(session, phase.id)
    entries.remove(session, detention.id)
    found = finding.dossier(session, finding.case(session, case.code).no)
    assert found.all(Detention) == ()


def test_a_case_file_with_records_is_not_removed(session: Session) -> None:
    case = new_case(session)
    entries.add(session, "detention", {"status": "ended"}, case.id)
    with pytest.raises(StillReferredTo):
        entries.remove(session, case.id)


@pytest.mark.parametrize("name", ["code", "lower", "id", "pseudonym", "spelling"])
def test_a_case_file_is_found_by_code_id_or_pseudonym(session: Session, name: str) -> None:
    case = new_case(session, "Gülşən")
    names = {
        "code": case.code,
        "lower": case.code.lower(),
        "id": case.id,
        "pseudonym": "Gülşən",
        "spelling": "Гюльшан",
    }
    assert finding.case(session, names[name]).id == case.id


def test_a_pseudonym_of_two_files_names_neither(session: Session) -> None:
    new_case(session, "A")
    new_case(session, "A")
    with pytest.raises(finding.Ambiguous, match="2 case files"):
        finding.case(session, "A")


@pytest.mark.parametrize("look", [finding.case, finding.record, finding.once])
def test_half_a_character_names_nothing(session: Session, look: Callable[[Session, str], object]) -> None:
    with pytest.raises(UserFault, match="Unicode"):
        look(session, "\udcff")
