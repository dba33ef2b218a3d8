"""What the rules say of people, consent, accounts and gaps."""

from typing import Any

import pytest
from tests.unit.dossiers import case, detention, look, phase, record, the, told

from muniment.domain.records import Record
from muniment.domain.rules import Remark, Severity


def rules_of(*records: Record, **rest: Any) -> set[str]:
    return {remark.rule for remark in look(case(*records, **rest))}


# People in danger


def named(**fields: Any) -> Record:
    return record(
        "coerced_disclosure",
        "named",
        "other",
        **{"method": "beating", "confidence": "claimed", "persons": ["file"]} | fields,
    )


def exposed(disclosure: Record, *records: Record) -> list[Remark]:
    return [remark for remark in look(case(*records), exposures=[disclosure]) if remark.rule == "exposed"]


def test_somebody_who_was_named_and_warned_is_still_told_of() -> None:
    (remark,) = exposed(named(warned="yes", on="2017-09-20"))
    assert remark.severity == Severity.ATTENTION
    assert remark.text == "Exposed: another was made to give this person away (beating, on 20 September 2017, claimed)."
    assert (remark.record, remark.id, remark.sensitivity) == ("case_file", "file", "coerced")


def test_an_arrest_that_followed_is_told() -> None:
    (remark,) = exposed(named(persons=[], followed_by="detention"), detention())
    assert remark.text.endswith("(beating, claimed); an arrest followed, and no warning to this person is recorded.")


def test_a_disclosure_of_others_does_not_expose_this_person() -> None:
    assert exposed(named(persons=["somebody"], followed_by="elsewhere"), detention()) == []


@pytest.mark.parametrize(
    ("warned", "rule", "severity"),
    [
        ("no", "named_not_warned", Severity.DANGER),
        ("not_asked", "warning_not_asked", Severity.GAP),
        ("", "warning_not_asked", Severity.GAP),
        ("unknown", "warning_unknown", Severity.ATTENTION),
        ("refused", "warning_unknown", Severity.ATTENTION),
    ],
)
def test_those_whom_this_person_named(warned: str, rule: str, severity: Severity) -> None:
    remark = the(look(case(named(warned=warned))), rule)
    assert (remark.severity, remark.sensitivity) == (severity, "coerced")


@pytest.mark.parametrize("warned", ["yes", "not_applicable"])
def test_those_who_were_warned_are_no_remark(warned: str) -> None:
    assert not rules_of(named(warned=warned)) & {"named_not_warned", "warning_not_asked", "warning_unknown"}


@pytest.mark.parametrize(
    ("fields", "whom"),
    [
        ({"persons": ["a", "b"], "given": ["name", "address"]}, "Name and address of 2 persons"),
        ({"persons": ["a"]}, "1 person"),
        ({"persons": [], "given": ["name"]}, "Name of others"),
    ],
)
def test_those_named_are_counted_and_not_named(fields: dict[str, Any], whom: str) -> None:
    text = the(look(case(named(warned="no", **fields))), "named_not_warned").text
    assert text == f"{whom} given away under force (beating, claimed) and not warned."


@pytest.mark.parametrize(
    ("safety", "contact", "danger"),
    [("at_risk", "", True), ("in_hiding", "", True), ("at_risk", "by message", False), ("safe", "", False)],
)
def test_danger_without_a_safe_contact(safety: str, contact: str, danger: bool) -> None:
    assert ("no_safe_contact" in rules_of(safety=safety, safe_contact=contact)) == danger


def home(living: str, on: str = "", key: str = "loss") -> Record:
    return record("housing_loss", key, actor="landlord", living_now=living, on=on)


def test_homeless_by_the_latest_loss_of_housing() -> None:
    early, late = home("homeless", "2017-09-20"), home("shelter", "2017-09-25", "late")
    assert "homeless_without_shelter" in rules_of(early)
    assert "homeless_without_shelter" not in rules_of(late, early)


def test_homeless_by_vulnerability() -> None:
    assert "homeless_without_shelter" in rules_of(vulnerabilities=["homeless"])
    assert "homeless_without_shelter" not in rules_of(vulnerabilities=["homeless"], needs=["shelter"])
    assert "homeless_without_shelter" not in rules_of(vulnerabilities=["homeless"], safety="deceased")
    assert "homeless_without_shelter" not in rules_of(vulnerabilities=["disability"])


def care(kind: str = "doctor", requested: str = "yes", granted: str = "no") -> Record:
    return record("safeguard", detention="detention", kind=kind, requested=requested, granted=granted)


def test_care_that_was_refused() -> None:
    remark = the(look(case(detention(), care())), "care_refused")
    assert remark.text == "In custody a doctor was asked for and not given."
    assert (remark.severity, remark.sensitivity) == (Severity.ATTENTION, "medical")


def test_care_refused_to_somebody_still_held_is_a_danger() -> None:
    remark = the(look(case(detention(start="2017-10-09", status="ongoing"), care("medicine"))), "care_refused")
    assert remark.text == "Still held, and medicine was asked for and not given."
    assert remark.severity == Severity.DANGER


@pytest.mark.parametrize("asked", [("family_told", "yes", "no"), ("doctor", "no", "no"), ("doctor", "yes", "unknown")])
def test_care_that_was_not_refused(asked: tuple[str, str, str]) -> None:
    assert "care_refused" not in rules_of(detention(), care(*asked))


# Consent


def consent(purpose: str, decision: str, key: str = "consent", **fields: Any) -> Record:
    return record("consent", key, purpose=purpose, decision=decision, **fields)


def test_consents_for_keeping_and_for_counsel_are_asked_for() -> None:
    found = look(case())
    assert told(found, "no_consent_keep") == ["No consent for keeping the file is recorded."]
    assert told(found, "no_consent_counsel") == ["No consent for counsel is recorded."]


@pytest.mark.parametrize("decision", ["granted", "refused", "withdrawn"])
def test_a_consent_that_was_asked_for_leaves_no_gap(decision: str) -> None:
    assert "no_consent_counsel" not in rules_of(consent("counsel", decision))


def test_a_consent_not_asked_for_is_the_gap() -> None:
    assert the(look(case(consent("counsel", "not_asked"))), "no_consent_counsel").record == "consent"


def test_consent_given_in_custody_is_constrained() -> None:
    found = look(case(consent("counsel", "granted", in_custody="yes")))
    assert told(found, "consent_constrained") == [
        "Consent for counsel was given in custody: constrained, to be asked again when free."
    ]
    assert "consent_constrained" not in rules_of(consent("counsel", "granted", in_custody="unknown"))
    assert "consent_constrained" not in rules_of(consent("counsel", "refused", in_custody="yes"))


@pytest.mark.parametrize(
    ("expires", "rule"),
    [
        ("2017-10-09", "consent_expired"),
        ("2017-10-10", ""),
        ("2017-10", "consent_perhaps_expired"),
        ("2017-10-11", ""),
    ],
)
def test_a_consent_whose_time_is_over(expires: str, rule: str) -> None:
    found = rules_of(consent("counsel", "granted", expires_on=expires))
    assert found & {"consent_expired", "consent_perhaps_expired"} == ({rule} if rule else set())


def test_a_refusal_does_not_expire() -> None:
    assert "consent_expired" not in rules_of(consent("counsel", "refused", expires_on="2017-09-01"))


def test_a_withdrawn_consent_to_keep_asks_for_a_purge() -> None:
    copies = [
        record("disclosure", audience="counsel", copy_no="2017-0001"),
        record("disclosure", "second", audience="press"),
    ]
    remark = the(look(case(consent("keep", "withdrawn"), *copies)), "keep_withdrawn")
    assert remark.severity == Severity.DANGER
    assert remark.text == (
        "Consent for keeping the file was withdrawn; 2 copies were handed out (2017-0001); the file is to be purged."
    )


def test_a_refused_consent_to_keep_asks_for_a_purge() -> None:
    assert the(look(case(consent("keep", "refused"))), "keep_refused").severity == Severity.DANGER
    assert "keep_refused" not in rules_of(consent("counsel", "refused"))


def test_a_consent_to_keep_that_was_withdrawn_is_not_told_as_refused() -> None:
    assert "keep_refused" not in rules_of(consent("keep", "refused", withdrawn_on="2017-10-01"))
    assert "keep_refused" not in rules_of(consent("keep", "granted"))


def test_a_withdrawn_consent_neither_expires_nor_covers() -> None:
    gone = consent("keep", "granted", expires_on="2017-09-01", withdrawn_on="2017-09-02", in_custody="yes")
    found = rules_of(gone, identity=("phone",))
    assert not found & {"consent_expired", "consent_constrained"}
    assert "sealed_without_consent" in found


@pytest.mark.parametrize("expires", ["[2017-10-01..]", "[..2017-10-20]"])
def test_an_expiry_with_an_open_end(expires: str) -> None:
    found = rules_of(consent("counsel", "granted", expires_on=expires))
    assert ("consent_perhaps_expired" in found) == (expires == "[2017-10-01..]")
    assert "consent_expired" not in found


def test_a_day_of_withdrawal_is_a_withdrawal() -> None:
    found = look(case(consent("counsel", "granted", withdrawn_on="2017-10-01")))
    assert told(found, "consent_withdrawn") == [
        "Consent for counsel was withdrawn on 1 October 2017; no copy was handed out; no new copy may be made."
    ]


@pytest.mark.parametrize(
    ("audience", "purpose"),
    [("partner", "partner_ngo"), ("press", "publish_anonymous"), ("un_government", "un_to_government")],
)
def test_copies_are_counted_by_the_purpose_of_their_audience(audience: str, purpose: str) -> None:
    copies = record("disclosure", audience=audience), record("disclosure", "other", audience="counsel")
    assert "1 copy was handed out;" in the(look(case(consent(purpose, "withdrawn"), *copies)), "consent_withdrawn").text


def test_the_latest_consent_for_a_purpose_counts() -> None:
    old = consent("counsel", "granted", "old", given_on="2017-09-01", withdrawn_on="2017-09-10")
    new = consent("counsel", "granted", "new", given_on="2017-09-20")
    assert "consent_withdrawn" not in rules_of(new, old)
    assert "consent_withdrawn" in rules_of(old, consent("counsel", "granted", "new", given_on="2017-09-05"))


def test_of_two_consents_without_a_day_the_one_entered_last_counts() -> None:
    first, second = consent("counsel", "granted", "first"), consent("counsel", "granted", "second", in_custody="yes")
    assert "consent_constrained" in rules_of(first, second)
    assert "consent_constrained" not in rules_of(second, first)


def test_a_withdrawal_without_a_day_gives_way_to_no_grant() -> None:
    withdrawn = consent("counsel", "withdrawn", "withdrawn")
    assert "consent_withdrawn" in rules_of(withdrawn, consent("counsel", "granted", given_on="2017-10-01"))


def test_a_refusal_without_a_day_gives_way_to_no_grant() -> None:
    assert "keep_refused" in rules_of(
        consent("keep", "refused", "no"), consent("keep", "granted", given_on="2017-10-01")
    )


def test_a_grant_without_a_day_gives_way_to_a_dated_withdrawal() -> None:
    withdrawn = consent("counsel", "withdrawn", "withdrawn", withdrawn_on="2017-09-10")
    assert "consent_withdrawn" in rules_of(withdrawn, consent("counsel", "granted"))


def test_a_dated_refusal_gives_way_to_a_later_grant() -> None:
    refused = consent("keep", "refused", "no", given_on="2017-09-01")
    assert "keep_refused" not in rules_of(consent("keep", "granted", given_on="2017-10-01"), refused)


def test_consents_for_different_purposes_do_not_replace_each_other() -> None:
    withdrawn = consent("counsel", "withdrawn", "withdrawn", withdrawn_on="2017-09-01")
    assert "consent_withdrawn" in rules_of(withdrawn, consent("ecthr", "granted", given_on="2017-10-01"))


def test_a_sealed_identity_wants_a_consent_to_keep() -> None:
    sealed = ("legal_name", "phone")
    assert told(look(case(identity=sealed)), "sealed_without_consent") == [
        "A sealed identity is kept (2 fields) without a consent to keep the file."
    ]
    assert "sealed_without_consent" in rules_of(consent("keep", "refused"), identity=sealed)
    assert "sealed_without_consent" not in rules_of(consent("keep", "granted"), identity=sealed)
    assert "sealed_without_consent" not in rules_of()


def test_the_persons_own_words_on_themself_want_a_consent_of_their_own() -> None:
    sealed, rule = ("self_described",), "self_described_without_consent"
    assert rule in rules_of(consent("keep", "granted", scope=["facts"]), identity=sealed)
    assert rule in rules_of(consent("keep", "refused", scope=["orientation_and_gender"]), identity=sealed)
    assert rule not in rules_of(consent("keep", "granted", scope=["orientation_and_gender"]), identity=sealed)
    assert rule not in rules_of(identity=("legal_name",))


# Accounts, sources, findings


def allegation(key: str = "allegation", **fields: Any) -> Record:
    return record("allegation", key, **{"act": "beating", "account": "As told."} | fields)


def link(stance: str, kind: str, target: str, key: str = "link", **fields: Any) -> Record:
    return record("fact_link", key, source="source", stance=stance, record={"record": kind, "id": target}, **fields)


def test_an_allegation_without_a_source_is_a_gap() -> None:
    assert told(look(case(allegation())), "allegation_without_source") == [
        "Allegation of beating: no source is recorded."
    ]
    assert "allegation_without_source" not in rules_of(allegation(sources=["source"]))
    assert "allegation_without_source" not in rules_of(allegation(), link("supports", "allegation", "allegation"))
    assert "allegation_without_source" in rules_of(allegation(), link("contradicts", "allegation", "allegation"))


def test_a_contradiction_names_source_and_field() -> None:
    source = record("source", kind="official", title="Visitors' log")
    found = look(case(detention(), source, link("contradicts", "detention", "detention", field="start")))
    assert told(found, "contradicted") == ["Source “Visitors' log” contradicts the detention, “Start”; both are kept."]
    assert the(found, "contradicted").record == "detention"


def test_a_contradiction_of_an_allegation_names_the_act_and_an_untitled_source() -> None:
    found = look(case(allegation(), record("source", kind="media"), link("contradicts", "allegation", "allegation")))
    assert told(found, "contradicted") == [
        "Source without a title (media) contradicts the allegation (beating); both are kept."
    ]


def test_a_contradiction_of_a_coerced_disclosure_travels_no_further_than_it() -> None:
    found = look(case(named(warned="yes"), link("contradicts", "coerced_disclosure", "named")))
    assert the(found, "contradicted").sensitivity == "coerced"
    assert told(found, "contradicted")[0].startswith("Source not in this file contradicts")


def test_support_and_links_to_other_files_are_no_contradiction() -> None:
    assert "contradicted" not in rules_of(detention(), link("supports", "detention", "detention"))
    assert "contradicted" not in rules_of(link("contradicts", "detention", "elsewhere"))


def test_a_link_shared_by_files_counts() -> None:
    shared = [link("contradicts", "detention", "detention")]
    assert told(look(case(detention(), shared=shared)), "contradicted")


@pytest.mark.parametrize(
    ("kind", "target", "act", "gap"),
    [
        ("allegation", "allegation", "beating", False),
        ("detention", "detention", "beating", False),
        ("incident", "incident", "beating", False),
        ("medical_exam", "exam", "beating", True),
        ("medical_exam", "exam", "forced_testing", False),
        ("phase", "phase", "forced_testing", True),
    ],
)
def test_marked_as_contradicted_wants_a_source_that_does_so(kind: str, target: str, act: str, gap: bool) -> None:
    marked = allegation(act=act, verification="contradicted", detention="detention", incident="incident")
    records = marked, record("medical_exam", "exam", kind="forced"), link("contradicts", kind, target)
    assert ("contradiction_without_source" in rules_of(*records)) == gap


@pytest.mark.parametrize(
    ("attribution", "text"),
    [
        ("denied", "Incident “Raid”: the authorities deny it; the official version is kept beside the person's own."),
        (
            "acknowledged_with_another_explanation",
            "Incident “Raid”: the authorities explain it otherwise; "
            "the official version is kept beside the person's own.",
        ),
        ("acknowledged", ""),
        ("unknown", ""),
        ("", ""),
    ],
)
def test_the_official_version_against_the_persons_own(attribution: str, text: str) -> None:
    incident = record(
        "incident", "raid", "", title="Raid", kind="home_raid", attribution=attribution, official_version="Nothing."
    )
    for own in (detention(incident="raid"), allegation(incident="raid")):
        assert told(look(case(own, shared=[incident])), "official_version_differs") == ([text] if text else [])


def test_a_missing_official_version_is_named_and_other_incidents_are_left_out() -> None:
    incident = record("incident", "raid", "", title="Raid", kind="home_raid", attribution="denied")
    found = look(case(detention(incident="raid"), shared=[incident]))
    assert told(found, "official_version_differs")[0].endswith("deny it; no official version is recorded.")
    assert "official_version_differs" not in rules_of(detention(), shared=[incident])


def test_an_official_reason_wants_the_persons_answer() -> None:
    assert "official_reason_unanswered" in rules_of(detention(official_reason="a check"))
    assert "official_reason_unanswered" not in rules_of(detention(official_reason="a check", answer_of_person="No."))
    assert "official_reason_unanswered" not in rules_of(detention())


DOCUMENTED = allegation(verification="documented", sources=["source"])


@pytest.mark.parametrize(
    "records",
    [
        [],
        [record("source", kind="the_person")],
        [record("injury", region="head", allegation="allegation")],
        [record("finding", medical_exam="exam", consistency="consistent")],
        [
            record("injury", region="head", allegation="allegation"),
            record("finding", medical_exam="exam", injury="injury", consistency="not_assessed"),
        ],
        [record("evidence", title="Other", sources=["another"])],
        [
            record("source", "paper", kind="document"),
            record("fact_link", source="paper", stance="supports", record={"record": "detention", "id": "detention"}),
        ],
    ],
)
def test_documented_by_nothing(records: list[Record]) -> None:
    assert "documented_by_nothing" in rules_of(DOCUMENTED, *records)


@pytest.mark.parametrize(
    "records",
    [
        [record("source", kind="document")],
        [record("source", kind="medical")],
        [record("injury", region="head", allegation="allegation", photos=["photo"])],
        [
            record("injury", region="head", allegation="allegation"),
            record("finding", medical_exam="exam", injury="injury", consistency="consistent"),
        ],
        [record("evidence", title="Photograph", sources=["source"])],
        [
            record("source", "paper", kind="official"),
            record("fact_link", source="paper", stance="supports", record={"record": "allegation", "id": "allegation"}),
        ],
    ],
)
def test_documented_by_something(records: list[Record]) -> None:
    assert "documented_by_nothing" not in rules_of(DOCUMENTED, *records)


def test_only_what_is_marked_as_documented_wants_documents() -> None:
    assert "documented_by_nothing" not in rules_of(allegation(verification="one_source"))


def test_a_degree_of_consistency_wants_a_clinician() -> None:
    finding = record("finding", medical_exam="exam", consistency="typical_of")
    found = look(case(record("medical_exam", "exam", kind="treatment"), finding))
    assert told(found, "finding_without_clinician") == [
        "“typical of” is recorded without a clinician: a degree of consistency must come from a clinician's record."
    ]
    by_clinician = record("medical_exam", "exam", kind="treatment", clinician="Dr X.")
    assert "finding_without_clinician" not in rules_of(by_clinician, finding)
    assert "finding_without_clinician" in rules_of(finding)


@pytest.mark.parametrize(
    "consistency", ["not_consistent", "consistent", "highly_consistent", "typical_of", "diagnostic_of"]
)
def test_every_degree_wants_a_clinician(consistency: str) -> None:
    assert "finding_without_clinician" in rules_of(record("finding", medical_exam="exam", consistency=consistency))


@pytest.mark.parametrize("consistency", ["", "not_assessed"])
def test_a_finding_that_is_not_assessed_wants_nobody(consistency: str) -> None:
    finding = record("finding", medical_exam="exam", consistency=consistency)
    assert "finding_without_clinician" not in rules_of(record("medical_exam", "exam", kind="treatment"), finding)


def test_a_forced_examination_belongs_among_the_allegations() -> None:
    forced = record("medical_exam", kind="forced")
    assert "forced_exam_not_alleged" in rules_of(forced, allegation())
    for act in ("forced_medical_examination", "forced_testing"):
        assert "forced_exam_not_alleged" not in rules_of(forced, allegation(act=act))
    assert "forced_exam_not_alleged" not in rules_of(record("medical_exam", kind="treatment"))


def test_an_examination_without_consent_is_forced() -> None:
    assert "exam_without_consent" in rules_of(record("medical_exam", kind="state_forensic", consent="no"))
    assert "exam_without_consent" not in rules_of(record("medical_exam", kind="forced", consent="no"))
    assert "exam_without_consent" not in rules_of(record("medical_exam", kind="treatment", consent="unknown"))


def test_medical_attention_that_was_refused() -> None:
    remark = the(look(case(allegation(medical_attention="refused_by_guards"))), "medical_attention_refused")
    assert remark.text == "Allegation of beating: medical attention was refused by the guards."
    assert "medical_attention_refused" not in rules_of(allegation(medical_attention="none"))


@pytest.mark.parametrize(
    ("paid", "gap"),
    [
        ({"amount": "unknown", "currency": "AZN"}, True),
        ({"amount": "0.00", "currency": "AZN"}, False),
        ({"amount": "200.00", "currency": "AZN"}, False),
        (None, True),
    ],
)
def test_a_sum_that_is_not_known(paid: dict[str, str] | None, gap: bool) -> None:
    payment = record("payment", kind="bribe_for_release", **({"paid": paid} if paid else {}))
    assert ("sum_unknown" in rules_of(payment)) == gap


def test_an_exhibit_wants_its_origin() -> None:
    exhibit = record("evidence", title="Photograph", exhibit_no=3, acquired_on="2017-10-01", acquired_by="L. A.")
    assert told(look(case(exhibit)), "exhibit_without_origin") == [
        "Exhibit 3: not recorded: acquired from and acquired how."
    ]
    bare = told(look(case(record("evidence", title="P."))), "exhibit_without_origin")
    assert bare == ["Exhibit without a number: not recorded: acquired on, acquired from, acquired by and acquired how."]
    whole = dict.fromkeys(("acquired_from", "acquired_by", "acquired_how"), "by hand")
    assert "exhibit_without_origin" not in rules_of(record("evidence", title="P.", acquired_on="2017-10-01", **whole))


# Gaps


def test_a_draft_is_named_without_its_text() -> None:
    remark = the(look(case(record("draft", record="detention", field="start", raw_text="the 31st"))), "draft_left")
    assert remark.text == "Detention, “Start”: what was typed is kept as a draft and not part of the file yet."
    assert remark.sensitivity == "ordinary"


def test_a_draft_of_a_coerced_disclosure_travels_no_further_than_one() -> None:
    assert (
        the(look(case(record("draft", record="coerced_disclosure", field="on"))), "draft_left").sensitivity == "coerced"
    )


def test_a_draft_of_something_unknown_is_still_told() -> None:
    assert told(look(case(record("draft", record="older_record", field="older_field"))), "draft_left")


def test_an_empty_file_lacks_what_matters() -> None:
    gaps = {
        "no_detention",
        "no_legal_status",
        "no_safety",
        "nobody_responsible",
        "no_consent_keep",
        "no_consent_counsel",
    }
    assert rules_of() == gaps


def test_a_file_that_answers_unknown_lacks_nothing() -> None:
    held = detention(start="2017-10-09", status="ongoing", acknowledged="unknown")
    asked = record("safeguard", detention="detention", kind="phone_call", requested="unknown", granted="unknown")
    found = look(
        case(
            held,
            asked,
            phase("police_hold", facility="not known to anybody"),
            record("status_change", status="unknown"),
            consent("keep", "refused", "keep"),
            consent("counsel", "refused", "counsel"),
            safety="unknown",
            responsible="contact",
        )
    )
    assert [remark.rule for remark in found if remark.severity == Severity.GAP] == []


def test_a_release_wants_its_kind() -> None:
    assert "no_release_information" in rules_of(detention())
    assert "no_release_information" not in rules_of(detention(release_kind="unknown"))
    assert "no_release_information" not in rules_of(detention(status="unknown"))


def test_safeguards_that_nobody_asked_about() -> None:
    assert "no_safeguards" in rules_of(detention())
    assert "no_safeguards" in rules_of(detention(), care("phone_call", "not_asked", ""))
    assert "no_safeguards" not in rules_of(detention(), care("phone_call", "", "refused"))
    assert "no_safeguards" not in rules_of(detention(), care("phone_call", "no", ""))


def test_where_somebody_is_held_matters_while_it_lasts() -> None:
    held = detention(start="2017-10-09", status="ongoing")
    assert "place_not_recorded" in rules_of(held, phase("police_hold"))
    assert "place_not_recorded" not in rules_of(held, phase("police_hold", facility="Station"))
    assert "place_not_recorded" not in rules_of(held, phase("police_hold", agency="agency"))
    assert "place_not_recorded" not in rules_of(detention())


def test_whether_the_authorities_own_it_matters_while_it_lasts() -> None:
    assert "acknowledgement_not_asked" in rules_of(detention(start="2017-10-09", status="ongoing"))
    assert "acknowledgement_not_asked" not in rules_of(detention())


def test_a_closed_file_needs_nobody() -> None:
    assert "nobody_responsible" not in rules_of(closed_on="2017-10-01")
    assert "nobody_responsible" not in rules_of(responsible="contact")
