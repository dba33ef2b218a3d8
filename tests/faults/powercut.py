"""Cuts the power, again and again, in what a program did to its disk, and looks each time at what may be left.

A program works on a vault, and writes what it is promised to a file; strace writes down what it does. Replayed call by
call, the disk is then found as it may be after any of them. Now and then the power fails once more while the next
program takes back what was half done.
"""

import hashlib
import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.faults.calls import Call, Replay, lay_out, read_calls, read_disk
from tests.faults.campaign import ENVIRONMENT, PROJECT
from tests.faults.deeds import ACTS
from tests.faults.disk import Folder, Tree, found, is_settled
from tests.faults.ground import Ground, Told

from muniment.domain.errors import MunimentError

_ACTS = 6  # of one program, so that there is little to look through after each cut
_ATTEMPTS = 4  # to find the disk in a way in which it was not found before


@dataclass
class PowerCuts:
    """Records one program after another; ``findings`` is what was lost, ``states`` how many disks were looked at.

    ``again`` is how often the power fails a second time, of all times, and ``moments`` at how many moments then.
    """

    folder: Path
    plant: str = ""
    acts: tuple[str, ...] = ACTS
    again: float = 0.1
    moments: int = 6
    findings: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    states: int = 0
    second: int = 0

    def __enter__(self) -> Self:
        self._place, self._telling, self._trace = (self.folder / name for name in ("place", "told", "trace"))
        self._recorder = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.recorder"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT,
            env=ENVIRONMENT,
            text=True,
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._recorder.stdin
        assert self._recorder.stdout
        self._recorder.stdin.close()
        self._recorder.stdout.close()
        self._recorder.wait()

    def run(self, share: float, seed: int = 0) -> None:
        """Cuts the power after this share of all calls, or after every one (1.0), of programs that do every act."""
        chance = random.Random(seed)
        for number in range(0, len(self.acts), _ACTS):
            self._work(self.acts[number : number + _ACTS], share, chance)

    def _work(self, acts: tuple[str, ...], share: float, chance: random.Random) -> None:
        self._place.mkdir()
        self._ground = Ground(self._place, self.seen, 20_000)
        self._known: set[bytes] = set()
        told, disk = Told(self._ground.last), read_disk(self._place)
        order = self._ground.order(chance, acts=acts, sizes=[0, 5000, 60_000], telling=str(self._telling))
        for at, call in enumerate(self._points(disk, self._recorded(order), told)):
            self.seen["calls after which the disk was another"] += 1
            if chance.random() < share:
                self._cut(disk, told, f"power cut in {told.doing}, after {call.name} {at}", chance)
        shutil.rmtree(self._place)

    # --- what a program does ---

    def _recorded(self, order: dict[str, Any]) -> list[Call]:
        """The calls of a program that does as it is ordered."""
        assert self._recorder.stdin
        assert self._recorder.stdout
        self._recorder.stdin.write(json.dumps({**order, "trace": str(self._trace), "plant": self.plant}) + "\n")
        self._recorder.stdin.flush()
        wrong = json.loads(self._recorder.stdout.readline())["wrong"]
        self.findings += [f"the program itself failed: {wrong}"] if wrong else []
        return list(read_calls(self._trace))

    def _points(self, disk: Folder, calls: list[Call], told: Told) -> Iterator[Call]:
        """Every call after which something is different on the disk, or in what was promised."""
        replay = Replay(disk, self._place, self._telling, lambda words: told.hear(json.loads(words)))
        return (call for call in calls if replay.do(call))

    # --- what is left of it ---

    def _cut(self, disk: Folder, told: Told, label: str, chance: random.Random) -> None:
        tree = self._new_tree(disk, told, chance)
        if tree is None:
            return
        self.states += 1
        self.seen["with all of it on the disk"] += is_settled(disk)
        self.seen[f"in {told.doing}"] += 1
        lay_out(tree, self._place)
        if chance.random() < self.again and (ways := self._ground.ways_in(told)):
            self._cut_again(told, ways, label, chance)
            lay_out(tree, self._place)
        self._look(told, label)

    def _new_tree(self, disk: Folder, told: Told, chance: random.Random) -> Tree | None:
        """The disk as it may be found, unless it was looked at before."""
        for _ in range(_ATTEMPTS):
            tree = found(disk, chance)
            digest = _digest(tree, told)
            if digest not in self._known:
                self._known.add(digest)
                return tree
        return None

    def _cut_again(self, told: Told, ways: list[str], label: str, chance: random.Random) -> None:
        """The power fails once more, at some moments while the next program opens the vault."""
        disk = read_disk(self._place)
        order = self._ground.order(chance, passphrases=ways, later=told.either("later", "later_after")[1])
        calls = self._recorded(order)
        points = sum(1 for _ in self._points(deepcopy(disk), calls, told))
        chosen = set(chance.sample(range(points), min(self.moments, points)))
        for at, call in enumerate(self._points(disk, calls, told)):
            if at in chosen and (tree := self._new_tree(disk, told, chance)) is not None:
                self.second += 1
                lay_out(tree, self._place)
                self._look(told, f"{label}, and again in the opening, after {call.name} {at}")

    def _look(self, told: Told, label: str) -> None:
        try:
            wrong = self._ground.wrong(told)
        except MunimentError as error:
            wrong = [f"{type(error).__name__}: {error}"]
        self.findings += [f"{label}: {text}" for text in wrong]


def _digest(tree: Tree, told: Told) -> bytes:
    """The same for the same disk after the same promises."""
    seen = hashlib.sha256(json.dumps([told.done["seq"], told.in_hand, len(told.promised)]).encode())
    for path, content in sorted(tree.items()):
        seen.update(f"{path} {-1 if content is None else len(content)} ".encode())
        seen.update(content or b"")
    return seen.digest()
