"""What was measured, kept as JSON, so that a long run may be broken off, gone on with, and put together from parts."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import Figure, Goal


@dataclass(frozen=True, slots=True)
class Part:
    """What is measured in one go: a benchmark, in its short or long form, at one size where this matters (else 0)."""

    name: str
    files: int = 0
    long: bool = False

    def __str__(self) -> str:
        return f"{self.name} at {self.files:,} files" if self.files else self.name


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure and how it came about. ``others`` is the share of the processors that others took, if known."""

    part: Part
    figure: Figure
    on: str
    machine: str
    others: float | None = None

    @property
    def failed(self) -> bool:
        """Whether there is a reason to try again."""
        return bool(self.figure.missing)


def read(path: Path) -> list[Measured]:
    """What a file holds; nothing where there is none yet."""
    if not path.exists():
        return []
    return [_from_json(one) for one in json.loads(path.read_text(encoding="utf-8"))["figures"]]


def write(path: Path, found: Iterable[Measured]) -> None:
    """Replaces the file as a whole: a run that is broken off leaves what was there before."""
    content = json.dumps({"figures": [_as_json(one) for one in found]}, indent=1, ensure_ascii=False)
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.write_text(content + "\n", encoding="utf-8")
    unfinished.replace(path)


def merged(*runs: Iterable[Measured]) -> list[Measured]:
    """Of each part the figures of the latest day; on the same day those of the later run."""
    latest: dict[Part, list[Measured]] = {}
    for run in runs:
        for part, found in _by_part(run).items():
            if part not in latest or latest[part][0].on <= found[0].on:
                latest[part] = found
    return [one for found in latest.values() for one in found]


def done(found: Iterable[Measured]) -> set[Part]:
    """The parts of which every figure is there."""
    return {part for part, figures in _by_part(found).items() if not any(one.failed for one in figures)}


def in_order(found: Iterable[Measured], names: Sequence[str]) -> list[Measured]:
    """As the benchmarks are listed, small vaults first; what one part measures stays in its order."""
    rank = {name: at for at, name in enumerate(names)}
    return sorted(found, key=lambda one: (rank.get(one.part.name, len(rank)), one.part.files))


def _by_part(found: Iterable[Measured]) -> dict[Part, list[Measured]]:
    parts: dict[Part, list[Measured]] = {}
    for one in found:
        parts.setdefault(one.part, []).append(one)
    return parts


def _as_json(one: Measured) -> dict[str, Any]:
    return {**asdict(one), "met": one.figure.met}  # met is for other readers: it follows from the rest


def _from_json(given: dict[str, Any]) -> Measured:
    goal = given["figure"]["goal"]
    figure = Figure(**{**given["figure"], "goal": Goal(**goal) if goal else None})
    return Measured(Part(**given["part"]), figure, given["on"], given["machine"], given["others"])
