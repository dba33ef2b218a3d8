"""What is measured on, and how much of it other programs took meanwhile. What a system does not tell is left out."""

import os
import platform
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

_CPU, _MEMORY, _LOAD = Path("/proc/cpuinfo"), Path("/proc/meminfo"), Path("/proc/stat")
_IDLE = (3, 4)  # the columns of /proc/stat for nothing to do and for waiting for a disk
_COLUMNS = 8  # up to what the host of a virtual machine took; guests are counted in the first


def described(folder: Path) -> str:
    """The machine in one line, with the kind of disk that a folder lies on."""
    cores, usable = os.cpu_count() or 1, len(_cores())
    parts = [
        _processor(),
        f"{cores} cores" if usable == cores else f"{usable} of {cores} cores",
        _memory(),
        _disk(folder),
        f"{platform.system()} {platform.machine()}",
        f"Python {platform.python_version()}",
        f"SQLite {sqlcipher.sqlite_version}",
    ]
    return ", ".join(filter(None, parts))


def _cores() -> set[int]:
    """The processors that this program may run on."""
    known = getattr(os, "sched_getaffinity", None)
    return set(known(0)) if known else set(range(os.cpu_count() or 1))


def _processor() -> str:
    found = re.search(r"^model name\s*:\s*(.+)$", _text(_CPU), re.MULTILINE)
    return found[1].strip() if found else platform.processor()


def _memory() -> str:
    found = re.search(r"^MemTotal:\s*(\d+) kB", _text(_MEMORY), re.MULTILINE)
    return f"{int(found[1]) / 1024**2:.0f} GiB of memory" if found else ""


def _disk(folder: Path) -> str:
    """Whether a disk turns, as its device says; a virtual one does not know what is below it."""
    with suppress(OSError, AttributeError):
        device = folder.resolve().stat().st_dev
        place = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}").resolve()
        if place.name.startswith(("vd", "xvd")):
            return "virtual disk"
        queue = place / "queue" if (place / "queue").exists() else place.parent / "queue"
        return {"0": "solid-state disk", "1": "turning disk"}.get(_text(queue / "rotational").strip(), "")
    return ""


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


@dataclass(frozen=True, slots=True)
class _Load:
    """Seconds: of the clock, of our processors at work, and of these our own, with the programs that we started."""

    clock: float
    busy: float
    own: float


def _load() -> _Load | None:
    lines = dict(line.split(maxsplit=1) for line in _text(_LOAD).splitlines() if line.startswith("cpu"))
    counted = [lines[f"cpu{core}"].split()[:_COLUMNS] for core in _cores() if f"cpu{core}" in lines]
    if not counted:
        return None
    ticks = sum(int(one) for columns in counted for at, one in enumerate(columns) if at not in _IDLE)
    return _Load(time.perf_counter(), ticks / os.sysconf("SC_CLK_TCK"), sum(os.times()[:4]))


class Others:
    """Tells what part of the processors that we may run on other programs took since it was made."""

    def __init__(self) -> None:
        self._begun = _load()

    def share(self) -> float | None:
        """From 0 to 1; None where the system does not tell. The kernel's work for us counts as theirs."""
        now = _load()
        if now is None or self._begun is None:
            return None
        clock = (now.clock - self._begun.clock) * len(_cores())
        theirs = (now.busy - self._begun.busy) - (now.own - self._begun.own)
        return min(1.0, max(0.0, theirs / clock))
