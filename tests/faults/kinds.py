"""The kinds of fault that are tried, and the table of what they came to."""

import os
import platform
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlcipher3 import dbapi2 as sqlcipher
from tests.faults.results import PROJECT, Record


@dataclass(frozen=True)
class Kind:
    """One kind of fault: what it is called, and the files of tests that try it."""

    title: str
    files: tuple[str, ...]


def _of(title: str, *names: str, folder: str = "faults") -> Kind:
    return Kind(title, tuple(f"tests/{folder}/test_{name}.py" for name in names))


KINDS = {
    "kill": _of("The program is killed at any moment", "kill"),
    "calls": _of("A system call fails: no room, a broken disk, killed in it", "injection"),
    "power": _of("The power fails, and again in the recovery", "powercut"),
    "damage": _of("Bits flipped, pages swapped, cut, put back", "damage", "damage_told"),
    "room": _of("No room, nothing can be written", "full_disk", "read_only", "bad_days"),
    "two": _of("Several programs at once", "two_at_once"),
    "leaks": _of("A word that must not get out", "leaks", "leaks_cli", "purged"),
    "bytes": _of("Foreign bytes and hostile text", "foreign_bytes", "hostile_input"),
    "clock": _of("The clock is ten years off", "clock"),
    "vaults": _of("Vaults of every version, upgrades killed", "stored_vaults", "killed_upgrades", folder="vaults"),
}

_HEAD = ("fault", "tried", "found", "planted faults noticed", "minutes")
BEGIN, END = "<!-- fault campaigns: written by “python -m tests.faults --security” -->", "<!-- end -->"


def of_kind(records: Iterable[Record], kind: str) -> list[Record]:
    return [one for one in records if one["file"] in KINDS[kind].files]


def findings(records: Iterable[Record]) -> list[str]:
    """All that went wrong; a planted fault that nobody noticed too."""
    found: list[str] = []
    for one in records:
        if one["outcome"] == "failed":
            found += one["findings"] or [f"{one['test']}: {one['why']}"]
    return found


def skipped(records: Iterable[Record]) -> list[str]:
    """What could not be tried here, and why."""
    return sorted({f"{one['file']}: {one['why']}" for one in records if one["outcome"] == "skipped"})


def table(records: Sequence[Record], kinds: Iterable[str] = KINDS) -> str:
    """What was tried and found, as Markdown; the minutes are of one processor."""
    rows = [_HEAD, ("---",) * len(_HEAD), *(_row(kind, of_kind(records, kind)) for kind in kinds)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _row(kind: str, records: list[Record]) -> Sequence[str]:
    tried: Counter[str] = Counter()
    for one in records:
        tried.update(one["tried"])
    planted = [one for one in records if one["planted"]]
    tests = sum(not one["planted"] and one["outcome"] != "skipped" for one in records)
    words = [f"{count:,} {name}" for name, count in tried.items() if count] + [f"{tests:,} tests"]
    noticed = sum(one["outcome"] == "passed" for one in planted)
    minutes = sum(one["processor_seconds"] for one in records) / 60
    found = len(findings(records))
    return KINDS[kind].title, ", ".join(words), f"{found:,}", f"{noticed} of {len(planted)}", f"{minutes:.1f}"


def circumstances() -> str:
    """When and on what it was tried."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    engine = sqlcipher.connect(":memory:").execute("PRAGMA cipher_version").fetchone()[0].split()[0]
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, {memory:.0f} GiB"
    return f"{date.today()}, {machine}, Python {platform.python_version()}, SQLCipher {engine}"


def fill(text: str) -> None:
    """Puts it between the two marks in SECURITY.md."""
    path = PROJECT / "SECURITY.md"
    before, begin, rest = path.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    assert begin, "SECURITY.md has no place for it"
    assert end, "SECURITY.md has no place for it"
    path.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", "utf-8")
