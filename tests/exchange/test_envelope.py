import io
from collections.abc import Iterator

import pyrage
import pytest

from muniment.domain.errors import UserFault
from muniment.exchange import envelope
from muniment.exchange.envelope import NoRecipient, OneTimeKey

PIECES = [b"one", b"", b"two" * 50_000, b"three"]


class _Full(io.BytesIO):
    """A disk that is full from the start."""

    def write(self, _content: object) -> int:
        raise OSError(28, "full")


def test_a_recipient_and_nobody_else_opens() -> None:
    identity, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    file = io.BytesIO()
    envelope.for_recipient(str(identity.to_public()))(PIECES, file)
    assert pyrage.decrypt(file.getvalue(), [identity]) == b"".join(PIECES)
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(file.getvalue(), [other])


@pytest.mark.parametrize("untrusted", ["", "age1", "age1qqqq", "AGE-SECRET-KEY-1QQ", "age1ə"])
def test_what_is_no_recipient_is_refused(untrusted: str) -> None:
    with pytest.raises(NoRecipient):
        envelope.for_recipient(untrusted)


def test_a_password_opens() -> None:
    file = io.BytesIO()
    envelope.with_password("şifrə")(PIECES, file)
    assert pyrage.passphrase.decrypt(file.getvalue(), "şifrə") == b"".join(PIECES)


def test_an_empty_password_is_refused() -> None:
    with pytest.raises(UserFault):
        envelope.with_password("")


def test_a_one_time_key_lies_under_its_password() -> None:
    key = OneTimeKey()
    identity = pyrage.x25519.Identity.from_str(
        pyrage.passphrase.decrypt(key.under_password("pw"), "pw").decode().strip()
    )
    assert str(identity.to_public()) == key.recipient


@pytest.mark.parametrize("pieces", [[b"x"], [b"x" * 10_000_000]], ids=["last write", "first write"])
def test_a_full_disk_is_told_whenever_it_shows(pieces: list[bytes]) -> None:
    recipient = str(pyrage.x25519.Identity.generate().to_public())
    with pytest.raises(OSError, match="full"):
        envelope.for_recipient(recipient)(pieces, _Full())


def test_the_failure_of_a_piece_is_told_as_it_is() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"x"
        raise LookupError("mine")

    recipient = str(pyrage.x25519.Identity.generate().to_public())
    with pytest.raises(LookupError, match="mine"):
        envelope.for_recipient(recipient)(pieces(), io.BytesIO())
