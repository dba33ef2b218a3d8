"""Documents laid out: what stands on which page, before anything is drawn."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from muniment.domain.frozen import frozen
from muniment.reports.compose import Composer
from muniment.reports.document import Document
from muniment.reports.edges import Edges, edges
from muniment.reports.fonts import Notes
from muniment.reports.paginate import Page, pages
from muniment.reports.style import Paper, sheet, style
from muniment.reports.wording import wording


@frozen
class Layout:
    """The pages of one document with their head and foot."""

    pages: list[Page]
    edges: Edges
    notes: Notes
    numbers: dict[str, int]
    """The page of every anchor."""


def laid_out(document: Document, paper: Paper, elsewhere: Mapping[str, int] = MappingProxyType({})) -> Layout:
    """The document on pages, with room for the numbers of the pages that it names; some may be ``elsewhere``."""
    digits: dict[str, int] = {}
    while True:
        layout = _attempt(document, paper, digits)
        wider = {
            anchor: len(str(page)) for anchor, page in layout.numbers.items() if len(str(page)) > digits.get(anchor, 1)
        }
        # Numbers only grow from one attempt to the next, so that this ends.
        if not wider:
            return replace(layout, numbers={**elsewhere, **layout.numbers})
        digits |= wider


def _attempt(document: Document, paper: Paper, digits: Mapping[str, int]) -> Layout:
    around, composer = begun(document, paper, digits)
    made = pages(composer.parts(), around.sheet.depth)
    numbers: dict[str, int] = {}
    for number, page in enumerate(made, 1):
        for part, _ in page.placed:
            for anchor in part.anchors():
                numbers.setdefault(anchor, number)
    return Layout(made, around, composer.notes, numbers)


def begun(document: Document, paper: Paper, digits: Mapping[str, int]) -> tuple[Edges, Composer]:
    """Head and foot of the pages, and what measures their blocks; ``digits`` of the pages that are named."""
    notes = Notes(wording(document.language))
    sizes = style(document.density)
    around = edges(document, sheet(paper), sizes, notes)
    return around, Composer(document, around.sheet, sizes, notes, digits)
