"""The bundled typefaces: which characters they have, how wide words are, and what is printed for what they lack."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from muniment.reports.engine import face
from muniment.reports.plates import Plates
from muniment.reports.visible import composed, made_visible, marked_right_to_left, number_of
from muniment.reports.wording import Wording

_CACHED_WORDS = 50_000
_LONGEST_CACHED = 60
_NAMED = 12
_ORDINARY = ("NotoSans-Regular", "NotoSans-Bold", "NotoSerif-Regular", "NotoSerif-Bold", "NotoSerif-Italic")
# A line may also end after a hyphen, dash or stroke between letters, never inside a date or a number.
_PLACES_TO_BREAK = re.compile(r"(?<=[^\W\d_][-–—/])(?<![0-9A-Z]{4}-)(?=[^\W\d_])")  # not in the code of a file


class Piece(NamedTuple):
    """Text in one font, its width in thousandths of the font size, and the anchor whose page it names, if any."""

    font: str
    text: str
    width: float
    goal: str = ""


class Unit(NamedTuple):
    """What stands on one line unless it is wider than a line; ``gap`` is the space before it, 0 if there is none.

    What is of one font, as nearly every word is, has it in ``font``, and in ``text`` its text with the space before it.
    """

    width: float
    pieces: tuple[Piece, ...]
    gap: float
    font: str = ""
    text: str = ""


class Notes:
    """What the reader of one document has to be told about its printing."""

    def __init__(self, words: Wording) -> None:
        self.words = words
        self.missing: set[str] = set()
        """Characters that no font has a glyph for."""
        self._told: dict[str, None] = {}

    def tell(self, warning: str) -> None:
        """Keep one warning; the same one is kept once."""
        self._told[warning] = None

    @property
    def warnings(self) -> tuple[str, ...]:
        """All warnings; one for all missing characters, which names the first few."""
        return (*self._told, *self._about_missing())

    def _about_missing(self) -> Iterator[str]:
        numbers = [f"U+{code:04X}" for code in sorted(map(ord, self.missing))]
        if numbers:
            listed = ", ".join(numbers[:_NAMED])
            if len(numbers) > _NAMED:
                listed = self.words.and_more.format(listed=listed, count=len(numbers) - _NAMED)
            yield self.words.no_glyph.format(characters=listed)


class Font(NamedTuple):
    """One font, ready to print with, and the width of each of its characters."""

    name: str
    widths: dict[str, float]
    plates: Plates


_widths: dict[str, dict[str, float]] = {}


def take_widths(widths: Mapping[str, dict[str, float]]) -> None:
    """Widths of characters by font, as another process has read them, so that this one need not."""
    _widths.update(widths)


def ordinary_widths() -> dict[str, dict[str, float]]:
    """The widths that a document in our alphabets needs."""
    return {name: font(name).widths for name in _ORDINARY}


@cache
def font(name: str) -> Font:
    """The bundled font ``name``, read once."""
    widths = _widths.get(name)
    if widths is None:
        # ReportLab adds U+FFFF for the box that stands for a missing glyph; what is for private use has no meaning.
        known = face(name).charWidths.items()
        widths = {chr(code): width for code, width in known if code != 0xFFFF and not _is_private(code)}
    return Font(name, widths, Plates(name, widths))


def _is_private(code: int) -> bool:
    return 0xE000 <= code <= 0xF8FF or code >= 0xF0000


class Typeface:
    """A font with the one that stands in for what it lacks."""

    def __init__(self, name: str, stand_in: str) -> None:
        self.main = font(name)
        self.space = self.main.widths[" "]
        self._stand_in = stand_in
        easy = {letter for letter in self.main.widths if letter.isprintable() and not _joins(letter)}
        self._easy = frozenset(easy | {"\n", "\xa0"})
        self.known: dict[str, tuple[Unit, ...]] = {}
        """The words that were measured lately."""

    def printable(self, text: str, notes: Notes) -> str:
        """``text`` as it will be printed: every character has a glyph, and ``notes`` say what had to be changed."""
        if self._easy.issuperset(text):
            return text
        shown = made_visible(text)
        if self._easy.issuperset(shown):
            return shown
        return self._replaced(self._marked(composed(shown), notes), notes)

    def _marked(self, text: str, notes: Notes) -> str:
        marked = marked_right_to_left(text)
        if marked != text:
            notes.tell(notes.words.right_to_left)
        return marked

    def _replaced(self, text: str, notes: Notes) -> str:
        missing = set(text) - self.main.widths.keys() - font(self._stand_in).widths.keys() - {"\n"}
        notes.missing |= missing
        return text.translate({ord(character): number_of(character) for character in missing})

    def units(self, word: str) -> tuple[Unit, ...]:
        """A word of printable text as units of a line, measured and kept among those that are known."""
        found = tuple(self._units(word))
        if len(word) <= _LONGEST_CACHED:
            if len(self.known) >= _CACHED_WORDS:
                self.known.clear()
            self.known[word] = found
        return found

    def _units(self, word: str) -> Iterator[Unit]:
        gap = self.space
        for part in _PLACES_TO_BREAK.split(word):
            pieces = self.pieces(part)
            if gap and pieces[0].font != self.main.name:
                gap = font(self._stand_in).widths[" "]
            yield _unit(pieces, gap)
            gap = 0

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """Printable text as one piece, or as several where the other font stands in."""
        widths = self.main.widths
        try:
            return (Piece(self.main.name, text, sum(map(widths.__getitem__, text))),)
        except KeyError:
            return tuple(self._mixed(text))

    def _mixed(self, text: str) -> Iterator[Piece]:
        other = font(self._stand_in)
        start = 0
        for end in range(1, len(text) + 1):
            own = text[start] in self.main.widths
            if end == len(text) or (text[end] in self.main.widths) != own:
                chosen = self.main if own else other
                part = text[start:end]
                yield Piece(chosen.name, part, sum(map(chosen.widths.__getitem__, part)))
                start = end


def _unit(pieces: tuple[Piece, ...], gap: float) -> Unit:
    if len(pieces) > 1:
        return Unit(sum(piece.width for piece in pieces), pieces, gap)
    [piece] = pieces
    return Unit(piece.width, pieces, gap, piece.font, f" {piece.text}" if gap else piece.text)


def _joins(letter: str) -> bool:
    return "\u0300" <= letter <= "\u036f"


def widths_of(piece: Piece) -> Iterator[tuple[str, float]]:
    """Every character of a piece with its width."""
    widths = font(piece.font).widths
    return ((letter, widths[letter]) for letter in piece.text)


@cache
def typeface(family: str, emphasis: str) -> Typeface:
    """The typeface of a family ("serif" or "sans") in one emphasis; sans has no italic of its own."""
    if emphasis == "italic":
        return Typeface("NotoSerif-Italic", "DejaVuSans")
    weight = "Bold" if emphasis == "bold" else "Regular"
    stand_in = "DejaVuSans-Bold" if emphasis == "bold" else "DejaVuSans"
    return Typeface(f"Noto{family.capitalize()}-{weight}", stand_in)
