"""One task in a program of its own, which tells how much memory it took at most, in megabytes."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

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


def _most() -> float:
    """The high-water mark of this very program: that of ``getrusage`` begins with what the parent had."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    found = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(found.split()[1]) / 1024


TASKS: dict[str, Callable[..., None]] = {"import": _import, "briefs": _briefs}

if __name__ == "__main__":
    TASKS[sys.argv[1]](*sys.argv[2:])
    sys.stdout.write(str(_most()))
