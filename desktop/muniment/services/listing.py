"""Looking over the whole vault: the list of case files, the search, the deadlines."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from muniment.domain.detention import Stay, days_held
from muniment.domain.due_dates import effective, rule_of
from muniment.domain.errors import UsageFault, UserFault
from muniment.domain.folding import fold
from muniment.domain.frozen import frozen
from muniment.domain.records import Deadline
from muniment.services.session import Session
from muniment.vault import caselines, records, search
from muniment.vault.caselines import SORTS, CaseLine, Filter, Page
from muniment.vault.records import SHARED, Entry

if TYPE_CHECKING:
    from muniment.domain.deadlines import DeadlineRule

__all__ = [
    "SORTS",
    "CaseLine",
    "Filter",
    "Hit",
    "ListedCase",
    "ListedDeadline",
    "Page",
    "case_lines",
    "day_after",
    "deadlines",
    "found",
    "listed",
    "told",
    "up_to",
    "with_details",
]

_CONTEXT = 60  # characters on each side of a hit


@frozen
class Hit:
    """One text that a search found: the record and its kind, the code of its case file ("" if shared), the field."""

    id: str
    record: str
    code: str
    field: str
    context: str


@frozen
class ListedDeadline:
    """A deadline with the case file that it belongs to, the words of its rule, and the day that counts."""

    deadline: Deadline
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
    deadline: Deadline | None


def case_lines(
    session: Session, wanted: Filter, *, text: str = "", sort: str = "updated", page: Page | None = None, as_of: date
) -> list[CaseLine]:
    """The case files that a filter and a search let through, their days as of a date.

    Raises UsageFault for a sort that there is not.
    """
    if sort not in SORTS:
        raise UsageFault(f"It cannot be sorted by {sort}; only by {', '.join(SORTS)}.")
    if text:
        wanted = replace(wanted, numbers=tuple(_case_numbers(session, text)))
    return up_to(session, caselines.lines(session.db, wanted, sort, page), as_of)


def up_to(session: Session, lines: list[CaseLine], as_of: date) -> list[CaseLine]:
    """The lines with the days of those who are, or may be, held counted to a date."""
    stays = records.stays(session.db, [line.case_no for line in lines if line.in_custody is not False])
    return [_as_of(line, stays[line.case_no], as_of) if line.case_no in stays else line for line in lines]


def with_details(session: Session, lines: list[CaseLine]) -> list[ListedCase]:
    """The lines with the ids of their case files and with their next deadlines."""
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


def _case_numbers(session: Session, text: str) -> list[int]:
    """The case files found by a search, those found by name first; shared records count for none."""
    named, rest = search.find(session.db, search.parse(text))
    return [*named, *rest]


def found(session: Session, text: str, *, limit: int | None = None) -> Iterator[Hit]:
    """Every text that holds what is looked for, file by file: files found by name first; at most ``limit`` texts."""
    query = search.parse(text)
    named, rest = search.find(session.db, query)
    left = limit
    for no in (*named, *rest):
        for hit in _hits(session, no, query):
            if left is not None and left <= 0:
                return
            yield hit
            left = None if left is None else left - 1


def _hits(session: Session, no: int, query: search.Query) -> Iterator[Hit]:
    where = records.entry(session.db, no)
    if where is None:
        return
    shared = where.case_no == SHARED
    code = "" if shared else records.code_of(session.db, no)
    inside = records.load(session.db, [where]) if shared else records.load_file(session.db, no)
    for record in inside:
        for field, text in search.searchable_texts(record):
            if search.matches(query, text):
                yield Hit(record.id, record.RECORD, code, field.name, _context(query, text))


def _context(query: search.Query, text: str) -> str:
    """The words around the first hit, on one line."""
    flat = " ".join(text.split())
    at = _first_hit(query, flat)
    start, end = max(0, at - _CONTEXT), min(len(flat), at + 2 * _CONTEXT)
    return f"{'…' if start else ''}{flat[start:end]}{'…' if end < len(flat) else ''}"


def _first_hit(query: search.Query, flat: str) -> int:
    """Where the first word or phrase of a query begins in a text on one line; its beginning where that is not told."""
    if not query.phrases:
        return next((start for start, word in _words(flat) if search.matches(query, word)), 0)
    folded, starts = "", []  # the folded words, each behind a blank, and where each of these begins in the text
    for start, word in _words(flat):
        if sound := fold(word):
            starts.append((len(folded), start))
            folded += f" {sound}"
    first = min((at for phrase in query.phrases if (at := folded.find(f" {phrase}")) >= 0), default=0)
    return max((start for place, start in starts if place <= first), default=0)


def _words(flat: str) -> Iterator[tuple[int, str]]:
    at = 0
    for word in flat.split(" "):
        yield at, word
        at += len(word) + 1


def deadlines(
    session: Session, *, as_of: date, within: int | None = None, include_done: bool = False
) -> list[ListedDeadline]:
    """The deadlines of all case files, the earliest first, those without a day last.

    ``within`` leaves those not yet done that are due in so many days from ``as_of``, and those overdue. Raises
    UsageFault for more days than there are.
    """
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


def _rule(session: Session, deadline: Deadline) -> "DeadlineRule | None":
    """The rule of a deadline; None for one that was taken out, and whose deadline an undo brought back."""
    try:
        return rule_of(deadline, session.deadline_rules)
    except UserFault:
        return None


def listed(session: Session, where: Entry) -> ListedDeadline:
    """One deadline as lists show it."""
    deadline = records.load(session.db, [where])[0]
    assert isinstance(deadline, Deadline)  # noqa: S101 - the directory says so
    return told(session, deadline, *records.names_of(session.db, where.case_no))


def told(session: Session, deadline: Deadline, code: str, pseudonym: str) -> ListedDeadline:
    """As ``listed``, for a deadline of the case file with that code and pseudonym."""
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
