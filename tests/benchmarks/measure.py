"""Two ways of doing the same work, timed in turns, and what the one costs against the other.

Times are those of the clock on the wall: waiting for the disk is part of the work. What other programs take of it hits
both sides alike, since they take turns, and shows in the spread; how much they took is told beside the figures
(``machine.Others``). The garbage of one side is collected before the other begins, and none of it walks through what
the measuring itself keeps.
"""

import gc
import statistics
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

Sampler = Callable[[int], float]
"""Does the work of one round, which has a number, and returns what it took."""

Statistic = Callable[[Sequence[float]], float]

FILES = "files"

_PARTS = 5  # of a run, each with a ratio of its own: how far these lie apart is the spread


@dataclass(frozen=True, slots=True)
class Goal:
    """What a ratio should come to: at most so much or, where it says how many times faster we are, at least."""

    limit: float
    at_least: bool = False

    def met(self, ratio: float) -> bool:
        """Whether a ratio is as good as that."""
        return ratio >= self.limit if self.at_least else ratio <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. ``ratio`` is ours to theirs, or theirs to ours where it says how many times faster we are.

    ``files`` is the size at which the work was measured, in what ``scale`` names (the case files of the vault, unless
    it says otherwise); 0 where there is none. ``missing`` says why there is nothing.
    """

    work: str
    peer: str
    ours: float = 0
    theirs: float = 0
    ratio: float = 0
    low: float = 0
    high: float = 0
    unit: str = "ms"
    statistic: str = "median"
    files: int = 0
    scale: str = FILES
    goal: Goal | None = None
    missing: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None where there is none, or nothing was measured."""
        return None if self.goal is None or self.missing else self.goal.met(self.ratio)


Figures = Generator[Figure, None, None]
"""What one benchmark finds, as it finds it; closing it gives its vaults back."""


@dataclass(frozen=True, slots=True)
class Samples:
    """What both took in every round, in seconds or another unit."""

    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    def figure(
        self,
        work: str,
        peer: str,
        goal: Goal | None = None,
        *,
        files: int = 0,
        scale: str = FILES,
        of: Statistic = statistics.median,
        per_round: int = 1,
        faster: bool = False,
    ) -> Figure:
        """The line for seconds taken; ``per_round`` is how many pieces of work one round did.

        ``faster`` turns the ratio round: how many times faster we are.
        """
        ratios = [_ratio(of(ours), of(theirs), faster=faster) for ours, theirs in self._parts()]
        ours, theirs = of(self.ours), of(self.theirs)
        return Figure(
            work,
            peer,
            1000 * ours / per_round,
            1000 * theirs / per_round,
            _ratio(ours, theirs, faster=faster),
            min(ratios),
            max(ratios),
            statistic=of.__name__,
            files=files,
            scale=scale,
            goal=goal,
        )

    def _parts(self) -> list[tuple[Sequence[float], Sequence[float]]]:
        size = max(1, len(self.ours) // _PARTS)
        starts = range(0, len(self.ours) - size + 1, size)
        return [(self.ours[at : at + size], self.theirs[at : at + size]) for at in starts]


def _ratio(ours: float, theirs: float, *, faster: bool) -> float:
    return theirs / ours if faster else ours / theirs


def figure_of(
    work: str, peer: str, ours: float, theirs: float, unit: str, goal: Goal, *, files: int = 0, scale: str = FILES
) -> Figure:
    """The line for two numbers that are not times, each measured once: bytes, calls."""
    ratio = _ratio(ours, theirs, faster=False)
    return Figure(work, peer, ours, theirs, ratio, ratio, ratio, unit, "", files, scale, goal)


def p95(taken: Sequence[float]) -> float:
    """What nineteen of twenty stay under."""
    return sorted(taken)[max(0, -(-len(taken) * 95 // 100) - 1)]


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes here and now."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(ours: Sampler, theirs: Sampler, rounds: int, *, warm: int = 1, turn: int = 0) -> Samples:
    """Both, again and again, each first in every second round; ``warm`` rounds more, numbered from 0, do not count.

    An odd ``turn`` lets theirs begin.
    """
    taken: list[tuple[float, float]] = []
    for number in range(warm):
        _round(ours, theirs, number, turn)
    with _nothing_to_collect():
        for number in range(warm, warm + rounds):
            taken.append(_round(ours, theirs, number, turn))
    return Samples(tuple(pair[0] for pair in taken), tuple(pair[1] for pair in taken))


def _round(ours: Sampler, theirs: Sampler, number: int, turn: int) -> tuple[float, float]:
    if (number + turn) % 2 == 0:
        first = _sampled(ours, number)
        return first, _sampled(theirs, number)
    first = _sampled(theirs, number)
    return _sampled(ours, number), first


def _sampled(side: Sampler, number: int) -> float:
    gc.collect()
    return side(number)


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """What is in memory at the beginning of the block is no matter for collections inside it."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def compared(ours: Callable[[], object], theirs: Callable[[], object], rounds: int, *, warm: int = 1) -> Samples:
    """As ``in_turns``, for work that is the same in every round."""
    return in_turns(lambda _: seconds(ours), lambda _: seconds(theirs), rounds, warm=warm)


def item_by_item(ours: Sampler, theirs: Sampler, count: int, passes: int, prepare: Callable[[], None]) -> Samples:
    """So many pieces of work, each different, gone through several times; of each the least that it took.

    What other programs do to one pass they seldom do to the same piece in the next. ``prepare`` comes before each pass.
    """
    taken: list[Samples] = []
    for turn in range(passes):
        prepare()
        taken.append(in_turns(ours, theirs, count, warm=0, turn=turn))
    least = [[min(times) for times in zip(*sides, strict=True)] for sides in _sides(taken)]
    return Samples(tuple(least[0]), tuple(least[1]))


def _sides(taken: list[Samples]) -> tuple[list[tuple[float, ...]], list[tuple[float, ...]]]:
    return [one.ours for one in taken], [one.theirs for one in taken]
