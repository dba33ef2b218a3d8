"""What the process does that looks at an exhibit. Everything that it will need is loaded before it is shut off."""

import math
from codecs import lookup
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Protocol

from muniment.host import preview
from muniment.host.assistant import serve
from muniment.host.confinement import confine
from muniment.host.preview import ABOUT, DRAW, FINE, HEAD, NOT, ORDER, PAGE, PICTURE, READ, SIZE

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument

_POINTS = 72 / 96  # of a pixel
_IN_HEAD = 1024  # bytes in which a PDF says that it is one
_DEPTH = 257  # of values of 16 bits to those of 8


class _NotShown(Exception):
    """Why something is not shown, in one of the words that the other process knows."""


class _Looked(Protocol):
    """An exhibit that was understood."""

    kind: bytes
    pages: int

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page in points."""

    def drawn(self, page: int, width: int) -> tuple[int, int, bytes]:
        """Width and height in pixels, and the pixels."""

    def text(self, page: int) -> str:
        """The words of a page."""


def main() -> None:
    """Answers questions about the bytes that come first, until there are no more."""
    _load()
    serve(_prepared)


def _load() -> None:
    """Loads, by using it, whatever is needed later: nothing can be loaded then."""
    from PIL import Image, ImageOps, MpoImagePlugin, PngImagePlugin, TiffImagePlugin  # noqa: F401
    from pypdfium2 import PdfDocument

    for form in ("PNG", "JPEG"):
        file = BytesIO()
        Image.new("RGB", (16, 16)).save(file, form)
        _Photo(file.getvalue()).drawn(0, 8)
    document = PdfDocument.new()
    document.new_page(16, 16)
    file = BytesIO()
    document.save(file)
    document.close()
    paper = _Paper(file.getvalue())
    paper.drawn(0, 8)
    paper.text(0)
    lookup("utf-16-le")  # of letters, of which this page has none


def _prepared(content: bytes) -> Callable[[bytes], bytes]:
    confine(preview.MEMORY, preview.PROCESSOR)
    looked = None

    def answer(question: bytes) -> bytes:
        nonlocal looked
        try:
            looked = looked or _understood(content)
            return FINE + _ANSWERS[question[:1]](looked, question[1:])
        except _NotShown as why:
            return NOT + str(why).encode()
        except MemoryError:
            return NOT + b"memory"
        except Exception:  # noqa: BLE001 - whatever a library says of such bytes, they are not as they should be
            return NOT + b"damaged"

    return answer


def _understood(content: bytes) -> _Looked:
    if content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return _Photo(content)
    if b"%PDF-" in content[:_IN_HEAD]:
        return _Paper(content)
    raise _NotShown("kind")


def _about(looked: _Looked, _order: bytes) -> bytes:
    sizes = (looked.size(page) for page in range(min(looked.pages, preview.MOST_PAGES)))
    return HEAD.pack(looked.kind, looked.pages) + b"".join(SIZE.pack(*size) for size in sizes)


def _drawn(looked: _Looked, order: bytes) -> bytes:
    page, width = ORDER.unpack(order)
    wide, high, pixels = looked.drawn(page, width)
    return PICTURE.pack(wide, high) + pixels


def _read(looked: _Looked, order: bytes) -> bytes:
    (page,) = PAGE.unpack(order)
    return looked.text(page)[: preview.MOST_LETTERS].encode(errors="replace")


_ANSWERS = {ABOUT: _about, DRAW: _drawn, READ: _read}


def _fitting(size: tuple[float, float], width: int) -> float:
    """The factor that makes a size so many pixels wide, or as large as may be given back."""
    wide, high = size
    return min(width / wide, math.sqrt(preview.MOST_SHOWN / (wide * high)) * 0.999, preview.MOST_SHOWN / max(size) / 2)


class _Photo:
    """A picture, turned as its camera was held, on white where one sees through it."""

    kind = preview.IMAGE
    pages = 1

    def __init__(self, content: bytes) -> None:
        from PIL import Image, ImageOps

        Image.MAX_IMAGE_PIXELS = None  # ours is a limit, not a warning
        opened = Image.open(BytesIO(content), formats=("PNG", "JPEG"))
        full = opened.size
        if opened.width * opened.height > preview.MOST_PIXELS:
            raise _NotShown("size")
        opened.draft("RGB", _no_larger(full))
        turned = ImageOps.exif_transpose(opened)
        self._image = _opaque(turned)
        self._size = full if (full[0] > full[1]) == (turned.width > turned.height) else (full[1], full[0])

    def size(self, page: int) -> tuple[float, float]:  # noqa: ARG002 - there is one
        """Such that a pixel is a pixel at 100 %."""
        scale = min(_POINTS, preview.LONGEST_SIDE / max(self._size))
        return self._size[0] * scale, self._size[1] * scale

    def drawn(self, page: int, width: int) -> tuple[int, int, bytes]:  # noqa: ARG002
        """No larger than it is."""
        from PIL import Image

        scale = min(1.0, _fitting(self._image.size, width))
        wide, high = (max(1, int(side * scale)) for side in self._image.size)
        shown = self._image
        if (wide, high) != shown.size:
            shown = shown.resize((wide, high), Image.Resampling.BICUBIC, reducing_gap=2.0)
        return wide, high, shown.convert("RGBA").tobytes("raw", "BGRA")  # what is 0 in the last byte may be drawn black

    def text(self, page: int) -> str:  # noqa: ARG002
        """None: there are no letters in it."""
        return ""


def _no_larger(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, math.sqrt(preview.MOST_SHOWN / (size[0] * size[1])))
    return max(1, int(size[0] * scale)), max(1, int(size[1] * scale))


def _opaque(image: "Image") -> "Image":
    from PIL import Image

    if image.mode.startswith("I"):
        image = image.point(lambda value: value * (1 / _DEPTH)).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    paper = Image.new("RGB", image.size, "white")
    clear = image.convert("RGBA")
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


class _Paper:
    """A PDF, without its forms and without anything that it would run."""

    kind = preview.PDF

    def __init__(self, content: bytes) -> None:
        from pypdfium2 import PdfDocument

        self._document = _opened(PdfDocument, content)
        self.pages = len(self._document)
        if not self.pages:
            raise _NotShown("pages")

    def size(self, page: int) -> tuple[float, float]:
        """As the page says, within reason."""
        wide, high = self._document.get_page_size(page)
        return min(max(wide, 1.0), preview.LONGEST_SIDE), min(max(high, 1.0), preview.LONGEST_SIDE)

    def drawn(self, page: int, width: int) -> tuple[int, int, bytes]:
        """On white paper."""
        opened = self._document[page]
        bitmap = opened.render(scale=_fitting(opened.get_size(), width), may_draw_forms=False, prefer_bgrx=True)
        try:
            return bitmap.width, bitmap.height, _lines(bytes(bitmap.buffer), 4 * bitmap.width, bitmap.stride)
        finally:
            bitmap.close()
            opened.close()

    def text(self, page: int) -> str:
        """As it can be copied from the page; that of one without end is cut off."""
        opened = self._document[page]
        words = opened.get_textpage()
        try:
            return str(words.get_text_range(0, min(words.count_chars(), preview.MOST_LETTERS)))
        finally:
            words.close()
            opened.close()


def _opened(document: "type[PdfDocument]", content: bytes) -> "PdfDocument":
    from pypdfium2 import PdfiumError

    try:
        return document(content)
    except PdfiumError as error:
        raise _NotShown("locked" if "password" in str(error).lower() else "damaged") from None


def _lines(buffer: bytes, length: int, stride: int) -> bytes:
    """The lines of a picture without what fills each of them up."""
    if stride == length:
        return buffer
    return b"".join(buffer[start : start + length] for start in range(0, len(buffer), stride))
