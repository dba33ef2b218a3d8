"""A slot that needs a passphrase and a second secret: neither opens it alone, and nobody can tell it from outside."""

from pathlib import Path

import pytest
from tests.conftest import CHEAP

from muniment.vault import keys
from muniment.vault.errors import PassphraseRefused, WrongPassphrase
from muniment.vault.keyheader import SLOTS, read_headers
from muniment.vault.keys import Keys, unlock
from muniment.vault.slots import SECRET_BYTES, SLOT_BYTES, decrypted, key_with_factor

LONG, SHORT = "seven grey herons", "heron"
FACTOR, OTHER = (bytes(range(start, start + SECRET_BYTES)) for start in (1, 101))  # the same in every process


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def made(path: Path) -> Keys:
    """Keys with a long passphrase, and a short one that needs the factor."""
    made = keys.create(path, LONG, CHEAP)
    made.add_with_factor(SHORT, FACTOR)
    return made


def test_passphrase_and_factor_open_together(made: Keys, path: Path) -> None:
    assert unlock(path, SHORT, FACTOR).database_key == made.database_key
    assert made.slots_in_use() == {"passphrase": 1, "with_keyring": 1}


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("passphrase", "factor"), [(SHORT, None), (SHORT, OTHER), ("wrong", FACTOR), ("", FACTOR), (FACTOR.hex(), FACTOR)]
)
def test_neither_opens_alone(path: Path, passphrase: str, factor: bytes | None) -> None:
    with pytest.raises(WrongPassphrase):
        unlock(path, passphrase, factor)


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("factor", [None, FACTOR, OTHER])
def test_the_long_passphrase_always_opens(path: Path, factor: bytes | None) -> None:
    unlock(path, LONG, factor)


def test_the_last_passphrase_that_needs_no_factor_cannot_be_removed(made: Keys) -> None:
    with pytest.raises(PassphraseRefused, match="last passphrase"):
        made.remove_passphrase(LONG)


def test_a_short_passphrase_is_no_way_to_change_or_remove_another(made: Keys) -> None:
    with pytest.raises(WrongPassphrase):
        made.change_passphrase(SHORT, "new")
    with pytest.raises(WrongPassphrase):
        made.remove_passphrase(SHORT)


def test_what_needs_a_factor_is_removed_without_it(made: Keys, path: Path) -> None:
    made.add_with_factor("second", OTHER)
    assert made.remove_with_factor() == 2
    assert made.remove_with_factor() == 0
    for passphrase, factor in ((SHORT, FACTOR), ("second", OTHER)):
        with pytest.raises(WrongPassphrase):
            unlock(path, passphrase, factor)
    unlock(path, LONG)


@pytest.mark.parametrize("taken", [LONG, SHORT])
def test_a_passphrase_that_opens_already_is_refused(made: Keys, taken: str) -> None:
    with pytest.raises(PassphraseRefused, match="opens the vault already"):
        made.add_with_factor(taken, FACTOR)


def test_all_slots_may_be_taken(made: Keys) -> None:
    for number in range(SLOTS - 2):
        made.add_passphrase(f"passphrase {number}")
    with pytest.raises(PassphraseRefused, match="Remove one first"):
        made.add_with_factor("one too many", FACTOR)


def test_from_outside_nobody_can_tell_how_many_ways_in_there_are_nor_of_what_kind(made: Keys, path: Path) -> None:
    with_factor = path.read_bytes()
    made.remove_with_factor()
    without = path.read_bytes()
    assert len(with_factor) == len(without)
    for content in (with_factor, without):
        slots = read_headers(content)[0].slots
        assert [len(slot) for slot in slots] == [SLOT_BYTES] * SLOTS
        assert len(set(slots)) == SLOTS


def test_the_slots_kind_is_bound_to_it(made: Keys, path: Path) -> None:
    """The key of a slot with a factor is of no use for one without."""
    header = read_headers(path.read_bytes())[0]
    both = key_with_factor(made._key_for(SHORT), FACTOR)
    assert keys._opened_slots(header, both, keys.SlotKind.WITH_KEYRING)
    assert not keys._opened_slots(header, both, keys.SlotKind.PASSPHRASE)


@pytest.mark.parametrize("factor", [b"", b"short", bytes(33)])
def test_a_factor_of_another_length_is_refused(factor: bytes) -> None:
    with pytest.raises(ValueError, match="length"):
        key_with_factor(bytes(32), factor)


@pytest.mark.usefixtures("made")
def test_every_slot_is_tried_with_and_without_the_factor(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[bytes] = []

    def counted(key: bytes, untrusted: bytes, place: bytes) -> bytes | None:
        if place.startswith(b"muniment slot"):
            tried.append(place)
        return decrypted(key, untrusted, place)

    monkeypatch.setattr("muniment.vault.keys.decrypted", counted)
    unlock(path, LONG, FACTOR)
    assert len(set(tried)) == len(tried) == 2 * SLOTS
