"""Every vault of an earlier version opens for ever, on any day, and is sound."""

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from muniment.domain.records import Evidence
from muniment.services import casefile, demo, entries, exhibits, finding, identities, listing, printing, upkeep
from muniment.services import session as sessions
from muniment.services.listing import Filter
from muniment.services.session import Session
from muniment.vault import caselines, records
from muniment.vault.connection import DATABASE_FILE, Database
from muniment.vault.migrate import packaged_migrations
from muniment.vault.slots import KeyCost

HERE = Path(__file__).resolve().parent
STORED = sorted(path.name for path in HERE.iterdir() if path.name.isdigit())
TODAY = date(2026, 11, 20)

pytestmark = pytest.mark.parametrize("name", STORED)


@pytest.fixture
def vault(name: str, tmp_path: Path) -> Path:
    """A copy, so that the stored one stays as it is."""
    return Path(shutil.copytree(HERE / name, tmp_path / "vault"))


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("passphrase", [demo.PASSPHRASE, "second passphrase"])
def test_it_opens_and_is_sound(vault: Path, name: str, passphrase: str) -> None:
    with sessions.opened(vault, passphrase) as session:
        assert (session.notices, upkeep.verify(session)) == ([], [])
        found = upkeep.information(session)
        assert found.counts == expected(name)["counts"]
        assert found.key_slots == expected(name)["key_slots"]


def test_it_is_sound_on_any_day(vault: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lists keep of a case file must not depend on when it was looked at."""
    assert name

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Later":
            return cls(2099, 12, 31, tzinfo=tz or UTC)

    monkeypatch.setattr(caselines, "datetime", Later)
    with sessions.opened(vault, demo.PASSPHRASE) as session:
        assert upkeep.verify(session) == []


def test_its_past_is_what_it_was(vault: Path, name: str) -> None:
    known = expected(name)
    with sessions.opened(vault, demo.PASSPHRASE) as session:
        chain = session.db.value("SELECT chain FROM journal WHERE seq = ?", (known["journal_seq"],))
        assert chain.hex() == known["journal_head"]


def test_every_file_is_listed_shown_and_printed(vault: Path, name: str) -> None:
    with sessions.opened(vault, demo.PASSPHRASE) as session:
        assert len(listing.case_lines(session, Filter(), as_of=TODAY)) == expected(name)["counts"]["case_file"]
        assert list(listing.found(session, "Yashar"))
        for case in printing.all_cases(session):
            casefile.view(session, case, TODAY)
            assert printing.print_one(session, case, printing.Choices("brief", TODAY)).pages == 1
            assert printing.print_one(session, case, printing.Choices("summary", TODAY)).pages


def test_its_exhibits_and_identities_open(vault: Path, name: str, tmp_path: Path) -> None:
    assert name
    with sessions.opened(vault, demo.PASSPHRASE) as session:
        for where in records.entries_of_kind(session.db, "evidence"):
            made = exhibits.extract(session, where.id, tmp_path / where.id)
            assert isinstance(made, Evidence)
            assert (tmp_path / where.id).stat().st_size == made.size
        for where in records.entries_of_kind(session.db, "identity"):
            case = finding.case(session, finding.case_id(session, where))
            opened = identities.open_identity(session, case, demo.IDENTITY_PASSPHRASE, "a test")
            assert opened.fields["legal_name"]


def test_it_can_be_worked_with(vault: Path, name: str) -> None:
    assert name
    with sessions.opened(vault, demo.PASSPHRASE) as session:
        made = entries.add(session, "case_file", {"pseudonym": "new"})
        entries.add(session, "note", {"text": "new"}, made.id)
        assert upkeep.verify(session) == []


def tables(db: Database) -> list[tuple[Any, ...]]:
    return db.rows("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")


def test_a_new_vault_is_laid_out_as_this_one_once_it_is_brought_up_to_date(
    vault: Path, name: str, tmp_path: Path
) -> None:
    assert name
    new: Session = sessions.create(tmp_path / "new", "passphrase", cost=KeyCost(memory=8, iterations=1, lanes=1))
    with new.db, sessions.opened(vault, demo.PASSPHRASE) as stored:
        assert tables(stored.db) == tables(new.db)


def test_the_stored_vaults_are_two_files_each_and_not_too_large(name: str) -> None:
    sizes = {path.name: path.stat().st_size for path in (HERE / name).iterdir()}
    assert set(sizes) == {DATABASE_FILE, "keys"}
    assert sum(sizes.values()) < 2 * 2**20
    assert max(map(int, STORED)) == packaged_migrations()[-1].number
