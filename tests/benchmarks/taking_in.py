"""Importing a file of the open format, against an insert of the same rows with nothing around it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from tests.benchmarks.measure import Figures, Goal, figure_of, in_turns, seconds
from tests.benchmarks.peak import peak
from tests.benchmarks.plain import Call, Recorder, copy_plain, open_plain
from tests.benchmarks.stock import CHEAP, Stock

from muniment.domain.schema import RECORDS
from muniment.services import importing
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.services.synthetic import generate
from muniment.vault.connection import Database

_PASSPHRASE = "passphrase"
_TABLES = {"record", *RECORDS, *(f"{name}_text" for name in RECORDS), "list_item", "pointer", "answer"}
_WRITES = re.compile(r'\s*(?:INSERT|REPLACE)\s+INTO\s+"?(\w+)')


def take_in(stock: Stock) -> Figures:
    """Speed at one size, memory at ten times as much."""
    rows = 10_000 if stock.long else 1_000
    folder = stock.scratch("import")
    lines = written(folder / "rows.jsonl", rows)
    importer = _Importer(folder, lines)
    samples = in_turns(importer.ours, importer.theirs, 5 if stock.long else 2)
    yield samples.figure(f"import of {rows:,} rows (JSON Lines)", "plain insert of the same rows", Goal(6))
    more = written(folder / "more.jsonl", 10 * rows if stock.long else 3 * rows)
    small, large = (peak("import", folder / f"memory-{path.stem}", path) for path in (lines, more))
    times = "ten" if stock.long else "three"
    yield figure_of(f"memory, {times} times as many rows", f"memory for {rows:,}", large, small, "MB", Goal(1.2))


def written(path: Path, rows: int) -> Path:
    """The first so many lines of the generated case files."""
    with path.open("w", encoding="utf-8") as file:
        for line in islice(generate(rows), rows):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path


class _Importer:
    """Takes the file into a new vault, and puts what it wrote into the tables into a new plain database."""

    def __init__(self, folder: Path, lines: Path) -> None:
        self._folder, self._lines = folder, lines
        self._begun = 0
        with self._vault() as session:
            copy_plain(session.db, folder / "empty.db")
            recorder = Recorder(session.db)
            importing.import_file(replace(session, db=recorder), lines)
            self._inserts = list(_inserts(recorder.calls))

    def _vault(self) -> "_Vault":
        self._begun += 1
        return _Vault(self._folder / f"vault-{self._begun}")

    def ours(self, _: int) -> float:
        """Into a vault."""
        with self._vault() as session:
            return seconds(lambda: importing.import_file(session, self._lines))

    def theirs(self, _: int) -> float:
        """Into the same tables of a plain database: parsed, inserted, saved; no journal, no index of words."""
        path = self._folder / "plain.db"
        path.write_bytes((self._folder / "empty.db").read_bytes())
        with open_plain(path) as db:
            return seconds(lambda: self._insert(db))

    def _insert(self, db: Database) -> None:
        with self._lines.open(encoding="utf-8") as file:
            for line in file:
                json.loads(line)
        bare = db._connection
        bare.execute("PRAGMA foreign_keys = OFF")
        bare.execute("BEGIN IMMEDIATE")
        for how, sql, values in self._inserts:
            (bare.executemany if how == "many" else bare.execute)(sql, values)
        bare.execute("COMMIT")


class _Vault:
    """A new, empty vault for the length of a block."""

    def __init__(self, folder: Path) -> None:
        self._session = sessions.create(folder, _PASSPHRASE, cost=CHEAP)

    def __enter__(self) -> Session:
        return self._session

    def __exit__(self, *_: object) -> None:
        self._session.close()


def _inserts(calls: list[Call]) -> Iterator[Call]:
    """What was put into the tables of records, each row once and in order."""
    for how, sql, values in calls:
        table = _WRITES.match(sql)
        if table and table[1] in _TABLES:
            yield (how, sql, values)
