"""A vault knows when it was backed up, and when it is time again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE

from muniment.domain.errors import MunimentError
from muniment.services import backups, entries, preferences, upkeep
from muniment.services import session as sessions
from muniment.services.session import Session

LATER = datetime.now(UTC) + timedelta(days=8)


def test_a_new_vault_is_due_some_days_after_it_was_made(session: Session) -> None:
    found = backups.known(session)
    assert (found.last, found.folder) == (None, None)
    assert (found.is_due(datetime.now(UTC)), found.is_due(LATER)) == (False, True)


def test_after_a_backup_nothing_is_due_until_something_is_changed(session: Session, tmp_path: Path) -> None:
    backups.back_up(session, tmp_path)
    assert not backups.known(session).is_due(LATER)
    entries.add(session, "case_file", {"pseudonym": "Dəniz SYNTHETIC"}, "")
    assert backups.known(session).is_due(LATER)


def test_the_folder_of_the_last_backup_is_remembered(session: Session, tmp_path: Path) -> None:
    backups.back_up(session, tmp_path)
    assert backups.known(session).folder == tmp_path


def test_one_who_does_not_want_to_be_reminded_is_not(session: Session) -> None:
    preferences.keep(session, "backup_days", 0)
    assert not backups.known(session).is_due(LATER)


def test_two_backups_in_one_minute_have_two_names_that_tell_nothing(session: Session, tmp_path: Path) -> None:
    written = [backups.back_up(session, tmp_path) for _ in range(2)]
    assert len({one.path for one in written}) == 2
    assert all(one.path.name[:2] == "20" and one.size == one.path.stat().st_size for one in written)


def test_a_backup_into_the_vault_itself_is_refused(session: Session) -> None:
    with pytest.raises(MunimentError):
        backups.back_up(session, session.folder)
    assert backups.known(session).last is None


def test_what_is_written_can_be_restored(session: Session, tmp_path: Path) -> None:
    written = backups.back_up(session, tmp_path)
    upkeep.restore(written.path, tmp_path / "again", PASSPHRASE)
    sessions.open_vault(tmp_path / "again", PASSPHRASE).close()


@pytest.mark.parametrize("kept", ["x", -1, 1000, None])
def test_a_strange_number_of_days_is_the_usual_one(session: Session, kept: object) -> None:
    preferences.keep(session, "backup_days", kept)
    assert backups.known(session).days == backups.USUAL_DAYS
