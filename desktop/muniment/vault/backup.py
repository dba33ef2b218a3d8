"""A backup: one file that holds the encrypted database, the key header and the journal's head.

The database lies at the start of the file with its salt replaced by a magic (the salt is kept in the key header too),
and what belongs to it follows. So SQLite can open the backup as it is. From outside nothing shows but the size.

The head is sealed with AES-256-GCM, which binds it to every byte before it: whoever can open it knows that nothing was
changed. A new backup is read back from the disk, and every byte of it has to be the one of the database, which is
checked meanwhile.
"""

import os
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from muniment.domain.frozen import frozen
from muniment.host.errors import AlreadyThere, os_errors_told
from muniment.host.files import flush_to_disk, forget_cached, whole_file, whole_folder, write_whole
from muniment.host.unfinished import private_file
from muniment.vault.checking import Check
from muniment.vault.connection import DATABASE_FILE, Database, open_still
from muniment.vault.errors import BackupCut, BackupDamaged, KeysDamaged, NewerVault, NotABackup, VaultDamaged
from muniment.vault.journal import Head
from muniment.vault.keyheader import COPIES, HEADER_BYTES, read_headers
from muniment.vault.keys import KEYS_FILE, Keys, open_keys
from muniment.vault.slots import NONCE_BYTES, TAG_BYTES

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.modes import GCM

Progress = Callable[[int, int], None]
"""Told the bytes done and the bytes in all, several times a second, the same again where there is only waiting.

To cancel, let it raise: the unfinished file is then removed.
"""

_MAGIC = b"MUNIMENT BACKUP\n"
_END = b"\nMUNIMENT BACKUP"
_FORMAT = 1
_HEAD = struct.Struct(">Q32s")
# the keys file, the size of the database, the format
_BOUND = struct.Struct(f">{COPIES * HEADER_BYTES}sQH")
# after these the head of the journal, sealed under the backup key, and the end
_TAIL = struct.Struct(f">{_BOUND.size}s{NONCE_BYTES}s{_HEAD.size}s{TAG_BYTES}s{len(_END)}s")
_PIECE = 1 << 20
_BEAT = 0.1  # seconds between two words to the progress while there is only waiting

_DAMAGED = "The backup is damaged: its bytes are not the ones that were written. Use another backup."
_SOURCE_DAMAGED = (
    "The vault's database failed its checks, so that no backup of it was kept. Let the vault be verified, and keep the "
    "older backups. What was found:"
)
_COPY_DAMAGED = "The backup was read back and its database failed its checks:"


@frozen
class BackupHeader:
    """What a backup says without a passphrase: its keys file, its size. Unchecked until verify_backup or restore."""

    keys: bytes
    database_bytes: int
    bound: bytes
    nonce: bytes
    sealed_head: bytes
    tag: bytes


def write_backup(database: Database, keys: Keys, head: Head, target: Path, progress: Progress | None = None) -> None:
    """Writes the whole vault into ``target``, which must not exist, and checks it by reading and opening it again.

    Not inside a transaction. Raises AlreadyThere, WorldFault, VaultDamaged (nothing to keep a copy of), BackupDamaged
    (the disk gave back other bytes).
    """
    told = _Told(progress, 3 * database.size())
    with (
        whole_file(target, doing="writing the backup", overwrite=False) as file,
        nullcontext() if database.read_only else database.transaction(),  # the write lock
        _checked_meanwhile(database.path, keys, told, _source_damaged),
    ):
        for piece in _with_magic(database):
            file.write(piece)
            told(len(piece))
        file.write(_tail(database, keys, head, file.tell(), told))
        flush_to_disk(file)
        forget_cached(file)
        path = Path(str(file.name))
        _read_through(path, read_backup_header(path), keys, lambda _: None, told)
        _refuse_closed(path, keys)


def verify_backup(path: Path, keys: Keys, progress: Progress | None = None) -> Head:
    """Reads a backup of this vault through and checks its database; returns how far its journal had come.

    Raises NotABackup, BackupCut, BackupDamaged (also when it belongs to another vault), NewerVault, WorldFault.
    """
    header = read_backup_header(path)
    _refuse_foreign(header, keys)
    told = _Told(progress, 2 * header.database_bytes)
    with _checked_meanwhile(path, keys, told, _copy_damaged):
        return _read_through(path, header, keys, lambda _: None, told)


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
    bound, nonce, sealed_head, tag, _ = _TAIL.unpack(untrusted_tail)
    keys, database_bytes, version = _BOUND.unpack(bound)
    if version > _FORMAT and begins:
        raise NewerVault(
            "This backup was written by a newer Muniment than this one. Restore it with the newer program."
        )
    if not begins or version != _FORMAT or database_bytes != size - _TAIL.size:
        raise BackupDamaged(_DAMAGED)
    return BackupHeader(keys, database_bytes, bound, nonce, sealed_head, tag)


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
    told = _Told(progress, 2 * header.database_bytes)
    with whole_folder(folder, doing="restoring the backup") as making:
        write_whole(making / KEYS_FILE, keys.file_bytes(), doing="restoring the keys")
        with private_file(making / DATABASE_FILE) as copy:
            head = _read_through(source, header, keys, copy.write, told)
            copy.seek(0)
            copy.write(keys.database_salt)
            copy.flush()
            with _checked_meanwhile(making / DATABASE_FILE, keys, told, _copy_damaged):
                flush_to_disk(copy)
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


@contextmanager
def _checked_meanwhile(
    path: Path, keys: Keys, told: _Told, refused: Callable[[list[str]], Exception]
) -> Iterator[None]:
    """Checks a database while the block runs; what is found in it is raised at the end, as ``refused`` puts it."""
    check = Check(path, keys.database_key, keys.database_salt)
    try:
        yield
        while not check.is_done(_BEAT):
            told(0)
    except BaseException:
        check.give_up()
        raise
    if damage := check.damage():
        raise refused(damage)
    told(path.stat().st_size)


def _source_damaged(damage: list[str]) -> Exception:
    return VaultDamaged("\n".join([_SOURCE_DAMAGED, *damage]))


def _copy_damaged(damage: list[str]) -> Exception:
    return BackupDamaged("\n".join([_COPY_DAMAGED, *damage]))


def _refuse_closed(path: Path, keys: Keys) -> None:
    """That it opens as it is."""
    try:
        open_still(path, keys.database_key, keys.database_salt).close()
    except VaultDamaged as error:
        raise _copy_damaged([str(error)]) from None


def _refuse_foreign(header: BackupHeader, keys: Keys) -> None:
    try:
        same = read_headers(header.keys)[0].vault_id == keys.vault_id
    except KeysDamaged:
        raise BackupDamaged(_DAMAGED) from None
    if not same:
        raise BackupDamaged("The backup belongs to other keys: it is one of another vault.")


def _read_through(path: Path, header: BackupHeader, keys: Keys, take: Callable[[bytes], object], told: _Told) -> Head:
    """Hands over the database's bytes, and checks every byte of the file and that it belongs to the keys."""
    from cryptography.exceptions import InvalidTag

    opening = _cipher(keys, header.nonce, header.tag).decryptor()
    with os_errors_told("reading the backup"), path.open("rb") as file:
        for piece in _pieces(file, header.database_bytes):
            opening.authenticate_additional_data(piece)
            take(piece)
            told(len(piece))
    opening.authenticate_additional_data(header.bound)
    untrusted_head = opening.update(header.sealed_head)
    try:
        opening.finalize()
    except InvalidTag:
        raise BackupDamaged(_DAMAGED) from None
    return Head(*_HEAD.unpack(untrusted_head))


def _tail(database: Database, keys: Keys, head: Head, database_bytes: int, told: _Told) -> bytes:
    """Binds the head to what the database holds: it is read once more, so that an error in the copying shows too."""
    bound = _BOUND.pack(keys.file_bytes(), database_bytes, _FORMAT)
    nonce = os.urandom(NONCE_BYTES)
    sealing = _cipher(keys, nonce).encryptor()
    for piece in _with_magic(database):
        sealing.authenticate_additional_data(piece)
        told(0)
    sealing.authenticate_additional_data(bound)
    sealed_head = sealing.update(_HEAD.pack(head.seq, head.chain)) + sealing.finalize()
    return _TAIL.pack(bound, nonce, sealed_head, sealing.tag, _END)


def _cipher(keys: Keys, nonce: bytes, tag: bytes | None = None) -> "Cipher[GCM]":
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES
    from cryptography.hazmat.primitives.ciphers.modes import GCM

    return Cipher(AES(keys.backup_key), GCM(nonce, tag))


def _pieces(file: BinaryIO, left: int) -> Iterator[bytes]:
    while left:
        piece = file.read(min(_PIECE, left))
        if not piece:
            raise BackupDamaged(_DAMAGED)
        left -= len(piece)
        yield piece


def _with_magic(database: Database) -> Iterator[bytes]:
    """The database's bytes with the magic in place of its salt."""
    pieces = database.pieces()
    yield _MAGIC + next(pieces)[len(_MAGIC) :]
    yield from pieces
