"""Writes down what each test of the campaigns came to, as it comes, and leaves out what was done before.

A plugin of pytest: ``-p tests.faults.results --results FILE``. A test that passed is not run again for the same program
in the same form, so that a long run can be interrupted and gone on with.
"""

import hashlib
import json
import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.faults.tally import TALLY, Tally

PROJECT = Path(__file__).resolve().parents[2]
Record = dict[str, Any]

_BEGAN = pytest.StashKey[tuple[float, float]]()
_CAME = pytest.StashKey[Record]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--results", type=Path, help="a file of JSON lines, one for each test that was run")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    done = {one["test"] for one in records(_file(config), long=_long(config)) if one["outcome"] == "passed"}
    left = [item for item in items if item.nodeid in done]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    item.stash[_BEGAN] = (time.perf_counter(), _processor_seconds())
    item.stash[_CAME] = {"outcome": "passed", "why": ""}
    result = yield
    _write(item)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report: Any = yield
    if report.outcome != "passed" and item.stash[_CAME]["outcome"] == "passed":
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr).splitlines()[-1]
        item.stash[_CAME] = {"outcome": report.outcome, "why": why}
    return report  # type: ignore[no-any-return]


def _write(item: pytest.Item) -> None:
    tally, came, (began, processor) = item.stash.get(TALLY, Tally()), item.stash[_CAME], item.stash[_BEGAN]
    record = {
        "test": item.nodeid,
        "file": item.path.relative_to(PROJECT).as_posix(),
        "planted": item.get_closest_marker("planted") is not None,
        "long": _long(item.config),
        "program": program(),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(time.perf_counter() - began, 1),
        "processor_seconds": round(_processor_seconds() - processor, 1),
        "tried": tally.tried,
        "seen": tally.seen,
        "findings": tally.findings,
        **came,
    }
    with _file(item.config).open("a", encoding="utf-8") as file:
        file.write(json.dumps(record, ensure_ascii=False) + "\n")


def records(path: Path, *, long: bool) -> list[Record]:
    """What is written down of this program in this form, of each test the last."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    found = [one for one in map(json.loads, lines) if (one["program"], one["long"]) == (program(), long)]
    return list({one["test"]: one for one in found}.values())


@cache
def program() -> str:
    """A digest of everything that is tried and that tries it."""
    seen = hashlib.sha256()
    for folder in ("desktop/muniment", "resources", "tests/faults", "tests/vaults"):
        for path in sorted((PROJECT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                seen.update(path.relative_to(PROJECT).as_posix().encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()[:12]


def _processor_seconds() -> float:
    """Of this process and of those that it has started and waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _file(config: pytest.Config) -> Path:
    found = config.getoption("--results")
    assert isinstance(found, Path), "--results FILE is missing"
    return found


def _long(config: pytest.Config) -> bool:
    return bool(config.getoption("--long"))
