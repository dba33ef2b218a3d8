"""What stands before several documents in one file: which they are, and on which of its pages each begins."""

from collections.abc import Sequence
from itertools import accumulate

from muniment.domain.frozen import frozen
from muniment.reports.document import Column, Document, PageFoot, PageHead, Row, Table
from muniment.reports.wording import wording

_COLUMNS = (Column("", 0, "right"), Column("", 1), Column("", 0), Column("", 0, "right"))


@frozen
class Listed:
    """One document in the file: what it is called, and its own number (a code, or the number of the copy)."""

    title: str
    number: str


@frozen
class ListPaper:
    """What the list is made from, in the order of the documents."""

    listed: tuple[Listed, ...]
    title: tuple[str, ...]
    head: PageHead
    foot: PageFoot
    language: str = "en"


def contents_list(paper: ListPaper, pages: Sequence[int], own: int) -> Document:
    """The list as a document, for documents of so many ``pages`` behind its ``own``."""
    first = accumulate((own + 1, *pages))
    page = wording(paper.language).page
    rows = (
        Row((str(at), one.title, one.number, page.format(page=begins)))
        for at, (one, begins, _pages) in enumerate(zip(paper.listed, first, pages, strict=False), 1)
    )
    return Document(paper.title, (Table(_COLUMNS, tuple(rows)),), paper.head, paper.foot, paper.language)
