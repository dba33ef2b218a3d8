"""Every figure is measured, and a ratio says it when our side is made slower. How large one is, is no test."""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Self

import pytest
from tests.benchmarks import backing_up, opening, printing, reading, saving, stock, taking_in
from tests.benchmarks.__main__ import BENCHMARKS
from tests.benchmarks.measure import Figure, in_turns
from tests.benchmarks.peak import peak
from tests.benchmarks.stock import Stock

from muniment.reports import pdf
from muniment.services import entries, importing, leakcheck, upkeep
from muniment.services import printing as printer
from muniment.vault import caselines, keys
from muniment.vault.caselines import Filter
from muniment.vault.slots import KeyCost

Patch = pytest.MonkeyPatch

_FILES = 60


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stock]:
    """A small stock, and a key and a backup that cost less than those of the short form."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_FLOOR", KeyCost(memory=32 * 1024, iterations=3, lanes=1))
        patch.setattr(backing_up, "_SHORT", (16,))
        yield Stock(tmp_path_factory.mktemp("stock"), sizes=(_FILES,))


class _Honest:
    """What each benchmark finds when nothing is planted, measured once."""

    def __init__(self, kept: Stock) -> None:
        self._stock = kept
        self._found: dict[str, list[Figure]] = {}

    def __getitem__(self, name: str) -> list[Figure]:
        if name not in self._found:
            self._found[name] = list(BENCHMARKS[name](self._stock))
            self._stock.sweep()
        return self._found[name]


@pytest.fixture(scope="module")
def honest(kept: Stock) -> _Honest:
    return _Honest(kept)


@pytest.mark.parametrize("name", BENCHMARKS)
def test_every_figure_is_measured_in_the_short_form(honest: _Honest, name: str) -> None:
    assert honest[name]
    for figure in honest[name]:
        if figure.missing:
            assert "not installed" in figure.missing
        else:
            assert figure.ours > 0
            assert figure.theirs > 0
            assert 0 < figure.low <= figure.high


# --- a harness that cannot fail proves nothing ---


@dataclass(frozen=True)
class Fault:
    """A function of ours that is made to take long, and the figure that must tell. ``twin``: the peer calls it too."""

    work: str
    place: ModuleType | None
    name: str
    twin: bool = False
    calls: int = 1  # in one piece of work
    least: float = 0  # seconds that show, however little it takes without

    def plant(self, patch: Patch, seconds: float) -> None:
        """Lets every call take so much longer, on our side alone."""
        real = getattr(self.place, self.name)

        def slow(*given: Any, **named: Any) -> Any:
            if not (self.twin and given[0].path.parent.name == "plain"):
                _burn(seconds)
            return real(*given, **named)

        patch.setattr(self.place, self.name, slow)


def _burn(seconds: float) -> None:
    """Works for so long, which takes longer where other programs work too."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def _planted(patch: Patch, folder: Path, code: str) -> None:
    """Lets every Python that is started to be measured run this first."""
    (folder / "sitecustomize.py").write_text(f"import sys, time\n{code}\n", encoding="utf-8")
    path = os.pathsep.join([str(folder), stock.ENVIRONMENT["PYTHONPATH"]])
    patch.setitem(stock.ENVIRONMENT, "PYTHONPATH", path)


_IN_WINDOW = """
import atexit, importlib, importlib.abc, sys, time

def planted(module):
    *outer, name = {path!r}.split(".")
    holder = getattr(module, outer[0]) if outer else module
    real, kept = getattr(holder, name), []

    def slow(*given, **named):
        first = getattr(given[0], "db", None) if given else None
        if first is None or first.path.parent.name != "plain":
            end = time.thread_time() + {seconds!r}
            while time.thread_time() < end:
                pass
            kept.append(bytearray({memory!r}))
        return real(*given, **named)

    setattr(holder, name, slow)

class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != {module!r}:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        run = spec.loader.exec_module
        spec.loader.exec_module = lambda module: (run(module), planted(module))
        return spec

if any(one.startswith("tests.benchmarks.window") for one in sys.orig_argv) and "bare" not in sys.orig_argv:
    import importlib.util
    sys.meta_path.insert(0, Finder())
"""


def _planted_in_window(patch: Patch, folder: Path, fault: Fault, before: Figure) -> None:
    """Lets a function of the program that is measured burn time, or keep memory, at every call."""
    module, _, path = fault.name.partition(":")
    megabytes = before.unit == "MB"
    seconds = 0.0 if megabytes else max(fault.least, 2 * before.ours / 1000 / fault.calls)
    code = _IN_WINDOW.format(path=path, module=module, seconds=seconds, memory=200_000_000 if megabytes else 0)
    _planted(patch, folder, code)


FAULTS: Mapping[str, Fault] = {
    "unlock": Fault("unlock", keys, "passphrase_key"),
    "save": Fault("save of one record", entries, "add"),
    "case": Fault("whole case file, repeated", reading, "replay", twin=True),
    "search": Fault("search as typed", reading, "first_found", twin=True),
    "lists": Fault("counts", caselines, "count", twin=True),
    "import": Fault("import of", importing, "import_file"),
    "backup": Fault("backup of", upkeep, "back_up"),
    "canvas": Fault("one brief", pdf, "to_pdf"),
    "peers": Fault("one brief", pdf, "to_pdf"),
    "merged": Fault("briefs merged", printer, "merged"),
    "leaks": Fault("leak check", leakcheck, "check"),
    "start": Fault("“muniment list”", None, ""),
    "listing": Fault("“muniment list”", None, ""),
    "sizes": Fault("one brief", printer, "print_one"),
    "window": Fault("first window", None, "muniment.app:load_look"),
    "window-memory": Fault("memory", None, "muniment.services.casetable:rows"),
    "window-search": Fault("letter typed", None, "muniment.services.listing:found"),
    "window-case": Fault("case file opened", None, "muniment.services.casefile:view"),
    "window-lists": Fault("all files sorted", None, "muniment.services.casetable:numbers"),
    "window-scroll": Fault("list scrolled", None, "muniment.ui.models.casetable:CaseTable.data", calls=200),
    "window-brief": Fault("brief asked for", None, "muniment.services.batch:Batch.step"),
    "window-beat": Fault("longest step", None, "muniment.ui.pages.making:Making._on_made", least=0.1),
}


def _first(figures: Iterator[Figure], work: str) -> Figure:
    """The first figure of a piece of work; what comes after it is not measured."""
    return next(one for one in figures if one.work.startswith(work))


class _SteadyPeer:
    """In the place of other libraries, where they are not installed: always as quick."""

    def __init__(self, python: Path) -> None:
        self.python = python

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def seconds(self, *_: object) -> float:
        return 1.0


@pytest.mark.parametrize("name", BENCHMARKS)
def test_what_is_made_to_take_three_times_as_long_shows(
    honest: _Honest, kept: Stock, tmp_path: Path, monkeypatch: Patch, name: str
) -> None:
    fault = FAULTS[name]
    before = _before(honest, kept, monkeypatch, name)
    seconds = 2 * before.ours / 1000
    if name.startswith("window"):
        _planted_in_window(monkeypatch, tmp_path, fault, before)
    elif fault.place:
        fault.plant(monkeypatch, seconds)
    else:
        spinning = f"    while time.thread_time() < {seconds}: pass"
        _planted(monkeypatch, tmp_path, f"if 'muniment' in sys.orig_argv:\n{spinning}")
    with closing(BENCHMARKS[name](kept)) as figures:
        after = _first(figures, fault.work)
    kept.sweep()
    if before.goal and before.goal.at_least:
        assert 1.5 * after.ratio < before.ratio
    else:
        assert after.ratio > 1.5 * before.ratio
    if before.goal and before.goal.limit < 2:
        assert after.met is False


def _before(honest: _Honest, kept: Stock, patch: Patch, name: str) -> Figure:
    """What is found without the fault; peers need not be installed for it."""
    if name != "peers":
        return _first(iter(honest[name]), FAULTS[name].work)
    patch.setattr(printing, "peers_python", lambda _: Path(sys.executable))
    patch.setattr(printing, "_Peer", _SteadyPeer)
    return _first(BENCHMARKS[name](kept), FAULTS[name].work)


def test_an_index_that_is_missing_shows(tmp_path: Path) -> None:
    stock = Stock(tmp_path, sizes=(_FILES,))
    with stock.twins(_FILES) as twins:
        sides = reading._sides(twins, lambda session, _: reading._count(session, wanted=Filter(tag="eviction")))
        honest = in_turns(*sides, 50).figure("", "").ratio
        twins.session.db.run("DROP INDEX list_item_value")
        assert in_turns(*sides, 50).figure("", "").ratio > 2 * honest


def test_a_save_that_waits_for_the_disk_once_more_shows(tmp_path: Path, monkeypatch: Patch) -> None:
    """What is replayed has one transaction less, as if ours had been two."""
    stock = Stock(tmp_path)
    honest = saving._fsyncs(stock)
    if honest.missing:
        pytest.skip(honest.missing)
    monkeypatch.setenv(saving.PLANT, "1")
    planted = saving._fsyncs(stock)
    assert honest.ours == honest.theirs
    assert planted.ours > planted.theirs
    assert planted.met is False


def test_an_import_that_keeps_what_it_read_shows(tmp_path: Path, monkeypatch: Patch) -> None:
    _planted(
        monkeypatch,
        tmp_path,
        "if sys.orig_argv[-3:-2] == ['import']:\n"
        "    from muniment.services import importing\n"
        "    kept, real = [], importing._Taking._write\n"
        "    importing._Taking._write = lambda self, *given: (kept.append(bytearray(50_000)), real(self, *given))",
    )
    few, many = (taking_in.written(tmp_path / f"{rows}.jsonl", rows) for rows in (300, 900))
    one, three = (peak("import", tmp_path / path.stem, path) for path in (few, many))
    assert three > 1.2 * one
