"""Looking over the whole vault: the list of case files, the search, the deadlines."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, islice
from typing import TYPE_CHECKING

from muniment.domain.detention import Stay, days_held
from muniment.domain.errors import UsageFault, UserFault
from muniment.domain.frozen import frozen
from muniment.services.session import Session
from muniment.vault import caselines
from muniment.vault.caselines import SORTS, CaseLine, Filter, Page

if TYPE_CHECKING:  # a list of lines needs no records; who asks for more loads what tells of them
    from muniment.domain.deadlines import DeadlineRule
    from muniment.domain.records import Deadline
    from muniment.services.hits import Hit
    from muniment.vault.records import Entry
    from muniment.vault.search import Query

__all__ = [
    "SORTS",
    "CaseLine",
    "Filter",
    "ListedCase",
    "ListedDeadline",
    "Page",
    "case_lines",
    "day_after",
    "deadlines",
    "found",
    "listed",
    "next_deadlines",
    "told",
    "up_to",
    "with_details",
]

_MANY = 200  # files with a hit that are still put in order of their last change


@frozen
class ListedDeadline:
    """A deadline with the case file that it belongs to, the words of its rule, and the day that counts."""

    deadline: "Deadline"
    code: str
    pseudonym: str
    title: str
    confidence: str  # "" for a rule of the lawyer's own
    source: str
    earliest: date | None
    latest: date | None
    overridden: bool


@frozen
class ListedCase:
    """One line of a list with what it points to; ``detained`` says whether any detention is recorded at all."""

    line: CaseLine
    id: str
    detained: bool
    deadline: "Deadline | None"


def case_lines(
    session: Session, wanted: Filter, *, text: str = "", sort: str = "updated", page: Page | None = None, as_of: date
) -> list[CaseLine]:
    """The case files that a filter and a search let through, their days as of a date.

    Raises UsageFault for a sort that there is not.
    """
    if sort not in SORTS:
        raise UsageFault(f"It cannot be sorted by {sort}; only by {', '.join(SORTS)}.")
    if text:
        wanted = _where_found(session, wanted, text)
    return up_to(session, caselines.lines(session.db, wanted, sort, page), as_of)


def up_to(session: Session, lines: list[CaseLine], as_of: date) -> list[CaseLine]:
    """The lines with the days of those who are, or may be, held counted to a date."""
    stays = caselines.stays(session.db, [line.case_no for line in lines if line.in_custody is not False])
    return [_as_of(line, stays[line.case_no], as_of) if line.case_no in stays else line for line in lines]


def next_deadlines(session: Session, lines: list[CaseLine]) -> dict[int, str]:
    """The rule, or else the title, of the next deadline of each of these files that has one, by number of the file."""
    return caselines.next_deadlines(session.db, [line.case_no for line in lines if line.next_due])


def with_details(session: Session, lines: list[CaseLine]) -> list[ListedCase]:
    """The lines with the ids of their case files and with their next deadlines."""
    from muniment.domain.records import Deadline
    from muniment.vault import records

    numbers = [line.case_no for line in lines]
    waiting = records.entries_with(session.db, [line.next_deadline for line in lines if line.next_deadline is not None])
    ids = {entry.no: entry.id for entry in records.entries_with(session.db, numbers)}
    due = {one.case: one for one in records.load(session.db, waiting) if isinstance(one, Deadline)}
    detained = records.detained(session.db, numbers)
    return [ListedCase(line, ids[line.case_no], line.case_no in detained, due.get(ids[line.case_no])) for line in lines]


def _as_of(line: CaseLine, stays: list[Stay], as_of: date) -> CaseLine:
    """The days of somebody who is, or may be, held go on from day to day."""
    elapsed, touched = days_held(stays, as_of)
    return replace(line, elapsed=(elapsed.minimum, elapsed.maximum), touched=(touched.minimum, touched.maximum))


def _where_found(session: Session, wanted: Filter, text: str) -> Filter:
    """The filter with a search in it; shared records that are found count for none."""
    from muniment.vault import search

    query = search.parse(text)
    if query.in_texts or not query.words:
        return replace(wanted, numbers=tuple(search.find(session.db, query)))
    return replace(wanted, words=search.expression(query.words))


def found(session: Session, text: str, *, limit: int | None = None) -> "Iterator[Hit]":
    """Every text that holds what is looked for, file by file: files found by name first; at most ``limit`` texts.

    What was changed last comes first or, where there are very many files, the newest file. Hits are worked out as they
    are asked for: the first ones come quickly, however many there are.
    """
    from muniment.services.hits import in_document
    from muniment.vault import search

    query = search.parse(text)
    every = (hit for no in _documents(session, query) for hit in in_document(session, no, query))
    return islice(every, limit)


def _documents(session: Session, query: "Query") -> Iterator[int]:
    from muniment.vault import search

    numbers = search.find(session.db, query)
    first = list(islice(numbers, _MANY))
    if len(first) == _MANY:
        return chain(first, numbers)
    by_name = set(islice(search.named(session.db, query), _MANY))
    changed = caselines.changed_at(session.db, first)
    return iter(sorted(first, key=lambda no: (no in by_name, changed.get(no, "")), reverse=True))


def deadlines(
    session: Session, *, as_of: date, within: int | None = None, include_done: bool = False
) -> list[ListedDeadline]:
    """The deadlines of all case files, the earliest first, those without a day last.

    ``within`` leaves those not yet done that are due in so many days from ``as_of``, and those overdue. Raises
    UsageFault for more days than there are.
    """
    from muniment.vault import records

    if within is None:
        entries = records.entries_of_kind(session.db, "deadline")
    else:
        entries = records.open_deadlines(session.db, day_after(as_of, within + 1).isoformat())
    every = (listed(session, where) for where in entries)
    shown = [one for one in every if include_done or one.deadline.done_on is None]
    return sorted(shown, key=lambda one: (one.earliest or one.latest or date.max, one.code, one.deadline.id))


def day_after(as_of: date, days: int) -> date:
    """The day that is so many days after another. Raises UsageFault where there is no such day."""
    try:
        return as_of + timedelta(days=days)
    except OverflowError:
        raise UsageFault("So many days are too many: the calendar ends before.") from None


def _rule(session: Session, deadline: "Deadline") -> "DeadlineRule | None":
    """The rule of a deadline; None for one that was taken out, and whose deadline an undo brought back."""
    from muniment.domain.due_dates import rule_of

    try:
        return rule_of(deadline, session.deadline_rules)
    except UserFault:
        return None


def listed(session: Session, where: "Entry") -> ListedDeadline:
    """One deadline as lists show it."""
    from muniment.domain.records import Deadline
    from muniment.vault import records

    deadline = records.load(session.db, [where])[0]
    assert isinstance(deadline, Deadline)  # noqa: S101 - the directory says so
    return told(session, deadline, *records.names_of(session.db, where.case_no))


def told(session: Session, deadline: "Deadline", code: str, pseudonym: str) -> ListedDeadline:
    """As ``listed``, for a deadline of the case file with that code and pseudonym."""
    from muniment.domain.due_dates import effective

    rule = _rule(session, deadline)
    days = effective(deadline)
    return ListedDeadline(
        deadline,
        code,
        pseudonym,
        deadline.title or (rule.title() if rule else deadline.rule),
        rule.confidence.value if rule and rule.confidence else "",
        rule.source if rule else "",
        days.earliest,
        days.latest,
        days.overridden,
    )
