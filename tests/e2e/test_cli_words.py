"""Dates, deadlines, the schema and the lists of terms."""

from pathlib import Path

import pytest
from tests.e2e.front_door import Muniment

from muniment.domain.audience import AUDIENCES
from muniment.domain.schema import RECORDS


@pytest.mark.parametrize(
    ("text", "edtf", "bounds"),
    [
        ("20 Sep 2017", "2017-09-20", ("2017-09-20", "2017-09-20")),
        ("between 18 and 20 Sep 2017", "[2017-09-18..2017-09-20]", ("2017-09-18", "2017-09-20")),
        ("[..2017-09-20]", "[..2017-09-20]", (None, "2017-09-20")),
        ("около 20 сентября 2017", "2017-09-20~", ("2017-09-19", "2017-09-21")),
    ],
)
def test_a_date_is_shown_as_it_is_understood(
    text: str, edtf: str, bounds: tuple[str | None, str], muniment: Muniment
) -> None:
    found = muniment.ok("date", text, secrets=[])
    assert (found["edtf"], (found["earliest"], found["latest"])) == (edtf, bounds)
    assert muniment.ok("date", found["shown"], secrets=[])["edtf"] == edtf


def test_a_date_needs_no_quotes(muniment: Muniment) -> None:
    assert muniment.ok("date", "20", "Sep", "2017", secrets=[])["edtf"] == "2017-09-20"


def test_an_impossible_date_is_refused_with_a_message(muniment: Muniment) -> None:
    done = muniment("date", "2017-09-31", secrets=[])
    assert (done.code, done.out, "2017-09-31" in done.err) == (4, "", True)


@pytest.mark.parametrize(
    ("start", "end", "elapsed"),
    [
        ("2017-09-17", "2017-10-02", [15, 15]),
        ("between 18 and 20 Sep 2017", "between 2 and 3 Oct 2017", [12, 15]),
        ("2017-09-17", "unknown", [None, None]),
    ],
)
def test_days_are_counted_from_bound_to_bound(
    start: str, end: str, elapsed: list[int | None], muniment: Muniment
) -> None:
    assert muniment.ok("days", start, end, secrets=[])["elapsed"] == elapsed


@pytest.mark.parametrize(
    ("rule", "counted_from", "due"),
    [
        ("ecthr", "12 Oct 2017", ("2018-04-12", "2018-04-12")),
        ("ecthr", "31 Jan 2022", ("2022-07-31", "2022-07-31")),
        ("ecthr", "31 Oct 2022", ("2023-02-28", "2023-02-28")),
        ("az-admin-appeal", "between 15 and 17 Sep 2017", ("2017-09-25", "2017-09-27")),
    ],
)
def test_a_deadline_follows_its_rule(rule: str, counted_from: str, due: tuple[str, str], muniment: Muniment) -> None:
    found = muniment.ok("deadline", rule, counted_from, secrets=[])
    assert (found["due_earliest"], found["due_latest"]) == due
    assert found["source"]


def test_without_a_day_of_receipt_the_decision_is_counted_from_as_the_worst_case(muniment: Muniment) -> None:
    found = muniment.ok("deadline", "az-admin-appeal", "unknown", "--decided", "17 Sep 2017", secrets=[])
    assert (found["due_earliest"], found["worst_case"]) == ("2017-09-27", True)
    assert muniment.ok("deadline", "az-admin-appeal", "17 Sep 2017", secrets=[])["worst_case"] is False


def test_a_deadline_in_words_says_yes_or_nothing(muniment: Muniment) -> None:
    assert "urgent" not in muniment.without_secrets("deadline", "ecthr", "2017-09-20").out
    assert "urgent        yes" in muniment.without_secrets("deadline", "ecthr-rule39", "2017-09-20").out


def test_a_deadline_of_the_lawyers_own_has_its_period(muniment: Muniment) -> None:
    found = muniment.ok("deadline", "custom", "1 Sep 2017", "--period", "2", "--unit", "weeks", secrets=[])
    assert found["due_earliest"] == "2017-09-15"


def test_the_schema_tells_every_record_field_and_list(muniment: Muniment) -> None:
    schema = muniment.ok("schema", secrets=[])
    assert list(schema["records"]) == list(RECORDS)
    act = next(field for field in schema["records"]["allegation"]["fields"] if field["name"] == "act")
    assert (act["kind"], act["required"], act["vocabulary"]) == ("choice", True, "act")
    beating = next(term for term in schema["vocabularies"]["act"]["terms"] if term["id"] == "beating")
    assert set(beating["labels"]) == {"en", "az", "ru"}
    lists = {field["vocabulary"] for spec in schema["records"].values() for field in spec["fields"]} - {None}
    assert lists == set(schema["vocabularies"])


def test_the_schema_of_one_record_reads_as_a_table(muniment: Muniment) -> None:
    text = muniment.without_secrets("schema", "detention").out
    assert ("status*" in text, "detention_status" in text, "ongoing" in text) == (True, True, True)
    assert "court_order" in muniment.without_secrets("schema").out


def test_a_term_of_ones_own_can_be_used_and_put_away(muniment: Muniment, vault: Path, robin: str) -> None:
    added = muniment.ok("term", vault, "add", "act", "water_hose", "--en", "Water hose", "--ru", "Шланг")
    assert (added["labels"], added["own"]) == ({"en": "Water hose", "ru": "Шланг"}, True)
    muniment.add(vault, "allegation", "act=water_hose", "account=-", case=robin)
    assert "Water hose" in muniment("show", vault, robin).out
    muniment.ok("term", vault, "retire", "act", "water_hose")
    (known,) = [term for term in muniment.ok("terms", vault, "act")["act"]["terms"] if term["id"] == "water_hose"]
    assert (known["retired"], known["labels"]["ru"]) == (True, "Шланг")
    assert muniment.ok("list", vault, "--act", "water_hose")[0]["code"] == robin
    assert [one["action"] for one in muniment.ok("history", vault) if one["record"] == "vault"][-2:] == [
        "term_added",
        "term_retired",
    ]
    assert muniment.ok("verify", vault)["ok"]


def test_a_term_of_the_program_is_retired_in_one_vault(muniment: Muniment, vault: Path) -> None:
    muniment.ok("term", vault, "retire", "act", "entrapment")
    (known,) = [term for term in muniment.ok("terms", vault, "act")["act"]["terms"] if term["id"] == "entrapment"]
    assert (known["retired"], known["own"], set(known["labels"])) == (True, False, {"en", "az", "ru"})


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "act", "beating", "--en", "Beating"),
        ("add", "act", "Not Snake", "--en", "x"),
        ("add", "act", "unnamed"),
        ("add", "no_such_list", "a", "--en", "A"),
        ("add", "detention_status", "paused", "--en", "Paused"),
        ("retire", "act", "no_such_term"),
        ("retire", "answer", "yes"),
    ],
)
def test_a_term_that_cannot_be_is_refused(arguments: tuple[str, ...], muniment: Muniment, vault: Path) -> None:
    done = muniment("term", vault, *arguments)
    assert (done.code, done.out, bool(done.err)) == (4, "", True)


def test_terms_are_listed_with_the_other_words_for_them(muniment: Muniment, vault: Path) -> None:
    terms = muniment.ok("terms", vault, "method")["method"]["terms"]
    assert [term["id"] for term in terms if "truncheon" in term["synonyms"]] == ["blows_with_an_object"]


def test_the_audiences_are_told_with_what_each_may_see(muniment: Muniment) -> None:
    told = muniment.ok("audiences", secrets=[])
    assert list(told) == list(AUDIENCES)
    assert (told["un_government"]["purpose"], told["internal"]["purpose"]) == ("un_to_government", None)
    assert told["press"]["sees"]["dates"] == "the month alone"
    assert "privileged notes" in muniment.without_secrets("audiences", "ecthr").out
    assert muniment("audiences", "nobody", secrets=[]).code == 4
