"""When the power fails, whatever was acknowledged is there afterwards, and the vault opens and is sound."""

import shutil
from pathlib import Path

import pytest
from tests.conftest import PASSPHRASE, MakeVault
from tests.faults.powercut import PowerCuts

from muniment.services import entries, exhibits, finding, upkeep
from muniment.services import session as sessions
from muniment.vault.connection import DATABASE_FILE, PAGE_BYTES

needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="it takes strace to see the calls")


@needs_strace
@pytest.mark.parametrize("seed", range(2))
def test_a_power_cut_takes_nothing_that_was_acknowledged(tmp_path: Path, long: bool, seed: int) -> None:
    cuts = PowerCuts(tmp_path)
    programs = 25 if long else 1
    for number in range(programs):
        cuts.run(210 if long else 76, seed * 1000 + number)
    print(cuts.states, dict(cuts.seen))  # noqa: T201 - shown with -s, for the record
    assert cuts.findings == []


@needs_strace
@pytest.mark.parametrize(
    ("plant", "acts", "finding"),
    [
        ("database without syncs", ("add_note", "set", "attach", "purge"), "an acknowledged write is missing"),
        ("database without syncs", ("add_note", "set", "attach", "purge"), "VaultDamaged"),
        ("files without syncs", ("change_passphrase", "extract"), "KeysDamaged"),
        ("folders without syncs", ("change_passphrase", "extract", "back_up"), "missing"),
    ],
)
def test_a_sync_that_is_left_out_is_found(tmp_path: Path, plant: str, acts: tuple[str, ...], finding: str) -> None:
    cuts = PowerCuts(tmp_path, plant, acts)
    for seed in range(20):
        cuts.run(40, seed)
        if any(finding in text for text in cuts.findings):
            return
    pytest.fail(f"not found: {finding}; only {cuts.findings}")


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


def _tear(vault: Path, page: int) -> None:
    with (vault / DATABASE_FILE).open("r+b") as file:
        file.seek(page * PAGE_BYTES + 1024)
        file.write(bytes(512))
