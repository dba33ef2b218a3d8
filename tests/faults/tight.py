"""Does everything to a vault where there is too little room, then where there is enough.

``python -m tests.faults.tight PLANT PRACTICE_VAULT FOLDER disk|stick|limit ROOM…`` prints what went wrong as JSON. With
``disk`` the folder lies on a small disk of its own that is filled up but for ROOM bytes; with ``stick`` the vault lies
elsewhere, and only what comes out of it goes there; with ``limit`` no file may pass ROOM bytes.
"""

import json
import re
import resource
import shutil
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.faults.acts import COPYING, LARGE, OUTWARD, READING, WRITING, Act, Place
from tests.faults.held import state
from tests.faults.plants import PLANTS

from muniment.domain.errors import CannotOpen, WorldFault
from muniment.services import demo, upkeep
from muniment.services import session as sessions
from muniment.services.passphrases import NotInHistory

_PIECE = 4096
_SAYS_WHY = re.compile("full|room|larger")


@contextmanager
def filled(folder: Path, room: int) -> Iterator[None]:
    """The disk that the folder is on holds so many bytes more."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        with suppress(OSError):
            while True:
                file.write(bytes(_PIECE))
        file.truncate(file.seek(0, 2) - room)
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def limited(room: int) -> Iterator[None]:
    """No file can be written past so many bytes."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@dataclass
class Tried:
    """What became of an act in a tight place: the fault that it ended with, if any, and all that went wrong."""

    fault: str = ""
    problems: list[str] = field(default_factory=list)


def made_ready(practice: Path, vault: Path, outside: Path, size: int = LARGE) -> Place:
    """A fresh copy of the vault, open, and an empty folder outside of it."""
    for folder in (vault, outside):
        shutil.rmtree(folder, ignore_errors=True)
    outside.mkdir()
    shutil.copytree(practice, vault)
    return Place(vault, outside, size)


def tried(practice: Path, vault: Path, outside: Path, act: Act, tight: AbstractContextManager[None]) -> Tried:
    """One act in a tight place, and again where there is room, on a fresh copy of the vault."""
    found = Tried()
    place = made_ready(practice, vault, outside)
    before, there = state(place.session), {path.name for path in outside.iterdir()} | {"files"}
    with tight:
        try:
            act(place)
        except WorldFault as error:
            found.fault = type(error).__name__
            found.problems += [] if _SAYS_WHY.search(str(error)) else [f"it does not say why: {error}"]
    if found.fault:
        left = {path.name for path in outside.iterdir()} - there
        found.problems += [f"left behind: {name}" for name in left]
        found.problems += upkeep.verify(place.session)
        if state(place.session) != before:
            found.problems.append("something of it was kept")
        if found.fault != NotInHistory.__name__:
            act(place)
    place.session.close()
    found.problems += reopened(vault)
    return found


def read_in_spite(practice: Path, vault: Path, outside: Path, tight: AbstractContextManager[None]) -> list[str]:
    """What cannot be done where there is no room, of opening, reading, searching and printing."""
    place = made_ready(practice, vault, outside)
    before = state(place.session)
    place.session.close()
    done: list[str] = []
    with tight:
        place.session = sessions.open_vault(vault, demo.PASSPHRASE)
        for name, act in READING.items():
            act(place)
            done.append(name)
        now = state(place.session)
        place.session.close()
    return [name for name in READING if name not in done] + ([] if now == before else ["something was changed"])


def reopened(vault: Path) -> Iterator[str]:
    """All that is wrong with a vault that was closed."""
    names = {path.name for path in vault.iterdir()}
    if names != {"keys", "cases.db"}:
        yield f"in the vault's folder there is {names}"
    for passphrase in (demo.PASSPHRASE, "changed"):
        with suppress(CannotOpen), sessions.opened(vault, passphrase) as session:
            yield from session.notices
            yield from upkeep.verify(session)
            return
    yield "no passphrase opens the vault"


def main() -> None:
    """Tries everything in every room."""
    plant, practice, folder, means, *rooms = sys.argv[1:]
    PLANTS[plant]()
    found: list[str] = []
    tried_in_all = 0
    faults: dict[str, list[str]] = {}
    vault = (Path(practice).parent if means == "stick" else Path(folder)) / "worked on"
    outside = Path(folder) / "outside"
    for room in map(int, rooms):
        tight = partial(limited, room) if means == "limit" else partial(filled, Path(folder), room)
        for name, act in (OUTWARD if means == "stick" else {**WRITING, **COPYING}).items():
            try:
                one = tried(Path(practice), vault, outside, act, tight())
            except Exception as error:  # noqa: BLE001 - every one is a finding
                one = Tried(problems=[f"{type(error).__name__}: {error}"])
            found += [f"{name}, room for {room}: {problem}" for problem in one.problems]
            faults.setdefault(name, []).append(one.fault)
            tried_in_all += 1
        try:
            found += [f"{name}, room for {room}" for name in read_in_spite(Path(practice), vault, outside, tight())]
        except Exception as error:  # noqa: BLE001 - every one is a finding
            found.append(f"reading, room for {room}: {type(error).__name__}: {error}")
        tried_in_all += len(READING)
    json.dump({"problems": found, "faults": faults, "tried": tried_in_all}, sys.stdout)


if __name__ == "__main__":
    main()
