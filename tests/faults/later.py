"""Programs of later versions than this one: with migrations after its own, planted so that upgrading can be tried."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from muniment.services import session as sessions
from muniment.vault.connection import Database
from muniment.vault.migrate import Migration, packaged_migrations

_THEIRS = "packaged_migrations"
NEWEST = packaged_migrations()[-1].number

_FIRST = """
CREATE TABLE planted (no INTEGER PRIMARY KEY, at TEXT NOT NULL);
INSERT INTO planted SELECT seq, at FROM journal;
CREATE INDEX planted_at ON planted (at);"""
_NEXT = """
CREATE TABLE planted_anew (no INTEGER PRIMARY KEY, at TEXT NOT NULL, more_{number} TEXT NOT NULL DEFAULT '');
INSERT INTO planted_anew (no, at) SELECT no, at FROM planted;
DROP TABLE planted;
ALTER TABLE planted_anew RENAME TO planted;
CREATE INDEX planted_at ON planted (at);"""

Laid = list[tuple[Any, ...]]


def migrations_of(later: int) -> tuple[Migration, ...]:
    """Those of the program so many versions later: a table with content, then that table made anew by each."""
    planted = (
        Migration(NEWEST + number, _NEXT.format(number=number) if number > 1 else _FIRST)
        for number in range(1, later + 1)
    )
    return (*packaged_migrations(), *planted)


def become(later: int) -> None:
    """From now on this process is the program of so many versions later."""
    setattr(sessions, _THEIRS, lambda: migrations_of(later))


@contextmanager
def program_of(later: int) -> Iterator[None]:
    """The program of so many versions later, for as long as the block runs."""
    before = getattr(sessions, _THEIRS)
    become(later)
    try:
        yield
    finally:
        setattr(sessions, _THEIRS, before)


def laid(db: Database) -> Laid:
    """How the tables of a vault are laid out."""
    return db.rows("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")
