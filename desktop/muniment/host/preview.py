"""Pictures and words of a foreign file, from a process that is shut off from everything: nobody vouches for its bytes.

Bytes go in through a pipe, pixels and letters come out. What that process says is measured before it is believed.
"""

import math
import struct

from muniment.domain.errors import UserFault
from muniment.domain.frozen import frozen
from muniment.host.assistant import Assistant

LARGEST_FILE = 64 << 20  # bytes
MOST_PIXELS = 64_000_000  # of a picture that is looked at
MOST_PAGES = 500  # of a document that are shown
MOST_SHOWN = 16_000_000  # pixels of one picture that is given back
LONGEST_SIDE = 20_000.0  # points
MOST_LETTERS = 20_000  # of a page that are read
MEMORY, PROCESSOR = 1 << 30, 60  # bytes and seconds of the process
PATIENCE = 15.0  # seconds for one answer

HEAD = struct.Struct(">cI")  # kind, number of all pages
SIZE = struct.Struct(">dd")  # width and height of a page in points
ORDER = struct.Struct(">II")  # page, wanted width in pixels
PICTURE = struct.Struct(">II")  # width and height in pixels; four bytes for each follow
PAGE = struct.Struct(">I")
ABOUT, DRAW, READ = b"?", b"!", b"="  # what begins a question
FINE, NOT = b"+", b"-"  # what begins an answer
IMAGE, PDF = b"i", b"p"

_WHY = {
    b"kind": "Only PDF, PNG and JPEG can be shown here.",
    b"damaged": "It cannot be shown: the file is damaged or cut off.",
    b"locked": "It cannot be shown: the document is protected by a password.",
    b"size": f"It cannot be shown: it has more than {MOST_PIXELS // 1_000_000} million pixels.",
    b"pages": "It cannot be shown: there are no pages in it.",
    b"memory": "It cannot be shown: it would take too much memory.",
}
_GONE = "It cannot be shown: looking at it took too long or failed. The file may be damaged, or made to do harm."


class CannotShow(UserFault):
    """An exhibit that no picture can be made of; it is safe all the same, and can be given out."""


@frozen
class Look:
    """What an exhibit is: a picture or a document, all its pages, and the sizes in points of those that are shown."""

    is_document: bool
    pages: int
    sizes: tuple[tuple[float, float], ...]


@frozen
class Picture:
    """One page: four bytes for each pixel (blue, green, red and 255), line after line."""

    width: int
    height: int
    pixels: bytes


class Preview:
    """Looks at the bytes of one exhibit in a process of their own. Raises CannotShow."""

    def __init__(self, content: bytes) -> None:
        if len(content) > LARGEST_FILE:
            raise CannotShow(f"Files of more than {LARGEST_FILE >> 20} MB are not shown here.")
        if not content:
            raise CannotShow("The file is empty.")
        try:
            self._process = Assistant("muniment.host.preview_process", largest=4 * MOST_SHOWN + 64)
        except OSError:
            raise CannotShow("This computer cannot show exhibits safely, so they are not shown.") from None
        self._process.send(content)
        try:
            self.look = _looked(self._asked(ABOUT))
        except CannotShow:
            self.close()
            raise

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def picture(self, page: int, width: int) -> Picture:
        """A page, from 0, about so many pixels wide, smaller where it would be too large. Raises CannotShow."""
        answer = self._asked(DRAW + ORDER.pack(page, width))
        if len(answer) >= PICTURE.size:
            wide, high = PICTURE.unpack_from(answer)
            if 0 < wide * high <= MOST_SHOWN and len(answer) == PICTURE.size + 4 * wide * high:
                return Picture(wide, high, answer[PICTURE.size :])
        raise CannotShow(_GONE)

    def text(self, page: int) -> str:
        """The words of a page, from 0, as they can be copied out of it; "" for a picture. Raises CannotShow."""
        answer = self._asked(READ + PAGE.pack(page))
        if len(answer) > 4 * MOST_LETTERS:
            raise CannotShow(_GONE)
        return answer.decode(errors="replace")

    def close(self) -> None:
        """Ends the process, whatever it does."""
        self._process.close()

    def _asked(self, question: bytes) -> bytes:
        self._process.send(question)
        answer = self._process.answer(PATIENCE)
        if answer is None or answer[:1] != FINE:
            raise CannotShow(_WHY.get((answer or b"")[1:], _GONE))
        return answer[1:]


def _looked(answer: bytes) -> Look:
    body = answer[HEAD.size :]
    if len(answer) < HEAD.size or not body or len(body) % SIZE.size or len(body) > SIZE.size * MOST_PAGES:
        raise CannotShow(_GONE)
    kind, pages = HEAD.unpack_from(answer)
    sizes = tuple((wide, high) for wide, high in SIZE.iter_unpack(body))
    if not all(math.isfinite(side) and 0 < side <= LONGEST_SIDE for size in sizes for side in size):
        raise CannotShow(_GONE)
    return Look(kind == PDF, pages, sizes)
