"""A program that is killed while it brings an old vault to this version leaves it at one version or the next, whole.

The migrations after the vault's own are planted, so that this is tried before there are any: a table of its own, and a
table with content that is rebuilt.
"""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.faults.held import CHEAP
from tests.faults.later import NEWEST, Laid, laid, program_of
from tests.faults.tally import Tally

from muniment.services import demo, upkeep
from muniment.services import session as sessions
from muniment.vault import keys
from muniment.vault.backup import verify_backup
from muniment.vault.connection import DATABASE_FILE, Database, open_database
from muniment.vault.keys import KEYS_FILE
from muniment.vault.migrate import vault_version

HERE = Path(__file__).resolve().parent
STORED = sorted(path.name for path in HERE.iterdir() if path.name.isdigit())
PLANTED = 2  # versions after this one

pytestmark = [
    pytest.mark.parametrize("name", STORED),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),  # its child ends at once
]


@pytest.fixture
def later() -> Iterator[None]:
    """A program of two versions later."""
    with program_of(PLANTED):
        yield


def stored(name: str, folder: Path) -> Path:
    return Path(shutil.copytree(HERE / name, folder / "vault"))


def opened_and_killed(vault: Path, step: int) -> bool:
    """Opens the vault in a child that is killed before its statement number ``step``; False where it was done."""
    child = os.fork()
    if child == 0:
        count, run = 0, Database.run

        def counted(self: Database, sql: str, values: Any = ()) -> int:
            nonlocal count
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return run(self, sql, values)

        try:
            Database.run = counted  # type: ignore[method-assign]
            sessions.open_vault(vault, demo.PASSPHRASE).close()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def look(vault: Path) -> tuple[int, Laid, list[str]]:
    """The version of a vault as it lies there, its tables, and what is damaged."""
    own = keys.unlock(vault / KEYS_FILE, demo.PASSPHRASE)
    with open_database(vault / DATABASE_FILE, own.database_key, own.database_salt) as db:
        return vault_version(db), laid(db), db.damage()


def by_version(name: str, folder: Path) -> dict[int, Laid]:
    """How the tables of each version look when nobody disturbs."""
    found = {}
    for count in range(PLANTED + 1):
        folder.joinpath(str(count)).mkdir()
        vault = stored(name, folder / str(count))
        with program_of(count):
            sessions.open_vault(vault, demo.PASSPHRASE).close()
        version, tables, _ = look(vault)
        found[version] = tables
    return found


def wrong_after_kills(name: str, tmp_path: Path, expected: dict[int, Laid], tally: Tally) -> Iterator[str]:
    """Everything that is not as it should be, over a kill before each statement of an opening."""
    step = 0
    while True:
        step += 1
        place = tmp_path / f"step-{step}"
        place.mkdir()
        vault = stored(name, place)
        if not opened_and_killed(vault, step):
            yield from () if step > 15 else ["no statement was counted"]
            return
        tally.take([], killed_upgrades=1)
        version, tables, damage = look(vault)
        yield from (f"step {step}: {text}" for text in damage)
        if expected.get(version) != tables:
            yield f"step {step}: the tables are those of no version"
        if version > int(name) and not list(place.glob("*.backup")):
            yield f"step {step}: there is no backup"
        for backup in place.glob("*.backup"):
            verify_backup(backup, keys.unlock(vault / KEYS_FILE, demo.PASSPHRASE))
        yield from (f"step {step}: {text}" for text in _finished(vault, expected))
        shutil.rmtree(place)


def _finished(vault: Path, expected: dict[int, Laid]) -> Iterator[str]:
    """The next opening goes on where the killed one stopped."""
    with sessions.opened(vault, demo.PASSPHRASE) as session:
        yield from [*session.notices, *upkeep.verify(session)]
        if laid(session.db) != expected[max(expected)]:
            yield "the next opening did not finish"
    if {path.name for path in vault.iterdir()} != {KEYS_FILE, DATABASE_FILE}:
        yield "something is left in the vault's folder"


def test_a_vault_is_whole_wherever_its_upgrade_is_killed(name: str, tmp_path: Path, tally: Tally) -> None:
    expected = by_version(name, tmp_path)
    with program_of(PLANTED):
        tally.take(wrong_after_kills(name, tmp_path, expected, tally))
    assert tally.findings == []


def test_an_upgraded_vault_is_laid_out_as_a_new_one(name: str, tmp_path: Path, later: None) -> None:
    del later
    new = sessions.create(tmp_path / "new", "passphrase", cost=CHEAP)
    with new.db, sessions.opened(stored(name, tmp_path), demo.PASSPHRASE) as old:
        assert laid(old.db) == laid(new.db)
        assert vault_version(old.db) == NEWEST + PLANTED
        assert old.db.value("SELECT count(*) FROM planted") > 100


def test_the_backup_of_before_restores_to_the_old_vault(name: str, tmp_path: Path, later: None) -> None:
    del later
    vault = stored(name, tmp_path)
    before = look(vault)
    sessions.open_vault(vault, demo.PASSPHRASE).close()
    (backup,) = tmp_path.glob("*.backup")
    upkeep.restore(backup, tmp_path / "restored", demo.PASSPHRASE)
    assert look(tmp_path / "restored") == before


@pytest.mark.planted
def test_an_upgrade_that_is_saved_in_pieces_is_found(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each statement of a migration is saved by itself."""
    expected = by_version(name, tmp_path)
    run = Database.run

    def saved_at_once(self: Database, sql: str, values: Any = ()) -> int:
        done = run(self, sql, values)
        if self.in_transaction and "planted" in sql:
            run(self, "COMMIT")
            run(self, "BEGIN IMMEDIATE")
        return done

    monkeypatch.setattr(Database, "run", saved_at_once)
    with program_of(PLANTED):  # what comes after the first finding is of no interest
        assert "of no version" in next(wrong_after_kills(name, tmp_path, expected, Tally()), "")
