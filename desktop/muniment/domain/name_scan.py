"""Finding known names in a text: whole ones in any order and form, and single words of them that give somebody away.

Two words of one name that stand together are that name. A single one has to look like a name: by a capital that no
beginning of a sentence explains, or by being no word that means anything else (``CommonWords``).
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set

from muniment.domain.known_names import KnownNames
from muniment.domain.leaks import APART, Span
from muniment.domain.name_forms import POSSESSIVE, WORD, is_form, is_word, plain

_JOINED = re.compile(r"[\s,.\-‐-―_/\"«»()]{1,4}")
_BEGINS = re.compile(r"(?:^|[.!?:;…•|\n\0])[\s\"'«“„‘’»”()\[\]\-–—•*]*$")
_BEFORE = 12  # characters that may stand between two sentences
_SHORT, _SHORT_FORM = 4, 5  # letters that a name in small letters has, and one with an ending
_PARTS_OF_ADDRESS = 3


_Word = re.Match[str]
"""One word of the text."""


class NameScan:
    """Looks for names in texts; ``own`` are the folded names that may stand in them."""

    def __init__(self, known: KnownNames, public: KnownNames, own: Set[str] = frozenset()) -> None:
        self._known = known
        self._public = public
        self._own = own
        self._own_words = {word for name in own for word in name.split()}
        self._own_numbers: frozenset[int] = frozenset()
        self._text = ""

    def spans(self, text: str) -> Iterator[Span]:
        """Every name in a text, from left to right. Nothing reaches over ``APART``, which stands between two texts."""
        words = list(WORD.finditer(text))
        raw = [word[0] for word in words]
        distinct = set(raw)
        self._known.learn(distinct)
        if not self._known.has_any(distinct):
            return
        self._public.learn(distinct)
        self._text = text
        names, ours = self._known.names, self._known.having(list(self._own_words))
        self._own_numbers = frozenset(number for number in ours if names[number] in self._own)
        self._known.forms.hear([word for word in distinct if self._known.is_like_name(word)])
        yield from self._in(words, _places(raw, self._known), self._public_words(words, _places(raw, self._public)))

    def _in(self, words: Sequence[_Word], places: Iterable[int], hidden: Set[int]) -> Iterator[Span]:
        done = 0
        for at in places:
            if at < done:
                continue
            end, owners = self._run(words, at, self._known)
            own = owners & self._own_numbers
            if end - at > 1 and owners <= own:
                done = end
            elif end - at > 1 and self._is_name(words, at, end, owners):
                yield self._span(words[at:end], self._known.first(owners - own))
                done = end
            else:
                number = None if at in hidden else self._alone(words, at)
                if number is not None:
                    yield self._span(words[at : at + 1], number)

    def _span(self, words: Sequence[_Word], number: int) -> Span:
        start, end = words[0].start(), words[-1].end()
        if tail := POSSESSIVE.search(self._text, start, end):
            end = tail.start()
        return Span(start, end, self._known.kind(number), self._known.what(number))

    # --- several words ---

    def _run(self, words: Sequence[_Word], at: int, known: KnownNames) -> tuple[int, Set[int]]:
        """How far words stand together that one name has, and the numbers of the names."""
        owners = known.having(known.readings(words[at][0]))
        used, end = set(known.readings(words[at][0])), at + 1
        while end < len(words) and owners and _JOINED.fullmatch(self._text, words[end - 1].end(), words[end].start()):
            fresh = [one for one in known.readings(words[end][0]) if one not in used]
            shared = owners & known.having(fresh)
            if not shared:
                break
            owners, end = shared, end + 1
            used.update(fresh)
        return end, owners

    def _is_name(self, words: Sequence[_Word], at: int, end: int, owners: Set[int]) -> bool:
        """Whether words that stand together are a name, and do not merely happen to."""
        run = words[at:end]
        kinds = {self._known.kind(number) for number in owners}
        if kinds == {"address"}:
            return len(run) >= _PARTS_OF_ADDRESS or any(word[0].isdigit() for word in run)
        if all(len(word[0]) == 1 for word in run):
            return False
        if any(self._tells(word[0]) for word in run):
            return True
        is_whole = any(len(self._known.names[number].split()) == len(run) for number in owners)
        is_thing = run[-1][0].islower() and self._beside(words, at, at - 1) in self._known.common.articles
        return is_whole and not is_thing

    def _public_words(self, words: Sequence[_Word], places: Iterable[int]) -> set[int]:
        """The places of words inside of whole public names."""
        hidden: set[int] = set()
        for at in places:
            end, owners = self._run(words, at, self._public)
            if end - at > 1 and any(len(self._public.names[one].split()) == end - at for one in owners):
                hidden.update(range(at, end))
        return hidden

    # --- one word ---

    def _alone(self, words: Sequence[_Word], at: int) -> int | None:
        """The number of a name of which this word alone gives somebody away; None where it does not."""
        word = words[at]
        if plain(word[0]) in self._known.common.titles:
            return None
        readings = [one for one in self._known.readings(word[0]) if one not in self._own_words and is_word(one)]
        if not readings or not self._looks_like_name(words, at, readings):
            return None
        own = self._own
        for reading in readings:
            for number in self._known.owners(reading):
                name, alone = self._known.names[number], self._known.alone(number)
                if name not in own and (alone == "always" or (alone == "telling" and self._is_telling(name, reading))):
                    return number
        return None

    def _is_telling(self, name: str, reading: str) -> bool:
        """Not “house” of “safe house”: of a name of common words only all of it is one."""
        words = [word for word in name.split() if is_word(word)]
        folded = self._known.common.folded
        return words == [reading] or any(word not in folded for word in words)

    def _looks_like_name(self, words: Sequence[_Word], at: int, readings: Sequence[str]) -> bool:
        word, common = words[at], self._known.common
        before, after = self._beside(words, at, at - 1), self._beside(words, at, at + 1)
        if before in common.naming and not self._means_something(word[0]):
            return True
        if not word[0][0].isupper():
            whole = self._known.forms.spellings(word[0])
            long = any(len(one) >= (_SHORT if one in whole else _SHORT_FORM) for one in readings)
            return long and not self._means_something(word[0])
        if before in common.places or after in common.places:
            return False
        if plain(word[0]) not in common.starters:
            return True
        return not _explained(self._text, word) or after in common.doing or bool(POSSESSIVE.search(word[0]))

    def _beside(self, words: Sequence[_Word], at: int, other: int) -> str:
        """The word before or after another one in the same text."""
        if not 0 <= other < len(words):
            return ""
        first, second = words[min(at, other)], words[max(at, other)]
        return "" if APART in self._text[first.end() : second.start()] else plain(words[other][0])

    def _tells(self, raw: str) -> bool:
        """Whether a word of a name is no common one, neither as it is written nor as it sounds."""
        sounds_common = self._known.common.folded.issuperset(self._known.readings(raw))
        return len(raw) > 1 and not sounds_common and not self._means_something(raw)

    def _means_something(self, raw: str) -> bool:
        word, common = plain(raw), self._known.common
        if word in common.starters or word in common.ordinary:
            return True
        folded = self._known.forms.sound(raw)
        return any(is_form(folded, stem) for stem in self._stems_like(folded))

    def _stems_like(self, folded: str) -> Iterator[str]:
        stems = self._known.common.stems
        return (folded[:size] for size in range(_SHORT - 1, len(folded) + 1) if folded[:size] in stems)


def _places(raw: Sequence[str], names: KnownNames) -> list[int]:
    """Where words stand that may be of a name."""
    return [at for at, word in enumerate(raw) if names.is_like_name(word)]


def _explained(text: str, word: _Word) -> bool:
    """Whether a capital says nothing: it begins a sentence, or everything is in capitals."""
    if word[0].isupper() and len(word[0]) > 1:
        return True
    return bool(_BEGINS.search(text[max(0, word.start() - _BEFORE) : word.start()]))
