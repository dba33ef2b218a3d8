"""What a program that was killed, or whose power failed, left of a database: put right before anybody works with it."""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

_PAGES_AT_ONCE, _PAGE_BYTES = 256, 4096


def clear_spent_journal(connection: Any, path: Path) -> None:
    """Removes the journal that a killed program left: rolled back first if it is needed, by SQLite under its lock."""
    if path.with_name(path.name + "-journal").exists():
        # Setting a journal mode reads the database, and so rolls back: under an exclusive lock the file stays then
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = PERSIST")
        _renew_free_pages(connection)  # while the journal is there: whoever is cut off here does it anew
        connection.execute("PRAGMA locking_mode = NORMAL")
        connection.execute("PRAGMA journal_mode = DELETE")


def _renew_free_pages(connection: Any) -> None:
    """Writes every page that is not in use.

    SQLite does not journal what such a page held when it takes it into use: after a power cut it may lie there half
    written, of no harm to anything, but for ever a page with a wrong keyed hash.
    """
    connection.execute("PRAGMA secure_delete = ON")  # else pages that are given back are not written
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE filler (bytes)")
        while free := connection.execute("PRAGMA freelist_count").fetchone()[0]:
            connection.execute("INSERT INTO filler VALUES (zeroblob(?))", (min(free, _PAGES_AT_ONCE) * _PAGE_BYTES,))
        connection.execute("DROP TABLE filler")
        connection.execute("COMMIT")
    except (sqlcipher.Error, MemoryError):  # a full disk, a place that cannot be written: they are renewed another time
        # SQLite calls it a lack of memory when a page that it is to write over has a wrong keyed hash
        if connection.in_transaction:
            connection.execute("ROLLBACK")
