"""Sealed identities: anybody at the vault can write one, only the identity passphrase reads it.

Each field is an age file (X25519) to the vault's identity recipients. The age secret is encrypted under a random key,
and that key is wrapped by the identity passphrase with the code of the key slots.
"""

import hashlib
import os
import struct
from typing import TYPE_CHECKING

from muniment.domain.frozen import frozen
from muniment.vault.errors import NewerVault, SealedDamaged, WrongPassphrase
from muniment.vault.slots import (
    PASSPHRASE_SALT_BYTES,
    SECRET_BYTES,
    SLOT_BYTES,
    KeyCost,
    calibrated_cost,
    decrypted,
    encrypted,
    passphrase_key,
)

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

_MAGIC = b"MUNISEAL"
_FORMAT = 1
_FIELDS = struct.Struct(f">8sH12s{PASSPHRASE_SALT_BYTES}s{SLOT_BYTES}s")
_CHECKSUM_BYTES = 32
_BLOCK = 64  # a sealed name is as long as a sealed telephone number
_LENGTH = struct.Struct(">I")
_STANZA, _MOST_STANZAS = b"\n-> ", 64  # one for each recipient; every one of them takes time to try

_DAMAGED = "What was sealed here is damaged and cannot be opened. Look for it in an older backup."


class Reader:
    """The reading key, as long as identities are open."""

    def __init__(self, identity: "Identity") -> None:
        self._identity = identity

    @property
    def recipient(self) -> str:
        """The public half: what to seal to."""
        return str(self._identity.to_public())

    def open(self, untrusted: bytes) -> bytes:
        """What was sealed. Raises SealedDamaged, also when it was sealed to somebody else."""
        import pyrage

        if untrusted.partition(b"\n---")[0].count(_STANZA) > _MOST_STANZAS:
            raise SealedDamaged(_DAMAGED)
        try:
            return _unpadded(pyrage.decrypt(untrusted, [self._identity]))
        except pyrage.DecryptError:
            raise SealedDamaged(_DAMAGED) from None


def new_reading_key(passphrase: str, cost: KeyCost | None = None) -> tuple[str, bytes]:
    """A new recipient to seal to, and its reading key wrapped by a passphrase. Raises PassphraseRefused (empty)."""
    from pyrage import x25519

    identity, secret = x25519.Identity.generate(), os.urandom(SECRET_BYTES)
    sealed_identity = encrypted(secret, str(identity).encode("ascii"), _MAGIC)
    wrapped = _wrap(secret, passphrase, cost or calibrated_cost(), sealed_identity)
    return str(identity.to_public()), wrapped.packed()


def seal(recipients: str, plaintext: bytes) -> bytes:
    """An age file that the holder of any of the recipients (one or more, apart by white space) can open."""
    import pyrage

    to = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients.split()]
    return bytes(pyrage.encrypt(_padded(plaintext), to))


def open_sealed(untrusted_wrapped: bytes, passphrase: str) -> Reader:
    """The reading key behind the identity passphrase. Raises WrongPassphrase, SealedDamaged, NewerVault, WorldFault."""
    from pyrage import x25519

    wrapped = _parsed(untrusted_wrapped)
    identity = decrypted(_secret(wrapped, passphrase), wrapped.sealed_identity, _MAGIC)
    if identity is None:
        raise SealedDamaged(_DAMAGED)
    return Reader(x25519.Identity.from_str(identity.decode("ascii")))


def change_passphrase(untrusted_wrapped: bytes, old: str, new: str) -> bytes:
    """The same reading key under another passphrase, at the same cost. Backups keep the old one.

    Raises WrongPassphrase, PassphraseRefused (empty), SealedDamaged, NewerVault, WorldFault.
    """
    wrapped = _parsed(untrusted_wrapped)
    secret = _secret(wrapped, old)
    return _wrap(secret, new, wrapped.cost, wrapped.sealed_identity).packed()


@frozen
class _Wrapped:
    cost: KeyCost
    salt: bytes
    slot: bytes
    sealed_identity: bytes

    def packed(self) -> bytes:
        fields = _FIELDS.pack(_MAGIC, _FORMAT, self.cost.packed(), self.salt, self.slot)
        content = fields + self.sealed_identity
        return content + hashlib.sha256(content).digest()


def _wrap(secret: bytes, passphrase: str, cost: KeyCost, sealed_identity: bytes) -> _Wrapped:
    salt = os.urandom(PASSPHRASE_SALT_BYTES)
    slot = encrypted(passphrase_key(passphrase, salt, cost), secret, _place(salt))
    return _Wrapped(cost, salt, slot, sealed_identity)


def _secret(wrapped: _Wrapped, passphrase: str) -> bytes:
    key = passphrase_key(passphrase, wrapped.salt, wrapped.cost) if passphrase else b""
    secret = decrypted(key, wrapped.slot, _place(wrapped.salt)) if key else None
    if secret is None:
        raise WrongPassphrase("The identity passphrase does not fit. What is sealed is undamaged.")
    return secret


def _parsed(untrusted: bytes) -> _Wrapped:
    content, checksum = untrusted[:-_CHECKSUM_BYTES], untrusted[-_CHECKSUM_BYTES:]
    if len(content) <= _FIELDS.size or hashlib.sha256(content).digest() != checksum:
        raise SealedDamaged(_DAMAGED)
    magic, version, cost, salt, slot = _FIELDS.unpack_from(content)
    if magic == _MAGIC and version > _FORMAT:
        raise NewerVault("The identities were sealed by a newer Muniment than this one.")
    wrapped = _Wrapped(KeyCost.unpacked(cost), salt, slot, content[_FIELDS.size :])
    if magic != _MAGIC or not wrapped.cost.is_sane():
        raise SealedDamaged(_DAMAGED)
    return wrapped


def _place(salt: bytes) -> bytes:
    return b"muniment identity" + salt


def _padded(content: bytes) -> bytes:
    measured = _LENGTH.pack(len(content)) + content
    return measured.ljust(-(-len(measured) // _BLOCK) * _BLOCK, b"\0")


def _unpadded(untrusted: bytes) -> bytes:
    if len(untrusted) < _LENGTH.size:
        raise SealedDamaged(_DAMAGED)
    content = untrusted[_LENGTH.size :][: _LENGTH.unpack_from(untrusted)[0]]
    if _padded(content) != untrusted:
        raise SealedDamaged(_DAMAGED)
    return content
