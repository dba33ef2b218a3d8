"""What the rules say of detentions: days against orders and words, states against dates; and the scenarios."""

from typing import Any

import pytest
from tests.unit.dossiers import case, detention, look, order, phase, raised, record, the, told

from muniment.domain.dossier import Dossier
from muniment.domain.rules import Severity

KAMRAN = (
    detention(start="2017-09-17", end="2017-10-02", stated_duration="16 days"),
    order(heard_on="2017-09-17", outcome="administrative_arrest", days_ordered=20, counted_from="2017-09-17"),
)


# The order of remarks


def test_danger_comes_first_then_attention_then_gaps() -> None:
    found = look(case(detention(status="unknown"), safety="at_risk"))
    severities = [remark.severity for remark in found]
    assert severities == sorted(severities, key=list(Severity).index)
    assert set(severities) == set(Severity)


def test_remarks_are_the_same_each_time() -> None:
    dossier = case(*KAMRAN, safety="in_hiding")
    assert look(dossier) == look(dossier)


def test_a_remark_names_its_record() -> None:
    remark = the(look(case(*KAMRAN)), "early_release")
    assert (remark.record, remark.id) == ("detention", "detention")


def test_a_remark_on_the_file_names_the_file() -> None:
    remark = the(look(case(safety="at_risk")), "no_safe_contact")
    assert (remark.record, remark.id) == ("case_file", "file")


def test_sentences_begin_with_a_capital_and_end_with_a_full_stop() -> None:
    found = look(case(*KAMRAN, detention("other", start="2017-09-25", end="2017-10-04"), safety="at_risk"))
    assert [r.text for r in found if not r.text[0].isupper() or not r.text.endswith(".") or "!" in r.text] == []


# Days ordered, served, stated


def test_early_release_tells_days_and_nominal_end() -> None:
    assert told(look(case(*KAMRAN)), "early_release") == [
        "Released 5 days before the nominal end: the order runs out on 7 October 2017."
    ]


def test_early_release_is_no_overstay() -> None:
    assert raised(case(*KAMRAN)) == [("early_release",)]


def test_overstay_tells_days_and_nominal_end() -> None:
    dossier = case(detention(start="2017-09-17", end="2017-10-09"), order(days_ordered=20))
    assert told(look(dossier), "overstay") == [
        "Held 2 days longer than ordered: the order ran out on 7 October 2017; confirm with counsel."
    ]
    assert raised(dossier) == [("overstay",)]


def test_days_beyond_the_order_are_a_range_where_the_end_is_uncertain() -> None:
    dossier = case(detention(start="2017-09-17", end="[2017-10-08..2017-10-09]"), order(days_ordered=20))
    assert told(look(dossier), "overstay")[0].startswith("Held 1–2 days longer")


def test_an_end_around_the_nominal_one_is_perhaps_both() -> None:
    dossier = case(detention(start="2017-09-17", end="2017-10-07~"), order(days_ordered=20))
    assert raised(dossier) == [("possible_overstay", "possible_early_release")]
    found = look(dossier)
    assert told(found, "possible_overstay")[0].startswith("Perhaps held beyond the order, by up to 1 day")
    assert told(found, "possible_early_release")[0].startswith(
        "Perhaps released before the nominal end, by up to 1 day"
    )


def test_a_nominal_end_is_a_range_where_the_start_is() -> None:
    dossier = case(detention(start="[2017-09-17..2017-09-18]", end="2017-10-02"), order(days_ordered=20))
    assert "between 7 and 8 October 2017" in the(look(dossier), "early_release").text


def test_an_order_served_to_the_day_raises_nothing() -> None:
    dossier = case(detention(start="2017-09-17", end="2017-10-07", stated_duration="20 days"), order(days_ordered=20))
    assert raised(dossier) == [()]
    assert told(look(dossier), "figures_differ") == []


def test_still_held_beyond_the_order_is_a_danger() -> None:
    dossier = case(detention(start="2017-09-17", status="ongoing"), order(days_ordered=20))
    remark = the(look(dossier), "held_beyond_order")
    assert remark.severity == Severity.DANGER
    assert remark.text.startswith("Still held 3 days beyond the order")
    assert raised(dossier) == [("continuing", "overstay")]


def test_still_held_within_the_order_is_no_remark() -> None:
    found = look(case(detention(start="2017-10-01", status="ongoing"), order(days_ordered=20)))
    assert told(found, "held_beyond_order") == told(found, "early_release") == []


def test_perhaps_held_beyond_the_order_is_a_danger_while_it_lasts() -> None:
    dossier = case(detention(start="2017-10-01~", status="ongoing"), order(days_ordered=9))
    assert the(look(dossier), "possible_overstay").severity == Severity.DANGER


def test_ordered_served_and_stated_stand_side_by_side() -> None:
    assert told(look(case(*KAMRAN)), "figures_differ") == [
        "Ordered 20 days, served 15 days (16 calendar days touched), stated “16 days”: all three are kept."
    ]


@pytest.mark.parametrize(
    ("end", "stated"), [("2017-10-09", "20 to 22 days"), ("2017-10-02", "15 to 20 days"), ("2017-10-07", "a week")]
)
def test_the_three_figures_stand_together_where_any_two_differ(end: str, stated: str) -> None:
    dossier = case(detention(start="2017-09-17", end=end, stated_duration=stated), order(days_ordered=20))
    assert told(look(dossier), "figures_differ")


def test_the_three_figures_stand_together_where_words_and_the_whole_detention_differ() -> None:
    whole = detention(start="2017-09-15", end="2017-10-07", stated_duration="20 days")
    found = look(case(whole, order(days_ordered=20, counted_from="2017-09-17")))
    assert told(found, "figures_differ")


def test_the_three_figures_want_an_order_and_words() -> None:
    dates = {"start": "2017-09-17", "end": "2017-10-02"}
    assert told(look(case(detention(**dates, stated_duration="a month"))), "figures_differ") == []
    assert told(look(case(detention(**dates), order(days_ordered=20))), "figures_differ") == []


def test_days_served_are_counted_from_the_day_of_the_order() -> None:
    dossier = case(
        detention(start="2017-09-15", end="2017-10-02", stated_duration="17 days"),
        order(days_ordered=20, counted_from="2017-09-17"),
    )
    assert "served 15 days (16 calendar days touched)" in the(look(dossier), "figures_differ").text


def test_ordered_and_stated_are_compared_without_dates() -> None:
    dossier = case(detention(stated_duration="two days"), order(days_ordered=20))
    assert told(look(dossier), "figures_differ") == [
        "Ordered 20 days, served not known, stated “two days”: all three are kept."
    ]


def test_the_three_figures_are_not_compared_while_the_person_is_held() -> None:
    dossier = case(detention(start="2017-10-01", status="ongoing", stated_duration="9 days"), order(days_ordered=20))
    assert told(look(dossier), "figures_differ") == []


def test_a_stated_length_outside_the_dates_is_a_conflict() -> None:
    dossier = case(
        detention(start="[2017-09-18..2017-09-20]", end="[2017-10-02..2017-10-03]", stated_duration="a month")
    )
    assert raised(dossier) == [("stated_conflict",)]
    assert told(look(dossier), "stated_conflict") == [
        "Stated “a month”, while the dates give 12–15 days elapsed (13–16 days touched): a conflict, left as it is."
    ]


@pytest.mark.parametrize("stated", ["two weeks", "16 days", "12 days", "what felt like for ever"])
def test_a_stated_length_that_may_be_so_is_no_conflict(stated: str) -> None:
    dates: dict[str, Any] = {"start": "[2017-09-18..2017-09-20]", "end": "[2017-10-02..2017-10-03]"}
    assert raised(case(detention(stated_duration=stated, **dates))) == [()]


# Several detentions


def test_overlapping_detentions_are_a_question_of_data() -> None:
    dossier = case(
        detention("one", start="2017-09-15", end="2017-09-22"), detention("two", start="2017-09-20", end="2017-09-27")
    )
    remark = the(look(dossier), "overlap")
    assert remark.id == "two"
    assert remark.text == (
        "Data quality: the detentions that began on 15 September 2017 and on 20 September 2017 overlap; "
        "each day is counted once."
    )
    assert raised(dossier) == [("overlap",), ("overlap",)]


def test_detentions_that_may_overlap_are_told_as_such() -> None:
    dossier = case(
        detention("one", start="2017-09-15", end="2017-09-22~"), detention("two", start="2017-09-22", end="2017-09-27")
    )
    assert "may overlap" in the(look(dossier), "possible_overlap").text
    assert raised(dossier) == [("possible_overlap",), ("possible_overlap",)]


def test_a_third_detention_is_not_flagged_for_the_overlap_of_two() -> None:
    dossier = case(
        detention("one", start="2017-09-15", end="2017-09-22"),
        detention("two", start="2017-09-20", end="2017-09-27"),
        detention("three", start="2017-09-28", end="2017-09-29"),
    )
    assert raised(dossier) == [("overlap",), ("overlap",), ()]


def test_detentions_one_after_the_other_do_not_overlap() -> None:
    dossier = case(
        detention("one", start="2017-09-15", end="2017-09-22"), detention("two", start="2017-09-22", end="2017-09-27")
    )
    assert raised(dossier) == [(), ()]


def test_an_ongoing_detention_overlaps_up_to_the_report() -> None:
    dossier = case(
        detention("one", start="2017-09-15", status="ongoing"), detention("two", start="2017-09-20", end="2017-09-27")
    )
    assert raised(dossier) == [("continuing", "overlap"), ("overlap",)]


def test_with_several_detentions_a_sentence_says_which() -> None:
    dossier = case(detention("one", start="2017-09-15", end="2017-09-16"), detention("two", official_reason="none"))
    found = look(dossier)
    assert "Detention that began on 15 September 2017: no safeguard" in told(found, "no_safeguards")[0]
    assert "Detention without a start: no safeguard" in told(found, "no_safeguards")[1]


# States and dates


def test_ongoing_with_an_end_is_odd() -> None:
    found = look(case(detention(start="2017-09-20", end="2017-09-22", status="ongoing")))
    assert told(found, "ongoing_with_end") == ["Marked as ongoing, yet an end is recorded on 22 September 2017."]


def test_ongoing_with_a_release_is_odd() -> None:
    found = look(case(detention(start="2017-09-20", status="ongoing", release_kind="after_payment")))
    assert told(found, "release_while_ongoing") == ["Marked as ongoing, yet a release is recorded (after payment)."]


def test_that_names_were_given_for_a_release_is_no_part_of_a_remark() -> None:
    found = look(case(detention(start="2017-09-20", status="ongoing", release_kind="after_giving_names")))
    assert told(found, "release_while_ongoing") == ["Marked as ongoing, yet a release is recorded."]


def test_an_ended_detention_has_an_end_and_a_release() -> None:
    rules = {remark.rule for remark in look(case(detention(end="2017-09-22", release_kind="after_payment")))}
    assert not rules & {"ongoing_with_end", "release_while_ongoing"}


def test_an_ongoing_detention_without_end_or_release_is_not_odd() -> None:
    rules = {remark.rule for remark in look(case(detention(start="2017-09-22", status="ongoing")))}
    assert not rules & {"ongoing_with_end", "release_while_ongoing", "starts_later"}


def test_a_start_that_is_open_does_not_start_later() -> None:
    found = look(case(detention(start="[..2017-12-01]", status="ongoing")))
    assert told(found, "starts_later") == []


def test_a_detention_that_starts_after_the_report_is_odd_and_refuses_nothing() -> None:
    dossier = case(detention(start="2017-09-20", status="ongoing"), phase("police_hold", "2017-09-20"), order())
    assert told(look(dossier, "2017-09-19"), "starts_later")
    assert told(look(dossier, "2017-09-20"), "starts_later") == []


def test_an_ended_detention_does_not_start_later() -> None:
    assert told(look(case(detention(start="2017-09-20", end="2017-09-21")), "2017-09-01"), "starts_later") == []


def test_not_knowing_whether_somebody_is_held_is_told_with_the_end_of_the_order() -> None:
    dossier = case(detention(start="2017-09-17", status="unknown"), order(days_ordered=20))
    assert told(look(dossier), "custody_unknown") == [
        "It is not known whether the person is still held; the order runs out on 7 October 2017."
    ]
    assert raised(dossier) == [("at_least",)]


def test_not_knowing_whether_somebody_is_held_is_told_without_an_order() -> None:
    found = look(case(detention(status="unknown")))
    assert told(found, "custody_unknown") == ["It is not known whether the person is still held."]


def test_an_ended_detention_without_an_end_has_a_gap() -> None:
    assert the(look(case(detention(start="2017-09-20"))), "ended_without_end").severity == Severity.GAP


def test_an_end_without_a_start_is_a_gap() -> None:
    assert told(look(case(detention(end="2017-09-20"))), "no_start") == ["An end is recorded, and no start."]


def test_an_ongoing_detention_without_a_start_is_a_gap() -> None:
    found = look(case(detention(status="ongoing")))
    assert told(found, "no_start") == ["An ongoing detention is recorded, and no start."]


def test_a_detention_with_both_dates_lacks_none() -> None:
    rules = {remark.rule for remark in look(case(detention(start="2017-09-20", end="2017-09-21")))}
    assert not rules & {"no_start", "ended_without_end", "no_detention_dates"}


@pytest.mark.parametrize(("kind", "how"), [("denied", "denied by the authorities"), ("unregistered", "not registered")])
def test_a_detention_that_is_not_acknowledged(kind: str, how: str) -> None:
    dossier = case(detention(start="2017-09-20", end="2017-09-21", acknowledged=kind))
    assert the(look(dossier), "unacknowledged").severity == Severity.ATTENTION
    assert told(look(dossier), "unacknowledged") == [f"The detention is {how}."]
    assert raised(dossier) == [("unacknowledged",)]


def test_a_denied_detention_that_lasts_is_a_danger() -> None:
    found = look(case(detention(start="2017-10-09", status="ongoing", acknowledged="denied")))
    assert the(found, "unacknowledged").severity == Severity.DANGER


@pytest.mark.parametrize("kind", ["acknowledged", "unknown"])
def test_an_acknowledged_detention_and_an_unknown_answer_raise_nothing(kind: str) -> None:
    assert raised(case(detention(start="2017-09-20", end="2017-09-21", acknowledged=kind))) == [()]


def test_a_denied_detention_on_which_a_court_ruled_contradicts_itself() -> None:
    found = look(case(detention(acknowledged="denied"), order()))
    assert told(found, "denied_but_ordered") == [
        "The detention is denied by the authorities, yet a court order on it is recorded."
    ]


def test_a_denied_detention_without_an_order_does_not_contradict_itself() -> None:
    assert told(look(case(detention(acknowledged="denied"))), "denied_but_ordered") == []


@pytest.mark.parametrize(
    ("status", "legal", "safety", "rules"),
    [
        ("ongoing", "warned_and_released", "", ["status_conflict"]),
        ("ended", "police_hold", "", ["status_conflict"]),
        ("ended", "", "in_custody", ["safety_conflict"]),
        ("ongoing", "", "safe", ["safety_conflict"]),
        ("ongoing", "police_hold", "in_custody", []),
        ("ended", "warned_and_released", "safe", []),
        ("ongoing", "fined_and_released", "in_hiding", ["status_conflict", "safety_conflict"]),
        ("ongoing", "released_without_decision", "relocated", ["status_conflict", "safety_conflict"]),
        ("ongoing", "cleared", "abroad", ["status_conflict", "safety_conflict"]),
        ("ended", "held_without_record", "", ["status_conflict"]),
        ("ended", "serving_administrative_arrest", "", ["status_conflict"]),
        ("unknown", "police_hold", "in_custody", []),
        ("unknown", "cleared", "safe", []),
    ],
)
def test_status_and_safety_must_fit_the_detentions(status: str, legal: str, safety: str, rules: list[str]) -> None:
    changes = [record("status_change", status=legal)] if legal else []
    found = look(case(detention(status=status), *changes, safety=safety))
    assert [r.rule for r in found if r.rule in ("status_conflict", "safety_conflict")] == rules


def test_safety_tells_whether_a_detention_is_ongoing() -> None:
    ongoing = look(case(detention(status="ongoing"), safety="safe"))
    assert told(ongoing, "safety_conflict") == ["A detention is ongoing, while safety is recorded as “safe”."]
    ended = look(case(detention(), safety="in_custody"))
    assert told(ended, "safety_conflict") == ["No detention is ongoing, while safety is recorded as “in custody”."]


def test_a_file_without_a_detention_says_so_where_status_or_safety_speak_of_one() -> None:
    found = look(case(record("status_change", status="police_hold"), safety="in_custody"))
    assert told(found, "status_conflict") == [
        "No detention is recorded, while the latest legal status is “police hold”."
    ]
    assert told(found, "safety_conflict") == ["No detention is recorded, while safety is recorded as “in custody”."]
    assert "custody_unknown" not in [remark.rule for remark in found]


@pytest.mark.parametrize(
    ("kind", "end", "odd"),
    [
        ("served_in_full", "2017-10-02", True),
        ("served_in_full", "2017-10-07", False),
        ("early_by_decision", "2017-10-09", True),
        ("early_by_decision", "2017-10-02", False),
        ("after_payment", "2017-10-02", False),
        ("after_payment", "2017-10-09", False),
    ],
)
def test_a_release_must_fit_the_figures(kind: str, end: str, odd: bool) -> None:
    found = look(case(detention(start="2017-09-17", end=end, release_kind=kind), order(days_ordered=20)))
    assert bool(told(found, "release_conflict")) == odd


# Phases


@pytest.mark.parametrize(
    ("start", "end", "where"),
    [("2017-09-19", "2017-09-20", "before"), ("2017-09-21", "2017-09-23", "after"), ("2017-09-24", "", "after")],
)
def test_a_phase_outside_its_detention_is_odd(start: str, end: str, where: str) -> None:
    found = look(case(detention(start="2017-09-20", end="2017-09-22"), phase("police_hold", start, end)))
    (text,) = told(found, "phase_outside")
    assert text.startswith(f"The police hold is dated {where} the detention")


@pytest.mark.parametrize(("start", "end"), [("2017-09-20", "2017-09-22"), ("2017-09-19~", "2017-09"), ("", "")])
def test_a_phase_that_may_be_within_its_detention_is_not_odd(start: str, end: str) -> None:
    found = look(case(detention(start="2017-09-20", end="2017-09-22"), phase("police_hold", start, end)))
    assert told(found, "phase_outside") == []


def phases(first: tuple[str, str, str], second: tuple[str, str, str]) -> list[str]:
    found = look(case(detention(), phase(*first), phase(*second, key="second")))
    return [remark.rule for remark in found if remark.rule in ("phases_overlap", "phases_out_of_order")]


HOLD = ("police_hold", "2017-09-20T10:00:00", "2017-09-20T18:00:00")


@pytest.mark.parametrize(
    ("other", "rules"),
    [
        (("administrative_arrest", "2017-09-20T17:00:00", "2017-09-25"), ["phases_overlap"]),
        (("administrative_arrest", "2017-09-20T18:00:00", "2017-09-25"), []),
        (("administrative_arrest", "2017-09-20", "2017-09-25"), []),
        (("medical_facility", "2017-09-20T11:00:00", "2017-09-20T12:00:00"), []),
        (("stop", "2017-09-20T18:30:00", "2017-09-20T19:00:00"), ["phases_out_of_order"]),
        (("stop", "2017-09-20T09:00:00", "2017-09-20T10:00:00"), []),
    ],
)
def test_phases_follow_one_another(other: tuple[str, str, str], rules: list[str]) -> None:
    assert phases(HOLD, other) == rules


@pytest.mark.parametrize(("start", "end"), [("[..2017-09-30]", "2017-10-02"), ("2017-09-01", "[2017-09-02..]")])
def test_phases_with_open_dates_overlap_only_for_certain(start: str, end: str) -> None:
    assert phases(HOLD, ("administrative_arrest", start, end)) == []


def test_the_arrest_comes_after_the_way_to_the_court() -> None:
    arrest = ("administrative_arrest", "2017-09-20", "2017-09-25")
    assert phases(arrest, ("waiting_for_court", "2017-09-26", "2017-09-26")) == ["phases_out_of_order"]
    assert phases(arrest, ("police_hold", "2017-09-26", "2017-09-26")) == []


def test_phases_of_two_detentions_are_not_compared() -> None:
    dossier = case(detention(), detention("two"), phase(*HOLD), phase(*HOLD, key="second", detention="two"))
    assert told(look(dossier), "phases_overlap") == []


# How much hangs on it

ARREST = order(outcome="administrative_arrest")
COUNSEL = {"purpose": "counsel", "decision": "granted"}


@pytest.mark.parametrize(
    ("severity", "rule", "dossier"),
    [
        ("attention", "overstay", case(detention(start="2017-09-17", end="2017-09-19"), order(days_ordered=1))),
        ("attention", "early_release", case(*KAMRAN)),
        ("attention", "figures_differ", case(*KAMRAN)),
        (
            "attention",
            "stated_conflict",
            case(detention(start="2017-09-17", end="2017-09-19", stated_duration="a year")),
        ),
        (
            "attention",
            "possible_early_release",
            case(detention(start="2017-09", end="2017-10"), order(days_ordered=20)),
        ),
        (
            "attention",
            "overlap",
            case(detention(start="2017-09", end="2018"), *[detention("b", start="2017", end="2018")]),
        ),
        (
            "attention",
            "release_conflict",
            case(detention(start="2017-09-17", end="2017-09-18", release_kind="served_in_full"), order(days_ordered=5)),
        ),
        (
            "attention",
            "possible_overlap",
            case(
                detention(start="2017-09-15", end="2017-09-22~"), detention("b", start="2017-09-22", end="2017-09-27")
            ),
        ),
        ("attention", "denied_but_ordered", case(detention(acknowledged="denied"), ARREST)),
        ("attention", "ongoing_with_end", case(detention(end="2017-09", status="ongoing"))),
        ("attention", "starts_later", case(detention(start="2017-12", status="ongoing"))),
        ("attention", "release_while_ongoing", case(detention(status="ongoing", release_kind="other"))),
        ("attention", "custody_unknown", case(detention(status="unknown"))),
        ("attention", "status_conflict", case(detention(), record("status_change", status="police_hold"))),
        ("attention", "safety_conflict", case(detention(), safety="in_custody")),
        ("attention", "copy_not_served", case(detention(), ARREST)),
        ("attention", "ill_treatment_ignored", case(detention(), order(ill_treatment_raised="yes"))),
        ("attention", "hearing_not_public", case(detention(), order(public="no"))),
        ("attention", "homeless_without_shelter", case(vulnerabilities=["homeless"])),
        ("attention", "consent_withdrawn", case(record("consent", purpose="counsel", decision="withdrawn"))),
        ("attention", "sealed_without_consent", case(identity=("phone",))),
        ("attention", "consent_expired", case(record("consent", expires_on="2017-09-01", **COUNSEL))),
        ("attention", "consent_perhaps_expired", case(record("consent", expires_on="2017", **COUNSEL))),
        ("attention", "consent_constrained", case(record("consent", in_custody="yes", **COUNSEL))),
        ("attention", "self_described_without_consent", case(identity=("self_described",))),
        ("attention", "medical_attention_refused", case(record("allegation", medical_attention="refused_by_guards"))),
        ("attention", "documented_by_nothing", case(record("allegation", verification="documented"))),
        ("attention", "finding_without_clinician", case(record("finding", consistency="consistent"))),
        ("attention", "forced_exam_not_alleged", case(record("medical_exam", kind="forced"))),
        ("attention", "exam_without_consent", case(record("medical_exam", kind="treatment", consent="no"))),
        ("attention", "draft_left", case(record("draft", record="task", field="title"))),
        ("attention", "task_overdue", case(record("task", title="Ask", due_on="2017-09"))),
        ("gap", "no_detention_dates", case(detention())),
        ("gap", "no_start", case(detention(end="2017-09"))),
        ("gap", "order_without_days", case(detention(), ARREST)),
        ("gap", "order_undated", case(detention(), ARREST)),
        ("gap", "hearing_not_asked", case(detention(), ARREST)),
        ("gap", "exemption_not_asked", case(detention(), ARREST)),
        ("gap", "no_consent_counsel", case()),
        ("gap", "allegation_without_source", case(record("allegation", act="beating"))),
        ("gap", "official_reason_unanswered", case(detention(official_reason="a check"))),
        ("gap", "exhibit_without_origin", case(record("evidence", title="Photograph"))),
        ("gap", "no_release_information", case(detention())),
        ("gap", "no_safeguards", case(detention())),
    ],
)
def test_only_what_may_do_harm_is_a_danger(severity: str, rule: str, dossier: Dossier) -> None:
    assert {remark.severity for remark in look(dossier) if remark.rule == rule} == {severity}


# The scenarios


def test_scenario_1_a_stated_length_and_no_dates() -> None:
    found = look(case(detention(stated_duration="two days")))
    assert told(found, "no_detention_dates") == [
        "Neither start nor end of the detention is recorded, so nothing is computed; stated “two days”."
    ]
    assert told(found, "stated_conflict") == []


def test_scenario_2_the_one_who_was_named_is_exposed_and_the_one_who_named_is_not_told_of() -> None:
    friend = record(
        "coerced_disclosure", "named", "togrul", method="forced_call", confidence="likely", persons=["file"]
    )
    remark = the(look(case(detention(start="2017-09-20", status="ongoing")), exposures=[friend]), "exposed")
    assert remark.severity == Severity.DANGER
    assert remark.sensitivity == "coerced"
    assert remark.text == (
        "Exposed: another was made to give this person away (forced call, likely), "
        "and no warning to this person is recorded."
    )


def test_scenario_3_taken_from_work_and_no_loss_of_work_inferred() -> None:
    incident = record("incident", "incident", "", title="Workshop", kind="workplace_arrest", on="2017-09-18")
    found = look(case(detention(start="2017-09-18", end="2017-09-20", incident="incident"), shared=[incident]))
    assert [remark for remark in found if "work" in remark.rule or "loss" in remark.text or "job" in remark.text] == []


def test_scenario_4_an_unknown_sum_is_a_gap_and_not_nought() -> None:
    paid = record("payment", kind="bribe_for_release", paid={"amount": "unknown", "currency": "AZN"})
    remark = the(look(case(detention(), paid)), "sum_unknown")
    assert remark.severity == Severity.GAP
    assert remark.text == (
        "Payment (bribe for release): the sum paid is not known and counts as unknown, not as nought."
    )


def test_scenario_5_homeless_and_no_shelter_asked() -> None:
    loss = record("housing_loss", actor="landlord", trigger="police_visit", living_now="homeless")
    assert told(look(case(loss)), "homeless_without_shelter")


def test_scenario_6_ordered_twenty_served_fifteen() -> None:
    found = look(case(*KAMRAN))
    assert "5 days" in the(found, "early_release").text
    assert "7 October 2017" in the(found, "early_release").text
    assert told(found, "overstay") == told(found, "held_beyond_order") == []


def test_scenario_7_a_health_body_denies_and_is_kept_beside() -> None:
    letter = record("source", "letter", kind="official", title="Letter of the clinic")
    denial = record("fact_link", source="letter", record={"record": "medical_exam", "id": "exam"}, stance="contradicts")
    found = look(case(record("medical_exam", "exam", kind="forced"), denial, letter))
    assert told(found, "contradicted") == [
        "Source “Letter of the clinic” contradicts the medical examination; both are kept."
    ]
    assert told(found, "forced_exam_not_alleged")


def test_scenario_10_consent_withdrawn_after_two_copies() -> None:
    copies = [
        record("disclosure", f"copy-{number}", audience="counsel", copy_no=f"2017-000{number}") for number in (1, 2)
    ]
    withdrawn = record("consent", purpose="counsel", decision="withdrawn", withdrawn_on="2017-10-09")
    assert told(look(case(withdrawn, *copies)), "consent_withdrawn") == [
        "Consent for counsel was withdrawn on 9 October 2017; 2 copies were handed out (2017-0001 and 2017-0002); "
        "no new copy may be made."
    ]


@pytest.mark.parametrize(
    ("person", "who"),
    [
        ({"age_band": "14_17"}, "a minor"),
        ({"age_band": "under_14", "vulnerabilities": ["minor"]}, "a minor"),
        ({"vulnerabilities": ["sole_carer_of_a_child"]}, "the sole carer of a child"),
        ({"vulnerabilities": ["pregnant", "disability"]}, "a pregnant person and a person with a disability"),
    ],
)
def test_scenario_11_possibly_exempt(person: dict[str, Any], who: str) -> None:
    found = look(case(detention(), order(outcome="administrative_arrest"), **person))
    assert told(found, "possibly_exempt") == [
        f"Administrative arrest of {who}: possibly exempt from it; confirm with counsel."
    ]


def test_scenario_12_perceived_as_says_nothing_of_who_somebody_is() -> None:
    with_it, without = case(perceived_as=["gay"]), case()
    assert look(with_it) == look(without)
