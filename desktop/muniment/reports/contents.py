"""What stands before several documents in one file: which they are, and on which of its pages each begins."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from muniment.domain.frozen import frozen
from muniment.reports.document import Block, Column, Document, PageFoot, PageHead, Paragraph, Row, Table
from muniment.reports.wording import Wording, wording


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


def beginning(number: int) -> str:
    """The anchor of the first page of a document, by its number in the file from 1."""
    return f"\0document {number}"


def first_pages(pages: Sequence[int], own: int) -> Mapping[str, int]:
    """On which page of the file each document begins, by its anchor; ``own`` pages stand before them."""
    return {beginning(at): page for at, page in enumerate(accumulate((own + 1, *pages[:-1])), 1)}


def contents_list(paper: ListPaper, first: Mapping[str, int] | None = None) -> Document:
    """The list as a document; each row leads to what it names. Text, and what is edited, has no ``first`` pages."""
    words = wording(paper.language)
    rows = []
    for at, one in enumerate(paper.listed, 1):
        cells = (str(at), one.title, one.number)
        goal = beginning(at)
        rows.append(Row(cells if first is None else (*cells, str(first[goal])), goal=goal))
    columns = _columns(words, of_copies=bool(paper.head.copy_number))
    table = Table(columns if first is not None else columns[:-1], tuple(rows))
    blocks: tuple[Block, ...] = (table, Paragraph(words.counted_through, size="small"))
    shown = blocks if first is not None else blocks[:1]
    return Document(paper.title, shown, paper.head, paper.foot, paper.language, kind=words.contents)


def _columns(words: Wording, *, of_copies: bool) -> tuple[Column, ...]:
    return (
        Column("", 0, "right"),
        Column(words.document, 1),
        Column(words.copy_head if of_copies else words.code_head, 0),
        Column(words.page_head, 0, "right"),
    )
