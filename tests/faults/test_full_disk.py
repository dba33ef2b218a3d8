"""A disk without room: a clear fault, nothing half-done, and the next try works; for everything that writes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.faults.acts import COPYING, OUTWARD, WRITING

PROJECT = Path(__file__).resolve().parents[2]
SMALL_DISK = 'mount -t tmpfs -o size=24m tmpfs "$1" && shift && exec "$@"'


def worked_in(practice: Path, folder: Path, means: str, rooms: list[int]) -> dict[str, Any]:
    """What tests.faults.tight found; on a disk of its own where this system lets us make one."""
    folder.mkdir()
    command = [sys.executable, "-m", "tests.faults.tight", str(practice), str(folder), means, *map(str, rooms)]
    if means != "limit":
        command = ["unshare", "-Urm", "sh", "-c", SMALL_DISK, "sh", str(folder), *command]
    paths = os.pathsep.join([str(PROJECT), str(PROJECT / "desktop")])
    environment = {**os.environ, "PYTHONPATH": paths}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def a_small_disk_can_be_made(folder: Path) -> bool:
    folder.mkdir()
    try:
        command = ["unshare", "-Urm", "sh", "-c", SMALL_DISK, "sh", str(folder), "true"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("means", ["disk", "stick", "limit"])
def test_nothing_is_half_done_where_there_is_no_room(
    practice_folder: Path, tmp_path: Path, means: str, long: bool
) -> None:
    """Where no small disk can be made (it takes user namespaces), the limit on the size of files stands in for it."""
    rooms = {"disk": [0, 100_000], "stick": [0], "limit": [9000]}[means]
    if long:
        rooms = [0, 4096, 8192, 12288, 20480, 40960, 100_000, 300_000, 1_000_000, 1_600_000, 2_500_000]
    if means != "limit" and not a_small_disk_can_be_made(tmp_path / "probe"):
        means, rooms = "limit", [0]
    found = worked_in(practice_folder, tmp_path / "tight", means, rooms)
    assert found["problems"] == []
    tight = OUTWARD if means == "stick" else {**WRITING, **COPYING}
    assert [act for act in tight if not found["faults"][act][0]] == []
