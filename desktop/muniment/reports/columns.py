"""Text in columns of a terminal: how wide it is shown, where it is broken, how cells stand side by side."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

_GUTTER = 2


def shown_width(text: str) -> int:
    """How many columns a terminal takes for ``text``."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """``text`` in lines of at most ``width`` columns, at least one; words that are longer are broken."""
    room = max(1, width - len(indent))
    return [indent + line for paragraph in text.split("\n") for line in _lines(paragraph, room)]


def _lines(text: str, room: int) -> Iterator[str]:
    line: list[str] = []
    used = 0
    for word in _short_words(text, room):
        width = shown_width(word)
        if line and used + 1 + width > room:
            yield " ".join(line)
            line, used = [], 0
        used += width + (1 if line else 0)
        line.append(word)
    yield " ".join(line)


def _short_words(text: str, room: int) -> Iterator[str]:
    for word in re.findall("[^ ]+", text):
        if shown_width(word) <= room:
            yield word
        else:
            yield from _cut(word, room)


def _cut(word: str, room: int) -> Iterator[str]:
    start = used = 0
    for place, letter in enumerate(word):
        width = _columns(letter)
        if used + width > room and place > start:
            yield word[start:place]
            start, used = place, 0
        used += width
    yield word[start:]


def column_needs(rows: Sequence[Sequence[str]]) -> list[int]:
    """The width of the longest line in each column."""
    return [max(1, *(shown_width(line) for row in rows for line in row[n].split("\n"))) for n in range(len(rows[0]))]


def column_widths(needs: Sequence[int], width: int) -> list[int]:
    """A width for each column: what it needs, or an even part of what the smaller ones leave."""
    left = max(width - _GUTTER * (len(needs) - 1), len(needs))
    widths = [0] * len(needs)
    by_need = sorted(range(len(needs)), key=needs.__getitem__)
    for done, column in enumerate(by_need):
        widths[column] = min(needs[column], left // (len(needs) - done))
        left -= widths[column]
    return widths


def aligned(cells: Sequence[Sequence[str]], widths: Sequence[int], sides: Sequence[str] = ()) -> Iterator[str]:
    """Cells side by side, each a list of lines."""
    for number in range(max(map(len, cells), default=0)):
        parts = []
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            text = cell[number] if number < len(cell) else ""
            parts.append(padded(text, width, sides[place] if sides else "left"))
        yield (" " * _GUTTER).join(parts)


def padded(text: str, width: int, side: str = "left") -> str:
    """``text`` with spaces to fill ``width`` columns."""
    spare = max(0, width - shown_width(text))
    before = {"left": 0, "centre": spare // 2, "right": spare}[side]
    return " " * before + text + " " * (spare - before)
