"""The frame of a PDF: numbered objects one after the other, and the index of where each begins (ISO 32000-2, 7.5).

Every object goes out as soon as it is known, so that a file of five hundred documents holds none of them. There is
nothing in it that tells of the document or of what wrote it.
"""

from io import BytesIO

_HEAD = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
_UNWRITTEN = -1


class PdfFile:
    """A file in the making; a number may be reserved before its object is known."""

    def __init__(self) -> None:
        self._stream = BytesIO()
        self._stream.write(_HEAD)
        self._places: list[int] = []

    def reserve(self) -> int:
        """The number of an object that will be written later."""
        self._places.append(_UNWRITTEN)
        return len(self._places)

    def write(self, number: int, content: bytes) -> None:
        """The object that has a reserved number."""
        self._places[number - 1] = self._stream.tell()
        self._stream.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))

    def add(self, content: bytes) -> int:
        """One more object; gives its number."""
        number = self.reserve()
        self.write(number, content)
        return number

    def add_stream(self, packed: bytes, more: bytes = b"") -> int:
        """Bytes that were compressed with zlib, as an object; ``more`` is what else is to be said of them."""
        head = b"<< /Filter /FlateDecode /Length %d%s >>" % (len(packed), more)
        return self.add(b"%s\nstream\n%s\nendstream" % (head, packed))

    def finished(self, catalog: int) -> bytes:
        """The whole file. Raises ValueError where a reserved object was never written."""
        if _UNWRITTEN in self._places:
            raise ValueError("an object is missing")
        begin, count = self._stream.tell(), len(self._places) + 1
        lines = (b"%010d 00000 n \n" % place for place in self._places)
        self._stream.write(b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, b"".join(lines)))
        self._stream.write(b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, catalog, begin))
        return self._stream.getvalue()
