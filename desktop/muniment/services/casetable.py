"""The table of all case files, of any length: their numbers in order, and the lines of those that are looked at."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from muniment.domain.due_dates import effective
from muniment.domain.frozen import frozen
from muniment.domain.records import Contact
from muniment.services import listing
from muniment.services.session import Session
from muniment.vault import caselines, records
from muniment.vault.caselines import SORTS, CaseLine, Filter

if TYPE_CHECKING:
    from array import array

__all__ = ["SORTS", "CaseLine", "CaseRow", "Due", "Filter", "Known", "count", "ids", "known", "numbers", "rows"]


@frozen
class Due:
    """The next deadline of a file: what it is, and the day that warns."""

    title: str
    on: date | None
    until: date | None


@frozen
class CaseRow:
    """One case file as the table shows it."""

    id: str
    line: CaseLine
    detained: bool  # whether any detention is recorded at all
    due: Due | None
    responsible: str  # name of the contact; "" for none

    @property
    def no_consent(self) -> bool:
        """Whether counsel may not be given the file, as far as its consents say, without a look at the date."""
        return self.line.counsel != "granted"


@frozen
class Known:
    """What the table can be filtered by in this vault: tags in use, and contacts that are responsible for files."""

    tags: tuple[str, ...]
    responsible: Mapping[int, str]  # by the contact's number


def numbers(
    session: Session, wanted: Filter, sort: str = "updated", *, backwards: bool = False, most: int | None = None
) -> "array[int]":
    """The numbers of all case files that a filter lets through, in order; what is missing comes last both ways.

    With ``most``, so many of them at most.
    """
    return caselines.numbers(session.db, wanted, sort, backwards=backwards, most=most)


def count(session: Session, wanted: Filter) -> int:
    """How many case files a filter lets through."""
    return caselines.count(session.db, wanted)


def rows(session: Session, numbers: Iterable[int], as_of: date) -> list[CaseRow]:
    """The lines of these case files, in this order, their days as of a date; one that is gone is left out."""
    lines = listing.up_to(session, caselines.of(session.db, numbers), as_of)
    names = _names(session, {line.responsible for line in lines if line.responsible is not None})
    detailed = listing.with_details(session, lines)
    return [
        CaseRow(one.id, one.line, one.detained, _due(session, one), names.get(one.line.responsible or 0, ""))
        for one in detailed
    ]


def _due(session: Session, one: listing.ListedCase) -> Due | None:
    if one.deadline is None:
        return None
    told = listing.told(session, one.deadline, one.line.code, one.line.pseudonym)
    return Due(told.title, effective(one.deadline).warns_on, told.latest)


def _names(session: Session, numbers: set[int]) -> dict[int, str]:
    where = records.entries_with(session.db, sorted(numbers))
    found = records.load(session.db, where)
    by_id = {entry.id: entry.no for entry in where}
    return {by_id[one.id]: one.name for one in found if isinstance(one, Contact)}


def ids(session: Session, numbers: Iterable[int]) -> list[str]:
    """The ids of these case files, in this order; one that is gone is left out."""
    found = {entry.no: entry.id for entry in records.entries_with(session.db, list(numbers))}
    return [found[number] for number in numbers if number in found]


def known(session: Session) -> Known:
    """What there is to filter by."""
    return Known(tuple(caselines.tags(session.db)), _names(session, caselines.responsible(session.db)))
