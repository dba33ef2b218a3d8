import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muniment.vault.errors import PassphraseRefused, SealedDamaged, WrongPassphrase
from muniment.vault.sealed import change_passphrase, new_reading_key, open_sealed, seal
from muniment.vault.slots import KeyCost

CHEAP = KeyCost(memory=64, iterations=1, lanes=1)
RECIPIENT, WRAPPED = new_reading_key("a window to the north", CHEAP)


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_what_was_sealed_comes_back(plaintext: bytes) -> None:
    reader = open_sealed(WRAPPED, "a window to the north")

    assert reader.open(seal(RECIPIENT, plaintext)) == plaintext


def test_the_reader_knows_what_to_seal_to() -> None:
    assert open_sealed(WRAPPED, "a window to the north").recipient == RECIPIENT


def test_nothing_readable_is_in_what_was_sealed_or_wrapped() -> None:
    assert b"Gulshan" not in seal(RECIPIENT, b"Gulshan")
    assert b"AGE-SECRET-KEY" not in WRAPPED


def test_the_same_name_is_sealed_differently_each_time() -> None:
    assert seal(RECIPIENT, b"Gulshan") != seal(RECIPIENT, b"Gulshan")


@pytest.mark.parametrize(("length", "sealed_length"), [(0, 64), (1, 64), (60, 64), (61, 128), (124, 128), (125, 192)])
def test_lengths_show_only_in_blocks(length: int, sealed_length: int) -> None:
    identity = pyrage.x25519.Identity.generate()

    sealed = seal(str(identity.to_public()), b"x" * length)

    assert len(pyrage.decrypt(sealed, [identity])) == sealed_length


def test_each_of_several_recipients_can_read() -> None:
    other_recipient, other_wrapped = new_reading_key("another", CHEAP)

    sealed = seal(f"{RECIPIENT}\n{other_recipient}\n", b"Gulshan")

    assert open_sealed(WRAPPED, "a window to the north").open(sealed) == b"Gulshan"
    assert open_sealed(other_wrapped, "another").open(sealed) == b"Gulshan"


def test_a_wrong_passphrase_is_called_wrong() -> None:
    with pytest.raises(WrongPassphrase):
        open_sealed(WRAPPED, "a window to the south")


def test_an_empty_passphrase_is_never_right_and_cannot_be_chosen() -> None:
    with pytest.raises(WrongPassphrase):
        open_sealed(WRAPPED, "")
    with pytest.raises(PassphraseRefused):
        new_reading_key("", CHEAP)
    with pytest.raises(PassphraseRefused):
        change_passphrase(WRAPPED, "a window to the north", "")


def test_a_changed_passphrase_opens_what_was_sealed_before() -> None:
    sealed = seal(RECIPIENT, b"Gulshan")

    changed = change_passphrase(WRAPPED, "a window to the north", "a door to the west")

    assert open_sealed(changed, "a door to the west").open(sealed) == b"Gulshan"
    with pytest.raises(WrongPassphrase):
        open_sealed(changed, "a window to the north")


def test_the_old_passphrase_is_needed_for_a_change() -> None:
    with pytest.raises(WrongPassphrase):
        change_passphrase(WRAPPED, "a window to the south", "a door to the west")


def test_every_flipped_byte_of_the_wrapped_key_is_called_damage() -> None:
    for at in range(len(WRAPPED)):
        with pytest.raises(SealedDamaged):
            open_sealed(flipped(WRAPPED, at), "a window to the north")


@pytest.mark.parametrize("length", [0, 10, 31, 32, 100, len(WRAPPED) - 1])
def test_a_shortened_wrapped_key_is_called_damage(length: int) -> None:
    with pytest.raises(SealedDamaged):
        open_sealed(WRAPPED[:length], "a window to the north")


def test_every_flipped_byte_of_a_sealed_field_is_called_damage() -> None:
    sealed = seal(RECIPIENT, b"Gulshan")
    reader = open_sealed(WRAPPED, "a window to the north")
    for at in range(len(sealed)):
        with pytest.raises(SealedDamaged):
            reader.open(flipped(sealed, at))


def test_what_was_sealed_to_somebody_else_does_not_open() -> None:
    stranger, _ = new_reading_key("another", CHEAP)

    with pytest.raises(SealedDamaged):
        open_sealed(WRAPPED, "a window to the north").open(seal(stranger, b"Gulshan"))


def test_what_another_program_sealed_without_filling_is_called_damage() -> None:
    foreign = pyrage.encrypt(b"\0\0\0\x01xy", [pyrage.x25519.Recipient.from_str(RECIPIENT)])

    with pytest.raises(SealedDamaged):
        open_sealed(WRAPPED, "a window to the north").open(foreign)
