"""Whatever is done to a vault's two files is noticed: at the opening, or by the proof; never a wrong answer."""

import random
import shutil
from collections.abc import Callable
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


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def test_a_flipped_bit_is_noticed_on_every_page(practice: Path, long: bool) -> None:
    database, chance = practice / DATABASE_FILE, random.Random(1)
    content = database.read_bytes()
    pages = range(len(content) // PAGE_BYTES)
    for number in pages if long else chance.sample(pages, 40):
        database.write_bytes(flipped(content, number * PAGE_BYTES + chance.randrange(PAGE_BYTES)))
        assert noticed(practice), f"page {number}"
    database.write_bytes(content)
    assert noticed(practice) == []


def test_two_pages_that_changed_places_are_noticed(practice: Path) -> None:
    database, chance = practice / DATABASE_FILE, random.Random(2)
    content = database.read_bytes()
    for _ in range(10):
        one, other = chance.sample(range(len(content) // PAGE_BYTES), 2)
        database.write_bytes(with_page(with_page(content, one, page(content, other)), other, page(content, one)))
        assert noticed(practice), f"pages {one} and {other}"


@pytest.mark.parametrize("bytes_lost", [1, 100, PAGE_BYTES - 1, PAGE_BYTES, 2 * PAGE_BYTES, 50 * PAGE_BYTES])
def test_a_database_that_was_cut_is_noticed(practice: Path, bytes_lost: int) -> None:
    content = (practice / DATABASE_FILE).read_bytes()
    (practice / DATABASE_FILE).write_bytes(content[:-bytes_lost])
    assert noticed(practice)


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
        changed = random.Random(3).sample(changed, 50)
    for number in changed:
        database.write_bytes(with_page(days.new, number, page(days.old, number)))
        (practice / KEYS_FILE).write_bytes(days.keys)
        if not noticed(practice):
            passed += 1
            then = held(practice)
            assert [name for name in now if then.get(name) != now[name]] == [], f"page {number}"
    assert passed < len(changed) / 2


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
