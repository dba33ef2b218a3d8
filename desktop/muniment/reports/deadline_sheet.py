"""Deadlines and tasks of all case files on paper, by date, with a box to tick for each."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from muniment.domain.date_display import shown, shown_short
from muniment.domain.dates import UncertainDate
from muniment.domain.frozen import frozen
from muniment.domain.urgency import Urgency, urgency
from muniment.reports.brief_custody import span_of_days
from muniment.reports.document import Block, Column, Document, Heading, PageFoot, PageHead, Paragraph, Row, Table
from muniment.reports.handwriting import BOX
from muniment.reports.phrases import CONFIRM, counted, joined, sentence_start

_COLUMNS = (
    Column("Due", 1.45),
    Column("What", 3.1),
    Column("Case file", 1.2),
    Column("Code", 1.15),
    Column("By", 1.5),
    Column("Done", 0.6, "centre", ticked=True),
)
_GROUPS = {Urgency.OVER: "overdue", Urgency.NO_DAY: "without a day"}


@frozen
class SheetLine:
    """One thing that waits: whose it is, who does it or how sure its day is, and the ``source`` of that day."""

    on: date | None
    until: date | None
    title: str
    pseudonym: str
    code: str
    by: str
    source: str
    is_deadline: bool


@frozen
class SheetPaper:
    """What waits, in its order, as of a day; ``left_out`` is how much more there is."""

    lines: tuple[SheetLine, ...]
    as_of: date
    head: PageHead
    foot: PageFoot
    left_out: int = 0
    language: str = "en"


def deadline_sheet(paper: SheetPaper) -> Document:
    """The sheet as a document."""
    day = shown(UncertainDate.of_day(paper.as_of), paper.language)
    title = ("Deadlines and tasks", f"All case files, as of {day}")
    return Document(title, tuple(_blocks(paper)), paper.head, paper.foot, paper.language, kind=title[0])


def _blocks(paper: SheetPaper) -> Iterator[Block]:
    deadlines = sum(one.is_deadline for one in paper.lines)
    tasks = len(paper.lines) - deadlines
    if not paper.lines:
        yield Paragraph("Nothing waits.")
        return
    yield Paragraph(f"{counted(deadlines, 'deadline')}, {counted(tasks, 'task')}. Every computed day: {CONFIRM}.")
    if paper.left_out:
        yield Paragraph(f"This sheet has the first of them; {paper.left_out} more wait.")
    sources = {source: at for at, source in enumerate(dict.fromkeys(_cited(paper.lines)), 1)}
    for group in Urgency:
        inside = [one for one in paper.lines if urgency(one.on, paper.as_of) is group]
        if inside:
            yield Heading(f"{sentence_start(_GROUPS.get(group, group.value))}: {len(inside)}", 2)
            yield Table(_COLUMNS, tuple(_row(paper, one, sources) for one in inside), steady=True)
    if sources:
        yield Heading("Sources of the rules", 2)
        yield from (Paragraph(source, label=f"[{number}]", size="small") for source, number in sources.items())


def _row(paper: SheetPaper, one: SheetLine, sources: Mapping[str, int]) -> Row:
    cited = f"[{sources[one.source]}]" if one.source else ""
    by = joined(one.by, cited, by=" ") if one.is_deadline else joined("task", one.by, by=": ")
    return Row((_due(paper, one), sentence_start(one.title), one.pseudonym, one.code, by or "set by counsel", BOX))


def _cited(lines: Sequence[SheetLine]) -> Iterator[str]:
    return (one.source for one in lines if one.source)


def _due(paper: SheetPaper, one: SheetLine) -> str:
    """The day that warns; with it the last one, where there are several."""
    days = span_of_days((one.on or one.until, one.until or one.on))
    return shown_short(days, paper.language) if days else "–"
