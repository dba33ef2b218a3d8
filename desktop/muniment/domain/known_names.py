"""The names that a vault knows, looked up by any form of any of their words."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence, Set
from typing import Literal

from muniment.domain.frozen import frozen
from muniment.domain.name_forms import bases, folded_words, from_stem

Alone = Literal["always", "telling", "never"]

_MOST_REMEMBERED = 100_000  # words of texts, before they are worked out anew
_LONGEST = 80  # letters and signs without a width: longer words are no names
_FEW = 3  # times that names are gone through for the words of one document, before all are indexed


@frozen
class CommonWords:
    """Words that are no names by themselves, in small letters (``name_scan.plain``)."""

    starters: Set[str] = frozenset()  # begin sentences: a capital there says nothing
    ordinary: Set[str] = frozenset()  # in small letters they are what they say
    titles: Set[str] = frozenset()  # stand in names and are none alone
    naming: Set[str] = frozenset()  # what follows is a name
    articles: Set[str] = frozenset()  # what follows in small letters is a thing
    doing: Set[str] = frozenset()  # what comes before is somebody
    places: Set[str] = frozenset()  # what comes before or after is the name of a place
    folded: frozenset[str] = frozenset()  # all that begin sentences, mean something or are titles, folded
    stems: Set[str] = frozenset()  # of those that mean something: folded, without their last vowel, надежд|ы


class KnownNames:
    """Names in their folded words, each with a number and with what it is.

    A hundred thousand are ready at once: which names a word belongs to is looked for when a text has it.
    """

    def __init__(self, common: CommonWords) -> None:
        self.common = common
        self.names: list[str] = []
        self._groups: list[tuple[int, str, str, Alone]] = []
        self._words: set[str] = set()
        self._owners: dict[str, frozenset[int]] = {}
        self._searches = 0
        self._index: dict[str, list[int]] | None = None
        self._readings: dict[str, tuple[str, ...]] = {}
        self._like_names: set[str] = set()

    def __len__(self) -> int:
        return len(self.names)

    def add_all(self, names: Iterable[str], what: str, kind: str = "name", alone: Alone = "telling") -> None:
        """Adds names given as ``folding.fold`` has them, before any text is read.

        ``alone``: whether a single word of one gives the person away; “telling”: unless all its words are common.
        """
        self._groups.append((len(self.names), what, kind, alone))
        new = list(filter(None, names))
        self.names += new
        self._words.update(" ".join(new).split())

    def what(self, number: int) -> str:
        """What a name is, in words."""
        return self._group(number)[1]

    def kind(self, number: int) -> str:
        """The kind of hit that a name makes."""
        return self._group(number)[2]

    def alone(self, number: int) -> Alone:
        """When one word of a name is enough."""
        return self._group(number)[3]

    def _group(self, number: int) -> tuple[int, str, str, Alone]:
        return self._groups[bisect_right(self._groups, number, key=lambda group: group[0]) - 1]

    def owners(self, word: str) -> frozenset[int]:
        """The numbers of the names that have this folded word."""
        if word not in self._owners:
            self._find_owners({word})
        return self._owners[word]

    def learn(self, words: Set[str]) -> None:
        """Works out at once what these words, as written, may be forms of."""
        if len(self._readings) > _MOST_REMEMBERED:
            self._readings.clear()
            self._like_names.clear()
        new = [word for word in words if word not in self._readings and len(word) <= _LONGEST]
        wanted = set[str]()
        for word, spellings in zip(new, folded_words(new), strict=True):
            found = self._readings[word] = self._read(spellings)
            if found:
                self._like_names.add(word)
                wanted.update(found)
        self._find_owners(wanted - self._owners.keys())

    def is_like_name(self, word: str) -> bool:
        """Whether a word, which was learnt, may be of a name."""
        return word in self._like_names

    def has_any(self, words: Iterable[str]) -> bool:
        """Whether any of these words, which were learnt, may be of a name."""
        return not self._like_names.isdisjoint(words)

    def readings(self, word: str) -> tuple[str, ...]:
        """The words of known names that a word, which was learnt, may be a form of, its own self first."""
        return self._readings.get(word, ())

    def _read(self, spellings: Sequence[str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        words = self._words
        for spelling in spellings:
            for base, as_stem in bases(spelling):
                if not as_stem:
                    if base in words:
                        found[base] = None
                else:
                    found.update((one, None) for one in from_stem(base) if one in words)
        return tuple(found)

    def _find_owners(self, wanted: Set[str]) -> None:
        if not wanted:
            return
        self._searches += 1
        if self._index is None and self._searches > _FEW:
            self._index = _indexed(self.names, self._words)
        index = self._index if self._index is not None else _indexed(self.names, wanted)
        self._owners.update((word, frozenset(index.get(word, ()))) for word in wanted)


def _indexed(names: Sequence[str], wanted: Set[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {word: [] for word in wanted}
    for number, is_other in enumerate(map(wanted.isdisjoint, map(str.split, names))):
        if not is_other:
            for word in names[number].split():
                if word in found:
                    found[word].append(number)
    return found
