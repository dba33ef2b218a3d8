"""Where drafts are: those of a case file, and those of the shared records and of files that are not yet made."""

import json
from collections.abc import Callable, Iterator
from functools import partial

from muniment.vault.connection import Database
from muniment.vault.records import SHARED, Entry


def entries(db: Database, case_no: int) -> list[Entry]:
    """The drafts that belong to a case file, or to none, in the order in which they were made."""
    query = """SELECT r.no, r.id, r.kind, r.case_no, r.created_at, r.updated_at
               FROM draft t JOIN record r ON r.no = t.no WHERE t.case_no = ? ORDER BY t.no"""
    return [Entry(*row) for row in db.each(query, (case_no,))]


def about(db: Database, where: Entry) -> list[Entry]:
    """The drafts that go with a record: those typed for it, and for a case file all that it has."""
    found = entries(db, where.case_no)
    if where.kind == "case_file" or not found:
        return found
    query = "SELECT no FROM draft WHERE case_no = ? AND record_id = ?"
    typed_for_it = {row[0] for row in db.each(query, (where.case_no, where.id))}
    return [one for one in found if one.no in typed_for_it]


def once_about(db: Database, record_id: str, case_no: int = SHARED) -> list[str]:
    """The ids of all drafts of a case file, or of none, that were ever typed for a record, those long removed too."""
    return [draft_id for draft_id, said in _once(db, case_no) if said("record_id") == record_id]


def once_of_field(db: Database, case: Entry, record: str, field: str) -> list[str]:
    """The ids of all drafts that were ever typed for a field of this kind of record in a case file.

    For the case file itself also of those that were typed before it was there.
    """
    shared = _once(db, SHARED) if record == "case_file" else ()
    here = [draft_id for draft_id, said in _once(db, case.no) if said("record") == record and said("field") == field]
    before = [one for one, said in shared if said("record_id") == case.id and said("field") == field]
    return [*before, *here]


def _once(db: Database, case_no: int) -> Iterator[tuple[str, Callable[[str], str]]]:
    """Every draft that was ever made in a case file, and what the journal knows that it said when it was made."""
    query = """SELECT j.record_id, p.payload FROM journal j JOIN journal_payload p ON p.seq = j.seq
               WHERE j.case_no = ? AND j.record = 'draft' AND j.action = 'add' ORDER BY j.seq"""
    for draft_id, payload in db.each(query, (case_no,)):
        yield draft_id, partial(_said, json.loads(payload)[1])


def _said(values: dict[str, list[str | None]], name: str) -> str:
    before_and_after = values.get(name) or [None, None]
    return before_and_after[1] or ""
