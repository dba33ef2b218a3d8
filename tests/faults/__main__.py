"""All fault campaigns by one command: ``python -m tests.faults [--long] [--only KIND] [--json FILE] [--security]``.

Each kind of fault is tried by the tests of its own, in their short form or at full length. What each test came to is
written to FILE as it comes; given the same FILE again, what has passed for this very program is not run again.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.faults.kinds import KINDS, circumstances, fill, findings, of_kind, skipped, table
from tests.faults.results import PROJECT, records


def _run(kind: str, results: Path, *, long: bool) -> None:
    command = [sys.executable, "-m", "pytest", "-p", "tests.faults.results", "--results", str(results)]
    command += ["-p", "no:cacheprovider", "-q", *(["--long"] if long else []), *KINDS[kind].files]
    began = time.perf_counter()
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    ended = done.returncode in (0, 5)  # 5: all of it was done before
    _say(f"{kind}: {'done' if ended else 'NOT SOUND'}, {(time.perf_counter() - began) / 60:.1f} minutes")
    if not ended:
        _say(done.stdout[-5000:] + done.stderr[-2000:])


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--long", action="store_true", help="full length: an hour of one processor")
    parser.add_argument("--only", action="append", choices=sorted(KINDS), metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--json", type=Path, metavar="FILE", help="what each test came to, one JSON object a line")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="so many kinds side by side")
    parser.add_argument("--security", action="store_true", help="put the table into SECURITY.md")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """0 where nothing was found, else 1."""
    wanted = _arguments(given)
    kinds = wanted.only or list(KINDS)
    with tempfile.TemporaryDirectory() as folder:
        results = (wanted.json or Path(folder) / "results").absolute()
        with ThreadPoolExecutor(wanted.jobs) as pool:
            list(pool.map(partial(_run, results=results, long=wanted.long), kinds))
        every = records(results, long=wanted.long)
    told = [one for kind in kinds for one in of_kind(every, kind)]
    command = "python -m tests.faults" + " --long" * wanted.long
    text = f"`{command}`, {circumstances()}:\n\n{table(told, kinds)}"
    _say(f"\n{text}\n")
    found = findings(told)
    for line in [*(f"not tried: {text}" for text in skipped(told)), *(f"FOUND: {text}" for text in found)]:
        _say(line)
    if wanted.security:
        fill(text)
    return 1 if found or any(not of_kind(told, kind) for kind in kinds) else os.EX_OK


if __name__ == "__main__":
    sys.exit(main())
