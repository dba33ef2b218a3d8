"""Whatever is done to a vault's two files is noticed: at the opening, or by the proof; never a wrong answer."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

import pytest
from tests.faults.clear import clear_page
from tests.faults.damage import (
    Damage,
    Spoilt,
    answered,
    bits,
    bits_of_pages,
    cuts,
    flipped,
    noticed,
    noticed_and_mended,
    noticed_at_once,
    noticed_by_restoring,
    page,
    pages_emptied,
    pages_of,
    pages_swapped,
    spoil,
    with_page,
)
from tests.faults.held import state
from tests.faults.tally import Tally

from muniment.services import (
    demo,
    entries,
    exhibits,
    history,
    identities,
    passphrases,
    printing,
    terms,
    upkeep,
)
from muniment.services import session as sessions
from muniment.vault.connection import DATABASE_FILE, PAGE_BYTES
from muniment.vault.keyheader import HEADER_BYTES
from muniment.vault.keys import KEYS_FILE, unlock

NAMES_THE_DATABASE = "cases.db|page|database|journal|index|record|table|exhibit|row"
NAMES_THE_KEYS = "key header|keys file"
NAMES_THE_BACKUP = "backup"


def some(damages: Iterable[Damage], count: int, *, long: bool) -> Iterable[Damage]:
    """A few of them, unless all are wanted."""
    if long:
        return damages
    every = list(damages)
    return random.Random(5).sample(every, min(count, len(every)))


def judged(tally: Tally, found: Spoilt) -> None:
    tally.take(found.passed, damages=found.tried)
    assert found.tried
    assert tally.findings == []


# --- the database ---


def test_a_flipped_bit_is_noticed_on_every_page(practice: Path, long: bool, tally: Tally) -> None:
    path = practice / DATABASE_FILE
    damages = bits_of_pages(path.read_bytes(), 5 if long else 1, random.Random(1))
    judged(tally, spoil(path, some(damages, 120, long=long), noticed))
    assert noticed(practice) == []


def test_of_a_damaged_page_no_wrong_answer_is_given(practice: Path, long: bool, tally: Tally) -> None:
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        case = entries.add(session, "case_file", {"pseudonym": "Dəniz"}).id
        entries.add(session, "note", {"text": "needle " * 3000}, case)
        expected = state(session)
    path = practice / DATABASE_FILE
    damages = (replace(one, names="as it was|refused") for one in bits_of_pages(path.read_bytes(), 1, random.Random(9)))
    judged(tally, spoil(path, some(damages, 100, long=long), partial(answered, expected=expected)))


def test_a_page_that_was_emptied_is_noticed(practice: Path, long: bool, tally: Tally) -> None:
    path = practice / DATABASE_FILE
    judged(tally, spoil(path, some(pages_emptied(path.read_bytes()), 40, long=long), noticed))


def test_two_pages_that_changed_places_are_noticed(practice: Path, long: bool, tally: Tally) -> None:
    path = practice / DATABASE_FILE
    judged(tally, spoil(path, pages_swapped(path.read_bytes(), 500 if long else 40, random.Random(2)), noticed))


def test_a_database_that_was_cut_is_noticed(practice: Path, long: bool, tally: Tally) -> None:
    """After every page, and within some."""
    path = practice / DATABASE_FILE
    content = path.read_bytes()
    lengths = [*range(0, len(content), PAGE_BYTES), *(len(content) - less for less in (1, 100, PAGE_BYTES - 1))]
    judged(tally, spoil(path, some(cuts(content, lengths, NAMES_THE_DATABASE), 60, long=long), noticed))


# --- the keys ---


def test_a_flipped_bit_is_noticed_and_mended_in_every_byte_of_the_keys(
    practice: Path, long: bool, tally: Tally
) -> None:
    path = practice / KEYS_FILE
    damages = bits(path.read_bytes(), 1, 2 if long else 1, random.Random(2), NAMES_THE_KEYS)
    judged(tally, spoil(path, some(damages, 500, long=long), noticed_and_mended))


def test_keys_that_are_damaged_in_both_copies_are_called_so(practice: Path, long: bool, tally: Tally) -> None:
    path, chance = practice / KEYS_FILE, random.Random(3)
    content = path.read_bytes()
    places = [(chance.randrange(HEADER_BYTES), HEADER_BYTES + chance.randrange(HEADER_BYTES)) for _ in range(2000)]
    damages = (
        Damage(f"bytes {one} and {other}", flipped(flipped(content, one), other), "keys file is damaged in both")
        for one, other in places
    )
    judged(tally, spoil(path, some(damages, 60, long=long), noticed_at_once))


def test_keys_that_were_cut_are_noticed(practice: Path, long: bool, tally: Tally) -> None:
    """Where one copy is left it is mended from that one."""
    path = practice / KEYS_FILE
    content = path.read_bytes()
    one = cuts(content, range(HEADER_BYTES, 2 * HEADER_BYTES), NAMES_THE_KEYS)
    judged(tally, spoil(path, some(one, 60, long=long), noticed_and_mended))
    none = cuts(content, range(HEADER_BYTES), NAMES_THE_KEYS)
    judged(tally, spoil(path, some(none, 60, long=long), noticed_at_once))


# --- a backup ---


@pytest.fixture
def backup(practice: Path, tmp_path: Path) -> Path:
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        upkeep.back_up(session, tmp_path / "backup")
    return tmp_path / "backup"


def _end(content: bytes) -> int:
    """Where the database ends in a backup; the keys and the head of the journal follow."""
    return len(content) // PAGE_BYTES * PAGE_BYTES - 2 * HEADER_BYTES


def test_a_flipped_bit_is_noticed_in_every_part_of_a_backup(backup: Path, long: bool, tally: Tally) -> None:
    """Each of its parts is struck, and every byte of its end, which holds the keys and the head."""
    content, chance = backup.read_bytes(), random.Random(4)
    end = _end(content)
    pages = bits(content[:end], PAGE_BYTES, 5 if long else 1, chance, NAMES_THE_BACKUP)
    tail = some(bits(content[end:], 1, 1, chance, NAMES_THE_BACKUP), 200, long=long)
    damages = chain(  # each made when its turn comes: together they would fill the memory
        (Damage(one.what, one.content + content[end:], one.names) for one in pages),
        (Damage(f"end, {one.what}", content[:end] + one.content, one.names) for one in tail),
    )
    judged(tally, spoil(backup, damages, noticed_by_restoring))


def test_pages_of_a_backup_that_changed_places_are_noticed(backup: Path, long: bool, tally: Tally) -> None:
    content, chance = backup.read_bytes(), random.Random(6)
    end = _end(content)
    swapped = pages_swapped(content[:end], 200 if long else 20, chance)
    damages = (Damage(one.what, one.content + content[end:], NAMES_THE_BACKUP) for one in swapped)
    judged(tally, spoil(backup, damages, noticed_by_restoring))


def test_a_backup_that_was_cut_is_noticed(backup: Path, long: bool, tally: Tally) -> None:
    """After every page, and at every byte of its end."""
    content = backup.read_bytes()
    lengths = [*range(0, _end(content), PAGE_BYTES), *range(_end(content), len(content))]
    damages = some(cuts(content, lengths, NAMES_THE_BACKUP), 100, long=long)
    judged(tally, spoil(backup, damages, noticed_by_restoring))


# --- what was there on an earlier day ---


@dataclass(frozen=True)
class Days:
    """A vault on two days: the database of the first, and both files of the second."""

    old: bytes
    new: bytes
    keys: bytes


@pytest.fixture
def days(practice: Path, tmp_path: Path) -> Days:
    """Between the two days everything was done to the vault that can be done.

    Words went out of the index before both: at the first that do, FTS5 raises a count beside the list of its segments,
    which says nothing of what is in the index; a page that differs in this alone is none that was put back.
    """
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        gone = entries.add(session, "case_file", {"pseudonym": "gone"})
        entries.add(session, "note", {"text": "gone " * 500}, gone.id)
        entries.remove(session, entries.add(session, "note", {"text": "removed"}, gone.id).id)
        entries.remove(session, entries.add(session, "contact", {"name": "Somebody", "role": "lawyer"}).id)
    old = (practice / DATABASE_FILE).read_bytes()
    (tmp_path / "picture").write_bytes(b"picture" * 1000)
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        for case in printing.all_cases(session)[:5]:
            note = entries.add(session, "note", {"text": "new " * 300}, case.id)
            entries.set_fields(session, case.id, {"summary": "changed " * 30})
            exhibits.extract(session, exhibits.attach(session, case, tmp_path / "picture").id, tmp_path / case.id)
            entries.remove(session, note.id)
            history.undo(session, case)
        identities.seal(session, case, {"legal_name": "Somebody"})
        passphrases.add(session, "second")
        passphrases.replace_for_identities(session, demo.IDENTITY_PASSPHRASE, "other")
        terms.add(session, "act", "new_act", {"en": "New act"})
        upkeep.purge(session, next(one for one in printing.all_cases(session) if one.id == gone.id))
        upkeep.purge_field(session, case, "summary")
    return Days(old, (practice / DATABASE_FILE).read_bytes(), (practice / KEYS_FILE).read_bytes())


def test_an_old_page_put_back_is_noticed(practice: Path, days: Days, long: bool, tally: Tally) -> None:
    """Its keyed hash is right. One that says the same as the new one, or lies where nothing is, is none put back."""
    key = unlock(practice / KEYS_FILE, demo.PASSPHRASE).database_key
    assert noticed(practice) == []
    judged(tally, spoil(practice / DATABASE_FILE, some(_old_pages(days, key), 40, long=long), noticed))


def _old_pages(days: Days, key: bytes) -> Iterator[Damage]:
    for number in pages_of(days.old[: len(days.new)]):
        old, new = page(days.old, number), page(days.new, number)
        was, now = (clear_page(each, key, first=number == 0) for each in (old, new))
        if was != now and any(now):
            yield Damage(f"old page {number}", with_page(days.new, number, old), NAMES_THE_DATABASE)


def test_some_old_pages_put_back_together_are_noticed(practice: Path, days: Days, long: bool, tally: Tally) -> None:
    chance = random.Random(8)
    changed = [
        number for number in pages_of(days.old[: len(days.new)]) if page(days.old, number) != page(days.new, number)
    ]

    def some_of_them() -> Iterator[Damage]:
        for _ in range(300 if long else 15):
            chosen, spoilt = chance.sample(changed, chance.randrange(len(changed) // 4, len(changed))), days.new
            for number in chosen:
                spoilt = with_page(spoilt, number, page(days.old, number))
            yield Damage(f"old pages {sorted(chosen)}", spoilt, NAMES_THE_DATABASE)

    judged(tally, spoil(practice / DATABASE_FILE, some_of_them(), noticed))


def test_an_old_database_put_back_is_noticed_and_named(practice: Path, days: Days, tally: Tally) -> None:
    whole = Damage("the whole file", days.old, "older than it was")
    judged(tally, spoil(practice / DATABASE_FILE, [whole], noticed_at_once))


def test_old_keys_put_back_are_noticed_and_named(practice: Path, tally: Tally) -> None:
    old = (practice / KEYS_FILE).read_bytes()
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        passphrases.add(session, "second")
    whole = Damage("the whole file", old, "keys file is older")
    judged(tally, spoil(practice / KEYS_FILE, [whole], noticed_at_once))


# --- a harness that cannot fail is worthless ---


@pytest.mark.planted
def test_a_proof_that_looks_at_nothing_is_found(practice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is only read by the proof is then passed over."""
    monkeypatch.setattr(upkeep, "verify", lambda _session: [])
    path = practice / DATABASE_FILE
    assert spoil(path, some(pages_emptied(path.read_bytes()), 20, long=False), noticed).passed


@pytest.mark.planted
def test_a_proof_that_does_not_replay_the_journal_is_found(
    practice: Path, days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page of an earlier day has a right keyed hash, and a sound structure."""
    monkeypatch.setattr(upkeep, "_against_journal", lambda *_given: iter(()))
    monkeypatch.setattr(upkeep, "_journal", lambda *_given: iter(()))
    key = unlock(practice / KEYS_FILE, demo.PASSPHRASE).database_key
    assert spoil(practice / DATABASE_FILE, _old_pages(days, key), noticed).passed


@pytest.mark.planted
def test_keys_that_are_not_mended_are_found(practice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("muniment.vault.keys.Keys.mend", lambda _keys: None)
    path = practice / KEYS_FILE
    damages = some(bits(path.read_bytes(), 1, 1, random.Random(2), NAMES_THE_KEYS), 5, long=False)
    assert len(spoil(path, damages, noticed_and_mended).passed) == 5
