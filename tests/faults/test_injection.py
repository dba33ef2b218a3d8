"""Every system call that writes fails once: a clear fault, old state or new, and the next try works."""

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import PASSPHRASE, MakeVault

from muniment.domain.errors import WorldFault
from muniment.host import files
from muniment.host.files import whole_folder, write_whole
from muniment.services import demo, passphrases, upkeep
from muniment.services import session as sessions
from muniment.vault.errors import WrongPassphrase

PROJECT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join([str(PROJECT), str(PROJECT / "desktop")]),
    "PYTHONDONTWRITEBYTECODE": "1",
}
needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="it takes strace to let calls fail")


def injected(practice: Path, folder: Path, runs: int, seed: int = 0, plant: str = "", act: str = "") -> dict[str, Any]:
    """What tests.faults.injection found."""
    folder.mkdir()
    command = [sys.executable, "-m", "tests.faults.injection", str(practice), str(folder), str(runs), str(seed), plant]
    command += [act] if act else []
    done = subprocess.run(command, cwd=PROJECT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@needs_strace
@pytest.mark.parametrize("seed", range(2))
def test_whatever_call_fails_nothing_is_lost_or_half_done(
    practice_folder: Path, tmp_path: Path, long: bool, seed: int
) -> None:
    found = injected(practice_folder, tmp_path / "place", 1300 if long else 30, seed)
    print(found["seen"])  # noqa: T201 - shown with -s, for the record
    assert found["findings"] == []


@needs_strace
@pytest.mark.parametrize(
    ("plant", "act", "finding"),
    [("swallowed faults", "set", "said to be done, and is not"), ("files in place", "extract", "left behind")],
)
def test_a_fault_that_is_planted_is_found(
    practice_folder: Path, tmp_path: Path, plant: str, act: str, finding: str
) -> None:
    found = injected(practice_folder, tmp_path / "place", 15, plant=plant, act=act)
    assert [text for text in found["findings"] if finding in text]


@needs_strace
@pytest.mark.parametrize("failing", ["pwrite64:error=ENOSPC", "pwrite64:error=EIO", "fsync:error=EIO"])
def test_the_command_line_says_so_and_ends_with_5(practice: Path, tmp_path: Path, failing: str) -> None:
    call = failing.partition(":")[0]
    watching = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={failing}:when=1"]
    command = [sys.executable, "-m", "muniment", "add", str(practice), "case_file", "pseudonym=New"]
    done = subprocess.run(
        [*watching, *command, "--passphrase-fd", "0"],
        input=demo.PASSPHRASE + "\n",
        env=ENVIRONMENT,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (5, ""), done.stderr
    assert "disk" in done.stderr
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        assert upkeep.verify(session) == []


# --- what was found so ---


@pytest.fixture
def names_cannot_be_made_safe(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on the disk fails whenever a name is to be made safe: after a rename, that is."""

    def fail(_folder: Path) -> None:
        raise OSError(errno.EIO, "")

    return lambda: monkeypatch.setattr(files, "fsync_folder", fail)


def test_a_new_file_whose_name_cannot_be_made_safe_is_taken_back(
    tmp_path: Path, names_cannot_be_made_safe: Callable[[], None]
) -> None:
    names_cannot_be_made_safe()
    with pytest.raises(WorldFault):
        write_whole(tmp_path / "new", b"content", doing="writing", overwrite=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("current", [False, True])
def test_a_new_folder_whose_name_cannot_be_made_safe_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, current: bool
) -> None:
    folder, sync, synced = tmp_path / "new", files.fsync_folder, []
    if current:
        folder.mkdir()
        monkeypatch.chdir(folder)

    def fail_outside(place: Path) -> None:
        synced.append(place)
        if place == tmp_path:
            raise OSError(errno.EIO, "")
        sync(place)

    monkeypatch.setattr(files, "fsync_folder", fail_outside)
    with pytest.raises(WorldFault), whole_folder(folder, doing="writing") as making:
        (making / "inside").touch()
    assert synced[-1] == tmp_path
    assert list(tmp_path.rglob("*")) == ([folder] if current else [])


def test_a_passphrase_is_not_changed_where_it_is_said_to_have_failed(
    new_vault: MakeVault, names_cannot_be_made_safe: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = new_vault()
    names_cannot_be_made_safe()
    with pytest.raises(WorldFault):
        passphrases.replace(session, PASSPHRASE, "changed")
    monkeypatch.undo()
    session.close()
    with pytest.raises(WrongPassphrase):
        sessions.open_vault(session.folder, "changed")
    with sessions.opened(session.folder, PASSPHRASE) as again:
        passphrases.replace(again, PASSPHRASE, "changed")
    sessions.open_vault(session.folder, "changed").close()
