"""Writing and checking a backup, against copying the file."""

import os
import shutil
from contextlib import closing
from pathlib import Path

from tests.benchmarks.measure import Figures, Goal, in_turns, seconds
from tests.benchmarks.stock import CHEAP, Stock

from muniment.services import exhibits, finding, upkeep
from muniment.services.demo import make_demo
from muniment.services.session import Session

_PIECE = 16 << 20
_SHORT = 64 << 20


def back_up(stock: Stock) -> Figures:
    """A vault full of exhibits: a backup that was read back and opened, against a copy that is on the disk."""
    size = (1 << 30) if stock.long else _SHORT
    folder = stock.scratch("backup")
    with closing(make_demo(folder / "vault", cost=CHEAP)) as session:
        _fill(session, folder / "photograph.bin", size)
        target, copy = folder / "backup", folder / "copy"

        def backed_up(_: int) -> float:
            target.unlink(missing_ok=True)
            return seconds(lambda: upkeep.back_up(session, target))

        def copied(_: int) -> float:
            copy.unlink(missing_ok=True)
            return seconds(lambda: _copy(session.db.path, copy))

        samples = in_turns(backed_up, copied, 5 if stock.long else 3)
    shutil.rmtree(folder)
    yield samples.figure(f"backup of {size >> 20:,} MB, verified", "copying the file with fsync", Goal(4))


def _fill(session: Session, path: Path, size: int) -> None:
    case = finding.case(session, "K7M2-Q9FX")
    while session.db.size() < size:
        path.write_bytes(os.urandom(_PIECE))
        exhibits.attach(session, case, path)


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as file, target.open("wb") as copy:
        shutil.copyfileobj(file, copy, 1 << 20)
        copy.flush()
        os.fsync(copy.fileno())
