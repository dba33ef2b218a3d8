"""One task in a program of its own, which tells how much memory it took at most, in megabytes."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.benchmarks.stock import CHEAP, ENVIRONMENT, PROJECT


def peak(task: str, *arguments: object) -> float:
    """The most memory that a task took, in MB: for each task its own program, begun for it."""
    command = [sys.executable, "-m", "tests.benchmarks.peak", task, *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=ENVIRONMENT, cwd=PROJECT)
    return float(done.stdout)


def _import(folder: str, lines: str) -> None:
    from muniment.services import importing
    from muniment.services import session as sessions

    session = sessions.create(Path(folder), "passphrase", cost=CHEAP)
    importing.import_file(session, Path(lines))
    session.close()


def _briefs(folder: str, count: str) -> None:
    from tests.benchmarks.printing import CHOICES

    from muniment.services import demo, printing
    from muniment.services import session as sessions

    with sessions.opened(Path(folder), demo.PASSPHRASE) as session:
        printing.merged(session, printing.all_cases(session)[: int(count)], CHOICES)


class _Watch:
    """Looks now and then at the programs that this one has begun.

    Of these counts what they have for themselves: the pages of program files are in memory once for all of them.
    """

    def __init__(self) -> None:
        self.most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.02):
            self.most = max(self.most, sum(_told(Path("/proc") / child, "RssAnon") for child in _children()))


def _children() -> list[str]:
    lists = Path("/proc/self/task").glob("*/children")
    return [number for one in lists for number in one.read_text(encoding="ascii").split()]


def _told(process: Path, field: str) -> float:
    """What the system tells of the memory of a process, in MB; nothing of one that is gone."""
    try:
        status = (process / "status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in status.splitlines() if line.startswith(f"{field}:")) / 1024


TASKS: dict[str, Callable[..., None]] = {"import": _import, "briefs": _briefs}

if __name__ == "__main__":
    with _Watch() as watch:
        TASKS[sys.argv[1]](*sys.argv[2:])
    # The high-water mark of this very program: that of ``getrusage`` begins with what the parent had.
    sys.stdout.write(str(_told(Path("/proc/self"), "VmHWM") + watch.most))
