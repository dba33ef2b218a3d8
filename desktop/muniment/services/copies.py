"""The register of copies: every one that left, by its number; and which of them somebody holds in hand."""

import hashlib
import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Literal

from muniment.domain.audience import AUDIENCES
from muniment.domain.changes import Change
from muniment.domain.copies import copy_number, is_same, nearest, numbers_in
from muniment.domain.folding import fold
from muniment.domain.frozen import frozen
from muniment.domain.records import Consent, Disclosure
from muniment.host.errors import os_errors_told
from muniment.host.preview import LARGEST_FILE, CannotShow, Preview
from muniment.services.session import Session
from muniment.vault import copies, journal, records
from muniment.vault.changes import change, now
from muniment.vault.copies import Line
from muniment.vault.records import Entry

How = Literal["bytes", "page", "typed", "near", "none"]
_HASH = re.compile(r"[0-9a-f]{64}")
MOST = 500
"""Copies that are read where nobody says how many."""

_ALL = 1 << 62
_NO = ("withdrawn", "refused")
_PAGES = 3  # of a PDF that are looked at: every page of a copy has its number


@frozen
class About:
    """A case file that a copy is about."""

    id: str
    code: str
    pseudonym: str


@frozen
class Copy:
    """One copy that left: what the register says of it, and the case files that it is about."""

    copy_no: str
    at: str  # UTC
    template: str
    audience: str
    recipient: str
    page_count: int | None  # None for what has no pages of its own, such as an editable copy
    sha256: str
    journal_head: str
    reason: str  # for which it left without a consent; ""
    kept: str  # what the leak check found and was left in, with the reason; ""
    cases: tuple[About, ...]


@frozen
class Numbered:
    """The number that a copy gets, and the head of the journal that is printed on it."""

    copy_no: str
    journal_head: str


@frozen
class Leaving:
    """What the register is told of a copy before its bytes leave."""

    numbered: Numbered
    cases: tuple[Entry, ...]  # that it is about
    template: str
    audience: str
    recipient: str
    pages: int | None
    sha256: str
    reason: str = ""
    kept: str = ""


@frozen
class Found:
    """Which copy it is, and by what it was known; several where one slip away from what was typed there are several."""

    how: How
    copies: tuple[Copy, ...] = ()


@frozen
class Withdrawn:
    """A consent that was taken back or refused, and the copies that are out for its purpose, the latest first."""

    case: About
    purpose: str
    copies: tuple[Copy, ...]


# --- giving out numbers, and entering what leaves ---


def numbered(session: Session) -> Numbered:
    """The next number, given once only while the vault is open. Nothing is written: no copy has left yet."""
    session.copies_numbered = (session.copies_numbered or copies.last_number(session.db)) + 1
    return Numbered(copy_number(session.copies_numbered), journal.head(session.db).short)


def register(session: Session, leaving: Iterable[Leaving]) -> Change:
    """Enters copies, each with every case file that it is about, in one change that cannot be undone.

    To be done before their bytes leave: a number may be spent on a copy that never left, but no copy is without one.
    What is in the register already, bit for bit, is not entered again. Raises WorldFault.
    """
    new = [one for one in leaving if not copies.is_registered(session.db, one.numbered.copy_no, one.sha256)]
    with change(session.book, purpose="program") as pending:
        pending.writer.add_all([record for one in new for record in _entered(one, now())])
        copies.note_numbers(session.db, (one.numbered.copy_no for one in new))
    return pending.result


def _entered(one: Leaving, at: str) -> Iterator[Disclosure]:
    for case in one.cases:
        yield Disclosure(
            id=str(uuid.uuid4()),
            case=case.id,
            template=one.template,
            audience=one.audience,
            recipient=one.recipient,
            at=at,
            copy_no=one.numbered.copy_no,
            page_count=one.pages,
            sha256=one.sha256,
            journal_head=one.numbered.journal_head,
            reason=one.reason,
            kept=one.kept,
        )


# --- looking them up ---


def listed(
    session: Session, text: str = "", case: Entry | None = None, audience: str = "", limit: int = MOST
) -> list[Copy]:
    """The copies, the latest first, at most so many: those whose number or recipient has every word of a text."""
    words = [f" {word}" for word in fold(text).split()]
    compact = text.strip().upper()
    found = (
        line
        for line in copies.lines(session.db, case.no if case else None)
        if audience in ("", line.audience)
        and (compact in line.copy_no or (words and all(word in f" {fold(line.recipient)}" for word in words)))
    )
    return _copies(session, found, limit)


def still_out(session: Session, consent_ids: Iterable[str]) -> list[Withdrawn]:
    """Those of these consents that were taken back or refused, each with the copies that are out all the same."""
    found = []
    for one in consent_ids:
        consent = records.load_one(session.db, one)
        if isinstance(consent, Consent) and (consent.decision in _NO or consent.withdrawn_on is not None):
            case = records.find(session.db, consent.case)
            if case is not None:
                found.append(_withdrawn(session, case, consent.purpose))
    return found


def _withdrawn(session: Session, case: Entry, purpose: str) -> Withdrawn:
    """For keeping the file at all, every copy of it is meant."""
    audiences = {one.name for one in AUDIENCES.values() if one.purpose == purpose}
    out = (one for one in listed(session, case=case, limit=_ALL) if purpose == "keep" or one.audience in audiences)
    return Withdrawn(About(case.id, *records.names_of(session.db, case.no)), purpose, tuple(out))


def typed(session: Session, text: str) -> Found:
    """The copy whose number, or whose whole SHA-256, somebody typed; else those one slip away from it."""
    wanted = text.strip()
    if _HASH.fullmatch(wanted.lower()):
        return _by_hash(session, wanted.lower())
    every = list(copies.lines(session.db))
    numbers = nearest(wanted, (line.copy_no for line in every))
    found = _copies(session, (line for line in every if line.copy_no in numbers))
    exact = any(is_same(wanted, number) for number in numbers)
    return Found("typed" if exact else "near" if found else "none", tuple(found))


def which_file(session: Session, path: Path) -> Found:
    """Which copy a file is, as ``which``. Raises CannotShow, WorldFault."""
    with os_errors_told("reading the file"):
        if path.stat().st_size > LARGEST_FILE:
            raise CannotShow(f"No copy has more than {LARGEST_FILE >> 20} MB.")
        content = path.read_bytes()
    return which(session, content)


def which(session: Session, content: bytes) -> Found:
    """Which copy a PDF is: by its bytes, else by the number that its pages have.

    Raises CannotShow where the bytes are of no known copy and no PDF that can be read.
    """
    by_bytes = _by_hash(session, hashlib.sha256(content).hexdigest())
    if by_bytes.copies:
        return by_bytes
    every = list(copies.lines(session.db))
    known = {line.copy_no for line in every}
    numbers = {number for number in _numbers_on_pages(content) if number in known}
    found = _copies(session, (line for line in every if line.copy_no in numbers))
    return Found("page" if found else "none", tuple(found))


def _by_hash(session: Session, sha256: str) -> Found:
    found = _copies(session, copies.lines(session.db, sha256=sha256))
    return Found("bytes" if found else "none", tuple(found))


def _numbers_on_pages(content: bytes) -> list[str]:
    """The numbers on the first pages that have any; the PDF is read by a process that is shut off."""
    with closing(Preview(content)) as opened:
        for page in range(min(opened.look.pages, _PAGES)):
            if found := list(numbers_in(opened.text(page))):
                return found
    return []


def _copies(session: Session, found: Iterable[Line], limit: int = MOST) -> list[Copy]:
    """The copies of these lines, each once, with all its case files that are among them."""
    groups: dict[tuple[str, str], list[int]] = {}
    for line in found:
        key = line.copy_no, line.sha256
        if key not in groups and len(groups) >= limit:
            break
        groups.setdefault(key, []).append(line.no)
    numbers = [no for group in groups.values() for no in group]
    entries = records.entries_with(session.db, numbers)
    where = {one.id: one for one in entries}
    loaded = {where[one.id].no: one for one in records.load(session.db, entries) if isinstance(one, Disclosure)}
    return [_copy(session, [(where[loaded[no].id], loaded[no]) for no in group]) for group in groups.values()]


def _copy(session: Session, group: Sequence[tuple[Entry, Disclosure]]) -> Copy:
    one = group[0][1]
    return Copy(
        copy_no=one.copy_no,
        at=one.at,
        template=one.template,
        audience=one.audience,
        recipient=one.recipient,
        page_count=one.page_count,
        sha256=one.sha256,
        journal_head=one.journal_head,
        reason=one.reason,
        kept=one.kept,
        cases=tuple(
            About(disclosure.case, *records.names_of(session.db, entry.case_no)) for entry, disclosure in group
        ),
    )
