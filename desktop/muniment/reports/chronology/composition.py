"""The chronology put together: what it covers and how it can harm, then its sections."""

from collections.abc import Iterator, Sequence
from datetime import date

from muniment.domain.date_display import shown
from muniment.domain.dates import UncertainDate
from muniment.domain.frozen import frozen
from muniment.reports.chronology.drawing import bars
from muniment.reports.chronology.people import Person, first_start
from muniment.reports.chronology.tables import (
    by_court,
    by_facility,
    detentions,
    doubts,
    incidents,
    links,
)
from muniment.reports.document import Block, Document, Heading, Notice, PageFoot, PageHead, Paragraph
from muniment.reports.phrases import counted, joined

_WARNING = (
    "Nobody is named here, and still a row can tell who somebody is: a date with a place is often known to neighbours, "
    "officers and courts, and whoever knows one arrest reads the rest of its row. Rows stand beside each other here as "
    "in no single file. Do not hand this paper on whole; take from it what is needed, and leave out rows that stand "
    "alone."
)
_HELD_BACK = "Held back in this copy."
_VICTIMS = (
    "Printed by choice. Whoever was forced to name others is a victim, and is not to be blamed. That an arrest "
    "followed is what the files record; it does not show that one led to the other."
)


@frozen
class AcrossPaper:
    """The people of the chronology; ``linked`` tells which arrests followed on what was said under force."""

    people: tuple[Person, ...]
    as_of: date
    head: PageHead
    foot: PageFoot
    language: str = "en"
    linked: bool = False


def chronology(paper: AcrossPaper) -> Document:
    """The chronology as a document."""
    day = shown(UncertainDate.of_day(paper.as_of), paper.language)
    kind = "Detention chronology across files"
    title = (kind, f"{counted(len(paper.people), 'case file')} · as of {day}")
    return Document(title, tuple(_blocks(paper)), paper.head, paper.foot, paper.language, "dense", kind)


def _blocks(paper: AcrossPaper) -> Iterator[Block]:
    people = sorted(paper.people, key=lambda one: (first_start(one), one.label))
    yield Notice("This paper can identify people", (_WARNING,))
    yield from _scope(people)
    if not any(one.stays for one in people):
        return
    language = paper.language
    yield from _section("Incidents", incidents(people, language), "No detention here belongs to an incident.")
    yield from _section("Detentions", detentions(people, language), "")
    yield from _section("Detentions over time", bars(people, language), "No detention has a start that can be drawn.")
    yield from _section("By facility", by_facility(people, language), "No facility or agency is recorded.")
    yield from _section("By court and judge", by_court(people), "No hearing is recorded.")
    yield Heading("Arrests linked by coerced disclosures", 1)
    yield from _links(paper, people)
    yield from _section("Doubts about the data", doubts(people), "No rule found anything odd in these detentions.")


def _scope(people: Sequence[Person]) -> Iterator[Block]:
    stays = sum(len(one.stays) for one in people)
    without = [one.label for one in people if not one.stays]
    held = sum(stay.bar is not None and stay.bar.continuing for one in people for stay in one.stays)
    told = joined(
        counted(len(people), "case file"), counted(stays, "detention"), f"{held} of them continuing" if stays else ""
    )
    yield Heading("Scope", 1)
    yield Paragraph(
        f"{told}. These are the files that were chosen for this paper: not everybody who was taken, and no sample of "
        "them. Dates stand as recorded, with their uncertainty; nothing is inferred or corrected. "
        "“–” stands where nothing is recorded, or nothing can be computed; “+” after days: and continuing."
    )
    if without:
        yield Paragraph(f"Without a detention, and so in no table below: {', '.join(without)}.", size="small")


def _section(title: str, blocks: Iterator[Block], otherwise: str) -> Iterator[Block]:
    """A section, or why there is nothing in it; none where neither is known."""
    found = tuple(blocks)
    if found or otherwise:
        yield Heading(title, 1)
        yield from found or (Paragraph(otherwise),)


def _links(paper: AcrossPaper, people: Sequence[Person]) -> Iterator[Block]:
    """One neutral line, whether or not there are any; the links themselves only where they were chosen."""
    if not paper.linked:
        yield Paragraph(_HELD_BACK)
        return
    found = tuple(links(people, paper.language))
    yield from (Paragraph(_VICTIMS, keep_next=True), *found) if found else (Paragraph("None recorded."),)
