"""Finding known names in a text: whole ones in any order and form, and single words of them that give somebody away.

Two words of one name that stand together are that name. A single one has to look like a name: by a capital that no
beginning of a sentence explains, or by being no word that means anything else (``CommonWords``).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence, Set

from muniment.domain.folding import fold
from muniment.domain.frozen import frozen
from muniment.domain.known_names import KnownNames
from muniment.domain.leaks import Span
from muniment.domain.name_forms import WORD, folded_words, is_form

_JOINED = re.compile(r"[\s,.\-‐-―_/\"«»()]{1,4}")
_BEGINS = re.compile(r"(?:^|[.!?:;…•|\n])[\s\"'«“„‘’»”()\[\]\-–—•*]*$")
_POSSESSIVE = re.compile(r"['’ʼ`´]s?$", re.IGNORECASE)
_BEFORE = 12  # characters that may stand between two sentences
_SHORT, _SHORT_FORM = 4, 5  # letters that a name in small letters has, and one with an ending
_PARTS_OF_ADDRESS = 3


@frozen
class _Word:
    """One word of the text that may belong to a name."""

    start: int
    end: int
    raw: str
    readings: tuple[str, ...]


class NameScan:
    """Looks for names in the texts of one document; ``own`` are the folded names that may stand in it."""

    def __init__(self, known: KnownNames, public: KnownNames, own: Set[str] = frozenset()) -> None:
        self._known = known
        self._public = public
        self._own = own
        self._own_words = {word for name in own for word in name.split()}

    def learn(self, texts: Sequence[str]) -> None:
        """Works out the words of all texts at once, which is several times faster."""
        words = {word for text in texts for word in WORD.findall(text)}
        self._known.learn(words)

    def spans(self, text: str) -> Iterator[Span]:
        """Every name in a text, from left to right."""
        known = self._known
        words = [_Word(m.start(), m.end(), m[0], known.readings(m[0])) for m in WORD.finditer(text)]
        if not any(word.readings for word in words):
            return
        hidden = self._public_words(text, words)
        at = 0
        while at < len(words):
            end, owners = self._run(text, words, at, known)
            if end - at > 1 and owners <= self._own_numbers(owners):
                at = end
            elif end - at > 1 and self._is_name(words[at:end], owners):
                yield self._span(text, words[at:end], next(iter(owners - self._own_numbers(owners))))
                at = end
            else:
                number = None if at in hidden else self._alone(text, words, at)
                if number is not None:
                    yield self._span(text, words[at : at + 1], number)
                at += 1

    def _own_numbers(self, owners: Set[int]) -> Set[int]:
        names = self._known.names
        return {number for number in owners if names[number] in self._own} if self._own else frozenset()

    def _span(self, text: str, words: Sequence[_Word], number: int) -> Span:
        start, end = words[0].start, words[-1].end
        if tail := _POSSESSIVE.search(text, start, end):
            end = tail.start()
        return Span(start, end, self._known.kinds[number], self._known.whats[number])

    # --- several words ---

    def _run(self, text: str, words: Sequence[_Word], at: int, known: KnownNames) -> tuple[int, Set[int]]:
        """How far words stand together that one name has, and the numbers of the names."""
        owners: Set[int] = frozenset().union(*map(known.owners, known.readings(words[at].raw)))
        used, end = set(known.readings(words[at].raw)), at + 1
        while end < len(words) and owners and _JOINED.fullmatch(text, words[end - 1].end, words[end].start):
            fresh = [one for one in known.readings(words[end].raw) if one not in used]
            shared = owners & frozenset().union(*map(known.owners, fresh)) if fresh else frozenset()
            if not shared:
                break
            owners, end = shared, end + 1
            used.update(fresh)
        return end, owners

    def _is_name(self, words: Sequence[_Word], owners: Set[int]) -> bool:
        """Whether words that stand together are a name, and do not merely happen to."""
        kinds = {self._known.kinds[number] for number in owners}
        if kinds == {"address"}:
            return len(words) >= _PARTS_OF_ADDRESS or any(word.raw.isdigit() for word in words)
        if all(len(word.raw) == 1 for word in words):
            return False
        if any(len(self._known.names[number].split()) == len(words) for number in owners):
            return True
        return any(len(word.raw) > 1 and not self._means_something(word.raw) for word in words)

    def _public_words(self, text: str, words: Sequence[_Word]) -> set[int]:
        """The places of words inside of whole public names."""
        hidden: set[int] = set()
        if not len(self._public):
            return hidden
        for at in range(len(words)):
            end, owners = self._run(text, words, at, self._public)
            if end - at > 1 and any(len(self._public.names[one].split()) == end - at for one in owners):
                hidden.update(range(at, end))
        return hidden

    # --- one word ---

    def _alone(self, text: str, words: Sequence[_Word], at: int) -> int | None:
        """The number of a name of which this word alone gives somebody away; None where it does not."""
        word = words[at]
        if plain(word.raw) in self._known.common.titles:
            return None
        readings = [one for one in word.readings if one not in self._own_words and _is_telling(one)]
        if not readings or not self._looks_like_name(text, words, at, readings):
            return None
        own = self._own
        for reading in readings:
            for number in self._known.owners(reading):
                name = self._known.names[number]
                if self._known.alone[number] and name not in own and self._is_of_names(name, reading):
                    return number
        return None

    def _is_of_names(self, name: str, reading: str) -> bool:
        """Not “house” of “safe house”: of a name of common words only all of it is one."""
        words = [word for word in name.split() if _is_telling(word)]
        folded = self._known.common.folded
        return words == [reading] or any(word not in folded for word in words)

    def _looks_like_name(self, text: str, words: Sequence[_Word], at: int, readings: Sequence[str]) -> bool:
        word, common = words[at], self._known.common
        before, after = self._beside(words, at - 1), self._beside(words, at + 1)
        if before in common.naming:
            return True
        if not word.raw[0].isupper():
            whole = set(folded_words([word.raw])[0])
            long = any(len(one) >= (_SHORT if one in whole else _SHORT_FORM) for one in readings)
            return long and not self._means_something(word.raw)
        if before in common.places or after in common.places:
            return False
        if plain(word.raw) not in common.starters:
            return True
        return not _explained(text, word) or after in common.doing or bool(_POSSESSIVE.search(word.raw))

    def _beside(self, words: Sequence[_Word], at: int) -> str:
        return plain(words[at].raw) if 0 <= at < len(words) else ""

    def _means_something(self, raw: str) -> bool:
        word, common = plain(raw), self._known.common
        if word in common.starters or word in common.ordinary:
            return True
        folded = fold(word)
        return any(is_form(folded, stem) for stem in self._stems_like(folded))

    def _stems_like(self, folded: str) -> Iterator[str]:
        stems = self._known.common.stems
        return (folded[:size] for size in range(_SHORT - 1, len(folded) + 1) if folded[:size] in stems)


def _is_telling(word: str) -> bool:
    """Not a figure, nor a letter by which two of one name are told apart."""
    return len(word) > 1 and not word.isdigit()


def plain(raw: str) -> str:
    """A word as the lists of common words have it."""
    text = unicodedata.normalize("NFC", _POSSESSIVE.sub("", raw)).casefold()
    return text.replace("i̇", "i").replace("ı", "i")


def _explained(text: str, word: _Word) -> bool:
    """Whether a capital says nothing: it begins a sentence, or everything is in capitals."""
    if word.raw.isupper() and len(word.raw) > 1:
        return True
    return bool(_BEGINS.search(text[max(0, word.start - _BEFORE) : word.start]))
