"""Looks at a vault that lies in a place that cannot be written, as a program to which permissions apply.

``python -m tests.faults.bound crash VAULT`` dies in the middle of a save; ``full VAULT DISK`` does so on a small disk,
fills that up, and prints what the vault holds then. ``python -m tests.faults.bound look VAULT
OUTSIDE PLANT`` reads, prints and tries to write, and prints what came of it as JSON.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from tests.faults.acts import COPYING, READING, WRITING, Act, Place
from tests.faults.held import state
from tests.faults.plants import PLANTS
from tests.faults.tight import filled

from muniment.services import demo
from muniment.services import session as sessions
from muniment.services.session import Session


def crash(vault: Path) -> None:
    """Leaves a save that was cut off in its middle: pages overwritten, and the journal to roll them back."""
    session = sessions.open_vault(vault, demo.PASSPHRASE)
    session.db.run("PRAGMA cache_size = -1024")  # KiB: what does not fit goes into the file before it is saved
    session.db.run("BEGIN IMMEDIATE")
    session.db.run("UPDATE case_file_text SET summary = 'half saved'")
    session.db.run("INSERT INTO evidence_chunk VALUES ('half', 0, zeroblob(3000000))")
    os._exit(0)


def full(vault: Path, disk: Path) -> dict[str, str]:
    """What a vault holds whose save was cut off, and that lies on a disk without any room."""
    here = Path(shutil.copytree(vault, disk / "vault"))
    if os.fork() == 0:
        crash(here)
    os.wait()
    with filled(disk, 0), sessions.opened(here, demo.PASSPHRASE) as session:
        return state(session)


def outcome(place: Place, act: Act) -> str:
    """The name of what was raised, or "done"."""
    try:
        act(place)
    except Exception as error:  # noqa: BLE001 - judged by its name
        return type(error).__name__
    return "done"


def looked(vault: Path, outside: Path) -> dict[str, Any]:
    """Everything that can be tried, and what it came to."""
    place = Place(vault, outside)
    session: Session = place.session
    before = state(session)
    found: dict[str, Any] = {
        "read_only": session.db.read_only,
        "reading": {name: outcome(place, act) for name, act in READING.items()},
        "writing": {name: outcome(place, act) for name, act in WRITING.items()},
        "left": sorted(path.name for path in outside.iterdir()),
        "copying": {},
        "state": before,
        "unchanged": state(session) == before,
    }
    for name, act in COPYING.items():
        found["copying"][name] = outcome(place, act)
        place.target.rename(place.outside / name)
    session.close()
    return found


def main() -> None:
    """Does what it is told."""
    task, vault, *more = sys.argv[1:]
    if task == "crash":
        crash(Path(vault))
    elif task == "full":
        json.dump(full(Path(vault), Path(*more)), sys.stdout)
    else:
        outside, plant = more
        PLANTS[plant]()
        json.dump(looked(Path(vault), Path(outside)), sys.stdout)


if __name__ == "__main__":
    main()
