"""A font cut into plates: small sets of characters that are the same in every document.

A PDF shows text through sets of at most 256 characters of a font. As these never differ from document to document, each
is cut out of its font and packed once, and text is encoded without asking what was printed before. There is a plate for
Azerbaijani and English, one for Russian, and one for every 32 characters of the rest.
"""

import zlib
from codecs import charmap_build, charmap_encode
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from muniment.reports.engine import face

_ASCII = "".join(map(chr, range(0x20, 0x7F)))
_SIGNS = "".join(letter for letter in _ASCII if not letter.isalpha()) + "–—‘’“”„…·•«»№§"
_RUSSIAN = "".join(map(chr, range(0x410, 0x450))) + "Ёё"
_PLATES = (_ASCII + _SIGNS + "çÇəƏğĞıİöÖşŞüÜ°×€", _SIGNS + _RUSSIAN)
_REST = 32
_SYMBOLIC, _NONSYMBOLIC = 1 << 2, 1 << 5
"""Flags of a font: its codes mean what the font itself says, no standard."""
_NOTHING = "\ufffe"
"""What ``charmap_build`` takes for a code without a character."""
_UNMEANT = (_NOTHING, "\ufeff")
"""What no code may stand for (ISO 19005-2, 6.2.11.7.2)."""


class Packed(NamedTuple):
    """One plate as it stands in a file, compressed."""

    outlines: bytes
    size: int
    """Bytes of the outlines before they were compressed."""
    meanings: bytes
    """Which character each code stands for, so that text can be searched and copied."""
    widths: bytes
    descriptor: bytes
    """The beginning of what says how the font looks as a whole; the outlines are to be named behind it."""


class Plate:
    """Up to 256 characters of one font."""

    def __init__(self, name: str, number: int, letters: str, widths: Mapping[str, float]) -> None:
        self.key = (name, number)
        self.name = b"/%s+%d" % (name.encode(), number)
        """How a page calls it."""
        # Six letters are put before the name of a font of which only a part is embedded.
        tag = "".join(chr(65 + number // 26**place % 26) for place in reversed(range(6)))
        self.title = b"/%s+%s" % (tag.encode(), name.encode())
        self.codes = charmap_build(letters)
        self.letters = letters
        """The character of every code."""
        self._widths = widths

    @cached_property
    def packed(self) -> Packed:
        """The plate, cut and compressed when the first document needs it."""
        font = face(self.key[0])
        outlines: bytes = font.makeSubset([0 if letter == _NOTHING else ord(letter) for letter in self.letters])
        widths = b" ".join(b"%g" % self._widths.get(letter, 0) for letter in self.letters)
        return Packed(
            zlib.compress(outlines, 9),
            len(outlines),
            zlib.compress(self._meanings(), 9),
            b"[%s]" % widths,
            b"<< /Type /FontDescriptor /FontName %s %s" % (self.title, _described(font)),
        )

    def _meanings(self) -> bytes:
        known = [(code, letter) for code, letter in enumerate(self.letters) if code and letter not in _UNMEANT]
        lines = [f"<{code:02X}> <{letter.encode('utf-16-be').hex().upper()}>" for code, letter in known]
        # One block has a hundred lines at most.
        blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
        listed = "\n".join(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks)
        return _MEANINGS.format(listed=listed).encode()


def _described(font: Any) -> bytes:
    flags = font.flags & ~_NONSYMBOLIC | _SYMBOLIC
    edges = b" ".join(b"%g" % edge for edge in font.bbox)
    heights = b"/Ascent %g /Descent %g /CapHeight %g" % (font.ascent, font.descent, font.capHeight)
    strokes = b"/ItalicAngle %g /StemV %g /MissingWidth %g" % (font.italicAngle, font.stemV, font.defaultWidth)
    return b"/Flags %d /FontBBox [%s] %s %s" % (flags, edges, heights, strokes)


_MEANINGS = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
{listed}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class Plates:
    """All plates of one font, each made when the first text needs it."""

    def __init__(self, name: str, widths: Mapping[str, float]) -> None:
        self._name = name
        self._widths = widths
        self._made: dict[int, Plate] = {}

    def __getitem__(self, number: int) -> Plate:
        """The plate of that number, the same in every process."""
        if number not in self._made:
            rest = number - len(_PLATES)
            letters = _PLATES[number] if rest < 0 else " " + "".join(map(chr, range(rest * _REST, (rest + 1) * _REST)))
            self._made[number] = Plate(self._name, number, self._by_code(letters), self._widths)
        return self._made[number]

    def encoded(self, text: str) -> Sequence[tuple[Plate, bytes]]:
        """``text`` as codes, in as many pieces as it changes the plate; the font has to have all its characters."""
        plain, plate = text.replace("\xa0", " "), self[0]
        try:  # most texts need no more than one plate
            return ((plate, charmap_encode(plain, "strict", plate.codes)[0]),)
        except UnicodeEncodeError:
            return list(self._on_several(plain, plate))

    def _on_several(self, rest: str, plate: Plate) -> Iterator[tuple[Plate, bytes]]:
        while True:
            try:
                yield plate, charmap_encode(rest, "strict", plate.codes)[0]
            except UnicodeEncodeError as refused:
                end = refused.start
            else:
                return
            plate, before = self._home(rest[end]), plate
            if rest[:end].strip(" "):
                yield before, charmap_encode(rest[:end], "strict", before.codes)[0]
                rest = rest[end:]

    def _home(self, letter: str) -> Plate:
        """The plate of a character that the one in use has not got."""
        at = (number for number, letters in enumerate(_PLATES) if letter in letters)
        plate = self[next(at, len(_PLATES) + ord(letter) // _REST)]
        charmap_encode(letter, "strict", plate.codes)
        return plate

    def _by_code(self, letters: str) -> str:
        """The character of each of the 256 codes: ASCII at its own, others from the middle on."""
        known = [letter for letter in dict.fromkeys(letters) if letter in self._widths]
        codes = ["\0", *[_NOTHING] * 255]
        behind = (letter for letter in known if not letter.isascii())
        for code, letter in (*((ord(one), one) for one in known if one.isascii()), *enumerate(behind, 0x80)):
            codes[code] = letter
        return "".join(codes)
