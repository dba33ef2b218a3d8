"""Writing and checking a backup, and restoring one, against copying the file."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.benchmarks.measure import Figures, Goal, Sampler, in_turns, seconds
from tests.benchmarks.stock import CHEAP, Stock

from muniment.services import demo, entries, exhibits, finding, upkeep
from muniment.services import session as sessions
from muniment.services.session import Session

_MB = 1_000_000
_PIECE = 16 * _MB
_SHORT, _LONG = (10, 64), (10, 100, 1_000)  # MB
_PEER = "copying the file with fsync"


def back_up(stock: Stock) -> Figures:
    """A vault full of exhibits: a backup that was read back and opened, against a copy that is on the disk."""
    for size in _LONG if stock.long else _SHORT:
        folder = stock.scratch("backup")
        with closing(_filled(folder, size * _MB)) as session:
            yield from _figures(session, folder, size, _rounds(size, long=stock.long))
        shutil.rmtree(folder)


def _rounds(size: int, *, long: bool) -> int:
    return 3 if not long else 5 if size == max(_LONG) else 9


def _figures(session: Session, folder: Path, size: int, rounds: int) -> Figures:
    backup, copy, restored = folder / "backup", folder / "copy", folder / "restored"
    backing_up = _anew(backup, lambda: upkeep.back_up(session, backup))
    copying = _anew(copy, lambda: _copy(session.db.path, copy))
    samples = in_turns(backing_up, copying, rounds)
    yield samples.figure("backup of exhibits, verified", _PEER, Goal(4), files=size, scale="MB")
    restoring = _anew(restored, lambda: upkeep.restore(backup, restored, demo.PASSPHRASE))
    samples = in_turns(restoring, _anew(copy, lambda: _copy(backup, copy)), rounds)
    yield samples.figure("restoring exhibits, verified", _PEER, files=size, scale="MB")


def _anew(target: Path, work: Callable[[], object]) -> Sampler:
    """Makes what is not there: removing what was made in the round before is no part of the work."""

    def sample(_: int) -> float:
        if target.is_dir():
            shutil.rmtree(target)
        target.unlink(missing_ok=True)
        return seconds(work)

    return sample


def _filled(folder: Path, size: int) -> Session:
    """A vault of so many bytes, which are those of exhibits."""
    session = sessions.create(folder / "vault", demo.PASSPHRASE, cost=CHEAP)
    made = entries.add(session, "case_file", {"pseudonym": "a case file full of exhibits (SYNTHETIC)"})
    case = finding.case(session, made.id)
    picture = folder / "photograph.bin"
    while (missing := size - session.db.size()) > 0:
        picture.write_bytes(os.urandom(min(_PIECE, missing)))
        exhibits.attach(session, case, picture)
    return session


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as file, target.open("wb") as copy:
        shutil.copyfileobj(file, copy, 1 << 20)
        copy.flush()
        os.fsync(copy.fileno())
