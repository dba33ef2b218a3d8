"""Faults planted on purpose, to see that the campaigns find them: by name, what makes this process a faulty program."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from muniment.domain.changes import Change
from muniment.domain.errors import WorldFault
from muniment.host import files
from muniment.host.errors import AlreadyThere, os_errors_told
from muniment.services import copies, exhibits, importing
from muniment.services.session import Session
from muniment.vault import answers, connection, keys, migrate


@contextmanager
def _late_transaction(db: connection.Database) -> Iterator[None]:
    """Saves each change only when the next one begins."""
    if db.in_transaction:
        db.run("COMMIT")
    db.run("BEGIN IMMEDIATE")
    yield


def _late_commits() -> None:
    connection.Database.transaction = _late_transaction  # type: ignore[method-assign,assignment]


def _import_in_parts() -> None:
    whole = importing.import_file

    def import_file(session: Session, path: Path) -> None:
        named = path.read_bytes().replace(b'"c"', b'"00000000-0000-4000-8000-%012x"' % random.getrandbits(48))
        for line in named.splitlines(keepends=True):
            path.write_bytes(line)
            whole(session, path)

    importing.import_file = import_file  # type: ignore[assignment]


def _write_in_place(path: Path, content: bytes, *, doing: str, overwrite: bool = True) -> None:  # noqa: ARG001
    with path.open("wb") as file:
        for at in range(0, len(content), 64):
            file.write(content[at : at + 64])
            file.flush()
            os.fsync(file.fileno())


def _keys_in_place() -> None:
    keys.write_whole = _write_in_place  # type: ignore[attr-defined]


def _files_in_place() -> None:
    @contextmanager
    def whole_file(path: Path, *, doing: str, overwrite: bool = True) -> Iterator[Any]:  # noqa: ARG001
        with os_errors_told(doing), path.open("x+b") as file:
            yield file

    exhibits.whole_file = whole_file  # type: ignore[attr-defined]


def _upgrade_in_parts() -> None:
    def apply(database: connection.Database, migration: migrate.Migration) -> None:
        for statement in migrate._statements(migration.sql):
            database.run(statement)
        database.run(f"PRAGMA user_version = {migration.number:d}")

    migrate._apply = apply


def _journal_thrown_away() -> None:
    """What a killed program left beside the database goes before anybody has read it."""

    def heedless(connection: Any, path: Path) -> None:  # noqa: ARG001
        path.with_name(path.name + "-journal").unlink(missing_ok=True)

    connection.clear_spent_journal = heedless  # type: ignore[attr-defined]


def _swallowed_faults() -> None:
    def heedless(real: Callable[..., int]) -> Callable[..., int]:
        def run(db: connection.Database, sql: str, values: Any = ()) -> int:
            try:
                return real(db, sql, values)
            except WorldFault:
                return 0

        return run

    connection.Database.run = heedless(connection.Database.run)  # type: ignore[method-assign]
    connection.Database.run_many = heedless(connection.Database.run_many)  # type: ignore[method-assign]
    connection.Database.refuse_read_only = lambda self: None  # type: ignore[method-assign]  # noqa: ARG005


def _faults_of_the_user() -> None:
    """Every refusal of the world is told as if the user could mend it."""
    answers._FAULTS = dict.fromkeys(answers._FAULTS, (AlreadyThere, "No."))


def _unclear_faults() -> None:
    """What the disk did is told in the words of a program."""
    answers._FAULTS = {code: (kind, "errno 28") for code, (kind, _) in answers._FAULTS.items()}


def _database_without_syncs() -> None:
    kept = tuple(setting for setting in connection._SETTINGS if setting[0] != "synchronous")
    connection._SETTINGS = (*kept, ("synchronous", "OFF", "0"))  # type: ignore[assignment]


def _files_without_syncs() -> None:
    files.flush_to_disk = lambda file: file.flush()


def _folders_without_syncs() -> None:
    files.fsync_folder = lambda folder: None  # noqa: ARG005


def _unregistered_copies() -> None:
    copies.register = lambda session, leaving: Change(0, ())  # noqa: ARG005


PLANTS: dict[str, Callable[[], None]] = {
    "": lambda: None,
    "late commits": _late_commits,
    "import in parts": _import_in_parts,
    "keys in place": _keys_in_place,
    "files in place": _files_in_place,
    "upgrade in parts": _upgrade_in_parts,
    "journal thrown away": _journal_thrown_away,
    "swallowed faults": _swallowed_faults,
    "faults of the user": _faults_of_the_user,
    "unclear faults": _unclear_faults,
    "database without syncs": _database_without_syncs,
    "files without syncs": _files_without_syncs,
    "folders without syncs": _folders_without_syncs,
    "unregistered copies": _unregistered_copies,
}
