"""Listing, showing and searching, as JSON for programs and as text for people."""

from pathlib import Path
from typing import Any

import pytest
from tests.e2e.front_door import Muniment

FIRST = "2017-09-26"


@pytest.fixture
def filled(muniment: Muniment, vault: Path, robin: str) -> Path:
    """Robin, held since between 18 and 20 Sep 2017, with a deadline; Sparrow, of whom no detention is recorded."""
    muniment.add(vault, "detention", "start=between 18 and 20 Sep 2017", "status=ongoing", case=robin)
    muniment.add(vault, "deadline", "rule=az-admin-appeal", "trigger_on=17 Sep 2017", case=robin)
    muniment.add(vault, "status_change", "status=serving_administrative_arrest", case=robin)
    muniment.add(vault, "allegation", "act=beating", "account=Three officers beat him.", case=robin)
    muniment.ok("set", vault, robin, "tags=appeal, autumn")
    muniment.add(vault, "case_file", "pseudonym=Sparrow")
    return vault


def pseudonyms(muniment: Muniment, vault: Path, *options: str) -> list[str]:
    return [line["pseudonym"] for line in muniment.ok("list", vault, "--as-of", FIRST, *options)]


def test_a_line_of_the_list_has_what_the_contract_says(muniment: Muniment, filled: Path, robin: str) -> None:
    (line,) = muniment.ok("list", filled, "--as-of", "2017-09-30", "--in-custody")
    due = line["next_deadline"]
    assert {name: line[name] for name in ("code", "pseudonym", "legal_status", "in_custody", "elapsed", "touched")} == {
        "code": robin,
        "pseudonym": "Robin",
        "legal_status": "serving_administrative_arrest",
        "in_custody": True,
        "elapsed": [10, 12],
        "touched": [11, 13],
    }
    assert (due["rule"], due["due_earliest"], due["due_latest"]) == ("az-admin-appeal", "2017-09-27", "2017-09-27")
    assert {"id", "ordered", "updated"} <= set(line)


def test_for_people_a_line_has_labels_days_and_the_next_deadline(muniment: Muniment, filled: Path, robin: str) -> None:
    text = muniment("list", filled, "--as-of", "2017-09-30", "--in-custody").out
    _, _, *rows = text.splitlines()
    words = " ".join(" ".join(rows).split())
    assert words.startswith(f"{robin} Robin serving")
    for told in ("yes", "10–12", "11–13", "2017-09-27", "az-admin-appeal"):
        assert told in words


def test_without_a_detention_there_are_no_days(muniment: Muniment, filled: Path) -> None:
    (line,) = [line for line in muniment.ok("list", filled) if line["pseudonym"] == "Sparrow"]
    assert (line["in_custody"], line["elapsed"], line["touched"], line["next_deadline"]) == (None, None, None, None)


@pytest.mark.parametrize(
    "options",
    [
        ("--in-custody",),
        ("--status", "serving_administrative_arrest"),
        ("--act", "beating"),
        ("--tag", "autumn"),
        ("--search", "three OFFICERS"),
        ("--deadline-within", "1"),
    ],
)
def test_each_filter_leaves_the_one_that_it_is_true_of(
    options: tuple[str, ...], muniment: Muniment, filled: Path
) -> None:
    assert pseudonyms(muniment, filled, *options) == ["Robin"]


def test_a_deadline_too_far_off_is_filtered_out(muniment: Muniment, filled: Path) -> None:
    assert pseudonyms(muniment, filled, "--deadline-within", "0") == []


def test_the_list_is_sorted_as_asked(muniment: Muniment, filled: Path) -> None:
    muniment.add(filled, "case_file", "pseudonym=Albatross")
    assert pseudonyms(muniment, filled, "--sort", "pseudonym") == ["Albatross", "Robin", "Sparrow"]


def test_deadlines_come_with_their_rule_and_source(muniment: Muniment, filled: Path, robin: str) -> None:
    muniment.add(filled, "deadline", "title=Call the clinic", "override=20 Sep 2017", case=robin)
    muniment.add(filled, "deadline", "title=Done", "override=1 Sep 2017", "done_on=1 Sep 2017", case=robin)
    first, second = muniment.ok("deadlines", filled)
    assert (first["title"], first["overridden"], first["rule"]) == ("Call the clinic", True, None)
    assert (second["code"], second["due_earliest"], second["confidence"]) == (robin, "2017-09-27", "medium")
    assert (bool(second["source"]), second["done_on"]) == (True, None)
    assert [one["done_on"] for one in muniment.ok("deadlines", filled, "--done")] == ["2017-09-01", None, None]


def test_deadlines_within_so_many_days(muniment: Muniment, filled: Path) -> None:
    found = [len(muniment.ok("deadlines", filled, "--as-of", FIRST, "--within", days)) for days in (0, 1)]
    assert found == [0, 1]


def test_a_search_finds_a_word_in_any_spelling_and_says_where(muniment: Muniment, filled: Path, robin: str) -> None:
    contact = muniment.add(filled, "contact", "name=Gülşən İsmayıl", "role=lawyer")
    assert muniment.ok("search", filled, "гюльшен") == [
        {"id": contact, "record": "contact", "code": None, "field": "name", "context": "Gülşən İsmayıl"}
    ]
    (hit,) = muniment.ok("search", filled, "officers", "beat")[:1]
    assert (hit["code"], hit["record"], hit["field"]) == (robin, "allegation", "account")
    assert muniment.ok("search", filled, "nowhere") == []


def test_show_counts_what_is_uncertain_and_warns(muniment: Muniment, vault: Path, robin: str) -> None:
    fields = ("start=2017-09-17", "end=2017-10-02", "status=ended", "stated_duration=two days")
    detention = muniment.add(vault, "detention", *fields, case=robin)
    order = ("days_ordered=20", "counted_from=2017-09-17", "outcome=administrative_arrest")
    muniment.add(vault, "court_order", f"detention={detention}", *order, case=robin)
    shown = muniment.ok("show", vault, robin)
    (held,) = shown["computed"]["detentions"]
    figures = {name: held[name] for name in ("id", "elapsed", "touched", "ordered", "stated", "nominal_end")}
    assert figures == {
        "id": detention,
        "elapsed": [15, 15],
        "touched": [16, 16],
        "ordered": 20,
        "stated": [2, 2],
        "nominal_end": ["2017-10-07", "2017-10-07"],
    }
    assert {"early_release", "stated_conflict"} <= set(held["flags"])
    assert shown["computed"]["touched_total"] == [16, 16]
    warned = [(one["id"], one["record"]) for one in shown["warnings"] if one["rule"] == "stated_conflict"]
    assert warned == [(detention, "detention")]


def test_show_counts_minutes_where_both_times_are_known(muniment: Muniment, vault: Path, robin: str) -> None:
    fields = ("start=2017-09-17T10:00:00", "end=2017-09-17T12:30:00", "status=ended")
    muniment.add(vault, "detention", *fields, case=robin)
    (held,) = muniment.ok("show", vault, robin)["computed"]["detentions"]
    assert held["minutes"] == [150, 150]


def test_show_tells_what_is_shared_and_who_named_the_person(muniment: Muniment, vault: Path, robin: str) -> None:
    incident = muniment.add(vault, "incident", "title=Round-up", "kind=street_round_up")
    muniment.add(vault, "detention", "status=ended", f"incident={incident}", case=robin)
    friend = muniment.ok("add", vault, "case_file", "pseudonym=Sparrow")
    fields = ("method=forced_call", "confidence=likely", f"persons={robin}")
    disclosure = muniment.add(vault, "coerced_disclosure", *fields, case="Sparrow")
    shown = muniment.ok("show", vault, robin)
    assert [one["id"] for one in shown["shared"]["incident"]] == [incident]
    assert [(one["id"], one["case"]) for one in shown["computed"]["exposed"]] == [(disclosure, friend["id"])]
    assert "Sparrow" not in str(shown["records"])


def test_show_says_the_legal_status_that_was_recorded_last(muniment: Muniment, filled: Path, robin: str) -> None:
    shown: dict[str, Any] = muniment.ok("show", filled, robin)
    assert shown["case"]["legal_status"] == "serving_administrative_arrest"
    assert (shown["case"]["code"], shown["case"]["tags"]) == (robin, ["appeal", "autumn"])


def test_people_read_labels_dates_in_words_and_warnings_first(muniment: Muniment, filled: Path, robin: str) -> None:
    text = muniment("show", filled, robin, "--as-of", "2017-09-30").out
    assert text.index("Warnings") < text.index("What it comes to") < text.index("Allegations")
    for words in ("between 18 and 20 September 2017", "10–12", "Beating", "serving"):
        assert words.lower() in text.lower()


def test_the_history_tells_each_change_with_both_values(muniment: Muniment, vault: Path, robin: str) -> None:
    muniment.ok("set", vault, robin, "pseudonym=Wren")
    entries = muniment.ok("history", vault, robin)
    assert [(one["action"], one["record"]) for one in entries] == [("add", "case_file"), ("set", "case_file")]
    assert entries[1]["changes"] == {"pseudonym": {"before": "Robin", "after": "Wren"}}
    assert {"seq", "at", "id"} <= set(entries[1])
    assert muniment.ok("history", vault)[0]["action"] == "vault_made"


def test_undo_and_redo_say_what_they_did(muniment: Muniment, vault: Path, robin: str) -> None:
    muniment.ok("set", vault, robin, "pseudonym=Wren")
    assert muniment.ok("undo", vault, robin)["undone"][0]["changes"]["pseudonym"]["after"] == "Wren"
    assert muniment.ok("show", vault, robin)["case"]["pseudonym"] == "Robin"
    assert "Wren" in muniment("redo", vault, robin).out
    assert muniment("redo", vault, robin).code == 4
