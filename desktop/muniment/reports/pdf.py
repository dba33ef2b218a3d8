"""A document as PDF: laid out with plain text only, every font embedded, nothing told about it in the file.

Heavy libraries are loaded when the first page is measured, not when this module is imported.
"""

import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import ParamSpec, TypeVar

from muniment.domain.errors import MunimentError
from muniment.reports.binding import Binding, DrawnPage
from muniment.reports.compose import Composer, Tried
from muniment.reports.document import Document
from muniment.reports.edges import Edges, edges
from muniment.reports.errors import LayoutBug, UnfitPassword
from muniment.reports.fonts import Notes
from muniment.reports.paginate import Page, pages
from muniment.reports.pen import Pen, Places
from muniment.reports.style import Paper, sheet, style
from muniment.reports.wording import wording

_LONGEST_PASSWORD = 127
"""Bytes of UTF-8; ISO 32000-2, 7.6.4.3.3 cuts off what is longer, silently."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished PDF, and what its reader has to be told about the printing, in the language of the document."""

    data: bytes
    pages: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """How much paper a document takes: pages, and the free height on the last of them in points."""

    pages: int
    room: float


@dataclass(frozen=True, slots=True)
class _Layout:
    pages: list[Page]
    edges: Edges
    notes: Notes
    numbers: dict[str, int]
    """The page of every anchor."""


def to_pdf(document: Document, paper: Paper = "a4") -> Rendered:
    """The document as PDF; the same document gives the same bytes. Never refuses a character: see the warnings."""
    return to_merged_pdf([document], paper)


def to_merged_pdf(documents: Iterable[Document], paper: Paper = "a4") -> Rendered:
    """Several documents in one file, each with page numbers of its own; only one is held at a time. At least one."""
    return _without_content(_merged, documents, paper)


def measure(document: Document, paper: Paper = "a4") -> Measure:
    """How many pages `to_pdf` would give, and the height in points that is left on the last one."""
    layout = _without_content(_settled, document, paper)
    return Measure(len(layout.pages), layout.edges.sheet.depth - layout.pages[-1].used)


def page_count(document: Document, paper: Paper = "a4") -> int:
    """How many pages `to_pdf` would give."""
    return measure(document, paper).pages


def fits_one_page(document: Document, paper: Paper = "a4", tried: Tried | None = None) -> bool:
    """Whether `to_pdf` would give one page; stops measuring when a second one begins.

    ``tried`` keeps what was measured for the next attempt at the same page.
    """
    return len(_without_content(_laid_out, document, paper, {}, 2, tried).pages) == 1


def protect(pdf: bytes, password: str) -> bytes:
    """The PDF encrypted with AES-256 (revision 6), to be opened with ``password`` alone. Raises UnfitPassword."""
    if not password:
        raise UnfitPassword("The password is empty. Nothing was written; give one of several words.")
    if len(password.encode("utf-8", "surrogatepass")) > _LONGEST_PASSWORD:
        raise UnfitPassword(f"The password is longer than {_LONGEST_PASSWORD} bytes, which a PDF cannot hold.")
    import pikepdf

    stream = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(stream, encryption=pikepdf.Encryption(owner=password, user=password, R=6))
    return stream.getvalue()


def _without_content(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do ``work``; an unexpected failure is told by its kind and place, since its text may repeat a case file."""
    try:
        return work(*args, **kwargs)
    except (MunimentError, MemoryError):
        raise
    except Exception as failure:  # noqa: BLE001
        last = traceback.extract_tb(failure.__traceback__)[-1]
        place = f"{type(failure).__name__} at {Path(last.filename).name}:{last.lineno}"
    raise LayoutBug(place)


def _settled(document: Document, paper: Paper) -> _Layout:
    """Lay out again while page numbers have more digits than was thought; they only grow, so that it ends."""
    digits: dict[str, int] = {}
    while True:
        layout = _laid_out(document, paper, digits)
        wider = {
            anchor: len(str(page)) for anchor, page in layout.numbers.items() if len(str(page)) > digits.get(anchor, 1)
        }
        if not wider:
            return layout
        digits |= wider


def _laid_out(
    document: Document, paper: Paper, digits: Mapping[str, int], most: int | None = None, tried: Tried | None = None
) -> _Layout:
    notes = Notes(wording(document.language))
    sizes = style(document.density)
    around = edges(document, sheet(paper), sizes, notes)
    composer = Composer(document, around.sheet, sizes, notes, digits, tried)
    made = pages(composer.parts(), around.sheet.depth, most)
    numbers: dict[str, int] = {}
    for number, page in enumerate(made, 1):
        for part, _ in page.placed:
            for anchor in part.anchors():
                numbers.setdefault(anchor, number)
    return _Layout(made, around, notes, numbers)


def _merged(documents: Iterable[Document], paper: Paper) -> Rendered:
    binding: Binding | None = None
    pages_drawn, warnings = 0, dict[str, None]()
    for document in documents:
        layout = _settled(document, paper)
        around = layout.edges.sheet
        binding = binding or Binding(around.width, around.height, document.language)
        binding.add(_drawn(layout))
        pages_drawn += len(layout.pages)
        warnings |= dict.fromkeys(layout.notes.warnings)
    if binding is None:
        raise ValueError("no document to print")
    return Rendered(binding.finished(), pages_drawn, tuple(warnings))


def _drawn(layout: _Layout) -> list[DrawnPage]:
    around = layout.edges
    places = Places(layout.numbers)
    made: list[DrawnPage] = []
    for number, page in enumerate(layout.pages, 1):
        pen = Pen(around.sheet.height, places, layout.notes)
        around.draw(pen, number, len(layout.pages))
        for part, top in page.placed:
            part.draw(pen, around.sheet.left, around.sheet.top + top, around.sheet.room)
        made.append(pen.drawn())
    return made
