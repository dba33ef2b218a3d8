"""What a vault calls people by, read as it lies in its tables: the leak check looks for it."""

import json
from collections.abc import Collection, Iterable, Iterator

from muniment.domain.frozen import frozen
from muniment.vault.connection import Database

_GIVEN = "SELECT value FROM json_each(?)"


@frozen
class Reached:
    """A contact: name, telephone and e-mail, and for what purposes its name may be given."""

    name: str
    phone: str
    email: str
    cleared_for: frozenset[str]


def pseudonyms_of(db: Database, cases: Iterable[int]) -> set[str]:
    """The pseudonyms of these case files, folded."""
    query = f"SELECT pseudonym_folded FROM case_line WHERE case_no IN ({_GIVEN})"  # noqa: S608
    return {row[0] for row in db.each(query, (json.dumps(list(cases)),))}


def safe_contacts(db: Database, cases: Iterable[int]) -> list[str]:
    """How the people of these case files themselves may be reached, in their words."""
    query = f"SELECT safe_contact FROM case_file_text WHERE case_no IN ({_GIVEN})"  # noqa: S608
    return [row[0] for row in db.each(query, (json.dumps(list(cases)),)) if row[0]]


def codes_among(db: Database, texts: Collection[str]) -> set[str]:
    """Those of these texts that are the code of a case file."""
    query = f"SELECT code FROM case_line WHERE code IN ({_GIVEN})"  # noqa: S608
    return {row[0] for row in db.each(query, (json.dumps(list(texts)),))}


def has_identities(db: Database) -> bool:
    """Whether anything is sealed."""
    return db.row("SELECT 1 FROM identity LIMIT 1") is not None


def contacts(db: Database) -> list[Reached]:
    """All contacts."""
    cleared: dict[int, set[str]] = {}
    for no, purpose in db.each(
        "SELECT i.no, i.value FROM list_item i JOIN contact c ON c.case_no = i.case_no AND c.no = i.no "
        "WHERE i.field = 'cleared_for'"
    ):
        cleared.setdefault(no, set()).add(purpose)
    rows = db.each("SELECT no, name, phone, email FROM contact")
    return [
        Reached(name or "", phone or "", email or "", frozenset(cleared.get(no, ()))) for no, name, phone, email in rows
    ]


def offices(db: Database) -> Iterator[str]:
    """The names of officers and agencies, which are no secret."""
    for query in (
        "SELECT name FROM officer WHERE name IS NOT NULL",
        "SELECT name FROM agency",
        "SELECT i.value FROM list_item i JOIN officer o ON o.case_no = i.case_no AND o.no = i.no "
        "WHERE i.field = 'aliases'",
    ):
        yield from (row[0] for row in db.each(query) if row[0])


def bench(db: Database, cases: Iterable[int]) -> Iterator[str]:
    """The judges and courts in the orders of these case files."""
    query = f"SELECT judge, court FROM court_order WHERE case_no IN ({_GIVEN})"  # noqa: S608
    for row in db.each(query, (json.dumps(list(cases)),)):
        yield from filter(None, row)


def codes_of(db: Database, cases: Iterable[int]) -> set[str]:
    """The codes of these case files."""
    query = f"SELECT code FROM case_line WHERE case_no IN ({_GIVEN})"  # noqa: S608
    return {row[0] for row in db.each(query, (json.dumps(list(cases)),))}
