"""All figures as one table: ``python -m tests.benchmarks [--long] [--only NAME] [--json FILE] [--plots DIR]``."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher
from tests.benchmarks import backing_up, opening, printing, reading, saving, taking_in
from tests.benchmarks.measure import Figure, Figures
from tests.benchmarks.stock import PROJECT, Stock

Benchmark = Callable[[Stock], Figures]

BENCHMARKS: Mapping[str, Benchmark] = {
    "unlock": opening.unlock,
    "save": saving.save,
    "case": reading.case_file,
    "search": reading.typed,
    "lists": reading.lists,
    "import": taking_in.take_in,
    "backup": backing_up.back_up,
    "canvas": printing.canvas,
    "peers": printing.peers,
    "merged": printing.briefs,
    "start": opening.start,
}
SHORT, LONG = (200,), (1_000, 10_000, 100_000)


def measured(stock: Stock, names: Sequence[str] = (), say: Callable[[str], None] = lambda _: None) -> Iterator[Figure]:
    """The figures of these benchmarks, or of all, one by one; one that fails is told and keeps no other back."""
    for name in names or BENCHMARKS:
        start = time.perf_counter()
        try:
            yield from BENCHMARKS[name](stock)
        except Exception as error:  # noqa: BLE001 - an hour of other figures is not to be lost
            say(traceback.format_exc())
            yield Figure(name, "", missing=f"failed: {type(error).__name__}")
        say(f"{name}: {time.perf_counter() - start:.1f} s")


def table(figures: Sequence[Figure]) -> str:
    """The figures as a table in Markdown."""
    lines = [
        "| work | files | against | ours | theirs | ratio | spread | goal | |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *map(_line, figures)])


def _line(one: Figure) -> str:
    goal, files = str(one.goal or ""), f"{one.files:,}" if one.files else ""
    if one.missing:
        return f"| {one.work} | {files} | {one.peer} | | | | | {goal} | {one.missing} |"
    work = f"{one.work}, p95" if one.statistic == "p95" else one.work
    shown = [f"{value:.4g} {one.unit}" for value in (one.ours, one.theirs)]
    verdict = {True: "met", False: "MISSED", None: ""}[one.met]
    spread = f"{one.low:.3g} – {one.high:.3g}"
    return f"| {work} | {files} | {one.peer} | {' | '.join(shown)} | {one.ratio:.3g} | {spread} | {goal} | {verdict} |"


def circumstances() -> str:
    """When and on what was measured."""
    engine = f"SQLite {sqlcipher.sqlite_version}"
    python = f"Python {platform.python_version()}"
    return f"{date.today()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores, {python}, {engine}"


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--long", action="store_true", help="1,000, 10,000 and 100,000 case files; takes hours")
    parser.add_argument("--only", action="append", default=[], choices=list(BENCHMARKS), metavar="NAME", help="repeat")
    parser.add_argument("--files", action="append", default=[], type=int, help="other sizes of vaults; repeat")
    parser.add_argument("--stock", type=Path, help="a folder where vaults and peers are kept from run to run")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--plots", type=Path, metavar="DIR", help="draw their growth there, as small pictures")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> None:
    """Measures, prints, and writes what was asked for. The exit code tells of what failed, never of a goal missed."""
    wanted = _arguments(given)
    sizes = tuple(wanted.files) or (LONG if wanted.long else SHORT)
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        stock = Stock(wanted.stock or Path(temporary), long=wanted.long, sizes=sizes)
        stock.root.mkdir(parents=True, exist_ok=True)
        figures = list(measured(stock, wanted.only, _say))
        content = json.dumps({"on": circumstances(), "figures": [_as_json(one) for one in figures]}, indent=1)
        sys.stdout.write(f"{circumstances()}\n\n{table(figures)}\n")
        if wanted.json:
            wanted.json.write_text(content, encoding="utf-8")
        if wanted.plots:
            _plot(stock, content, wanted.plots)
    if any(one.missing.startswith("failed") for one in figures):
        sys.exit(1)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _as_json(one: Figure) -> dict[str, object]:
    return {**asdict(one), "goal": str(one.goal or ""), "met": one.met}


def _plot(stock: Stock, content: str, folder: Path) -> None:
    python = printing.peers_python(stock)
    if python is None:
        sys.exit("The plots are drawn by what the long form installs.")
    folder.mkdir(parents=True, exist_ok=True)
    drawing = PROJECT / "tests" / "benchmarks" / "plots.py"
    subprocess.run([str(python), str(drawing), str(folder)], input=content, text=True, check=True)


if __name__ == "__main__":
    main()
