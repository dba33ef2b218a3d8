"""Section 14: what is due when, by which rule; every computed day is to be confirmed with counsel."""

from collections.abc import Iterator
from datetime import date

from muniment.domain.deadlines import DeadlineRule, Due, Version
from muniment.domain.due_dates import computed, effective, rule_of
from muniment.domain.errors import UserFault
from muniment.domain.records import Deadline
from muniment.reports.document import Block, Fact, KeepTogether, Paragraph, Run
from muniment.reports.phrases import CONFIRM, counted, joined
from muniment.reports.sections import Section
from muniment.reports.summary.writing import Writing, facts, nothing, opened, titled


def deadlines(writing: Writing) -> Iterator[Block]:
    """Each deadline with its rule, source, confidence and how it was computed."""
    every = writing.paper.dossier.all(Deadline)
    if not every:
        yield from nothing(Section.DEADLINES, writing.paper)
        return
    waiting = sum(one.done_on is None for one in every)
    due = next_due(writing)
    answer = joined(f"{waiting} open of {len(every)}", f"next: {due}" if due else "none of them has a day", by="; ")
    yield from opened(
        Section.DEADLINES, f"{answer}." if waiting else f"None open; {counted(len(every), 'deadline')} done."
    )
    yield Paragraph(f"Every computed day: {CONFIRM}.", size="small", keep_next=True)
    for one in every:
        heading = titled(writing.places[one.id], name_of(writing, one))
        yield KeepTogether((heading, _due_line(writing, one), *facts(_facts(writing, one))))


def next_due(writing: Writing) -> str:
    """The open deadline that is due first, in words; "" where none has a day."""
    one = writing.paper.overview.next_deadline
    if one is None:
        return ""
    return f"{name_of(writing, one)}, {_range(writing, *_days(one))}, {CONFIRM}"


def name_of(writing: Writing, one: Deadline) -> str:
    """The title of a deadline, that of its rule, or the rule's id."""
    rule = _rule(writing, one)
    return one.title or (rule.title(writing.paper.language) if rule else "") or one.rule or "Deadline"


def _rule(writing: Writing, one: Deadline) -> DeadlineRule | None:
    try:
        return rule_of(one, writing.paper.deadline_rules)
    except UserFault:  # a rule that is not known here: what was computed elsewhere is still printed
        return None


def _computed(writing: Writing, one: Deadline) -> Due:
    try:
        return computed(one, writing.paper.deadline_rules)
    except UserFault:
        return Due()


def _days(one: Deadline) -> tuple[date | None, date | None]:
    found = effective(one)
    return found.earliest, found.latest


def _range(writing: Writing, earliest: date | None, latest: date | None) -> str:
    day = writing.paper.day
    if earliest and latest and earliest != latest:
        return f"between {day(earliest)} and {day(latest)} (the earlier day warns)"
    return day(earliest or latest)


def _due_line(writing: Writing, one: Deadline) -> Paragraph:
    found, due = effective(one), _computed(writing, one)
    if one.done_on:
        told = f"Done {writing.paper.date(one.done_on)}"
    elif found.overridden:
        told = f"Due {_range(writing, *_days(one))}, by decision of counsel"
    elif found.warns_on:
        worst = " (worst case: counted from the decision)" if due.worst_case else ""
        told = f"Due {_range(writing, *_days(one))}{worst}, {CONFIRM}"
    elif due.urgent:
        told = "No fixed limit; as soon as possible"
    elif due.caution_from:
        told = f"No fixed limit; from {writing.paper.day(due.caution_from)} a delay may count as an abuse, {CONFIRM}"
    else:
        told = "No day: no fixed limit, or nothing to count from"
    return Paragraph((Run(f"{told}.", "bold"),), keep_next=True)


def _facts(writing: Writing, one: Deadline) -> Iterator[Fact]:
    paper, due = writing.paper, _computed(writing, one)
    rule = _rule(writing, one)
    if rule:
        counted_from = joined(rule.counted(paper.language), paper.date(one.trigger_on), by=": ")
    else:
        counted_from = paper.date(one.trigger_on)
    yield from _if("Counted from", counted_from)
    yield from _if("Computed", _range(writing, due.earliest, due.latest) if one.done_on or one.override else "")
    if rule:
        yield from _if("Forum", "" if one.period else rule.forum(paper.language))
        yield from _if("Period", _period(writing, one, rule))
        yield from _if("Source of the rule", rule.source)
        yield from _if("Confidence", f"{rule.confidence.value}; {CONFIRM}" if rule.confidence else CONFIRM)
        if one.done_on is None:
            yield from _if("Note on the rule", rule.note)
    elif one.rule:
        yield Fact("Rule", f"{one.rule}; not known to this program")
    yield from _if("Instead of the computed day", one.reason)
    yield from writing.facts(one, "entered_on", "note")
    yield from writing.sources(one, Section.DEADLINES)


def _period(writing: Writing, one: Deadline, rule: DeadlineRule) -> str:
    """The lawyer's own period; those of the other rules are in their source."""
    own = writing.told(one, "period_unit") if one.period else ""
    if own:
        return f"{_length(one.period, own)}, set by counsel"
    return "; ".join(_version(writing, version) for version in rule.versions)


def _version(writing: Writing, version: Version) -> str:
    since, until = writing.paper.day(version.in_force_from), writing.paper.day(version.in_force_to)
    length = _length(version.period.count, version.period.unit.value)
    return joined(length, f"from {since}" if since else "", f"until {until}" if until else "", by=" ")


def _length(count: int | None, unit: str) -> str:
    """A period: "10 days", "1 month"."""
    return f"{count} {unit.removesuffix('s') if count == 1 else unit}"


def _if(label: str, value: str) -> Iterator[Fact]:
    if value:
        yield Fact(label, value)
