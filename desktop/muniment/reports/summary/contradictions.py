"""Section 16: the official version beside the person's own, and what supports or contradicts each fact."""

from collections.abc import Iterator

from muniment.domain.records import Detention, FactLink, Incident, Record, Source
from muniment.domain.schema import RECORDS
from muniment.reports.document import Block, Column, Heading, Paragraph, Row
from muniment.reports.phrases import counted, joined
from muniment.reports.sections import Section
from muniment.reports.summary.allegations import label_of
from muniment.reports.summary.writing import Writing, at, nothing, opened, table, verbatim

_VERSIONS = (Column("", 0), Column("Official version", 1), Column("The person's own", 1))
_LINKS = (Column("On what", 1.2), Column("As recorded", 1.5), Column("Supports", 2), Column("Contradicts", 2))
_LONGEST = 160

Links = dict[tuple[str, str], list[FactLink]]


def contradictions(writing: Writing) -> Iterator[Block]:
    """Incidents with their official version, reasons with answers, then facts with both sides."""
    links = _links(writing)
    told = [one for one in writing.incidents if one.official_version or writing.told(one, "attribution")]
    reasons = [held.detention for held in writing.paper.overview.held if _disputed(held.detention)]
    if not links and not told and not reasons:
        yield from nothing(Section.CONTRADICTIONS, writing.paper)
        return
    against = sum(link.stance == "contradicts" for group in links.values() for link in group)
    position = f"The position of the authorities on {counted(len(told), 'incident')}" if told else "No official version"
    noted = f"{counted(against, 'contradiction')} noted, none resolved here" if against else "no contradiction noted"
    yield from opened(Section.CONTRADICTIONS, f"{position}; {noted}.")
    for one in told:
        yield from _incident(writing, one)
    if reasons:
        yield Heading("Reasons and answers", 2)
        yield from table(_VERSIONS, (_reason(writing, one) for one in reasons))
    if links:
        yield Heading("Fact by fact", 2)
        yield from table(_LINKS, (_fact(writing, about, field, group) for (about, field), group in links.items()))


def _disputed(one: Detention) -> bool:
    return bool(one.official_reason or one.alleged_real_reason or one.answer_of_person)


def _links(writing: Writing) -> Links:
    """Links by the fact that they speak of; those on what is held back are left out."""
    found: Links = {}
    for link in writing.paper.dossier.with_shared(FactLink):
        about = writing.paper.dossier.find(link.record.id) if link.record else None
        if about is not None and not writing.held_back(about):
            found.setdefault((about.id, link.field), []).append(link)
    return found


def _incident(writing: Writing, one: Incident) -> Iterator[Block]:
    yield Heading(joined(one.title, writing.paper.date(one.on)), 2)
    attribution = writing.told(one, "attribution")
    cited = writing.cited(one, Section.CONTRADICTIONS)
    stance = joined(f"Attribution by the authorities: {attribution}." if attribution else "", cited, by=" ")
    if stance:
        yield Paragraph(stance, keep_next=bool(one.official_version))
    if one.official_version:
        yield verbatim(one.official_version)


def _reason(writing: Writing, one: Detention) -> Row:
    own = joined(
        f"Real reason, as alleged: {one.alleged_real_reason}" if one.alleged_real_reason else "",
        one.answer_of_person,
        by="\n",
    )
    cited = writing.cited(one, at(Section.CONTRADICTIONS))
    official = f"Reason given: {one.official_reason}" if one.official_reason else ""
    return Row((joined(f"Detention {writing.number(one.id)}", cited, by="\n"), official, own))


def _fact(writing: Writing, record_id: str, field: str, links: list[FactLink]) -> Row:
    about = writing.paper.dossier.find(record_id)
    if about is None:
        raise LookupError(record_id)
    number = writing.number(record_id)
    name = (
        f"{RECORDS[about.RECORD].label} {number}"
        if number
        else joined(RECORDS[about.RECORD].label, writing.paper.named(record_id))
    )
    sides = {
        stance: [_told(writing, link) for link in links if link.stance == stance]
        for stance in ("supports", "contradicts")
    }
    what = joined(name, f"“{label_of(about, field)}”" if field else "")
    return Row(
        (what, _as_recorded(writing, about, field), "\n".join(sides["supports"]), "\n".join(sides["contradicts"]))
    )


def _as_recorded(writing: Writing, about: Record, field: str) -> str:
    """The value that is spoken of; a long one is told elsewhere in full."""
    known = {spec.name for spec in RECORDS[about.RECORD].fields if not spec.derived}
    value = writing.told(about, field) if field in known else ""
    number = writing.number(about.id)
    return value if len(value) <= _LONGEST else f"see {number}" if number else f"{value[:_LONGEST]}…"


def _told(writing: Writing, link: FactLink) -> str:
    place = at(Section.CONTRADICTIONS)
    source = writing.paper.dossier.get(Source, link.source)
    title = (source.title or writing.told(source, "kind")) if source else ""
    quoted = joined(f"“{link.quote}”" if link.quote else "", link.locator)
    return joined(joined(title, writing.citations.cite_link(link, place), by=" "), quoted, by=": ")
