import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from muniment.domain import validation
from muniment.domain.errors import Fault
from muniment.domain.openformat import make, read_values
from muniment.domain.schema import RECORDS
from muniment.host.resources import load_deadline_rules, load_vocabularies, resource_path

Line = dict[str, Any]

DEMO = resource_path("demo")
FILES = ("shared", "scenarios", "surveys", "counts", "identities")


def _lines(name: str) -> list[Line]:
    return [json.loads(line) for line in (DEMO / f"{name}.jsonl").read_text("utf-8").splitlines()]


LINES = [line for name in FILES for line in _lines(name)]
KINDS = {line["id"]: line["record"] for line in LINES}
EXHIBITS: list[Line] = tomllib.loads((DEMO / "exhibits.toml").read_text("utf-8"))["exhibit"]


def _of(record: str, case: str = "") -> list[Line]:
    return [line for line in LINES if line["record"] == record and case in ("", line.get("case"))]


def test_ids_are_unique() -> None:
    assert [key for key, times in Counter(line["id"] for line in LINES).items() if times > 1] == []


def _faults(line: Line) -> list[Fault]:
    spec = RECORDS[line["record"]]
    values, faults = read_values(spec, line["fields"])
    record = make(spec.name, {**values, "id": line["id"], "case": line.get("case", "")})
    known = {each["id"]: validation.Known(each["record"], each.get("case", "")) for each in LINES}
    return faults + validation.faults(record, load_vocabularies(), known.get)


@pytest.mark.parametrize("record", sorted(set(KINDS.values()) - {"identity"}))
def test_every_record_could_be_saved(record: str) -> None:
    assert [f"{line['id']}: {fault}" for line in _of(record) for fault in _faults(line)] == []


def test_identities_have_declared_fields_only() -> None:
    names = {field.name for field in RECORDS["identity"].fields}
    assert all(set(line["fields"]) <= names and KINDS[line["case"]] == "case_file" for line in _of("identity"))


def test_a_detention_has_one_safeguard_of_a_kind() -> None:
    kinds = [(f["detention"], f["kind"]) for f in (line["fields"] for line in _of("safeguard"))]
    assert len(set(kinds)) == len(kinds)


def test_every_record_is_marked() -> None:
    unmarked = [line["id"] for line in LINES if "SYNTHETIC" not in json.dumps(line["fields"])]
    assert {KINDS[key] for key in unmarked} == {"count_claim"}
    assert all("PUBLISHED" in line["fields"]["quote"] for line in _of("count_claim"))


def test_codes_are_random_and_look_alike_nothing() -> None:
    codes = [line["fields"]["code"] for line in _of("case_file")]
    assert len(set(codes)) == len(codes) == 16
    assert all(re.fullmatch("[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}", code) for code in codes)


def test_deadlines_name_a_rule_of_the_program() -> None:
    known = set(load_deadline_rules())
    assert {line["fields"]["rule"] for line in _of("deadline")} <= known


def test_exhibits_are_files_with_a_mark_and_declared_fields() -> None:
    names = {field.name for field in RECORDS["evidence"].fields if not field.written_by_program}
    kinds = {term.id for term in load_vocabularies()["evidence_kind"].terms}
    for exhibit in EXHIBITS:
        assert set(exhibit) - {"case", "file"} <= names
        assert KINDS[exhibit["case"]] == "case_file"
        assert exhibit["kind"] in kinds
        assert all(KINDS[source] == "source" for source in exhibit["sources"])
        assert b"SYNTHETIC" in (DEMO / "evidence" / exhibit["file"]).read_bytes()
    assert {path.name for path in Path(DEMO / "evidence").iterdir()} == {exhibit["file"] for exhibit in EXHIBITS}


# The scenarios, each by what makes it one.


def _fields(record: str, case: str) -> list[Line]:
    return [line["fields"] for line in _of(record, case)]


def test_scenario_1_states_a_length_and_no_date() -> None:
    (detention,) = _fields("detention", "b")
    assert detention["stated_duration"] == "two days"
    assert "start" not in detention
    assert "end" not in detention
    assert "self_described" not in json.dumps(_fields("identity", "b"))


def test_scenario_2_is_a_forced_call_that_led_to_the_next_detention() -> None:
    (disclosure,) = _fields("coerced_disclosure", "togrul")
    assert disclosure["method"] == "forced_call"
    assert disclosure["followed_by"] == "deniz-det"
    assert _fields("coerced_disclosure", "deniz") == []


def test_scenario_3_infers_no_loss_of_work() -> None:
    assert _fields("work_loss", "murad") == []


def test_scenario_4_has_an_unknown_sum_that_is_no_fine() -> None:
    (payment,) = _fields("payment", "samir")
    assert payment["paid"] == {"amount": "unknown", "currency": "AZN"}
    assert payment["kind"] == "bribe_for_release"


def test_scenario_5_names_landlord_and_police() -> None:
    (loss,) = _fields("housing_loss", "fuad")
    assert (loss["actor"], loss["trigger"]) == ("landlord", "police_told_the_landlord")
    assert loss["living_now"] == "homeless"


def test_scenario_6_orders_twenty_days_and_serves_fifteen() -> None:
    (detention,), (order,) = _fields("detention", "kamran"), _fields("court_order", "kamran")
    assert (detention["start"][:10], detention["end"]) == ("2017-09-17", "2017-10-02")
    assert (order["days_ordered"], order["counted_from"]) == (20, "2017-09-17")


def test_scenario_7_is_contradicted_by_the_clinic() -> None:
    links = [link for link in _fields("fact_link", "ayten") if link["stance"] == "contradicts"]
    assert {link["source"] for link in links} == {"so-clinic"}
    assert {"forced_head_shaving", "forced_testing"} <= {a["act"] for a in _fields("allegation", "ayten")}


def test_scenario_8_keeps_every_published_number() -> None:
    numbers = sorted((f["low"], f.get("high", 0)) for f in (line["fields"] for line in _of("count_claim")))
    assert numbers == [(48, 48), (50, 50), (50, 100), (60, 0), (80, 0), (83, 83), (100, 0)]


def test_scenario_9_promotes_one_answer_sheet() -> None:
    assert [line["fields"]["promoted_to"] for line in _of("survey_answer") if "promoted_to" in line["fields"]] == [
        "zaur"
    ]


def test_scenario_10_withdraws_after_two_copies() -> None:
    assert len(_fields("disclosure", "rauf")) == 2
    withdrawn = [f for f in _fields("consent", "rauf") if f["decision"] == "withdrawn"]
    copies = [copy["at"][:10] for copy in _fields("disclosure", "rauf")]
    assert all(max(copies) < consent["withdrawn_on"] for consent in withdrawn)


@pytest.mark.parametrize(("case", "trait"), [("perviz", "minor"), ("sebine", "sole_carer_of_a_child")])
def test_scenario_11_orders_arrest_for_people_who_may_be_exempt(case: str, trait: str) -> None:
    assert trait in next(line for line in _of("case_file") if line["id"] == case)["fields"]["vulnerabilities"]
    assert _fields("court_order", case)[0]["outcome"] == "administrative_arrest"


def test_scenario_12_records_only_what_was_assumed() -> None:
    person = next(line for line in _of("case_file") if line["id"] == "orxan")["fields"]
    assert person["perceived_as"] == ["gay"]
    assert "gender" not in person
