"""The one command knows every campaign, counts what each came to, and tells it in one table."""

from pathlib import Path
from typing import Any

import pytest
from tests.faults import kinds
from tests.faults.kinds import BEGIN, END, KINDS, findings, table
from tests.faults.results import PROJECT

HERE = Path(__file__).parent


def record(**more: Any) -> dict[str, Any]:
    plain = {"test": "t", "file": "tests/faults/test_kill.py", "planted": False, "outcome": "passed", "why": ""}
    return {**plain, "processor_seconds": 30.0, "tried": {}, "findings": [], **more}


def test_every_campaign_is_of_a_kind() -> None:
    there = {path.relative_to(PROJECT).as_posix() for path in (*HERE.glob("test_*.py"), *_vaults().glob("test_*.py"))}
    assert {name for kind in KINDS.values() for name in kind.files} == there - {"tests/faults/test_kinds.py"}


def _vaults() -> Path:
    return HERE.with_name("vaults")


@pytest.mark.parametrize("kind", KINDS)
def test_for_each_kind_a_fault_is_planted(kind: str) -> None:
    assert any("@pytest.mark.planted" in (PROJECT / name).read_text("utf-8") for name in KINDS[kind].files)


def test_the_table_adds_up_what_was_tried_and_what_was_found() -> None:
    told = [
        record(tried={"kills": 900}),
        record(tried={"kills": 600}, outcome="failed", findings=["one", "two"]),
        record(planted=True),
        record(planted=True, outcome="failed", why="not noticed"),
        record(outcome="skipped", why="no strace"),
    ]
    assert table(told, ["kill"]).splitlines()[-1].split(" | ")[1:] == ["1,500 kills, 2 tests", "3", "1 of 2", "2.5 |"]


def test_a_planted_fault_that_nobody_noticed_is_a_finding() -> None:
    assert findings([record(planted=True, outcome="failed", why="not noticed")]) == ["t: not noticed"]


def test_the_table_goes_between_its_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "PROJECT", tmp_path)
    (tmp_path / "SECURITY.md").write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", "utf-8")
    kinds.fill("new")
    assert (tmp_path / "SECURITY.md").read_text("utf-8") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"


def test_there_is_a_place_for_the_table() -> None:
    text = (PROJECT / "SECURITY.md").read_text("utf-8")
    assert text.index(BEGIN) < text.index(END)
