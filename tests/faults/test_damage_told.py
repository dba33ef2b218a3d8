"""What is done to a vault is told in the words that fit it: damage, something put back, no vault at all."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults.clear import clear_pages
from tests.faults.damage import flipped
from tests.faults.held import CHEAP

from muniment.services import demo, entries, finding, terms, upkeep
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.vault.connection import DATABASE_FILE, PAGE_BYTES
from muniment.vault.errors import KeysDamaged, NoVault, VaultDamaged, WrongPassphrase
from muniment.vault.keyheader import HEADER_BYTES
from muniment.vault.keys import KEYS_FILE


@pytest.mark.parametrize("left", [0, 1, 15, 16, 100, PAGE_BYTES - 1])
def test_a_database_of_which_hardly_anything_is_left_is_called_damaged(practice: Path, left: int) -> None:
    (practice / DATABASE_FILE).write_bytes((practice / DATABASE_FILE).read_bytes()[:left])
    with pytest.raises(VaultDamaged):
        sessions.open_vault(practice, demo.PASSPHRASE)


@pytest.fixture
def half(practice: Path) -> tuple[Path, str, str]:
    """A vault with two long notes, of one of which the last page is damaged: the ids of the sound one and of this."""
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        case = entries.add(session, "case_file", {"pseudonym": "Dəniz"}).id
        sound, hit = (entries.add(session, "note", {"text": word * 3000}, case).id for word in ("other ", "needle "))
        key = session.keys.database_key
    database = practice / DATABASE_FILE
    content = database.read_bytes()
    # a last page names no next one; in the history a quotation mark follows
    pages = enumerate(clear_pages(content, key))
    (last,) = (at for at, page in pages if not any(page[:4]) and b"needle " in page and b'needle "' not in page)
    database.write_bytes(flipped(content, last * PAGE_BYTES))
    return practice, sound, hit


def test_a_text_of_which_the_last_page_is_damaged_is_not_given_out(half: tuple[Path, str, str]) -> None:
    """The database gives zeros in its place, and says nothing as long as no other page is wanted."""
    vault, sound, hit = half
    with pytest.raises(VaultDamaged), sessions.opened(vault, demo.PASSPHRASE) as session:
        assert getattr(entries.load(session, sound), "text", "")
        entries.load(session, hit)
        pytest.fail("it was given out")


def test_what_was_read_of_a_damaged_page_is_told_at_the_end_at_least(half: tuple[Path, str, str]) -> None:
    with pytest.raises(VaultDamaged), sessions.opened(half[0], demo.PASSPHRASE) as session:
        session.db.value("SELECT count(*) FROM note_text")
        assert any("\0" in text for (text,) in session.db.rows("SELECT text FROM note_text"))


def test_the_case_files_that_are_damaged_are_named_and_no_others(practice: Path) -> None:
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        case = finding.case(session, entries.add(session, "case_file", {"code": "HIT-1", "pseudonym": "Dəniz"}).id)
        entries.add(session, "note", {"text": "needle " * 3000}, case.id)
        key = session.keys.database_key
    database = practice / DATABASE_FILE
    content = database.read_bytes()
    pages = [at for at, page in enumerate(clear_pages(content, key)) if page.count(b"needle") > 300]
    assert len(pages) > 8  # in the table, and in the history
    for number in pages:
        database.write_bytes(flipped(content, number * PAGE_BYTES))
        with sessions.opened(practice, demo.PASSPHRASE) as session:
            found = upkeep.verify(session)
        assert f"page {number + 1} of cases.db is damaged" in found
        assert {text for text in found if text.startswith("case file")} == {
            "case file HIT-1: damaged, and cannot be read to the end"
        }


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
