import hashlib
import json
import re
import statistics
import timeit
from collections import Counter
from itertools import islice
from uuid import UUID

import pytest

from muniment.domain import validation
from muniment.domain.errors import Fault
from muniment.domain.openformat import make, read_values
from muniment.domain.schema import RECORDS
from muniment.host.resources import load_deadline_rules, load_vocabularies
from muniment.services.synthetic import generate
from muniment.services.synthetic.material import Line

FILES = 120


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    return list(generate(FILES))


def _digest(lines: list[Line]) -> str:
    return hashlib.sha256("\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()).hexdigest()


def test_same_seed_same_bytes(lines: list[Line]) -> None:
    assert _digest(list(generate(FILES))) == _digest(lines)


def test_another_seed_shares_nothing(lines: list[Line]) -> None:
    assert not {line["id"] for line in lines} & {line["id"] for line in generate(20, seed=1)}


def test_more_files_begin_with_the_same_files(lines: list[Line]) -> None:
    assert _digest(list(islice(generate(FILES + 50), len(lines)))) == _digest(lines)


def test_it_streams() -> None:
    assert next(generate(10**9))["record"] == "agency"


def test_ids_are_unique_random_uuids(lines: list[Line]) -> None:
    ids = [line["id"] for line in lines]
    assert len(set(ids)) == len(ids)
    assert all(str(UUID(each)) == each and UUID(each).version == 4 for each in ids)


def test_codes_are_unique_and_in_the_form_of_the_program() -> None:
    codes = [line["fields"]["code"] for line in generate(600) if line["record"] == "case_file"]
    assert len(set(codes)) == 600
    assert all(re.fullmatch("[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}", code) for code in codes)


def _faults(line: Line, known: dict[str, validation.Known]) -> list[Fault]:
    spec = RECORDS[line["record"]]
    values, faults = read_values(spec, line["fields"])
    record = make(spec.name, {**values, "id": line["id"], "case": line.get("case", "")})
    return faults + validation.faults(record, load_vocabularies(), known.get)


def test_every_record_could_be_saved(lines: list[Line]) -> None:
    known = {line["id"]: validation.Known(line["record"], line.get("case", "")) for line in lines}
    assert {str(fault) for line in lines for fault in _faults(line, known)} == set()


def test_deadlines_name_a_rule_of_the_program(lines: list[Line]) -> None:
    assert {line["fields"]["rule"] for line in lines if line["record"] == "deadline"} <= set(load_deadline_rules())


def test_a_detention_has_one_safeguard_of_a_kind(lines: list[Line]) -> None:
    kinds = [(f["detention"], f["kind"]) for f in (x["fields"] for x in lines if x["record"] == "safeguard")]
    assert len(set(kinds)) == len(kinds)


def test_case_files_and_shared_records_are_marked(lines: list[Line]) -> None:
    for line in lines:
        if "case" not in line:
            assert "SYNTHETIC" in json.dumps(line["fields"]), line["id"]
        if line["record"] == "case_file":
            assert line["fields"]["summary"].startswith("SYNTHETIC. ")


def test_files_have_the_size_of_real_ones(lines: list[Line]) -> None:
    per_file = Counter(line["case"] for line in lines if "case" in line)
    assert len(per_file) == FILES
    assert 25 < statistics.mean(per_file.values()) < 50
    accounts = [len(line["fields"]["account"]) for line in lines if line["record"] == "allegation"]
    assert min(accounts) >= 1000
    assert max(accounts) <= 2000


def test_files_differ(lines: list[Line]) -> None:
    assert {line["record"] for line in lines} >= set(RECORDS) - {
        "identity",
        "fact_link",
        "evidence",
        "custody_event",
        "disclosure",
        "survey_answer",
        "draft",
        "count_claim",
    }
    detentions = Counter(line["case"] for line in lines if line["record"] == "detention")
    assert set(detentions.values()) == {1, 2, 3}
    accounts = [line["fields"]["account"] for line in lines if line["record"] == "allegation"]
    assert len(set(accounts)) == len(accounts)
    assert {line["fields"]["language"] for line in lines if line["record"] == "source" and "case" in line} == {
        "az",
        "ru",
        "en",
    }


def test_two_hundred_files_take_less_than_two_seconds() -> None:
    assert timeit.timeit(lambda: sum(1 for _ in generate(200)), number=1) < 2
