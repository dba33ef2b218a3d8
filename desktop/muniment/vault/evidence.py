"""The bytes of exhibits, kept in pieces inside the database and never wholly in memory."""

import hashlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from muniment.domain.frozen import frozen
from muniment.vault.connection import Database

CHUNK_BYTES = 1 << 20


@frozen
class Stored:
    """What was taken in: the SHA-256 of all bytes in hexadecimal, and how many there were."""

    sha256: str
    size: int


def store(
    db: Database, evidence_id: str, untrusted_file: BinaryIO, expected: int, progress: Callable[[int], None]
) -> Stored:
    """Takes in a file, within the caller's transaction; ``progress`` gets the bytes read so far.

    Stops soon after ``expected`` bytes, since a file that grows as fast as it is read has no end.
    """
    digest, size, position = hashlib.sha256(), 0, 0
    while size <= expected and (chunk := _full_chunk(untrusted_file)):
        db.run("INSERT INTO evidence_chunk (id, position, bytes) VALUES (?, ?, ?)", (evidence_id, position, chunk))
        digest.update(chunk)
        size += len(chunk)
        position += 1
        progress(size)
    return Stored(digest.hexdigest(), size)


def _full_chunk(untrusted_file: BinaryIO) -> bytes:
    """A whole piece even where the file gives its bytes in smaller ones, as a pipe does."""
    parts: list[bytes] = []
    missing = CHUNK_BYTES
    while missing and (part := untrusted_file.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def chunks(db: Database, evidence_id: str) -> Iterator[bytes]:
    """The bytes of an exhibit, piece by piece, in order."""
    query = "SELECT bytes FROM evidence_chunk WHERE id = ? AND position = ?"
    position = 0
    while (row := db.row(query, (evidence_id, position))) is not None:
        yield row[0]
        position += 1


def fingerprint(db: Database, evidence_id: str) -> Stored:
    """The SHA-256 and size of what the vault holds for an exhibit now."""
    digest, size = hashlib.sha256(), 0
    for chunk in chunks(db, evidence_id):
        digest.update(chunk)
        size += len(chunk)
    return Stored(digest.hexdigest(), size)


def destroy(db: Database, evidence_id: str) -> None:
    """Takes the bytes of an exhibit out of the vault for good, within the caller's transaction."""
    db.run("DELETE FROM evidence_chunk WHERE id = ?", (evidence_id,))


def held(db: Database) -> list[str]:
    """The ids of all exhibits of which the vault holds bytes, also of those that were removed and may come back."""
    return [row[0] for row in db.each("SELECT DISTINCT id FROM evidence_chunk ORDER BY id")]


def with_gaps(db: Database) -> list[str]:
    """The ids of exhibits that have pieces behind a missing one, which nobody would ever read."""
    query = "SELECT id FROM evidence_chunk GROUP BY id HAVING count(*) <> max(position) + 1 ORDER BY id"
    return [row[0] for row in db.each(query)]
