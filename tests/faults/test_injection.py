"""Every system call that writes fails once: a clear fault, old state or new, and the next try works."""

import errno
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import PASSPHRASE, MakeVault
from tests.faults.campaign import ENVIRONMENT, PROJECT
from tests.faults.tally import Tally
from tests.faults.trial import ACTS

from muniment.domain.errors import UserFault, WorldFault
from muniment.host import files
from muniment.host.files import whole_folder, write_whole
from muniment.services import demo, passphrases, upkeep
from muniment.services import session as sessions
from muniment.vault.connection import DATABASE_FILE
from muniment.vault.errors import WrongPassphrase

_PARTS = 10
needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="it takes strace to let calls fail")


def injected(vault: Path, folder: Path, runs: int, acts: Sequence[str], seed: int = 0, plant: str = "") -> Any:
    """What tests.faults.injection found."""
    folder.mkdir()
    command = [sys.executable, "-m", "tests.faults.injection", str(vault), str(folder), str(runs), str(seed), plant]
    done = subprocess.run([*command, *acts], cwd=PROJECT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@needs_strace
@pytest.mark.parametrize("part", range(_PARTS))
def test_whatever_call_fails_nothing_is_lost_or_half_done(
    small_vault: Path, tmp_path: Path, long: bool, tally: Tally, part: int
) -> None:
    """Long, every call of every act in every way; short, some."""
    found = injected(small_vault, tmp_path / "place", 0 if long else 25, list(ACTS)[part::_PARTS], part)
    tally.take(found["findings"], Counter(found["seen"]), calls_that_failed=found["runs"])
    assert tally.findings == []


@needs_strace
@pytest.mark.planted
@pytest.mark.parametrize(
    ("plant", "act", "finding"),
    [
        ("swallowed faults", "set", "said to be done, and is not"),
        ("files in place", "extract", "left behind"),
        ("faults of the user", "muniment set", "exit code 4"),
        ("unclear faults", "set", "no clear message"),
    ],
)
def test_a_fault_that_is_planted_is_found(
    small_vault: Path, tmp_path: Path, plant: str, act: str, finding: str
) -> None:
    found = injected(small_vault, tmp_path / "place", 15, [act], plant=plant)
    assert [text for text in found["findings"] if finding in text]


ADD = ("add", "VAULT", "case_file", "pseudonym=New")


def run_while_calls_fail(
    vault: Path, *failing: str, only: str = "", command: Sequence[str] = ADD, secrets: Sequence[str] = ()
) -> "subprocess.CompletedProcess[str]":
    """Runs a command; of its calls (on one file of the vault, if named) those fail."""
    calls = sorted({one.partition(":")[0] for one in failing})
    watching = ["strace", "-f", "-o", os.devnull, "-e", f"trace={','.join(calls)}"]
    watching += ["-P", str(vault / only)] if only else []
    watching += [word for one in failing for word in ("-e", f"inject={one}")]
    typed = [str(vault) if word == "VAULT" else word for word in command]
    return subprocess.run(
        [*watching, sys.executable, "-m", "muniment", *typed, "--passphrase-fd", "0"],
        input="".join(f"{secret}\n" for secret in (demo.PASSPHRASE, *secrets)),
        env=ENVIRONMENT,
        cwd=vault.parent,
        capture_output=True,
        text=True,
        check=False,
    )


@needs_strace
@pytest.mark.parametrize(
    "failing", ["pwrite64:error=ENOSPC:when=1", "pwrite64:error=EIO:when=1", "fsync:error=EIO:when=1"]
)
def test_the_command_line_says_so_and_ends_with_5(practice: Path, failing: str) -> None:
    done = run_while_calls_fail(practice, failing)
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


@needs_strace
@pytest.mark.parametrize("page", [4, 9])
def test_a_disk_that_is_gone_while_it_is_read_is_not_called_damage(practice: Path, page: int) -> None:
    """SQLite calls it so; a user would put a backup in the place of a vault that is sound."""
    done = run_while_calls_fail(
        practice, f"pread64:error=EIO:when={page}+", "read:error=EIO:when=2+", only=DATABASE_FILE
    )
    assert (done.returncode, done.stdout) == (5, ""), done.stderr
    assert "pulled out" in done.stderr


@needs_strace
def test_a_disk_that_fails_at_the_first_bytes_of_the_database_is_told_of(practice: Path) -> None:
    done = run_while_calls_fail(practice, "read:error=EIO:when=1", only=DATABASE_FILE)
    assert (done.returncode, done.stdout) == (5, ""), done.stderr
    assert "opening the vault" in done.stderr


@needs_strace
def test_no_room_for_the_journal_is_called_so(practice: Path) -> None:
    done = run_while_calls_fail(practice, "openat:error=ENOSPC:when=1", only=f"{DATABASE_FILE}-journal")
    assert (done.returncode, done.stdout) == (5, ""), done.stderr
    assert "no room" in done.stderr


def test_the_end_of_a_session_does_not_hide_why_it_ended(practice: Path) -> None:
    with pytest.raises(UserFault, match="mine"), sessions.opened(practice, demo.PASSPHRASE) as session:
        database = practice / DATABASE_FILE
        database.write_bytes(bytes(database.stat().st_size))
        session.db.run("PRAGMA shrink_memory")  # from now on nothing can be read of the database
        raise UserFault("mine")


def test_rows_that_nobody_read_to_their_end_go_without_a_word(practice: Path) -> None:
    """What an interrupted reading leaves is closed after the database; that was told on stderr."""
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        rows = session.db.each("SELECT id FROM record")
        next(rows)
    rows.close()  # type: ignore[attr-defined]


@needs_strace
def test_what_the_disk_did_to_a_note_in_the_history_is_not_said_of_the_passphrases(practice: Path) -> None:
    """They were changed by then."""
    adding, journal = ("passphrase", "VAULT", "add"), f"{DATABASE_FILE}-journal"
    failing = "pwrite64:error=ENOSPC:when=1"
    done = run_while_calls_fail(practice, failing, only=journal, command=adding, secrets=["another"])
    assert (done.returncode, "disk is full" in done.stderr) == (5, True), done.stderr
    assert "Nothing was saved" not in done.stderr
    sessions.open_vault(practice, "another").close()
