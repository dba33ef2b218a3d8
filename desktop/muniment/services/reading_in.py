"""What a line of a file that is taken in says, as a record, with everything that is wrong with it."""

from dataclasses import replace

from muniment.domain.errors import Fault
from muniment.domain.fields import RecordSpec
from muniment.domain.openformat import make, read_values
from muniment.domain.records import CaseFile, Deadline, Evidence, Record
from muniment.domain.schema import RECORDS
from muniment.domain.validation import Known, Whereabouts
from muniment.services import entries, exhibits, identities
from muniment.services.identities import NoIdentityPassphrase
from muniment.services.session import Session
from muniment.vault import intake
from muniment.vault.intake import UNPLACED, Directory
from muniment.vault.records import SHARED, Entry


class Reading:
    """Makes records of fields. Until ``all_known`` a record that was not placed yet is one that is not there."""

    def __init__(self, session: Session, directory: Directory, *, restoring: bool) -> None:
        self._session, self._directory, self._restoring = session, directory, restoring
        self.all_known = False

    def record(self, spec: RecordSpec, where: Entry, fields: dict[str, object]) -> tuple[Record, list[Fault]]:
        """The record of that entry with these fields, in which every reference is an id; and its faults."""
        sealing: list[Fault] = []
        case = "" if spec.name == "case_file" else self._directory.case_id(where.case_no)
        if spec.name == "identity":
            fields, sealing = self._sealed(where, case, fields)
        values, faults = read_values(spec, fields)
        if spec.name == "case_file" and not values.get("code") and "code" not in fields:
            values["code"] = entries.fresh_code(self._session)
        if spec.name == "evidence" and "exhibit_no" not in fields:
            values["exhibit_no"] = exhibits.next_exhibit_no(self._session, where.case_no)
        values["id"], values["case"] = where.id, case
        values["created_at"], values["updated_at"] = where.created_at, where.updated_at
        return self._checked(where, make(spec.name, values), sealing + faults)

    def _sealed(self, where: Entry, case: str, fields: dict[str, object]) -> tuple[dict[str, object], list[Fault]]:
        try:
            return identities.sealed_fields(self._session, case, fields, self._whereabouts_of(where))
        except NoIdentityPassphrase as error:
            return {}, [Fault("identity", str(error))]

    def _checked(self, where: Entry, given: Record, faults: list[Fault]) -> tuple[Record, list[Fault]]:
        def unique(_session: Session, record: Record) -> list[Fault]:
            return self._only_one(where, record)

        record, faults = entries.checked(self._session, given, faults, self._whereabouts_of(where), unique)
        if where.case_no == UNPLACED:  # said once, of the line
            faults = [fault for fault in faults if fault.where != where.kind]
        if self._restoring and isinstance(given, Deadline) and isinstance(record, Deadline):
            record = _with_given_days(record, given)
        return record, faults

    def _whereabouts_of(self, where: Entry) -> Whereabouts:
        """Tells where records are, for one that stands there itself."""
        if where.case_no == UNPLACED:
            return self._whereabouts_anywhere
        return self._directory.whereabouts if self.all_known else self._whereabouts

    def _whereabouts(self, record_id: str) -> Known | None:
        known = self._directory.find(record_id)
        return self._directory.whereabouts(record_id) if known and known.case_no != UNPLACED else None

    def _whereabouts_anywhere(self, record_id: str) -> Known | None:
        """Of a record whose case file is not known nothing points out of it."""
        known = self._directory.find(record_id)
        return Known(known.kind, "") if known else None

    def _only_one(self, where: Entry, record: Record) -> list[Fault]:
        """What there may be only one of, as ``entries`` has it, against what was filled in so far; but safeguards."""
        if isinstance(record, CaseFile):
            return entries.code_faults(self._session, record)
        db = self._session.db
        if isinstance(record, Evidence) and intake.has_exhibit(db, where.case_no, record.exhibit_no):
            return [Fault("evidence.exhibit_no", "this case file has an exhibit of that number already")]
        if RECORDS[where.kind].one_per_file and where.case_no > SHARED:
            first = intake.first_of_kind(db, where.case_no, where.kind)
            if first is not None and first < where.no:
                return [Fault(where.kind, "this case file has one already")]
        return []


def _with_given_days(deadline: Deadline, given: Deadline) -> Deadline:
    """The deadline with its days as they were worked out when it was entered, if they were."""
    if not (given.due_earliest or given.due_latest):
        return deadline
    return replace(deadline, due_earliest=given.due_earliest, due_latest=given.due_latest)
