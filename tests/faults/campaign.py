"""Kills a program that works on a vault, again and again, and looks each time at what is left."""

import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.faults.deeds import ACTS
from tests.faults.ground import Ground, Told

from muniment.host.files import write_whole

PROJECT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join([str(PROJECT), str(PROJECT / "desktop")]),
    "PYTHONDONTWRITEBYTECODE": "1",
}
_PER_VAULT = 25  # kills; then a new one is begun, so that looking through it stays quick
_USUAL = 0.01  # seconds for an act that was never done before


@dataclass
class Campaign:
    """Kills one worker after another; ``findings`` is what went wrong, ``seen`` counts what was met on the way."""

    folder: Path
    plant: str = ""
    acts: tuple[str, ...] = ACTS
    findings: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def __enter__(self) -> Self:
        self._workers = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT,
            env=ENVIRONMENT,
            text=True,
        )
        self._took: dict[str, list[float]] = {}
        self._ground = Ground(self.folder, self.seen, 60_000)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._workers.stdin
        assert self._workers.stdout
        self._workers.stdin.close()
        self._workers.stdout.close()
        self._workers.wait()

    def run(self, kills: int, seed: int = 0) -> None:
        """That many kills; the same seed aims at the same acts in the same order."""
        for number in range(kills):
            if number % _PER_VAULT == _PER_VAULT - 1:
                shutil.rmtree(self._ground.vault)
                self._ground.begin_vault()
            self._kill(random.Random(seed * 1_000_003 + number), self.acts[number % len(self.acts)])

    # --- one kill ---

    def _kill(self, chance: random.Random, target: str) -> None:
        before, sizes = chance.randrange(3), [0, 5000, 60_000, 1_100_000]
        order = self._ground.order(chance, before=before, target=target, plant=self.plant, sizes=sizes)
        told = self._killed(order, _moment(chance))
        label = f"kill in {told.doing}"
        self.seen[f"in {told.doing}"] += 1
        if chance.random() < 0.2 and (ways := self._ground.ways_in(told)):
            label += ", and again at the opening"
            self._kill_again(chance, told, ways)
        found = self._ground.wrong(told)
        self.findings += [f"{label}: {text}" for text in found]
        if found:
            self._ground.begin_vault()
        self._empty_outside()

    def _kill_again(self, chance: random.Random, told: Told, ways: list[str]) -> None:
        """The next program is killed as it opens the vault and takes back what was half done."""
        order = self._ground.order(chance, before=0, target="opening", plant=self.plant, sizes=[])
        order |= {"later": told.either("later", "later_after")[1], "passphrases": ways}
        self.seen["killed again at the opening"] += 1
        self._killed(order, _moment(chance))

    def _killed(self, order: dict[str, Any], moment: float) -> Told:
        """Gives the order, and kills the worker at a moment of the act aimed at: 0 its beginning, 1 its usual end."""
        assert self._workers.stdin
        self._workers.stdin.write(json.dumps(order) + "\n")
        self._workers.stdin.flush()
        told, pid = Told(self._ground.last), 0
        for words in self._heard():
            pid = words.get("pid", pid)
            told.hear(words)
            if "failed" in words:
                self.findings.append(f"the worker failed: {words['failed']}")
            elif "took" in words:
                self._took.setdefault(words.get("done", "opening"), []).append(words["took"])
            if words.get("aimed"):
                time.sleep(moment * statistics.median(self._took.get(words["begin"], [_USUAL])))
            if words.get("aimed") or "missed" in words:
                assert pid  # 0 would be all of us
                with suppress(ProcessLookupError):  # it failed by itself, and has said so
                    os.kill(pid, signal.SIGKILL)
        return told

    def _heard(self) -> Iterator[dict[str, Any]]:
        """What the worker says, to its end; half a line is no word."""
        assert self._workers.stdout
        for line in self._workers.stdout:
            try:
                words = json.loads(line)
            except ValueError:
                continue
            if "dead" in words:
                return
            yield words

    def _empty_outside(self) -> None:
        """The next file that is written there takes away what was left half-written."""
        outside = self._ground.outside
        self.seen["half a file was left outside"] += any(outside.glob(".*.part"))
        write_whole(outside / "next", b"", doing="writing")
        if any(outside.glob(".*.part")) and not self.plant:
            self.findings.append("half a file is left outside")
        for path in outside.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != "a backup":
                path.unlink()


def _moment(chance: random.Random) -> float:
    """Any moment of an act, more often towards its end, where it is saved; or a little after it."""
    return float(1.1 * chance.random() ** 0.5)
