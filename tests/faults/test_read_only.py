"""In a place that cannot be written, everything can be read, searched and printed, and nothing is half-written."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.faults.acts import COPYING, READING
from tests.faults.campaign import ENVIRONMENT, PROJECT
from tests.faults.held import state

from muniment.services import demo, upkeep
from muniment.services import session as sessions
from muniment.vault.connection import DATABASE_FILE

REFUSED = {"VaultReadOnly", "NotPermitted", "ReadOnlyPlace"}
UNSAID = {"remember"}  # what the window remembers is no matter to be told of


def run(*arguments: str, temporary: Path) -> str:
    """A program of ours to which permissions apply, also where the tests run as root."""
    environment = {**ENVIRONMENT, "TMPDIR": str(temporary)}
    bound = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    command = [*bound, sys.executable, "-m", "tests.faults.bound", *arguments]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    (tmp_path / "temporary").mkdir()
    return tmp_path / "temporary"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    (tmp_path / "outside").mkdir()
    return tmp_path / "outside"


@pytest.fixture
def locked(practice: Path) -> Iterator[Path]:
    """The practice vault where nothing can be written once ``chmod`` was done."""
    yield practice
    practice.chmod(0o700)


def forbid(vault: Path) -> None:
    for path in vault.iterdir():
        path.chmod(0o400)
    vault.chmod(0o500)


def look(vault: Path, outside: Path, temporary: Path, plant: str = "") -> dict[str, Any]:
    forbid(vault)
    found: dict[str, Any] = json.loads(run("look", str(vault), str(outside), plant, temporary=temporary))
    return found


def test_everything_can_be_read_and_printed_where_nothing_can_be_written(
    locked: Path, outside: Path, temporary: Path
) -> None:
    before = {path.name: path.read_bytes() for path in locked.iterdir()}
    found = look(locked, outside, temporary)
    assert found["read_only"]
    assert found["reading"] == dict.fromkeys(READING, "done")
    assert {name for name, fault in found["writing"].items() if fault not in REFUSED} == UNSAID
    assert found["left"] == ["lines", "picture"]
    assert found["copying"] == dict.fromkeys(COPYING, "done")
    assert {path.name: path.read_bytes() for path in locked.iterdir()} == before
    assert list(temporary.iterdir()) == []


def test_a_save_that_was_cut_off_is_rolled_back_on_a_private_copy(locked: Path, outside: Path, temporary: Path) -> None:
    with sessions.opened(locked, demo.PASSPHRASE) as session:
        expected = state(session)
    sound = (locked / DATABASE_FILE).read_bytes()
    run("crash", str(locked), temporary=temporary)
    assert (locked / DATABASE_FILE).read_bytes()[: len(sound)] != sound
    before = {path.name: path.read_bytes() for path in locked.iterdir()}
    found = look(locked, outside, temporary)
    assert (found["state"], found["unchanged"]) == (expected, True)
    assert found["reading"] == dict.fromkeys(READING, "done")
    assert {name for name, fault in found["writing"].items() if fault not in REFUSED} == UNSAID
    assert found["copying"] == dict.fromkeys(COPYING, "done")
    assert {path.name: path.read_bytes() for path in locked.iterdir()} == before
    assert list(temporary.iterdir()) == []


def test_a_backup_from_a_place_that_cannot_be_written_restores(locked: Path, outside: Path, temporary: Path) -> None:
    run("crash", str(locked), temporary=temporary)
    look(locked, outside, temporary)
    upkeep.restore(outside / "back up", outside / "restored", demo.PASSPHRASE)
    with sessions.opened(outside / "restored", demo.PASSPHRASE) as session:
        assert upkeep.verify(session) == []


def test_where_only_the_database_cannot_be_written_the_keys_stay_as_well(
    locked: Path, outside: Path, temporary: Path
) -> None:
    (locked / DATABASE_FILE).chmod(0o400)
    found: dict[str, Any] = json.loads(run("look", str(locked), str(outside), "", temporary=temporary))
    changing = {name: fault for name, fault in found["writing"].items() if "passphrase" in name}
    assert set(changing.values()) == {"VaultReadOnly"}


READ_ONLY_DISK = (
    'mount -t tmpfs tmpfs "$1" && cp -r "$2" "$1/vault" && mount -o remount,ro "$1" && shift 2 && exec "$@"'
)


@pytest.mark.parametrize("cut_off", [False, True])
def test_a_disk_that_is_read_only_as_a_whole_is_no_other(
    practice: Path, outside: Path, temporary: Path, cut_off: bool
) -> None:
    """A disk that was put in protected, or that the system took back after an error: not even root may write."""
    if cut_off:
        run("crash", str(practice), temporary=temporary)
    disk = outside.with_name("disk")
    disk.mkdir()
    look_there = [sys.executable, "-m", "tests.faults.bound", "look", str(disk / "vault"), str(outside), ""]
    whole = ["unshare", "-Urm", "sh", "-c", READ_ONLY_DISK, "sh", str(disk), str(practice), *look_there]
    done = subprocess.run(whole, cwd=PROJECT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if "Operation not permitted" in done.stderr:
        pytest.skip("no disk can be mounted: it takes user namespaces")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["read_only"]
    assert found["reading"] == dict.fromkeys(READING, "done")
    assert {name for name, fault in found["writing"].items() if fault not in REFUSED} == UNSAID
    assert found["copying"] == dict.fromkeys(COPYING, "done")


@pytest.mark.planted
def test_a_fault_that_nobody_is_told_of_is_found(locked: Path, outside: Path, temporary: Path) -> None:
    found = look(locked, outside, temporary, plant="swallowed faults")
    assert {name for name, fault in found["writing"].items() if fault not in REFUSED} > UNSAID
