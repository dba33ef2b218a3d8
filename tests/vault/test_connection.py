import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from muniment.domain.errors import MunimentError, WorldFault
from muniment.host.errors import AlreadyThere, DeviceFailed, DiskFull, NotFound
from muniment.vault.connection import PAGE_BYTES, Database, create_database, open_database, open_still
from muniment.vault.errors import NoVault, VaultDamaged, VaultInUse, VaultReadOnly

InChild = Callable[[Callable[[], object]], Any]

KEY = bytes(range(32))
SALT = bytes(range(16))
DESKTOP = Path(__file__).parents[2] / "desktop"


def made(path: Path, names: int = 3) -> Path:
    """A database with a table of so many names."""
    with create_database(path, KEY, SALT) as database, database.transaction():
        database.run("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL)")
        database.run_many("INSERT INTO person (name) VALUES (?)", [(f"heron {n}",) for n in range(names)])
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made(tmp_path / "cases.db")


@pytest.fixture
def readable(open_folder: Path) -> Path:
    """A database that every user may read and nobody but the owner write."""
    path = made(open_folder / "cases.db")
    path.chmod(0o644)
    open_folder.chmod(0o555)
    return path


def names(database: Database) -> int:
    return int(database.value("SELECT count(*) FROM person"))


def killed_in_the_middle(path: Path) -> None:
    """A program that dies with half of a save on the disk."""
    child = os.fork()
    if child == 0:
        database = open_database(path, KEY, SALT)
        database.run("PRAGMA cache_size = 5")
        database.run("BEGIN IMMEDIATE")
        database.run("UPDATE person SET name = 'gone'")
        database.run_many("INSERT INTO person (name) VALUES (?)", [("x" * 4000,) for _ in range(50)])
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)


def killed_after_a_save(path: Path) -> None:
    child = os.fork()
    if child == 0:
        database = open_database(path, KEY, SALT)
        database.run("INSERT INTO person (name) VALUES ('saved')")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)


def tried_by_another_program(path: Path) -> str:
    """What another program is told that opens the same database."""
    script = (
        "import sys, pathlib\n"
        "from muniment.domain.errors import MunimentError\n"
        "from muniment.vault.connection import open_database\n"
        "try:\n"
        "    open_database(pathlib.Path(sys.argv[1]), bytes(range(32)), bytes(range(16)))\n"
        "    print('opened')\n"
        "except MunimentError as error:\n"
        "    print(type(error).__name__)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        env={**os.environ, "PYTHONPATH": str(DESKTOP)},
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    return run.stdout.strip()


def test_what_was_saved_is_there_again(path: Path) -> None:
    with open_database(path, KEY, SALT) as database:
        assert database.rows("SELECT id, name FROM person") == [(1, "heron 0"), (2, "heron 1"), (3, "heron 2")]
        assert database.row("SELECT name FROM person WHERE id = ?", (2,)) == ("heron 1",)
        assert database.row("SELECT name FROM person WHERE id = 9") is None
        assert not database.read_only


def test_nothing_readable_is_in_the_file(path: Path) -> None:
    content = path.read_bytes()

    assert b"heron" not in content
    assert b"SQLite" not in content
    assert content[:16] == SALT


def test_nothing_else_is_at_rest(path: Path) -> None:
    with open_database(path, KEY, SALT) as database, database.transaction():
        database.run("DELETE FROM person")

    assert list(path.parent.iterdir()) == [path]


def test_the_file_belongs_to_its_owner_alone(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_journal_belongs_to_its_owner_alone(path: Path) -> None:
    with open_database(path, KEY, SALT) as database:
        database.run("DELETE FROM person")
        assert path.with_name("cases.db-journal").stat().st_mode & 0o777 == 0o600


def test_the_settings_hold(path: Path) -> None:
    wanted = {
        "cipher_log_level": "NONE",
        "cipher_memory_security": "0",
        "cipher_page_size": "4096",
        "cipher_hmac_algorithm": "HMAC_SHA512",
        "trusted_schema": 0,
        "temp_store": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "locking_mode": "exclusive",
        "journal_mode": "delete",
        "synchronous": 3,
        "cache_size": -32768,
    }
    with open_database(path, KEY, SALT) as database:
        assert {name: database.value(f"PRAGMA {name}") for name in wanted} == wanted


@pytest.mark.parametrize(("key", "salt"), [(KEY[:31], SALT), (KEY, SALT[:15]), (b"", b""), (KEY + b"x", SALT)])
def test_a_key_of_another_length_is_never_tried(path: Path, key: bytes, salt: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        open_database(path, key, salt)


def test_a_wrong_key_and_damage_are_said_together(path: Path) -> None:
    with pytest.raises(VaultDamaged, match="damaged, cut short, or belongs to another"):
        open_database(path, bytes(32), SALT)


def test_the_salt_of_the_keys_file_opens_a_database_that_lost_its_own(path: Path) -> None:
    path.write_bytes(bytes(16) + path.read_bytes()[16:])

    with open_database(path, KEY, SALT) as database:
        assert names(database) == 3


def test_a_flipped_bit_is_noticed_when_it_is_read(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[PAGE_BYTES + 100] ^= 1
    path.write_bytes(content)

    with open_database(path, KEY, SALT) as database:
        assert database.damage()
        with pytest.raises(VaultDamaged):
            names(database)


def test_pages_cut_off_the_end_are_noticed(tmp_path: Path) -> None:
    path = made(tmp_path / "long.db", names=2000)
    os.truncate(path, path.stat().st_size - PAGE_BYTES)

    with pytest.raises(VaultDamaged), open_database(path, KEY, SALT) as database:
        database.rows("SELECT name FROM person")


def test_a_sound_database_has_no_damage(path: Path) -> None:
    with open_database(path, KEY, SALT) as database:
        assert database.damage() == []
        assert database.page_damage() == []


def test_a_reference_to_nothing_is_damage(path: Path) -> None:
    with open_database(path, KEY, SALT) as database:
        database.run("PRAGMA foreign_keys = OFF")
        database.run("CREATE TABLE visit (person INTEGER REFERENCES person (id))")
        database.run("INSERT INTO visit VALUES (77)")

        assert database.damage() == ["a row of visit refers to nothing"]


def test_an_unencrypted_database_is_refused(tmp_path: Path) -> None:
    import sqlite3

    plain = tmp_path / "cases.db"
    connection = sqlite3.connect(plain)
    connection.execute("CREATE TABLE person (name)")
    connection.close()

    with pytest.raises(VaultDamaged):
        open_database(plain, KEY, SALT)


def test_an_emptied_file_is_not_taken_for_a_new_vault(path: Path) -> None:
    path.write_bytes(b"")

    with pytest.raises(VaultDamaged, match="empty"):
        open_database(path, KEY, SALT)


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(NoVault):
        open_database(tmp_path / "cases.db", KEY, SALT)

    assert list(tmp_path.iterdir()) == []


def test_a_new_database_never_replaces_one(path: Path) -> None:
    with pytest.raises(AlreadyThere):
        create_database(path, KEY, SALT)


def test_a_name_with_signs_of_a_web_address_is_opened_as_it_is(tmp_path: Path) -> None:
    path = made(tmp_path / "50% of #2? yes.db")

    with open_database(path, KEY, SALT) as database:
        assert names(database) == 3


def test_a_failed_transaction_leaves_nothing(path: Path) -> None:
    with open_database(path, KEY, SALT) as database:
        with pytest.raises(KeyboardInterrupt), database.transaction():
            database.run("DELETE FROM person")
            raise KeyboardInterrupt
        assert names(database) == 3
        assert not database.in_transaction


def test_transactions_do_not_nest(path: Path) -> None:
    with (
        open_database(path, KEY, SALT) as database,
        database.transaction(),
        pytest.raises(RuntimeError, match="already"),
        database.transaction(),
    ):
        pass


def test_a_second_program_is_told_at_once(path: Path) -> None:
    with open_database(path, KEY, SALT):
        assert tried_by_another_program(path) == "VaultInUse"

    assert tried_by_another_program(path) == "opened"


def test_a_second_try_in_this_program_does_not_open_the_lock_for_others(path: Path) -> None:
    with open_database(path, KEY, SALT) as database:
        with pytest.raises(VaultInUse):
            open_database(path, KEY, SALT)
        assert list(database.pieces())

        assert tried_by_another_program(path) == "VaultInUse"


def test_a_look_at_the_file_of_an_open_database_does_not_open_its_lock_for_others(path: Path) -> None:
    with open_database(path, KEY, SALT):
        with open_still(path, KEY, SALT) as still:
            assert still.damage() == []
        assert tried_by_another_program(path) == "VaultInUse"


def test_a_look_at_the_file_of_a_database_sees_what_is_in_the_file(path: Path) -> None:
    with open_database(path, KEY, SALT) as database:
        assert names(database) > 0
        content = bytearray(path.read_bytes())
        content[PAGE_BYTES + 100] ^= 1
        path.write_bytes(content)
        assert names(database) > 0
        with open_still(path, KEY, SALT) as still:
            assert still.damage() != []


def test_a_reader_keeps_writers_out(path: Path) -> None:
    with open_database(path, KEY, SALT, read_only=True):
        assert tried_by_another_program(path) == "VaultInUse"


def test_opening_and_closing_writes_nothing(path: Path) -> None:
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    with open_database(path, KEY, SALT) as database:
        names(database)

    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_read_only_on_request_refuses_to_write(path: Path) -> None:
    with open_database(path, KEY, SALT, read_only=True) as database:
        assert database.read_only
        assert names(database) == 3
        with pytest.raises(VaultReadOnly), database.transaction():
            pass
        with pytest.raises(VaultReadOnly):
            database.run("DELETE FROM person")


def test_a_read_only_folder_is_noticed_and_read(readable: Path, as_plain_user: InChild) -> None:
    def look() -> tuple[bool, int]:
        with open_database(readable, KEY, SALT) as database:
            return database.read_only, names(database)

    assert as_plain_user(look) == (True, 3)


def test_a_writable_file_in_a_read_only_folder_is_only_read(readable: Path, as_plain_user: InChild) -> None:
    readable.chmod(0o666)

    def look() -> tuple[bool, int]:
        with open_database(readable, KEY, SALT) as database:
            return database.read_only, names(database)

    assert as_plain_user(look) == (True, 3)


def test_a_file_that_may_not_be_read_is_no_damage(readable: Path, as_plain_user: InChild) -> None:
    readable.chmod(0o000)

    assert as_plain_user(lambda: open_database(readable, KEY, SALT)) is WorldFault


def test_half_a_save_in_a_read_only_folder_is_read_from_a_private_copy(
    open_folder: Path, as_plain_user: InChild, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(open_folder / "cases.db", names=20)
    killed_in_the_middle(path)
    for file in open_folder.iterdir():
        file.chmod(0o644)
    before = {file.name: file.read_bytes() for file in open_folder.iterdir()}
    copies = open_folder / "copies"
    copies.mkdir()
    copies.chmod(0o777)
    open_folder.chmod(0o555)
    monkeypatch.setattr("tempfile.tempdir", str(copies))

    def look() -> tuple[bool, int, list[str], list[int], object]:
        with open_database(path, KEY, SALT) as database:
            modes = [folder.stat().st_mode & 0o777 for folder in copies.iterdir()]
            found = names(database)
            damage = database.damage()
            try:
                database.run("DELETE FROM person")
            except VaultReadOnly as error:
                refused = type(error)
        return database.read_only, found, damage, modes, (refused, list(copies.iterdir()))

    assert as_plain_user(look) == (True, 20, [], [0o700], (VaultReadOnly, []))
    assert {file.name: file.read_bytes() for file in open_folder.iterdir() if file.is_file()} == before


def test_where_there_is_no_room_for_a_private_copy_it_is_told(
    open_folder: Path, as_plain_user: InChild, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(open_folder / "cases.db", names=20)
    killed_in_the_middle(path)
    for file in open_folder.iterdir():
        file.chmod(0o644)
    open_folder.chmod(0o555)
    monkeypatch.setattr("tempfile.tempdir", str(open_folder / "nowhere"))

    assert as_plain_user(lambda: open_database(path, KEY, SALT)) is NotFound


def test_half_a_save_is_taken_back_at_the_next_opening(path: Path) -> None:
    killed_in_the_middle(path)
    assert path.with_name("cases.db-journal").stat().st_size > 0

    with open_database(path, KEY, SALT) as database:
        assert database.row("SELECT name FROM person") == ("heron 0",)
        assert names(database) == 3
    assert list(path.parent.iterdir()) == [path]


def test_the_journal_of_a_killed_program_does_not_stay(path: Path) -> None:
    killed_after_a_save(path)
    assert path.with_name("cases.db-journal").exists()

    with open_database(path, KEY, SALT) as database:
        assert names(database) == 4
    assert list(path.parent.iterdir()) == [path]


def test_writing_goes_on_after_a_journal_was_cleared_away(path: Path) -> None:
    killed_in_the_middle(path)
    with open_database(path, KEY, SALT) as database, database.transaction():
        database.run("INSERT INTO person (name) VALUES ('later')")

    killed_in_the_middle(path)
    with open_database(path, KEY, SALT) as database:
        assert names(database) == 4


def test_a_full_disk_loses_nothing(path: Path, in_child: InChild) -> None:
    def fill() -> tuple[bool, int, list[str], int]:
        with open_database(path, KEY, SALT) as database:
            room = path.stat().st_size + 20 * PAGE_BYTES
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
            try:
                with database.transaction():
                    database.run("INSERT INTO person (name) VALUES (?)", ("x" * 1_000_000,))
            except (DiskFull, DeviceFailed):
                told = True
            found, damage = names(database), database.damage()
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            with database.transaction():
                database.run("INSERT INTO person (name) VALUES (?)", ("x" * 1_000_000,))
            return told, found, damage, names(database)

    assert in_child(fill) == (True, 3, [], 4)


def test_a_bug_in_sql_is_not_taken_for_the_world(path: Path) -> None:
    with open_database(path, KEY, SALT) as database, pytest.raises(Exception, match="no such table") as caught:
        database.run("SELECT * FROM nowhere")
    assert type(caught.value).__module__.startswith("sqlcipher3")


def test_the_pieces_are_the_file(tmp_path: Path) -> None:
    path = made(tmp_path / "long.db", names=60_000)

    with open_database(path, KEY, SALT) as database:
        assert b"".join(database.pieces()) == path.read_bytes()
        assert len(list(database.pieces())) > 1


def test_the_page_that_windows_keeps_for_locks_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path / "long.db", names=60_000)
    at = 1 << 20
    monkeypatch.setattr("muniment.vault.connection._LOCK_BYTE", at)

    with open_database(path, KEY, SALT) as database:
        copied = b"".join(database.pieces())

    content = path.read_bytes()
    assert copied == content[:at] + bytes(PAGE_BYTES) + content[at + PAGE_BYTES :]


def test_bytes_after_the_database_do_not_disturb_a_still_one(path: Path) -> None:
    path.write_bytes(b"another salt 16b" + path.read_bytes()[16:] + b"what follows")

    with open_still(path, KEY, SALT) as database:
        assert names(database) == 3
        assert database.damage() == []
        assert database.read_only


def test_a_page_out_of_use_that_is_damaged_is_not_blamed_on_the_computers_memory_alone(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    with create_database(path, KEY, SALT) as database:
        database.run("CREATE TABLE t (bytes)")
        database.run("INSERT INTO t VALUES (zeroblob(40960))")
        database.run("DELETE FROM t")
    content = bytearray(path.read_bytes())
    for page in range(2, len(content) // PAGE_BYTES):
        content[page * PAGE_BYTES + 100] ^= 1
    path.write_bytes(content)

    with open_database(path, KEY, SALT) as database, pytest.raises(MunimentError, match="damaged"):
        database.run("INSERT INTO t VALUES (zeroblob(40960))")
