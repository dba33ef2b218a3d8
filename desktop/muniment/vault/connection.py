"""The encrypted database: opened with its raw key, locked for one program, every error told in plain words."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property, partial
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlcipher3 import dbapi2 as sqlcipher

from muniment.domain.errors import MunimentError
from muniment.host.errors import os_errors_told
from muniment.host.files import folder_is_writable
from muniment.host.unfinished import private_file
from muniment.vault.answers import DAMAGED, READ_ONLY, told
from muniment.vault.errors import NoVault, VaultDamaged, VaultReadOnly
from muniment.vault.recovery import clear_spent_journal

DATABASE_FILE = "cases.db"

KEY_BYTES = 32
SALT_BYTES = 16
PAGE_BYTES = 4096

Value = str | int | float | bytes | None

_STILL = "ro&immutable=1"

_PIECE = 1 << 20
_LOCK_BYTE = 1 << 30

_PLAIN_HEADER = b"SQLite format 3\x00"

# What is set, and what must be read back: SQLite ignores a PRAGMA that it does not know or cannot follow.
# The cipher's own settings are spelt out, so that a later SQLCipher with other defaults still opens the vault.
_CACHE = 32 << 10  # KiB; half of it makes searching 100,000 case files a third slower
_CIPHER_SETTINGS = (
    ("cipher_page_size", str(PAGE_BYTES), str(PAGE_BYTES)),
    ("cipher_use_hmac", "ON", "1"),
    ("cipher_hmac_algorithm", "HMAC_SHA512", "hmac_sha512"),
    ("cipher_kdf_algorithm", "PBKDF2_HMAC_SHA512", "pbkdf2_hmac_sha512"),
    ("cipher_memory_security", "OFF", "0"),  # ON makes every read ten times slower, for the whole process
)
_SETTINGS = (
    ("trusted_schema", "OFF", "0"),
    ("temp_store", "2", "2"),  # anything else writes plain text into the temporary folder
    ("secure_delete", "ON", "1"),
    ("foreign_keys", "ON", "1"),
    ("fullfsync", "ON", "1"),
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "DELETE", "delete"),
    ("journal_size_limit", "0", "0"),  # else pages as they were before a purge lie in the journal while it is kept
    ("synchronous", "EXTRA", "3"),
    ("cache_size", str(-_CACHE), str(-_CACHE)),
)


class Database:
    """One open, encrypted, exclusively locked database.

    While it is open, nothing else in this process may open the same file, but ``open_still``: on POSIX, closing any
    descriptor of a file drops the locks that the process holds on it. ``raw`` is the one to read bytes from.
    """

    def __init__(
        self,
        connection: Any,
        path: Path,
        connect: Callable[[], Any],
        *,
        read_only: bool,
        scratch: Path | None = None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self._connection = connection
        self._connect = connect
        self._scratch = scratch
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends the lock and removes the private copy, if there was one. May be called twice."""
        self._closed = True
        self._connection.close()
        if "raw" in self.__dict__:
            self.raw.close()
        if self._scratch:
            import shutil

            shutil.rmtree(self._scratch, ignore_errors=True)

    def revive(self) -> None:
        """Opens the file anew: after a page that cannot be read SQLCipher reads no other one either.

        Not inside a transaction. The lock is let go for a moment. Raises as ``open_database``.
        """
        self._connection.close()
        self._connection = self._connect()

    @contextmanager
    def few_pages(self) -> Iterator[None]:
        """Keeps fewer pages in memory, for as long as much is written that is not read again."""
        self.run(f"PRAGMA cache_size = {-_CACHE // 2}")
        try:
            yield
        finally:
            self.run(f"PRAGMA cache_size = {-_CACHE}")

    @cached_property
    def raw(self) -> FileIO:
        """The encrypted file as it is, to read."""
        return self.path.open("rb", buffering=0)

    def size(self) -> int:
        """Bytes of the database file."""
        return self.path.stat().st_size

    def pieces(self) -> Iterator[bytes]:
        """The encrypted file as it lies on the disk, in pieces of 1 MiB. Nothing may be written meanwhile."""
        self.raw.seek(0)
        while True:
            lead = b""
            if self.raw.tell() == _LOCK_BYTE:  # Windows lets nobody read this page, and SQLite never uses it
                self.raw.seek(PAGE_BYTES, os.SEEK_CUR)
                lead = bytes(PAGE_BYTES)
            piece = self.raw.read(_PIECE - len(lead))
            if not piece:
                return
            yield lead + piece

    def _read_all(self) -> None:
        for _ in self.pieces():
            pass

    @property
    def closed(self) -> bool:
        """Whether the lock has been given back."""
        return self._closed

    @property
    def in_transaction(self) -> bool:
        return bool(self._connection.in_transaction)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is saved together, or nothing is. Not to be nested.

        Raises VaultReadOnly at once where nothing can be written.
        """
        if self.in_transaction:
            raise RuntimeError("a transaction is already open")
        self.refuse_read_only()
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self.in_transaction:  # a full disk rolls back by itself
                with suppress(MunimentError):
                    self.run("ROLLBACK")
            raise

    def refuse_read_only(self) -> None:
        """Raises VaultReadOnly where nothing can be written."""
        if self.read_only:
            raise VaultReadOnly(READ_ONLY)

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Executes one statement; returns the number of rows changed (-1 where that means nothing)."""
        try:
            return int(self._connection.execute(sql, values).rowcount)
        except (sqlcipher.Error, UnicodeEncodeError, MemoryError) as error:
            raise told(error, self._read_all) from None

    def run_many(self, sql: str, values: Iterable[Sequence[Any]]) -> int:
        """Executes one statement for each row of values; returns the number of rows changed."""
        try:
            return int(self._connection.executemany(sql, values).rowcount)
        except (sqlcipher.Error, UnicodeEncodeError, MemoryError) as error:
            raise told(error, self._read_all) from None

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows."""
        try:
            return list(self._connection.execute(sql, values))
        except (sqlcipher.Error, UnicodeEncodeError, MemoryError) as error:
            raise told(error, self._read_all) from None

    def row(self, sql: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row, or None."""
        return next(self.each(sql, values), None)

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.row(sql, values)
        return row[0] if row else None

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows one by one, for results too large to hold."""
        try:
            for row in self._connection.execute(sql, values):  # noqa: UP028 - it would close the cursor at its own end
                yield row
        except (sqlcipher.Error, UnicodeEncodeError) as error:
            raise told(error, self._read_all) from None

    def confirm(self) -> None:
        """Raises VaultDamaged where any page that was read was damaged; reads none itself.

        SQLCipher gives zeros for a page whose keyed hash is wrong, remembers that, and refuses the next page. SQLite
        notices the zeros in every page but the last one of a long value, which then ends in them.
        """
        if self.value("PRAGMA cipher_status") != "1":
            raise VaultDamaged(DAMAGED)

    def interrupt(self) -> None:
        """Lets what another thread does with the database at this moment fail soon; nothing where it does nothing."""
        with suppress(sqlcipher.ProgrammingError):  # closed by now
            self._connection.interrupt()

    def damage(self) -> list[str]:
        """What ``integrity_check`` and ``foreign_key_check`` find; empty when sound. Reads every page in use."""
        try:
            return self.broken_structure() + self.loose_rows()
        except VaultDamaged as error:
            return [str(error)]

    def broken_structure(self) -> list[str]:
        """What ``integrity_check`` finds. Raises VaultDamaged where it cannot get to its end."""
        return [str(text) for (text,) in self.rows("PRAGMA integrity_check") if text != "ok"]

    def loose_rows(self) -> list[str]:
        """What ``foreign_key_check`` finds. Raises VaultDamaged where it cannot get to its end."""
        tables = {row[0] for row in self.rows("PRAGMA foreign_key_check")}
        return [f"a row of {table} refers to nothing" for table in sorted(tables)]

    def page_damage(self) -> list[str]:
        """What ``cipher_integrity_check`` finds: pages whose keyed hash is wrong.

        It misses pages cut off the end and can raise a false alarm after a crash: never a proof alone.
        """
        found = (re.search(r"\d+", str(text)) for (text,) in self.rows("PRAGMA cipher_integrity_check"))
        return [f"page {number[0] if number else '?'} of cases.db is damaged" for number in found]


def create_database(path: Path, key: bytes, salt: bytes) -> Database:
    """Makes a new, empty database for its owner alone; AlreadyThere if something is at ``path``."""
    _assert_lengths(key, salt)
    with os_errors_told("making the vault"):
        private_file(path).close()
    return _opened(path, key, salt, mode="rw")


def open_database(path: Path, key: bytes, salt: bytes, *, read_only: bool = False) -> Database:
    """Opens a database and locks out everybody else, at the cost of no write.

    ``database.read_only`` is set where the folder or the file cannot be written. Where such a place holds a save that
    was cut off by a crash, a private copy of the encrypted files is opened instead. Raises VaultInUse, VaultDamaged,
    NoVault, WorldFault.
    """
    _assert_lengths(key, salt)
    _refuse_missing(path)
    read_only = read_only or not (os.access(path, os.W_OK) and folder_is_writable(path.parent))
    try:
        return _opened(path, key, salt, mode="ro" if read_only else "rw")
    except VaultReadOnly:
        return _opened_copy(path, key, salt)


def open_still(path: Path, key: bytes, salt: bytes) -> Database:
    """Opens for reading a file that nobody writes, without locks; bytes after the database's last page are ignored.

    Also the file of a database that is open in this process and not written meanwhile: SQLite, which alone opens it
    here, keeps a descriptor open for as long as it holds locks on that file.
    """
    _assert_lengths(key, salt)
    return _opened(path, key, salt, mode=_STILL)


def _assert_lengths(key: bytes, salt: bytes) -> None:
    """SQLCipher takes a raw key that is one byte short for a passphrase, without a word."""
    if len(key) != KEY_BYTES or len(salt) != SALT_BYTES:
        raise ValueError("a raw key of 32 bytes and a salt of 16 are needed")


def _refuse_missing(path: Path) -> None:
    with os_errors_told("opening the vault"):
        if not path.exists():
            raise NoVault("The vault's folder holds no cases.db. Its case files are elsewhere; restore a backup.")
        if path.stat().st_size < PAGE_BYTES:  # SQLite takes less than a page for a new database, and would begin one
            raise VaultDamaged("The vault's cases.db is empty: its content was lost. Restore a backup.")


def _opened(path: Path, key: bytes, salt: bytes, *, mode: str, scratch: Path | None = None) -> Database:
    connect = partial(_connected, path, key, salt, mode)
    database = Database(connect(), path, connect, read_only=mode != "rw", scratch=scratch)
    try:
        if mode != _STILL:
            _refuse_plain(database)
    except BaseException:
        database.close()
        raise
    return database


def _refuse_plain(database: Database) -> None:
    with os_errors_told("opening the vault"):
        begins = database.raw.read(len(_PLAIN_HEADER))
    if begins == _PLAIN_HEADER:
        raise VaultDamaged("The vault's cases.db is not encrypted. It is not one that Muniment wrote.")


def _connected(path: Path, key: bytes, salt: bytes, mode: str) -> Any:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    try:
        connection = sqlcipher.connect(uri, uri=True, isolation_level=None, timeout=0)
    except sqlcipher.Error as error:
        raise told(error, lambda: None) from None
    try:
        _configure(connection, path, key, salt)
        _lock(connection, read_only=mode != "rw")
    except sqlcipher.Error as error:
        connection.close()
        raise told(error, lambda: None if mode == _STILL else _read_all(path)) from None
    except BaseException:
        connection.close()
        raise
    return connection


def _read_all(path: Path) -> None:
    with path.open("rb", buffering=0) as file:
        while file.read(_PIECE):
            pass


def _configure(connection: Any, path: Path, key: bytes, salt: bytes) -> None:
    _set(connection, "cipher_log_level", "NONE", "none")  # before anything else could be logged
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    for setting in _CIPHER_SETTINGS:
        _set(connection, *setting)
    if not _read(connection, "cipher_version") or _read(connection, "cipher_status") != "1":
        raise RuntimeError("this SQLite does not encrypt")
    clear_spent_journal(connection, path)
    for setting in _SETTINGS:
        _set(connection, *setting)


def _set(connection: Any, name: str, value: str, expected: str) -> None:
    connection.execute(f"PRAGMA {name} = {value}").fetchall()
    if _read(connection, name) != expected:
        raise RuntimeError(f"the database did not accept {name}")


def _read(connection: Any, name: str) -> str:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return str(row[0]).lower() if row else ""


def _lock(connection: Any, *, read_only: bool) -> None:
    """Takes the lock that exclusive mode then keeps: for writing against everybody, for reading against writers."""
    connection.execute("BEGIN" if read_only else "BEGIN EXCLUSIVE")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    connection.execute("COMMIT")


def _opened_copy(path: Path, key: bytes, salt: bytes) -> Database:
    import shutil
    import tempfile

    doing = "copying the encrypted vault to a private folder"
    with os_errors_told(doing):
        scratch = Path(tempfile.mkdtemp())
    try:
        with os_errors_told(doing):
            for name in (path.name, path.name + "-journal"):
                with path.with_name(name).open("rb") as source, private_file(scratch / name) as copy:
                    shutil.copyfileobj(source, copy, 1 << 20)
        _opened(scratch / path.name, key, salt, mode="rw").close()  # rolls back what the crash cut off
        return _opened(scratch / path.name, key, salt, mode="ro", scratch=scratch)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
