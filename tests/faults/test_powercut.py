"""When the power fails, whatever was acknowledged is there afterwards, and the vault opens and is sound."""

import shutil
from pathlib import Path

import pytest
from tests.faults.powercut import PowerCuts

pytestmark = pytest.mark.skipif(not shutil.which("strace"), reason="it takes strace to see the calls")


@pytest.mark.parametrize("seed", range(2))
def test_a_power_cut_takes_nothing_that_was_acknowledged(tmp_path: Path, long: bool, seed: int) -> None:
    cuts = PowerCuts(tmp_path)
    programs = 25 if long else 1
    for number in range(programs):
        cuts.run(210 if long else 76, seed * 1000 + number)
    print(cuts.states, dict(cuts.seen))  # noqa: T201 - shown with -s, for the record
    assert cuts.findings == []


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
