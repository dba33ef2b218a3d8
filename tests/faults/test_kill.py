"""A program that is killed at any moment loses nothing that it had said was saved, and leaves nothing half-done."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.faults.campaign import ENVIRONMENT, Campaign
from tests.faults.held import state
from tests.faults.tally import Tally

from muniment.services import demo, upkeep
from muniment.services import session as sessions


@pytest.mark.parametrize("seed", range(10))
def test_a_killed_program_loses_nothing_that_it_had_acknowledged(
    tmp_path: Path, long: bool, tally: Tally, seed: int
) -> None:
    with Campaign(tmp_path) as campaign:
        campaign.run(1000 if long else 100, seed)
    tally.take(campaign.findings, campaign.seen, kills=1000 if long else 100)
    assert tally.findings == []


def test_a_killed_command_has_done_all_of_it_or_nothing(practice: Path, long: bool, tally: Tally) -> None:
    """The program as people start it; what it answers is the acknowledgement."""
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        before = state(session)
    took = _commanded(practice, 60.0)[1]
    chance, kills = random.Random(7), 200 if long else 6
    acknowledged = 1
    for _ in range(kills):
        acknowledged += _commanded(practice, took * (0.5 + 0.7 * chance.random()))[0]
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        made = len(state(session)) - len(before)
        assert state(session) | before == state(session)
        tally.take(upkeep.verify(session), kills=kills)
    assert tally.findings == []
    assert acknowledged <= made <= kills + 1


def _commanded(vault: Path, seconds: float) -> tuple[bool, float]:
    """Adds a case file; kills the program after so long. Whether it had said that it was done, and how long it took."""
    command = [sys.executable, "-m", "muniment", "add", str(vault), "case_file", "pseudonym=New", "--json"]
    began = time.perf_counter()
    with subprocess.Popen(
        [*command, "--passphrase-fd", "0"], env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        try:
            said, _ = program.communicate(demo.PASSPHRASE.encode() + b"\n", timeout=seconds)
        except subprocess.TimeoutExpired:
            os.kill(program.pid, signal.SIGKILL)
            said, _ = program.communicate()
    return bool(said) and "id" in json.loads(said), time.perf_counter() - began


@pytest.mark.planted
@pytest.mark.parametrize(
    ("plant", "acts", "finding"),
    [
        ("late commits", ("add_note", "set", "attach"), "an acknowledged write is missing"),
        ("import in parts", ("import_file",), "more than one piece"),
        ("keys in place", ("change_passphrase",), "KeysDamaged"),
        ("files in place", ("extract",), "not whole"),
        ("upgrade in parts", ("migrate",), "planted"),
        ("unregistered copies", ("hand_out",), "the register knows nothing"),
    ],
)
def test_a_fault_that_is_planted_is_found(tmp_path: Path, plant: str, acts: tuple[str, ...], finding: str) -> None:
    with Campaign(tmp_path, plant, acts) as campaign:
        for seed in range(40):
            campaign.run(10, seed)
            if any(finding in text for text in campaign.findings):
                return
    pytest.fail(f"not found: {finding}; only {campaign.findings}")
