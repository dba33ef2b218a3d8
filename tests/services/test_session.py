"""A vault opens with its passphrase alone, whole or not at all; what was put back in its place shows."""

import shutil
from pathlib import Path

import pytest

from muniment.domain.errors import UserFault
from muniment.services import entries, finding, history, passphrases, upkeep
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.vault import keys
from muniment.vault.connection import DATABASE_FILE
from muniment.vault.errors import KeysRolledBack, NewerVault, NoVault, VaultDamaged, VaultInUse, WrongPassphrase
from muniment.vault.keys import KEYS_FILE
from muniment.vault.slots import KeyCost

PASSPHRASE = "passphrase"
CHEAP = KeyCost(memory=8, iterations=1, lanes=1)


def reopened(session: Session) -> Session:
    session.close()
    return sessions.open_vault(session.folder, PASSPHRASE)


def test_a_vault_is_two_files_and_nothing_else(session: Session) -> None:
    entries.add(session, "case_file", {"pseudonym": "Dəniz"})
    session.close()
    assert sorted(path.name for path in session.folder.iterdir()) == [DATABASE_FILE, KEYS_FILE]


def test_nothing_of_a_file_can_be_read_from_outside(session: Session) -> None:
    entries.add(session, "case_file", {"pseudonym": "Dəniz Dənizov", "summary": "taken from the street"})
    session.close()
    for path in session.folder.iterdir():
        content = path.read_bytes()
        assert "Dəniz".encode() not in content
        assert b"deniz" not in content.lower()
        assert b"street" not in content


def test_a_folder_that_is_not_empty_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(UserFault, match="not empty"):
        sessions.create(tmp_path, PASSPHRASE, cost=CHEAP)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_vault_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UserFault):
        sessions.create(tmp_path / "vault", "", cost=CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_becomes_a_vault(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    sessions.create(tmp_path / "vault", PASSPHRASE, cost=CHEAP).close()
    sessions.open_vault(tmp_path / "vault", PASSPHRASE).close()


def test_a_wrong_passphrase_and_a_missing_vault_are_told_apart(session: Session, tmp_path: Path) -> None:
    session.close()
    with pytest.raises(WrongPassphrase):
        sessions.open_vault(session.folder, "wrong")
    with pytest.raises(NoVault):
        sessions.open_vault(tmp_path / "nowhere", PASSPHRASE)


def test_a_second_opener_is_told(session: Session) -> None:
    with pytest.raises(VaultInUse):
        sessions.open_vault(session.folder, PASSPHRASE)


def test_a_newer_vault_is_refused_untouched(session: Session) -> None:
    session.db.run("PRAGMA user_version = 9999")
    session.close()
    before = (session.folder / DATABASE_FILE).read_bytes()
    with pytest.raises(NewerVault):
        sessions.open_vault(session.folder, PASSPHRASE)
    assert (session.folder / DATABASE_FILE).read_bytes() == before


def test_an_old_keys_file_put_back_is_refused(session: Session, tmp_path: Path) -> None:
    shutil.copy(session.folder / KEYS_FILE, tmp_path / "old")
    passphrases.add(session, "second")
    session.close()
    shutil.copy(tmp_path / "old", session.folder / KEYS_FILE)
    with pytest.raises(KeysRolledBack):
        sessions.open_vault(session.folder, PASSPHRASE)


def test_a_removed_passphrase_does_not_come_back_with_an_old_page_beside_the_old_keys(
    session: Session, tmp_path: Path
) -> None:
    passphrases.add(session, "second")
    session.close()
    shutil.copy(session.folder / KEYS_FILE, tmp_path / "old")
    with sessions.opened(session.folder, PASSPHRASE) as again:
        before = again.db.rows("SELECT * FROM setting ORDER BY name")
        passphrases.remove(again, "second")
        assert again.db.rows("SELECT * FROM setting ORDER BY name") == before
    shutil.copy(tmp_path / "old", session.folder / KEYS_FILE)
    with pytest.raises(KeysRolledBack):
        sessions.open_vault(session.folder, "second")


def test_keys_that_are_refused_are_left_as_they_are(session: Session, tmp_path: Path) -> None:
    shutil.copy(session.folder / KEYS_FILE, tmp_path / "old")
    passphrases.add(session, "second")
    session.close()
    shutil.copy(tmp_path / "old", session.folder / KEYS_FILE)
    with pytest.raises(KeysRolledBack):
        sessions.open_vault(session.folder, PASSPHRASE)
    assert (session.folder / KEYS_FILE).read_bytes() == (tmp_path / "old").read_bytes()


def test_a_passphrase_that_was_changed_while_it_was_tried_opens_nothing_and_spoils_nothing(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.close()
    unlock = keys.unlock

    def slowly(path: Path, passphrase: str, factor: bytes | None) -> keys.Keys:
        stale = unlock(path, passphrase, factor)
        monkeypatch.undo()
        with sessions.opened(session.folder, PASSPHRASE) as other:
            passphrases.replace(other, PASSPHRASE, "changed")
        return stale

    monkeypatch.setattr(keys, "unlock", slowly)
    with pytest.raises(WrongPassphrase):
        sessions.open_vault(session.folder, PASSPHRASE)
    sessions.open_vault(session.folder, "changed").close()


def test_a_change_of_passphrase_that_the_history_missed_is_noted_at_the_next_opening(session: Session) -> None:
    session.keys.add_passphrase("second")
    session.db.close()  # ended between the two files
    with sessions.opened(session.folder, PASSPHRASE) as again:
        assert [entry.action for entry in history.history(again)][-1] == "passphrases_changed"
        assert upkeep.verify(again) == []


def test_a_database_put_back_from_an_older_day_shows_at_opening_and_in_the_proof(
    session: Session, tmp_path: Path
) -> None:
    entries.add(session, "case_file", {"pseudonym": "Dəniz"})
    again = reopened(session)
    again.close()
    shutil.copy(session.folder / DATABASE_FILE, tmp_path / "old")
    later = sessions.open_vault(session.folder, PASSPHRASE)
    entries.add(later, "case_file", {"pseudonym": "Aytən"})
    later.close()
    shutil.copy(tmp_path / "old", session.folder / DATABASE_FILE)
    for _ in range(2):  # opening and closing does not make it forget
        with sessions.opened(session.folder, PASSPHRASE) as rolled_back:
            assert any("older than it was" in notice for notice in rolled_back.notices)
            assert any("older" in finding_ for finding_ in upkeep.verify(rolled_back))


def test_an_older_database_that_was_accepted_is_the_newest_from_then_on(session: Session, tmp_path: Path) -> None:
    database = session.folder / DATABASE_FILE
    session.close()
    shutil.copy(database, tmp_path / "old")
    with sessions.opened(session.folder, PASSPHRASE) as later:
        entries.add(later, "case_file", {"pseudonym": "Aytən"})
    shutil.copy(tmp_path / "old", database)
    with sessions.opened(session.folder, PASSPHRASE) as older:
        upkeep.accept_older(older)
        assert upkeep.verify(older) == []
    with sessions.opened(session.folder, PASSPHRASE) as again:
        assert again.notices == []
        assert [entry.action for entry in history.history(again)][-1] == "older_accepted"
    shutil.copy(tmp_path / "old", database)
    with sessions.opened(session.folder, PASSPHRASE) as older:
        assert len(older.notices) == 1


def test_a_vault_copied_whole_by_hand_opens_and_is_sound(session: Session, tmp_path: Path) -> None:
    entries.add(session, "case_file", {"pseudonym": "Dəniz"})
    session.close()
    shutil.copytree(session.folder, tmp_path / "copy")
    with sessions.opened(tmp_path / "copy", PASSPHRASE) as copied:
        assert copied.notices == []
        assert upkeep.verify(copied) == []
        assert finding.case(copied, "Dəniz").kind == "case_file"


def test_a_database_that_was_cut_or_overwritten_is_called_damaged(session: Session) -> None:
    session.close()
    database = session.folder / DATABASE_FILE
    database.write_bytes(b"\0" * 8192 + database.read_bytes()[8192:])
    with pytest.raises(VaultDamaged):
        sessions.open_vault(session.folder, PASSPHRASE)


def test_one_damaged_copy_of_the_key_header_is_mended_and_said(session: Session) -> None:
    session.close()
    path = session.folder / KEYS_FILE
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    with sessions.opened(session.folder, PASSPHRASE) as again:
        assert any("mended" in notice for notice in again.notices)
    with sessions.opened(session.folder, PASSPHRASE) as mended:
        assert mended.notices == []


@pytest.mark.parametrize("index", ["name_index", "text_index"])
def test_an_index_of_another_folding_is_made_anew(session: Session, index: str) -> None:
    entries.add(session, "case_file", {"pseudonym": "Dəniz"})
    session.db.run(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")  # noqa: S608
    session.db.run("UPDATE setting SET value = 0 WHERE name = 'folding_version'")
    with sessions.opened(reclosed(session), PASSPHRASE) as again:
        assert upkeep.verify(again) == []
        assert again.db.rows(f"SELECT rowid FROM {index} WHERE {index} MATCH 'daniz'") == [(1,)]  # noqa: S608


def reclosed(session: Session) -> Path:
    session.close()
    return session.folder


def test_the_current_folder_becomes_a_vault_and_stays_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    made = sessions.create(Path(), PASSPHRASE, cost=CHEAP)
    made.close()
    assert sorted(path.name for path in Path().iterdir()) == [DATABASE_FILE, KEYS_FILE]
    assert (tmp_path / "here").stat().st_mode & 0o777 == 0o700
    assert [path.name for path in tmp_path.iterdir()] == ["here"]
    again = sessions.open_vault(Path(), PASSPHRASE)
    monkeypatch.chdir(tmp_path)
    entries.add(again, "case_file", {"pseudonym": "Dəniz"})
    again.close()
    assert again.folder == tmp_path / "here"
