"""Repeatable chance: every choice, id, code and date of generated files comes from one seeded source."""

import random
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from muniment.domain.codes import ALPHABET

T = TypeVar("T")

_FIRST_DAY = date(2017, 9, 15).toordinal()
_OF_THE_WAVE = 16  # days; two files in three fall into it
_LATER = 800


class Chance:
    """One seeded source of chance. Not for anything secret."""

    def __init__(self, seed: int) -> None:
        self._source = random.Random(seed)  # noqa: S311 - practice data must be repeatable, not secret
        self._random = self._source.random
        self._codes: set[str] = set()

    def happens(self, share: float) -> bool:
        """Whether something happens that happens with this share of one."""
        return self._random() < share

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self._random() * (high - low + 1))

    def one(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[int(self._random() * len(items))]

    def some(self, items: Sequence[T], low: int, high: int) -> list[T]:
        """Neighbours in the list, as many as ``between`` says; an item that the list has twice comes once."""
        start, wanted = int(self._random() * len(items)), self.between(low, high)
        return list(dict.fromkeys(items[(start + step) % len(items)] for step in range(min(wanted, len(items)))))

    def uuid(self) -> str:
        """An id in the form of a random UUID."""
        digits = f"{self._source.getrandbits(128):032x}"
        variant = "89ab"[int(digits[16], 16) & 3]
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"

    def code(self) -> str:
        """A code for a case file, no two alike."""
        while True:
            letters = "".join(self._source.choices(ALPHABET, k=8))
            code = f"{letters[:4]}-{letters[4:]}"
            if code not in self._codes:
                self._codes.add(code)
                return code

    def first_day(self) -> int:
        """The day on which a file begins, as an ordinal."""
        return _FIRST_DAY + self.between(0, _OF_THE_WAVE if self.happens(2 / 3) else _LATER)

    def day(self, ordinal: int) -> str:
        """A day in EDTF, as people remember it: mostly exact, at times "about", one of three days, only the month."""
        exact = date.fromordinal(ordinal).isoformat()
        luck = self._random()
        if luck < 0.75:
            return exact
        if luck < 0.85:
            return f"{exact}~"
        if luck < 0.95:
            return f"[{date.fromordinal(ordinal - 1).isoformat()}..{date.fromordinal(ordinal + 1).isoformat()}]"
        return exact[:7]


def exact(ordinal: int) -> str:
    """A day that a paper bears."""
    return date.fromordinal(ordinal).isoformat()
