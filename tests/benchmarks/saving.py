"""Saving one record, with everything that is written beside it."""

import os
import pickle
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.measure import Figure, Figures, Goal, figure_of, in_turns, seconds
from tests.benchmarks.plain import Call, Recorder, open_plain, replay
from tests.benchmarks.stock import CHEAP, ENVIRONMENT, PROJECT, Stock, Twins

from muniment.services import demo, entries
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.vault import records
from muniment.vault.connection import Database
from muniment.vault.journal import head
from muniment.vault.records import Entry

_NOTE = "Spoke with the mother at the gate of the detention house; parcels are taken on Thursdays. Call again, no {}."


def save(stock: Stock) -> Figures:
    """A note added to some case file, with journal, index and list line, against its statements alone."""
    rounds = 200 if stock.long else 60
    for files in stock.sizes:
        with stock.twins(files) as twins:
            samples = in_turns(*_savers(twins, rounds + 5), rounds, warm=5)
        yield samples.figure(
            "save of one record, index and journal", "the same statements, plain", Goal(1.5), files=files
        )
    yield _fsyncs(stock)


def _savers(twins: Twins, count: int) -> "tuple[_Saver, _Replayer]":
    """One that saves, and one that does to the twin what the first did last; they need not begin in this order."""
    recorder = Recorder(twins.session.db)
    session = replace(twins.session, db=recorder)
    saver = _Saver(session, recorder, twins.cases(count))
    return saver, _Replayer(saver, twins.plain.db)


class _Saver:
    """Adds the note of a round, once."""

    def __init__(self, session: Session, recorder: Recorder, cases: list[Entry]) -> None:
        self._session, self._recorder, self._cases = session, recorder, cases
        self._took: dict[int, float] = {}
        self._calls: dict[int, list[Call]] = {}

    def __call__(self, number: int) -> float:
        if number not in self._took:
            case = self._cases[number]
            said = f"{number}-{head(self._session.db).short}"  # never twice the same words in a vault that is kept
            fields: dict[str, object] = {"text": _NOTE.format(said), "on": "2017-10-01"}
            self._recorder.calls = []
            self._took[number] = seconds(lambda: entries.add(self._session, "note", fields, case.id))
            self._calls[number] = self._recorder.calls
        return self._took[number]

    def statements(self, number: int) -> list[Call]:
        """What the save of a round gave to the database."""
        self(number)
        return self._calls.pop(number)


class _Replayer:
    """Gives the twin the statements of a round."""

    def __init__(self, saver: _Saver, plain: Database) -> None:
        self._saver, self._plain = saver, plain

    def __call__(self, number: int) -> float:
        calls = self._saver.statements(number)
        return seconds(lambda: replay(self._plain, calls))


# --- how often the disk is waited for ---

_SAVES = 10
PLANT = "MUNIMENT_BENCHMARK_PLANT"
"""In the environment: every save is followed by a transaction that the twin is not told of."""


def _fsyncs(stock: Stock) -> Figure:
    """Counted in a program of its own under strace, by the files that are synced."""
    work, peer, goal = "fsyncs of one save", "the same statements, plain", Goal(1)
    if not shutil.which("strace"):
        return Figure(work, peer, unit="calls", goal=goal, missing="strace is not installed")
    folder = stock.scratch("fsyncs")
    demo.make_demo(folder / "ours", cost=CHEAP).close()
    ours = _synced(folder, "ours", "save", folder / "ours")
    theirs = _synced(folder, "theirs", "replay", folder / "theirs")
    return figure_of(work, peer, ours / _SAVES, theirs / _SAVES, "calls", goal)


def _synced(folder: Path, name: str, task: str, inside: Path) -> int:
    """How often a file in a folder, or the folder, was synced while the saves were made."""
    trace = folder / f"{name}.trace"
    watching = ["strace", "-f", "-qq", "-y", "-e", "trace=fsync,fdatasync,write", "-s", "40", "-o", str(trace)]
    command = [*watching, sys.executable, "-m", "tests.benchmarks.saving", task, str(folder)]
    subprocess.run(command, check=True, env={**ENVIRONMENT, **_planted()}, cwd=PROJECT, capture_output=True)
    _, _, counted = trace.read_text(encoding="utf-8", errors="replace").partition("THE SAVES BEGIN")
    counted, _, _ = counted.partition("THE SAVES END")
    return len(re.findall(rf"f(?:data)?sync\(\d+<{re.escape(str(inside))}[/>]", counted))


def _planted() -> dict[str, str]:
    return {PLANT: "1"} if PLANT in os.environ else {}


def _mark(text: str) -> None:
    sys.stderr.write(f"THE SAVES {text}\n")
    sys.stderr.flush()


def _saved(saver: _Saver, number: int, db: Database) -> list[Call]:
    calls = saver.statements(number)
    if PLANT in os.environ:
        with db.transaction():
            db.run("REPLACE INTO setting (name, value) VALUES ('planted', ?)", (number,))
    return calls


def _task(task: str, folder: Path) -> None:
    """In the program under strace: saves with a vault and keeps the statements, or gives them to the plain twin."""
    kept, plain = folder / "statements", folder / "theirs" / "cases.db"
    if task == "replay":
        with open_plain(plain) as db:
            _mark("BEGIN")
            replay(db, pickle.loads(kept.read_bytes()))  # noqa: S301 - what we wrote a moment ago
            _mark("END")
        return
    from tests.benchmarks.plain import copy_plain

    with sessions.opened(folder / "ours", demo.PASSPHRASE) as session:
        plain.parent.mkdir()
        copy_plain(session.db, plain)
        cases = [one for no in records.case_numbers(session.db) if (one := records.entry(session.db, no))]
        recorder = Recorder(session.db)
        saver = _Saver(replace(session, db=recorder), recorder, cases)
        _mark("BEGIN")
        calls = [call for number in range(_SAVES) for call in _saved(saver, number, session.db)]
        _mark("END")
        kept.write_bytes(pickle.dumps(calls))


if __name__ == "__main__":
    _task(sys.argv[1], Path(sys.argv[2]))
