"""Section 15: which articles the acts alleged may engage; a list to begin with, for counsel to confirm."""

from collections.abc import Iterator

from muniment.domain.records import Allegation, MedicalExam
from muniment.domain.rights import Treaty
from muniment.reports.document import Block, Column, Heading, Paragraph, Row
from muniment.reports.phrases import joined
from muniment.reports.sections import Section
from muniment.reports.summary.numbering import place_of
from muniment.reports.summary.writing import FORCED_EXAM, Writing, nothing, opened, table

_COLUMNS = (Column("Article", 0.7), Column("On", 4), Column("Engaged by", 4))
_MOST_NAMED = 12

Engaged = dict[tuple[str, str], list[str]]


def rights(writing: Writing) -> Iterator[Block]:
    """One table for each treaty: article, what it is about, the allegations that may engage it."""
    engaged = _engaged(writing)
    if not engaged:
        yield from nothing(Section.RIGHTS, writing.paper)
        return
    told = [_short(writing, treaty, engaged) for treaty in writing.paper.rights.treaties]
    yield from opened(Section.RIGHTS, f"{joined(*told, by='; ')}. For counsel to confirm.")
    yield Paragraph(
        "Derived from the acts alleged by a list, which judges neither the facts nor the law and may lack an article.",
        size="small",
        keep_next=True,
    )
    for treaty in writing.paper.rights.treaties:
        rows = tuple(_rows(writing, treaty, engaged))
        if rows:
            yield Heading(f"{treaty.title(writing.paper.language)} ({treaty.short_title(writing.paper.language)})", 2)
            yield from table(_COLUMNS, rows, steady=True)


def _engaged(writing: Writing) -> Engaged:
    found: Engaged = {}
    for number, one in enumerate(writing.allegations, 1):
        label = f"{place_of(Section.ALLEGATIONS, number).label} {writing.act(one)}"
        for article in writing.paper.rights.engaged(*_kind(one)):
            found.setdefault(article, []).append(label)
    return found


def _kind(one: Allegation | MedicalExam) -> tuple[str, tuple[str, ...]]:
    return (one.act, one.purposes) if isinstance(one, Allegation) else (FORCED_EXAM, ())


def _short(writing: Writing, treaty: Treaty, engaged: Engaged) -> str:
    ids = [article.id for article in treaty.articles if (treaty.id, article.id) in engaged]
    return f"{treaty.short_title(writing.paper.language)} {', '.join(ids)}" if ids else ""


def _rows(writing: Writing, treaty: Treaty, engaged: Engaged) -> Iterator[Row]:
    for article in treaty.articles:
        labels = engaged.get((treaty.id, article.id), [])
        if labels:
            more = f"; and {len(labels) - _MOST_NAMED} more" if len(labels) > _MOST_NAMED else ""
            told = "; ".join(labels[:_MOST_NAMED]) + more
            yield Row((article.id, article.title(writing.paper.language), told))
