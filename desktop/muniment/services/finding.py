"""Finding the case file or record that somebody names."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from muniment.domain.dossier import Dossier
from muniment.domain.errors import UserFault
from muniment.domain.records import CaseFile, Identity, Record
from muniment.domain.schema import RECORDS
from muniment.services.session import Session
from muniment.vault import caselines, journal, records
from muniment.vault.records import SHARED, Entry

if TYPE_CHECKING:
    from muniment.domain.validation import Known

_NAMED = 10  # codes in one message


class NotThere(UserFault):
    """No record, or no case file, of that name."""


class Ambiguous(UserFault):
    """More than one case file has that pseudonym."""


def record(session: Session, record_id: str) -> Entry:
    """The directory entry of a record by its id; raises NotThere."""
    found = records.find(session.db, record_id)
    if found is None:
        raise NotThere(f"There is no record {record_id} in this vault.")
    return found


def case(session: Session, name: str) -> Entry:
    """The case file that a code, a pseudonym or an id names; raises NotThere or Ambiguous."""
    db = session.db
    no = records.case_with_code(db, name.strip().upper())
    if no is None:
        no = _case_with_id(session, name) or _case_with_pseudonym(session, name)
    found = records.entry(db, no) if no else None
    if found is None:
        raise NotThere(f"There is no case file {name} in this vault.")
    return found


def beside(session: Session, case_id: str, order: Sequence[int], by: int) -> str:
    """The id of the case file so many places after one (before, for a negative number) in an order of case numbers.

    "" where there is none, or where the file is not in the order.
    """
    numbers = list(order)
    no = record(session, case_id).no
    at = numbers.index(no) + by if no in numbers else -1
    found = records.entry(session.db, numbers[at]) if 0 <= at < len(numbers) else None
    return found.id if found else ""


def id_and_pseudonym(session: Session, code: str) -> tuple[str, str]:
    """The id and the pseudonym of the case file with that code. Raises NotThere."""
    where = case(session, code)
    return where.id, records.names_of(session.db, where.no)[1]


def code(session: Session, case_id: str) -> str:
    """The code of the case file of that id. Raises NotThere."""
    return records.code_of(session.db, record(session, case_id).no)


def once(session: Session, name: str) -> Entry:
    """The case file or shared record that a code, a pseudonym or an id names, also one that was removed.

    Raises NotThere (also for a record that belongs to a case file: it is undone and purged with that) or Ambiguous.
    """
    found = records.find(session.db, name)
    if found is not None and found.case_no == SHARED:
        return found
    try:
        return case(session, name)
    except NotThere:
        removed = _removed(session, name)
        if removed is None:
            raise
        return removed


def _removed(session: Session, name: str) -> Entry | None:
    record_id = journal.removed_with_code(session.db, name.strip().upper()) or name
    known = journal.removed(session.db, record_id)
    if known is None or not (known[0] == "case_file" or known[1] == SHARED):
        return None
    kind, case_no = known
    return Entry(case_no, record_id, kind, case_no, "", "")


def _case_with_id(session: Session, name: str) -> int | None:
    found = records.find(session.db, name)
    return found.no if found and found.kind == "case_file" else None


def _case_with_pseudonym(session: Session, name: str) -> int | None:
    numbers = caselines.with_pseudonym(session.db, name)
    if len(numbers) > 1:
        codes = ", ".join(sorted(records.code_of(session.db, no) for no in numbers[:_NAMED]))
        more = ", …" if len(numbers) > _NAMED else ""
        raise Ambiguous(f"{len(numbers)} case files have the pseudonym {name}. Name the code instead: {codes}{more}")
    return numbers[0] if numbers else None


def dossier(session: Session, case_no: int) -> Dossier:
    """A case file with everything in it and what it points to outside."""
    db = session.db
    found = records.load_file(db, case_no)
    if not found or not isinstance(found[0], CaseFile):
        raise NotThere("There is no such case file in this vault.")
    own = tuple(one for one in found[1:] if not isinstance(one, Identity))
    sealed = next((one for one in found[1:] if isinstance(one, Identity)), None)
    outside = _outside(session, case_no)
    return Dossier(found[0], own, outside, filled_fields(sealed) if sealed else ())


def _outside(session: Session, case_no: int) -> tuple[Record, ...]:
    """What a file points to, what that points to among the shared records, and what links sources to these.

    So an officer's agency comes with the officer, and with an incident what a source says against it.
    """
    db = session.db
    found = {entry.no: entry for entry in records.pointed_to_from(db, case_no)}
    reached = [no for no, entry in found.items() if entry.case_no == SHARED]
    while reached:
        further = (*records.pointed_to_by(db, reached), *records.links_to(db, reached))
        fresh = [entry for entry in further if entry.no not in found]
        found.update((entry.no, entry) for entry in fresh)
        reached = [entry.no for entry in fresh if entry.case_no == SHARED]
    return records.load(db, found.values())


def filled_fields(identity: Identity) -> tuple[str, ...]:
    """The names of the sealed fields that hold something."""
    fields = RECORDS["identity"].fields
    return tuple(field.name for field in fields if field.sealed and getattr(identity, field.attribute))


def whereabouts(session: Session, record_id: str) -> "Known | None":
    """Where a record is that a reference may point to; None where there is none of that id."""
    from muniment.domain.validation import Known

    found = records.find(session.db, record_id)
    if found is None:
        return None
    return Known(found.kind, case_id(session, found))


def case_id(session: Session, where: Entry) -> str:
    """The id of the case file that a record belongs to; "" for a shared record, its own id for a case file."""
    if where.case_no == SHARED:
        return ""
    if where.case_no == where.no:
        return where.id
    owner = records.entry(session.db, where.case_no)
    return owner.id if owner else ""
