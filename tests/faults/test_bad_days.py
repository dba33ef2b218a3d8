"""Vaults that are open elsewhere, and targets that cannot be written: a clear fault, and nothing changed."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from tests.faults.acts import OUTWARD, Place
from tests.faults.held import state

from muniment.domain.errors import UserFault, WorldFault
from muniment.host.errors import AlreadyThere
from muniment.services import demo, upkeep
from muniment.services import session as sessions

PROJECT = Path(__file__).resolve().parents[2]

OPEN = """
import sys
from pathlib import Path
from muniment.domain.errors import MunimentError
from muniment.services import session as sessions
try:
    sessions.open_vault(Path(sys.argv[1]), "practice vault").close()
    print("opened")
except MunimentError as error:
    print(type(error).__name__)
"""


def opening_elsewhere(vault: Path) -> str:
    """What another program comes to that opens the vault now."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "desktop")}
    command = [sys.executable, "-c", OPEN, str(vault)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def test_another_program_is_told_that_the_vault_is_open_and_disturbs_nothing(practice: Path) -> None:
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        before = state(session)
        assert opening_elsewhere(practice) == "VaultInUse"
        assert state(session) == before
        assert upkeep.verify(session) == []
        assert opening_elsewhere(practice) == "VaultInUse"  # the lock held through all of it
    assert opening_elsewhere(practice) == "opened"


@pytest.fixture
def place(practice: Path, tmp_path: Path) -> Iterator[Place]:
    (tmp_path / "outside").mkdir()
    found = Place(practice, tmp_path / "outside")
    yield found
    found.session.close()


def a_folder(place: Place) -> None:
    place.target.mkdir()
    (place.target / "mine").touch()


def a_file_in_the_way(place: Place) -> None:
    (place.outside / "file").touch()
    place.outside = place.outside / "file"


def no_folder(place: Place) -> None:
    place.outside = place.outside / "nowhere" / "at all"


def a_name_too_long(place: Place) -> None:
    place.outside = place.outside / ("x" * 300)


HINDRANCES = (a_folder, a_file_in_the_way, a_name_too_long, no_folder)
MAKES_ITS_FOLDERS = ("create", no_folder)


@pytest.mark.parametrize(
    ("act", "hinder"),
    [pair for pair in product(sorted(OUTWARD), HINDRANCES) if pair != MAKES_ITS_FOLDERS],
)
def test_a_target_that_cannot_be_written_is_the_worlds_fault(
    place: Place, act: str, hinder: Callable[[Place], None]
) -> None:
    before, there = state(place.session), place.outside
    hinder(place)
    names = sorted(path.name for path in there.iterdir())
    with pytest.raises((WorldFault, UserFault)) as refused:
        OUTWARD[act](place)
    assert str(refused.value)
    assert state(place.session) == before
    assert sorted(path.name for path in there.iterdir()) == names


@pytest.mark.parametrize("act", sorted(set(OUTWARD) - {"write a brief"}))
def test_what_the_user_has_already_is_not_overwritten(place: Place, act: str) -> None:
    place.target.write_text("mine")
    with pytest.raises((AlreadyThere, UserFault)):
        OUTWARD[act](place)
    assert place.target.read_text() == "mine"
