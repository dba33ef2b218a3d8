"""Passphrase in, data key out: the ``keys`` file and the keys that are derived from what it guards."""

import os
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from enum import IntEnum
from pathlib import Path
from typing import Self

from muniment.domain.errors import MunimentError, WorldFault
from muniment.domain.frozen import frozen
from muniment.host.errors import NotFound, os_errors_told
from muniment.host.files import write_whole
from muniment.vault.errors import KeysForged, NoVault, PassphraseRefused, WrongPassphrase
from muniment.vault.journal import GENESIS, Head
from muniment.vault.keyheader import COPIES, DIRECTORY, HEADER_BYTES, ID_BYTES, SLOTS, Header, read_headers
from muniment.vault.slots import (
    PASSPHRASE_SALT_BYTES,
    SECRET_BYTES,
    SLOT_BYTES,
    KeyCost,
    calibrated_cost,
    decrypted,
    encrypted,
    key_with_factor,
    passphrase_key,
)

KEYS_FILE = "keys"

DATABASE_SALT_BYTES = 16

_FORGED = (
    "The passphrase is right, but the keys file was altered by somebody who does not have the vault's key. "
    "Do not work with this copy; restore a backup."
)


class SlotKind(IntEnum):
    """What opens a slot. The numbers are in the file."""

    FREE = 0
    PASSPHRASE = 1
    WITH_KEYRING = 2  # a passphrase together with a secret that the keyring of one computer holds


@frozen
class _Directory:
    """What the header knows of itself, readable with the data key alone."""

    kinds: tuple[SlotKind, ...]
    changes: int
    head: Head

    def packed(self) -> bytes:
        return DIRECTORY.pack(bytes(self.kinds), self.changes, self.head.seq, self.head.chain)

    @classmethod
    def unpacked(cls, content: bytes) -> Self:
        kinds, changes, seq, chain = DIRECTORY.unpack(content)
        return cls(tuple(SlotKind(number) for number in kinds), changes, Head(seq, chain))


class Keys:
    """The keys of an open vault.

    ``database_key``, ``database_salt``, ``journal_key`` and ``backup_key`` are what the rest of the vault works with.
    ``slot_changes`` grows with every change of a passphrase: a database that remembers it notices an old keys file put
    back. ``noted_head`` is how far the journal had come when the vault was last closed: it shows an old database put
    back. ``damaged`` says that a copy in the file was found damaged or stale, ``repaired`` that it has been mended
    since.
    """

    def __init__(self, path: Path, header: Header, data_key: bytes) -> None:
        self.path = path
        self.damaged = False
        self.repaired = False
        self._header = header
        self._data_key = data_key
        self._mac_key = self._derived("header")
        self._directory_key = self._derived("slots")
        self.database_key = self._derived("database")
        self.journal_key = self._derived("journal")
        self.backup_key = self._derived("backup")

    @property
    def vault_id(self) -> bytes:
        return self._header.vault_id

    @property
    def database_salt(self) -> bytes:
        return self._header.database_salt

    @property
    def slot_changes(self) -> int:
        return self._directory().changes

    @property
    def noted_head(self) -> Head:
        return self._directory().head

    @property
    def cost(self) -> KeyCost:
        return self._header.cost

    def slots_in_use(self) -> dict[str, int]:
        """How many ways in there are, by kind ("passphrase", "with_keyring")."""
        used = Counter(kind for kind in self._directory().kinds if kind is not SlotKind.FREE)
        return {kind.name.lower(): count for kind, count in used.items()}

    def file_bytes(self) -> bytes:
        """The keys file, for a backup."""
        return self._header.file_bytes()

    def add_passphrase(self, new: str) -> None:
        """One more way in. Raises PassphraseRefused: empty, there already, or all eight slots taken."""
        key = self._key_for(new)
        if self._slot_of(key) is not None:
            raise PassphraseRefused("This passphrase opens the vault already.")
        kinds = self._directory().kinds
        if SlotKind.FREE not in kinds:
            raise PassphraseRefused(f"The vault has {SLOTS} passphrases already. Remove one first.")
        self._put(kinds.index(SlotKind.FREE), key)

    def add_with_factor(self, new: str, factor: bytes) -> None:
        """One more way in, which needs the passphrase and the factor. Raises as ``add_passphrase``."""
        key = self._key_for(new)
        both = key_with_factor(key, factor)
        if self._slot_of(key) is not None or _opened_slots(self._header, both, SlotKind.WITH_KEYRING):
            raise PassphraseRefused("This passphrase opens the vault already.")
        kinds = self._directory().kinds
        if SlotKind.FREE not in kinds:
            raise PassphraseRefused(f"The vault has {SLOTS} passphrases already. Remove one first.")
        index = kinds.index(SlotKind.FREE)
        self._write(index, self._wrapped(index, both, SlotKind.WITH_KEYRING), SlotKind.WITH_KEYRING)

    def remove_with_factor(self) -> int:
        """Closes every way in that needs a factor, whoever has it; says how many there were. Raises WorldFault."""
        found = [index for index, kind in enumerate(self._directory().kinds) if kind is SlotKind.WITH_KEYRING]
        for index in found:
            self._write(index, os.urandom(SLOT_BYTES), SlotKind.FREE)
        return len(found)

    def change_passphrase(self, old: str, new: str) -> None:
        """Replaces one. Raises WrongPassphrase for ``old``, PassphraseRefused for ``new``. Backups keep the old one."""
        index = self._slot_of(self._key_for(old)) if old else None
        if index is None:
            raise WrongPassphrase("The old passphrase does not open this vault. Nothing was changed.")
        key = self._key_for(new)
        if self._slot_of(key) is not None:
            raise PassphraseRefused("The new passphrase opens the vault already. Nothing was changed.")
        self._put(index, key)

    def remove_passphrase(self, passphrase: str) -> None:
        """Closes one way in, never the last. Raises WrongPassphrase, PassphraseRefused. Backups keep it."""
        index = self._slot_of(self._key_for(passphrase)) if passphrase else None
        if index is None:
            raise WrongPassphrase("This passphrase does not open the vault. Nothing was changed.")
        if self._directory().kinds.count(SlotKind.PASSPHRASE) == 1:  # a keyring can be lost with its computer
            raise PassphraseRefused("This is the vault's last passphrase. Add another one first.")
        self._write(index, os.urandom(SLOT_BYTES), SlotKind.FREE)

    def note_head(self, head: Head) -> None:
        """Remembers how far the journal has come; does nothing where that is known. Raises WorldFault."""
        known = self._directory()
        if known.head != head:
            self._save(self._changed(self._header.slots, replace(known, head=head)))

    def are_current(self) -> bool:
        """Whether the file still says what was read from it. Raises as ``unlock``."""
        return read_headers(_content(self.path))[0] == self._header

    def mend(self) -> None:
        """Writes both copies anew after one was found damaged. Raises WorldFault."""
        self._save(self._header)
        self.repaired = True

    def _derived(self, purpose: str) -> bytes:
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        info = f"muniment 1 {purpose}".encode()
        return HKDF(SHA256(), SECRET_BYTES, self._header.vault_id, info).derive(self._data_key)

    def _directory(self) -> _Directory:
        content = decrypted(self._directory_key, self._header.directory, self._header.vault_id)
        if content is None:
            raise KeysForged(_FORGED)
        return _Directory.unpacked(content)

    def _key_for(self, passphrase: str) -> bytes:
        return passphrase_key(passphrase, self._header.passphrase_salt, self._header.cost)

    def _slot_of(self, key: bytes) -> int | None:
        return next(iter(_opened_slots(self._header, key)), None)

    def _begin(self, passphrase: str) -> None:
        slots = [os.urandom(SLOT_BYTES) for _ in range(SLOTS)]
        slots[0] = self._wrapped(0, self._key_for(passphrase))
        kinds = (SlotKind.PASSPHRASE, *[SlotKind.FREE] * (SLOTS - 1))
        self._save(self._changed(tuple(slots), _Directory(kinds, 1, Head(0, GENESIS))), overwrite=False)

    def _put(self, index: int, key: bytes) -> None:
        self._write(index, self._wrapped(index, key), SlotKind.PASSPHRASE)

    def _wrapped(self, index: int, key: bytes, kind: SlotKind = SlotKind.PASSPHRASE) -> bytes:
        return encrypted(key, self._data_key, _place(self._header, index, kind))

    def _write(self, index: int, slot: bytes, kind: SlotKind) -> None:
        known = self._directory()
        slots, kinds = list(self._header.slots), list(known.kinds)
        slots[index], kinds[index] = slot, kind
        self._save(self._changed(tuple(slots), replace(known, kinds=tuple(kinds), changes=known.changes + 1)))

    def _changed(self, slots: tuple[bytes, ...], directory: _Directory) -> Header:
        sealed = encrypted(self._directory_key, directory.packed(), self._header.vault_id)
        return replace(self._header, sequence=self._header.sequence + 1, slots=slots, directory=sealed)

    def _save(self, header: Header, *, overwrite: bool = True) -> None:
        signed = header.signed(self._mac_key)
        try:
            self._put_file(signed, overwrite=overwrite)
        except WorldFault:  # the new file may lie there already, and only its name could not be made safe
            with suppress(MunimentError):
                if overwrite and not self.are_current():
                    self._put_file(self._header)
            raise
        self._header = signed

    def _put_file(self, header: Header, *, overwrite: bool = True) -> None:
        write_whole(self.path, header.file_bytes(), doing="saving the vault's keys", overwrite=overwrite)


def create(path: Path, passphrase: str, cost: KeyCost | None = None) -> Keys:
    """Makes the keys of a new vault. ``cost`` is measured for this computer unless a test gives a cheap one.

    Raises PassphraseRefused (empty), AlreadyThere, WorldFault.
    """
    header = Header(
        sequence=0,
        vault_id=os.urandom(ID_BYTES),
        cost=cost or calibrated_cost(),
        passphrase_salt=os.urandom(PASSPHRASE_SALT_BYTES),
        database_salt=os.urandom(DATABASE_SALT_BYTES),
    )
    keys = Keys(path, header, os.urandom(SECRET_BYTES))
    keys._begin(passphrase)
    return keys


def unlock(path: Path, passphrase: str, factor: bytes | None = None) -> Keys:
    """The keys behind a passphrase, or behind it and a factor together.

    ``damaged`` tells of a copy in the file that ``mend`` writes anew.
    The file is only read: it may be written once the vault's database is locked, when nobody else can be changing it.
    Raises NoVault, WrongPassphrase, KeysDamaged, KeysForged, NewerVault, WorldFault.
    """
    return open_keys(_content(path), passphrase, path, factor)


def vault_id_of(path: Path) -> bytes:
    """Which vault a keys file belongs to, which it says to everybody. Raises NoVault, KeysDamaged, NewerVault."""
    return read_headers(_content(path))[0].vault_id


def _content(path: Path) -> bytes:
    try:
        with os_errors_told("reading the vault's keys"), path.open("rb") as file:
            return file.read(COPIES * HEADER_BYTES + 1)
    except NotFound:
        raise NoVault("There is no vault here: the folder or its keys file is missing.") from None


def open_keys(untrusted: bytes, passphrase: str, path: Path, factor: bytes | None = None) -> Keys:
    """As unlock, from bytes, without touching ``path`` (where a later change is saved)."""
    header, damaged = read_headers(untrusted)
    found = passphrase and _behind(header, passphrase, factor)
    if not found:
        raise WrongPassphrase(
            "The passphrase does not open this vault. Look at Caps Lock and the keyboard's language. "
            "The keys file itself is undamaged."
        )
    keys = Keys(path, header, next(iter(found.values())))
    if not header.is_signed_with(keys._mac_key):
        raise KeysForged(_FORGED)
    keys.damaged = damaged
    return keys


def _behind(header: Header, passphrase: str, factor: bytes | None) -> dict[int, bytes]:
    """What a passphrase opens: every slot is tried with it alone and, where there is a factor, with both."""
    key = passphrase_key(passphrase, header.passphrase_salt, header.cost)
    alone = _opened_slots(header, key)
    together = {} if factor is None else _opened_slots(header, key_with_factor(key, factor), SlotKind.WITH_KEYRING)
    return alone | together


def _opened_slots(header: Header, key: bytes, kind: SlotKind = SlotKind.PASSPHRASE) -> dict[int, bytes]:
    """The secrets of the slots that a key opens. Every slot is tried, so that the time says nothing."""
    tried = {index: decrypted(key, slot, _place(header, index, kind)) for index, slot in enumerate(header.slots)}
    return {index: secret for index, secret in tried.items() if secret}


def _place(header: Header, index: int, kind: SlotKind) -> bytes:
    return b"muniment slot" + header.vault_id + bytes([index, kind])
