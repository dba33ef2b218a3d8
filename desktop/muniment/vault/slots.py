"""One mechanism that wraps a 32-byte secret under a passphrase: the vault's data key and the identity key alike.

Argon2id makes a key from the passphrase; AES-256-GCM with it wraps the secret, bound to the place of the slot.
"""

import os
import struct
import time
import unicodedata
from collections.abc import Callable
from typing import Self

from muniment.domain.errors import WorldFault
from muniment.domain.frozen import frozen
from muniment.host.process import physical_memory
from muniment.vault.errors import PassphraseRefused

SECRET_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
SLOT_BYTES = NONCE_BYTES + SECRET_BYTES + TAG_BYTES
PASSPHRASE_SALT_BYTES = 16

_MIB = 1024
_LEAST_MEMORY = 256 * _MIB
_LEAST_ITERATIONS = 3
_MOST_MEMORY = 4096 * _MIB
_MOST_ITERATIONS = 64
_MOST_LANES = 16
_MOST_WORK = 64 * 1024 * _MIB  # memory times iterations: one to two minutes


@frozen
class KeyCost:
    """What one guess at a passphrase costs: memory in KiB, passes over it, parallel lanes (Argon2id, RFC 9106)."""

    memory: int
    iterations: int
    lanes: int

    def packed(self) -> bytes:
        return struct.pack(">III", self.memory, self.iterations, self.lanes)

    @classmethod
    def unpacked(cls, untrusted: bytes) -> Self:
        return cls(*struct.unpack(">III", untrusted))

    def is_sane(self) -> bool:
        """Whether a cost that was read from a file may be used: a forged one could hang or crash the computer."""
        return (
            1 <= self.lanes <= _MOST_LANES
            and 8 * self.lanes <= self.memory <= _MOST_MEMORY
            and 1 <= self.iterations <= _MOST_ITERATIONS
            and self.memory * self.iterations <= _MOST_WORK
        )


def passphrase_key(passphrase: str, salt: bytes, cost: KeyCost) -> bytes:
    """The key that a passphrase stands for. Raises PassphraseRefused (empty), WorldFault (not enough memory)."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    secret = _passphrase_bytes(passphrase)
    if not cost.is_sane():
        raise ValueError("a key cost out of bounds")
    if cost.memory * 1024 > (physical_memory() or cost.memory * 1024):
        raise WorldFault(_too_little_memory(cost))
    derivation = Argon2id(
        salt=salt, length=SECRET_BYTES, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory
    )
    try:
        return derivation.derive(secret)
    except MemoryError:
        raise WorldFault(_too_little_memory(cost)) from None


def key_with_factor(key: bytes, factor: bytes) -> bytes:
    """The key that a passphrase and a second secret stand for together: of no use is either of them alone."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    if len(key) != SECRET_BYTES or len(factor) != SECRET_BYTES:
        raise ValueError("a key or a factor of another length")
    return HKDF(SHA256(), SECRET_BYTES, None, b"muniment 1 slot with factor").derive(key + factor)


def encrypted(key: bytes, content: bytes, place: bytes) -> bytes:
    """``content`` in AES-256-GCM with a fresh nonce, to be opened only with the same key and ``place``."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, place)


def decrypted(key: bytes, untrusted: bytes, place: bytes) -> bytes | None:
    """What was encrypted, or None when the key, the place, a bit or the length is another."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(untrusted) < NONCE_BYTES + TAG_BYTES:
        return None
    try:
        return AESGCM(key).decrypt(untrusted[:NONCE_BYTES], untrusted[NONCE_BYTES:], place)
    except InvalidTag:
        return None


def seconds_for(cost: KeyCost) -> float:
    """How long one guess takes here and now."""
    start = time.perf_counter()
    passphrase_key("calibration", bytes(PASSPHRASE_SALT_BYTES), cost)
    return time.perf_counter() - start


def calibrated_cost(seconds: Callable[[KeyCost], float] = seconds_for) -> KeyCost:
    """A cost of one to two seconds on this computer, never under 256 MiB and 3 passes. Takes about two seconds."""
    cost = KeyCost(_LEAST_MEMORY, _LEAST_ITERATIONS, lanes=4)
    while (took := seconds(cost)) < 1 and cost.iterations < _MOST_ITERATIONS:
        cost = _dearer(cost, 1.4 / took)
    return cost


def _dearer(cost: KeyCost, times: float) -> KeyCost:
    """More memory first, up to 1 GiB or a quarter of the computer's; then more passes."""
    room = max(_LEAST_MEMORY, min(1024 * _MIB, (physical_memory() or 0) // 1024 // 4))
    memory = min(room, int(cost.memory * times))
    if memory > cost.memory:
        return KeyCost(memory, cost.iterations, cost.lanes)
    passes = max(cost.iterations + 1, int(cost.iterations * times))
    return KeyCost(cost.memory, min(_MOST_ITERATIONS, passes), cost.lanes)


def _passphrase_bytes(passphrase: str) -> bytes:
    """NFC, so that é typed on two keyboards is one passphrase."""
    try:
        secret = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    except UnicodeEncodeError:
        raise PassphraseRefused("The passphrase holds characters that are not text.") from None
    if not secret:
        raise PassphraseRefused("The passphrase is empty. Choose one, best of several words.")
    return secret


def _too_little_memory(cost: KeyCost) -> str:
    return (
        f"Checking the passphrase needs {cost.memory // 1024} MiB of memory, more than this computer can give. "
        "Close other programs, or use the computer that the vault was made on."
    )
