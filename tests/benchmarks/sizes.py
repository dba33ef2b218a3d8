"""What should not depend on how many case files a vault has, or only as its bytes do, at every size."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import printing
from tests.benchmarks.bare import Marks
from tests.benchmarks.measure import Figure, Figures, in_turns, seconds
from tests.benchmarks.stock import ENVIRONMENT, PROJECT, Stock, Twins

from muniment.services import demo, upkeep
from muniment.services import printing as printer


def by_size(stock: Stock) -> Figures:
    """One brief, a backup, and one command, with nothing but the number of case files to tell the vaults apart."""
    for files in stock.sizes:
        with stock.twins(files) as twins:
            yield _brief(twins, 30 if stock.long else 6)
            yield _backup(twins, stock.scratch("sizes"), 3 if stock.long else 2)
            codes = _codes(twins, 20 if stock.long else 4)
        yield from _command(stock.folder(files), files, codes)


def _brief(twins: Twins, rounds: int) -> Figure:
    cases = twins.cases(rounds + 1)
    marks = [Marks(printing._document(twins, printing.CHOICES, case)) for case in cases]
    samples = in_turns(
        lambda number: seconds(lambda: printer.print_one(twins.session, cases[number], printing.CHOICES)),
        lambda number: seconds(marks[number].draw),
        rounds,
    )
    return samples.figure("one brief from the vault", "its marks on a bare canvas", files=twins.files)


def _backup(twins: Twins, folder: Path, rounds: int) -> Figure:
    session, target, copy = twins.session, folder / "backup", folder / "copy"

    def backed_up(_: int) -> float:
        target.unlink(missing_ok=True)
        return seconds(lambda: upkeep.back_up(session, target))

    def copied(_: int) -> float:
        copy.unlink(missing_ok=True)
        return seconds(lambda: _copy(session.db.path, copy))

    samples = in_turns(backed_up, copied, rounds)
    shutil.rmtree(folder)
    return samples.figure("backup of the vault, verified", "copying the file with fsync", files=twins.files)


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as file, target.open("wb") as copy:
        shutil.copyfileobj(file, copy, 1 << 20)
        copy.flush()
        os.fsync(copy.fileno())


def _codes(twins: Twins, count: int) -> list[str]:
    return [
        str(twins.session.db.value("SELECT code FROM case_file WHERE no = ?", (one.no,))) for one in twins.cases(count)
    ]


def _command(vault: Path, files: int, codes: list[str]) -> Iterator[Figure]:
    samples = in_turns(
        lambda number: seconds(
            lambda: _run("-m", "muniment", "show", str(vault), codes[number], "--passphrase-fd", "0")
        ),
        lambda _: seconds(lambda: _run("-c", "pass")),
        len(codes) - 1,
    )
    yield samples.figure("“muniment show”, one case file, a cheap key", "“python -c pass”", files=files)


def _run(*arguments: str) -> None:
    passphrase = f"{demo.PASSPHRASE}\n".encode()
    command = [sys.executable, *arguments]
    subprocess.run(command, input=passphrase, capture_output=True, env=ENVIRONMENT, cwd=PROJECT, check=True)
