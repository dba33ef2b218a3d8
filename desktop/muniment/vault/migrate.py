"""Brings a vault's tables to this version, by numbered files that never change once released.

A vault that is migrated is copied first. The caller makes the copy (it has the keys); it belongs beside the vault's
folder, never in it, so that the folder stays what it is: two files.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from muniment.domain.frozen import frozen
from muniment.vault.connection import Database
from muniment.vault.errors import NewerVault, VaultDamaged

_FOLDER = Path(__file__).with_name("migrations")
_NAME = re.compile(r"(\d{4})_\w+\.sql")


@frozen
class Migration:
    """One numbered file: the vault's version after it, and its statements."""

    number: int
    sql: str


@cache
def packaged_migrations() -> tuple[Migration, ...]:
    """The files of this version, by number."""
    named = ((_NAME.fullmatch(file.name), file) for file in _FOLDER.iterdir())
    found = [Migration(int(name[1]), file.read_text("utf-8")) for name, file in named if name]
    return tuple(sorted(found, key=lambda migration: migration.number))


def vault_version(database: Database) -> int:
    """The number of the last migration that the vault has had; 0 for a new one."""
    return int(database.value("PRAGMA user_version"))


def pending(database: Database, migrations: Sequence[Migration]) -> tuple[Migration, ...]:
    """The migrations that the vault still needs. Raises NewerVault when it is ahead of this program."""
    version, newest = vault_version(database), max((migration.number for migration in migrations), default=0)
    if version > newest:
        raise NewerVault(
            f"This vault was written by a newer Muniment (its format is {version}, this program knows {newest}). "
            "Nothing was changed. Open it with the newer program."
        )
    return tuple(migration for migration in migrations if migration.number > version)


def migrate(database: Database, migrations: Sequence[Migration], make_backup: Callable[[], object]) -> int:
    """Applies what is pending, each file whole or not at all; returns the version reached.

    ``make_backup`` is called before a vault that already has tables is touched, and must raise unless it made and
    verified a copy. Raises NewerVault, VaultDamaged (the checks failed, nothing of that file was kept), WorldFault.
    """
    todo = pending(database, migrations)
    if todo and vault_version(database) > 0:
        make_backup()
    for migration in todo:
        _apply(database, migration)
    return vault_version(database)


def _apply(database: Database, migration: Migration) -> None:
    """Foreign keys are off while tables are rebuilt, as SQLite asks, and checked before the commit."""
    database.run("PRAGMA foreign_keys = OFF")
    try:
        with database.transaction():
            for statement in _statements(migration.sql):
                database.run(statement)
            if not database.in_transaction:
                raise RuntimeError(f"migration {migration.number} ends its own transaction")
            database.run(f"PRAGMA user_version = {migration.number:d}")
            _refuse_damage(database)
    finally:
        database.run("PRAGMA foreign_keys = ON")


def _refuse_damage(database: Database) -> None:
    damage = database.damage()
    if damage:
        raise VaultDamaged(
            "The vault failed its checks while it was brought to this version; it was left as it was:\n"
            + "\n".join(damage)
        )


def _statements(sql: str) -> Iterator[str]:
    """The statements of a file; ``executescript`` would commit behind our back."""
    statement = ""
    for piece in re.split("(?<=;)", sql):
        statement += piece
        if sqlcipher.complete_statement(statement):
            yield statement
            statement = ""
    if re.sub(r"--[^\n]*|\s", "", statement):
        raise ValueError("a migration ends in the middle of a statement")
