"""The command line from the shell and back: a copy of the program as it is once installed, compiled, by itself."""

import compileall
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measure import Figures, Goal, Samples, compared
from tests.benchmarks.stock import CHEAP, ENVIRONMENT, PROJECT, Stock

from muniment.services import demo

_NOTHING = "“python -c pass”"


def start(stock: Stock) -> Figures:
    """One command, against an interpreter that does nothing."""
    vault = stock.scratch("start") / "vault"
    demo.make_demo(vault, cost=CHEAP).close()
    samples = _against_nothing(stock, vault, 60 if stock.long else 8)
    yield samples.figure("“muniment list”, the practice vault, a cheap key", _NOTHING, Goal(8))


def whole_list(stock: Stock) -> Figures:
    """The same command grows with what it lists: it prints every case file."""
    for files in stock.sizes:
        samples = _against_nothing(stock, stock.folder(files), 7 if stock.long else 3)
        yield samples.figure("“muniment list” of all case files, a cheap key", _NOTHING, files=files)


def _against_nothing(stock: Stock, vault: Path, rounds: int) -> Samples:
    home = _installed(stock.scratch("program"))
    return compared(lambda: _list(home, vault), lambda: _nothing(home), rounds)


def _installed(home: Path) -> Path:
    """The modules and data of the program where pip would put them, next to nothing else, and compiled."""
    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PROJECT / "desktop" / "muniment", home / "muniment", ignore=leave)
    shutil.copytree(PROJECT / "resources", home / "muniment" / "resources", ignore=leave)
    assert compileall.compile_dir(home, quiet=1)
    return home


def _environment() -> dict[str, str]:
    """That of every program that is measured, without the way to the tree."""
    tree = {str(PROJECT), str(PROJECT / "desktop")}
    path = [place for place in ENVIRONMENT["PYTHONPATH"].split(os.pathsep) if place not in tree]
    return {**ENVIRONMENT, "PYTHONPATH": os.pathsep.join(path)}


def _list(home: Path, vault: Path) -> None:
    command = [sys.executable, "-m", "muniment", "list", str(vault), "--passphrase-fd", "0"]
    passphrase = f"{demo.PASSPHRASE}\n".encode()
    done = subprocess.run(command, input=passphrase, capture_output=True, env=_environment(), cwd=home, check=True)
    assert done.stdout


def _nothing(home: Path) -> None:
    command = [sys.executable, "-c", "pass"]
    subprocess.run(command, input=b"", capture_output=True, env=_environment(), cwd=home, check=True)
