"""Cuts the power, again and again, in what a program did to its disk, and looks each time at what may be left.

``python -m tests.faults.powercut ORDER`` works on a vault as ordered and writes what it is promised to a file; strace
writes down what it does. Replayed call by call, the disk is then found as it may be after any of them.
"""

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.calls import TRACED, Call, Replay, read_calls, read_disk
from tests.faults.campaign import PROJECT, Campaign, Told
from tests.faults.disk import Folder, Tree, found, is_settled
from tests.faults.worker import ACTS, PLANTS, Worker

from muniment.domain.errors import MunimentError

_ANY_LENGTH = "16777216"
_ACTS = 6  # of one program, so that there is little to look through after each cut


@dataclass
class Recorded:
    """What a program did: the disk as it found it, the calls that it made, what its vault held before."""

    disk: Folder
    calls: list[Call]
    before: dict[str, Any]


@dataclass
class PowerCuts:
    """Records one program after another; ``findings`` is what was lost, ``states`` how many disks were looked at."""

    folder: Path
    plant: str = ""
    acts: tuple[str, ...] = ACTS
    findings: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    states: int = 0

    def run(self, states: int, seed: int = 0) -> None:
        """That many different disks; a new program after every so many, until each act was done by one."""
        programs = -(-len(self.acts) // _ACTS)
        for number in range(programs):
            acts = self.acts[number * _ACTS : (number + 1) * _ACTS]
            share = states * (number + 1) // programs - states * number // programs
            self._work(acts, share, random.Random(seed * 1009 + number))

    def _work(self, acts: tuple[str, ...], wanted: int, chance: random.Random) -> None:
        self._place, self._telling = self.folder / "place", self.folder / "told"
        self._known: set[bytes] = set()
        program = self._recorded(acts, chance)
        points = [at for at, _ in self._points(program)]
        until = self.states + wanted
        while self.states < until:  # what was found before does not count again
            ways = Counter(chance.choices(points, k=until - self.states))
            for at, told in self._points(program):
                for _ in range(ways[at]):
                    self._cut(at, told, chance)
        shutil.rmtree(self._place)

    # --- what the program does ---

    def _recorded(self, acts: tuple[str, ...], chance: random.Random) -> Recorded:
        self._place.mkdir()
        campaign = self._campaign = Campaign(self._place, self.plant, picture_bytes=20_000, seen=self.seen)
        campaign.prepare()
        campaign.begin_vault()
        order = {
            "vault": str(campaign.vault),
            "outside": str(campaign.outside),
            "passphrases": campaign.last["passphrases"],
            "seed": chance.random(),
            "sizes": [0, 5000, 60_000],
            "acts": acts,
            "plant": self.plant,
            "telling": str(self._telling),
        }
        disk, trace = read_disk(self._place), self.folder / "trace"
        _traced(order, trace)
        return Recorded(disk, list(read_calls(trace)), campaign.last)

    def _points(self, program: Recorded) -> Iterator[tuple[int, Told]]:
        """Every moment after which something is different on the disk or in what was promised."""
        told = Told(program.before, {})
        replay = Replay(deepcopy(program.disk), self._place, self._telling, lambda words: _hear(told, words))
        self._disk = replay.disk
        for at, call in enumerate(program.calls):
            if replay.do(call):
                yield at, told

    # --- what is left of it ---

    def _cut(self, at: int, told: Told, chance: random.Random) -> None:
        tree = found(self._disk, chance)
        digest = _digest(tree, told)
        if digest in self._known:
            return
        self._known.add(digest)
        self.states += 1
        self.seen["with all of it on the disk"] += is_settled(self._disk)
        doing = told.in_hand.get("begin", "nothing")
        self.seen[f"in {doing}"] += 1
        _lay_out(tree, self._place)
        try:
            wrong = list(self._campaign.look(told))
        except MunimentError as error:
            wrong = [f"{type(error).__name__}: {error}"]
        self.findings += [f"power cut in {doing}, call {at}: {text}" for text in wrong]


def _digest(tree: Tree, told: Told) -> bytes:
    """The same for the same disk after the same promises."""
    seen = hashlib.sha256(json.dumps([told.done["seq"], told.in_hand, len(told.promised)]).encode())
    for path, content in sorted(tree.items()):
        seen.update(f"{path} {-1 if content is None else len(content)} ".encode())
        seen.update(content or b"")
    return seen.digest()


def _lay_out(tree: Tree, place: Path) -> None:
    shutil.rmtree(place)
    place.mkdir()
    for path, content in tree.items():
        if content is None:
            (place / path).mkdir(mode=0o700)
        else:
            (place / path).write_bytes(content)


def _hear(told: Told, line: bytes) -> None:
    words = json.loads(line)
    if "failed" in words:
        raise AssertionError(words["failed"])
    if "begin" in words:
        told.in_hand = words
    elif "done" in words:
        told.done, told.in_hand = words, {}
        told.promised = [*told.promised, words]


def _traced(order: dict[str, Any], trace: Path) -> None:
    """Lets the program work under strace."""
    watching = ["strace", "-qq", "-xx", "-s", _ANY_LENGTH, "-e", f"trace={TRACED}", "-o", str(trace)]
    paths = os.pathsep.join([str(PROJECT), str(PROJECT / "desktop")])
    subprocess.run(
        [*watching, sys.executable, "-m", "tests.faults.powercut", json.dumps(order)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
    )


def main() -> None:
    """Works as ordered; every word is one write."""
    order = json.loads(sys.argv[1])
    PLANTS[order["plant"]]()
    telling = os.open(order["telling"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)

    def say(words: dict[str, Any]) -> None:
        os.write(telling, json.dumps(words).encode())

    worker = Worker(order, say)
    for act in order["acts"]:
        worker.act(act)
    os._exit(0)


if __name__ == "__main__":
    main()
