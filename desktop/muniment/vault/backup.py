"""A backup: one file that holds the encrypted database, the key header and the journal's head.

The database lies at the start of the file with its salt replaced by a magic (the salt is kept in the key header too),
and what belongs to it follows. So SQLite can open the backup as it is, and a new one is checked by reopening that very
file, without a second copy. From outside nothing shows but the size.
"""

import hashlib
import os
import struct
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from muniment.domain.frozen import frozen
from muniment.host.errors import AlreadyThere, os_errors_told
from muniment.host.files import flush_to_disk, forget_cached, whole_file, whole_folder, write_whole
from muniment.host.unfinished import private_file
from muniment.vault.connection import DATABASE_FILE, Database, open_still
from muniment.vault.errors import BackupCut, BackupDamaged, KeysDamaged, NewerVault, NotABackup, VaultDamaged
from muniment.vault.journal import Head
from muniment.vault.keyheader import COPIES, HEADER_BYTES
from muniment.vault.keys import KEYS_FILE, Keys, open_keys
from muniment.vault.slots import NONCE_BYTES, TAG_BYTES, decrypted, encrypted

Progress = Callable[[int, int], None]
"""Told the bytes done and the bytes in all. To cancel, let it raise: the unfinished file is then removed."""

_MAGIC = b"MUNIMENT BACKUP\n"
_END = b"\nMUNIMENT BACKUP"
_FORMAT = 1
_DIGEST_BYTES = 32
_KEYS_BYTES = COPIES * HEADER_BYTES
_HEAD = struct.Struct(">Q32s")
_SEALED_BYTES = NONCE_BYTES + _HEAD.size + TAG_BYTES
# the keys file, the journal's head under the backup key, the size of the database, the format, a hash over all before
# it, the end
_TAIL = struct.Struct(f">{_KEYS_BYTES}s{_SEALED_BYTES}sQH{_DIGEST_BYTES}s{len(_END)}s")
_HASHED_TAIL_BYTES = _TAIL.size - _KEYS_BYTES - _DIGEST_BYTES - len(_END)
_PIECE = 1 << 20

_DAMAGED = "The backup is damaged: its bytes are not the ones that were written. Use another backup."


@frozen
class BackupHeader:
    """What a backup says without a passphrase: its keys file, its size. Unchecked until verify_backup or restore."""

    keys: bytes
    database_bytes: int
    sealed_head: bytes
    digest: bytes


def write_backup(database: Database, keys: Keys, head: Head, target: Path, progress: Progress | None = None) -> None:
    """Writes the whole vault into ``target``, which must not exist, and checks it by reading and opening it again.

    Not inside a transaction. Raises AlreadyThere, WorldFault, BackupDamaged (the disk gave back other bytes).
    """
    told = _Told(progress, 2 * database.size())
    with whole_file(target, doing="writing the backup", overwrite=False) as file:
        with nullcontext() if database.read_only else database.transaction():  # the write lock
            written = hashlib.sha256()
            for piece in _with_magic(database.pieces()):
                file.write(piece)
                written.update(piece)
                told(len(piece))
            file.write(_tail(keys, head, file.tell(), written))
        flush_to_disk(file)
        forget_cached(file)
        _verified(Path(str(file.name)), keys, told)


def verify_backup(path: Path, keys: Keys, progress: Progress | None = None) -> Head:
    """Reads a backup of this vault through and opens its database; returns how far its journal had come.

    Raises NotABackup, BackupCut, BackupDamaged (also when it belongs to other keys), NewerVault, WorldFault.
    """
    return _verified(path, keys, _Told(progress, read_backup_header(path).database_bytes))


def read_backup_header(path: Path) -> BackupHeader:
    """Looks at the two ends of a file. Raises NotABackup, BackupCut, BackupDamaged, NewerVault, WorldFault."""
    with os_errors_told("reading the backup"), path.open("rb") as file:
        begins = file.read(len(_MAGIC)) == _MAGIC
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL.size))
        untrusted_tail = file.read(_TAIL.size)
    ends = untrusted_tail.endswith(_END) and len(untrusted_tail) == _TAIL.size
    if not begins and not ends:
        raise NotABackup("This file is not a backup of a vault.")
    if not ends:
        raise BackupCut(
            "The backup is cut short: its end is missing, perhaps from an unfinished copy. Use another one."
        )
    keys, sealed_head, database_bytes, version, digest, _ = _TAIL.unpack(untrusted_tail)
    if version > _FORMAT and begins:
        raise NewerVault(
            "This backup was written by a newer Muniment than this one. Restore it with the newer program."
        )
    if not begins or version != _FORMAT or database_bytes != size - _TAIL.size:
        raise BackupDamaged(_DAMAGED)
    return BackupHeader(keys, database_bytes, sealed_head, digest)


def restore(source: Path, folder: Path, passphrase: str, progress: Progress | None = None) -> Head:
    """Makes a vault in ``folder``, which must not exist, out of a backup; the folder appears when all was checked.

    Raises WrongPassphrase (as it was when the backup was made), AlreadyThere, NotABackup, BackupCut, BackupDamaged,
    KeysForged, NewerVault, WorldFault.
    """
    header = read_backup_header(source)
    try:
        keys = open_keys(header.keys, passphrase, folder / KEYS_FILE)
    except KeysDamaged:
        raise BackupDamaged(_DAMAGED) from None
    if os.path.lexists(folder):
        raise AlreadyThere("There is something of that name already. Restore into a new folder.")
    with whole_folder(folder, doing="restoring the backup") as making:
        write_whole(making / KEYS_FILE, keys.file_bytes(), doing="restoring the keys")
        with private_file(making / DATABASE_FILE) as copy:
            head = _read_through(source, header, keys, copy.write, _Told(progress, header.database_bytes))
            copy.seek(0)
            copy.write(keys.database_salt)
            flush_to_disk(copy)
        _refuse_damage(making / DATABASE_FILE, keys)
    return head


def path_before_migration(folder: Path, version: int) -> Path:
    """A free name beside the vault's folder for the backup that is made before its format ``version`` is left."""
    if folder.name in ("", ".."):  # "." and ".." do not say what they are beside
        folder = folder.resolve()
    for number in count(1):
        path = folder.with_name(f"{folder.name}.format-{version}.{number}.backup")
        if not os.path.lexists(path):
            return path
    raise AssertionError


class _Told:
    """Adds up what is done, for a progress that wants sums."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def __call__(self, more: int) -> None:
        self._done += more
        if self._progress:
            self._progress(self._done, self._total)


def _verified(path: Path, keys: Keys, told: _Told) -> Head:
    head = _read_through(path, read_backup_header(path), keys, lambda _: None, told)
    _refuse_damage(path, keys)
    return head


def _read_through(path: Path, header: BackupHeader, keys: Keys, take: Callable[[bytes], object], told: _Told) -> Head:
    """Hands over the database's bytes, and checks every byte of the file and that it belongs to the keys."""
    seen = hashlib.sha256()
    with os_errors_told("reading the backup"), path.open("rb") as file:
        for piece in _pieces(file, header.database_bytes):
            seen.update(piece)
            take(piece)
            told(len(piece))
        seen.update(file.read(_KEYS_BYTES))
        bound_to = seen.digest()
        seen.update(file.read(_HASHED_TAIL_BYTES))
    if seen.digest() != header.digest:
        raise BackupDamaged(_DAMAGED)
    sealed = decrypted(keys.backup_key, header.sealed_head, bound_to)
    if sealed is None:
        raise BackupDamaged("The backup belongs to other keys, or was altered by somebody who does not have them.")
    return Head(*_HEAD.unpack(sealed))


def _refuse_damage(path: Path, keys: Keys) -> None:
    try:
        with open_still(path, keys.database_key, keys.database_salt) as database:
            damage = database.damage()
    except VaultDamaged as error:
        damage = [str(error)]
    if damage:
        raise BackupDamaged("The backup was read back and its database failed its checks:\n" + "\n".join(damage))


def _tail(keys: Keys, head: Head, database_bytes: int, seen: Any) -> bytes:
    """``seen`` is the SHA-256 of the database's bytes. The sealed head binds them and the keys file to each other."""
    keys_file = keys.file_bytes()
    seen.update(keys_file)
    sealed_head = encrypted(keys.backup_key, _HEAD.pack(head.seq, head.chain), seen.digest())
    fields = (keys_file, sealed_head, database_bytes, _FORMAT)
    seen.update(_TAIL.pack(*fields, b"", b"")[_KEYS_BYTES:][:_HASHED_TAIL_BYTES])
    return _TAIL.pack(*fields, seen.digest(), _END)


def _pieces(file: BinaryIO, left: int) -> Iterator[bytes]:
    while left:
        piece = file.read(min(_PIECE, left))
        if not piece:
            raise BackupDamaged(_DAMAGED)
        left -= len(piece)
        yield piece


def _with_magic(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The database's bytes with the magic in place of its salt."""
    first = next(pieces)
    yield _MAGIC + first[len(_MAGIC) :]
    yield from pieces
