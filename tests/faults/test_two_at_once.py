"""One vault, several programs: one works, the others are told; who was killed locks nobody out; a copy is a vault."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.faults.acts import COPYING, READING, SMALL, WRITING
from tests.faults.campaign import ENVIRONMENT
from tests.faults.held import state
from tests.faults.tally import Tally
from tests.faults.test_bad_days import OPEN, opening_elsewhere
from tests.faults.tight import made_ready

from muniment.services import demo, entries, upkeep
from muniment.services import session as sessions
from muniment.vault import connection
from muniment.vault.connection import DATABASE_FILE
from muniment.vault.errors import VaultInUse
from muniment.vault.keys import KEYS_FILE

AT_REST = {KEYS_FILE, DATABASE_FILE}
JOURNAL = f"{DATABASE_FILE}-journal"

WAIT = OPEN.replace(".close()\n    print", "\n    print") + "sys.stdout.flush()\nsys.stdin.read()\n"


def waiting(vault: Path) -> "subprocess.Popen[str]":
    """A program that opens the vault if it can, says what came of it, and waits."""
    code = WAIT.replace("sessions.open_vault", "kept = sessions.open_vault")
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-c", code, str(vault)], env=ENVIRONMENT, stdin=pipe, stdout=pipe, text=True
    )


def said(program: "subprocess.Popen[str]") -> str:
    assert program.stdout
    return program.stdout.readline().strip()


def ended(program: "subprocess.Popen[str]") -> None:
    program.kill()
    program.communicate()


def test_of_many_that_open_at_once_one_works_at_most_and_the_others_are_told(
    practice: Path, long: bool, tally: Tally
) -> None:
    for _ in range(50 if long else 1):
        programs = [waiting(practice) for _ in range(4)]
        answers = sorted(map(said, programs))
        for program in programs:
            ended(program)
        assert set(answers) <= {"opened", "VaultInUse"}
        assert answers.count("opened") == 1
        tally.take([], programs_at_once=len(programs))
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        assert (session.notices, upkeep.verify(session)) == ([], [])


TRY_LOCKS = """
import fcntl, sys
for line in sys.stdin:
    with open(line.rstrip("\\n"), "r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)  # what SQLite locks
            print("free", flush=True)
        except OSError:
            print("locked", flush=True)
"""

Holds = Callable[[Path], bool]


@pytest.fixture
def holds() -> Iterator[Holds]:
    """Whether somebody has a vault locked, as another program finds out without a word."""
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", TRY_LOCKS], stdin=pipe, stdout=pipe, text=True) as program:
        assert program.stdin
        assert program.stdout

        def ask(vault: Path) -> bool:
            assert program.stdin
            program.stdin.write(f"{vault / DATABASE_FILE}\n")
            program.stdin.flush()
            return said(program) == "locked"

        yield ask
        program.stdin.close()


@pytest.mark.parametrize("act", sorted({**READING, **WRITING, **COPYING}))
def test_the_lock_is_held_through_everything_that_is_done(
    small_vault: Path, tmp_path: Path, holds: Holds, act: str, tally: Tally
) -> None:
    """A descriptor of the database that anybody closes in this process would give the lock away."""
    place = made_ready(small_vault, tmp_path / "vault", tmp_path / "outside", SMALL)
    assert holds(place.vault)
    {**READING, **WRITING, **COPYING}[act](place)
    assert holds(place.vault)
    place.session.close()
    assert not holds(place.vault)
    tally.take([], acts_under_the_lock=1)


@pytest.mark.planted
def test_a_lock_that_is_given_away_is_found(small_vault: Path, tmp_path: Path, holds: Holds) -> None:
    place = made_ready(small_vault, tmp_path / "vault", tmp_path / "outside", SMALL)
    (place.vault / DATABASE_FILE).open("rb").close()
    assert not holds(place.vault)
    place.session.close()


def test_a_program_that_was_killed_locks_nobody_out(practice: Path) -> None:
    program = waiting(practice)
    assert (said(program), opening_elsewhere(practice)) == ("opened", "VaultInUse")
    ended(program)
    assert opening_elsewhere(practice) == "opened"
    assert {path.name for path in practice.iterdir()} == AT_REST


@pytest.fixture
def cut_off(practice: Path) -> tuple[Path, dict[str, str]]:
    """A vault whose program died in the middle of a save, and what it held before."""
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        before = state(session)
    subprocess.run([sys.executable, "-m", "tests.faults.bound", "crash", str(practice)], env=ENVIRONMENT, check=True)
    assert (practice / JOURNAL).stat().st_size > 0
    return practice, before


def test_half_a_save_of_a_killed_program_is_taken_back(cut_off: tuple[Path, dict[str, str]]) -> None:
    vault, before = cut_off
    with sessions.opened(vault, demo.PASSPHRASE) as session:
        assert (state(session), upkeep.verify(session)) == (before, [])
        entries.add(session, "case_file", {"pseudonym": "new"})
    assert {path.name for path in vault.iterdir()} == AT_REST


def test_the_save_of_a_program_that_still_works_is_not_taken_back(practice: Path) -> None:
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        with session.db.transaction():
            session.db.run("CREATE TABLE planted (bytes)")
            session.db.run("INSERT INTO planted VALUES (zeroblob(30000000))")  # more than memory holds back
            assert (practice / JOURNAL).stat().st_size > 0
            assert opening_elsewhere(practice) == "VaultInUse"
            session.db.run("DROP TABLE planted")
        assert upkeep.verify(session) == []


@pytest.mark.parametrize("content", [b"", bytes(512), b"\xd9\xd5\x05\xf9 \xa1c\xd7", bytes(range(256)) * 20])
def test_a_journal_that_is_none_locks_nobody_out(practice: Path, content: bytes) -> None:
    (practice / JOURNAL).write_bytes(content)
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        assert upkeep.verify(session) == []
    assert {path.name for path in practice.iterdir()} == AT_REST


def test_a_vault_that_was_copied_after_a_crash_opens(cut_off: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    vault, before = cut_off
    copy = Path(shutil.copytree(vault, tmp_path / "copy"))
    with sessions.opened(copy, demo.PASSPHRASE) as session:
        assert (state(session), upkeep.verify(session)) == (before, [])


def test_a_vault_that_was_copied_while_it_was_open_opens_beside_it(practice: Path, tmp_path: Path) -> None:
    program = waiting(practice)
    assert said(program) == "opened"
    copy = Path(shutil.copytree(practice, tmp_path / "copy"))
    with sessions.opened(copy, demo.PASSPHRASE) as session:
        assert (session.notices, upkeep.verify(session)) == ([], [])
        assert opening_elsewhere(practice) == "VaultInUse"
    ended(program)


def test_a_vault_is_in_use_by_whatever_name_it_is_called(practice: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(practice, target_is_directory=True)
    (tmp_path / "hard").mkdir()
    for name in AT_REST:
        os.link(practice / name, tmp_path / "hard" / name)
    program = waiting(practice)
    assert said(program) == "opened"
    for name in ("link", "hard"):
        with pytest.raises(VaultInUse):
            sessions.open_vault(tmp_path / name, demo.PASSPHRASE)
    ended(program)


@pytest.mark.planted
def test_a_lock_that_is_not_taken_is_found(practice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault is planted: the vault is opened without the lock, and another opens it too."""
    monkeypatch.setattr(connection, "_lock", lambda *_given, **_more: None)
    monkeypatch.setattr(
        connection, "_SETTINGS", [one for one in connection._SETTINGS if one[0] not in ("locking_mode",)]
    )
    with sessions.opened(practice, demo.PASSPHRASE):
        assert opening_elsewhere(practice) == "opened"
