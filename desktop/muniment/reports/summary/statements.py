"""Section 10: what the person signed, and how."""

from collections.abc import Iterator

from muniment.domain.dates import UncertainDate
from muniment.domain.records import Allegation, Phase
from muniment.reports.document import Block, Column, Row
from muniment.reports.phrases import counted, joined
from muniment.reports.sections import Section
from muniment.reports.summary.numbering import earliest_first
from muniment.reports.summary.writing import Writing, nothing, opened, table

_COLUMNS = (
    Column("Date as recorded", 0),
    Column("Where it is recorded", 2),
    Column("How signed", 1.4),
    Column("Source", 0),
)
_NOT_SIGNED = ("", "none")
_SIGNED_RECORDS = ("blank_signed", "unread_signed")


def statements(writing: Writing) -> Iterator[Block]:
    """Statements and custody records that were signed, or of which it is not known."""
    found = sorted((*_alleged(writing), *_records(writing)), key=lambda entry: earliest_first(entry[0]))
    rows = [row for _, row in found]
    if not rows:
        yield from nothing(Section.STATEMENTS, writing.paper)
        return
    ways: dict[str, int] = {}
    for row in rows:
        way = str(row.cells[2])
        ways[way] = ways.get(way, 0) + 1
    told = ", ".join(f"{way} ({times})" if times > 1 else way for way, times in ways.items())
    yield from opened(Section.STATEMENTS, f"{counted(len(rows), 'entry', 'entries')}: {told}.")
    yield from table(_COLUMNS, rows)


def _alleged(writing: Writing) -> Iterator[tuple[UncertainDate | None, Row]]:
    for one in writing.allegations:
        if isinstance(one, Allegation) and one.statement_signed not in _NOT_SIGNED:
            number = writing.number(one.id)
            yield (
                one.on,
                Row(
                    (
                        writing.paper.short_date(one.on),
                        f"allegation {number}, {writing.act(one)}",
                        writing.told(one, "statement_signed"),
                        writing.cited(one, Section.STATEMENTS),
                    )
                ),
            )


def _records(writing: Writing) -> Iterator[tuple[UncertainDate | None, Row]]:
    for phase in writing.paper.dossier.all(Phase):
        if phase.custody_record in _SIGNED_RECORDS:
            where = joined(f"custody record, {writing.told(phase, 'kind')}", phase.facility)
            yield (
                phase.start,
                Row(
                    (
                        writing.paper.short_date(phase.start),
                        f"{where} ({writing.number(phase.detention)})",
                        writing.told(phase, "custody_record"),
                        writing.cited(phase, Section.STATEMENTS),
                    )
                ),
            )
