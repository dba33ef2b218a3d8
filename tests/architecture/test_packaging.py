"""What packaging/ and pyproject.toml promise of each other."""

import re
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
LOCKS = [PROJECT / "packaging" / "requirements.txt", PROJECT / "packaging" / "requirements-test.txt"]
PROJECT_TABLE = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def normalised(requirement: str) -> str:
    """The name of a requirement as package indexes compare it (PEP 503)."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name is not None
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def locked(lock: Path) -> dict[str, str]:
    """Name to version, of every package that a lock file names."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return {normalised(line): line.split("==")[1].split()[0] for line in lines if line[:1].isalnum()}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_exact_versions_with_hashes_and_nothing_else(lock: Path) -> None:
    allowed = re.compile(r"#.*|[a-z0-9.-]+==\S+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lock.read_text(encoding="utf-8").splitlines() if not allowed.fullmatch(line)] == []


def test_every_dependency_of_the_program_is_locked() -> None:
    assert {normalised(name) for name in PROJECT_TABLE["dependencies"]} - set(locked(LOCKS[0])) == set()


def test_every_dependency_of_the_tests_is_locked() -> None:
    assert {normalised(name) for name in PROJECT_TABLE["optional-dependencies"]["test"]} - set(
        locked(LOCKS[1])
    ) == set()


def test_the_tests_run_with_the_versions_that_the_program_runs_with() -> None:
    assert locked(LOCKS[0]).items() <= locked(LOCKS[1]).items()
