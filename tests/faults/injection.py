"""Lets every system call that writes fail once: no room, a broken disk, or the program killed in that very call.

``python -m tests.faults.injection SMALL_PRACTICE_VAULT FOLDER RUNS SEED PLANT ACT…`` prints what went wrong as JSON.
Each act is first done in peace, and its calls are counted; then it is done anew with one of them failing. RUNS are
drawn from all the failures that there are, of each act as many as of the next, or 0 for every one of them.
"""

import json
import os
import random
import re
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from tests.faults.held import known
from tests.faults.plants import PLANTS
from tests.faults.trial import ACTS, READING, Came, Failure, Trial

from muniment.services import demo, upkeep
from muniment.services import session as sessions
from muniment.vault.connection import DATABASE_FILE

HOW = ("error=ENOSPC", "error=EIO", "signal=SIGKILL")
_LINE = re.compile(r"^(\d+) +(\w+)\((.*)", re.MULTILINE)
_A_FEW = 12  # of the calls that read


@dataclass
class Injections:
    """Does the acts in children of its own; ``findings`` is what went wrong, ``seen`` counts what was met."""

    practice: Path
    folder: Path
    acts: tuple[str, ...] = tuple(ACTS)
    findings: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    runs: int = 0

    def run(self, runs: int, chance: random.Random) -> None:
        """So many of all failures, of each act as many as of the next; 0: all."""
        self._warm_up()
        by_act = [chance.sample(all_of_it, len(all_of_it)) for all_of_it in map(self._counted, self.acts)]
        self.seen["failures that there are"] = sum(map(len, by_act))
        dealt = [one for round_ in zip_longest(*by_act) for one in round_ if one]
        for failure in dealt[: runs or None]:
            self._fail(failure)

    def _warm_up(self) -> None:
        """Makes the backup, and learns what the vault holds."""
        with sessions.opened(self.practice, demo.PASSPHRASE) as session:
            upkeep.back_up(session, self.folder / "a backup")
            self._trial = Trial(self.practice, self.folder, known(session))
        for act in ("write a brief", "muniment report", *self.acts):  # loads what they need
            self._in_a_child(act, None, here=True)

    def _counted(self, act: str) -> list[Failure]:
        """Every failure of an act, from what it does in peace."""
        came = self._in_a_child(act, None) or Came(problems=["killed"])
        self._trial.peaceful[act] = came
        self.findings += [f"{act}, in peace: {problem}" for problem in (came.fault, *came.problems) if problem]
        found = list(_failures(act, self._trial.calls.read_text()))
        self.seen[f"failures of {act}"] = len(found)
        return found

    def _fail(self, failure: Failure) -> None:
        came = self._in_a_child(failure.act, failure)
        if came is None:
            self.seen["killed"] += 1
            came = self._in_a_child(failure.act, failure, after_kill=True) or Came(problems=["killed"])
        else:
            self.seen[f"{failure.how}: {came.fault or 'done all the same'}"] += 1
            if not came.fault:
                self.seen[f"done all the same: {failure.act}, {failure.call}"] += 1
            if came.fault and came.saved:
                self.seen[f"{came.fault}, yet saved: {failure.act}, {failure.call}"] += 1
        self.runs += 1
        label = f"{failure.act}, {failure.how} in {failure.call} {failure.number}"
        self.findings += [f"{label}: {problem}" for problem in came.problems]

    def _in_a_child(
        self, act: str, failure: Failure | None, *, after_kill: bool = False, here: bool = False
    ) -> Came | None:
        """What it came to; None where it was killed."""
        if here:
            return self._trial.done(act, failure)
        told = self.folder / "told"
        child = os.fork()
        if child == 0:
            try:
                came = self._trial.looked_after(act) if after_kill else self._trial.done(act, failure)
            except Exception as error:  # noqa: BLE001 - every one is a finding
                came = Came(problems=[f"{type(error).__name__}: {error}"])
            told.write_text(json.dumps(asdict(came)))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGKILL
            return None
        return Came(**json.loads(told.read_text()))


def _failures(act: str, trace: str) -> Iterator[Failure]:
    """Every call that writes, failing in every way; some that read, failing as a disk does."""
    numbers: dict[str, list[int]] = defaultdict(list)
    count: Counter[str] = Counter()
    lines = _LINE.findall(trace)
    for thread, call, arguments in lines:
        if thread != lines[0][0]:
            continue  # others check what was written, and write nothing
        if call == READING and f"/{DATABASE_FILE}>" not in arguments.partition(",")[0]:
            continue
        count[call] += 1
        if call != "read" and (call != "openat" or "O_CREAT" in arguments):
            numbers[call].append(count[call])
    for call, found in numbers.items():
        if call == READING:
            yield from (Failure(act, call, number, "error=EIO") for number in found[:: -(-len(found) // _A_FEW)])
        else:
            yield from (Failure(act, call, number, how) for number in found for how in HOW)


def main() -> None:
    """Lets them fail."""
    practice, folder, runs, seed, plant, *acts = sys.argv[1:]
    PLANTS[plant]()
    injections = Injections(Path(practice), Path(folder), tuple(acts or ACTS))
    injections.run(int(runs), random.Random(int(seed)))
    found: dict[str, Any] = {"findings": injections.findings, "seen": injections.seen, "runs": injections.runs}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
