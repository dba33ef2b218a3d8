"""When the power fails, whatever was acknowledged is there afterwards, and the vault opens and is sound."""

import shutil
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, MakeVault
from tests.faults.powercut import PowerCuts
from tests.faults.tally import Tally

from muniment.services import entries, exhibits, finding, upkeep
from muniment.services import session as sessions
from muniment.vault import recovery
from muniment.vault.connection import DATABASE_FILE, PAGE_BYTES

needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="it takes strace to see the calls")


@needs_strace
@pytest.mark.parametrize("seed", range(8))
def test_a_power_cut_takes_nothing_that_was_acknowledged(tmp_path: Path, long: bool, tally: Tally, seed: int) -> None:
    """Long, after every single call of eight times four programs; short, after some."""
    with PowerCuts(tmp_path) as cuts:
        cuts.run(1.0 if long else 0.05, seed)
    tally.take(cuts.findings, cuts.seen, power_cuts=cuts.states, second_power_cuts=cuts.second)
    assert tally.findings == []
    assert cuts.states


@needs_strace
@pytest.mark.planted
@pytest.mark.parametrize(
    ("plant", "acts", "finding"),
    [
        ("database without syncs", ("add_note", "set", "attach", "purge"), "an acknowledged write is missing"),
        ("database without syncs", ("add_note", "set", "attach", "purge"), "VaultDamaged"),
        ("files without syncs", ("change_passphrase", "extract"), "KeysDamaged"),
        ("folders without syncs", ("change_passphrase", "extract", "back_up"), "missing"),
        ("folders without syncs", ("migrate",), "1 upgrades and 0 backups"),
    ],
)
def test_a_sync_that_is_left_out_is_found(tmp_path: Path, plant: str, acts: tuple[str, ...], finding: str) -> None:
    with PowerCuts(tmp_path, plant, acts, again=0) as cuts:
        assert finding in _findings(cuts, 0.1, finding)


@needs_strace
@pytest.mark.planted
def test_a_recovery_that_cannot_be_cut_off_is_found(tmp_path: Path) -> None:
    with PowerCuts(tmp_path, "journal thrown away", ("set", "attach"), again=1.0) as cuts:
        assert "and again" in _findings(cuts, 0.05, "VaultDamaged")


def _findings(cuts: PowerCuts, share: float, wanted: str) -> str:
    """What is found, until it is what is wanted."""
    for seed in range(20):
        cuts.run(share, seed)
        if any(wanted in text for text in cuts.findings):
            return "\n".join(text for text in cuts.findings if wanted in text)
    return f"only {cuts.findings}"


# --- what was found so ---


def test_a_page_out_of_use_that_was_half_written_is_no_damage_after_a_power_cut(
    new_vault: MakeVault, tmp_path: Path
) -> None:
    """SQLite writes such a page without a word in its journal, and so does not put it right again either."""
    session, picture = new_vault(), tmp_path / "picture"
    case = finding.case(session, entries.add(session, "case_file", {"pseudonym": "Dəniz"}).id)
    picture.write_bytes(bytes(300_000))
    exhibits.attach(session, case, picture)
    upkeep.purge(session, case)
    session.close()
    _tear(session.folder, session.db.path.stat().st_size // PAGE_BYTES - 20)
    with sessions.opened(session.folder, PASSPHRASE) as torn:
        assert (torn.db.damage(), len(torn.db.page_damage())) == ([], 1)
    (session.folder / f"{DATABASE_FILE}-journal").write_bytes(bytes(512))
    with sessions.opened(session.folder, PASSPHRASE) as again:
        assert upkeep.verify(again) == []
    assert {path.name for path in session.folder.iterdir()} == {"keys", DATABASE_FILE}


def test_the_journal_is_there_until_the_pages_out_of_use_are_renewed(
    new_vault: MakeVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a second power cut in between would leave them half written for ever."""
    session, copy = new_vault(), tmp_path / "copy"
    session.db.run("PRAGMA cache_size = 1")
    with pytest.raises(_Enough), session.db.transaction():
        for _ in range(50):
            session.db.run("INSERT INTO setting (name, value) VALUES (hex(randomblob(8)), hex(randomblob(4000)))")
        shutil.copytree(session.folder, copy)  # as a power cut in the middle of it leaves it
        raise _Enough
    session.close()
    journal = copy / f"{DATABASE_FILE}-journal"
    assert journal.read_bytes()[:8].hex() == "d9d505f920a163d7"  # a hot one
    there: list[bool] = []
    monkeypatch.setattr(recovery, "_renew_free_pages", lambda _connection: there.append(journal.exists()))
    with sessions.opened(copy, PASSPHRASE) as again:
        assert upkeep.verify(again) == []
    assert there == [True]
    assert not journal.exists()


class _Enough(Exception):
    """Ends a transaction."""


def _tear(vault: Path, page: int) -> None:
    with (vault / DATABASE_FILE).open("r+b") as file:
        file.seek(page * PAGE_BYTES + 1024)
        file.write(bytes(512))
