import fcntl
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from muniment.domain.errors import UserFault, WorldFault
from muniment.host.errors import AlreadyThere, NotFound
from muniment.vault import backup as backups
from muniment.vault.backup import path_before_migration, read_backup_header, restore, verify_backup, write_backup
from muniment.vault.checking import Check
from muniment.vault.connection import PAGE_BYTES, Database, create_database, open_database
from muniment.vault.errors import (
    BackupCut,
    BackupDamaged,
    NewerVault,
    NotABackup,
    VaultDamaged,
    WrongPassphrase,
)
from muniment.vault.journal import Head
from muniment.vault.keys import Keys, create, unlock
from muniment.vault.slots import KeyCost

InChild = Callable[[Callable[[], object]], Any]

CHEAP = KeyCost(memory=64, iterations=1, lanes=1)
PASSPHRASE = "seven grey herons"
HEAD = Head(41, bytes(range(32)))


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    (tmp_path / "vault").mkdir()
    return create(tmp_path / "vault" / "keys", PASSPHRASE, CHEAP)


@pytest.fixture
def database(keys: Keys) -> Iterator[Database]:
    with create_database(keys.path.with_name("cases.db"), keys.database_key, keys.database_salt) as database:
        with database.transaction():
            database.run("CREATE TABLE person (name TEXT)")
            database.run_many("INSERT INTO person VALUES (?)", [(f"heron {number} " * 20,) for number in range(300)])
        yield database


@pytest.fixture
def backup(database: Database, keys: Keys, tmp_path: Path) -> Path:
    write_backup(database, keys, HEAD, tmp_path / "backup")
    return tmp_path / "backup"


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def test_a_restored_vault_is_the_vault(backup: Path, database: Database, tmp_path: Path) -> None:
    head = restore(backup, tmp_path / "new", PASSPHRASE)

    keys = unlock(tmp_path / "new" / "keys", PASSPHRASE)
    with open_database(tmp_path / "new" / "cases.db", keys.database_key, keys.database_salt) as restored:
        assert restored.rows("SELECT * FROM person") == database.rows("SELECT * FROM person")
    assert head == HEAD
    assert sorted(file.name for file in (tmp_path / "new").iterdir()) == ["cases.db", "keys"]
    assert (tmp_path / "new" / "cases.db").read_bytes() == database.path.read_bytes()
    assert (tmp_path / "new" / "keys").read_bytes() == (tmp_path / "vault" / "keys").read_bytes()


def test_a_restored_vault_belongs_to_its_owner_alone(backup: Path, tmp_path: Path) -> None:
    restore(backup, tmp_path / "new", PASSPHRASE)

    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "new").iterdir()} == {0o600}
    assert backup.stat().st_mode & 0o777 == 0o600


def test_a_backup_can_be_checked_later(backup: Path, keys: Keys) -> None:
    assert verify_backup(backup, keys) == HEAD


def test_nothing_readable_is_in_a_backup(backup: Path) -> None:
    content = backup.read_bytes()

    assert b"heron" not in content
    assert HEAD.chain not in content


def test_a_backup_leaves_the_vault_open_for_writing(backup: Path, database: Database) -> None:
    assert backup.exists()
    with database.transaction():
        database.run("DELETE FROM person")

    assert database.value("SELECT count(*) FROM person") == 0


def test_a_vault_in_a_read_only_place_can_be_backed_up(backup: Path, database: Database, keys: Keys) -> None:
    database.close()
    with open_database(database.path, keys.database_key, keys.database_salt, read_only=True) as readable:
        write_backup(readable, keys, HEAD, backup.with_name("second"))

    assert verify_backup(backup.with_name("second"), keys) == HEAD


def test_an_existing_file_is_not_replaced(database: Database, keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "backup").write_text("something else")

    with pytest.raises(AlreadyThere):
        write_backup(database, keys, HEAD, tmp_path / "backup")
    assert (tmp_path / "backup").read_text() == "something else"


def test_an_existing_folder_is_not_restored_into(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()

    with pytest.raises(AlreadyThere):
        restore(backup, tmp_path / "new", PASSPHRASE)
    assert list((tmp_path / "new").iterdir()) == []


def test_the_passphrase_is_that_of_the_day_of_the_backup(backup: Path, keys: Keys, tmp_path: Path) -> None:
    keys.change_passphrase(PASSPHRASE, "nine white egrets")

    with pytest.raises(WrongPassphrase):
        restore(backup, tmp_path / "new", "nine white egrets")
    assert not (tmp_path / "new").exists()
    assert verify_backup(backup, keys) == HEAD


def test_a_backup_of_another_vault_is_not_taken_for_ours(backup: Path, tmp_path: Path) -> None:
    other = create(tmp_path / "other", PASSPHRASE, CHEAP)

    with pytest.raises(BackupDamaged, match="other keys"):
        verify_backup(backup, other)


def test_keys_of_another_day_put_into_a_backup_are_noticed(backup: Path, keys: Keys, tmp_path: Path) -> None:
    old_keys = keys.file_bytes()
    keys.change_passphrase(PASSPHRASE, "nine white egrets")
    backup.write_bytes(backup.read_bytes().replace(old_keys, keys.file_bytes()))

    with pytest.raises(BackupDamaged, match="not the ones"):
        restore(backup, tmp_path / "new", "nine white egrets")


@pytest.mark.parametrize("content", [b"", b"a letter", b"SQLite format 3\x00" + bytes(20_000), bytes(20_000)])
def test_another_file_is_called_no_backup(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)

    with pytest.raises(NotABackup):
        read_backup_header(tmp_path / "file")


def test_a_missing_file_is_the_worlds_fault(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        restore(tmp_path / "nowhere", tmp_path / "new", PASSPHRASE)


@pytest.mark.parametrize("left", [16, 1000, PAGE_BYTES, -1])
def test_a_shortened_backup_is_called_cut(backup: Path, left: int, tmp_path: Path) -> None:
    os.truncate(backup, left % backup.stat().st_size)

    with pytest.raises(BackupCut):
        restore(backup, tmp_path / "new", PASSPHRASE)


def test_a_backup_that_lost_a_page_in_the_middle_is_called_damaged(backup: Path, keys: Keys) -> None:
    content = backup.read_bytes()
    backup.write_bytes(content[:PAGE_BYTES] + content[2 * PAGE_BYTES :])

    with pytest.raises(BackupDamaged):
        verify_backup(backup, keys)


def test_every_flipped_byte_is_called_damage(backup: Path, keys: Keys, tmp_path: Path) -> None:
    size = backup.stat().st_size
    sealed_and_end = 8 + 2 + 12 + 40 + 16 + 16
    keys_at, after_keys = size - sealed_and_end - 8192, size - sealed_and_end
    places = [*range(0, keys_at, 997), *range(keys_at, after_keys, 97), *range(after_keys, size)]
    before = {file.name for file in tmp_path.iterdir()}
    for at in places:
        flip(backup, at)
        with pytest.raises((BackupDamaged, NewerVault)):
            restore(backup, tmp_path / "new", PASSPHRASE)
        flip(backup, at)

    assert {file.name for file in tmp_path.iterdir()} == before
    assert verify_backup(backup, keys) == HEAD


def test_a_backup_of_a_damaged_database_is_not_kept(database: Database, keys: Keys, tmp_path: Path) -> None:
    with database.path.open("r+b", buffering=0) as file:
        file.seek(3 * PAGE_BYTES + 50)
        file.write(b"damage")

    with pytest.raises(VaultDamaged, match="checks"):
        write_backup(database, keys, HEAD, tmp_path / "backup")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["vault"]


def test_damage_that_is_only_in_the_file_is_found_though_the_database_remembers_the_page(
    database: Database, keys: Keys, tmp_path: Path
) -> None:
    sound = database.rows("SELECT * FROM person")
    flip(database.path, 5 * PAGE_BYTES + 50)

    assert database.rows("SELECT * FROM person") == sound
    with pytest.raises(VaultDamaged):
        write_backup(database, keys, HEAD, tmp_path / "backup")


def test_a_disk_that_gives_back_other_bytes_is_found_out(
    database: Database, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(file: BinaryIO) -> None:
        flip(Path(str(file.name)), PAGE_BYTES + 50)

    monkeypatch.setattr(backups, "forget_cached", spoil)
    with pytest.raises(BackupDamaged):
        write_backup(database, keys, HEAD, tmp_path / "backup")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["vault"]


def test_a_database_that_was_read_wrongly_when_it_was_copied_is_found_out(
    database: Database, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, as by a loose cable: it is read again, and checked, without a fault."""
    sound = Database.pieces
    faults = [1]

    def loose(self: Database) -> Iterator[bytes]:
        for piece in sound(self):
            yield piece[:-1] + bytes([piece[-1] ^ faults.pop()]) if faults else piece

    monkeypatch.setattr(Database, "pieces", loose)
    with pytest.raises(BackupDamaged):
        write_backup(database, keys, HEAD, tmp_path / "backup")
    write_backup(database, keys, HEAD, tmp_path / "backup")


def test_a_restored_database_that_fails_its_checks_is_not_kept(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(file: BinaryIO) -> None:
        flip(Path(str(file.name)), PAGE_BYTES + 50)

    monkeypatch.setattr(backups, "flush_to_disk", spoil)
    monkeypatch.setattr(backups, "Check", _CheckLater)
    with pytest.raises(BackupDamaged, match="checks"):
        restore(backup, tmp_path / "new", PASSPHRASE)
    assert not (tmp_path / "new").exists()


class _CheckLater(Check):
    """Begins when it is asked for its end, so that what the other thread does comes first."""

    def __init__(self, *arguments: Any) -> None:
        self._later = arguments

    def is_done(self, seconds: float) -> bool:
        if self._later:
            super().__init__(*self._later)
            self._later = ()
        return super().is_done(seconds)


def is_locked(path: Path) -> bool:
    """Whether somebody else holds the lock of SQLite for writing; to be asked in another process."""
    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 512, 1 << 30)
        except OSError:
            return True
    return False


def test_the_lock_outlives_a_backup(database: Database, backup: Path, in_child: InChild) -> None:
    assert backup.exists()
    assert in_child(lambda: is_locked(database.path))
    database.close()
    assert not in_child(lambda: is_locked(database.path))


def test_the_progress_grows_to_its_end(database: Database, keys: Keys, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    write_backup(database, keys, HEAD, tmp_path / "backup", lambda done, total: told.append((done, total)))

    assert told[-1] == (3 * database.size(), 3 * database.size())
    assert told == sorted(told)
    assert {total for _, total in told} == {3 * database.size()}


def test_nobody_can_write_while_the_database_is_copied(database: Database, keys: Keys, tmp_path: Path) -> None:
    locked: list[bool] = []

    write_backup(database, keys, HEAD, tmp_path / "backup", lambda *_: locked.append(database.in_transaction))

    assert locked[0]


class StopHere(UserFault):
    pass


def stop(_done: int, _total: int) -> None:
    raise StopHere


def test_a_cancelled_backup_leaves_nothing(database: Database, keys: Keys, tmp_path: Path) -> None:
    with pytest.raises(StopHere):
        write_backup(database, keys, HEAD, tmp_path / "backup", stop)

    assert sorted(file.name for file in tmp_path.iterdir()) == ["vault"]
    assert not database.in_transaction


def test_a_backup_is_cancelled_while_only_the_check_goes_on(
    database: Database, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check is one that would not come to an end in a minute, and it does not outlive the backup."""
    begun, ended = threading.Event(), list[str]()

    def endless(database: Database) -> list[str]:
        begun.set()
        try:
            database.rows("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c")
        except sqlcipher.OperationalError as error:
            ended.append(str(error))
        return []

    def stop_while_waiting(done: int, _total: int) -> None:
        if done == 2 * database.size() and begun.is_set():
            raise StopHere

    monkeypatch.setattr(Database, "broken_structure", endless)
    with pytest.raises(StopHere):
        write_backup(database, keys, HEAD, tmp_path / "backup", stop_while_waiting)
    assert ended == ["interrupted"]
    assert "check" not in {thread.name for thread in threading.enumerate()}
    assert sorted(file.name for file in tmp_path.iterdir()) == ["vault"]


def test_what_the_world_does_to_a_check_is_told(keys: Keys, tmp_path: Path) -> None:
    check = Check(tmp_path / "nowhere", keys.database_key, keys.database_salt)
    with pytest.raises(WorldFault):
        check.damage()


def test_a_cancelled_restoring_leaves_nothing(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(StopHere):
        restore(backup, tmp_path / "new", PASSPHRASE, stop)

    assert sorted(file.name for file in tmp_path.iterdir()) == ["backup", "vault"]


def test_a_full_disk_leaves_no_half_backup(
    database: Database, keys: Keys, tmp_path: Path, limited: Callable[[int, Callable[[], object]], Any]
) -> None:
    fault = limited(20_000, lambda: write_backup(database, keys, HEAD, tmp_path / "backup"))

    assert issubclass(fault, WorldFault)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["vault"]


def test_the_name_before_a_migration_is_beside_the_vault_and_free(tmp_path: Path) -> None:
    first = path_before_migration(tmp_path / "vault", 3)
    first.touch()

    assert first.parent == tmp_path
    assert path_before_migration(tmp_path / "vault", 3) not in {first, tmp_path / "vault"}


@pytest.mark.parametrize("name", [".", "deep/..", ".."])
def test_the_backup_before_a_migration_lies_beside_the_folder_by_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    here = tmp_path / "vault" / "inside" if name == ".." else tmp_path / "vault"
    (tmp_path / "vault" / "deep").mkdir(parents=True)
    here.mkdir(exist_ok=True)
    monkeypatch.chdir(here)
    assert path_before_migration(Path(name), 1) == tmp_path / "vault.format-1.1.backup"
