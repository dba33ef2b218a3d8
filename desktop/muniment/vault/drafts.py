"""Where drafts are: those of a case file, and those of the shared records and of files that are not yet made."""

import json
from collections.abc import Collection

from muniment.vault.connection import Database
from muniment.vault.records import SHARED, Entry


def entries(db: Database, case_no: int) -> list[Entry]:
    """The drafts that belong to a case file, or to none, in the order in which they were made."""
    query = """SELECT r.no, r.id, r.kind, r.case_no, r.created_at, r.updated_at
               FROM draft t JOIN record r ON r.no = t.no WHERE t.case_no = ? ORDER BY t.no"""
    return [Entry(*row) for row in db.each(query, (case_no,))]


def shared_about(db: Database, record_ids: Collection[str]) -> list[str]:
    """The ids of all drafts outside case files that were ever typed for these records, those long removed too."""
    return _once(db, SHARED, "record_id", record_ids)


def once_of_field(db: Database, case_no: int, record: str, field: str) -> list[str]:
    """The ids of all drafts of a case file that were ever typed for a field of this kind of record."""
    same_kind = set(_once(db, case_no, "record", (record,)))
    return [one for one in _once(db, case_no, "field", (field,)) if one in same_kind]


def _once(db: Database, case_no: int, name: str, wanted: Collection[str]) -> list[str]:
    query = """SELECT j.record_id, p.payload FROM journal j JOIN journal_payload p ON p.seq = j.seq
               WHERE j.case_no = ? AND j.record = 'draft' AND j.action = 'add' ORDER BY j.seq"""
    return [draft_id for draft_id, payload in db.each(query, (case_no,)) if _said(payload, name) in wanted]


def _said(payload: str, name: str) -> str:
    """What the journal says that a draft had in a field when it was made."""
    _, values = json.loads(payload)
    before_and_after = values.get(name) or [None, None]
    return str(before_and_after[1])
