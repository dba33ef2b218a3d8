"""Lets every system call that writes fail once: no room, a broken disk, or the program killed in that very call.

``python -m tests.faults.injection PRACTICE_VAULT FOLDER RUNS SEED PLANT ACT…`` prints what went wrong as JSON. Each act
is first done in peace, and its calls are counted; then it is done anew with one of them failing. RUNS are drawn from
all the failures that there are, or 0 for every one of them; without an ACT, of all acts.
"""

import ctypes
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from tests.faults.acts import COPYING, WRITING, Act, Place
from tests.faults.campaign import Told, lost
from tests.faults.tight import made_ready, reopened
from tests.faults.worker import PLANTS, state

from muniment.domain.errors import CannotOpen, WorldFault
from muniment.host.files import write_whole
from muniment.services import demo, entries, printing, upkeep
from muniment.services import session as sessions
from muniment.services.passphrases import NotInHistory
from muniment.services.session import Session
from muniment.vault import journal, keys
from muniment.vault.backup import verify_backup
from muniment.vault.errors import WrongPassphrase
from muniment.vault.keys import KEYS_FILE

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename", "link", "unlink", "ftruncate", "mkdir", "rmdir")
HOW = ("error=ENOSPC", "error=EIO", "signal=SIGKILL")
PASSPHRASES = (demo.PASSPHRASE, "changed", "another")
PR_SET_PTRACER = 0x59616D61


def _close_and_open(place: Place) -> None:
    place.session.close()
    place.session = sessions.open_vault(place.vault, demo.PASSPHRASE)


ACTS: dict[str, Act] = {
    **WRITING,
    **COPYING,
    "restore": lambda place: upkeep.restore(place.outside.parent / "a backup", place.target, demo.PASSPHRASE),
    "close and open": _close_and_open,
}
_REPEATABLE = "add a note"


@dataclass(frozen=True)
class Failure:
    """What is to go wrong: in which act, in which call of it (the n-th of that name), and how."""

    act: str
    call: str
    number: int
    how: str


@dataclass
class Came:
    """What an act came to: the fault it ended with, if any, how much it saved, what it made, all that was wrong."""

    fault: str = ""
    saved: int = 0
    ways_in: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass
class Injections:
    """Does the acts in children of its own; ``findings`` is what went wrong, ``seen`` counts what was met."""

    practice: Path
    folder: Path
    acts: tuple[str, ...] = tuple(ACTS)
    findings: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    peaceful: dict[str, Came] = field(default_factory=dict)

    def run(self, runs: int, chance: random.Random) -> None:
        """So many of all failures, of each act as many as of the next; 0: all."""
        self._warm_up()
        by_act = [chance.sample(all_of_it, len(all_of_it)) for all_of_it in map(self._counted, self.acts)]
        self.seen["failures that there are"] = sum(map(len, by_act))
        dealt = [one for round_ in zip_longest(*by_act) for one in round_ if one]
        for failure in dealt[: runs or None]:
            self._fail(failure)

    def _warm_up(self) -> None:
        """Loads what the acts need, makes the backup, and learns what the vault holds."""
        place = self._ready()
        self.practice = _smaller(place, self.folder / "practice")
        ACTS["write a brief"](place)
        upkeep.back_up(place.session, self.folder / "a backup")
        head = journal.head(place.session.db)
        self._before: dict[str, Any] = {"seq": head.seq, "chain": head.chain.hex(), "state": state(place.session)}
        place.session.close()

    def _ready(self) -> Place:
        return made_ready(self.practice, self.folder / "vault", self.folder / "outside")

    def _counted(self, act: str) -> list[Failure]:
        """Every failure of an act, from what it does in peace."""
        self.peaceful[act] = came = self._in_a_child(act, None) or Came(problems=["killed"])
        self.findings += [f"{act}, in peace: {problem}" for problem in (came.fault, *came.problems) if problem]
        calls = Counter(re.findall(r"^(\w+)\(", (self.folder / "calls").read_text(), re.MULTILINE))
        self.seen[f"calls in {act}"] = calls.total()
        return [
            Failure(act, call, number, how) for call in calls for number in range(1, calls[call] + 1) for how in HOW
        ]

    def _fail(self, failure: Failure) -> None:
        came = self._in_a_child(failure.act, failure)
        if came is None:
            self.seen["killed"] += 1
            came = self._in_a_child(failure.act, None, after_kill=True) or Came(problems=["killed"])
        else:
            self.seen[f"{failure.how}: {came.fault or 'done all the same'}"] += 1
            if came.fault and came.saved:
                self.seen[f"{came.fault}, yet saved: {failure.act}, {failure.call} {failure.number}"] += 1
        self.seen["runs"] += 1
        label = f"{failure.act}, {failure.how} in {failure.call} {failure.number}"
        self.findings += [f"{label}: {problem}" for problem in came.problems]

    def _in_a_child(self, act: str, failure: Failure | None, *, after_kill: bool = False) -> Came | None:
        """What it came to; None where it was killed."""
        told = self.folder / "told"
        child = os.fork()
        if child == 0:
            try:
                came = self._looked_after(act) if after_kill else self._done(act, failure)
            except Exception as error:  # noqa: BLE001 - every one is a finding
                came = Came(problems=[f"{type(error).__name__}: {error}"])
            told.write_text(json.dumps(asdict(came)))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGKILL
            return None
        return Came(**json.loads(told.read_text()))

    # --- in a child ---

    def _done(self, name: str, failure: Failure | None) -> Came:
        """The act, with the failure in it; then again without."""
        came, place = Came(), self._ready()
        there = {path.name for path in place.outside.iterdir()}
        with traced(failure, self.folder / "calls"):
            try:
                ACTS[name](place)
            except WorldFault as error:
                came.fault = type(error).__name__
                came.problems += [] if len(str(error)) > 20 else ["no clear message"]
        if place.session.db.closed:  # it could not be opened again
            place.session = sessions.open_vault(place.vault, demo.PASSPHRASE)
        self._look(name, place.session, came)
        came.made = sorted({path.name for path in place.outside.iterdir()} - there)
        if failure:
            came.problems += self._told_truly(name, came)
            came.problems += _next_try(name, place, came)
        place.session.close()
        came.problems += reopened(place.vault)
        return came

    def _looked_after(self, name: str) -> Came:
        """What a killed act left, and the next try."""
        came, place = Came(), Place.__new__(Place)
        place.vault, place.outside = self.folder / "vault", self.folder / "outside"
        came.problems += _whole(name, place.target)
        ways_in = _ways_in(place.vault)
        with sessions.opened(place.vault, ways_in[0]) as session:
            self._look(name, session, came)
        if came.saved or came.ways_in != [demo.PASSPHRASE]:
            came.fault = "killed"
        came.problems += _after_kill(name, place, came)
        came.problems += reopened(place.vault)
        return came

    def _look(self, name: str, session: Session, came: Came) -> None:
        came.saved = journal.head(session.db).seq - int(self._before["seq"])
        came.problems += upkeep.verify(session)
        came.problems += lost(session, Told(self._before, {"begin": name}))
        came.ways_in = _ways_in(session.folder)

    def _told_truly(self, name: str, came: Came) -> Iterator[str]:
        """A success has done all of it; a fault has left nothing outside, and inside all of it or nothing."""
        whole = self.peaceful[name]
        if not came.fault and (came.saved, came.made, came.ways_in) != (whole.saved, whole.made, whole.ways_in):
            yield "said to be done, and is not"
        if came.fault and set(came.made) - {"files"}:
            yield f"left behind: {came.made}"
        if came.fault not in ("", NotInHistory.__name__) and came.ways_in != [demo.PASSPHRASE]:
            yield f"said to have failed, but the passphrases are others: {came.ways_in}"
        if came.saved not in (0, whole.saved):
            yield "a part of it was saved"


def _smaller(place: Place, folder: Path) -> Path:
    """A copy of the vault with the one case file that is worked on, so that looking through it is quick."""
    for case in printing.all_cases(place.session):
        if case.id != place.case.id:
            upkeep.purge(place.session, case)
    place.session.close()
    shutil.copytree(place.vault, folder)
    place.session = sessions.open_vault(place.vault, demo.PASSPHRASE)
    return folder


def _ways_in(vault: Path) -> list[str]:
    found = []
    for passphrase in PASSPHRASES:
        with suppress(WrongPassphrase):
            keys.unlock(vault / KEYS_FILE, passphrase)
            found.append(passphrase)
    return found


def _next_try(name: str, place: Place, came: Came) -> Iterator[str]:
    """The same again where nothing came of it, or something else that writes."""
    again = came.fault and not came.saved and came.ways_in == [demo.PASSPHRASE]
    try:
        if again:
            ACTS[name](place)
    except Exception as error:  # noqa: BLE001 - every one is a finding
        yield f"the next try fails: {type(error).__name__}: {error}"
    ACTS[_REPEATABLE](place) if not name.startswith("purge") else entries.add(
        place.session, "case_file", {"pseudonym": "next"}
    )
    left = [path.name for folder in (place.outside, place.vault) for path in folder.glob(".*.part")]
    if left:
        yield f"half-written files stay: {left}"


def _after_kill(name: str, place: Place, came: Came) -> Iterator[str]:
    if came.ways_in != [demo.PASSPHRASE] or (came.saved and name == "purge"):
        return  # it was done, and there is nothing to try again
    for path in place.outside.iterdir():
        if path.name == "target":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    with suppress(FileNotFoundError):
        shutil.rmtree(place.outside / "files")
    again = Place(place.vault, place.outside)
    write_whole(place.outside / "next", b"", doing="writing")  # takes away what was left half-written
    yield from _next_try(name, again, Came(fault="killed", saved=came.saved, ways_in=came.ways_in))
    again.session.close()


def _whole(name: str, target: Path) -> Iterator[str]:
    """Whatever a killed act has made is whole."""
    if not target.exists():
        return
    try:
        if name == "back up":
            verify_backup(target, keys.unlock(target.parent.parent / "vault" / KEYS_FILE, demo.PASSPHRASE))
        elif name in ("create", "restore"):
            with sessions.opened(target, "new" if name == "create" else demo.PASSPHRASE) as made:
                yield from upkeep.verify(made)
    except CannotOpen as error:
        yield f"what it made is not whole: {error}"


@contextmanager
def traced(failure: Failure | None, calls: Path) -> Iterator[None]:
    """Every call that writes is written down, and one of them fails."""
    allow: Callable[..., int] = ctypes.CDLL(None).prctl
    allow(PR_SET_PTRACER, ctypes.c_ulong(-1), 0, 0, 0)  # a child may look at us, also where only parents may
    command = ["strace", "-p", str(os.getpid()), "-o", str(calls), "-e", f"trace={','.join(CALLS)}"]
    if failure:
        command += ["-e", f"inject={failure.call}:{failure.how}:when={failure.number}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as watching:
        assert watching.stderr
        assert b"attached" in watching.stderr.readline()
        try:
            yield
        finally:
            watching.send_signal(signal.SIGINT)
            watching.wait()


def main() -> None:
    """Lets them fail."""
    practice, folder, runs, seed, plant, *acts = sys.argv[1:]
    PLANTS[plant]()
    injections = Injections(Path(practice), Path(folder), tuple(acts or ACTS))
    injections.run(int(runs), random.Random(int(seed)))
    found: dict[str, Any] = {"findings": injections.findings, "seen": injections.seen}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
