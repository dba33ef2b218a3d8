"""Breaking plain text into lines: no markup, every word measured once, time in proportion to the length."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from muniment.reports.document import PageOf, Run, Text
from muniment.reports.fonts import Notes, Piece, Typeface, Unit, typeface, widths_of

# Sums of widths are rounded differently from the widths of sums.
_TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set: sizes and leading in points."""

    family: Literal["serif", "sans"]
    size: float
    leading: float
    bold: bool = False

    def face(self, emphasis: str) -> Typeface:
        """The typeface for one emphasis; plain text of a bold style is bold."""
        return typeface(self.family, "bold" if self.bold and emphasis == "plain" else emphasis)


class Line(NamedTuple):
    """One line, ready to be drawn; its width is in thousandths of the font size."""

    pieces: tuple[Piece, ...]
    width: float


Prepared = list[list[Unit]]
"""Measured text: for each line the writer ended, its units."""


def prepared(text: Text, style: TextStyle, notes: Notes, digits: Mapping[str, int]) -> Prepared:
    """``text`` measured; ``digits`` says how many digits the page of an anchor is expected to have."""
    if isinstance(text, str):
        face = style.face("plain")
        return [_measured(line, face) for line in face.printable(text, notes).split("\n")]
    lines: Prepared = [[]]
    glue = False
    for span in text:
        if isinstance(span, PageOf):
            _append(lines[-1], [_page_unit(span, style, notes, digits)], glue)
            glue = True
        else:
            glue = _append_run(lines, span, style, notes, glue)
    return lines


def _measured(line: str, face: Typeface) -> list[Unit]:
    units: list[Unit] = []
    for word in line.split(" "):
        if word:
            units += face.units(word)
    return units


def _append_run(lines: Prepared, span: str | Run, style: TextStyle, notes: Notes, glue: bool) -> bool:
    """Append a run; tells whether the next one continues the same word."""
    run = Run(span) if isinstance(span, str) else span
    face = style.face(run.emphasis)
    text = face.printable(run.text, notes)
    for number, line in enumerate(text.split("\n")):
        if number:
            lines.append([])
        _append(lines[-1], _measured(line, face), glue and not number and not line.startswith(" "))
    if not text:
        return glue
    return not text.endswith((" ", "\n"))


def _append(line: list[Unit], units: list[Unit], glue: bool) -> None:
    if glue and line and units:
        last, first = line.pop(), units[0]
        line.append(Unit(last.width + first.width, last.pieces + first.pieces, last.gap))
        units = units[1:]
    line += units


def _page_unit(span: PageOf, style: TextStyle, notes: Notes, digits: Mapping[str, int]) -> Unit:
    face = style.face("plain")
    places = "0" * digits.get(span.anchor, 1)
    piece = face.pieces(notes.words.page.format(page=places).replace(" ", "\xa0"))[0]
    return Unit(piece.width, (piece._replace(goal=span.anchor),), face.space)


def natural_width(text: Prepared) -> float:
    """The width of the longest line the writer ended, in thousandths of the font size."""
    return max((sum(unit.width + unit.gap for unit in line) for line in text), default=0.0)


def widest_unit(text: Prepared) -> float:
    """The width of what is broken last, in thousandths of the font size."""
    return max((unit.width for line in text for unit in line), default=0.0)


def set_lines(text: Prepared, style: TextStyle, room: float) -> list[Line]:
    """``text`` as lines of at most ``room`` points; what is wider than a line is broken between characters."""
    return [line for units in text for line in _filled(units, room * 1000 / style.size + _TOLERANCE)]


def _filled(units: list[Unit], room: float) -> Iterator[Line]:
    line: list[Unit] = []
    used = 0.0
    for each in units:
        unit = each
        if line and used + unit.gap + unit.width > room:
            yield _closed(line)
            line, used = [], 0.0
        if not line and unit.width > room:
            *full, unit = _cut(unit, room)
            for part in full:
                yield _closed([part])
        used += unit.width + (unit.gap if line else 0)
        line.append(unit)
    yield _closed(line)


def _cut(unit: Unit, room: float) -> Iterator[Unit]:
    """A unit that is wider than a line, as units that fill one line each, and the rest."""
    pieces: list[Piece] = []
    used = 0.0
    for piece in unit.pieces:
        start, before = 0, used
        for place, (_, width) in enumerate(widths_of(piece)):
            if used + width > room and (pieces or place > start):
                pieces.append(piece._replace(text=piece.text[start:place], width=used - before))
                yield Unit(used, tuple(part for part in pieces if part.text), 0)
                pieces, start, used, before = [], place, 0.0, 0.0
            used += width
        pieces.append(piece._replace(text=piece.text[start:], width=used - before))
    yield Unit(used, tuple(pieces), 0)


def shortened(pieces: Iterable[Piece], face: Typeface, room: float) -> tuple[Piece, ...]:
    """As many characters as leave room for "…", and that; ``room`` is in thousandths of the font size."""
    kept: list[str] = []
    room -= face.pieces("…")[0].width
    for letter, width in (each for piece in pieces for each in widths_of(piece)):
        room -= width
        if room < 0:
            break
        kept.append(letter)
    return face.pieces("".join(kept).rstrip() + "…")


def _closed(units: list[Unit]) -> Line:
    """One line; neighbours in the same font become one piece."""
    joined = _Joined()
    total = 0.0
    for number, unit in enumerate(units):
        gap = unit.gap if number else 0.0
        total += gap + unit.width
        if gap:
            joined.add(unit.pieces[0].font, " ", gap)
        for piece in unit.pieces:
            if piece.goal:
                joined.close()
                joined.pieces.append(piece)
            else:
                joined.add(piece.font, piece.text, piece.width)
    joined.close()
    return Line(tuple(joined.pieces), total)


class _Joined:
    """Pieces in the making: text is gathered as long as the font stays."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._font = ""
        self._texts: list[str] = []
        self._width = 0.0

    def add(self, font: str, text: str, width: float) -> None:
        if font != self._font:
            self.close()
            self._font = font
        self._texts.append(text)
        self._width += width

    def close(self) -> None:
        if self._texts:
            self.pieces.append(Piece(self._font, "".join(self._texts), self._width))
        self._texts, self._width = [], 0.0
