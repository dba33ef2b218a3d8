"""Adding, changing and removing records."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from muniment.domain import due_dates, validation
from muniment.domain.changes import Change
from muniment.domain.codes import is_code, new_code
from muniment.domain.dates import UncertainDate
from muniment.domain.deadlines import UnknownRule
from muniment.domain.errors import Fault, InvalidInput, UserFault
from muniment.domain.fields import RecordSpec
from muniment.domain.openformat import make, read_values
from muniment.domain.records import CaseFile, Deadline, Record, Safeguard
from muniment.domain.schema import RECORDS
from muniment.services import finding, identities
from muniment.services.session import Session
from muniment.vault import drafts, records
from muniment.vault.changes import change
from muniment.vault.records import Entry, Referrer


class StillReferredTo(UserFault):
    """The record cannot go while others point to it; the message names them."""


def add(
    session: Session, kind: str, fields: Mapping[str, object], case_id: str = "", *, faults: Iterable[Fault] = ()
) -> Record:
    """Makes a record of that kind from open-format fields; a case file without a code gets one.

    Raises InvalidInput naming every fault, those that were known before among them, and WorldFault.
    """
    record = _complete_new(session, _spec(kind), {"id": str(uuid.uuid4()), "case": case_id}, fields, faults)
    with change(session.book) as pending:
        return pending.writer.add(record)


def add_as(session: Session, kind: str, record_id: str, fields: Mapping[str, object], case_id: str = "") -> Change:
    """As ``add``, under an id that was chosen before."""
    record = _complete_new(session, _spec(kind), {"id": record_id, "case": case_id}, fields, ())
    with change(session.book) as pending:
        pending.writer.add(record)
    return pending.result


def _complete_new(
    session: Session, spec: RecordSpec, where: dict[str, str], fields: Mapping[str, object], faults: Iterable[Fault]
) -> Record:
    values, found = _read(session, spec, where["case"], fields)
    if spec.name == "case_file" and not values.get("code"):
        values["code"] = fresh_code(session)
    return completed(session, make(spec.name, {**values, **where}), [*faults, *found])


def set_fields(
    session: Session, record_id: str, fields: Mapping[str, object], *, faults: Iterable[Fault] = ()
) -> Change:
    """Gives a record's named fields new values, and leaves the others; raises as ``add``."""
    before = load(session, record_id)
    spec = _spec(before.RECORD)
    values, found = _read(session, spec, before.case, fields)
    after = completed(session, replace(before, **values), [*faults, *found])
    with change(session.book) as pending:
        pending.writer.set(before, after)
    return pending.result


def remove(session: Session, record_id: str) -> Change:
    """Takes a record out, which can be undone; raises StillReferredTo, naming what points to it."""
    where = finding.record(session, record_id)
    record = load(session, record_id)
    _spec(record.RECORD)
    going = going_with(session, [record.id])
    _refuse_referred_to(session, where, going)
    with change(session.book) as pending:
        for one in going:
            pending.writer.remove(load(session, one))
    return pending.result


def going_with(session: Session, ids: list[str]) -> list[str]:
    """These records, before each what goes with it: the custody of an exhibit, and what was typed and not accepted."""
    going: list[str] = []
    for record_id in ids:
        where = finding.record(session, record_id)
        if where.kind == "evidence":
            found = (one.entry for one in records.referrers(session.db, where.no))
            going += [one.id for one in found if one.kind == "custody_event"]
        going += [one.id for one in drafts.about(session.db, where)]
        going.append(record_id)
    return list(dict.fromkeys(going))


def load(session: Session, record_id: str) -> Record:
    """The record of that id; raises NotThere."""
    return records.load(session.db, [finding.record(session, record_id)])[0]


def completed(session: Session, record: Record, faults: list[Fault]) -> Record:
    """The record with what the program works out for it; raises InvalidInput with these faults and all others."""
    record, found = checked(session, record, faults, partial(finding.whereabouts, session), taken)
    if found:
        raise InvalidInput(found)
    return record


def checked(
    session: Session,
    record: Record,
    faults: list[Fault],
    whereabouts: validation.Whereabouts,
    unique: Callable[[Session, Record], list[Fault]],
) -> tuple[Record, list[Fault]]:
    """The record with what the program works out for it; these faults, and those of fields that have none yet."""
    record = validation.with_kinds(record, whereabouts)
    named = {fault.where for fault in faults}
    found = [*validation.faults(record, session.vocabularies, whereabouts), *unique(session, record)]
    faults = [*faults, *(fault for fault in found if fault.where not in named)]
    if isinstance(record, Deadline):
        record = _with_due(session, record, faults)
    return record, faults


def fresh_code(session: Session) -> str:
    """A code that no case file of the vault has."""
    while True:
        code = new_code()
        if records.case_with_code(session.db, code) is None:
            return code


def _spec(kind: str) -> RecordSpec:
    spec = RECORDS.get(kind)
    if spec is None:
        raise InvalidInput([Fault(kind, f"there is no such kind of record; there are {', '.join(RECORDS)}")])
    if spec.written_by_program:
        raise InvalidInput([Fault(kind, "the program writes these itself")])
    return spec


def _read(
    session: Session, spec: RecordSpec, case_id: str, fields: Mapping[str, object]
) -> tuple[dict[str, Any], list[Fault]]:
    own = {field.name for field in spec.fields if field.written_by_program}
    refused = [Fault(f"{spec.name}.{name}", "the program writes this itself") for name in fields if name in own]
    wanted = {name: value for name, value in fields.items() if name not in own}
    if spec.name == "identity":
        whereabouts = partial(finding.whereabouts, session)
        wanted, sealing_faults = identities.sealed_fields(session, case_id, wanted, whereabouts)
        refused += sealing_faults
    values, faults = read_values(spec, wanted)
    return values, [*refused, *faults]


def _with_due(session: Session, deadline: Deadline, faults: list[Fault]) -> Deadline:
    try:
        if deadline.entered_on:
            return due_dates.with_due(deadline, session.deadline_rules)
        entered = replace(deadline, entered_on=UncertainDate.of_day(date.today()))
        return due_dates.with_due(entered, session.deadline_rules)
    except UnknownRule as error:
        faults.append(Fault("deadline.rule", str(error)))
    except InvalidInput as error:
        faults += error.faults
    return deadline


def with_current_due(session: Session, record: Record) -> Record:
    """A deadline with its days as its rule gives them now; one whose rule is gone, and any other record, as it is."""
    try:
        return due_dates.with_due(record, session.deadline_rules) if isinstance(record, Deadline) else record
    except UserFault:
        return record


def taken(session: Session, record: Record) -> list[Fault]:
    """What there may be only one of: a code in the vault, an identity in a file, a kind of safeguard in a detention."""
    if isinstance(record, CaseFile):
        return code_faults(session, record)
    if not (RECORDS[record.RECORD].one_per_file or isinstance(record, Safeguard)) or not record.case:
        return []
    owner = records.find(session.db, record.case)
    if owner is None:
        return []
    if isinstance(record, Safeguard):
        return _safeguard(session, record, owner)
    others = [one for one in records.entries_of_file(session.db, owner.no) if one.kind == record.RECORD]
    if any(one.id != record.id for one in others):
        return [Fault(record.RECORD, "this case file has one already; change that one")]
    return []


def code_faults(session: Session, record: CaseFile) -> list[Fault]:
    """What keeps a case file from having its code."""
    if not is_code(record.code):
        return [Fault("case_file.code", "a code has 4 to 32 capitals, digits and hyphens")]
    owner = records.case_with_code(session.db, record.code)
    if owner is not None and (found := records.entry(session.db, owner)) and found.id != record.id:
        return [Fault("case_file.code", f"the code {record.code} is taken")]
    return []


def _safeguard(session: Session, record: Safeguard, owner: Entry) -> list[Fault]:
    entries = [one for one in records.entries_of_file(session.db, owner.no) if one.kind == "safeguard"]
    for other in records.load(session.db, entries):
        same = isinstance(other, Safeguard) and (other.detention, other.kind) == (record.detention, record.kind)
        if same and other.id != record.id:
            return [Fault("safeguard.kind", "this safeguard is recorded for this detention already; change that one")]
    return []


def _refuse_referred_to(session: Session, where: Entry, going: list[str]) -> None:
    pointing = records.referrers(session.db, where.no)
    found = [describe(session, one) for one in pointing if one.entry.id not in going]
    if where.kind == "case_file":
        inside = records.entries_of_file(session.db, where.no)
        found += [f"{one.kind} {one.id}" for one in inside if one.no != where.no and one.id not in going]
    refuse_while(found)


def refuse_while(pointing: Iterable[str]) -> None:
    """Raises StillReferredTo, naming them, where there is anything that points to what is to go."""
    if found := list(pointing):
        shown = "\n".join(found[:50]) + (f"\nand {len(found) - 50} more" if len(found) > 50 else "")
        raise StillReferredTo(f"This cannot be removed while other records refer to it or belong to it:\n{shown}")


def describe(session: Session, referrer: Referrer) -> str:
    """A record that points to another, in words: its kind, its id, the field, the code of its file."""
    entry = referrer.entry
    owner = records.code_of(session.db, entry.case_no)
    return f"{entry.kind} {entry.id} ({referrer.field}{', case file ' + owner if owner else ''})"
