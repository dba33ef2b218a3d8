"""Money, remedies, deadlines, rights, contradictions."""

from typing import Any

from tests.reports.summary_reading import answer, demo_summary, facts, file_of, one, rows, section, summed, words

from muniment.domain.records import Record
from muniment.host.resources import load_rights, load_vocabularies
from muniment.reports.document import Document
from muniment.reports.sections import Section


def _paid(number: int, amount: str | None, currency: str) -> Record:
    money = {"amount": amount or "unknown", "currency": currency}
    return one("payment", f"p{number}", kind="bribe_for_release", paid=money)


def test_sums_are_added_up_per_currency() -> None:
    document = summed(file_of(_paid(1, "100.50", "AZN"), _paid(2, "49.50", "AZN"), _paid(3, "20", "EUR")))
    assert rows(document, Section.LOSSES)[-1] == ["Total per currency", "150.00\xa0AZN\n20\xa0EUR"]


def test_a_sum_that_is_unknown_is_not_nought() -> None:
    document = demo_summary("samir")
    assert "unknown" in answer(document, Section.LOSSES)
    assert "0.00" not in words(section(document, Section.LOSSES))


def test_no_total_stands_where_no_sum_is_recorded() -> None:
    document = summed(file_of(one("payment", "p", kind="other", result="Roses lost")))
    assert "Total" not in words(section(document, Section.LOSSES))


def test_no_loss_of_work_is_made_of_an_arrest_at_work() -> None:
    assert "loss of work" not in words(section(demo_summary("murad"), Section.LOSSES)).lower()


def test_remedies_not_used_are_told_with_the_reason() -> None:
    document = demo_summary("deniz")
    assert answer(document, Section.REMEDIES).endswith("1 not used.")
    assert any("seen as ineffective" in row for row in rows(document, Section.REMEDIES))


def _deadline(**fields: Any) -> Document:
    return summed(file_of(one("deadline", "t", **fields)))


def test_a_deadline_is_told_with_rule_source_and_confidence() -> None:
    told = facts(_deadline(rule="ecthr", trigger_on="2017-10-12"), Section.DEADLINES)
    assert told["Confidence"] == "high; confirm with counsel"
    assert told["Period"] == "6 months until 31 January 2022; 4 months from 1 February 2022"
    assert told["Source of the rule"].startswith("ECHR, Article 35 § 1")


def test_the_last_day_of_six_months_is_the_same_day_of_the_month() -> None:
    told = words(section(_deadline(rule="ecthr", trigger_on="2017-10-12"), Section.DEADLINES))
    assert "Due 12 April 2018, confirm with counsel." in told


def test_an_uncertain_trigger_gives_a_range_whose_earlier_day_warns() -> None:
    told = words(section(_deadline(rule="az-admin-appeal", trigger_on="[2017-09-17..2017-09-19]"), Section.DEADLINES))
    assert "Due between 27 September 2017 and 29 September 2017 (the earlier day warns), confirm with counsel." in told


def test_counsels_own_day_stands_beside_the_computed_one() -> None:
    fields = {"rule": "az-admin-appeal", "trigger_on": "2017-09-17", "override": "2017-09-25"}
    document = _deadline(**fields, reason="registry closes early")
    assert "Due 25 September 2017, by decision of counsel." in words(section(document, Section.DEADLINES))
    assert facts(document, Section.DEADLINES)["Computed"] == "27 September 2017"


def test_a_deadline_that_is_done_is_not_open() -> None:
    document = _deadline(rule="az-admin-appeal", trigger_on="2017-09-17", done_on="2017-09-20")
    assert answer(document, Section.DEADLINES) == "None open; 1 deadline done."
    assert "Done 20 September 2017." in words(section(document, Section.DEADLINES))


def test_a_rule_without_a_limit_has_no_day() -> None:
    told = words(section(_deadline(rule="ecthr-rule39"), Section.DEADLINES))
    assert "No fixed limit; as soon as possible." in told


def test_every_act_has_its_articles_or_is_other() -> None:
    without = [term.id for term in load_vocabularies()["act"] if not load_rights().engaged(term.id)]
    assert without == ["other"]


def test_rights_are_derived_from_acts_and_purposes() -> None:
    alleged = one("allegation", "a", act="beating", purposes=["discrimination"], account="x")
    document = summed(file_of(alleged))
    assert answer(document, Section.RIGHTS) == (
        "ECHR 3, 14; ICCPR 7, 10, 26; CAT 1, 12, 13, 16. For counsel to confirm."
    )
    assert ["26", "equality before the law", "8.1 beating"] in rows(document, Section.RIGHTS)


def test_a_forced_examination_engages_its_articles() -> None:
    document = summed(file_of(one("medical_exam", "e", kind="forced")))
    assert answer(document, Section.RIGHTS).startswith("ECHR 3, 8; ICCPR 7, 10, 17; CAT 16.")


def test_both_sides_of_a_fact_stand_in_one_row() -> None:
    row = next(row for row in rows(demo_summary("deniz"), Section.CONTRADICTIONS) if row[0] == "Detention 5.1, “Start”")
    assert row[1] == "20 September 2017, 22:40"
    assert row[2].startswith("Neighbour on the same landing [S3]")
    assert row[3].startswith("Extract of the visitors' log of the northern station [S7] [E3]")


def test_the_official_reason_stands_beside_the_persons_answer() -> None:
    row = next(
        row for row in rows(demo_summary("deniz"), Section.CONTRADICTIONS) if row[0].startswith("Detention 5.1\n")
    )
    assert row[1] == "Reason given: disobeying a lawful demand of the police"
    assert "He opened the door when he saw his friend" in row[2]


def test_a_court_order_is_told_with_its_hearing() -> None:
    told = facts(demo_summary("kamran"), Section.COURT_ORDERS)
    assert told["Length of the hearing in minutes"] == "4"
    assert told["Days ordered"] == "20"


def test_safeguards_asked_for_and_not_given_are_the_answer() -> None:
    assert answer(demo_summary("kamran"), Section.SAFEGUARDS) == (
        "Of 9 safeguards recorded, 5 granted and 4 not; requested and not granted: told the rights, doctor, phone call."
    )


def test_the_chronology_follows_the_dates_and_keeps_the_undated() -> None:
    later = one("seizure", "s", items="belt", kind="other", on="2017-10-02")
    earlier = one("allegation", "a", act="beating", on="2017-09", account="x")
    undated = one("payment", "p", kind="other")
    document = summed(file_of(undated, later, earlier))
    assert answer(document, Section.CHRONOLOGY).startswith("2 events with a date, 1 without")
    assert [row[0] for row in rows(document, Section.CHRONOLOGY)] == ["Sep 2017", "2 Oct 2017", "Other"]


def test_the_chronology_cites_no_source_that_contradicts() -> None:
    row = next(row for row in rows(demo_summary("ayten"), Section.CHRONOLOGY) if "forced testing" in row[1])
    assert row[2] == "[S1] [S5]"
