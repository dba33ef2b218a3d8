"""The window: from an act to what it leads to on the screen, with no screen but the memory of one.

Every task runs in programs of its own, so that no widget stays behind where others measure.
"""

import json
import subprocess
import sys
import time

from tests.benchmarks.measure import Figure, Figures, Goal, Samples, Statistic, figure_of, in_turns, p95
from tests.benchmarks.stock import ENVIRONMENT, PROJECT, Stock

_LARGE = 100_000
_TWIN = "the same, plain"


def _run(module: str, *arguments: object) -> str:
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *map(str, arguments)]
    environment = {**ENVIRONMENT, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, cwd=PROJECT)
    return done.stdout


def _found(stock: Stock, files: int, task: str, rounds: int) -> dict[str, Samples]:
    """What a task found on the vault of so many files and its twin."""
    with stock.twins(files) as twins:
        places = twins.session.folder, twins.plain.db.path
    found = json.loads(_run("window_tasks", task, *places, rounds))
    return {name: Samples(tuple(ours), tuple(theirs)) for name, (ours, theirs) in found.items()}


def _within(samples: Samples, work: str, limit: float, files: int, of: Statistic = p95) -> Figure:
    """Against so many milliseconds, the same on every machine: people do not wait for a slow one either."""
    allowed = Samples(samples.ours, (limit / 1000,) * len(samples.ours))
    return allowed.figure(work, f"{limit:g} ms", Goal(1), files=files, of=of)


def first(stock: Stock) -> Figures:
    """From the beginning of the process to the first picture, and to the list but for the time of typing."""
    for files in stock.sizes:
        ours, theirs = _Starter("ours", stock.folder(files)), _Starter("bare", files)
        listed = in_turns(ours.start, theirs.start, 15 if stock.long else 3)
        asked = Samples(tuple(ours.asked[1:]), listed.theirs)
        goal = Goal(1.4 if files >= _LARGE else 1.3)
        yield asked.figure("first window, asking for the passphrase", "a bare table window", goal, files=files)
        yield listed.figure("first window, and the list, a cheap key", "a bare table window", goal, files=files)


class _Starter:
    """Starts one of the two; ``asked`` are the seconds until it asked for a passphrase."""

    def __init__(self, side: str, shown: object) -> None:
        self._side, self._shown = side, shown
        self.asked: list[float] = []

    def start(self, _: int) -> float:
        """The seconds that one waits for the list."""
        begun = time.monotonic()  # the same clock for all programs
        told = json.loads(_run("window_first", self._side, self._shown))
        self.asked.append(float(told["field"] - begun))
        return float(told["now"] - begun - told["typed"])


def memory(stock: Stock) -> Figures:
    """Every line of the list looked at."""
    for files in stock.sizes:
        ours, theirs = _peak("ours", stock.folder(files)), _peak("bare", files)
        work, peer = "memory, all files looked at in the list", "a bare table window"
        yield figure_of(work, peer, ours, theirs, "MB", Goal(2), files=files)


def _peak(side: str, shown: object) -> float:
    return float(json.loads(_run("window_first", side, shown, "through"))["peak"])


def search(stock: Stock) -> Figures:
    """At every letter that is typed."""
    for files in stock.sizes:
        samples = _found(stock, files, "search", 60 if stock.long else 4)["search"]
        work = "letter typed to hits on the screen"
        yield samples.figure(work, "a bare window, plain", Goal(1.2), files=files, of=p95)
        yield _within(samples, work, 16, files)


def opening(stock: Stock) -> Figures:
    """Case files, every one another, as the list opens them."""
    for files in stock.sizes:
        samples = _found(stock, files, "opening", 60 if stock.long else 6)["opening"]
        work = "case file opened, on the screen"
        yield samples.figure(work, _TWIN, Goal(1.2), files=files, of=p95)
        yield _within(samples, work, 100, files)


def lists(stock: Stock) -> Figures:
    """The goals are those of a large vault: in a small one the picture takes longer than what it is made from."""
    for files in stock.sizes:
        found = _found(stock, files, "lists", 60 if stock.long else 10)
        work, large = "all files sorted or filtered, on the screen", files >= _LARGE
        yield found["sql"].figure(work, "its SQL alone, plain", Goal(1.5) if large else None, files=files)
        goal = Goal(100, at_least=True) if large else None
        yield found["proxy"].figure(work, "a proxy model that sorts", goal, files=files, faster=True)


def scrolling(stock: Stock) -> Figures:
    """A turn of the wheel."""
    for files in stock.sizes:
        samples = _found(stock, files, "scrolling", 400 if stock.long else 60)["scrolling"]
        yield samples.figure("list scrolled by a turn of the wheel", "a bare model", Goal(1.5), files=files, of=p95)


def preview(stock: Stock) -> Figures:
    """The first page, sharp."""
    for files in stock.sizes:
        samples = _found(stock, files, "preview", 60 if stock.long else 8)["preview"]
        yield samples.figure("brief asked for, on the screen", "making its PDF, plain", Goal(2), files=files)


def beat(stock: Stock) -> Figures:
    """The longest step of the main thread while 500 briefs are made, a vault backed up, and a file taken in."""
    for files in stock.sizes:
        for name, samples in _found(stock, files, "beating", 10_000 if stock.long else 300).items():
            yield _within(samples, f"longest step of the window while {name}", 50, files, max)
