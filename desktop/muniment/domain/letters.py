"""Other people as letters: in one copy the same person has one letter, and no two copies can be joined by them."""

import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from muniment.domain.folding import fold_each

_WORD = re.compile(r"[^\W_]+")
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # neither I nor O, which are read as figures
OWN_CODE = "[this file]"
_MOST_REMEMBERED = 100_000  # words with their folded form; what comes later is worked out each time


class People:
    """The pseudonyms and codes of case files, found in texts in any spelling."""

    def __init__(self, files: Iterable[tuple[str, str, str]]) -> None:
        """Takes the id, the code and the pseudonym of every case file."""
        self._folded: dict[str, str] = {}
        self._known: dict[str, list[tuple[tuple[str, ...], bool, str, bool]]] = {}
        given = list(files)
        names = [_WORD.findall(text) for _id, code, pseudonym in given for text in (code, pseudonym)]
        flat = iter(fold_each(word for words in names for word in words))
        for number, words in enumerate(names):
            key = tuple(next(flat).replace(" ", "") for _word in words)
            if any(key):
                is_code = number % 2 == 0
                capital = not is_code and words[0][:1].isupper()
                self._known.setdefault(key[0], []).append((key, capital, given[number // 2][0], is_code))

    def found(self, text: str) -> Iterator[tuple[int, int, tuple[str, ...], bool]]:
        """Where in a text somebody is named: from, to, the ids of whom it may be, and whether by code; longest first.

        A pseudonym with a capital is not found in a word without, which may be an ordinary one.
        """
        words = list(_WORD.finditer(text))
        folded = self._fold([word[0] for word in words])
        at = 0
        while at < len(words):
            hits = self._at(words, folded, at)
            longest = max((len(key) for key, _id, _code in hits), default=0)
            if longest:
                same = [hit for hit in hits if len(hit[0]) == longest]
                ids = tuple(dict.fromkeys(one for _key, one, _code in same))
                yield words[at].start(), words[at + longest - 1].end(), ids, any(code for *_, code in same)
            at += longest or 1

    def _at(
        self, words: Sequence[re.Match[str]], folded: Sequence[str], at: int
    ) -> list[tuple[tuple[str, ...], str, bool]]:
        return [
            (key, one, is_code)
            for key, capital, one, is_code in self._known.get(folded[at], ())
            if tuple(folded[at : at + len(key)]) == key and not (capital and words[at][0][0].islower())
        ]

    def _fold(self, words: Sequence[str]) -> list[str]:
        fresh = list(dict.fromkeys(word for word in words if word not in self._folded))
        found = dict(zip(fresh, (one.replace(" ", "") for one in fold_each(fresh)), strict=True))
        known = self._folded
        told = [known[word] if word in known else found[word] for word in words]
        if len(known) < _MOST_REMEMBERED:
            known.update(found)
        return told


class Letters:
    """The letters of one copy, drawn at random as people come up."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._drawn: dict[tuple[str, ...], str] = {}
        self._left = _shuffled(_SIGNS)

    def called(self, *ids: str) -> str:
        """How the person of a case file is called in this copy; several ids stand for one of whom it is not known."""
        if ids not in self._drawn:
            if not self._left:
                self._left = _shuffled("".join(pair) for pair in product(_SIGNS, repeat=2))
            self._drawn[ids] = self._left.pop()
        return f"Person {self._drawn[ids]}"

    def masked(self, text: str, own: str, called: str = "", *, codes_alone: bool = False) -> str:
        """The text with letters for the people of other files, in any spelling, and without the code of its own.

        ``own`` is the id of the person's file, and ``called`` what stands for the person's pseudonym, "" for itself.
        With ``codes_alone`` the pseudonyms of others stay.
        """
        parts: list[str] = []
        done = 0
        for start, end, ids, is_code in self._people.found(text):
            if own in ids:
                put = OWN_CODE if is_code else called
            else:
                put = "" if codes_alone and not is_code else self.called(*ids)
            if put:
                parts += (text[done:start], put)
                done = end
        return "".join((*parts, text[done:])) if parts else text


def _shuffled(signs: Iterable[str]) -> list[str]:
    drawn = list(signs)
    secrets.SystemRandom().shuffle(drawn)
    return drawn
