"""Importing a file of the open format, against a plain insert of the same rows.

The peer reads the same file, parses every line as JSON and inserts the rows that an import leaves of that line, one by
one, into the same tables with the same keys and indexes of a plain database with the same settings, and saves once. It
is given the rows ready: it checks nothing, converts nothing, follows no reference, and has foreign keys off, no
journal and no index of words.
"""

import json
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import Figure, Figures, Goal, figure_of, in_turns, seconds
from tests.benchmarks.peak import peak
from tests.benchmarks.plain import copy_plain, open_plain
from tests.benchmarks.stock import CHEAP, Stock

from muniment.domain.schema import RECORDS
from muniment.services import importing
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.services.synthetic import generate
from muniment.vault.connection import Database

Lines = Iterable[dict[str, Any]]
Arranged = Callable[[Lines], Lines]

_PASSPHRASE = "passphrase"
_ROWS = "rows"
_TABLES = ("record", *RECORDS, *(f"{name}_text" for name in RECORDS), "list_item", "pointer", "answer")


def take_in(stock: Stock) -> Figures:
    """Speed and memory at one size after the other."""
    rounds = {1_000: 15, 10_000: 5, 100_000: 2} if stock.long else {1_000: 2}
    for rows, count in rounds.items():
        yield _speed(stock, "import of rows, file by file", rows, count, as_generated)
        yield _speed(stock, "import of rows, as exported", rows, count, as_exported)
    sizes, known = (tuple(rounds), 10_000) if stock.long else ((1_000, 3_000), 1_000)
    took = {rows: _memory(stock, rows) for rows in sizes}
    for rows, most in took.items():
        yield figure_of(
            "memory for an import",
            f"memory for {known:,} rows",
            most,
            took[known],
            "MB",
            Goal(1.2),
            files=rows,
            scale=_ROWS,
        )


def _speed(stock: Stock, work: str, rows: int, rounds: int, arranged: Arranged) -> Figure:
    folder = stock.scratch("import")
    importer = _Importer(folder, written(folder / "rows.jsonl", rows, arranged))
    samples = in_turns(importer.ours, importer.theirs, rounds)
    return samples.figure(work, "plain insert of the same rows", Goal(6), files=rows, scale=_ROWS)


def _memory(stock: Stock, rows: int) -> float:
    folder = stock.scratch("import")
    return peak("import", folder / "vault", written(folder / "rows.jsonl", rows))


def as_generated(lines: Lines) -> Lines:
    """What all case files share, then one case file after the other."""
    return lines


def as_exported(lines: Lines) -> Lines:
    """One kind of record after the other, as an export writes them: some point to what comes behind them."""
    kinds = list(RECORDS)
    return sorted(lines, key=lambda line: kinds.index(line["record"]))


def written(path: Path, rows: int, arranged: Arranged = as_generated) -> Path:
    """The first so many lines of the generated case files."""
    with path.open("w", encoding="utf-8") as file:
        for line in arranged(islice(generate(rows), rows)):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path


class _Importer:
    """Takes the file into a new vault, and puts the rows that this leaves into the same tables of a plain database."""

    def __init__(self, folder: Path, lines: Path) -> None:
        self._folder, self._lines = folder, lines
        self._begun = 0
        with self._vault() as session:
            copy_plain(session.db, folder / "empty.db")
            importing.import_file(session, lines)
            self._rows = _rows_by_line(session.db)

    def _vault(self) -> "_Vault":
        self._begun += 1
        return _Vault(self._folder / f"vault-{self._begun}")

    def ours(self, _: int) -> float:
        """Into a vault."""
        with self._vault() as session:
            return seconds(lambda: importing.import_file(session, self._lines))

    def theirs(self, _: int) -> float:
        """Into a plain database: line by line parsed and its rows inserted, then saved; no journal, no words."""
        path = self._folder / "plain.db"
        path.write_bytes((self._folder / "empty.db").read_bytes())
        with open_plain(path) as db:
            return seconds(lambda: self._insert(db))

    def _insert(self, db: Database) -> None:
        bare = db._connection
        bare.execute("PRAGMA foreign_keys = OFF")
        bare.execute("BEGIN IMMEDIATE")
        with self._lines.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                json.loads(line)
                for insert, values in self._rows[number]:
                    bare.execute(insert, values)
        bare.execute("COMMIT")


def _rows_by_line(db: Database) -> dict[int, list[tuple[str, tuple[Any, ...]]]]:
    """What an import into an empty vault left of every line: statements with all their values."""
    found: dict[int, list[tuple[str, tuple[Any, ...]]]] = {}
    for table in _TABLES:
        columns = [row[1] for row in db.rows(f'PRAGMA table_info("{table}")')]
        insert = f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(columns))})'  # noqa: S608
        for row in db.each(f'SELECT * FROM "{table}"') if columns else ():  # noqa: S608
            found.setdefault(row[columns.index("no")], []).append((insert, row))
    return found


class _Vault:
    """A new, empty vault for the length of a block."""

    def __init__(self, folder: Path) -> None:
        self._session = sessions.create(folder, _PASSPHRASE, cost=CHEAP)

    def __enter__(self) -> Session:
        return self._session

    def __exit__(self, *_: object) -> None:
        self._session.close()
