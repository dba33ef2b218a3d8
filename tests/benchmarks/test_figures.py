"""What is measured is kept, put together from parts, and shown as tables, pictures and a section of the README."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.benchmarks import results, tables, wording
from tests.benchmarks import stock as stocks
from tests.benchmarks.__main__ import BENCHMARKS, GROWING, main, measured, parts
from tests.benchmarks.growth import at_the_largest, growths, pictures
from tests.benchmarks.measure import Figure, Figures, Goal
from tests.benchmarks.results import Measured, Part
from tests.benchmarks.stock import PROJECT, Stock

_GOAL = Goal(2)


def _one(
    work: str = "reading",
    files: int = 0,
    ours: float = 3,
    *,
    on: str = "2026-11-20",
    goal: Goal | None = _GOAL,
    others: float | None = 0.01,
    **more: Any,
) -> Measured:
    figure = Figure(work, "plain", ours, 1, ours, ours - 0.5, ours + 0.5, files=files, goal=goal, **more)
    return Measured(Part(work, files, long=True), figure, on, "a machine", others)


# --- one part after the other ---


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., list[str]]:
    """Runs the command with two benchmarks; returns what was measured."""
    begun: list[str] = []

    def growing(stock: Stock) -> Figures:
        begun.append(f"growing at {stock.sizes[0]}")
        yield Figure("growing", "plain", 2, 1, 2, 2, 2, files=stock.sizes[0])

    def failing(_: Stock) -> Figures:
        begun.append("failing")
        raise ValueError
        yield

    monkeypatch.setattr("tests.benchmarks.__main__.BENCHMARKS", {"growing": growing, "failing": failing})
    monkeypatch.setattr("tests.benchmarks.__main__.GROWING", {"growing"})
    monkeypatch.setattr("signal.signal", lambda *_: None)

    def command(*given: str) -> list[str]:
        begun.clear()
        monkeypatch.setattr("tests.benchmarks.__main__.SHORT", (1, 2))
        main(["--stock", str(tmp_path / "stock"), *given])
        return list(begun)

    return command


def test_a_benchmark_that_fails_keeps_no_other_back_and_is_told_by_the_exit_code(
    run: Callable[..., list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="1"):
        run("--json", str(tmp_path / "figures.json"))
    told = capsys.readouterr()
    assert "failed: ValueError" in told.out
    assert "ValueError" in told.err
    kept = results.read(tmp_path / "figures.json")
    assert [one.figure.work for one in kept] == ["failing", "growing", "growing"]


def test_what_was_broken_off_goes_on_where_it_was(run: Callable[..., list[str]], tmp_path: Path) -> None:
    file = str(tmp_path / "figures.json")
    assert run("--only", "growing", "--files", "1", "--json", file) == ["growing at 1"]
    assert run("--only", "growing", "--json", file, "--resume") == ["growing at 2"]
    assert run("--only", "growing", "--json", file, "--resume") == []
    assert run("--only", "growing", "--json", file) == ["growing at 1", "growing at 2"]


def test_what_failed_is_tried_again(run: Callable[..., list[str]], tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(SystemExit):
            run("--json", str(tmp_path / "figures.json"), "--resume")
    with pytest.raises(SystemExit):
        assert run("--json", str(tmp_path / "figures.json"), "--resume", "--only", "failing") == ["failing"]


def test_files_of_other_runs_are_shown_together_and_nothing_is_measured(
    run: Callable[..., list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for size in (1, 2):
        run("--only", "growing", "--files", str(size), "--json", str(tmp_path / f"{size}.json"))
    capsys.readouterr()
    assert run("--show", "--with", str(tmp_path / "1.json"), "--with", str(tmp_path / "2.json")) == []
    assert "| growing | plain | 2 ms · 2.00 × | 2 ms · 2.00 × |  |" in capsys.readouterr().out


def test_a_disk_that_is_too_small_is_told_before_anything_is_measured(run: Callable[..., list[str]]) -> None:
    with pytest.raises(SystemExit, match="GB less free than these sizes need"):
        run("--only", "growing", "--files", str(10**12))


def test_what_a_program_said_that_failed_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def starting(_: Stock) -> Figures:
        subprocess.run([sys.executable, "-c", "import sys; sys.exit('so it was')"], capture_output=True, check=True)
        yield Figure("starting", "plain")

    monkeypatch.setattr("tests.benchmarks.__main__.BENCHMARKS", {"starting": starting})
    told: list[str] = []
    [[found]] = measured(Stock(tmp_path), [Part("starting")], told.append)
    assert found.figure.missing == "failed: CalledProcessError"
    assert told[0].endswith("so it was\n")


def test_each_part_leaves_no_scratch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def littering(stock: Stock) -> Figures:
        (stock.scratch("litter") / "large").write_bytes(b"1")
        yield Figure("littering", "plain", 1, 1, 1, 1, 1)

    monkeypatch.setattr("tests.benchmarks.__main__.BENCHMARKS", {"littering": littering})
    [[found]] = measured(Stock(tmp_path), [Part("littering")])
    assert found.figure.work == "littering"
    assert not list(tmp_path.iterdir())


def test_every_benchmark_has_its_parts_small_vaults_first() -> None:
    wanted = parts([], (1, 2), long=True)
    assert {part.name for part in wanted} == set(BENCHMARKS)
    assert [part.files for part in wanted if part.name == "search"] == [1, 2]
    assert [part.files for part in wanted] == sorted(part.files for part in wanted)
    assert set(BENCHMARKS) > GROWING


# --- what is kept ---


def test_figures_come_back_as_they_were(tmp_path: Path) -> None:
    found = [_one(files=10), _one("printing", goal=Goal(70, at_least=True), others=None), _one("none", goal=None)]
    results.write(tmp_path / "figures.json", found)
    assert results.read(tmp_path / "figures.json") == found
    assert [path.name for path in tmp_path.iterdir()] == ["figures.json"]
    assert results.read(tmp_path / "nothing.json") == []


def test_of_each_part_the_latest_counts() -> None:
    first, second, third = _one(ours=1), _one(ours=2, on="2026-11-21"), _one(ours=3)
    assert results.merged([first], [second], [third]) == [second]
    assert results.merged([first], [third]) == [third]
    assert results.merged([first], [_one("other")]) == [first, _one("other")]


def test_a_part_without_its_figures_is_not_done() -> None:
    assert results.done([_one("a"), _one("b", missing="failed: ValueError")]) == {Part("a", 0, long=True)}


# --- tables ---


def test_the_table_names_what_was_missed_and_what_is_missing() -> None:
    peer = Measured(Part("b"), Figure("b", "Typst", goal=Goal(1, at_least=True), missing="no peer"), "2026-11-20", "")
    shown = tables.verdicts([_one(files=1000), _one("quick", ours=1.5, statistic="p95"), peer])
    assert (
        "| reading | 1,000 files | plain | 3 ms | 1 ms | 3.00 × | 2.50 – 3.50 | ≤ 2 | **missed** | 2026-11-20 |"
        in shown
    )
    assert "| quick, p95 |  | plain | 1.5 ms | 1 ms | 1.50 × | 1.00 – 2.00 | ≤ 2 | met | 2026-11-20 |" in shown
    assert "| b |  | Typst |  |  |  |  | ≥ 1 | no peer | 2026-11-20 |" in shown


def test_a_machine_that_others_used_is_told() -> None:
    assert "met (others: 30%)" in tables.verdicts([_one(ours=1, others=0.3)])
    assert "at most 30% of the processors" in tables.circumstances([_one(others=0.3), _one("b")])
    assert "processors" not in tables.circumstances([_one(others=None)])


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.01234, "ms", "0.0123 ms"),
        (999, "ms", "999 ms"),
        (1234, "ms", "1.23 s"),
        (1234, "MB", "1,234 MB"),
        (3, "", "3"),
    ],
)
def test_amounts_have_three_digits_that_count(value: float, unit: str, shown: str) -> None:
    assert wording.amount(value, unit) == shown


@pytest.mark.parametrize(
    ("ratio", "shown"), [(0.0346, "0.035 ×"), (0.5, "0.50 ×"), (1, "1.00 ×"), (12.345, "12.3 ×"), (123.4, "123 ×")]
)
def test_ratios_are_told_to_a_hundredth(ratio: float, shown: str) -> None:
    assert wording.times(ratio) == shown


def _growing() -> list[Measured]:
    return [
        _one(files=100, ours=1),
        _one(files=10, ours=3),
        _one("rows", 10, scale="rows"),
        _one("rows", 20, scale="rows"),
        _one("once", 10),
        _one("none"),
    ]


def test_growth_goes_from_small_to_large_and_shows_where_a_goal_is_missed() -> None:
    shown = tables.growth(growths(_growing()))
    assert "| work | against | 10 files | 100 files | goal |" in shown
    assert "| reading | plain | 3 ms · **3.00 ×** | 1 ms · 1.00 × | ≤ 2 |" in shown
    assert "| work | against | 10 rows | 20 rows | goal |" in shown
    assert "once" not in shown


def test_every_work_is_judged_once_where_it_is_largest() -> None:
    shown = [(one.figure.work, one.figure.files) for one in at_the_largest(_growing())]
    assert shown == [("reading", 100), ("rows", 20), ("once", 10), ("none", 0)]


# --- pictures and the README ---


def test_a_picture_has_every_peer_of_its_work_with_the_goal_as_a_part_of_it() -> None:
    other = [
        Measured(
            Part("reading", size), Figure("reading", "Other", 2, 8, 4, files=size, goal=Goal(2, at_least=True)), "", ""
        )
        for size in (10, 100)
    ]
    drawn, rows = pictures(growths([*_growing(), *other]))
    assert (drawn["name"], drawn["sizes"], drawn["ours"]) == ("reading", [10, 100], [3, 1])
    assert [(one["label"], one["goal"]) for one in drawn["peers"]] == [("plain", 2), ("Other", 0.5)]
    assert rows["scale"] == "rows"
    assert json.dumps(drawn)


def test_a_section_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{tables.BEGIN}\nold\n{tables.END}\nafter\n", encoding="utf-8")
    tables.into_readme(readme, "first")
    tables.into_readme(readme, "second")
    assert readme.read_text(encoding="utf-8") == f"before\n{tables.BEGIN}\n\nsecond\n\n{tables.END}\nafter\n"


def test_a_readme_without_a_place_is_left_alone(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"{tables.END}{tables.BEGIN}", encoding="utf-8")
    with pytest.raises(ValueError, match="no place for the figures"):
        tables.into_readme(readme, "text")
    assert readme.read_text(encoding="utf-8") == f"{tables.END}{tables.BEGIN}"


def test_the_readme_has_the_place_and_every_picture_that_it_shows() -> None:
    content = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert content.index(tables.BEGIN) < content.index(tables.END)
    for name in re.findall(r"!\[[^]]*\]\(([^)]+)\)", content):
        assert (PROJECT / name).stat().st_size < 30_000


def test_the_section_shows_each_picture_once_and_says_what_it_shows() -> None:
    found = _growing()
    text = tables.shown(found, growths(found), Path("resources", "benchmarks"))
    assert text.count("![reading: 3 ms at 10, 1 ms at 100 case files](resources/benchmarks/reading.png)") == 1
    assert "`python -m tests.benchmarks --long`, on a machine." in text


def test_programs_that_are_started_keep_what_they_compiled() -> None:
    assert "PYTHONDONTWRITEBYTECODE" not in stocks.ENVIRONMENT
