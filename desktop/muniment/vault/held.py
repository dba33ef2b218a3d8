"""Rows of new records that wait to be written, so that those of one table go in together.

A statement that is given a thousand rows costs about half of what a thousand statements do.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from muniment.vault.connection import Database


class Rows(Protocol):
    """Where rows go: into the database at once, or first among those that are held."""

    def run(self, sql: str, values: Sequence[Any]) -> object:
        """Takes one row."""

    def run_many(self, sql: str, values: Iterable[Sequence[Any]]) -> object:
        """Takes several rows of one table."""


class HeldRows:
    """Rows by the statement that writes them. Nobody reads them from the database before they are written."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._rows: defaultdict[str, list[Sequence[Any]]] = defaultdict(list)

    def run(self, sql: str, values: Sequence[Any]) -> None:
        """Holds one row."""
        self._rows[sql].append(values)

    def run_many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Holds several rows of one table."""
        self._rows[sql].extend(values)

    def write(self) -> None:
        """Writes what is held, within the caller's transaction."""
        for sql, rows in self._rows.items():
            self._db.run_many(sql, rows)
        self._rows.clear()
