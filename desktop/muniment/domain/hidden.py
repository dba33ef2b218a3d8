"""Values that are held back where they stand in a field of their own, found again in the texts that may be seen."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

PUT = "[held back]"
_LEAST = 3  # letters: what is shorter is in too many words
_MANY_WORDS = 4  # from here on a value without a capital is no ordinary phrase either
_WORD = re.compile(r"[^\W_]+")
_STOP = re.compile(r"[.!?;:]\s")

Key = tuple[str, ...]


class HiddenWords:
    """Names of people and places, numbers and addresses that no text of a copy may repeat."""

    def __init__(self, values: Iterable[str]) -> None:
        self._known: dict[str, list[tuple[Key, Sequence[bool]]]] = {}  # by first word: all words, and stops between
        for value in dict.fromkeys(" ".join(one.split()) for one in values):
            words = list(_WORD.finditer(value))
            if words and _is_telling(value):
                # One word is known as it is written, for in small letters it may be an ordinary one.
                key = tuple(one[0] if len(words) == 1 else one[0].lower() for one in words)
                self._known.setdefault(key[0].lower(), []).append((key, _stops(value, words)))
        for same in self._known.values():
            same.sort(key=lambda one: -len(one[0]))

    def masked(self, text: str) -> str:
        """The text with a mark in the place of each of them, whatever signs stand between their words."""
        if self._known.keys().isdisjoint(map(str.lower, _WORD.findall(text))):
            return text
        words = list(_WORD.finditer(text))
        parts: list[str] = []
        done = at = 0
        while at < len(words):
            length = self._length(text, words, at)
            if length:
                parts += (text[done : words[at].start()], PUT)
                done = words[at + length - 1].end()
            at += length or 1
        return "".join((*parts, text[done:])) if parts else text

    def _length(self, text: str, words: Sequence[re.Match[str]], at: int) -> int:
        """How many words from one on are a value; 0 for none. A value does not go on behind the end of a sentence."""
        for key, stops in self._known.get(words[at][0].lower(), ()):
            found = words[at : at + len(key)]
            said = tuple(one[0] if len(key) == 1 else one[0].lower() for one in found)
            ends = zip(_stops(text, found), stops, strict=False)
            if said == key and not any(here and not there for here, there in ends):
                return len(key)
        return 0


def _stops(text: str, words: Sequence[re.Match[str]]) -> list[bool]:
    """Whether a sentence may end between each word and the next."""
    gaps = (text[one.end() : other.start()] for one, other in pairwise(words))
    return [bool(_STOP.search(gap)) for gap in gaps]


def _is_telling(value: str) -> bool:
    if len(value) < _LEAST:
        return False
    has_sign = "@" in value or any(one.isdigit() for one in value)
    return has_sign or value != value.lower() or value.count(" ") + 1 >= _MANY_WORDS
