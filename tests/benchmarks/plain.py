"""The peer of every figure about the vault: the same content in a plain database, with the same settings.

The engine is the same library too, without a key: then nothing is in the ratio but what we measure. (The ``sqlite3`` of
Python is often too old to read an index whose entries are removed for good, which needs SQLite 3.42.)
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from muniment.vault import connection
from muniment.vault.connection import Database

Call = tuple[str, str, Any]
"""How a statement was given to the database (``run``, ``many``, ``all``, ``first``), the statement, its values."""

_PLAIN = b"SQLite format 3\x00"


def copy_plain(db: Database, target: Path) -> None:
    """Writes everything in an encrypted database into a new plain one."""
    target.unlink(missing_ok=True)
    db.run("ATTACH DATABASE ? AS plain KEY ''", (str(target),))
    db.run("PRAGMA plain.journal_mode = OFF")
    db.run("PRAGMA plain.synchronous = OFF")
    db.rows("SELECT sqlcipher_export('plain')")
    db.run(f"PRAGMA plain.user_version = {db.value('PRAGMA user_version'):d}")
    db.run("DETACH DATABASE plain")


def open_plain(path: Path) -> Database:
    """A plain database with every setting of a vault that is not the cipher's."""
    opened = sqlcipher.connect(str(path), isolation_level=None, timeout=0)
    for setting in connection._SETTINGS:
        connection._set(opened, *setting)
    connection._lock(opened, read_only=False)
    database = _Plain(opened, path, lambda: opened, read_only=False)
    assert database.raw.read(len(_PLAIN)) == _PLAIN, "the peer is encrypted too"
    return database


class _Plain(Database):
    """Without a cipher that could tell of damage."""

    def confirm(self) -> None:
        pass


class Recorder(Database):
    """An open database that also writes down every statement that it is given, in ``calls``."""

    def __init__(self, db: Database) -> None:
        self.__dict__.update(db.__dict__)
        self.calls: list[Call] = []

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """As the database does it."""
        self.calls.append(("run", sql, tuple(values)))
        return super().run(sql, values)

    def run_many(self, sql: str, values: Iterable[Sequence[Any]]) -> int:
        """As the database does it."""
        rows = [tuple(row) for row in values]
        self.calls.append(("many", sql, rows))
        return super().run_many(sql, rows)

    def row(self, sql: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """As the database does it."""
        self.calls.append(("first", sql, tuple(values)))
        return next(super().each(sql, values), None)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """As the database does it."""
        self.calls.append(("all", sql, tuple(values)))
        return super().rows(sql, values)

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """As the database does it."""
        self.calls.append(("all", sql, tuple(values)))
        return super().each(sql, values)


def replay(db: Database, calls: Iterable[Call]) -> None:
    """Gives a database these statements, with nothing around them."""
    bare = db._connection
    for how, sql, values in calls:
        if how == "many":
            bare.executemany(sql, values)
        elif how == "first":
            bare.execute(sql, values).fetchone()
        elif how == "all":
            bare.execute(sql, values).fetchall()
        else:
            bare.execute(sql, values)
