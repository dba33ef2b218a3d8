"""What the rules say of the law: limits of custody, hearings, deadlines entered and not entered."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.unit.dossiers import case, detention, limit, look, order, phase, raised, record, the, told

from muniment.domain.custody_limits import CustodyLimit
from muniment.domain.deadlines import DeadlineRules
from muniment.domain.dossier import Dossier
from muniment.domain.rules import Severity
from muniment.host.resources import load_custody_limits, load_deadline_rules

THREE_HOURS = limit(3)
APPEAL = "appeal_not_entered"


def hold(start: str, end: str = "", **fields: Any) -> Dossier:
    return case(detention(start="2017-09", status="ended"), phase("police_hold", start, end, **fields))


# Limits of custody


def test_over_a_limit_in_hours_names_the_rule_and_its_source() -> None:
    dossier = hold("2017-09-20T10:00:00", "2017-09-20T13:01:00")
    remark = the(look(dossier, limits=[THREE_HOURS]), "over_limit")
    assert remark.text == (
        "The police hold lasted 3 h 1 min, over the limit “3 hours at most” (Some Code, Article 1); "
        "confirm with counsel."
    )
    assert (remark.record, remark.severity) == ("phase", Severity.ATTENTION)
    assert raised(dossier, limits=[THREE_HOURS]) == [("over_limit:limit",)]


def test_a_limit_that_is_just_reached_is_not_exceeded() -> None:
    assert raised(hold("2017-09-20T10:00:00", "2017-09-20T13:00:00"), limits=[THREE_HOURS]) == [()]


def test_days_without_times_are_over_only_where_every_hour_would_be() -> None:
    dossier = hold("2017-09-20", "2017-09-22")
    assert raised(dossier, limits=[limit(23)]) == [("over_limit:limit",)]
    assert raised(dossier, limits=[limit(25)]) == [("possibly_over_limit:limit",)]
    assert raised(dossier, limits=[limit(71)]) == [("possibly_over_limit:limit",)]
    assert raised(dossier, limits=[limit(72)]) == [()]


def test_perhaps_over_a_limit_says_that_the_times_are_missing() -> None:
    assert told(look(hold("2017-09-20", "2017-09-20"), limits=[THREE_HOURS]), "possibly_over_limit") == [
        "The police hold of one calendar day may have gone over the limit “3 hours at most” (Some Code, Article 1): "
        "the times are not known; confirm with counsel."
    ]


def test_uncertain_times_are_perhaps_over() -> None:
    dossier = hold("[2017-09-20T10:00:00..2017-09-20T11:00:00]", "2017-09-20T13:30:00")
    assert "of 2 h 30 min to 3 h 30 min may" in the(look(dossier, limits=[THREE_HOURS]), "possibly_over_limit").text


def test_uncertain_times_that_all_fit_are_within_the_limit() -> None:
    dossier = hold("[2017-09-20T10:30:00..2017-09-20T11:00:00]", "2017-09-20T13:30:00")
    assert raised(dossier, limits=[THREE_HOURS]) == [()]


@pytest.mark.parametrize(
    ("end", "flags"),
    [
        ("2017-10-05", ()),
        ("2017-10-06", ("over_limit:limit",)),
        ("[2017-10-05..2017-10-06]", ("possibly_over_limit:limit",)),
        ("", ()),
    ],
)
def test_over_a_limit_in_days(end: str, flags: tuple[str, ...]) -> None:
    arrest = case(detention(), phase("administrative_arrest", "2017-09-20", end))
    assert raised(arrest, limits=[limit(15, "days", "administrative_arrest")]) == [flags]


def test_a_limit_is_for_one_kind_of_phase() -> None:
    dossier = hold("2017-09-20T10:00:00", "2017-09-21T10:00:00")
    assert raised(dossier, limits=[limit(3, phase="unregistered_hold")]) == [()]


def test_a_limit_for_a_basis_leaves_others_alone() -> None:
    special = limit(3, basis="summons")
    assert raised(hold("2017-09-20", "2017-09-25"), limits=[special]) == [()]
    assert raised(hold("2017-09-20", "2017-09-25", legal_basis="summons"), limits=[special]) == [("over_limit:limit",)]


def test_a_shorter_general_limit_yields_to_the_one_for_the_basis() -> None:
    limits = [THREE_HOURS, limit(48, basis="criminal_suspicion", key="special")]
    suspect = hold("2017-09-20T10:00:00", "2017-09-20T20:00:00", legal_basis="criminal_suspicion")
    assert raised(suspect, limits=limits) == [()]
    assert raised(hold("2017-09-20T10:00:00", "2017-09-20T20:00:00"), limits=limits) == [("over_limit:limit",)]


def test_a_longer_general_limit_stands_beside_the_one_for_the_basis() -> None:
    limits = [limit(2, "days", key="general"), limit(48, basis="criminal_suspicion", key="special")]
    suspect = hold("2017-09-20", "2017-09-25", legal_basis="criminal_suspicion")
    assert raised(suspect, limits=limits) == [("over_limit:general", "over_limit:special")]


def test_the_last_phase_of_an_ongoing_detention_counts_to_the_report() -> None:
    dossier = case(detention(start="2017-10-01", status="ongoing"), phase("police_hold", "2017-10-01"))
    remark = the(look(dossier, limits=[THREE_HOURS]), "over_limit")
    assert remark.severity == Severity.DANGER
    assert remark.text.startswith("The police hold has lasted 9 days, over")
    assert raised(dossier, "2017-09-30", [THREE_HOURS]) == [("continuing",)]


def test_an_earlier_phase_without_an_end_is_not_counted_to_the_report() -> None:
    dossier = case(
        detention(start="2017-10-01", status="ongoing"),
        phase("police_hold", "2017-10-01"),
        phase("administrative_arrest", "2017-10-02", key="arrest"),
    )
    assert raised(dossier, limits=[THREE_HOURS]) == [("continuing",)]


def test_a_phase_without_an_end_in_an_ended_detention_is_not_counted() -> None:
    assert raised(hold("2017-09-01"), limits=[THREE_HOURS]) == [()]


def test_a_phase_that_began_today_has_lasted_one_calendar_day() -> None:
    dossier = case(detention(start="2017-10-10", status="ongoing"), phase("police_hold", "2017-10-10"))
    assert raised(dossier, limits=[THREE_HOURS]) == [("continuing", "possibly_over_limit:limit")]


def test_a_phase_that_ended_in_an_ongoing_detention_is_counted_to_its_end() -> None:
    dossier = case(
        detention(start="2017-10-01", status="ongoing"),
        phase("police_hold", "2017-10-01T10:00:00", "2017-10-01T12:00:00"),
    )
    assert raised(dossier, limits=[THREE_HOURS]) == [("continuing",)]


def test_a_phase_that_ended_after_the_report_is_counted_to_its_end() -> None:
    assert raised(hold("2017-09-20", "2017-09-25"), "2017-09-01", [THREE_HOURS]) == [("over_limit:limit",)]


@pytest.mark.parametrize(
    ("start", "end", "flags"),
    [
        ("[..2017-09-20]", "2017-09-25", ("over_limit:limit",)),
        ("[2017-09-20..]", "2017-09-25", ("possibly_over_limit:limit",)),
        ("2017-09-20", "[2017-09-25..]", ("over_limit:limit",)),
        ("2017-09-20", "[..2017-09-25]", ("possibly_over_limit:limit",)),
        ("[2017-09-20T10:00:00..]", "2017-09-20T14:00:00", ("possibly_over_limit:limit",)),
        ("[..2017-09-20T10:00:00]", "2017-09-20T14:00:00", ("over_limit:limit",)),
        ("2017-09-20T10:00:00", "[2017-09-20T11:00:00..]", ()),
        ("", "2017-09-25", ()),
    ],
)
def test_open_dates_are_over_a_limit_where_their_bounds_say_so(start: str, end: str, flags: tuple[str, ...]) -> None:
    assert raised(hold(start, end), limits=[THREE_HOURS]) == [flags]


def test_limits_of_the_past_measure_what_began_then() -> None:
    old = replace(THREE_HOURS, in_force_to=date(2017, 9, 20))
    assert raised(hold("[2017-09-20..2017-09-21]", "2017-09-25"), limits=[old]) == [("over_limit:limit",)]
    assert raised(hold("[..2017-09-20]", "2017-09-25"), limits=[old]) == [("over_limit:limit",)]
    assert raised(hold("2017-09-21", "2017-09-25"), limits=[old]) == [()]


def test_a_length_in_days_is_told_in_days_even_where_times_are_known() -> None:
    arrest = phase("administrative_arrest", "2017-09-01T10:00:00", "2017-09-20T10:00:00")
    found = look(case(detention(), arrest), limits=[limit(15, "days", "administrative_arrest")])
    assert the(found, "over_limit").text.startswith("The administrative arrest lasted 19 days, over")


def test_two_limits_for_the_basis_both_stand() -> None:
    limits = [limit(3, basis="summons", key="short"), limit(1, "days", basis="summons", key="long")]
    dossier = hold("2017-09-20", "2017-09-25", legal_basis="summons")
    assert raised(dossier, limits=limits) == [("over_limit:short", "over_limit:long")]


def test_a_day_is_twenty_four_hours_when_limits_are_compared() -> None:
    limits = [limit(24, key="general"), limit(1, "days", basis="summons", key="special")]
    dossier = hold("2017-09-20", "2017-09-25", legal_basis="summons")
    assert raised(dossier, limits=limits) == [("over_limit:general", "over_limit:special")]


def test_an_order_without_days_or_without_a_date_is_not_measured() -> None:
    limits = [limit(15, "days", "administrative_arrest")]
    for order_without in (order(heard_on="2017-09-20"), order(days_ordered=20)):
        assert told(look(case(detention(), order_without), limits=limits), "ordered_over_limit") == []


@pytest.mark.parametrize(("basis", "days", "odd"), [("a", 16, True), ("a", 15, False), ("b", 16, False)])
def test_more_days_ordered_than_a_limit_allows(basis: str, days: int, odd: bool) -> None:
    limits = [limit(15, "days", "administrative_arrest", "a")]
    dossier = case(detention(), order(heard_on="2017-09-20", legal_basis=basis, days_ordered=days))
    assert bool(told(look(dossier, limits=limits), "ordered_over_limit")) == odd


def test_the_basis_of_an_order_may_stand_with_the_arrest() -> None:
    limits = [limit(15, "days", "administrative_arrest", "minor_hooliganism")]
    arrest = phase("administrative_arrest", legal_basis="minor_hooliganism")
    dossier = case(detention(start="2017-09-20"), arrest, order(days_ordered=20))
    assert told(look(dossier, limits=limits), "ordered_over_limit") == [
        "20 days of administrative arrest were ordered, over the limit “15 days at most” (Some Code, Article 1); "
        "confirm with counsel."
    ]


def test_an_order_too_long_is_a_danger_while_the_person_is_held() -> None:
    limits = [limit(15, "days", "administrative_arrest")]
    dossier = case(detention(start="2017-10-09", status="ongoing"), order(days_ordered=20))
    assert the(look(dossier, limits=limits), "ordered_over_limit").severity == Severity.DANGER


def test_a_fine_is_not_measured_against_limits_of_arrest() -> None:
    limits = [limit(15, "days", "administrative_arrest")]
    dossier = case(detention(start="2017-09-20"), order(days_ordered=20, outcome="fine"))
    assert told(look(dossier, limits=limits), "ordered_over_limit") == []


def test_the_limits_of_the_program_measure_a_police_hold() -> None:
    on: list[CustodyLimit] = [one for one in load_custody_limits() if one.on_by_default]
    assert raised(hold("2017-09-20T23:20:00", "2017-09-21T15:30:00"), limits=on) == [("over_limit:az-hold-3h",)]


# Hearings


def hearing(**fields: Any) -> list[str]:
    return [remark.rule for remark in look(case(detention(), order(heard_on="2017-09-20", **fields)))]


@pytest.mark.parametrize(
    ("field", "rule", "text"),
    [
        ("public", "hearing_not_public", "the hearing was not public"),
        ("own_lawyer", "no_own_lawyer", "no lawyer of the person's own was present"),
        ("person_heard", "person_not_heard", "the person was not heard"),
    ],
)
def test_an_unfair_hearing(field: str, rule: str, text: str) -> None:
    found = look(case(detention(), order(heard_on="2017-09-20", **{field: "no"})))
    assert told(found, rule) == [f"Court order made on 20 September 2017: {text}."]


@pytest.mark.parametrize("answer", ["yes", "unknown", "refused", "not_asked", "not_applicable"])
def test_a_hearing_is_unfair_only_where_the_answer_is_no(answer: str) -> None:
    assert "hearing_not_public" not in hearing(public=answer)


def test_a_copy_not_served_is_told() -> None:
    assert "copy_not_served" in hearing()
    assert "copy_not_served" not in hearing(copy_served_on="2017-09-21")


def test_arrest_without_days_is_a_gap() -> None:
    assert "order_without_days" in hearing(outcome="administrative_arrest")
    assert "order_without_days" not in hearing(outcome="administrative_arrest", days_ordered=3)
    assert "order_without_days" not in hearing(outcome="fine")


def test_ill_treatment_raised_in_vain() -> None:
    found = look(case(detention(), order(ill_treatment_raised="yes")))
    assert told(found, "ill_treatment_ignored") == [
        "Court order without a date: ill-treatment was raised before the judge, "
        "and no response of the judge and no complaint about it are recorded."
    ]


def test_ill_treatment_raised_and_answered_without_a_complaint() -> None:
    found = look(case(detention(), order(ill_treatment_raised="yes", judge_response="“Not the place.”")))
    assert the(found, "ill_treatment_ignored").text.endswith("and no complaint about it is recorded.")


def test_ill_treatment_raised_answered_and_complained_of() -> None:
    complaint = record("proceeding", kind="ill_treatment_complaint")
    raised_before = order(ill_treatment_raised="yes", judge_response="“Not the place.”")
    assert told(look(case(detention(), raised_before, complaint)), "ill_treatment_ignored") == []


@pytest.mark.parametrize("answer", ["no", "unknown", "refused"])
def test_ill_treatment_that_was_not_raised_was_not_ignored(answer: str) -> None:
    assert "ill_treatment_ignored" not in hearing(ill_treatment_raised=answer)


def test_what_was_not_asked_of_a_hearing_is_one_gap() -> None:
    found = look(case(detention(), order(public="yes", own_lawyer="unknown", person_heard="not_asked")))
    assert told(found, "hearing_not_asked") == [
        "Court order without a date: not asked yet: person heard and ill-treatment raised before the judge."
    ]


@pytest.mark.parametrize("field", ["public", "own_lawyer", "person_heard", "ill_treatment_raised"])
def test_each_question_of_a_hearing_matters(field: str) -> None:
    answers = dict.fromkeys(("public", "own_lawyer", "person_heard", "ill_treatment_raised"), "yes") | {field: ""}
    assert "hearing_not_asked" in hearing(**answers)


def test_unknown_and_refused_leave_no_gap_in_a_hearing() -> None:
    answers = {"public": "unknown", "own_lawyer": "refused", "person_heard": "not_applicable"}
    assert "hearing_not_asked" not in hearing(ill_treatment_raised="no", **answers)


def test_an_order_without_any_day_is_a_gap() -> None:
    assert told(look(case(detention(), order())), "order_undated")
    assert "order_undated" not in hearing()
    assert told(look(case(detention(), order(copy_served_on="2017-09-20"))), "order_undated") == []


# Exemptions


def test_possibly_exempt_is_a_danger_while_the_person_is_held() -> None:
    arrest = order(outcome="administrative_arrest")
    ongoing = case(detention(status="ongoing"), arrest, age_band="14_17")
    assert the(look(ongoing), "possibly_exempt").severity == Severity.DANGER
    assert the(look(case(detention(), arrest, age_band="14_17")), "possibly_exempt").severity == Severity.ATTENTION


def test_possibly_exempt_without_an_order_names_the_detention() -> None:
    dossier = case(detention(), phase("administrative_arrest"), vulnerabilities=["minor"])
    assert the(look(dossier), "possibly_exempt").record == "detention"


def test_possibly_exempt_is_told_once_for_an_order_with_its_phase() -> None:
    arrest = (phase("administrative_arrest"), order(outcome="administrative_arrest"))
    assert (
        the(look(case(detention(), *arrest, vulnerabilities=["pregnant"])), "possibly_exempt").record == "court_order"
    )


@pytest.mark.parametrize("age", ["under_14", "14_17"])
def test_minors_are_known_by_their_age(age: str) -> None:
    found = look(
        case(detention(), order(outcome="administrative_arrest"), age_band=age, vulnerabilities=["disability"])
    )
    assert told(found, "possibly_exempt")[0].startswith(
        "Administrative arrest of a minor and a person with a disability:"
    )


@pytest.mark.parametrize("person", [{"age_band": "18_24"}, {"vulnerabilities": ["foreigner"]}, {"age_band": "unknown"}])
def test_others_are_not_exempt(person: dict[str, Any]) -> None:
    assert told(look(case(detention(), order(outcome="administrative_arrest"), **person)), "possibly_exempt") == []


def test_a_fine_and_a_police_hold_call_for_no_exemption() -> None:
    dossier = case(detention(), order(outcome="fine"), phase("police_hold"), age_band="14_17")
    assert told(look(dossier), "possibly_exempt") == []


def test_age_and_vulnerabilities_matter_where_arrest_was_ordered() -> None:
    arrest = order(outcome="administrative_arrest")
    assert told(look(case(detention(), arrest)), "exemption_not_asked") == [
        "Administrative arrest is recorded, and the person's age and vulnerabilities not: an exemption may apply."
    ]
    answered = case(detention(), arrest, age_band="unknown", vulnerabilities=["none_known"])
    assert told(look(answered), "exemption_not_asked") == []
    assert told(look(case(detention())), "exemption_not_asked") == []


# Deadlines that are entered


def deadline(**fields: Any) -> Dossier:
    return case(record("deadline", **fields))


def appeal(due: str, **fields: Any) -> Dossier:
    return deadline(
        **{"rule": "az-admin-appeal", "trigger_on": "2017-09-30", "due_earliest": due, "due_latest": due, **fields}
    )


def test_overdue_names_the_rule_and_counts_the_days() -> None:
    remark = the(look(appeal("2017-10-10"), "2017-10-13"), "deadline_overdue")
    assert remark.severity == Severity.DANGER
    assert remark.text.startswith(
        "Overdue by 3 days, due on 10 October 2017: appeal against a decision in an administrative-offence case "
        "(rule az-admin-appeal, medium confidence: Code of Administrative Offences of Azerbaijan"
    )
    assert remark.text.endswith("; confirm with counsel.")


def test_a_deadline_of_today_is_not_overdue() -> None:
    found = look(appeal("2017-10-10"))
    assert told(found, "deadline_overdue") == []
    assert told(found, "deadline_soon")[0].startswith("Due today, on 10 October 2017:")


@pytest.mark.parametrize(("as_of", "left"), [("2017-10-03", "in 7 days"), ("2017-10-09", "in 1 day")])
def test_a_deadline_of_the_next_seven_days_warns(as_of: str, left: str) -> None:
    remark = the(look(appeal("2017-10-10"), as_of), "deadline_soon")
    assert remark.text.startswith(f"Due {left}, ")
    assert remark.severity == Severity.DANGER


def test_a_deadline_in_eight_days_does_not_warn_yet() -> None:
    assert told(look(appeal("2017-10-10"), "2017-10-02"), "deadline_soon") == []


def test_of_a_range_the_earlier_day_warns() -> None:
    dossier = deadline(rule="ecthr-no-remedy", due_earliest="2017-10-10", due_latest="2017-10-20")
    assert told(look(dossier, "2017-10-09"), "deadline_soon")[0].startswith("Due in 1 day, between 10 and 20 October")
    assert told(look(dossier, "2017-10-11"), "deadline_perhaps_overdue")
    assert told(look(dossier, "2017-10-11"), "deadline_overdue") == []
    assert told(look(dossier, "2017-10-20"), "deadline_overdue") == []
    assert told(look(dossier, "2017-10-21"), "deadline_perhaps_overdue") == []


def test_a_deadline_that_is_done_is_silent() -> None:
    found = look(appeal("2017-10-10", done_on="2017-10-09", trigger_on=""), "2017-10-13")
    assert [remark for remark in found if remark.rule.startswith("deadline")] == []


def test_counsels_own_day_counts_and_is_named_so() -> None:
    dossier = appeal("2017-10-10", override="2017-10-12", reason="service was late")
    found = look(dossier, "2017-10-11")
    assert told(found, "deadline_overdue") == []
    assert the(found, "deadline_soon").text == (
        "Due in 1 day, on 12 October 2017: appeal against a decision in an administrative-offence case "
        "(by decision of counsel)."
    )
    assert told(found, "override_without_reason") == []


def test_an_override_wants_a_reason() -> None:
    assert told(look(appeal("2017-10-10", override="2017-10-12")), "override_without_reason") == [
        "The due day was set by hand, on 12 October 2017, and no reason is recorded."
    ]


def test_a_rule_without_a_day_to_count_from_is_a_gap() -> None:
    remark = the(look(deadline(rule="az-admin-appeal")), "deadline_without_trigger")
    assert remark.severity == Severity.GAP
    assert remark.text.startswith("No day to count from (receipt of the decision): ")


def test_a_deadline_with_an_open_day_warns_of_the_day_there_is() -> None:
    at_latest = deadline(rule="ecthr", due_latest="2017-10-12")
    assert told(look(at_latest), "deadline_soon")[0].startswith("Due in 2 days, on or before 12 October 2017: ")
    assert told(look(at_latest, "2017-10-13"), "deadline_overdue")
    at_earliest = deadline(rule="ecthr", due_earliest="2017-10-12")
    assert the(look(at_earliest, "2017-10-13"), "deadline_perhaps_overdue").severity == Severity.DANGER
    assert told(look(at_earliest, "2017-10-12"), "deadline_perhaps_overdue") == []


@pytest.mark.parametrize("override", ["[..2017-12-01]", "[2017-12-01..]"])
def test_a_step_with_a_day_by_hand_is_not_told_as_one_without_a_period(override: str) -> None:
    fields = {"override": override, "reason": "agreed", "trigger_on": "2000-01-01"}
    assert told(look(deadline(rule="ecthr-rule39", **fields)), "deadline_urgent") == []
    assert told(look(deadline(rule="hrc-op1", **fields)), "deadline_caution") == []


def test_what_is_late_or_near_is_a_danger_and_the_rest_is_not() -> None:
    found = [
        *look(appeal("2017-10-15", override="2017-12-01")),
        *look(deadline(rule="hrc-op1", trigger_on="2000-01-01")),
        *look(deadline(title="Answer of the clinic")),
        *look(appeal("2017-12-01"), rules=DeadlineRules(())),
    ]
    severities = {
        remark.rule: remark.severity for remark in found if "deadline" in remark.rule or "over" in remark.rule
    }
    assert severities == {
        "deadline_caution": Severity.ATTENTION,
        "deadline_differs": Severity.ATTENTION,
        "deadline_rule_unknown": Severity.ATTENTION,
        "deadline_without_date": Severity.GAP,
        "override_without_reason": Severity.ATTENTION,
    }


def test_a_deadline_that_is_done_needs_no_rule() -> None:
    found = look(appeal("2017-10-12", done_on="2017-10-01"), rules=DeadlineRules(()))
    assert told(found, "deadline_rule_unknown") == []


def test_a_rule_that_gives_an_open_day_is_told_with_it() -> None:
    for trigger, gives in (("[..2017-09-30]", "on or before"), ("[2017-09-30..]", "on or after")):
        found = look(deadline(rule="az-admin-appeal", trigger_on=trigger))
        assert f"its rule now gives a day {gives} 10 October 2017" in the(found, "deadline_differs").text


def test_a_title_without_a_day_is_a_gap() -> None:
    assert told(look(deadline(title="Answer of the clinic")), "deadline_without_date") == [
        "No day is set: Answer of the clinic (no known rule)."
    ]


def test_a_deadline_with_an_override_or_a_trigger_lacks_no_day() -> None:
    for fields in ({"override": "2017-10-20"}, {"trigger_on": "2017-09-30"}):
        found = look(deadline(rule="az-admin-appeal", **fields))
        assert told(found, "deadline_without_trigger") == []


def test_a_rule_without_a_limit_needs_no_trigger() -> None:
    assert told(look(deadline(rule="cat-22")), "deadline_without_trigger") == []


def test_stored_days_that_the_rule_no_longer_gives() -> None:
    found = look(appeal("2017-10-15"))
    assert told(found, "deadline_differs")[0].startswith(
        "The deadline is stored as due on 15 October 2017, while its rule now gives a day on 10 October 2017: "
    )
    assert told(look(appeal("2017-10-10")), "deadline_differs") == []


def test_stored_days_are_missing_or_too_many() -> None:
    missing = look(deadline(rule="az-admin-appeal", trigger_on="2017-09-30"))
    assert "stored without a day, while its rule now gives a day on" in the(missing, "deadline_differs").text
    too_many = look(deadline(rule="cat-22", trigger_on="2017-09-30", due_latest="2017-10-10"))
    assert "while its rule now gives none" in the(too_many, "deadline_differs").text


def test_a_rule_that_is_not_there_is_told_and_refuses_nothing() -> None:
    found = look(appeal("2017-10-12"), rules=DeadlineRules(()))
    assert told(found, "deadline_rule_unknown") == [
        "The rule “az-admin-appeal” cannot be applied: the stored days are shown unchecked; confirm with counsel."
    ]
    assert told(found, "deadline_soon")
    assert told(look(appeal("2017-10-12")), "deadline_rule_unknown") == []


def test_a_step_without_a_period_is_urgent() -> None:
    assert the(look(deadline(rule="ecthr-rule39")), "deadline_urgent").severity == Severity.DANGER
    assert told(look(deadline(rule="cat-22")), "deadline_urgent") == []
    overridden = deadline(rule="ecthr-rule39", override="2017-12-01", reason="agreed")
    assert told(look(overridden), "deadline_urgent") == []


def test_a_long_delay_may_count_as_an_abuse() -> None:
    dossier = deadline(rule="hrc-op1", trigger_on="2017-10-12")
    assert told(look(dossier, "2022-10-12"), "deadline_caution")[0].startswith(
        "No limit, though a delay may count as an abuse since 12 October 2022: "
    )
    assert told(look(dossier, "2022-10-11"), "deadline_caution") == []


@pytest.mark.parametrize(
    ("fields", "late"),
    [
        ({"due_on": "2017-10-09"}, True),
        ({"due_on": "2017-10-10"}, False),
        ({"due_on": "2017-10-09", "done_on": "2017-10-10"}, False),
        ({}, False),
    ],
)
def test_a_task_whose_day_has_passed(fields: dict[str, Any], late: bool) -> None:
    texts = told(look(case(record("task", title="Ask for the copy", **fields))), "task_overdue")
    assert texts == (["A task is overdue by 1 day: Ask for the copy."] if late else [])


# Deadlines that nobody entered


def decided(**fields: Any) -> Any:
    return order(**{"heard_on": "2017-09-17", "outcome": "administrative_arrest", **fields})


def test_an_appeal_is_counted_from_the_service_of_the_copy() -> None:
    found = look(case(detention(), decided(copy_served_on="2017-09-20")), "2017-09-25")
    assert the(found, APPEAL).text.startswith(
        "Court order made on 17 September 2017: an appeal would be due on 30 September 2017 "
        "(counted from service on 20 September 2017; rule az-admin-appeal, medium confidence: "
    )
    assert the(found, APPEAL).text.endswith(", and no such deadline is entered; confirm with counsel.")


def test_without_service_the_hearing_is_the_worst_case() -> None:
    remark = the(look(case(detention(), decided()), "2017-09-25"), APPEAL)
    assert "due on 27 September 2017 (worst case, counted from the decision on 17 September 2017; " in remark.text
    assert remark.severity == Severity.DANGER


def test_an_appeal_whose_time_has_passed_is_told_as_such() -> None:
    remark = the(look(case(detention(), decided())), APPEAL)
    assert "an appeal would have been due on 27 September 2017" in remark.text
    assert remark.severity == Severity.ATTENTION


def test_on_its_last_day_an_appeal_can_still_be_made() -> None:
    assert the(look(case(detention(), decided()), "2017-09-27"), APPEAL).severity == Severity.DANGER


@pytest.mark.parametrize("outcome", ["", "discontinued"])
def test_an_order_without_an_outcome_to_appeal_needs_no_appeal(outcome: str) -> None:
    assert told(look(case(detention(), decided(outcome=outcome))), APPEAL) == []


def test_an_order_without_any_day_gives_no_time_for_an_appeal() -> None:
    assert told(look(case(detention(), decided(heard_on=""))), APPEAL) == []


def test_where_the_rule_is_not_there_no_appeal_is_spoken_of() -> None:
    assert told(look(case(detention(), decided()), rules=DeadlineRules(())), APPEAL) == []


def test_an_entered_deadline_covers_the_order() -> None:
    entered = record("deadline", rule="az-admin-appeal", trigger_on="2017-09-20")
    assert told(look(case(detention(), decided(), entered)), APPEAL) == []


def test_an_appeal_that_was_filed_covers_the_order() -> None:
    filed = record("remedy", decided_on="2017-09-17", filed_on="2017-09-25")
    assert told(look(case(detention(), decided(heard_on="2017-09-17T12:50:00"), filed)), APPEAL) == []


@pytest.mark.parametrize(
    "remedy", [{"decided_on": "2017-09-18", "filed_on": "2017-09-25"}, {"decided_on": "2017-09-17"}]
)
def test_a_remedy_of_another_day_or_not_filed_does_not_cover_the_order(remedy: dict[str, str]) -> None:
    assert told(look(case(detention(), decided(), record("remedy", **remedy))), APPEAL)


def test_without_both_days_a_remedy_and_an_order_are_not_matched() -> None:
    filed = record("remedy", filed_on="2017-09-25")
    assert told(look(case(detention(), decided(), filed)), APPEAL)
    served = decided(heard_on="", copy_served_on="2017-09-20")
    assert told(
        look(case(detention(), served, record("remedy", decided_on="2017-09-20", filed_on="2017-09-25"))), APPEAL
    )


def test_a_deadline_counted_from_the_day_of_the_hearing_covers_the_order() -> None:
    entered = record("deadline", rule="az-admin-appeal", trigger_on="2017-09-17")
    assert told(look(case(detention(), decided(), entered)), APPEAL) == []


def test_days_that_are_not_known_may_fit() -> None:
    undated = record("deadline", rule="az-admin-appeal")
    assert told(look(case(detention(), decided(), undated)), APPEAL) == []
    entered = record("deadline", rule="az-admin-appeal", trigger_on="2017-09-01")
    assert told(look(case(detention(), decided(heard_on="", copy_served_on="2017-09-20"), entered)), APPEAL) == []


def test_an_open_day_of_service_leaves_the_time_open() -> None:
    at_latest = decided(copy_served_on="[..2017-09-20]")
    assert "due on or before 30 September 2017 (" in the(look(case(detention(), at_latest)), APPEAL).text
    at_earliest = the(look(case(detention(), decided(copy_served_on="[2017-09-20..]"))), APPEAL)
    assert "would be due on or after 30 September 2017 (" in at_earliest.text


def test_a_rule_without_a_period_gives_no_time_for_an_appeal() -> None:
    rules = DeadlineRules([replace(load_deadline_rules()["az-admin-appeal"], versions=())])
    assert told(look(case(detention(), decided()), rules=rules), APPEAL) == []


def test_an_order_is_placed_by_its_service_where_the_hearing_has_no_day() -> None:
    served = decided(key="served", heard_on="", copy_served_on="2017-10-01")
    entered = record("deadline", rule="az-admin-appeal", trigger_on="2017-10-01")
    assert the(look(case(detention(), served, decided(), entered)), APPEAL).id == "court_order"


def test_a_deadline_covers_one_order_only() -> None:
    second = decided(key="second", heard_on="2017-10-01")
    late = record("deadline", rule="az-admin-appeal", trigger_on="2017-10-02")
    assert the(look(case(detention(), decided(), second, late)), APPEAL).id == "court_order"
    early = record("deadline", rule="az-admin-appeal", trigger_on="2017-09-18")
    assert the(look(case(detention(), decided(), second, early)), APPEAL).id == "second"


def test_orders_without_an_appeal_are_told_from_the_first_to_the_last() -> None:
    found = look(case(detention(), decided(key="late", heard_on="2017-10-01"), decided(key="early")))
    assert [remark.id for remark in found if remark.rule == APPEAL and remark.id == "early"]
    passed = look(case(detention(), decided(key="late", heard_on="2017-10-01"), decided(key="early")), "2018-01-01")
    assert [remark.id for remark in passed if remark.rule == APPEAL] == ["early", "late"]


@pytest.mark.parametrize(
    ("remedy", "due"),
    [
        ({"decided_on": "2017-10-10", "served_on": "2017-10-12"}, "12 April 2018"),
        ({"decided_on": "2022-01-31"}, "31 July 2022"),
        ({"decided_on": "2022-02-01"}, "1 June 2022"),
        ({"decided_on": "2022-01-31", "served_on": "2022-03-10"}, "10 September 2022"),
        ({"decided_on": "2022-10-31"}, "28 February 2023"),
    ],
)
def test_the_time_for_the_court_in_strasbourg(remedy: dict[str, str], due: str) -> None:
    found = look(case(record("remedy", result="dismissed", **remedy)), "2017-10-20")
    assert f"would be due on {due} (" in the(found, "ecthr_not_entered").text


def test_the_last_remedy_counts() -> None:
    first = record("remedy", "first", decided_on="2017-10-12", result="dismissed")
    second = record("remedy", "second", decided_on="2017-11-20", result="dismissed")
    for remedies in ((first, second), (second, first)):
        assert the(look(case(*remedies)), "ecthr_not_entered").id == "second"


@pytest.mark.parametrize(
    ("as_of", "severity"),
    [
        ("2018-03-12", Severity.ATTENTION),
        ("2018-03-13", Severity.DANGER),
        ("2018-04-12", Severity.DANGER),
        ("2018-04-13", Severity.ATTENTION),
    ],
)
def test_a_time_that_runs_out_within_thirty_days_is_a_danger(as_of: str, severity: Severity) -> None:
    dossier = case(record("remedy", served_on="2017-10-12", decided_on="2017-10-12"))
    assert the(look(dossier, as_of), "ecthr_not_entered").severity == severity


@pytest.mark.parametrize("result", ["pending", "granted", "sent_back", "withdrawn", "not_used"])
def test_a_remedy_that_is_not_final_starts_no_time(result: str) -> None:
    assert told(look(case(record("remedy", decided_on="2017-10-10", result=result))), "ecthr_not_entered") == []


def test_an_entered_application_or_deadline_is_enough() -> None:
    remedy = record("remedy", decided_on="2017-10-10", result="dismissed")
    for other in (
        record("deadline", rule="ecthr"),
        record("deadline", rule="ecthr-no-remedy"),
        record("proceeding", kind="ecthr"),
    ):
        assert told(look(case(remedy, other)), "ecthr_not_entered") == []


def test_a_remedy_without_a_day_of_decision_is_placed_by_its_service() -> None:
    decision = record("remedy", "decision", decided_on="2017-10-10", result="dismissed")
    served = record("remedy", "served", served_on="2017-10-12", result="dismissed")
    assert the(look(case(decision, served)), "ecthr_not_entered").id == "served"


def test_a_remedy_without_a_day_starts_no_time() -> None:
    assert told(look(case(record("remedy", result="dismissed"))), "ecthr_not_entered") == []


def test_other_proceedings_and_deadlines_do_not_stand_in_for_the_court() -> None:
    remedy = record("remedy", decided_on="2017-10-10", result="dismissed")
    others = record("deadline", rule="cat-22"), record("proceeding", kind="un_body")
    assert told(look(case(remedy, *others)), "ecthr_not_entered")
    assert told(look(case(remedy), rules=DeadlineRules(())), "ecthr_not_entered") == []
