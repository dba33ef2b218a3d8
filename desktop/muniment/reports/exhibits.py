"""The list of exhibits of one case file: what each is, its hash, and everything that was done with it."""

from collections.abc import Iterator, Sequence

from muniment.domain.records import CustodyEvent, Evidence
from muniment.reports.casepaper import CasePaper
from muniment.reports.document import Block, Column, Document, Heading, KeepTogether, Paragraph, Row
from muniment.reports.handwriting import to_fill_in
from muniment.reports.phrases import counted, joined
from muniment.reports.summary.evidence import CUSTODY, came, counted_bytes, custody_of, custody_row
from muniment.reports.summary.writing import Writing, facts, table

_LIST = (
    Column("", 0),
    Column("Exhibit", 3),
    Column("Kind", 1.2),
    Column("Original", 0),
    Column("Acquired", 1.2),
    Column("Size", 0, "right"),
)
_HASHES = (Column("", 0), Column("SHA-256", 1))
_HOW = (
    "A hash is worked out from every byte of a file: two files with the same hash are the same. Each was worked out "
    "when the file came into the vault, and again whenever it was given out. To check a file that came with this list, "
    "have its hash worked out and compare all 64 letters: sha256sum FILE (Linux), shasum -a 256 FILE (macOS), "
    "certutil -hashfile FILE SHA256 (Windows)."
)
_RECEIPT = ("Exhibits received", "Received by", "Place and date", "Signature")


def exhibit_list(paper: CasePaper) -> Document:
    """The list as a document."""
    file = paper.dossier.case_file
    told = joined(file.pseudonym, paper.head.code, f"as of {paper.day(paper.as_of)}", by=" · ")
    blocks = tuple(_blocks(Writing(paper, disclosed=False)))
    return Document(("Exhibit list", told), blocks, paper.head, paper.foot, paper.language, kind="Exhibit list")


def _blocks(writing: Writing) -> Iterator[Block]:
    exhibits = writing.citations.exhibits
    if not exhibits:
        yield Paragraph("No exhibit is recorded in this copy." if writing.paper.leaves else "No exhibit is recorded.")
        return
    yield Paragraph(_answer(exhibits))
    yield from table(_LIST, (_listed(writing, one) for one in exhibits))
    yield Heading("Hashes", 1)
    yield Paragraph(_HOW, size="small", keep_next=True)
    yield from table(_HASHES, (Row((writing.citations.mark(one.id), one.sha256)) for one in exhibits))
    yield Heading("Origin and custody", 1)
    events = custody_of(writing)
    for one in exhibits:
        yield KeepTogether(tuple(_told(writing, one, events.get(one.id, ()))))
    if writing.paper.leaves:
        yield KeepTogether((Heading("Receipt", 1), to_fill_in(_RECEIPT)))


def _answer(exhibits: Sequence[Evidence]) -> str:
    originals = sum(one.is_original == "yes" for one in exhibits)
    known = [one.size for one in exhibits if one.size is not None]
    size = counted_bytes(sum(known)) if len(known) == len(exhibits) else ""
    return joined(counted(len(exhibits), "exhibit"), f"{originals} of them recorded as originals", size) + "."


def _listed(writing: Writing, one: Evidence) -> Row:
    copied = writing.citations.mark(one.copy_of)
    original = joined(writing.told(one, "is_original"), f"copy of {copied}" if copied else "", by="; ")
    acquired = writing.paper.short_date(one.acquired_on)
    size = counted_bytes(one.size)
    return Row((writing.citations.mark(one.id), one.title, writing.told(one, "kind"), original, acquired, size))


def _told(writing: Writing, one: Evidence, events: Sequence[CustodyEvent]) -> Iterator[Block]:
    yield Heading(f"{writing.citations.mark(one.id)} {one.title}", 2)
    yield from facts(came(writing, one))
    if events:
        yield from table(CUSTODY, (custody_row(writing, event, one) for event in events))
    else:
        yield Paragraph("No custody event is recorded.", size="small")
