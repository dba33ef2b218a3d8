"""A summary taken apart: the blocks of each section, their words, their tables."""

from collections.abc import Iterable, Iterator
from typing import Any

from tests.reports.demo_dossiers import demo_paper, paper, record

from muniment.domain.dossier import Dossier
from muniment.domain.records import CaseFile, Record
from muniment.reports.document import (
    Block,
    Document,
    Fact,
    Facts,
    Heading,
    KeepTogether,
    Notice,
    Paragraph,
    Table,
    Text,
)
from muniment.reports.sections import Section
from muniment.reports.summary import summary
from muniment.reports.text import plain

CASE = "case"


def file_of(*records: Record, outside: tuple[Record, ...] = (), **fields: Any) -> Dossier:
    """A case file with nothing but these records."""
    file = record("case_file", CASE, code="ABCD-2345", pseudonym="Somebody", **fields)
    assert isinstance(file, CaseFile)
    return Dossier(file, records, outside)


def one(kind: str, record_id: str, /, **fields: Any) -> Record:
    """A record of that file."""
    return record(kind, record_id, CASE, **fields)


def summed(dossier: Dossier, **options: Any) -> Document:
    """The summary of a dossier."""
    return summary(paper(dossier), **options)


def demo_summary(case: str, **options: Any) -> Document:
    """The summary of a practice file."""
    return summary(demo_paper(case), **options)


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks in order, what is kept together taken apart."""
    for block in blocks:
        if isinstance(block, KeepTogether):
            yield from flat(block.blocks)
        else:
            yield block


def section(document: Document, wanted: Section) -> list[Block]:
    """The blocks of one section, its heading first."""
    found: list[Block] = []
    inside = False
    for block in flat(document.blocks):
        if isinstance(block, Heading) and block.level == 1:
            inside = block.anchor == wanted.anchor
        if inside:
            found.append(block)
    return found


def words(blocks: Iterable[Block]) -> str:
    """Everything that blocks say, line by line."""
    return "\n".join(plain(text) for block in flat(blocks) for text in _texts(block))


def _texts(block: Block) -> Iterator[Text]:
    match block:
        case Heading() | Paragraph():
            yield block.text
        case Facts():
            for fact in block.facts:
                yield f"{plain(fact.label)}: {plain(fact.value)}"
        case Table():
            for row in block.rows:
                yield " | ".join(map(plain, row.cells))
        case Notice():
            yield block.title
            yield from block.paragraphs


def answer(document: Document, wanted: Section) -> str:
    """The one-line answer that a section begins with."""
    block = section(document, wanted)[1]
    assert isinstance(block, Paragraph)
    return plain(block.text)


def rows(document: Document, wanted: Section) -> list[list[str]]:
    """The rows of all tables of a section, as words."""
    tables = (block for block in section(document, wanted) if isinstance(block, Table))
    return [[plain(cell) for cell in row.cells] for table in tables for row in table.rows]


def facts(document: Document, wanted: Section) -> dict[str, str]:
    """The facts of a section by label, the last of each."""
    found: list[Fact] = [f for block in section(document, wanted) if isinstance(block, Facts) for f in block.facts]
    return {plain(fact.label): plain(fact.value) for fact in found}
