"""Unlocking a vault."""

import gc
import time
from pathlib import Path
from typing import Any, ClassVar
from unittest.mock import patch

from cryptography.hazmat.primitives.kdf import argon2
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from tests.benchmarks.measure import Figures, Goal, Samples, seconds
from tests.benchmarks.stock import Stock, with_cost

from muniment.services import demo
from muniment.services.session import Session, open_vault
from muniment.vault.slots import KeyCost

_FLOOR = KeyCost(memory=256 * 1024, iterations=3, lanes=4)  # the least that a real vault costs


def unlock(stock: Stock) -> Figures:
    """Opening a vault against the derivation of the key that it cannot do without, at the cost where that is quickest.

    What else there is to do is a few thousandths of it, and a derivation varies by a tenth from one time to the next.
    So the one that belongs to each opening is timed within it, and a hundredth more than that would show.
    """
    for files in stock.sizes:
        vault = with_cost(stock.folder(files), stock.scratch("unlock") / "vault", _FLOOR)
        taken = [_opened(vault) for _ in range(16 if stock.long else 4)][1:]
        samples = Samples(tuple(ours for ours, _ in taken), tuple(theirs for _, theirs in taken))
        yield samples.figure("unlock", "the key derivation alone", Goal(1.05), files=files)


def _opened(vault: Path) -> tuple[float, float]:
    """How long an opening takes, and the first derivation in it."""
    gc.collect()
    found: list[Session] = []
    with patch.object(argon2, "Argon2id", _Stopwatch):
        _Stopwatch.taken.clear()
        took = seconds(lambda: found.append(open_vault(vault, demo.PASSPHRASE)))
    found[0].close()
    return took, _Stopwatch.taken[0]


class _Stopwatch:
    """In the place of ``Argon2id``: does the same, and notes how long it takes."""

    taken: ClassVar[list[float]] = []

    def __init__(self, *, iterations: int, lanes: int, memory_cost: int, **others: Any) -> None:
        assert KeyCost(memory_cost, iterations, lanes) == _FLOOR, "a derivation that is not the one of the vault"
        self._real = Argon2id(iterations=iterations, lanes=lanes, memory_cost=memory_cost, **others)

    def derive(self, secret: bytes) -> bytes:
        start = time.perf_counter()
        key = self._real.derive(secret)
        self.taken.append(time.perf_counter() - start)
        return key
