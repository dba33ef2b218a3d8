"""A program that is killed at any moment loses nothing that it had said was saved, and leaves nothing half-done."""

from pathlib import Path

import pytest
from tests.faults.campaign import Campaign


def test_a_killed_program_loses_nothing_that_it_had_acknowledged(tmp_path: Path, long: bool) -> None:
    with Campaign(tmp_path) as campaign:
        campaign.run(1500 if long else 76)
    print(dict(campaign.seen))  # noqa: T201 - shown with -s, for the record
    assert campaign.findings == []


@pytest.mark.parametrize(
    ("plant", "acts", "finding"),
    [
        ("late commits", ("add_note", "set", "attach"), "an acknowledged write is missing"),
        ("import in parts", ("import_lines",), "more than one piece"),
        ("keys in place", ("change_passphrase",), "KeysDamaged"),
        ("files in place", ("extract",), "not whole"),
    ],
)
def test_a_fault_that_is_planted_is_found(tmp_path: Path, plant: str, acts: tuple[str, ...], finding: str) -> None:
    with Campaign(tmp_path, plant, acts) as campaign:
        for seed in range(20):
            campaign.run(3, seed)
            if any(finding in text for text in campaign.findings):
                return
    pytest.fail(f"not found: {finding}; only {campaign.findings}")
