"""Other people as letters: in one copy the same person has one letter, and no two copies can be joined by them."""

import re
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from itertools import product

from muniment.domain.folding import fold, fold_each
from muniment.domain.frozen import frozen

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´ʹ][^\W_]+)*")
_APOSTROPHE = re.compile("['’ʼ`´ʹ]")
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # neither I nor O, which are read as figures
OWN_CODE = "[this file]"
_MOST_WORDS = 8  # of a pseudonym, or parts of a code, that are found in texts
_SHORT, _MOST_TEXTS = 120, 20_000  # signs of a text that may come again, and how many of them are remembered
_MOST_REMEMBERED = 100_000  # words with their folded form; what comes later is worked out each time

File = tuple[str, str, str]
"""The id, the code and the pseudonym of a case file."""
Ask = Callable[[Set[str], Set[str]], tuple[Collection[str], Collection[str]]]
"""The folded pseudonyms that have any of these folded words, and the codes that begin with any of these capitals."""
Called = Callable[[str, str], Iterable[File]]
"""The files with a folded pseudonym or a code."""


@frozen
class Named:
    """Somebody in a text: from, to, whose file it may be, and whether it is by code."""

    start: int
    end: int
    ids: tuple[str, ...]
    by_code: bool


class People:
    """The people of a vault, found in texts by their pseudonyms in any spelling, and by their codes.

    Only those are asked for of whom a text may tell.
    """

    def __init__(self, ask: Ask, called: Called) -> None:
        """``ask`` is for those whom a text may name; whose a name or a code is, ``called`` knows when it is found."""
        self._ask, self._called = ask, called
        self._names, self._codes = set[str](), set[str]()
        self._first, self._first_of_codes = set[str](), set[str]()
        self._longest = 1
        self._met: set[str] = set()
        self._folded: dict[str, str] = {}
        self._of_nobody: set[str] = set()

    @classmethod
    def of(cls, files: Sequence[File]) -> "People":
        """Those of these files."""

        def called(name: str, code: str) -> Iterable[File]:
            return (one for one in files if fold(one[2]) == name or one[1] == code)

        names, codes = [fold(one[2]) for one in files], [one[1] for one in files]
        return cls(lambda _words, _beginnings: (names, codes), called)

    def found(self, text: str) -> Iterator[Named]:
        """Where in a text somebody is named, the longest name first.

        A pseudonym with a capital is not found in a word without, which may be an ordinary one.
        """
        if text in self._of_nobody:
            return
        words = list(_WORD.finditer(text))
        raw = [word[0] for word in words]
        folded = self._fold(raw)
        self._meet(raw)
        if self._is_of_nobody(text, raw, folded):
            self._remember(text)
            return
        places = [at for at, (word, sounds) in enumerate(zip(raw, folded, strict=True)) if self._begins(word, sounds)]
        done = 0
        for at in places:
            if words[at].start() < done:
                continue
            named = self._by_code(words, at) or self._by_name(words, folded, at)
            if named is not None:
                yield named
                done = named.end

    def _meet(self, words: Sequence[str]) -> None:
        """Asks for those whom words may name that were in no text before."""
        if not (new := set(words) - self._met):
            return
        self._met |= new
        heads = [_APOSTROPHE.split(word, maxsplit=1)[0] for word in new]
        sounds = {part for one in self._fold([*new, *heads]) for part in one.split()}
        names, codes = self._ask(sounds, {word.upper() for word in new})
        for name in {*names} - self._names - {""}:
            self._names.add(name)
            self._first.add(name.partition(" ")[0])
            self._longest = min(max(self._longest, name.count(" ") + 1), _MOST_WORDS)
        self._codes.update(codes)
        self._first_of_codes.update(code.partition("-")[0] for code in codes)

    def _is_of_nobody(self, text: str, words: Sequence[str], folded: Sequence[str]) -> bool:
        """Whether no name and no code can begin with any of the words of a text."""
        if _APOSTROPHE.search(text) or not self._first.isdisjoint(folded):
            return False
        return self._first_of_codes.isdisjoint(map(str.upper, words))

    def _begins(self, word: str, folded: str) -> bool:
        """Whether a name or a code may begin with a word."""
        return folded in self._first or word.upper() in self._first_of_codes or bool(_APOSTROPHE.search(word))

    def _remember(self, text: str) -> None:
        """That a short text names nobody: names of places and offices come in most files of a batch."""
        if len(text) <= _SHORT:
            if len(self._of_nobody) > _MOST_TEXTS:
                self._of_nobody.clear()
            self._of_nobody.add(text)

    def _by_code(self, words: Sequence[re.Match[str]], at: int) -> Named | None:
        if words[at][0].upper() not in self._first_of_codes:
            return None
        for last in range(min(at + _MOST_WORDS, len(words)), at, -1):
            code = "-".join(word[0] for word in words[at:last]).upper()
            if code in self._codes:
                ids = tuple(file[0] for file in self._called("", code))
                return Named(words[at].start(), words[last - 1].end(), ids, True)
        return None

    def _by_name(self, words: Sequence[re.Match[str]], folded: Sequence[str], at: int) -> Named | None:
        """The name that begins with a word; its last word counts as a whole, and up to its apostrophe."""
        if folded[at] not in self._first and not _APOSTROPHE.search(words[at][0]):
            return None
        for last in range(min(at + self._longest, len(words)) - 1, at - 1, -1):
            before = " ".join([*folded[at:last], ""])
            head = _APOSTROPHE.split(words[last][0], maxsplit=1)[0]
            for ending, length in ((folded[last], len(words[last][0])), (fold(head), len(head))):
                if ids := self._ids(before + ending, is_small=words[at][0][0].islower()):
                    return Named(words[at].start(), words[last].start() + length, ids, False)
        return None

    def _ids(self, name: str, *, is_small: bool) -> tuple[str, ...]:
        if name not in self._names:
            return ()
        called = self._called(name, "")
        return tuple(dict.fromkeys(one for one, _code, as_is in called if not (is_small and as_is[:1].isupper())))

    def _fold(self, words: Sequence[str]) -> list[str]:
        known = self._folded
        fresh = list(dict.fromkeys(word for word in words if word not in known))
        if fresh:
            if len(known) > _MOST_REMEMBERED:
                known.clear()
                fresh = list(dict.fromkeys(words))
            known.update(zip(fresh, fold_each(fresh), strict=True))
        return [known[word] for word in words]


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
        for named in self._people.found(text):
            if own in named.ids:
                put = OWN_CODE if named.by_code else called
            else:
                put = "" if codes_alone and not named.by_code else self.called(*named.ids)
            if put:
                parts += (text[done : named.start], put)
                done = named.end
        return "".join((*parts, text[done:])) if parts else text


def _shuffled(signs: Iterable[str]) -> list[str]:
    drawn = list(signs)
    secrets.SystemRandom().shuffle(drawn)
    return drawn
