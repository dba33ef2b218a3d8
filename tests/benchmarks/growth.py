"""How work grows with what there is of it: the figures of one piece of work at several sizes, side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.measure import FILES, Figure
from tests.benchmarks.results import Measured
from tests.benchmarks.wording import times

_Which = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Growth:
    """One piece of work against one peer, smallest size first."""

    figures: tuple[Figure, ...]

    @property
    def first(self) -> Figure:
        """What is the same in all of them may be read here."""
        return self.figures[0]

    @property
    def sizes(self) -> list[int]:
        """What it was measured at."""
        return [one.files for one in self.figures]


def growths(measured: Iterable[Measured]) -> list[Growth]:
    """Every piece of work that was measured at more than one size, in the order of the figures."""
    found: dict[_Which, dict[int, Figure]] = {}
    for one in (each.figure for each in measured):
        if one.files and not one.missing:
            found.setdefault(_which(one), {})[one.files] = one
    return [Growth(tuple(sizes[size] for size in sorted(sizes))) for sizes in found.values() if len(sizes) > 1]


def at_the_largest(found: Iterable[Measured]) -> list[Measured]:
    """Every piece of work once: at the largest size that it was measured at."""
    largest: dict[_Which, Measured] = {}
    for one in found:
        known = largest.get(_which(one.figure))
        if known is None or one.figure.files >= known.figure.files:
            largest[_which(one.figure)] = one
    return list(largest.values())


def _which(one: Figure) -> _Which:
    return one.work, one.peer, one.scale


def pictures(found: Iterable[Growth]) -> list[dict[str, Any]]:
    """What ``plots.py`` draws, as it takes it: for each piece of work one picture, with every peer of it."""
    by_work: dict[str, list[Growth]] = {}
    for growth in found:
        by_work.setdefault(growth.first.work, []).append(growth)
    return [_picture(work, peers) for work, peers in by_work.items()]


def _picture(work: str, peers: list[Growth]) -> dict[str, Any]:
    first = peers[0].first
    return {
        "name": file_name(work),
        "title": work,
        "unit": first.unit,
        "statistic": first.statistic,
        "scale": "case files" if first.scale == FILES else first.scale,
        "sizes": peers[0].sizes,
        "ours": [one.ours for one in peers[0].figures],
        "peers": [_line(growth) for growth in peers if growth.sizes == peers[0].sizes],
    }


def _line(growth: Growth) -> dict[str, Any]:
    goal = growth.first.goal
    limit = 0.0 if goal is None else 1 / goal.limit if goal.at_least else goal.limit
    return {
        "label": growth.first.peer,
        "values": [one.theirs for one in growth.figures],
        "ratios": [times(one.ratio) for one in growth.figures],
        "goal": limit,
    }


def file_name(work: str) -> str:
    """The name of a picture, without its ending."""
    kept = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in work.lower())
    return "-".join(kept.split())
