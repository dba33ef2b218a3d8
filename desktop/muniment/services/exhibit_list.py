"""The exhibits of all case files: the list that is narrowed down by typing, and what is known of one of them."""

import re
from collections.abc import Sequence

from muniment.domain.folding import fold
from muniment.domain.frozen import frozen
from muniment.domain.records import CustodyEvent, Evidence
from muniment.services import entries, finding
from muniment.services.exhibits import NoExhibit
from muniment.services.session import Session
from muniment.vault import exhibit_lines, records
from muniment.vault.exhibit_lines import SORTS, Word

__all__ = ["SORTS", "Known", "Listed", "Listing", "known", "listed"]

_NUMBER = re.compile(r"[eE]?(\d{1,6})")


@frozen
class Listed:
    """One exhibit as the list shows it, with the code and pseudonym of its case file."""

    exhibit: Evidence
    code: str
    pseudonym: str


@frozen
class Listing:
    """What fits: the first of it, and how many there are in all."""

    lines: tuple[Listed, ...]
    in_all: int


@frozen
class Known:
    """One exhibit with the steps of its custody, the earliest first."""

    listed: Listed
    custody: tuple[CustodyEvent, ...]


def listed(session: Session, text: str = "", sort: str = "file", *, backwards: bool = False, limit: int) -> Listing:
    """The exhibits that fit a typed text: words of title and file, kinds, numbers as E3, the beginning of a hash."""
    words = _words(session, text)
    found = exhibit_lines.numbers(session.db, words, sort, backwards=backwards, limit=limit)
    in_all = len(found) if len(found) < limit else exhibit_lines.count(session.db, words)
    return Listing(tuple(_listed(session, found)), in_all)


def known(session: Session, evidence_id: str) -> Known:
    """An exhibit and its custody. Raises NotThere, NoExhibit."""
    exhibit = entries.load(session, evidence_id)
    if not isinstance(exhibit, Evidence):
        raise NoExhibit(f"{evidence_id} is not an exhibit.")
    case = finding.record(session, exhibit.case)
    inside = (one for one in records.entries_of_file(session.db, case.no) if one.kind == "custody_event")
    steps = [one for one in records.load(session.db, inside) if isinstance(one, CustodyEvent)]
    mine = (one for one in steps if one.evidence == exhibit.id)
    return Known(Listed(exhibit, *records.names_of(session.db, case.no)), tuple(sorted(mine, key=lambda one: one.at)))


def _words(session: Session, text: str) -> list[Word]:
    return [_word(session, typed) for typed in text.split() if fold(typed)]


def _word(session: Session, typed: str) -> Word:
    folded = fold(typed).split()
    terms = session.vocabularies["evidence_kind"].active
    kinds = tuple(
        term.id
        for term in terms
        if any(
            f" {fold(session.vocabularies.label('evidence_kind', term.id))}".find(f" {part}") >= 0 for part in folded
        )
    )
    number = _NUMBER.fullmatch(typed)
    return Word(tuple(folded), int(number[1]) if number else None, kinds)


def _listed(session: Session, numbers: Sequence[int]) -> list[Listed]:
    where = {entry.id: entry for entry in records.entries_with(session.db, list(numbers))}
    loaded = {where[one.id].no: one for one in records.load(session.db, where.values())}
    names = {case_no: records.names_of(session.db, case_no) for case_no in {one.case_no for one in where.values()}}
    found = ((loaded.get(no)) for no in numbers)
    return [Listed(one, *names[where[one.id].case_no]) for one in found if isinstance(one, Evidence)]
