"""Section 11: what the person was forced to give away. Held back unless it is chosen; then, too, a victim's account."""

from collections.abc import Iterator

from muniment.domain.records import CoercedDisclosure
from muniment.reports.document import Block, Heading, Notice, Paragraph
from muniment.reports.phrases import counted, joined, opening
from muniment.reports.sections import Section
from muniment.reports.summary.numbering import by_date
from muniment.reports.summary.writing import Writing, facts, nothing, opened

HELD_BACK = "Held back in this copy."
_FIELDS = ("place", "given", "persons", "followed_by", "confidence", "warned", "note")


def coerced_disclosures(writing: Writing) -> Iterator[Block]:
    """One neutral line, whether or not there are any; the records themselves only where they were chosen."""
    if not writing.disclosed:
        yield from opened(Section.COERCED, HELD_BACK, leads=False)
        return
    own = by_date(writing.paper.dossier.all(CoercedDisclosure), "on")
    others = by_date(writing.paper.exposures, "on")
    if not own and not others:
        yield from nothing(Section.COERCED, writing.paper)
        return
    told = joined(
        f"{counted(len(own), 'coerced disclosure')} by the person" if own else "",
        f"the person was named in {counted(len(others), 'other')}" if others else "",
        by="; ",
    )
    yield from opened(Section.COERCED, f"{told[:1].upper()}{told[1:]}.")
    yield Notice("Printed by choice", ("Whoever was forced to name others is a victim, and is not to be blamed.",))
    for one in own:
        yield from _disclosure(writing, one, writing.told(one, "method"))
    for one in others:
        yield from _disclosure(writing, one, f"in another file: {writing.told(one, 'method')}")


def _disclosure(writing: Writing, one: CoercedDisclosure, what: str) -> Iterator[Block]:
    title = joined(what, writing.paper.date(one.on))
    yield Heading(title[:1].upper() + title[1:], 2)
    cited = writing.cited(one, Section.COERCED)
    yield Paragraph(joined(f"{opening(writing.paper, one)}.", cited, by=" "), keep_next=True)
    yield from facts(writing.facts(one, *_FIELDS))
