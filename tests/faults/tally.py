"""What a campaign tried and what it found, so that a test can judge it and the record of all campaigns can tell it."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

_MEMORY = Path("/dev/shm")  # noqa: S108 - each folder in it is made by mkdtemp
_ENOUGH = 1 << 30


@dataclass
class Tally:
    """``tried`` is what was done to the program, ``seen`` what was met on the way, ``findings`` what went wrong."""

    tried: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)

    def take(self, findings: Iterable[str], seen: Counter[str] | None = None, **tried: int) -> None:
        """Adds what one campaign came to; the names of what was tried are words for people, with ``_`` for blanks."""
        self.findings += findings
        self.seen.update(seen or {})
        self.tried.update({name.replace("_", " "): count for name, count in tried.items()})


TALLY = pytest.StashKey[Tally]()


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Tally:
    """Where a test puts down what it tried; kept for the record."""
    kept: Tally = request.node.stash.setdefault(TALLY, Tally())
    return kept


@contextmanager
def quick_folder() -> Iterator[Path]:
    """An empty folder in memory, where there is room: what comes of a call that fails, a kill, a page that is spoilt
    is the same on any disk, and a power cut is played on a disk of our own.
    """
    roomy = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH
    folder = Path(tempfile.mkdtemp(prefix="muniment-", dir=_MEMORY if roomy else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
