"""A document as PDF: laid out with plain text only, tagged, every font embedded, nothing told about what is in it.

Heavy libraries are loaded when the first page is measured, not when this module is imported.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from itertools import repeat
from pathlib import Path
from typing import ParamSpec, TypeVar

from muniment.domain.errors import MunimentError
from muniment.domain.frozen import frozen
from muniment.reports.binding import Binding, Drawn, DrawnPage
from muniment.reports.contents import ListPaper, contents_list, first_pages
from muniment.reports.document import Document
from muniment.reports.errors import LayoutBug, UnfitPassword
from muniment.reports.keeping import unkept
from muniment.reports.layout import laid_out
from muniment.reports.pen import Pen, Places
from muniment.reports.structure import Tree
from muniment.reports.style import Paper, sheet
from muniment.reports.trial import OnePage
from muniment.reports.wording import wording

_LONGEST_PASSWORD = 127
"""Bytes of UTF-8; ISO 32000-2, 7.6.4.3.3 cuts off what is longer, silently."""

P = ParamSpec("P")
T = TypeVar("T")


@frozen
class Rendered:
    """A finished PDF, and what its reader has to be told about the printing, in the language of the document."""

    data: bytes
    pages: int
    warnings: tuple[str, ...]


@frozen
class Measure:
    """How much paper a document takes: pages, and the free height on the last of them in points."""

    pages: int
    room: float


def to_pdf(document: Document, paper: Paper = "a4") -> Rendered:
    """The document as PDF; the same document gives the same bytes. Never refuses a character: see the warnings."""
    return to_merged_pdf([document], paper)


def to_merged_pdf(documents: Iterable[Document], paper: Paper = "a4") -> Rendered:
    """Several documents in one file, each with page numbers of its own; only one is held at a time. At least one."""
    return bound((drawn(document, paper) for document in documents), paper)


def drawn(document: Document, paper: Paper = "a4") -> Drawn:
    """The document laid out and drawn, to be bound into a file."""
    return _without_content(_drawn, document, paper, {})


def bound(documents: Iterable[Drawn], paper: Paper = "a4", contents: ListPaper | None = None) -> Rendered:
    """Documents that were drawn for this paper as one file, in the language of the first of them. At least one.

    With ``contents`` they come behind a list of them, each under a bookmark.
    """
    binding: Binding | None = None
    pages, warnings = list[int](), dict[str, None]()
    for document, title in zip(documents, _titles(contents), strict=False):
        binding = binding or Binding(sheet(paper).width, sheet(paper).height, document.language)
        binding.add(document, title)
        pages.append(len(document.pages))
        warnings |= dict.fromkeys(document.warnings)
    if binding is None:
        raise ValueError("no document to print")
    if contents is not None:
        front = _front(contents, pages, paper)
        binding.add(front, wording(contents.language).contents, first=True)
        pages.append(len(front.pages))
        warnings |= dict.fromkeys(front.warnings)
    return Rendered(_without_content(binding.finished), sum(pages), tuple(warnings))


def _titles(contents: ListPaper | None) -> Iterable[str]:
    return repeat("") if contents is None else (" ".join((one.title, one.number)) for one in contents.listed)


def _front(contents: ListPaper, pages: Sequence[int], paper: Paper) -> Drawn:
    """The list, with room for its own pages in the numbers that it tells."""
    own = 1
    while True:
        first = first_pages(pages, own)
        made = _without_content(_drawn, contents_list(contents, first), paper, first)
        if len(made.pages) == own:
            return made
        own = len(made.pages)


def measure(document: Document, paper: Paper = "a4") -> Measure:
    """How many pages `to_pdf` would give, and the height in points that is left on the last one."""
    layout = _without_content(laid_out, document, paper)
    return Measure(len(layout.pages), layout.edges.sheet.depth - layout.pages[-1].used)


def page_count(document: Document, paper: Paper = "a4") -> int:
    """How many pages `to_pdf` would give."""
    return measure(document, paper).pages


def fits_one_page(document: Document, paper: Paper = "a4", attempts: OnePage | None = None) -> bool:
    """Whether `to_pdf` would give one page; ``attempts`` keeps what was measured for the next one."""
    return _without_content((attempts or OnePage(paper)).holds, document)


def protect(pdf: bytes, password: str) -> bytes:
    """The PDF encrypted with AES-256 (revision 6), to be opened with ``password`` alone. Raises UnfitPassword.

    It is tagged as before; but no archive keeps what is encrypted, and it no longer says that one could.
    """
    if not password:
        raise UnfitPassword("The password is empty. Nothing was written; give one of several words.")
    if len(password.encode("utf-8", "surrogatepass")) > _LONGEST_PASSWORD:
        raise UnfitPassword(f"The password is longer than {_LONGEST_PASSWORD} bytes, which a PDF cannot hold.")
    import pikepdf

    stream = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        told = opened.Root.Metadata
        told.write(unkept(told.read_bytes()))
        # It was made of what is in the file, and would stand beside it in the clear.
        del opened.trailer["/ID"]
        opened.save(stream, encryption=pikepdf.Encryption(owner=password, user=password, R=6))
    return stream.getvalue()


def _without_content(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do ``work``; an unexpected failure is told by its kind and place, since its text may repeat a case file."""
    try:
        return work(*args, **kwargs)
    except (MunimentError, MemoryError):
        raise
    except Exception as failure:  # noqa: BLE001
        import traceback

        last = traceback.extract_tb(failure.__traceback__)[-1]
        place = f"{type(failure).__name__} at {Path(last.filename).name}:{last.lineno}"
    raise LayoutBug(place)


def _drawn(document: Document, paper: Paper, elsewhere: Mapping[str, int]) -> Drawn:
    layout = laid_out(document, paper, elsewhere)
    around = layout.edges
    places, tree = Places(layout.numbers), Tree(len(layout.pages), document.language)
    made: list[DrawnPage] = []
    for number, page in enumerate(layout.pages):
        pen = Pen(around.sheet.height, places, layout.notes, tree, number)
        around.draw(pen, number + 1, len(layout.pages))
        for part, top in page.placed:
            part.draw(pen, around.sheet.left, around.sheet.top + top, around.sheet.room)
        made.append(pen.drawn())
    kind = document.kind or layout.notes.words.document
    return Drawn(tuple(made), tree.structure(), layout.notes.warnings, document.language, kind)
