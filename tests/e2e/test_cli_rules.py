"""Deadline rules and custody limits of a vault's own, as a user edits them."""

from pathlib import Path
from typing import Any

import pytest
from tests.e2e.front_door import Muniment

RULE = """
[[rule]]
id = "az-admin-appeal"
title = { en = "an appeal" }
forum = { en = "a court" }
counted_from = { en = "receipt of the translation" }
source = "counsel"
confidence = "low"

[[rule.version]]
period = 3
unit = "weeks"
in_force_from = 2017-01-01
"""
LIMIT = """
[[limit]]
id = "hold-2h"
title = { en = "a hold of two hours" }
phase = "police_hold"
maximum = 2
unit = "hours"
source = "counsel"
confidence = "low"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of rules, as an editor on another system writes it."""
    path = tmp_path / "rules.toml"
    path.write_bytes(b"\xef\xbb\xbf" + RULE.replace("\n", "\r\n").encode())
    return path


def by_id(found: list[dict[str, Any]], wanted: str) -> dict[str, Any]:
    (one,) = [one for one in found if one["id"] == wanted]
    return one


def test_a_rule_of_ones_own_moves_what_is_due(muniment: Muniment, vault: Path, robin: str, file: Path) -> None:
    deadline = muniment.add(vault, "deadline", "rule=az-admin-appeal", "trigger_on=2026-09-01", case=robin)
    done = muniment.ok("rule", vault, "set", file)
    assert done == {"set": ["az-admin-appeal"], "recomputed": [deadline]}
    (due,) = muniment.ok("deadlines", vault)
    assert (due["due_earliest"], due["confidence"], due["source"]) == ("2026-09-22", "low", "counsel")
    assert muniment.ok("rule", vault, "remove", "az-admin-appeal")["recomputed"] == [deadline]
    assert muniment.ok("deadlines", vault)[0]["due_earliest"] == "2026-09-11"
    assert muniment.ok("verify", vault)["ok"]


def test_the_rules_of_a_vault_are_listed(muniment: Muniment, vault: Path, file: Path) -> None:
    program = by_id(muniment.ok("rules", vault), "az-admin-appeal")
    assert (program["own"], program["version"], program["confidence"]) == (
        False,
        [{"period": 10, "unit": "days"}],
        "medium",
    )
    muniment.ok("rule", vault, "set", file)
    own = by_id(muniment.ok("rules", vault), "az-admin-appeal")
    assert (own["own"], own["source"]) == (True, "counsel")
    assert own["version"] == [{"period": 3, "unit": "weeks", "in_force_from": "2017-01-01"}]
    text = " ".join(muniment("rules", vault).out.split())
    for words in ("3 weeks from", "receipt of the", "own", "6 months to", "as soon as possible", "caution"):
        assert words in text
    assert "entered with the" in text


def test_a_deadline_without_a_vault_follows_the_programs_rule(muniment: Muniment, vault: Path, file: Path) -> None:
    muniment.ok("rule", vault, "set", file)
    assert muniment.ok("deadline", "az-admin-appeal", "1 Sep 2026", secrets=[])["due_earliest"] == "2026-09-11"


def test_limits_are_switched_taken_in_and_removed(muniment: Muniment, vault: Path, tmp_path: Path) -> None:
    (tmp_path / "limits.toml").write_text(LIMIT)
    assert muniment.ok("limit", vault, "set", tmp_path / "limits.toml") == {"set": ["hold-2h"]}
    known = by_id(muniment.ok("limits", vault), "hold-2h")
    assert (known["own"], known["on"], known["maximum"], known["unit"]) == (True, False, 2, "hours")
    muniment.ok("limit", vault, "on", "hold-2h")
    muniment.ok("limit", vault, "off", "az-hold-3h")
    listed = muniment.ok("limits", vault)
    assert (by_id(listed, "hold-2h")["on"], by_id(listed, "az-hold-3h")["on"]) == (True, False)
    assert "hold-2h on a hold of two hours 2 hours low own" in " ".join(muniment("limits", vault).out.split())
    muniment.ok("limit", vault, "remove", "hold-2h")
    assert "hold-2h" not in {one["id"] for one in muniment.ok("limits", vault)}
    assert muniment.ok("verify", vault)["ok"]


def test_a_limit_that_is_switched_on_raises_its_flag(muniment: Muniment, vault: Path, robin: str) -> None:
    detention = muniment.add(vault, "detention", "status=ended", "start=2017-09-17", case=robin)
    hours = ("start=2017-09-17T10:00:00", "end=2017-09-18T22:00:00")
    muniment.add(vault, "phase", f"detention={detention}", "kind=police_hold", *hours, case=robin)

    def flags() -> set[str]:
        found = muniment.told("show", vault, robin)["computed"]["detentions"]
        return {flag for one in found for flag in one["flags"]}

    assert flags() & {"over_limit:az-hold-3h", "over_limit:az-hold-24h"} == {"over_limit:az-hold-3h"}
    muniment.ok("limit", vault, "on", "az-hold-24h")
    muniment.ok("limit", vault, "off", "az-hold-3h")
    assert flags() & {"over_limit:az-hold-3h", "over_limit:az-hold-24h"} == {"over_limit:az-hold-24h"}


def test_every_fault_of_a_file_is_named(muniment: Muniment, vault: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text(
        RULE.replace("weeks", "years") + RULE.replace("az-admin", "mine").replace("3", "0")
    )
    done = muniment("rule", vault, "set", tmp_path / "bad.toml")
    assert (done.code, done.out) == (4, "")
    assert "rule az-admin-appeal.version 1.unit: must be one of" in done.err
    assert "rule mine-appeal.version 1.period: must be between" in done.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("rule", "remove", "ecthr"), 4),
        (("rule", "remove", "no-such-rule"), 4),
        (("rule", "on", "ecthr"), 2),
        (("limit", "on", "no-such-limit"), 4),
        (("limit", "remove", "az-hold-3h"), 4),
        (("rule", "set", "no-such-file"), 5),
        (("limit", "set", __file__), 4),
        (("rule", "set", "picture"), 4),
    ],
)
def test_what_cannot_be_is_refused(
    arguments: tuple[str, ...],
    code: int,
    muniment: Muniment,
    vault: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("picture").write_bytes(b"\xff\xd8\xff")
    command, *others = arguments
    done = muniment(command, vault, *others)
    assert (done.code, done.out, bool(done.err)) == (code, "", True)
