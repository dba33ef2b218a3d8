"""How hard a passphrase is to guess, for somebody who knows how people choose them.

A passphrase is taken apart into the pieces that are guessed most cheaply: words of a list, words at all, rows of the
keyboard and of the alphabet, years, what was there before, single characters. The bits of all pieces add up. Chance is
assumed only where it cannot be told from something cheaper, so that the measure errs on the low side.
"""

import math
import re
from collections.abc import Collection, Iterator
from enum import IntEnum

from muniment.domain.frozen import frozen

_WORD_UNKNOWN = 18.0  # bits of a word that is in no list of ours: one of 250,000, with names and inflections
_YEAR = 7.0
_ROW = 5.0  # bits of a row of keys or letters: where it begins, which way it goes
_SAME = 3.0  # bits of saying a piece once more
_CAPITAL = 1.0
_SHORTEST_WORD, _LONGEST_WORD = 3, 16
_ROWS = (
    *("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb"),
    *("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "абвгдежзийклмнопрстуфхцчшщ"),
)
_VOWELS = frozenset("aeiouyəıöüâаеёиоуыэюяіїє")
_INSTEAD = str.maketrans("013457@$!", "oieastasi")
_YEARS = re.compile(r"(?:19|20)\d\d")

#: Guesses in a second of somebody with a thousand of the largest graphics cards: one guess moves at least 256 MiB
#: three times through memory (Argon2id), of which a card does about a thousand in a second.
GUESSES_A_SECOND = 1_000_000


class Level(IntEnum):
    """What a number of bits comes to against such a guesser."""

    NONE = 0
    WEAK = 1  # weeks or less
    FAIR = 2  # years
    GOOD = 3  # more than a lifetime, also for much faster computers
    STRONG = 4


@frozen
class Strength:
    """``bits`` of a passphrase, and what its weakest points are: "word", "row", "repeated", "year", "short"."""

    bits: float
    points: tuple[str, ...]

    @property
    def level(self) -> Level:
        return Level(sum(self.bits >= least for least in (0.1, 45, 60, 75)))

    @property
    def seconds(self) -> float:
        """How long the guesser of ``GUESSES_A_SECOND`` takes on average."""
        return 2 ** max(0.0, self.bits - 1) / GUESSES_A_SECOND


@frozen
class _Piece:
    end: int
    bits: float
    point: str = ""


def measure(passphrase: str, words: Collection[str], common: Collection[str]) -> Strength:
    """The strength of a passphrase; ``words`` are those that are drawn by chance, ``common`` those people take."""
    costs = [0.0] + [math.inf] * len(passphrase)
    came: list[tuple[int, str]] = [(0, "")] * (len(passphrase) + 1)
    for start in range(len(passphrase)):
        for piece in _pieces(passphrase, start, words, common):
            if costs[start] + piece.bits < costs[piece.end]:
                costs[piece.end] = costs[start] + piece.bits
                came[piece.end] = (start, piece.point)
    points = dict.fromkeys(point for point in _path(came, len(passphrase)) if point)
    short = ("short",) if 0 < len(passphrase) < 12 else ()
    return Strength(round(costs[-1], 1), (*points, *short))


def _path(came: list[tuple[int, str]], end: int) -> Iterator[str]:
    while end:
        end, point = came[end]
        yield point


def _pieces(text: str, start: int, words: Collection[str], common: Collection[str]) -> Iterator[_Piece]:
    yield _Piece(start + 1, _single(text, start))
    if _YEARS.match(text, start):
        yield _Piece(start + 4, _YEAR, "year")
    yield from _rows(text, start)
    yield from _repeats(text, start)
    yield from _words(text, start, words, common)


def _single(text: str, at: int) -> float:
    """One character by chance; the blank or hyphen between words is no secret."""
    sign = text[at]
    if sign in " -_.," and 0 < at < len(text) - 1:
        return 0.5
    if sign.isdigit():
        return math.log2(10)
    return math.log2(26) if sign.islower() else math.log2(60)


def _rows(text: str, start: int) -> Iterator[_Piece]:
    """Neighbours on the keyboard or in the alphabet, to the right or to the left."""
    lowered = text.lower()
    for row in _ROWS:
        for line in (row, row[::-1]):
            at = line.find(lowered[start])
            length = _common(lowered[start:], line[at:]) if at >= 0 else 0
            if length >= 3:
                yield _Piece(start + length, _ROW + math.log2(length), "row")


def _common(one: str, other: str) -> int:
    """With how many characters both begin."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _repeats(text: str, start: int) -> Iterator[_Piece]:
    """What stood before already, once more."""
    longest = 0
    for before in range(start):
        longest = max(longest, _common(text[start:], text[before:start] or ""))
    for length in range(2, longest + 1):
        yield _Piece(start + length, _SAME + math.log2(start), "repeated")
    same = len(text[start:]) - len(text[start:].lstrip(text[start]))
    if same >= 3:
        yield _Piece(start + same, _single(text, start) + math.log2(same), "repeated")


def _words(text: str, start: int, words: Collection[str], common: Collection[str]) -> Iterator[_Piece]:
    for end in range(start + _SHORTEST_WORD, min(len(text), start + _LONGEST_WORD) + 1):
        piece = text[start:end]
        lowered = piece.lower()
        extra = _CAPITAL if piece != lowered else 0.0
        plain = lowered.translate(_INSTEAD)
        if lowered in common or plain in common:
            yield _Piece(end, math.log2(len(common)) + extra + (lowered != plain), "word")
        elif lowered in words:
            yield _Piece(end, math.log2(len(words)) + extra)
        elif plain in words:
            yield _Piece(end, math.log2(len(words)) + extra + 2, "word")
        elif _is_like_word(text, start, end):
            yield _Piece(end, _WORD_UNKNOWN + extra, "word")


def _is_like_word(text: str, start: int, end: int) -> bool:
    """Whether it is all the letters there are at this place, and can be spoken."""
    inside = text[start:end].lower()
    if not inside.isalpha() or text[start - 1 : start].isalpha() or text[end : end + 1].isalpha():
        return False
    return not re.search(f"[^{''.join(_VOWELS)}]{{5}}", inside) and any(letter in _VOWELS for letter in inside)
