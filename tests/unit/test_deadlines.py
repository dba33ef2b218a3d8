"""Deadlines: periods, uncertain triggers, the change of the time before the ECtHR, and faults in the data."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.domain.dates import UncertainDate
from muniment.domain.deadlines import (
    Confidence,
    Days,
    DeadlineRule,
    Due,
    Period,
    Unit,
    UnknownRule,
    as_table,
    due,
    parse_deadline_rules,
)
from muniment.domain.errors import InvalidInput
from muniment.host.resources import load_deadline_rules

RULES = load_deadline_rules()
MANY_DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))


@dataclass(frozen=True)
class Between:
    """A trigger known by its bounds."""

    first_day: date | None
    last_day: date | None


def on(text: str) -> Days:
    return UncertainDate.parse(text)


def day(text: str) -> date:
    return date.fromisoformat(text)


def exactly(text: str) -> tuple[date, date]:
    return day(text), day(text)


def ends(found: Due) -> tuple[date | None, date | None]:
    return found.earliest, found.latest


@pytest.mark.parametrize(
    ("rule", "trigger", "expected"),
    [
        ("ecthr", "2017-10-12", "2018-04-12"),
        ("ecthr", "2022-01-31", "2022-07-31"),  # a Sunday, stays
        ("ecthr", "2022-02-01", "2022-06-01"),
        ("ecthr", "2022-10-31", "2023-02-28"),
        ("ecthr", "2023-10-31", "2024-02-29"),
        ("ecthr-no-remedy", "2022-10-31", "2023-02-28"),
        ("az-admin-appeal", "2017-09-17", "2017-09-27"),
    ],
)
def test_the_rules_give_the_known_days(rule: str, trigger: str, expected: str) -> None:
    assert ends(due(RULES[rule], on(trigger))) == exactly(expected)


def test_an_uncertain_trigger_gives_a_range_and_the_earlier_day_warns() -> None:
    found = due(RULES["az-admin-appeal"], on("[2017-09-17..2017-09-20]"))
    assert ends(found) == (day("2017-09-27"), day("2017-09-30"))
    assert found.warns_on == day("2017-09-27")


def test_a_trigger_on_both_sides_of_the_change_takes_in_both_periods() -> None:
    found = due(RULES["ecthr"], on("[2022-01-30..2022-02-02]"))
    assert ends(found) == (day("2022-06-01"), day("2022-07-31"))


def test_the_day_of_the_decision_chooses_the_period_of_a_later_service() -> None:
    found = due(RULES["ecthr"], on("2022-02-10"), decided=on("2022-01-20"))
    assert ends(found) == exactly("2022-08-10")


def test_an_uncertain_decision_lets_the_shorter_period_warn() -> None:
    found = due(RULES["ecthr"], on("2022-02-10"), decided=on("[2022-01-20..2022-02-05]"))
    assert ends(found) == (day("2022-06-10"), day("2022-08-10"))


def test_without_a_day_of_receipt_the_decision_counts_as_the_worst_case() -> None:
    found = due(RULES["ecthr"], None, decided=on("2022-01-31"))
    assert ends(found) == exactly("2022-07-31")
    assert found.worst_case


def test_a_known_receipt_is_not_the_worst_case() -> None:
    assert not due(RULES["ecthr"], on("2022-02-10"), decided=on("2022-01-20")).worst_case


def test_without_any_day_nothing_is_due() -> None:
    assert due(RULES["ecthr"], None) == Due()


def test_a_trigger_at_the_latest_leaves_the_earlier_end_open() -> None:
    found = due(RULES["az-admin-appeal"], on("[..2017-09-20]"))
    assert ends(found) == (None, day("2017-09-30"))
    assert found.warns_on == day("2017-09-30")


def test_a_trigger_at_the_earliest_leaves_the_later_end_open() -> None:
    assert ends(due(RULES["ecthr"], on("[2022-01-31..]"))) == (day("2022-06-01"), None)


def test_no_limit_gives_no_day() -> None:
    for rule_id in ("cat-22", "cedaw-op", "wgad", "sr-torture"):
        assert due(RULES[rule_id], on("2017-09-20")) == Due()


def test_the_human_rights_committee_warns_after_five_years_though_there_is_no_limit() -> None:
    found = due(RULES["hrc-op1"], on("[2018-02-28..2018-03-10]"))
    assert ends(found) == (None, None)
    assert (found.caution_from, found.warns_on) == (day("2023-02-28"), day("2023-02-28"))


def test_another_procedure_leaves_three_years() -> None:
    assert due(RULES["hrc-op1-after-other"], on("2020-02-29")).caution_from == day("2023-02-28")


def test_interim_measures_are_urgent_without_a_day() -> None:
    assert due(RULES["ecthr-rule39"], on("2017-09-20")) == Due(urgent=True)


@pytest.mark.parametrize(
    ("count", "unit", "expected"),
    [(3, Unit.DAYS, "2024-02-03"), (2, Unit.WEEKS, "2024-02-14"), (1, Unit.MONTHS, "2024-02-29")],
)
def test_counsel_enters_a_period(count: int, unit: Unit, expected: str) -> None:
    assert ends(due(RULES["custom"].with_period(count, unit), on("2024-01-31"))) == exactly(expected)


def test_a_custom_rule_without_a_period_gives_no_day() -> None:
    assert due(RULES["custom"], on("2024-01-31")) == Due()


def test_a_period_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidInput, match="period: must be 1 or more"):
        RULES["custom"].with_period(0, Unit.DAYS)


@pytest.mark.parametrize("unit", list(Unit))
def test_a_period_beyond_the_calendar_is_refused(unit: Unit) -> None:
    with pytest.raises(InvalidInput, match="ends after the year 9999"):
        Period(2, unit).after(date(9999, 12, 31))


@given(MANY_DAYS, st.integers(1, 600))
def test_months_keep_the_day_or_end_with_the_month(start: date, months: int) -> None:
    end = Period(months, Unit.MONTHS).after(start)
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(MANY_DAYS, st.integers(0, 60), st.sampled_from(["ecthr", "az-admin-appeal", "ecthr-no-remedy"]))
def test_a_range_holds_what_each_of_its_days_gives_and_no_more(first: date, length: int, rule_id: str) -> None:
    rule, days = RULES[rule_id], [first + timedelta(days=n) for n in range(length + 1)]
    each = [due(rule, Between(one, one)).earliest for one in days]
    known = [one for one in each if one]
    assert ends(due(rule, Between(days[0], days[-1]))) == (min(known), max(known))


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(UnknownRule, match="no such deadline rule: echr"):
        RULES.check("echr")


def test_the_users_rule_takes_the_place_of_ours() -> None:
    own = DeadlineRule(id="ecthr", titles={"en": "mine"}, forums={}, counted_from={})
    changed = RULES.with_rules([own])
    assert changed["ecthr"].title("ru") == "mine"
    assert list(changed) == list(RULES)
    assert RULES["ecthr"].title() != "mine"


def rule(**changes: Any) -> dict[str, Any]:
    words = {"en": "words"}
    return {
        "id": "mine",
        "title": words,
        "forum": words,
        "counted_from": words,
        "source": "counsel",
        "confidence": "low",
        "version": [{"period": 10, "unit": "days"}],
    } | changes


def test_a_users_rule_needs_english_alone_and_may_hold_days_as_text() -> None:
    version = {"period": 1, "unit": "weeks", "in_force_from": "2020-01-01"}
    found = parse_deadline_rules({"rule": [rule(version=[version])]})["mine"]
    assert found.confidence is Confidence.LOW
    assert found.versions[0].in_force_from == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"id": ""}, "rule 1.id: is empty"),
        ({"id": "My rule"}, "rule My rule.id: must be small letters and digits"),
        ({"title": {}}, "rule mine.title.en: is missing"),
        ({"source": ""}, "rule mine.source: is empty"),
        ({"confidence": "sure"}, "rule mine.confidence: must be one of high, medium, low, not 'sure'"),
        ({"urgent": 1}, "rule mine.urgent: must be true or false"),
        ({"limit": 3}, "rule mine.limit: is not known here"),
        ({"version": [{"unit": "days"}]}, "rule mine.version 1.period: is missing"),
        ({"version": [{"period": 0, "unit": "days"}]}, "rule mine.version 1.period: must be between 1 and 10000"),
        ({"version": [{"period": True, "unit": "days"}]}, "rule mine.version 1.period: must be a whole number"),
        ({"version": [{"period": 4, "unit": "years"}]}, "must be one of days, weeks, months"),
        ({"version": [{"period": 4, "unit": "days", "in_force_to": "2017-09-31"}]}, "no such day: 2017-09-31"),
        (
            {"version": [{"period": 4, "unit": "days", "in_force_from": "2022-02-01", "in_force_to": "2022-01-31"}]},
            "rule mine.version 1.in_force_to: is before in_force_from",
        ),
        ({"version": [{"period": 4, "unit": "days"}] * 2}, "rule mine.version 2: is in force at the same time"),
    ],
)
def test_a_fault_in_a_rule_is_named(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_deadline_rules({"rule": [rule(**changes)]})
    assert fault in str(caught.value)


def test_two_rules_of_one_id_are_refused() -> None:
    with pytest.raises(InvalidInput, match="rule mine: stands there twice"):
        parse_deadline_rules({"rule": [rule(), rule()]})


def test_a_file_without_rules_is_refused() -> None:
    with pytest.raises(InvalidInput, match="rule: there is none"):
        parse_deadline_rules({})


def test_an_id_that_is_fixed_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"rule mine\.id: .* cannot be replaced"):
        parse_deadline_rules({"rule": [rule()]}, fixed=("mine",))


@pytest.mark.parametrize("rule_id", list(RULES))
def test_a_rule_written_as_a_table_is_read_as_the_same_rule(rule_id: str) -> None:
    table = json.loads(json.dumps(as_table(RULES[rule_id])))
    assert parse_deadline_rules({"rule": [table]})[rule_id] == RULES[rule_id]
