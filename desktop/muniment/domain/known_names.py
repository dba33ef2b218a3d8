"""The names that a vault knows, looked up by any form of any of their words."""

from collections.abc import Iterable, Sequence, Set

from muniment.domain.frozen import frozen
from muniment.domain.name_forms import bases, folded_words, stems

_MOST_REMEMBERED = 100_000  # words of texts; what comes later is worked out each time


@frozen
class CommonWords:
    """Words that are no names by themselves, in small letters (``name_scan.plain``)."""

    starters: Set[str] = frozenset()  # begin sentences: a capital there says nothing
    ordinary: Set[str] = frozenset()  # in small letters they are what they say
    titles: Set[str] = frozenset()  # stand in names and are none alone
    naming: Set[str] = frozenset()  # what follows is a name
    doing: Set[str] = frozenset()  # what comes before is somebody
    places: Set[str] = frozenset()  # what comes before or after is the name of a place
    folded: Set[str] = frozenset()  # all that begin sentences, mean something or are titles, folded
    stems: Set[str] = frozenset()  # of those that mean something: folded, without their last vowel, надежд|ы


class KnownNames:
    """Names in their folded words, each with what it is; those that may be printed are known too.

    Each name has a number. A public name hides what stands inside of it: an officer may be called as a contact is.
    """

    def __init__(self, common: CommonWords) -> None:
        self.common = common
        self.names: list[str] = []
        self.whats: list[str] = []
        self.kinds: list[str] = []
        self.alone: list[bool] = []
        self._owners: dict[str, list[int]] = {}
        self._sets: dict[str, frozenset[int]] = {}
        self._stems: dict[str, list[str]] | None = None
        self._readings: dict[str, tuple[str, ...]] = {}

    def __len__(self) -> int:
        return len(self.names)

    def add_all(self, names: Iterable[str], what: str, kind: str = "name", *, alone: bool = True) -> None:
        """Adds names given as ``folding.fold`` has them; ``alone``: a single word of one gives the person away."""
        owners, begun = self._owners, len(self.names)
        self.names += filter(None, names)
        for number in range(begun, len(self.names)):
            for word in self.names[number].split():
                known = owners.get(word)
                if known is None:
                    owners[word] = [number]
                else:
                    known.append(number)
        added = len(self.names) - begun
        self.whats += [what] * added
        self.kinds += [kind] * added
        self.alone += [alone] * added
        self._stems = None
        self._readings.clear()
        self._sets.clear()

    def owners(self, word: str) -> frozenset[int]:
        """The numbers of the names that have this folded word."""
        known = self._sets.get(word)
        if known is None:
            known = self._sets[word] = frozenset(self._owners.get(word, ()))
        return known

    def learn(self, words: Iterable[str]) -> None:
        """Works out at once what these words, as written, may be forms of."""
        new = [word for word in set(words) if word not in self._readings]
        if len(self._readings) > _MOST_REMEMBERED:
            self._readings.clear()
        for word, spellings in zip(new, folded_words(new), strict=True):
            self._readings[word] = self._read(spellings)

    def readings(self, word: str) -> tuple[str, ...]:
        """The words of known names that a word, as written, may be a form of, its own self first."""
        found = self._readings.get(word)
        if found is None:
            self.learn([word])
            found = self._readings[word]
        return found

    def _read(self, spellings: Sequence[str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        by_stem = self._by_stem()
        for spelling in spellings:
            for base, as_stem in bases(spelling):
                if as_stem:
                    found.update(dict.fromkeys(by_stem.get(base, ())))
                elif base in self._owners:
                    found[base] = None
        return tuple(found)

    def _by_stem(self) -> dict[str, list[str]]:
        if self._stems is None:
            self._stems = {}
            for word in self._owners:
                for stem in stems(word):
                    self._stems.setdefault(stem, []).append(word)
        return self._stems
