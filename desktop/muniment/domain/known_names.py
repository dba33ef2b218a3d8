"""The names that a vault knows, looked up by any form of any of their words."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence, Set
from typing import Literal

from muniment.domain.folding import fold_each
from muniment.domain.frozen import frozen
from muniment.domain.name_forms import folded_words, forms_of, is_word, plain

Alone = Literal["always", "telling", "never"]
Ask = Callable[[Set[str]], Iterable[str]]
"""Gives the folded names that have any of these words (``name_forms.looked_up_by``), for names that are many."""

_MOST_REMEMBERED = 100_000  # words of texts, before they are worked out anew
_LONGEST = 80  # letters and signs without a width: longer words are no names


@frozen
class CommonWords:
    """Words that are no names by themselves, in small letters (``name_forms.plain``)."""

    starters: Set[str] = frozenset()  # begin sentences: a capital there says nothing
    ordinary: Set[str] = frozenset()  # in small letters they are what they say
    titles: Set[str] = frozenset()  # stand in names and are none alone
    naming: Set[str] = frozenset()  # what follows is a name
    articles: Set[str] = frozenset()  # what follows in small letters is a thing
    doing: Set[str] = frozenset()  # what comes before is somebody
    places: Set[str] = frozenset()  # what comes before or after is the name of a place
    folded: frozenset[str] = frozenset()  # all that begin sentences, mean something or are titles, folded
    stems: Set[str] = frozenset()  # of those that mean something: folded, without their last vowel, надежд|ы


class WordForms:
    """What words of texts may be forms of, worked out once for all the names that they are compared with."""

    def __init__(self) -> None:
        self._forms: dict[str, tuple[str, ...]] = {}
        self._heard: dict[str, tuple[str, tuple[str, ...]]] = {}

    def of(self, words: Collection[str]) -> list[tuple[str, ...]]:
        """The forms of each of these words, as written, its own self first; none of one that is too long for a name."""
        if len(self._forms) > _MOST_REMEMBERED:
            self._forms.clear()
        new = [word for word in words if word not in self._forms]
        short = [word for word in new if len(word) <= _LONGEST]
        self._forms.update(dict.fromkeys(new, ()))
        self._forms.update(zip(short, map(_forms, folded_words(short)), strict=True))
        return [self._forms[word] for word in words]

    def hear(self, words: Iterable[str]) -> None:
        """Folds these words, to be asked for one by one, which by itself would take ten times as long."""
        if len(self._heard) > _MOST_REMEMBERED:
            self._heard.clear()
        new = [word for word in words if word not in self._heard]
        heard = zip(fold_each(map(plain, new)), folded_words(new), strict=True)
        self._heard.update(zip(new, heard, strict=True))

    def sound(self, word: str) -> str:
        """A word, which was heard, folded as the lists of common words have it."""
        return self._heard[word][0]

    def spellings(self, word: str) -> tuple[str, ...]:
        """The folded spellings of a word, which was heard."""
        return self._heard[word][1]


class _Group:
    """Names that are the same thing, and who has which word."""

    def __init__(self, place: int, what: str, kind: str, alone: Alone) -> None:
        self.place, self.what, self.kind, self.alone = place, what, kind, alone
        self.owners: defaultdict[str, list[int]] = defaultdict(list)


class KnownNames:
    """Names in their folded words, each with a number and with what it is.

    Those of the first group are asked for (``ask``) when a text has words that may be theirs, so that of a hundred
    thousand only a few are ever read.
    """

    def __init__(
        self, common: CommonWords, ask: Ask | None = None, what: str = "", forms: WordForms | None = None
    ) -> None:
        self.common = common
        self.forms = forms or WordForms()
        self.names: list[str] = []
        self._words: set[str] = set()
        self._groups: list[_Group] = []
        self._group_of: list[_Group] = []
        self._having: dict[str, frozenset[int]] = {}
        self._readings: dict[str, tuple[str, ...]] = {}
        self._like_names: set[str] = set()
        self._unsettled: dict[str, tuple[str, ...]] = {}  # figures and letters, which come with names of other words
        self._ask = ask
        self._asked_for: set[str] = set()
        self._answered: set[str] = set()
        self._asked = self._group(what, "name", "telling")

    def add_all(self, names: Iterable[str], what: str, kind: str = "name", alone: Alone = "telling") -> None:
        """Adds names given as ``folding.fold`` has them, before any text is read.

        ``alone``: whether a single word of one gives the person away; “telling”: unless all its words are common.
        """
        self._enter(self._group(what, kind, alone), names)

    def what(self, number: int) -> str:
        """What a name is, in words."""
        return self._group_of[number].what

    def kind(self, number: int) -> str:
        """The kind of hit that a name makes."""
        return self._group_of[number].kind

    def alone(self, number: int) -> Alone:
        """When one word of a name is enough."""
        return self._group_of[number].alone

    def first(self, numbers: Iterable[int]) -> int:
        """Of several names, at least one, one of the group that came first."""
        return min(numbers, key=lambda number: (self._group_of[number].place, number))

    def owners(self, word: str) -> list[int]:
        """The numbers of the names that have this folded word, group by group."""
        return [number for group in self._groups for number in group.owners.get(word, ())]

    def having(self, words: Sequence[str]) -> frozenset[int]:
        """The numbers of the names that have any of these folded words; of a word that comes again, the same set."""
        for word in words:
            if word not in self._having:
                self._having[word] = frozenset(self.owners(word))
        found = [self._having[word] for word in words]
        return found[0] if len(found) == 1 else frozenset().union(*found)

    def learn(self, words: Set[str]) -> None:
        """Works out at once what these words, as written, may be forms of."""
        if len(self._readings) > _MOST_REMEMBERED:
            self._readings.clear()
            self._like_names.clear()
            self._unsettled.clear()
        new = [word for word in words if word not in self._readings]
        forms = self.forms.of(new)
        self._ask_for(set().union(*forms))
        for word, each in zip(new, forms, strict=True):
            self._read(word, each)
            if not all(map(is_word, each)):
                self._unsettled[word] = each
        for word in words & self._unsettled.keys():
            self._read(word, self._unsettled[word])

    def is_like_name(self, word: str) -> bool:
        """Whether a word, which was learnt, may be of a name."""
        return word in self._like_names

    def has_any(self, words: Iterable[str]) -> bool:
        """Whether any of these words, which were learnt, may be of a name."""
        return not self._like_names.isdisjoint(words)

    def readings(self, word: str) -> tuple[str, ...]:
        """The words of known names that a word, which was learnt, may be a form of, its own self first."""
        return self._readings.get(word, ())

    def _group(self, what: str, kind: str, alone: Alone) -> _Group:
        self._groups.append(_Group(len(self._groups), what, kind, alone))
        return self._groups[-1]

    def _enter(self, group: _Group, names: Iterable[str]) -> None:
        new = list(filter(None, names))
        if new:
            self._having.clear()
        self._words.update(" ".join(new).split())
        for number, name in enumerate(new, len(self.names)):
            for word in name.split():
                group.owners[word].append(number)
        self.names += new
        self._group_of += [group] * len(new)

    def _ask_for(self, forms: Set[str]) -> None:
        """Reads what has not been read of the names that these may be words of."""
        if self._ask is None or not (new := forms - self._asked_for):
            return
        self._asked_for |= new
        names = set(self._ask(new)) - self._answered
        self._answered |= names
        self._enter(self._asked, names)

    def _read(self, word: str, forms: Sequence[str]) -> None:
        found = self._readings[word] = tuple(form for form in forms if form in self._words)
        if found:
            self._like_names.add(word)


def _forms(spellings: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for spelling in spellings for form in forms_of(spelling)))
