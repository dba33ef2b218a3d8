"""The data files that come with the program: every term, in three languages, and where they are found."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from muniment.domain.fields import ANSWERS
from muniment.domain.vocabulary import Term
from muniment.host import resources
from muniment.host.resources import (
    ResourceFault,
    load_custody_limits,
    load_deadline_rules,
    load_vocabularies,
    read_resource,
    resource_path,
)

# The terms that are laid down; a list may have more.
EXPECTED = {
    "legal_status": """held_without_record police_hold serving_administrative_arrest fined_and_released
        warned_and_released released_without_decision appeal_pending charged convicted cleared unknown""",
    "safety": "safe at_risk in_hiding relocated abroad in_custody deceased unknown",
    "age_band": "under_14 14_17 18_24 25_34 35_49 50_and_over unknown",
    "vulnerability": """minor pregnant disability sole_carer_of_a_child hiv_or_other_treatment homeless foreigner
        none_known""",
    "perceived_as": "gay lesbian bisexual transgender sex_worker hiv_positive activist other",
    "need": "shelter medicine lawyer money relocation psychologist none",
    "act": """arbitrary_arrest abduction unlawful_search beating torture threats verbal_abuse sexual_violence
        sexual_harassment forced_nudity forced_head_shaving forced_medical_examination forced_testing coerced_naming
        recruitment_as_informant outing extortion confiscation denial_of_lawyer denial_of_medical_care
        forced_confession denial_of_appeal entrapment eviction other""",
    "method": """slaps_kicks_punches blows_with_an_object electric_shock blow_to_the_head stress_position suffocation
        binding isolation overcrowding no_food_or_water no_sleep no_medicine nakedness shaving threat_of_outing
        threat_of_rape death_threat insults blank_or_unread_paper_to_sign other""",
    "purpose": "information confession punishment intimidation discrimination extortion humiliation unknown",
    "place": """street home friends_home workplace venue vehicle police_station temporary_holding_place court
        hospital_or_clinic prison border_or_airport other unknown""",
    "release_kind": """served_in_full early_by_decision after_payment after_giving_names without_explanation on_appeal
        other unknown""",
    "medical_attention": """none refused_by_guards first_aid treated_in_custody treated_after_release forced_only
        unknown""",
    "statement_signed": """none signed_freely signed_by_force signed_unread signed_blank signed_in_another_language
        refused unknown""",
    "verification": "unverified one_source corroborated documented contradicted",
    "reliability": "reliable mostly_reliable not_always_reliable unreliable cannot_be_judged",
    "attribution": "denied acknowledged acknowledged_with_another_explanation no_comment unknown",
    "agency_kind": """police prosecutor court prison health_body ministry security_service employer private other""",
    "incident_kind": """street_round_up home_raid venue_raid workplace_arrest entrapment checkpoint_or_airport summons
        other""",
    "detention_status": "ongoing ended unknown",
    "acknowledged": "acknowledged denied unregistered unknown",
    "phase_kind": """stop transport police_hold unregistered_hold waiting_for_court administrative_arrest
        medical_facility pre_trial_detention other""",
    "custody_record": "copy_given no_copy refused blank_signed unread_signed none unknown",
    "safeguard_kind": """told_the_reasons told_the_rights own_lawyer state_lawyer private_talk_with_lawyer family_told
        doctor medicine interpreter phone_call food_and_water""",
    "court_outcome": "administrative_arrest fine warning discontinued other",
    "body_view": "front back left right head hands feet",
    "exam_kind": "treatment independent state_forensic prison_doctor forced",
    "consistency": "not_consistent consistent highly_consistent typical_of diagnostic_of not_assessed",
    "disclosure_method": "beating threat electric_shock phone_searched forced_call lured_meeting recruitment",
    "given": "name address phone_number chat photo meeting",
    "confidence": "claimed likely confirmed",
    "housing_actor": "landlord family housemate police self_for_fear",
    "housing_trigger": "police_told_the_landlord outed raid_at_home fear rent_unpaid",
    "living_now": "homeless with_friends shelter new_rent abroad returned unknown",
    "payment_kind": "bribe_for_release official_fine ransom_of_phone blackmail other",
    "seizure_kind": "phone computer documents cash other",
    "proceeding_kind": """administrative_offence ill_treatment_complaint criminal_defence civil_damages housing
        ombudsman constitutional ecthr un_body other""",
    "proceeding_outcome": "struck_out_unilateral_declaration",
    "not_used_because": "fear no_lawyer no_copy_of_decision seen_as_ineffective too_late",
    "contact_role": "lawyer doctor interpreter ngo court other",
    "source_kind": "the_person witness third_party lawyer medical official media survey_answer document",
    "stance": "supports contradicts",
    "custody_action": """received imported viewed exported copied redacted transferred verified returned destroyed""",
    "consent_purpose": """keep counsel domestic_court ecthr un_confidential un_to_government partner_ngo statistics
        publish_anonymous publish_named media medical_referral""",
    "consent_decision": "granted refused withdrawn not_asked",
    "consent_identity": "named pseudonym anonymous",
    "consent_scope": "facts medical orientation_and_gender photos third_parties",
    "given_by": "the_person guardian next_of_kin",
    "counted": "detained arrested sentenced",
    "count_source_kind": "official activist media un ngo court",
    "deadline_confidence": "high medium low",
    "period_unit": "days weeks months",
    "answer": " ".join(ANSWERS),
}
# Lists whose terms are ours to choose.
OPEN = """
    legal_basis body_region body_side injury_kind tenure employer_told_by work_outcome proceeding_stage remedy_result
    evidence_kind given_how"""

VOCABULARIES = load_vocabularies()
RULES = load_deadline_rules()
LIMITS = load_custody_limits()
AZERBAIJANI = re.compile(r"[a-zçəğıöşüA-ZÇƏĞİÖŞÜ0-9 ,;()/:–-]+")  # w belongs to no word of it
RUSSIAN = re.compile(r"[а-яёА-ЯЁ0-9 ,;()/:–-]+")
HURIDOCS = re.compile(r"\d\d(?: \d\d){0,5}")


def every_term() -> list[tuple[str, Term]]:
    return [(name, term) for name in VOCABULARIES for term in VOCABULARIES[name]]


def every_label(language: str) -> list[str]:
    terms = [term.labels[language] for _, term in every_term()]
    titles = [VOCABULARIES[name].titles[language] for name in VOCABULARIES]
    rules = [words[language] for rule in RULES.values() for words in (rule.titles, rule.forums, rule.counted_from)]
    return terms + titles + rules + [limit.titles[language] for limit in LIMITS]


def test_there_are_the_lists_that_are_laid_down_and_no_others() -> None:
    assert set(VOCABULARIES) == set(EXPECTED) | set(OPEN.split())


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_list_begins_with_its_terms_in_their_order(name: str) -> None:
    wanted = EXPECTED[name].split()
    assert [term.id for term in VOCABULARIES[name] if term.id in wanted] == wanted


@pytest.mark.parametrize("name", sorted(set(EXPECTED) - {"proceeding_outcome", "counted"}))
def test_a_list_has_no_term_that_is_not_laid_down(name: str) -> None:
    assert {term.id for term in VOCABULARIES[name]} == set(EXPECTED[name].split())


def test_russian_is_written_in_cyrillic_letters() -> None:
    assert [label for label in every_label("ru") if not RUSSIAN.fullmatch(label)] == []


def test_azerbaijani_is_written_in_its_own_letters() -> None:
    wrong = [label for label in every_label("az") if not AZERBAIJANI.fullmatch(label) or "w" in label.lower()]
    assert wrong == []


def test_no_two_terms_of_a_list_read_alike() -> None:
    for name in VOCABULARIES:
        for language in ("en", "az", "ru"):
            labels = [term.labels[language] for term in VOCABULARIES[name]]
            assert len(set(labels)) == len(labels), (name, language)


def test_the_hold_and_the_arrest_keep_their_two_names() -> None:
    phases = VOCABULARIES["phase_kind"]
    assert phases.label("police_hold", "az") == "inzibati qaydada tutma"
    assert phases.label("administrative_arrest", "az") == "inzibati həbs"
    assert phases.label("police_hold", "ru") == "административное задержание"
    assert phases.label("administrative_arrest", "ru") == "административный арест"


def test_no_label_counts_as_reviewed_yet() -> None:
    assert {term.reviewed for _, term in every_term()} == {frozenset({"en"})}


def test_a_number_of_a_thesaurus_is_well_formed_and_its_thesaurus_named() -> None:
    numbered = [(name, term.huridocs) for name, term in every_term() if term.huridocs]
    assert numbered
    assert [number for _, number in numbered if not HURIDOCS.fullmatch(number)] == []
    assert {name for name, _ in numbered} == {name for name in VOCABULARIES if VOCABULARIES[name].thesaurus}


def test_no_number_of_a_thesaurus_is_given_twice_in_a_list() -> None:
    for name in VOCABULARIES:
        numbers = [term.huridocs for term in VOCABULARIES[name] if term.huridocs]
        assert len(set(numbers)) == len(numbers), name


def test_there_are_the_deadline_rules_that_are_laid_down() -> None:
    laid_down = "az-admin-appeal ecthr ecthr-no-remedy ecthr-rule39 hrc-op1 cat-22 cedaw-op wgad sr-torture custom"
    assert set(laid_down.split()) <= set(RULES)


def test_every_rule_has_a_source_and_a_confidence_but_counsels_own() -> None:
    assert [rule.id for rule in RULES.values() if not (rule.source and rule.confidence)] == ["custom"]


def test_the_confidence_of_a_rule_is_a_term() -> None:
    for rule in RULES.values():
        assert rule.confidence is None or rule.confidence in VOCABULARIES["deadline_confidence"]


def test_custody_limits_speak_of_phases_and_bases_that_are_terms() -> None:
    for limit in LIMITS:
        assert limit.phase in VOCABULARIES["phase_kind"]
        assert not limit.basis or limit.basis in VOCABULARIES["legal_basis"]


def test_rules_of_thumb_are_off_by_default() -> None:
    assert {limit.id for limit in LIMITS if not limit.on_by_default} >= {"iccpr-judge-48h", "echr-judge-96h"}


def test_what_was_loaded_is_kept() -> None:
    assert load_vocabularies() is VOCABULARIES
    assert load_deadline_rules() is RULES
    assert load_custody_limits() is LIMITS


def test_a_missing_file_is_told() -> None:
    with pytest.raises(ResourceFault, match=r"no-such\.toml is missing"):
        read_resource("no-such.toml")


def test_a_folder_cannot_be_read_as_a_file() -> None:
    with pytest.raises(ResourceFault, match="vocabularies cannot be read"):
        read_resource("vocabularies")


@pytest.mark.parametrize("content", [b"id = ", b"\xff\xfe", b"[[term]]\nid = 3\n"])
def test_a_damaged_list_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    (tmp_path / "resources/vocabularies").mkdir(parents=True)
    (tmp_path / "resources/vocabularies/act.toml").write_bytes(content)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    fresh = load_vocabularies.__wrapped__()
    with pytest.raises(ResourceFault, match=r"vocabularies/act\.toml is damaged"):
        fresh["act"]


def test_an_installed_package_finds_its_files_within_itself(tmp_path: Path) -> None:
    source = Path(resources.__file__).parents[1]
    shutil.copytree(source, tmp_path / "muniment", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(resource_path("vocabularies"), tmp_path / "muniment/resources/vocabularies")
    script = (
        "from muniment.host.resources import load_vocabularies as v; print(ascii(v().label('act', 'beating', 'az')))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {script}"],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.decode().strip() == ascii("döymə")
