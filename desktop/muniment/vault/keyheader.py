"""The ``keys`` file as bytes: two copies of one header of a fixed size, each with a checksum and a MAC.

The copies lie in different blocks of the disk. In every version of the format the magic, the version, the sequence
number and the checksum keep their places.
"""

import struct
from dataclasses import replace
from typing import TYPE_CHECKING

from muniment.domain.frozen import frozen
from muniment.vault.errors import KeysDamaged, KeysForged, NewerVault
from muniment.vault.slots import NONCE_BYTES, SLOT_BYTES, TAG_BYTES, KeyCost

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hmac import HMAC

HEADER_BYTES = 4096
COPIES = 2
SLOTS = 8
ID_BYTES = 16

_MAGIC = b"MUNIKEYS"
_FORMAT = 1
_DIGEST_BYTES = 32
#: Under the data key: a kind for each slot, how often the slots changed, the journal's newest entry and its chain.
DIRECTORY = struct.Struct(f">{SLOTS}sQQ32s")
_DIRECTORY_BYTES = NONCE_BYTES + DIRECTORY.size + TAG_BYTES
# magic, format, sequence, vault id, cost, passphrase salt, database salt, slots, directory; zeros up to the MAC
_FIELDS = struct.Struct(f">8sHQ{ID_BYTES}s12s16s16s{SLOTS * SLOT_BYTES}s{_DIRECTORY_BYTES}s")
_BODY_BYTES = HEADER_BYTES - 2 * _DIGEST_BYTES


@frozen
class Header:
    """What a copy holds. Outside it shows the cost of a guess, never how many passphrases there are."""

    sequence: int
    vault_id: bytes
    cost: KeyCost
    passphrase_salt: bytes
    database_salt: bytes
    slots: tuple[bytes, ...] = ()
    directory: bytes = b""
    mac: bytes = b""

    def signed(self, mac_key: bytes) -> "Header":
        """The same header with its MAC."""
        return replace(self, mac=self._keyed(mac_key).finalize())

    def is_signed_with(self, mac_key: bytes) -> bool:
        from cryptography.exceptions import InvalidSignature

        try:
            self._keyed(mac_key).verify(self.mac)
        except InvalidSignature:
            return False
        return True

    def copy_bytes(self) -> bytes:
        content = self._body() + self.mac
        return content + _checksum(content)

    def file_bytes(self) -> bytes:
        """The whole file: every copy."""
        return self.copy_bytes() * COPIES

    def _keyed(self, mac_key: bytes) -> "HMAC":
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.hmac import HMAC

        keyed = HMAC(mac_key, SHA256())
        keyed.update(self._body())
        return keyed

    def _body(self) -> bytes:
        fields = _FIELDS.pack(
            _MAGIC,
            _FORMAT,
            self.sequence,
            self.vault_id,
            self.cost.packed(),
            self.passphrase_salt,
            self.database_salt,
            b"".join(self.slots),
            self.directory,
        )
        return fields.ljust(_BODY_BYTES, b"\0")


def read_headers(untrusted: bytes) -> tuple[Header, bool]:
    """The newest sound copy, and whether the file needs mending (a copy damaged or stale, a wrong length).

    Raises KeysDamaged when no copy is sound, KeysForged when two sound ones contradict each other, NewerVault.
    """
    copies = [_parsed(untrusted[at : at + HEADER_BYTES]) for at in range(0, COPIES * HEADER_BYTES, HEADER_BYTES)]
    sound = [header for header in copies if header]
    if not sound:
        raise KeysDamaged(
            "The vault's keys file is damaged in both of its copies. No passphrase can open it; restore a backup."
        )
    newest = max(sound, key=lambda header: header.sequence)
    if any(header != newest and header.sequence == newest.sequence for header in sound):
        raise KeysForged("The two copies in the vault's keys file contradict each other: somebody altered the file.")
    return newest, untrusted != newest.file_bytes()


def _parsed(untrusted: bytes) -> Header | None:
    """One copy, or None when it is damaged."""
    content, checksum = untrusted[:-_DIGEST_BYTES], untrusted[-_DIGEST_BYTES:]
    if len(untrusted) != HEADER_BYTES or _checksum(content) != checksum:
        return None
    magic, version, sequence, vault_id, cost, *salts, slots, directory = _FIELDS.unpack_from(content)
    if magic != _MAGIC:
        return None
    if version > _FORMAT:
        raise NewerVault("This vault was written by a newer Muniment than this one. Open it with the newer program.")
    header = Header(
        sequence=sequence,
        vault_id=vault_id,
        cost=KeyCost.unpacked(cost),
        passphrase_salt=salts[0],
        database_salt=salts[1],
        slots=tuple(slots[at : at + SLOT_BYTES] for at in range(0, len(slots), SLOT_BYTES)),
        directory=directory,
        mac=content[_BODY_BYTES:],
    )
    if header.copy_bytes() != untrusted:
        raise KeysForged("The vault's keys file holds what Muniment never writes: somebody altered the file.")
    return header if header.cost.is_sane() else None


def _checksum(content: bytes) -> bytes:
    # by the library that opens the slots: for hashlib a second OpenSSL would be loaded
    from cryptography.hazmat.primitives.hashes import SHA256, Hash

    digest = Hash(SHA256())
    digest.update(content)
    return digest.finalize()
