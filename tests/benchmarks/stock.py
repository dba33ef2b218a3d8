"""The vaults that are measured: generated case files, made once for each size, and the plain twin of each."""

import hashlib
import os
import random
import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from tests.benchmarks.plain import copy_plain, open_plain

from muniment.domain.errors import CannotOpen
from muniment.services import demo
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.vault import journal, keys, records
from muniment.vault.connection import DATABASE_FILE, Database, open_database
from muniment.vault.keyheader import Header
from muniment.vault.keys import KEYS_FILE, Keys
from muniment.vault.migrate import packaged_migrations
from muniment.vault.records import Entry
from muniment.vault.slots import KeyCost

CHEAP = KeyCost(memory=8, iterations=1, lanes=1)

_SCRATCH = "scratch"
_BYTES = 300_000  # for each case file: a vault, its plain twin, the index that ranks, a backup and a copy
_LONG_BYTES = 5 << 30  # a gigabyte of exhibits, its backup and its copy; the peers
_IN_A_HURRY = ("synchronous = OFF", "cache_size = -1000000")

PROJECT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(PROJECT), str(PROJECT / "desktop")])}
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)
"""For programs of our own that are started to be measured; they keep what they compiled, as an installed one does."""


@dataclass
class Twins:
    """One vault and its plain twin, both open, and case files drawn by lot."""

    files: int
    session: Session
    plain: Session
    chance: random.Random

    @cached_property
    def numbers(self) -> list[int]:
        """The numbers of all case files."""
        return list(records.case_numbers(self.session.db))

    def cases(self, count: int) -> list[Entry]:
        """So many case files, every one only once as long as there are enough."""
        chosen = self.chance.sample(self.numbers, min(count, len(self.numbers)))
        chosen += self.chance.choices(self.numbers, k=count - len(chosen))
        return [found for no in chosen if (found := records.entry(self.session.db, no))]

    def reopen(self) -> None:
        """Begins anew with nothing in the caches of the two databases."""
        for session, opened in ((self.session, _open_cipher), (self.plain, _open_twin)):
            session.db.close()
            session.db = opened(session)


def _open_cipher(session: Session) -> Database:
    return open_database(session.db.path, session.keys.database_key, session.keys.database_salt)


def _open_twin(session: Session) -> Database:
    return open_plain(session.db.path)


@dataclass(frozen=True)
class Stock:
    """Where vaults are kept from run to run, and how thoroughly is measured."""

    root: Path
    long: bool = False
    sizes: tuple[int, ...] = (200,)

    def at(self, files: int) -> "Stock":
        """The same stock for a benchmark at one size; all sizes where it is 0."""
        return replace(self, sizes=(files,)) if files else self

    def folder(self, files: int) -> Path:
        """A vault of so many case files, closed; made where there is none yet."""
        place = self.root / f"{files}-{_schema()}"
        if not _opens(place / "vault"):
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            _make(place / "making", files)
            (place / "making").rename(place / "vault")
        return place / "vault"

    def lacks(self, sizes: Iterable[int]) -> int:
        """How many bytes the disk has too few for vaults of these sizes, and for all that is made of them."""
        missing = sum(size for size in set(sizes) if not (self.root / f"{size}-{_schema()}" / "vault").exists())
        return max(0, missing * _BYTES + (_LONG_BYTES if self.long else 0) - shutil.disk_usage(self.root).free)

    @contextmanager
    def twins(self, files: int) -> Iterator[Twins]:
        """A vault of so many case files and its plain twin, which are open for as long as the block runs."""
        with sessions.opened(self.folder(files), demo.PASSPHRASE) as session:
            twins = Twins(files, session, replace(session, db=_plain(session)), random.Random(files))
            try:
                yield twins
            finally:
                twins.plain.db.close()

    def scratch(self, name: str) -> Path:
        """An empty folder, which is there until the stock is swept."""
        place = self.root / _SCRATCH / name
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        return place

    def sweep(self) -> None:
        """Removes what benchmarks made for themselves."""
        shutil.rmtree(self.root / _SCRATCH, ignore_errors=True)


def _make(folder: Path, files: int) -> None:
    """A vault as the program writes it, only that nothing waits for the disk and that fewer pages are read again."""
    with closing(sessions.create(folder, demo.PASSPHRASE, demo.IDENTITY_PASSPHRASE, cost=CHEAP)) as session:
        for setting in _IN_A_HURRY:
            session.db.rows(f"PRAGMA {setting}")
        demo.add_generated(session, files)


def _opens(folder: Path) -> bool:
    """Whether there is a vault, and this version can read it; one that is in use is none to be made anew.

    Raises WorldFault.
    """
    try:
        sessions.open_vault(folder, demo.PASSPHRASE).close()
    except CannotOpen:
        return False
    return True


def _schema() -> str:
    """Stands for the tables of this version: a vault that was kept from another is no use."""
    sql = "".join(migration.sql for migration in packaged_migrations())
    return hashlib.sha256(sql.encode()).hexdigest()[:8]


def _plain(session: Session) -> Database:
    path = session.folder.parent / "plain" / DATABASE_FILE
    path.parent.mkdir(exist_ok=True)
    if not path.exists() or not _same(session.db, path):
        copy_plain(session.db, path)
    return open_plain(path)


def _same(db: Database, path: Path) -> bool:
    """Whether a plain twin has seen every change that the vault has."""
    with open_plain(path) as plain:
        return journal.head(plain) == journal.head(db)


def with_cost(folder: Path, target: Path, cost: KeyCost) -> Path:
    """The same vault once more, in ``target``, with another cost of a passphrase."""
    target.mkdir()
    (target / DATABASE_FILE).hardlink_to(folder / DATABASE_FILE)
    known = keys.unlock(folder / KEYS_FILE, demo.PASSPHRASE)
    header = Header(
        sequence=0,
        vault_id=known.vault_id,
        cost=cost,
        passphrase_salt=os.urandom(16),
        database_salt=known.database_salt,
    )
    Keys(target / KEYS_FILE, header, known._data_key)._begin(demo.PASSPHRASE)
    return target
