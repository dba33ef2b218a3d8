"""A disk without room: a clear fault, nothing half-done, and the next try works; for everything that writes."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.faults.acts import COPYING, OUTWARD, WRITING
from tests.faults.campaign import ENVIRONMENT, PROJECT
from tests.faults.held import state
from tests.faults.tally import Tally

from muniment.services import demo
from muniment.services import session as sessions

SMALL_DISK = 'mount -t tmpfs -o size=24m tmpfs "$1" && shift && exec "$@"'


def on_a_small_disk(folder: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    """Runs a program for which the folder is a disk of its own; how far this system lets us, its exit code says."""
    whole = ["unshare", "-Urm", "sh", "-c", SMALL_DISK, "sh", str(folder), *command]
    return subprocess.run(whole, cwd=PROJECT, env=ENVIRONMENT, capture_output=True, text=True, check=False)


def worked_in(practice: Path, folder: Path, means: str, rooms: list[int], plant: str = "") -> dict[str, Any]:
    """What tests.faults.tight found."""
    folder.mkdir()
    command = [sys.executable, "-m", "tests.faults.tight", plant, str(practice), str(folder), means, *map(str, rooms)]
    if means == "limit":
        done = subprocess.run(command, cwd=PROJECT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    else:
        done = on_a_small_disk(folder, *command)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def a_small_disk_can_be_made(folder: Path) -> bool:
    folder.mkdir()
    try:
        return on_a_small_disk(folder, "true").returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("means", ["disk", "stick", "limit"])
def test_nothing_is_half_done_where_there_is_no_room(
    small_vault: Path, tmp_path: Path, means: str, long: bool, tally: Tally
) -> None:
    """Where no small disk can be made (it takes user namespaces), the limit on the size of files stands in for it."""
    rooms = {"disk": [0], "stick": [0], "limit": [9000]}[means]
    if long:
        rooms = [0, 4096, 8192, 12288, 20480, 40960, 100_000, 300_000, 1_000_000, 1_600_000, 2_500_000]
    if means != "limit" and not a_small_disk_can_be_made(tmp_path / "probe"):
        means, rooms = "limit", [0]
    found = worked_in(small_vault, tmp_path / "tight", means, rooms)
    tally.take(found["problems"], attempts_without_room=found["tried"])
    assert tally.findings == []
    tight = OUTWARD if means == "stick" else {**WRITING, **COPYING}
    assert [act for act in tight if not found["faults"][act][0]] == []


def test_half_a_save_is_taken_back_where_there_is_no_room(practice: Path, tmp_path: Path, tally: Tally) -> None:
    """Taking back needs none; what then is renewed for good measure can wait."""
    if not a_small_disk_can_be_made(tmp_path / "probe"):
        pytest.skip("no small disk can be made: it takes user namespaces")
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        before = state(session)
    (tmp_path / "disk").mkdir()
    done = on_a_small_disk(
        tmp_path / "disk", sys.executable, "-m", "tests.faults.bound", "full", str(practice), str(tmp_path / "disk")
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == before
    tally.take([], attempts_without_room=1)


@pytest.mark.planted
@pytest.mark.parametrize(
    ("plant", "finding"),
    [("files in place", "exists already"), ("unclear faults", "does not say why"), ("swallowed faults", "record")],
)
def test_a_fault_that_is_planted_is_found(small_vault: Path, tmp_path: Path, plant: str, finding: str) -> None:
    found = worked_in(small_vault, tmp_path / "tight", "limit", [4096], plant)
    assert [text for text in found["problems"] if finding in text]
