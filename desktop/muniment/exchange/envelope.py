"""What leaves is encrypted as an age file, which other programs open too, or written in the clear."""

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from muniment.domain.errors import UserFault

Envelope = Callable[[Iterable[bytes], BinaryIO], None]
"""Writes all pieces into a file, in its own way; the pieces are never all in memory unless it says so."""


class NoRecipient(UserFault):
    """That is not the public key of anybody."""


class OneTimeKey:
    """A key pair for one export: everything is encrypted to it, and itself under a password."""

    def __init__(self) -> None:
        from pyrage import x25519

        self._identity = x25519.Identity.generate()

    @property
    def recipient(self) -> str:
        """What to encrypt to."""
        return str(self._identity.to_public())

    def under_password(self, password: str) -> bytes:
        """The key that opens, as an age identity file under a password: ``age -d -i`` asks for it."""
        import pyrage

        return bytes(pyrage.passphrase.encrypt(f"{self._identity}\n".encode(), password))


def in_the_clear(pieces: Iterable[bytes], file: BinaryIO) -> None:
    """Writes as it is."""
    for piece in pieces:
        file.write(piece)


def for_recipient(recipient: str) -> Envelope:
    """Encrypts to an age recipient (``age1…``), piece by piece. Raises NoRecipient."""
    import pyrage

    try:
        to = pyrage.x25519.Recipient.from_str(recipient.strip())
    except pyrage.RecipientError:
        raise NoRecipient("That is not an age recipient: age1 and 58 letters and digits are expected.") from None
    return lambda pieces, file: _encrypt(pieces, file, to)


def with_password(password: str) -> Envelope:
    """Encrypts under a password. The age library does so in memory only, which takes some three times the content."""
    import pyrage

    if not password:
        raise UserFault("The password is empty. Nothing was written.")

    def write(pieces: Iterable[bytes], file: BinaryIO) -> None:
        file.write(pyrage.passphrase.encrypt(b"".join(pieces), password))

    return write


def _encrypt(pieces: Iterable[bytes], file: BinaryIO, to: object) -> None:
    """The library hides what its reader and writer raise, and loses what the last write does; both are kept here."""
    import pyrage

    reader, writer = _Reader(iter(pieces)), _Writer(file)
    try:
        pyrage.encrypt_io(reader, writer, [to])
    except pyrage.EncryptError:
        if not (reader.failure or writer.failure):
            raise
    failure = reader.failure or writer.failure
    if failure:
        raise failure


class _Reader:
    """Pieces as a file to read from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")
        self.failure: BaseException | None = None

    def read(self, size: int) -> bytes:
        try:
            while not self._rest:
                self._rest = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except BaseException as error:
            self.failure = error
            raise
        piece, self._rest = self._rest[:size], self._rest[size:]
        return bytes(piece)


class _Writer:
    """A file to write to that remembers its failure."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.failure: BaseException | None = None

    def write(self, content: bytes) -> int:
        if self.failure:
            return len(content)
        try:
            return self._file.write(content)
        except BaseException as error:
            self.failure = error
            raise

    def flush(self) -> None:
        """The file is flushed by whoever opened it."""
