"""Kills a program that works on a vault, again and again, and looks each time at what is left."""

import hashlib
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

from tests.faults.worker import ACTS, CHEAP, state

from muniment.domain.errors import CannotOpen
from muniment.host.files import write_whole
from muniment.services import entries, exhibits, finding, passphrases, upkeep
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.vault import journal, keys
from muniment.vault.backup import verify_backup
from muniment.vault.connection import DATABASE_FILE
from muniment.vault.errors import WrongPassphrase
from muniment.vault.journal import JournalEntry
from muniment.vault.keys import KEYS_FILE

PROJECT = Path(__file__).resolve().parents[2]
AT_REST = {KEYS_FILE, DATABASE_FILE}
_PER_VAULT = 25  # kills; then a new one is begun, so that looking through it stays quick


@dataclass
class Told:
    """What a worker had said when it was killed: the last act that was done, and the one in hand, if any."""

    done: dict[str, Any]
    in_hand: dict[str, Any]
    promised: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Campaign:
    """Kills one worker after another; ``findings`` is what went wrong, ``seen`` counts what was met on the way."""

    folder: Path
    plant: str = ""
    acts: tuple[str, ...] = ACTS
    picture_bytes: int = 500_000
    findings: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def __enter__(self) -> Self:
        paths = os.pathsep.join([str(PROJECT), str(PROJECT / "desktop")])
        self._workers = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT,
            env={**os.environ, "PYTHONPATH": paths},
            text=True,
        )
        self._took: dict[str, list[float]] = {}
        self.prepare()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._workers.stdin
        assert self._workers.stdout
        self._workers.stdin.close()
        self._workers.stdout.close()
        self._workers.wait()

    def prepare(self) -> None:
        """A folder outside of the vaults, and a backup in it."""
        self._vaults = 0
        self.outside = self.folder / "outside"
        self.outside.mkdir()
        self._keep_a_backup()

    def run(self, kills: int, seed: int = 0) -> None:
        """That many kills; the same seed aims at the same acts in the same order."""
        for number in range(kills):
            if number % _PER_VAULT == 0:
                self.begin_vault()
            self._kill(random.Random(seed * 1_000_003 + number), self.acts[number % len(self.acts)])

    def _keep_a_backup(self) -> None:
        session = sessions.create(self.folder / "kept", "kept", cost=CHEAP)
        entries.add(session, "case_file", {"pseudonym": "kept", "summary": "kept " * 20_000})
        upkeep.back_up(session, self.outside / "a backup")
        session.close()

    def begin_vault(self) -> None:
        """The next vault to work on, closed; ``last`` says what it holds."""
        self._vaults += 1
        self.vault = self.folder / f"vault-{self._vaults}"
        session = sessions.create(self.vault, "first", "identity", cost=CHEAP)
        picture = self.folder / "picture"
        picture.write_bytes(os.urandom(self.picture_bytes))
        for _ in range(3):
            case = entries.add(session, "case_file", {"pseudonym": "Dəniz"})
            entries.add(session, "note", {"text": "note"}, case.id)
            exhibits.attach(session, finding.case(session, case.id), picture)
        passphrases.add(session, "second")
        head = journal.head(session.db)
        known = {"seq": head.seq, "chain": head.chain.hex(), "state": state(session)}
        self.last: dict[str, Any] = {**known, "passphrases": ["first", "second"]}
        session.close()

    # --- one kill ---

    def _kill(self, chance: random.Random, target: str) -> None:
        order = {
            "vault": str(self.vault),
            "outside": str(self.outside),
            "passphrases": self.last["passphrases"],
            "seed": chance.random(),
            "before": chance.randrange(3),
            "target": target,
            "plant": self.plant,
        }
        told = self._killed(order, chance.uniform(0, 1.1))
        label = f"kill in {told.in_hand.get('begin', 'nothing')}"
        self.seen[f"in {told.in_hand.get('begin', 'nothing')}"] += 1
        try:
            self.findings += [f"{label}: {text}" for text in self.look(told)]
        except CannotOpen as error:
            self.findings.append(f"{label}: {type(error).__name__}: {error}")
            self.begin_vault()
        self._empty_outside()

    def _killed(self, order: dict[str, Any], moment: float) -> Told:
        """Gives the order, and kills the worker at a moment of the act aimed at: 0 its beginning, 1 its usual end."""
        assert self._workers.stdin
        self._workers.stdin.write(json.dumps(order) + "\n")
        self._workers.stdin.flush()
        told, pid = Told(self.last, {}), 0
        for words in self._heard():
            pid = words.get("pid", pid)
            if "failed" in words:
                self.findings.append(f"the worker failed: {words['failed']}")
            elif "begin" in words:
                told.in_hand = words
            elif "done" in words:
                told.done, told.in_hand = words, {}
                told.promised.append(words)
                self._took.setdefault(words["done"], []).append(words["took"])
            elif "refused" in words:
                told.in_hand = {}
            if words.get("aimed") or "missed" in words:
                if words.get("aimed"):
                    time.sleep(moment * statistics.median(self._took.get(words["begin"], [0.01])))
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

    # --- what is left ---

    def look(self, told: Told) -> Iterator[str]:
        """All that is wrong with the vault and with what was made of it, after what was told."""
        yield from self._names(told)
        yield from self._ways_in(told)
        with sessions.opened(self.vault, self.last["passphrases"][0]) as session:
            self.seen["cipher_integrity_check alone complained"] += bool(session.db.page_damage())
            yield from upkeep.verify(session)
            yield from lost(session, told)
            for promise in told.promised:
                yield from _outside(session, promise, promised=True)
            yield from _outside(session, told.in_hand, promised=False)
            head = journal.head(session.db)
            self.last |= {"seq": head.seq, "chain": head.chain.hex(), "state": state(session)}
        left = {path.name for path in self.vault.iterdir()} - AT_REST
        if left:
            yield f"beside the vault's two files there is {sorted(left)}"

    def _names(self, told: Told) -> Iterator[str]:
        names = {path.name for path in self.vault.iterdir()} - AT_REST
        self.seen["a journal was left"] += f"{DATABASE_FILE}-journal" in names
        self.seen["half a file was left in the vault"] += any(name.endswith(".part") for name in names)
        unknown = {name for name in names if not name.endswith((".part", "-journal"))}
        if unknown:
            yield f"strange files after {told.in_hand}: {unknown}"

    def _ways_in(self, told: Told) -> Iterator[str]:
        """The passphrases that open the vault are those of before the act in hand, or those of after it."""
        before = told.done["passphrases"]
        after = told.in_hand.get("after", before)
        opening = [one for one in dict.fromkeys([*before, *after]) if self._opens(one)]
        self.last = {**told.done, "passphrases": after if set(opening) == set(after) else before}
        if set(opening) not in (set(before), set(after)):
            yield f"the passphrases that open the vault are neither the old ones nor the new ones: {len(opening)}"

    def _opens(self, passphrase: str) -> bool:
        try:
            keys.unlock(self.vault / KEYS_FILE, passphrase)
        except WrongPassphrase:
            return False
        return True

    def _empty_outside(self) -> None:
        """The next file that is written there takes away what was left half-written."""
        self.seen["half a file was left outside"] += any(self.outside.glob(".*.part"))
        write_whole(self.outside / "next", b"", doing="writing")
        if any(self.outside.glob(".*.part")) and not self.plant:
            self.findings.append("half a file is left outside")
        for path in self.outside.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != "a backup":
                path.unlink()


def lost(session: Session, told: Told) -> Iterator[str]:
    """Whatever was acknowledged is there; beside it the act in hand at most, whole."""
    promised = told.done
    if journal.chain_at(session.db, promised["seq"]) != bytes.fromhex(promised["chain"]):
        yield "an acknowledged write is missing"
        return
    later = [entry for entry in journal.entries(session.db) if entry.seq > promised["seq"]]
    if later and not told.in_hand:
        yield "something was written that nobody had begun"
    if len({entry.change for entry in later}) > 1:
        yield "one act was saved in more than one piece"
    now, before = state(session), promised["state"]
    touched = _touched(later, before, now)
    wrong = {record for record in before.keys() | now.keys() if before.get(record) != now.get(record)} - touched
    if wrong:
        yield f"{len(wrong)} records are not what they were when they were acknowledged"


def _touched(later: list[JournalEntry], before: dict[str, str], now: dict[str, str]) -> set[str]:
    """The records that the act in hand had to do with; a purge does not name what it destroyed."""
    touched = {entry.record_id for entry in later}
    if any(entry.action == "purge" for entry in later):
        touched |= before.keys() - now.keys()
    return touched


def _outside(session: Session, act: dict[str, Any], *, promised: bool) -> Iterator[str]:
    """Files and vaults that an act makes: there and whole where that was promised, else whole or not there."""
    path = Path((act.get("file") or act.get("vault") or [act.get("backup", "")])[0])
    if path == Path() or not path.exists():
        if promised and path != Path():
            yield f"what {act['done']} had made is missing"
        return
    if "file" in act and hashlib.sha256(path.read_bytes()).hexdigest() != act["file"][1]:
        yield "an extracted exhibit is not whole"
    if "backup" in act:
        verify_backup(path, session.keys)
    if "vault" in act:
        with sessions.opened(path, act["vault"][1]) as made:
            yield from upkeep.verify(made)
