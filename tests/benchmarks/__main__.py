"""All figures as one table: ``python -m tests.benchmarks [--long]``; ``--help`` tells of parts, plots and the README.

A long run takes hours and up to 40 GB of disk. With ``--json`` every part is kept as soon as it is measured;
``--resume`` measures only what that file does not have, and ``--with`` adds what other runs found.
"""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from tests.benchmarks import (
    backing_up,
    leaking,
    opening,
    printing,
    reading,
    results,
    saving,
    sizes,
    starting,
    tables,
    taking_in,
    window,
)
from tests.benchmarks.growth import Growth, growths, pictures
from tests.benchmarks.machine import Others, described
from tests.benchmarks.measure import Figure, Figures
from tests.benchmarks.results import Measured, Part
from tests.benchmarks.stock import PROJECT, Stock

Benchmark = Callable[[Stock], Figures]
Say = Callable[[str], None]

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
    "leaks": leaking.leaks,
    "start": starting.start,
    "listing": starting.whole_list,
    "sizes": sizes.by_size,
    "window": window.first,
    "window-memory": window.memory,
    "window-search": window.search,
    "window-case": window.opening,
    "window-lists": window.lists,
    "window-scroll": window.scrolling,
    "window-brief": window.preview,
    "window-beat": window.beat,
}
_WINDOW = {name for name in BENCHMARKS if name.startswith("window")}
GROWING = {"unlock", "save", "case", "search", "lists", "listing", "sizes"} | _WINDOW
"""Those that take the size of the vault from the stock, and are measured at one size after the other."""

SHORT, LONG = (200,), (1_000, 10_000, 100_000)
PICTURES = PROJECT / "resources" / "benchmarks"


def parts(names: Iterable[str], sizes: Sequence[int], *, long: bool = False) -> list[Part]:
    """What these benchmarks, or all, come to: the small vaults first."""
    wanted = list(names) or list(BENCHMARKS)
    small = [Part(name, 0, long) for name in wanted if name not in GROWING]
    return small + [Part(name, files, long) for files in sizes for name in wanted if name in GROWING]


def measured(stock: Stock, wanted: Iterable[Part], say: Say = lambda _: None) -> Iterator[list[Measured]]:
    """The figures of one part after the other; one that fails is told and keeps no other back."""
    for part in wanted:
        begun, others = time.perf_counter(), Others()
        figures = _figures(stock.at(part.files), part, say)
        stock.sweep()
        on, machine, share = date.today().isoformat(), described(stock.root), others.share()
        say(f"{part}: {time.perf_counter() - begun:.1f} s")
        yield [Measured(part, figure, on, machine, share) for figure in figures]


def _figures(stock: Stock, part: Part, say: Say) -> list[Figure]:
    try:
        return list(BENCHMARKS[part.name](stock))
    except Exception as error:  # noqa: BLE001 - an hour of other figures is not to be lost
        said = getattr(error, "stderr", None) or ""  # of a program that was started
        say(traceback.format_exc() + (said if isinstance(said, str) else said.decode(errors="replace")))
        return [Figure(part.name, "", files=part.files, missing=f"failed: {type(error).__name__}")]


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--long", action="store_true", help="1,000, 10,000 and 100,000 case files; takes hours")
    parser.add_argument("--only", action="append", default=[], choices=list(BENCHMARKS), metavar="NAME", help="repeat")
    parser.add_argument("--files", action="append", default=[], type=int, help="other sizes of vaults; repeat")
    parser.add_argument("--stock", type=Path, help="a folder where vaults and peers are kept from run to run")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep there what is measured, beside what it has")
    parser.add_argument("--resume", action="store_true", help="measure only what that file does not have")
    parser.add_argument("--with", type=Path, action="append", default=[], dest="others", metavar="FILE", help="repeat")
    parser.add_argument("--show", action="store_true", help="measure nothing: show what these files hold")
    parser.add_argument("--plots", type=Path, metavar="DIR", help="draw the growth there, as small pictures")
    parser.add_argument("--readme", action="store_true", help="put tables and pictures into the README")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> None:
    """Measures, prints, and writes what was asked for. The exit code tells of what failed, never of a goal missed."""
    wanted = _arguments(given)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that no vault of many gigabytes is left behind
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        sizes = tuple(wanted.files) or (LONG if wanted.long else SHORT)
        stock = Stock(wanted.stock or Path(temporary), long=wanted.long, sizes=sizes)
        stock.root.mkdir(parents=True, exist_ok=True)
        found = results.in_order(_found(stock, wanted), list(BENCHMARKS))
        grown = growths(found)
        sys.stdout.write(tables.shown(found, grown) + "\n")
        if wanted.plots or wanted.readme:
            _draw(stock, grown, wanted.plots or PICTURES)
        if wanted.readme:
            tables.into_readme(PROJECT / "README.md", tables.shown(found, grown, PICTURES.relative_to(PROJECT)))
    if any(one.figure.missing.startswith("failed") for one in found):
        sys.exit(1)


def _found(stock: Stock, wanted: argparse.Namespace) -> list[Measured]:
    """What the files hold and what is measured now, which is kept part by part."""
    kept = results.read(wanted.json) if wanted.json else []
    others = [one for path in wanted.others for one in results.read(path)]
    there = results.done(results.merged(others, kept)) if wanted.resume else set()
    todo = [part for part in parts(wanted.only, stock.sizes, long=stock.long) if part not in there]
    if wanted.show:
        todo = []
    _refuse_small_disk(stock, todo)
    for part in measured(stock, todo, _say):
        kept = results.merged(kept, part)
        if wanted.json:
            results.write(wanted.json, kept)
    return results.merged(others, kept)


def _refuse_small_disk(stock: Stock, todo: Sequence[Part]) -> None:
    lacking = stock.lacks(part.files for part in todo)
    if todo and lacking:
        sys.exit(f"{stock.root} has {lacking / 1e9:.0f} GB less free than these sizes need; name another with --stock.")


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _draw(stock: Stock, grown: Sequence[Growth], folder: Path) -> None:
    python = printing.peers_python(stock)
    if python is None:
        sys.exit("The plots are drawn by what the long form installs.")
    folder.mkdir(parents=True, exist_ok=True)
    drawing = PROJECT / "tests" / "benchmarks" / "plots.py"
    subprocess.run([str(python), str(drawing), str(folder)], input=json.dumps(pictures(grown)), text=True, check=True)


if __name__ == "__main__":
    main()
