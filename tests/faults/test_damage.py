"""Whatever is done to a vault's two files is noticed: at the opening, or by the proof; never a wrong answer."""

import random
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.faults.worker import CHEAP

from muniment.domain.errors import CannotOpen
from muniment.services import (
    demo,
    entries,
    exhibits,
    finding,
    history,
    identities,
    passphrases,
    printing,
    terms,
    upkeep,
)
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.vault.connection import DATABASE_FILE, PAGE_BYTES
from muniment.vault.errors import KeysDamaged, NoVault, VaultDamaged, WrongPassphrase
from muniment.vault.keyheader import HEADER_BYTES
from muniment.vault.keys import KEYS_FILE

SHADOWS = ("_data", "_idx", "_docsize", "_config")


def noticed(folder: Path) -> list[str]:
    """What opening a vault and proving it says; nothing but CannotOpen may be raised."""
    try:
        with sessions.opened(folder, demo.PASSPHRASE) as session:
            return [*session.notices, *upkeep.verify(session)]
    except CannotOpen as error:
        return [str(error)]


def page(content: bytes, number: int) -> bytes:
    return content[number * PAGE_BYTES : (number + 1) * PAGE_BYTES]


def with_page(content: bytes, number: int, other: bytes) -> bytes:
    return content[: number * PAGE_BYTES] + other + content[(number + 1) * PAGE_BYTES :]


def flipped(content: bytes, at: int, bit: int = 1) -> bytes:
    return content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :]


Damage = tuple[str, bytes]
"""What was done to a file, and the file after it."""


def noticed_at_once(folder: Path) -> list[str]:
    """What the opening alone says."""
    try:
        with sessions.opened(folder, demo.PASSPHRASE) as session:
            return session.notices
    except CannotOpen as error:
        return [str(error)]


def unnoticed(
    folder: Path, name: str, damages: Iterable[Damage], naming: str, look: Callable[[Path], list[str]] = noticed
) -> list[str]:
    """Which damages to one of a vault's files are passed over, or told without naming what is damaged."""
    path, passed = folder / name, []
    both = {one: (folder / one).read_bytes() for one in (KEYS_FILE, DATABASE_FILE)}
    tried = 0
    for what, content in damages:
        path.write_bytes(content)
        said = look(folder)
        tried += 1
        if not any(re.search(naming, text) for text in said):
            passed.append(f"{what}: {said}")
        for one, sound in both.items():
            (folder / one).write_bytes(sound)
    print(f"{tried} damages to {name}, {len(passed)} passed over")  # noqa: T201 - for the record, shown with -s
    assert tried
    return passed


def flips(content: bytes, part: int, times: int, chance: random.Random) -> Iterator[Damage]:
    """Any bit of every part of a file, so many times."""
    for begin in range(0, len(content), part):
        for _ in range(times):
            at = begin + chance.randrange(min(part, len(content) - begin))
            yield f"byte {at}", flipped(content, at, 1 << chance.randrange(8))


def some(damages: Iterable[Damage], count: int, *, long: bool) -> list[Damage] | Iterable[Damage]:
    """A few of them, unless all are wanted."""
    return damages if long else random.Random(5).sample(list(damages), count)


NAMES_THE_DATABASE = "cases.db|page|database|journal|index|record|table|exhibit|row"


def test_a_flipped_bit_is_noticed_on_every_page(practice: Path, long: bool) -> None:
    content = (practice / DATABASE_FILE).read_bytes()
    damages = some(flips(content, PAGE_BYTES, 5, random.Random(1)), 12, long=long)
    assert unnoticed(practice, DATABASE_FILE, damages, NAMES_THE_DATABASE) == []
    assert noticed(practice) == []


def test_a_flipped_bit_is_noticed_in_every_byte_of_the_keys(practice: Path, long: bool) -> None:
    content = (practice / KEYS_FILE).read_bytes()
    damages = some(flips(content, 1, 1, random.Random(2)), 30, long=long)
    assert unnoticed(practice, KEYS_FILE, damages, "key header", noticed_at_once) == []


def test_a_flipped_bit_is_noticed_in_every_part_of_a_backup(practice: Path, tmp_path: Path, long: bool) -> None:
    """Each of its parts is struck, and every byte of its end, which holds the keys, the head and the hash."""
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        upkeep.back_up(session, tmp_path / "backup")
    content = (tmp_path / "backup").read_bytes()
    end = len(content) // PAGE_BYTES * PAGE_BYTES - 2 * HEADER_BYTES
    chance = random.Random(4)
    parts = (
        [*flips(content[:end], PAGE_BYTES, 5, chance)] if long else [*flips(content[:end], 40 * PAGE_BYTES, 1, chance)]
    )
    ends = [(what, content[:end] + last) for what, last in flips(content[end:], 1 if long else 200, 1, chance)]
    passed = []
    for what, spoilt in (*((what, one + content[end:]) for what, one in parts), *ends):
        (tmp_path / "spoilt").write_bytes(spoilt)
        with pytest.raises(CannotOpen) as refused:
            upkeep.restore(tmp_path / "spoilt", tmp_path / "restored", demo.PASSPHRASE)
        if "backup" not in str(refused.value):
            passed.append(what)
        assert not (tmp_path / "restored").exists()
    print(f"{len(parts) + len(ends)} damages to a backup, {len(passed)} passed over")  # noqa: T201
    assert passed == []


def test_two_pages_that_changed_places_are_noticed(practice: Path, long: bool) -> None:
    content, chance = (practice / DATABASE_FILE).read_bytes(), random.Random(2)

    def swapped() -> Iterator[Damage]:
        for _ in range(500 if long else 8):
            one, other = chance.sample(range(len(content) // PAGE_BYTES), 2)
            spoilt = with_page(with_page(content, one, page(content, other)), other, page(content, one))
            yield f"pages {one} and {other}", spoilt

    assert unnoticed(practice, DATABASE_FILE, swapped(), NAMES_THE_DATABASE) == []


def test_a_database_that_was_cut_is_noticed(practice: Path, long: bool) -> None:
    """After every page, and within some."""
    content = (practice / DATABASE_FILE).read_bytes()
    lengths = [*range(0, len(content), PAGE_BYTES), *(len(content) - less for less in (1, 100, PAGE_BYTES - 1))]
    damages = [(f"{length} bytes left", content[:length]) for length in lengths]
    chosen = damages if long else [*damages[:2], *damages[-6:], damages[len(damages) // 2]]
    assert unnoticed(practice, DATABASE_FILE, chosen, NAMES_THE_DATABASE) == []


def test_a_proof_that_looks_at_nothing_is_found(practice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault is planted: what is only read by the proof is then passed over."""
    monkeypatch.setattr(upkeep, "verify", lambda _session: [])
    content = (practice / DATABASE_FILE).read_bytes()
    damages = some(flips(content, PAGE_BYTES, 1, random.Random(1)), 10, long=False)
    assert unnoticed(practice, DATABASE_FILE, damages, NAMES_THE_DATABASE)


@pytest.mark.parametrize("left", [0, 1, 15, 16, 100, PAGE_BYTES - 1])
def test_a_database_of_which_hardly_anything_is_left_is_called_damaged(practice: Path, left: int) -> None:
    (practice / DATABASE_FILE).write_bytes((practice / DATABASE_FILE).read_bytes()[:left])
    with pytest.raises(VaultDamaged):
        sessions.open_vault(practice, demo.PASSPHRASE)


@dataclass(frozen=True)
class Days:
    """A vault on two days: the database of the first, and both files of the second."""

    old: bytes
    new: bytes
    keys: bytes


@pytest.fixture
def days(practice: Path, tmp_path: Path) -> Days:
    """Between the two days everything was done to the vault that can be done."""
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        gone = entries.add(session, "case_file", {"pseudonym": "gone"})
        entries.add(session, "note", {"text": "gone " * 500}, gone.id)
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


def held(folder: Path) -> dict[str, list[str]]:
    """Every row of every table that is not the search engine's own."""
    with sessions.opened(folder, demo.PASSPHRASE) as session:
        query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        names = [name for (name,) in session.db.rows(query) if not name.endswith(SHADOWS)]
        return {name: sorted(map(repr, session.db.rows(f'SELECT * FROM "{name}"'))) for name in names}  # noqa: S608


def test_an_old_page_put_back_is_noticed_unless_it_says_the_same(practice: Path, days: Days, long: bool) -> None:
    pages = range(min(len(days.old), len(days.new)) // PAGE_BYTES)
    changed = [number for number in pages if page(days.old, number) != page(days.new, number)]
    database, passed = practice / DATABASE_FILE, 0
    now = held(practice)
    assert noticed(practice) == []
    if not long:
        changed = random.Random(3).sample(changed, 20)
    for number in changed:
        database.write_bytes(with_page(days.new, number, page(days.old, number)))
        (practice / KEYS_FILE).write_bytes(days.keys)
        if not noticed(practice):
            passed += 1
            then = held(practice)
            assert [name for name in now if then.get(name) != now[name]] == [], f"page {number}"
    assert passed < len(changed) / 2


def test_an_old_database_put_back_is_noticed_and_named(practice: Path, days: Days) -> None:
    assert unnoticed(practice, DATABASE_FILE, [("the whole file", days.old)], "older than it was") == []


def test_old_keys_put_back_are_noticed_and_named(practice: Path) -> None:
    old = (practice / KEYS_FILE).read_bytes()
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        passphrases.add(session, "second")
    assert unnoticed(practice, KEYS_FILE, [("the whole file", old)], "keys file is older") == []


@pytest.mark.parametrize(
    ("tampering", "finding_"),
    [
        ("UPDATE record SET updated_at = '2001-01-01T00:00:00Z' WHERE kind = 'case_file'", "@updated_at"),
        ("UPDATE sqlite_sequence SET seq = 1 WHERE name = 'record'", "given again"),
        ("DELETE FROM journal_payload WHERE seq = 2", "was not purged"),
        ("UPDATE setting SET value = x'00' WHERE name = 'identity_reading_key'", "opens identities"),
        ("UPDATE user_term SET en = 'other'", "own terms"),
        ("DELETE FROM user_term", "own terms"),
        ("UPDATE record SET id = CAST(x'ff' AS TEXT) WHERE kind = 'note'", "a text that is none"),
        ("UPDATE record SET kind = 'note' WHERE kind = 'case_file'", "contradicts itself"),
    ],
)
def test_what_the_tables_alone_cannot_tell_is_found(session: Session, tampering: str, finding_: str) -> None:
    case = entries.add(session, "case_file", {"pseudonym": "Dəniz"})
    entries.add(session, "note", {"text": "seen"}, case.id)
    entries.set_fields(session, case.id, {"pseudonym": "Aytən"})
    terms.add(session, "act", "new_act", {"en": "New act"})
    assert upkeep.verify(session) == []
    session.db.run(tampering)
    found = upkeep.verify(session)
    assert any(finding_ in text for text in found), found


@pytest.mark.parametrize("field", ["", "summary"])
def test_what_was_purged_and_is_there_again_is_found(session: Session, field: str) -> None:
    made = entries.add(session, "case_file", {"pseudonym": "Dəniz", "summary": "taken from work"})
    case = finding.case(session, made.id)
    before = session.db.rows("SELECT seq, payload FROM journal_payload")
    if field:
        upkeep.purge_field(session, case, field)
    else:
        upkeep.purge(session, case)
    assert upkeep.verify(session) == []
    session.db.run_many("REPLACE INTO journal_payload VALUES (?, ?)", before)
    assert any("there again" in text for text in upkeep.verify(session))


def test_a_wrong_passphrase_changes_nothing(practice: Path) -> None:
    before = {path.name: path.read_bytes() for path in practice.iterdir()}
    with pytest.raises(WrongPassphrase):
        sessions.open_vault(practice, "wrong")
    assert {path.name: path.read_bytes() for path in practice.iterdir()} == before


@pytest.mark.parametrize("missing", [KEYS_FILE, DATABASE_FILE])
def test_a_folder_with_one_file_missing_is_no_vault(practice: Path, missing: str) -> None:
    (practice / missing).unlink()
    with pytest.raises(NoVault):
        sessions.open_vault(practice, demo.PASSPHRASE)
    assert len(list(practice.iterdir())) == 1


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch], ids=["empty folder", "file"])
def test_what_is_no_vault_is_called_so(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "vault")
    with pytest.raises(NoVault):
        sessions.open_vault(tmp_path / "vault", demo.PASSPHRASE)


@pytest.mark.parametrize("copy", [0, 1])
def test_one_damaged_copy_of_the_key_header_is_mended(practice: Path, copy: int) -> None:
    content = (practice / KEYS_FILE).read_bytes()
    (practice / KEYS_FILE).write_bytes(flipped(content, copy * HEADER_BYTES + 200))
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        assert session.notices
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        assert (session.notices, upkeep.verify(session)) == ([], [])


def test_two_damaged_copies_are_told_from_a_wrong_passphrase(practice: Path) -> None:
    content = (practice / KEYS_FILE).read_bytes()
    (practice / KEYS_FILE).write_bytes(flipped(flipped(content, 200), HEADER_BYTES + 300))
    with pytest.raises(KeysDamaged, match="restore a backup"):
        sessions.open_vault(practice, demo.PASSPHRASE)


def test_the_keys_of_another_vault_do_not_open_this_one(practice: Path, tmp_path: Path) -> None:
    sessions.create(tmp_path / "other", demo.PASSPHRASE, cost=CHEAP).close()
    shutil.copy(tmp_path / "other" / KEYS_FILE, practice / KEYS_FILE)
    with pytest.raises(VaultDamaged, match="another keys file"):
        sessions.open_vault(practice, demo.PASSPHRASE)


@pytest.mark.parametrize("name", [".0123456789abcdef.part"])
def test_what_a_killed_program_left_in_the_vault_goes_at_the_next_opening(practice: Path, name: str) -> None:
    (practice / name).write_bytes(b"half")
    sessions.open_vault(practice, demo.PASSPHRASE).close()
    assert {path.name for path in practice.iterdir()} == {KEYS_FILE, DATABASE_FILE}
