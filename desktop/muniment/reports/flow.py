"""Breaking plain text into lines: no markup, every word measured once, time in proportion to the length."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from muniment.domain.frozen import frozen
from muniment.reports.document import PageOf, Text
from muniment.reports.fonts import Notes, Piece, Typeface, Unit, typeface, widths_of

# Sums of widths are rounded differently from the widths of sums.
_TOLERANCE = 0.01


@frozen
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
    """One line; its width is in thousandths of the font size."""

    units: Sequence[Unit]
    width: float

    @property
    def pieces(self) -> list[Piece]:
        """What is to be drawn, put together now, as many a line is only counted; neighbours in a font are one piece."""
        return list(_pieces(self.units))

    @property
    def begins_word(self) -> bool:
        """Whether a word begins with the line; else it goes on with what was cut, or stands behind a hyphen."""
        return bool(self.units) and self.units[0].gap > 0


def line_of(pieces: tuple[Piece, ...]) -> Line:
    """A line of these pieces as they are."""
    width = sum(piece.width for piece in pieces)
    return Line((Unit(width, pieces, 0),), width)


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
        elif isinstance(span, str):
            glue = _append_run(lines, span, style.face("plain"), notes, glue)
        else:
            glue = _append_run(lines, span.text, style.face(span.emphasis), notes, glue)
    return lines


def _measured(line: str, face: Typeface) -> list[Unit]:
    units: list[Unit] = []
    known = face.known.get
    for word in line.split(" "):
        if word:
            units += known(word) or face.units(word)
    return units


def _append_run(lines: Prepared, words: str, face: Typeface, notes: Notes, glue: bool) -> bool:
    """Append a run; tells whether the next one continues the same word."""
    if not words.strip(" "):
        return glue and not words
    text = face.printable(words, notes)
    first, *others = text.split("\n")
    _append(lines[-1], _measured(first, face), glue and not first.startswith(" "))
    lines += [_measured(line, face) for line in others]
    return not text.endswith((" ", "\n"))


def _append(line: list[Unit], units: list[Unit], glue: bool) -> None:
    if glue and line and units:
        last, first = line.pop(), units[0]
        line.append(_glued(last, first))
        units = units[1:]
    line += units


def _glued(last: Unit, first: Unit) -> Unit:
    width, pieces = last.width + first.width, last.pieces + first.pieces
    if last.font and last.font == first.font:
        return Unit(width, pieces, last.gap, last.font, last.text + first.pieces[0].text)
    return Unit(width, pieces, last.gap)


def _page_unit(span: PageOf, style: TextStyle, notes: Notes, digits: Mapping[str, int]) -> Unit:
    face = style.face("plain")
    places = "0" * digits.get(span.anchor, 1)
    piece = face.pieces(notes.words.page.format(page=places).replace(" ", "\xa0"))[0]
    return Unit(piece.width, (piece._replace(goal=span.anchor),), face.space)


def natural_width(text: Prepared) -> float:
    """The width of the longest line the writer ended, in thousandths of the font size."""
    return max([sum([unit.width + unit.gap for unit in line]) - line[0].gap for line in text if line], default=0.0)


def widest_unit(text: Prepared) -> float:
    """The width of what is broken last, in thousandths of the font size."""
    return max([unit.width for line in text for unit in line], default=0.0)


def set_lines(text: Prepared, style: TextStyle, room: float) -> list[Line]:
    """``text`` as lines of at most ``room`` points; what is wider than a line is broken between characters."""
    return [line for units in text for line in _filled(units, room * 1000 / style.size + _TOLERANCE)]


def _filled(units: list[Unit], room: float) -> Iterator[Line]:
    start, used = 0, 0.0
    for place, unit in enumerate(units):
        if place > start:
            longer = used + unit.gap + unit.width
            if longer <= room:
                used = longer
                continue
            yield Line(units[start:place], used)
        start, used = place, unit.width
        if used > room:
            *full, last = _cut(unit, room)
            yield from (Line((part,), part.width) for part in full)
            units, used = [*units[:place], last, *units[place + 1 :]], last.width
    yield Line(units[start:], used)


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


def _pieces(units: Sequence[Unit]) -> Iterator[Piece]:
    start, end = 0, len(units)
    while start < end:
        first = units[start]
        stop = start + 1
        if first.font:
            while stop < end and units[stop].font == first.font:
                stop += 1
            yield _one_piece(units[start:stop], begins=not start)
        else:
            if start and first.gap:
                yield Piece(first.pieces[0].font, " ", first.gap)
            yield from first.pieces
        start = stop


def _one_piece(units: Sequence[Unit], *, begins: bool) -> Piece:
    """Units of one font as one piece; what begins a line has no space before it."""
    text = "".join([unit.text for unit in units])
    width = sum([unit.gap + unit.width for unit in units])
    gap = units[0].gap
    return Piece(units[0].font, text[1:], width - gap) if begins and gap else Piece(units[0].font, text, width)
