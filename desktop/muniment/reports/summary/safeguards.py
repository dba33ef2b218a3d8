"""Section 6: what a detained person is owed, what was asked for, what was given."""

from collections.abc import Iterator

from muniment.domain.records import Safeguard
from muniment.reports.document import Block, Column, Heading, Row
from muniment.reports.phrases import counted, joined
from muniment.reports.sections import Section
from muniment.reports.summary.writing import Writing, nothing, opened, table

_COLUMNS = (
    Column("Safeguard", 1.6),
    Column("Requested", 0),
    Column("Granted", 0),
    Column("After hours", 0, "right"),
    Column("Note", 3),
    Column("Source", 0),
)


def safeguards(writing: Writing) -> Iterator[Block]:
    """One table for each detention."""
    every = writing.paper.dossier.all(Safeguard)
    if not every:
        yield from nothing(Section.SAFEGUARDS, writing.paper)
        return
    yield from opened(Section.SAFEGUARDS, _answer(writing, every))
    held = writing.paper.overview.held
    for one in held:
        found = [each for each in every if each.detention == one.detention.id]
        if found and len(held) > 1:
            yield Heading(f"Detention {writing.number(one.detention.id)}, {writing.period(one.detention)}", 2)
        yield from table(_COLUMNS, (_row(writing, each) for each in found))


def _answer(writing: Writing, every: tuple[Safeguard, ...]) -> str:
    denied = [one for one in every if one.granted == "no"]
    asked = [one for one in denied if one.requested == "yes"]
    granted = [one for one in every if one.granted == "yes"]
    kinds = ", ".join(dict.fromkeys(writing.told(one, "kind") for one in asked))
    told = joined(
        f"Of {counted(len(every), 'safeguard')} recorded, {len(granted)} granted and {len(denied)} not",
        f"requested and not granted: {kinds}" if asked else "",
        by="; ",
    )
    return f"{told}."


def _row(writing: Writing, one: Safeguard) -> Row:
    return Row(
        (
            writing.told(one, "kind"),
            writing.told(one, "requested"),
            writing.told(one, "granted"),
            writing.told(one, "after_hours"),
            one.note,
            writing.cited(one, Section.SAFEGUARDS),
        )
    )
