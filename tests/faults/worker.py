"""A program that works on a vault until it is killed, and says each thing that it has been promised.

``python -m tests.faults.worker`` waits for orders on its standard input, one JSON object a line, and forks a child for
each; the child writes what it does to the standard output, one JSON object a line: ``begin`` before an act, ``done``
once the services came back from it, never the other way round.
"""

import hashlib
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from muniment.domain.errors import InvalidInput, UserFault, WorldFault
from muniment.domain.openformat import write_line
from muniment.host import files
from muniment.services import entries, exhibits, history, identities, importing, passphrases, upkeep
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.vault import connection, journal, keys, records
from muniment.vault.records import Entry
from muniment.vault.slots import KeyCost

CHEAP = KeyCost(memory=8, iterations=1, lanes=1)

ACTS = (
    *("add_file", "add_note", "set", "remove", "undo", "redo", "attach", "extract", "import_lines", "seal"),
    *("purge", "purge_past", "add_passphrase", "change_passphrase", "remove_passphrase"),
    *("close_and_open", "back_up", "restore", "create"),
)

Say = Callable[[dict[str, Any]], None]


def state(session: Session) -> dict[str, str]:
    """Every record of a vault by its id, as a digest of its line."""
    numbers = [records.SHARED, *records.case_numbers(session.db)]
    found = (record for no in numbers for record in records.load_file(session.db, no))
    return {record.id: _digest(json.dumps(write_line(record)).encode()) for record in found}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


class Worker:
    """One session of work: random acts through the services, each announced and each reported when it is done."""

    def __init__(self, order: dict[str, Any], say: Say) -> None:
        self._vault, self._outside = Path(order["vault"]), Path(order["outside"])
        self._chance, self._say = random.Random(order["seed"]), say
        self._passphrases: list[str] = order["passphrases"]
        self._before: int = order.get("before", 0)
        self._target: str = order.get("target", "")
        self._sizes: list[int] = order.get("sizes", [0, 5000, 3_000_000])
        self._aimed = False
        self._session = sessions.open_vault(self._vault, self._passphrases[0])

    def run(self) -> None:
        """Does some acts, then the one to be killed in, then others for ever."""
        for _ in range(self._before):
            self.act(self._chance.choice(ACTS))
        self._aimed = True
        self.act(self._target)
        self._say({"missed": self._target})
        while True:
            self.act(self._chance.choice(ACTS))

    def act(self, act: str) -> None:
        """Does it, unless there is nothing to do it to."""
        try:
            self._acts()[act]()
        except InvalidInput:
            raise  # a fault of this program
        except UserFault:  # nothing to undo, nobody to remove
            self._say({"refused": act})

    def _acts(self) -> dict[str, Callable[[], None]]:
        return {act: getattr(self, f"_{act}") for act in ACTS}

    @contextmanager
    def _reported(self, act: str, **facts: Any) -> Iterator[None]:
        """Says that an act begins, and that it is done, with what the vault holds by then."""
        self._say({"begin": act, "aimed": self._aimed, **facts})
        self._aimed, started = False, time.perf_counter()
        yield
        took = time.perf_counter() - started
        head = journal.head(self._session.db)
        self._say(
            {
                "done": act,
                "took": took,
                "seq": head.seq,
                "chain": head.chain.hex(),
                "state": state(self._session),
                "passphrases": self._passphrases,
                **facts,
            }
        )

    def _words(self) -> str:
        return " ".join(f"word{self._chance.randrange(10**6)}" for _ in range(self._chance.choice((3, 30, 3000))))

    def _cases(self) -> list[Entry]:
        return records.entries_of_kind(self._session.db, "case_file")

    def _case(self) -> Entry:
        found = self._cases()
        if not found:
            raise UserFault("no case file")
        return self._chance.choice(found)

    def _inside(self, *kinds: str) -> str:
        found = [one.id for one in records.entries_of_file(self._session.db, self._case().no) if one.kind in kinds]
        if not found:
            raise UserFault("no such record")
        return self._chance.choice(found)

    def _new(self, name: str) -> Path:
        return self._outside / f"{name}-{self._chance.getrandbits(48):x}"

    # --- the acts ---

    def _add_file(self) -> None:
        with self._reported("add_file"):
            entries.add(self._session, "case_file", {"pseudonym": self._words()[:60], "summary": self._words()})

    def _add_note(self) -> None:
        case = self._case()
        with self._reported("add_note"):
            entries.add(self._session, "note", {"text": self._words()}, case.id)

    def _set(self) -> None:
        note = self._inside("note")
        with self._reported("set"):
            entries.set_fields(self._session, note, {"text": self._words()})

    def _remove(self) -> None:
        record = self._inside("note", "evidence", "detention")
        with self._reported("remove"):
            entries.remove(self._session, record)

    def _undo(self) -> None:
        case = self._case()
        with self._reported("undo"):
            history.undo(self._session, case)

    def _redo(self) -> None:
        case, aimed = self._case(), self._aimed
        self._aimed = False
        with self._reported("undo"):
            history.undo(self._session, case)
        self._aimed = aimed
        with self._reported("redo"):
            history.redo(self._session, case)

    def _attach(self) -> None:
        case, path = self._case(), self._outside / "to attach"
        path.write_bytes(self._chance.randbytes(self._chance.choice(self._sizes)))
        with self._reported("attach"):
            exhibits.attach(self._session, case, path)

    def _extract(self) -> None:
        exhibit, target = self._inside("evidence"), self._new("extracted")
        sha256 = getattr(entries.load(self._session, exhibit), "sha256", "")
        with self._reported("extract", file=[str(target), sha256]):
            exhibits.extract(self._session, exhibit, target)

    def _import_lines(self) -> None:
        lines = [{"record": "case_file", "id": "c", "fields": {"pseudonym": "c", "summary": self._words()}}]
        fields = {"status": "unknown"}
        lines += [{"record": "detention", "id": f"d{at}", "case": "c", "fields": fields} for at in range(20)]
        content = "".join(json.dumps(line) + "\n" for line in lines).encode()
        with self._reported("import_lines"):
            importing.import_lines(self._session, content)

    def _seal(self) -> None:
        case = self._case()
        with self._reported("seal"):
            identities.seal(self._session, case, {"legal_name": self._words()[:40], "phone": "+994 00"})

    def _purge(self) -> None:
        if len(self._cases()) < 3:
            raise UserFault("too few")
        case = self._case()
        with self._reported("purge"):
            upkeep.purge(self._session, case)

    def _purge_past(self) -> None:
        case = self._case()
        with self._reported("purge_past"):
            upkeep.purge_field(self._session, case, "note.text")

    def _add_passphrase(self) -> None:
        if len(self._passphrases) > 4:
            raise UserFault("enough")
        new = f"added {self._chance.random()}"
        with self._reported("add_passphrase", after=[*self._passphrases, new]):
            passphrases.add(self._session, new)
            self._passphrases = [*self._passphrases, new]

    def _change_passphrase(self) -> None:
        new = f"changed {self._chance.random()}"
        with self._reported("change_passphrase", after=[new, *self._passphrases[1:]]):
            passphrases.replace(self._session, self._passphrases[0], new)
            self._passphrases = [new, *self._passphrases[1:]]

    def _remove_passphrase(self) -> None:
        if len(self._passphrases) == 1:
            raise UserFault("the last one")
        with self._reported("remove_passphrase", after=self._passphrases[:-1]):
            passphrases.remove(self._session, self._passphrases[-1])
            self._passphrases = self._passphrases[:-1]

    def _close_and_open(self) -> None:
        with self._reported("close_and_open"):
            self._session.close()
            self._session = sessions.open_vault(self._vault, self._passphrases[0])

    def _back_up(self) -> None:
        target = self._new("backup")
        with self._reported("back_up", backup=str(target)):
            upkeep.back_up(self._session, target)

    def _restore(self) -> None:
        source, target = self._outside / "a backup", self._new("restored")
        with self._reported("restore", vault=[str(target), "kept"]):
            upkeep.restore(source, target, "kept")

    def _create(self) -> None:
        target = self._new("created")
        with self._reported("create", vault=[str(target), "new"]):
            sessions.create(target, "new", "identity", cost=CHEAP).close()


# --- faults planted on purpose, to see that they are found ---


@contextmanager
def _late_transaction(db: connection.Database) -> Iterator[None]:
    """Saves each change only when the next one begins."""
    if db.in_transaction:
        db.run("COMMIT")
    db.run("BEGIN IMMEDIATE")
    yield


def _late_commits() -> None:
    connection.Database.transaction = _late_transaction  # type: ignore[method-assign,assignment]


def _import_in_parts() -> None:
    whole = importing.import_lines

    def import_lines(session: Session, content: bytes) -> None:
        lines = content.replace(b'"c"', b'"00000000-0000-4000-8000-%012x"' % random.getrandbits(48)).splitlines(True)
        for line in lines:
            whole(session, line)

    importing.import_lines = import_lines  # type: ignore[assignment]


def _write_in_place(path: Path, content: bytes, *, doing: str, overwrite: bool = True) -> None:  # noqa: ARG001
    with path.open("wb") as file:
        for at in range(0, len(content), 64):
            file.write(content[at : at + 64])
            file.flush()
            os.fsync(file.fileno())


def _keys_in_place() -> None:
    keys.write_whole = _write_in_place  # type: ignore[attr-defined]


def _files_in_place() -> None:
    @contextmanager
    def whole_file(path: Path, *, doing: str, overwrite: bool = True) -> Iterator[Any]:  # noqa: ARG001
        with path.open("x+b") as file:
            yield file

    exhibits.whole_file = whole_file  # type: ignore[attr-defined]


def _swallowed_faults() -> None:
    run = connection.Database.run

    def heedless(db: connection.Database, sql: str, values: Sequence[Any] = ()) -> int:
        try:
            return run(db, sql, values)
        except WorldFault:
            return 0

    connection.Database.run = heedless  # type: ignore[method-assign,assignment]


def _database_without_syncs() -> None:
    kept = tuple(setting for setting in connection._SETTINGS if setting[0] != "synchronous")
    connection._SETTINGS = (*kept, ("synchronous", "OFF", "0"))  # type: ignore[assignment]


def _files_without_syncs() -> None:
    files.flush_to_disk = lambda file: file.flush()


def _folders_without_syncs() -> None:
    files.fsync_folder = lambda folder: None  # noqa: ARG005


PLANTS: dict[str, Callable[[], None]] = {
    "": lambda: None,
    "late commits": _late_commits,
    "import in parts": _import_in_parts,
    "keys in place": _keys_in_place,
    "files in place": _files_in_place,
    "swallowed faults": _swallowed_faults,
    "database without syncs": _database_without_syncs,
    "files without syncs": _files_without_syncs,
    "folders without syncs": _folders_without_syncs,
}


def _say(words: dict[str, Any]) -> None:
    """Begins a new line too: whoever was killed may have left half of one."""
    sys.stdout.write("\n" + json.dumps(words) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Takes orders until there are no more."""
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            PLANTS[order["plant"]]()
            _say({"pid": os.getpid()})
            try:
                Worker(order, _say).run()
            except BaseException as error:  # noqa: BLE001 - told to whoever gave the order
                _say({"failed": f"{type(error).__name__}: {error}"})
            os._exit(1)
        os.waitpid(child, 0)
        _say({"dead": True})


if __name__ == "__main__":
    main()
