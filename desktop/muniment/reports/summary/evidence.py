"""Sections 17 and 18: exhibits with their hashes and custody, sources with their grading; where each is cited."""

from collections.abc import Iterator, Sequence

from muniment.domain.records import CustodyEvent, Evidence, Source
from muniment.reports.document import Block, Column, Fact, Heading, KeepTogether, Paragraph, Row, Text
from muniment.reports.phrases import counted, joined, language_named, moment
from muniment.reports.sections import Section
from muniment.reports.summary.writing import Writing, at, facts, nothing, opened, table, verbatim

CUSTODY = (
    Column("When (UTC)", 0),
    Column("Custody", 0),
    Column("By", 1),
    Column("Reason", 2),
    Column("SHA-256 before, after", 3),
)
_SOURCES = (
    Column("", 0),
    Column("Source", 3.2),
    Column("Date", 0),
    Column("First hand", 0),
    Column("Source graded", 1.4),
    Column("Information graded", 1.4),
    Column("Cited at", 2.6),
)


def evidence(writing: Writing) -> Iterator[Block]:
    """Each exhibit with what it is, where it came from, its hash, its custody, and where it is cited."""
    exhibits = writing.citations.exhibits
    if not exhibits:
        yield from nothing(Section.EVIDENCE, writing.paper)
        return
    originals = sum(one.is_original == "yes" for one in exhibits)
    yield from opened(
        Section.EVIDENCE, f"{counted(len(exhibits), 'exhibit')}, {originals} of them recorded as originals."
    )
    events = custody_of(writing)
    for one in exhibits:
        yield KeepTogether(tuple(_told(writing, one, events.get(one.id, ()))))


def _told(writing: Writing, one: Evidence, events: Sequence[CustodyEvent]) -> Iterator[Block]:
    yield Heading(f"{writing.citations.mark(one.id)} {one.title}", 2, f"exhibit-{one.exhibit_no}")
    yield from facts(_exhibit(writing, one))
    yield from table(CUSTODY, (custody_row(writing, event, one) for event in events))


def _exhibit(writing: Writing, one: Evidence) -> Iterator[Fact]:
    cited = writing.citations.cited_sources(one, at(Section.EVIDENCE))
    yield from writing.facts(one, "kind", "is_original")
    if copied := writing.citations.mark(one.copy_of):
        yield Fact("Copy of", copied)
    yield from came(writing, one)
    for label, value in (("SHA-256", one.sha256), ("Sources", cited)):
        if value:
            yield Fact(label, value)
    yield Fact("Cited at", writing.citations.places_of(one.id) or "not cited")


def came(writing: Writing, one: Evidence) -> Iterator[Fact]:
    """Where an exhibit came from, and as what file."""
    acquired = joined(
        writing.paper.date(one.acquired_on),
        f"from {one.acquired_from}" if one.acquired_from else "",
        f"by {one.acquired_by}" if one.acquired_by else "",
        one.acquired_how,
    )
    file = joined(one.original_name, one.media_type, counted_bytes(one.size))
    for label, value in (("Acquired", acquired), ("File", file)):
        if value:
            yield Fact(label, value)


def counted_bytes(size: int | None) -> str:
    """A size: "12 345 bytes"; "" where there is none."""
    return "" if size is None else counted(size, "byte").replace(str(size), f"{size:,}".replace(",", "\xa0"))


def custody_of(writing: Writing) -> dict[str, list[CustodyEvent]]:
    """What was done with each exhibit, by its id."""
    events: dict[str, list[CustodyEvent]] = {}
    for event in writing.paper.dossier.all(CustodyEvent):
        events.setdefault(event.evidence, []).append(event)
    return events


def custody_row(writing: Writing, event: CustodyEvent, exhibit: Evidence) -> Row:
    """What was done with an exhibit, and whether that changed its hash."""
    when = moment(event.at, writing.paper.language)
    same = {"": "", exhibit.sha256: "as above"}
    before, after = (same.get(value, value) for value in (event.hash_before, event.hash_after))
    hashes = "as above" if before == after == "as above" else joined(before, after, by=" → ")
    return Row((when, writing.told(event, "action"), event.by, event.reason, hashes))


def sources(writing: Writing) -> Iterator[Block]:
    """The grading of every source, then what each says word for word."""
    every = writing.citations.sources
    if not every:
        yield from nothing(Section.SOURCES, writing.paper)
        return
    yield from opened(Section.SOURCES, _answer(every))
    yield Paragraph(
        "The source and its information are graded apart; a grade judges neither for the other.",
        size="small",
        keep_next=True,
    )
    for one in every:  # what sources rest on is cited before the table says where
        writing.cited(one, at(Section.SOURCES))
    yield from table(_SOURCES, (_source(writing, one) for one in every))
    for one in every:
        if one.account:
            name = joined(one.title, writing.told(one, "kind"))
            yield Heading(f"{writing.citations.mark(one.id)} {name}", 2)
            yield verbatim(one.account)


def _answer(every: tuple[Source, ...]) -> str:
    hand = sum(one.first_hand == "yes" for one in every)
    reliable = sum(one.source_reliability == "reliable" for one in every)
    return f"{counted(len(every), 'source')}: {hand} first hand, {reliable} graded reliable."


def _source(writing: Writing, one: Source) -> Row:
    language = language_named(one.language) if one.language else ""
    interviewer = f"interviewer {one.interviewer}" if one.interviewer else ""
    cells: tuple[Text, ...] = (
        writing.citations.mark(one.id),
        joined(one.title, writing.told(one, "kind"), interviewer, language),
        writing.paper.short_date(one.on),
        writing.told(one, "first_hand"),
        writing.told(one, "source_reliability"),
        writing.told(one, "information_reliability"),
        writing.citations.places_of(one.id),
    )
    return Row(cells, anchor=f"source-{writing.citations.mark(one.id)}")
