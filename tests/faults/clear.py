"""The pages of a vault's database without the cipher, as somebody has them who has its key."""

from collections.abc import Iterator

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from muniment.vault.connection import PAGE_BYTES, SALT_BYTES

_RESERVED, _IV_BYTES = 80, 16  # at the end of each page: the IV, then its hash


def clear_page(page: bytes, key: bytes, *, first: bool = False) -> bytes:
    """What a page holds; the first one begins with the salt."""
    iv = page[-_RESERVED:][:_IV_BYTES]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return decryptor.update(page[SALT_BYTES if first else 0 : -_RESERVED]) + decryptor.finalize()


def clear_pages(content: bytes, key: bytes) -> Iterator[bytes]:
    """Every page of a database, those in no use too."""
    for at in range(0, len(content), PAGE_BYTES):
        yield clear_page(content[at : at + PAGE_BYTES], key, first=at == 0)
