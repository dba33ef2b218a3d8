"""The brief: one page for the lawyer who has twenty minutes before a hearing."""

from functools import partial
from typing import Protocol

from muniment.reports.brief_draft import Draft, Kept
from muniment.reports.casepaper import CasePaper
from muniment.reports.document import Density, Document
from muniment.reports.pdf import fits_one_page
from muniment.reports.style import Paper
from muniment.reports.trial import OnePage

_ROOMY: tuple[tuple[Density, int], ...] = (("normal", 400), ("dense", 400), ("dense", 240), ("dense", 170))
"""Type and room for a value with which everything may fit, the best first."""
_TIGHT = (130, 60, 25, 8)
"""Rooms for a value when not everything fits, down to one with which the least fits whatever was written."""
_TRIES = 16
"""Lines that are tried one by one when the page is all but full."""


class _Fits(Protocol):
    def __call__(self, document: Document) -> bool: ...


def brief(paper: CasePaper, sheet: Paper = "a4") -> Document:
    """The case file on exactly one page of that sheet; what finds no room is named, with its place in the summary.

    Tries some forty pages at most, whatever the size of the file; every line is measured once for each size of type.
    """
    fits = partial(fits_one_page, paper=sheet, attempts=OnePage(sheet))
    draft = Draft(paper, _TIGHT[0])
    # What does not fit where values are short does not fit where they are longer.
    if fits(draft.document(draft.first(len(draft.order)), "dense")):
        for density, room in _ROOMY:
            draft = draft.with_room(room)
            whole = draft.document(draft.first(len(draft.order)), density)
            if fits(whole):
                return whole
    for room in _TIGHT:
        draft = draft.with_room(room)
        if fits(draft.document(draft.first(0), "dense")):
            break
    return draft.document(_filled(draft, fits), "dense")


def _filled(draft: Draft, fits: _Fits) -> Kept:
    """As many of the lines that matter most as fit, then those of the next that are short enough for what is left."""
    count = _most_that_fits(draft, fits)
    kept = draft.first(count)
    for line in draft.order[count + 1 : count + 1 + _TRIES]:
        more = draft.with_line(kept, line)
        if fits(draft.document(more, "dense")):
            kept = more
    return kept


def _most_that_fits(draft: Draft, fits: _Fits) -> int:
    """How many of the optional lines are found to fit; ten thousand of them take fourteen attempts."""
    low, high = 0, len(draft.order)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(draft.document(draft.first(middle), "dense")):
            low = middle
        else:
            high = middle - 1
    return low
