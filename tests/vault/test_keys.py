import hashlib
import shutil
import tempfile
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from muniment.host.errors import AlreadyThere
from muniment.vault.errors import KeysDamaged, KeysForged, NewerVault, NoVault, PassphraseRefused, WrongPassphrase
from muniment.vault.journal import Head
from muniment.vault.keyheader import HEADER_BYTES, read_headers
from muniment.vault.keys import Keys, create, open_keys, unlock
from muniment.vault.slots import KeyCost, calibrated_cost, decrypted

CHEAP = KeyCost(memory=64, iterations=1, lanes=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def keys(path: Path) -> Keys:
    return create(path, "seven grey herons", CHEAP)


def resealed(copy: bytes) -> bytes:
    """A copy of the header with the checksum that its content asks for."""
    return copy[:-32] + hashlib.sha256(copy[:-32]).digest()


def altered(content: bytes, at: int, new: bytes) -> bytes:
    return content[:at] + new + content[at + len(new) :]


def test_the_same_keys_come_back(keys: Keys, path: Path) -> None:
    again = unlock(path, "seven grey herons")

    assert again.database_key == keys.database_key
    assert again.journal_key == keys.journal_key
    assert again.backup_key == keys.backup_key
    assert again.database_salt == keys.database_salt
    assert again.vault_id == keys.vault_id


def test_every_derived_key_is_another(keys: Keys) -> None:
    derived = {keys.database_key, keys.journal_key, keys.backup_key}

    assert [len(key) for key in derived] == [32, 32, 32]


def test_two_vaults_share_nothing(tmp_path: Path) -> None:
    one, other = (create(tmp_path / name, "same", CHEAP) for name in ("one", "other"))

    assert one.database_key != other.database_key
    assert one.database_salt != other.database_salt


def test_a_wrong_passphrase_is_called_wrong(keys: Keys) -> None:
    with pytest.raises(WrongPassphrase):
        unlock(keys.path, "seven grey heron")


def test_an_empty_passphrase_is_never_right(keys: Keys) -> None:
    with pytest.raises(WrongPassphrase):
        unlock(keys.path, "")


def test_an_empty_passphrase_cannot_be_chosen(path: Path) -> None:
    with pytest.raises(PassphraseRefused):
        create(path, "", CHEAP)

    assert not path.exists()


def test_a_passphrase_is_the_same_however_its_accents_are_typed(path: Path) -> None:
    create(path, "caf\u00e9", CHEAP)

    assert unlock(path, "cafe\u0301").slots_in_use() == {"passphrase": 1}


def test_new_keys_never_replace_old_ones(keys: Keys) -> None:
    with pytest.raises(AlreadyThere):
        create(keys.path, "another", CHEAP)

    unlock(keys.path, "seven grey herons")


def test_a_folder_without_keys_is_no_vault(path: Path) -> None:
    with pytest.raises(NoVault):
        unlock(path, "anything")


def test_the_file_belongs_to_its_owner_alone(keys: Keys) -> None:
    assert keys.path.stat().st_mode & 0o777 == 0o600


def test_used_and_free_slots_look_alike(keys: Keys) -> None:
    before = len(keys.path.read_bytes())
    keys.add_passphrase("second")

    header, _ = read_headers(keys.path.read_bytes())
    assert len(keys.path.read_bytes()) == before
    assert {len(slot) for slot in header.slots} == {60}
    assert len(set(header.slots)) == 8


def test_the_ninth_passphrase_is_refused(keys: Keys) -> None:
    for number in range(7):
        keys.add_passphrase(f"passphrase {number}")

    with pytest.raises(PassphraseRefused):
        keys.add_passphrase("one too many")
    assert keys.slots_in_use() == {"passphrase": 8}


def test_every_slot_is_tried_although_the_first_one_opens(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[bytes] = []

    def counted(key: bytes, untrusted: bytes, place: bytes) -> bytes | None:
        tried.append(untrusted)
        return decrypted(key, untrusted, place)

    monkeypatch.setattr("muniment.vault.keys.decrypted", counted)
    unlock(keys.path, "seven grey herons")

    assert len(tried) == 8


def test_a_slot_does_not_open_in_another_place(keys: Keys) -> None:
    header, _ = read_headers(keys.file_bytes())
    copy = keys.file_bytes()[:HEADER_BYTES]
    at = copy.index(header.slots[0])
    swapped = altered(altered(copy, at, header.slots[1]), at + 60, header.slots[0])

    with pytest.raises(WrongPassphrase):
        open_keys(resealed(swapped) * 2, "seven grey herons", keys.path)


@pytest.mark.parametrize("copy", [0, 1])
def test_every_single_flipped_byte_is_mended_and_said(keys: Keys, copy: int) -> None:
    sound = keys.path.read_bytes()
    for at in range(copy * HEADER_BYTES, (copy + 1) * HEADER_BYTES):
        header, damaged = read_headers(altered(sound, at, bytes([sound[at] ^ 0x40])))
        assert damaged
        assert header.file_bytes() == sound


def test_one_damaged_copy_is_written_anew(keys: Keys) -> None:
    sound = keys.path.read_bytes()
    keys.path.write_bytes(altered(sound, 100, b"\0\0\0\0"))

    opened = unlock(keys.path, "seven grey herons")
    assert opened.damaged
    opened.mend()

    assert opened.repaired
    assert keys.path.read_bytes() == sound


@pytest.mark.parametrize("length", [0, 1, 4095, 4096, 4097, 8191, 8193])
def test_a_file_of_another_length_is_mended_or_called_damaged(keys: Keys, length: int) -> None:
    sound = keys.path.read_bytes()
    keys.path.write_bytes((sound + b"x")[:length])

    if length < HEADER_BYTES:
        with pytest.raises(KeysDamaged):
            unlock(keys.path, "seven grey herons")
    else:
        opened = unlock(keys.path, "seven grey herons")
        assert opened.damaged
        opened.mend()
        assert keys.path.read_bytes() == sound


def test_both_copies_damaged_are_not_called_a_wrong_passphrase(keys: Keys) -> None:
    sound = keys.path.read_bytes()
    keys.path.write_bytes(altered(altered(sound, 200, b"damage"), HEADER_BYTES + 300, b"damage"))

    with pytest.raises(KeysDamaged) as caught:
        unlock(keys.path, "seven grey herons")
    assert not isinstance(caught.value, KeysForged)


def test_a_damaged_copy_is_left_alone_until_it_is_to_be_mended(keys: Keys) -> None:
    damaged = altered(keys.path.read_bytes(), 100, b"\0\0\0\0")
    keys.path.write_bytes(damaged)

    opened = unlock(keys.path, "seven grey herons")

    assert opened.damaged
    assert not opened.repaired
    assert keys.path.read_bytes() == damaged


def test_a_file_that_somebody_else_wrote_meanwhile_is_noticed(keys: Keys) -> None:
    other = unlock(keys.path, "seven grey herons")
    assert keys.are_current()
    other.change_passphrase("seven grey herons", "nine white egrets")

    assert not keys.are_current()
    assert other.are_current()


def _disk_gone(*_: object) -> None:
    raise OSError(30, "read-only")


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(10, id="sequence number"),
        pytest.param(62, id="salt of the database"),
        pytest.param(78 + 60, id="a free slot"),
        pytest.param(558, id="directory of the slots"),
        pytest.param(1000, id="filling"),
        pytest.param(HEADER_BYTES - 64, id="MAC"),
    ],
)
def test_what_was_altered_with_a_new_checksum_is_called_forged(keys: Keys, part: int) -> None:
    copy = keys.path.read_bytes()[:HEADER_BYTES]
    forged = resealed(altered(copy, part, bytes([copy[part] ^ 1])))

    with pytest.raises(KeysForged):
        open_keys(forged * 2, "seven grey herons", keys.path)


@pytest.mark.parametrize("part", [pytest.param(18, id="vault id"), pytest.param(46, id="salt of the passphrases")])
def test_what_was_altered_under_the_passphrase_does_not_open(keys: Keys, part: int) -> None:
    copy = keys.path.read_bytes()[:HEADER_BYTES]
    forged = resealed(altered(copy, part, bytes([copy[part] ^ 1])))

    with pytest.raises(WrongPassphrase):
        open_keys(forged * 2, "seven grey herons", keys.path)


@pytest.mark.parametrize("forged_first", [True, False])
def test_copies_that_contradict_each_other_are_called_forged(keys: Keys, forged_first: bool) -> None:
    copy = keys.path.read_bytes()[:HEADER_BYTES]
    forged = resealed(altered(copy, 62, b"x"))

    with pytest.raises(KeysForged):
        open_keys(forged + copy if forged_first else copy + forged, "seven grey herons", keys.path)


@pytest.mark.parametrize(
    "cost",
    [
        KeyCost(memory=2**32 - 1, iterations=1, lanes=1),
        KeyCost(memory=4 << 20, iterations=64, lanes=1),
        KeyCost(memory=64, iterations=2**31, lanes=1),
        KeyCost(memory=64, iterations=0, lanes=1),
        KeyCost(memory=64, iterations=1, lanes=0),
        KeyCost(memory=7, iterations=1, lanes=1),
    ],
)
def test_a_cost_out_of_bounds_is_never_tried(keys: Keys, cost: KeyCost) -> None:
    copy = resealed(altered(keys.path.read_bytes()[:HEADER_BYTES], 34, cost.packed()))

    with pytest.raises(KeysDamaged):
        open_keys(copy * 2, "seven grey herons", keys.path)


def test_a_newer_format_is_not_called_damaged(keys: Keys) -> None:
    copy = resealed(altered(keys.path.read_bytes()[:HEADER_BYTES], 8, b"\0\2"))

    with pytest.raises(NewerVault):
        open_keys(copy * 2, "seven grey herons", keys.path)


def test_the_newest_sound_copy_counts(keys: Keys) -> None:
    stale = keys.path.read_bytes()[:HEADER_BYTES]
    keys.change_passphrase("seven grey herons", "nine white egrets")
    keys.path.write_bytes(stale + keys.path.read_bytes()[HEADER_BYTES:])

    with pytest.raises(WrongPassphrase):
        unlock(keys.path, "seven grey herons")
    assert unlock(keys.path, "nine white egrets").damaged


def test_each_change_of_a_passphrase_is_counted(keys: Keys) -> None:
    before = keys.slot_changes
    keys.add_passphrase("second")
    keys.change_passphrase("second", "third")
    keys.remove_passphrase("third")

    assert keys.slot_changes == before + 3


def test_the_head_of_the_journal_is_remembered_and_changes_no_slot(keys: Keys) -> None:
    keys.add_passphrase("second")
    before = keys.slot_changes
    keys.note_head(Head(7, b"\7" * 32))

    again = unlock(keys.path, "second")
    assert again.noted_head == Head(7, b"\7" * 32)
    assert again.slot_changes == before
    assert again.slots_in_use() == {"passphrase": 2}


def test_a_failed_save_leaves_the_old_passphrases(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    before = keys.path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("muniment.host.files.os.replace", _disk_gone)
        with pytest.raises(Exception, match="read-only"):
            keys.add_passphrase("second")

    assert keys.path.read_bytes() == before
    assert keys.slots_in_use() == {"passphrase": 1}
    assert list(keys.path.parent.iterdir()) == [keys.path]


@pytest.mark.parametrize("speed", [0.05, 0.3, 1.0, 3.0, 30.0])
def test_a_calibrated_cost_takes_one_to_two_seconds_and_never_too_little(speed: float) -> None:
    def seconds(cost: KeyCost) -> float:
        return cost.memory / (1 << 20) * cost.iterations / speed

    cost = calibrated_cost(seconds)

    assert cost.is_sane()
    assert cost.memory >= 256 << 10
    assert cost.iterations >= 3
    assert seconds(cost) >= 1
    assert seconds(cost) <= 2 or (cost.memory, cost.iterations) == (256 << 10, 3)


def expected(error: type[Exception] | None) -> AbstractContextManager[object]:
    return pytest.raises(error) if error else nullcontext()


class PassphrasesOfAVault(RuleBasedStateMachine):
    """The keys file against a set of passphrases."""

    words = st.sampled_from([f"word {number}" for number in range(11)])

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.keys = create(self.folder / "keys", "word 0", CHEAP)
        self.known = {"word 0"}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(word=words)
    def add(self, word: str) -> None:
        allowed = word not in self.known and len(self.known) < 8
        with expected(None if allowed else PassphraseRefused):
            self.keys.add_passphrase(word)
            self.known.add(word)

    @rule(old=words, new=words)
    def change(self, old: str, new: str) -> None:
        wrong = WrongPassphrase if old not in self.known else PassphraseRefused if new in self.known else None
        with expected(wrong):
            self.keys.change_passphrase(old, new)
            self.known = self.known - {old} | {new}

    @rule(word=words)
    def remove(self, word: str) -> None:
        wrong = WrongPassphrase if word not in self.known else PassphraseRefused if len(self.known) == 1 else None
        with expected(wrong):
            self.keys.remove_passphrase(word)
            self.known.discard(word)

    @rule(word=words)
    def open_again(self, word: str) -> None:
        with expected(None if word in self.known else WrongPassphrase):
            self.keys = unlock(self.folder / "keys", word)

    @invariant()
    def the_count_is_right(self) -> None:
        assert self.keys.slots_in_use() == {"passphrase": len(self.known)}


TestPassphrasesOfAVault = PassphrasesOfAVault.TestCase
TestPassphrasesOfAVault.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
