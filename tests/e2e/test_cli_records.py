"""Adding, changing and removing records from the command line."""

import json
import uuid
from pathlib import Path

import pytest
from tests.e2e.front_door import Muniment, program


def test_add_prints_the_id_alone(muniment: Muniment, vault: Path) -> None:
    done = muniment("add", vault, "case_file", "pseudonym=Robin")
    assert (done.code, str(uuid.UUID(done.out.strip())) + "\n") == (0, done.out)


def test_add_as_json_tells_the_code_of_a_case_file(muniment: Muniment, vault: Path) -> None:
    made = muniment.ok("add", vault, "case_file", "pseudonym=Robin")
    assert muniment.ok("show", vault, made["code"])["case"]["id"] == made["id"]


@pytest.mark.parametrize("named", ["code", "id", "pseudonym"])
def test_a_case_file_is_named_by_code_pseudonym_or_id(named: str, muniment: Muniment, vault: Path) -> None:
    made = {**muniment.ok("add", vault, "case_file", "pseudonym=Robin"), "pseudonym": "Robin"}
    detention = muniment.ok("add", vault, "detention", "status=ended", "--case", made[named])
    assert detention["case"] == made["id"]


def test_a_date_is_typed_in_words_and_kept_as_edtf(muniment: Muniment, vault: Path, robin: str) -> None:
    muniment.add(vault, "detention", "start=between 18 and 20 Sep 2017", "status=ended", case=robin)
    (detention,) = muniment.ok("show", vault, robin)["records"]["detention"]
    assert detention["start"] == "[2017-09-18..2017-09-20]"


def test_every_fault_of_what_was_typed_is_named_at_once(muniment: Muniment, vault: Path, robin: str) -> None:
    done = muniment("add", vault, "detention", "start=31 Sep 2017", "colour=red", "status=gone", "--case", robin)
    named = {line.split(":")[0] for line in done.err.splitlines()}
    assert (done.code, named) == (4, {"detention.start", "detention.colour", "detention.status"})


def test_an_unknown_date_is_empty(muniment: Muniment, vault: Path, robin: str) -> None:
    muniment.add(vault, "detention", "start=unknown", "status=ended", case=robin)
    assert "start" not in muniment.ok("show", vault, robin)["records"]["detention"][0]


def test_money_lists_and_pointers_are_typed_plainly(muniment: Muniment, vault: Path, robin: str) -> None:
    officer = muniment.add(vault, "officer", "name=the tall one")
    detention = muniment.add(vault, "detention", "status=ended", case=robin)
    muniment.add(vault, "payment", "kind=bribe_for_release", "paid=unknown", "demanded=200 AZN", case=robin)
    fields = (
        "act=beating",
        "methods=isolation, no_sleep",
        f"perpetrators={officer}",
        "account=-",
        "lost_consciousness=no",
    )
    muniment.add(vault, "allegation", *fields, f"detention={detention}", case=robin)
    records = muniment.ok("show", vault, robin)["records"]
    assert records["payment"][0]["demanded"] == {"amount": "200", "currency": "AZN"}
    assert records["payment"][0]["paid"] == {"amount": "unknown"}
    assert records["allegation"][0]["methods"] == ["isolation", "no_sleep"]
    assert records["allegation"][0]["perpetrators"] == [{"record": "officer", "id": officer}]


def test_another_person_is_named_by_pseudonym_in_a_field(muniment: Muniment, vault: Path, robin: str) -> None:
    friend = muniment.add(vault, "case_file", "pseudonym=Sparrow")
    fields = ("method=forced_call", "confidence=claimed", "persons=sparrow")
    muniment.add(vault, "coerced_disclosure", *fields, case=robin)
    (disclosure,) = muniment.ok("show", vault, robin)["records"]["coerced_disclosure"]
    assert disclosure["persons"] == [friend]


@pytest.mark.parametrize(
    "given",
    [
        {"pseudonym": "Robin"},
        {"fields": {"pseudonym": "Robin"}},
        {"record": "case_file", "fields": {"pseudonym": "Robin"}},
    ],
)
def test_fields_come_from_a_json_file(given: object, muniment: Muniment, vault: Path, tmp_path: Path) -> None:
    source = tmp_path / "fields.json"
    source.write_text(json.dumps(given), encoding="utf-8")
    made = muniment.ok("add", vault, "case_file", "--json-input", source)
    assert muniment.ok("show", vault, made["code"])["case"]["pseudonym"] == "Robin"


def test_fields_come_from_standard_input_behind_the_passphrase(vault: Path) -> None:
    given = b'open sesame\n{"fields": {"pseudonym": "Robin"}}'
    done = program("add", vault, "case_file", "--json-input", "-", "--json", "--passphrase-fd", "0", stdin=given)
    assert (done.code, done.json["record"]) == (0, "case_file")


@pytest.mark.parametrize(
    ("given", "blamed"),
    [
        ("[1]", "not an object"),
        ("{", "valid JSON"),
        ('{"fields": {}, "id": "x"}', "id:"),
        ('{"fields": {}, "record": "note"}', "another kind"),
        ('{"fields": 3}', "fields:"),
        ('{"pseudonym": 3}', "case_file.pseudonym"),
        ('{"start": "2017"}', "case_file.start"),
        ('{"pseudonym": "Robin", "pseudonym": "Kim"}', "pseudonym stands twice"),
    ],
)
def test_json_that_is_no_record_is_refused(
    given: str, blamed: str, muniment: Muniment, vault: Path, tmp_path: Path
) -> None:
    source = tmp_path / "fields.json"
    source.write_text(given, encoding="utf-8")
    done = muniment("add", vault, "case_file", "--json-input", source)
    assert (done.code, done.out) == (4, "")
    assert blamed in done.err


def test_set_changes_the_fields_named_and_leaves_the_others(muniment: Muniment, vault: Path, robin: str) -> None:
    detention = muniment.add(vault, "detention", "status=ongoing", "start=2017-09-17", case=robin)
    changed = muniment.ok("set", vault, detention, "status=ended", "end=2 Oct 2017")
    assert (changed["id"], sorted(changed["changed"])) == (detention, ["end", "status"])
    (shown,) = muniment.ok("show", vault, robin)["records"]["detention"]
    assert (shown["start"], shown["end"], shown["status"]) == ("2017-09-17", "2017-10-02", "ended")


def test_set_with_nothing_behind_the_sign_empties_a_field(muniment: Muniment, vault: Path, robin: str) -> None:
    muniment.ok("set", vault, robin, "summary=some")
    muniment.ok("set", vault, robin, "summary=")
    assert "summary" not in muniment.ok("show", vault, robin)["case"]


def test_remove_takes_a_record_out_and_undo_brings_it_back(muniment: Muniment, vault: Path, robin: str) -> None:
    note = muniment.add(vault, "note", "text=first", case=robin)
    muniment.ok("remove", vault, note)
    assert "note" not in muniment.ok("show", vault, robin)["records"]
    undone = muniment.ok("undo", vault, robin)
    assert undone["undone"][0]["id"] == note
    assert muniment.ok("show", vault, robin)["records"]["note"][0]["text"] == "first"


def test_what_others_refer_to_is_not_removed_and_they_are_named(muniment: Muniment, vault: Path, robin: str) -> None:
    detention = muniment.add(vault, "detention", "status=ended", case=robin)
    phase = muniment.add(vault, "phase", "kind=stop", f"detention={detention}", case=robin)
    done = muniment("remove", vault, detention)
    assert (done.code, phase in done.err) == (4, True)


@pytest.mark.parametrize(
    ("record", "fields", "blamed"),
    [
        ("detention", ["status=ended", "colour=red"], ["detention.colour"]),
        ("detention", ["status=gone"], ["detention.status", "gone"]),
        ("detention", ["start=2017-09-31", "status=ended"], ["detention.start", "2017-09-31"]),
        ("detention", ["start=2 Oct 2017", "end=1 Oct 2017", "status=ended"], ["detention.end"]),
        ("detention", ["start=2017"], ["detention.status"]),
        ("phase", ["kind=stop", "detention=nowhere"], ["phase.detention", "nowhere"]),
        ("payment", ["kind=other", "paid=many"], ["payment.paid", "many"]),
        ("payment", ["kind=other", "paid=1,000 AZN"], ["payment.paid", "1,000"]),
        ("detention", ["start=2017", "start=2018", "status=ended"], ["detention.start", "more than once"]),
        (
            "allegation",
            ["perpetrator_count_low=3", "perpetrator_count_high=2"],
            ["perpetrator_count_high: this is less"],
        ),
        ("detention", ["start=2017-13", "end=nonsense", "status=x y"], ["detention.start", "detention.end"]),
        ("custody_event", ["action=received"], ["custody_event"]),
        ("detentoin", ["status=ended"], ["detention"]),
        ("coerced_disclosure", ["persons=Nobody", "method=threat", "confidence=claimed"], ["persons", "Nobody"]),
    ],
)
def test_every_fault_is_named_with_its_field(
    record: str, fields: list[str], blamed: list[str], muniment: Muniment, vault: Path, robin: str
) -> None:
    done = muniment("add", vault, record, *fields, "--case", robin)
    assert (done.code, done.out) == (4, "")
    assert [words for words in blamed if words not in done.err] == []


def test_nothing_is_saved_where_one_field_is_refused(muniment: Muniment, vault: Path, robin: str) -> None:
    muniment("set", vault, robin, "summary=some", "safety=sound")
    assert "summary" not in muniment.ok("show", vault, robin)["case"]


def test_two_case_files_of_one_pseudonym_are_told_apart_by_code(muniment: Muniment, vault: Path, robin: str) -> None:
    second = muniment.ok("add", vault, "case_file", "pseudonym=Robin")["code"]
    done = muniment("show", vault, "Robin")
    assert (done.code, robin in done.err, second in done.err) == (4, True, True)
    assert muniment.ok("show", vault, robin)["case"]["code"] == robin


def test_a_value_may_hold_the_sign_and_line_breaks(muniment: Muniment, vault: Path, robin: str) -> None:
    muniment.add(vault, "note", "text=a=b\nc <b>&amp;\u202e", case=robin)
    assert muniment.ok("show", vault, robin)["records"]["note"][0]["text"] == "a=b\nc <b>&amp;\u202e"


@pytest.mark.parametrize(
    "arguments",
    [("note",), ("note", "text"), ("note", "=x"), ("note", "text=a", "--json-input", "-"), ()],
)
def test_fields_that_are_not_given_as_they_must_be_are_wrong_usage(
    arguments: tuple[str, ...], muniment: Muniment, vault: Path
) -> None:
    assert muniment("add", vault, *arguments).code == 2
