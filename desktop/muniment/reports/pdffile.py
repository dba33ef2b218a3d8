"""The frame of a PDF: numbered objects one after the other, and the index of where each begins (ISO 32000-2, 7.5).

Every object goes out as soon as it is known, so that a file of five hundred documents holds none of them. There is
nothing in it that tells of the document or of what wrote it.
"""

import sys
import zlib
from array import array
from hashlib import sha256
from io import BytesIO

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_UNWRITTEN = 0
_NO_OBJECT = 0xFFFF
"""The first entry of every index."""
_PLAIN, _PACKED = 1 << 56, 2 << 56
"""What stands first of an entry of the index; four bytes for a place, three for a place in a stream follow."""
_WIDTH = 8
_AT_ONCE = 4_096
"""Entries of the index that are looked at together: of more, little would be faster, and memory be taken."""
_QUICK = 4
"""How hard the trees are compressed: a tenth larger than the most that is possible, in half of the time."""
_MOST = 8_388_607
"""Objects of a file that is kept for long (ISO 19005-2, 6.1.13)."""


def words(text: str) -> bytes:
    """A text for the reader of the file, in UTF-16."""
    return b"<FEFF%s>" % text.encode("utf-16-be").hex().encode()


class PdfFile:
    """A file in the making; a number may be reserved before its object is known."""

    def __init__(self) -> None:
        self._stream = BytesIO()
        self._stream.write(_HEAD)
        self._index = array("Q", (_NO_OBJECT,))

    @property
    def next(self) -> int:
        """The number that the next object will have."""
        return len(self._index)

    def reserve(self, count: int = 1) -> int:
        """The number of an object that will be written later, or the first of several."""
        first = len(self._index)
        self._index.extend(array("Q", (_UNWRITTEN,)) * count)
        return first

    def write(self, number: int, content: bytes) -> None:
        """The object that has a reserved number."""
        self._index[number] = _PLAIN | self._stream.tell() << 24
        self._stream.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))

    def add(self, content: bytes) -> int:
        """One more object; gives its number."""
        number = self.reserve()
        self.write(number, content)
        return number

    def add_stream(self, content: bytes, more: bytes = b"/Filter/FlateDecode") -> int:
        """Bytes as an object; unless ``more`` says else of them, they were compressed with zlib."""
        return self.add(b"<<%s/Length %d>>\nstream\n%s\nendstream" % (more, len(content), content))

    def add_packed(self, first: int, count: int, index: bytes, content: bytes) -> None:
        """So many objects with reserved numbers, compressed as one stream; ``index`` has number and place of each."""
        told = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (count, len(index))
        stream = _PACKED | self.add_stream(zlib.compress(index + content, _QUICK), told) << 24
        self._index[first : first + count] = array("Q", range(stream, stream + count))

    def mark(self) -> bytes:
        """A mark made of all that was written until now, so that the same document has the same."""
        return sha256(self._stream.getbuffer()).hexdigest()[:32].encode()

    def finished(self, catalog: int, mark: bytes) -> bytes:
        """The whole file, which goes by its ``mark``.

        Raises ValueError where a reserved object was never written, or there are too many.
        """
        if _UNWRITTEN in self._index or len(self._index) > _MOST:
            raise ValueError("an object is missing, or there are too many")
        begin = self._stream.tell()
        self._index.append(_PLAIN | begin << 24)
        packing = zlib.compressobj()
        steps = range(0, len(self._index), _AT_ONCE)
        packed = b"".join(packing.compress(_as_differences(self._index, at)) for at in steps) + packing.flush()
        told = b"/Type/XRef/W[1 4 3]/Size %d/Root %d 0 R/ID[<%s><%s>]" % (len(self._index), catalog, mark, mark)
        how = b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns %d>>/Length %d" % (_WIDTH, len(packed))
        index = (len(self._index) - 1, told, how, packed, begin)
        self._stream.write(b"%d 0 obj\n<<%s%s>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % index)
        return self._stream.getvalue()


def _as_differences(index: "array[int]", start: int) -> bytes:
    """Some entries, each as its difference to the one before, byte by byte, behind a byte that says so.

    Nearly all are the same then. All bytes are taken at once, each in its place of one large number, where nothing is
    carried over to the next.
    """
    entries = array("Q", index[max(start - 1, 0) : start + _AT_ONCE])
    if sys.byteorder == "little":
        entries.byteswap()
    there = entries.tobytes() if start else bytes(_WIDTH) + entries.tobytes()
    there, earlier = there[_WIDTH:], there[:-_WIDTH]
    this, before = int.from_bytes(there, "big"), int.from_bytes(earlier, "big")
    high = int.from_bytes(b"\x80" * len(there), "big")
    low = int.from_bytes(b"\x7f" * len(there), "big")
    apart = ((this | high) - (before & low)) ^ ((this ^ before ^ high) & high)
    found = apart.to_bytes(len(there), "big")
    made = bytearray(b"\2" * (len(there) // _WIDTH * (_WIDTH + 1)))
    for place in range(_WIDTH):
        made[place + 1 :: _WIDTH + 1] = found[place::_WIDTH]
    return bytes(made)
