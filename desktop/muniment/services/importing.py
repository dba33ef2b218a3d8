"""Taking in a file of the open format: every line of it, or nothing."""

import io
import stat
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from muniment.domain.errors import Fault, UserFault
from muniment.domain.fields import RecordSpec
from muniment.domain.frozen import frozen
from muniment.domain.openformat import make, read_values
from muniment.domain.records import CaseFile, Deadline, Evidence, Record, Safeguard
from muniment.domain.schema import RECORDS
from muniment.domain.validation import Known, Whereabouts
from muniment.exchange.findings import Findings
from muniment.exchange.lines import BadLine, Line, is_encrypted, read_lines
from muniment.exchange.names import LocalNames
from muniment.host.errors import os_errors_told
from muniment.services import entries, exhibits, identities, received
from muniment.services.identities import NoIdentityPassphrase
from muniment.services.session import Progress, Session, silent
from muniment.vault import intake
from muniment.vault.changes import Writer, change, now
from muniment.vault.intake import UNPLACED, Directory
from muniment.vault.records import SHARED, Entry

_STEP = 256  # lines between two words on the progress


class VaultNotEmpty(UserFault):
    """What the program wrote itself comes back into an empty vault only."""


@frozen
class Imported:
    """What came in: how many records of each kind, the change's number (0 for a trial), the codes of new case files.

    ``without_bytes`` is how many exhibits came in without theirs, which only a restoring can do.
    """

    counts: Mapping[str, int]
    change: int
    codes: tuple[str, ...]
    without_bytes: int = 0


@frozen
class _Wanted:
    """How a file is taken in."""

    restore_records: bool = False
    files: Path | None = None
    dry_run: bool = False
    progress: Progress = silent
    namespace: uuid.UUID | None = None  # of local names; a new one unless given


class _CheckedOnly(Exception):
    """Ends a trial, so that all is taken back."""


def import_file(
    session: Session,
    path: Path,
    *,
    dry_run: bool = False,
    restore_records: bool = False,
    files: Path | None = None,
    progress: Progress = silent,
) -> Imported:
    """Takes in a file of JSON Lines, and the bytes of exhibits from the folder ``files``, as one change.

    ``restore_records`` takes back also what the program wrote itself, into an empty vault. Raises InvalidInput with
    every fault of every line, VaultNotEmpty, UserFault (an encrypted file, no file), FileChanged, WorldFault; nothing
    is written then, nor by a ``dry_run``.
    """
    with os_errors_told("reading the file"):
        if not stat.S_ISREG(path.stat().st_mode):
            raise UserFault("A file is expected, which can be read more than once. Nothing was written.")
    return _import(session, exhibits.steady(session, path), _Wanted(restore_records, files, dry_run, progress))


def import_lines(
    session: Session, content: bytes, *, restore_records: bool = False, namespace: uuid.UUID | None = None
) -> Imported:
    """Takes in JSON Lines that are in memory; raises as ``import_file``."""
    opening = nullcontext((io.BytesIO(content), len(content)))
    return _import(session, opening, _Wanted(restore_records, namespace=namespace))


def _import(session: Session, opening: AbstractContextManager[tuple[BinaryIO, int]], wanted: _Wanted) -> Imported:
    if wanted.restore_records and not intake.is_empty(session.db):
        raise VaultNotEmpty("Records of the program are restored into an empty vault only. Nothing was written.")
    try:
        with change(session.book, detailed=False) as pending, opening as (file, size):
            taking = _Taking(session, pending.writer, wanted)
            taking.take(file, size)
    except _CheckedOnly:
        return Imported(taking.counts, 0, (), taking.without_bytes)
    return Imported(taking.counts, pending.result.number, tuple(taking.codes), taking.without_bytes)


class _Taking:
    """One file being taken in: its records are entered, placed in their case files, then checked and filled in."""

    def __init__(self, session: Session, writer: Writer, wanted: _Wanted) -> None:
        self._session, self._db, self._writer, self._wanted = session, session.db, writer, wanted
        self._names, self._findings, self._directory = LocalNames(wanted.namespace), Findings(), Directory(session.db)
        self._room, self._now = intake.room(session.db), now()
        self._former: dict[int, int] = {}  # numbers of case files that were here before, by line
        self._refused: set[int] = set()  # lines that could not be entered
        self._unplaced = 0
        self.counts: Counter[str] = Counter()
        self.codes: list[str] = []
        self.without_bytes = 0

    def take(self, file: BinaryIO, size: int) -> None:
        """Raises InvalidInput with every fault of the file, and _CheckedOnly at the end of a trial."""
        if is_encrypted(file.read(64)):
            raise UserFault(
                "The file is encrypted. Decrypt it first, for example with “age --decrypt”, and import what comes out. "
                "Nothing was written."
            )
        self._each_line(file, size, "reading the file", self._enter)
        if self._unplaced:
            self._each_line(file, size, "placing the records", self._place)
        self._each_line(file, size, "taking in the records", self._fill)
        self._findings.refuse()
        if self._wanted.dry_run:
            raise _CheckedOnly

    def _each_line(self, file: BinaryIO, size: int, doing: str, step: Callable[[Line], None]) -> None:
        file.seek(0)
        for line in read_lines(file):
            if line.number % _STEP == 0:
                self._wanted.progress(doing, file.tell(), size)
            if isinstance(line, Line):
                step(line)
            elif step == self._enter:
                self._blame(line)
        self._wanted.progress(doing, size, size)

    def _blame(self, line: BadLine) -> None:
        for fault in line.faults:
            self._findings.add(line.number, fault)

    # --- first: who is there ---

    def _enter(self, line: Line) -> None:
        spec = RECORDS[line.record]
        case_no = SHARED
        if line.case and spec.name != "case_file":
            known = self._directory.find(self._names.id(line.case))
            case_no = known.no if known and known.kind == "case_file" else UNPLACED
            self._unplaced += case_no == UNPLACED
        entered = intake.enter(self._db, self._entry(line, case_no))
        if entered is None:
            self._refused.add(line.number)
            self._findings.add(line.number, Fault("id", self._whose(self._names.id(line.id))))
        elif spec.name == "case_file":
            self._enter_case_file(line, entered)

    def _enter_case_file(self, line: Line, entered: Entry) -> None:
        if entered.no != self._room + line.number:
            self._former[line.number] = entered.no
        code = line.fields.get("code")
        if isinstance(code, str) and code:
            intake.claim_code(self._db, entered.no, code)

    def _entry(self, line: Line, case_no: int) -> Entry:
        no = self._former.get(line.number, self._room + line.number)
        if line.record == "case_file":
            case_no = no
        created, updated = line.created_at or self._now, line.updated_at or self._now
        return Entry(no, self._names.id(line.id), line.record, case_no, created, updated)

    def _whose(self, record_id: str) -> str:
        known = self._directory.find(record_id)
        line = known.no - self._room if known else 0
        return f"line {line} has this id already" if line > 0 else "the vault has a record of this id already"

    # --- second, where a case file stood behind its records or was named by its code ---

    def _place(self, line: Line) -> None:
        if line.case and line.record != "case_file" and line.number not in self._refused:
            case_no = self._case_no(line)
            if case_no is not None:
                intake.place(self._db, self._room + line.number, case_no)

    def _case_no(self, line: Line) -> int | None:
        """The case file that a line names by id, local name or code; SHARED where it names none."""
        if not line.case or line.record == "case_file":
            return SHARED
        known = self._directory.find(self._names.id(line.case))
        if known:
            return known.no if known.kind == "case_file" else None
        return self._directory.case_with_code(line.case.strip().upper())

    # --- third: what they say ---

    def _fill(self, line: Line) -> None:
        spec = RECORDS[line.record]
        fields, names = self._names.with_ids(spec, line.fields)
        case_no = self._case_no(line)
        where = self._entry(line, UNPLACED if case_no is None else case_no)
        record, faults = self._read(spec, where, fields)
        faults = [*self._envelope_faults(spec, line, case_no), *faults]
        if not faults and line.number not in self._refused:
            record, faults = received.with_bytes(self._session, record, self._wanted.files)
        if not faults and line.number not in self._refused:
            self._write(where, record)
        for fault in faults:
            self._findings.add(line.number, _in_their_words(fault, names))

    def _envelope_faults(self, spec: RecordSpec, line: Line, case_no: int | None) -> list[Fault]:
        found = []
        if spec.written_by_program and not self._wanted.restore_records:
            found.append(Fault("record", f"the program writes a {spec.name} itself"))
        if spec.name == "evidence" and self._wanted.files is None and not self._wanted.restore_records:
            found.append(Fault("record", "an exhibit comes in with its bytes only; name their folder"))
        if spec.name == "case_file" and line.case:
            found.append(Fault("case", "a case file belongs to no other"))
        if case_no is None:
            found.append(Fault("case", f"there is no such case file: {line.case}"))
        return found

    def _read(self, spec: RecordSpec, where: Entry, fields: dict[str, object]) -> tuple[Record, list[Fault]]:
        sealing: list[Fault] = []
        case = "" if spec.name == "case_file" else self._directory.case_id(where.case_no)
        if spec.name == "identity":
            try:
                fields, sealing = identities.sealed_fields(self._session, case, fields, self._whereabouts_of(where))
            except NoIdentityPassphrase as error:
                fields, sealing = {}, [Fault("identity", str(error))]
        values, faults = read_values(spec, fields)
        if spec.name == "case_file" and not values.get("code") and "code" not in fields:
            values["code"] = entries.fresh_code(self._session)
        if spec.name == "evidence" and "exhibit_no" not in fields:
            values["exhibit_no"] = exhibits.next_exhibit_no(self._session, where.case_no)
        own = {"id": where.id, "created_at": where.created_at, "updated_at": where.updated_at}
        return self._checked(where, make(spec.name, {**values, **own, "case": case}), [*sealing, *faults])

    def _checked(self, where: Entry, given: Record, faults: list[Fault]) -> tuple[Record, list[Fault]]:
        record, faults = entries.checked(
            self._session,
            given,
            faults,
            self._whereabouts_of(where),
            lambda _session, record: self._only_one(where, record),
        )
        if where.case_no == UNPLACED:  # said once, of the line
            faults = [fault for fault in faults if fault.where != where.kind]
        if self._wanted.restore_records and isinstance(given, Deadline) and isinstance(record, Deadline):
            record = _with_given_days(record, given)
        return record, faults

    def _whereabouts_of(self, where: Entry) -> Whereabouts:
        """Tells where records are, for one that stands there itself."""
        return self._whereabouts_anywhere if where.case_no == UNPLACED else self._whereabouts

    def _whereabouts(self, record_id: str) -> Known | None:
        known = self._directory.find(record_id)
        return Known(known.kind, self._directory.case_id(known.case_no)) if known else None

    def _whereabouts_anywhere(self, record_id: str) -> Known | None:
        """Of a record whose case file is not known nothing points out of it."""
        known = self._directory.find(record_id)
        return Known(known.kind, "") if known else None

    def _only_one(self, where: Entry, record: Record) -> list[Fault]:
        """What there may be only one of, as ``entries`` has it, against what was filled in so far."""
        if isinstance(record, CaseFile):
            return entries.code_faults(self._session, record)
        if isinstance(record, Safeguard):
            detention = self._directory.find(record.detention)
            if detention and intake.has_safeguard(self._db, detention.no, record.kind):
                return [Fault("safeguard.kind", "this safeguard is recorded for this detention already")]
        if isinstance(record, Evidence) and intake.has_exhibit(self._db, where.case_no, record.exhibit_no):
            return [Fault("evidence.exhibit_no", "this case file has an exhibit of that number already")]
        if RECORDS[where.kind].one_per_file and where.case_no > SHARED:
            first = intake.first_of_kind(self._db, where.case_no, where.kind)
            if first is not None and first < where.no:
                return [Fault(where.kind, "this case file has one already")]
        return []

    def _write(self, where: Entry, record: Record) -> None:
        self._writer.fill(where, record, self._directory.number)
        self.counts[where.kind] += 1
        if isinstance(record, CaseFile):
            self.codes.append(record.code)
        if isinstance(record, Evidence) and self._wanted.files is None and record.size != 0:
            self.without_bytes += 1
        if isinstance(record, Evidence) and not self._wanted.restore_records:
            exhibits.custody(self._writer, record, "imported", hash_after=record.sha256)


def _in_their_words(fault: Fault, names: Mapping[str, str]) -> Fault:
    """A fault with the names that the file uses in the place of our ids."""
    text = fault.text
    for made, name in names.items():
        text = text.replace(made, name)
    return Fault(fault.where, text)


def _with_given_days(deadline: Deadline, given: Deadline) -> Deadline:
    """The deadline with its days as they were worked out when it was entered, if they were."""
    if not (given.due_earliest or given.due_latest):
        return deadline
    return replace(deadline, due_earliest=given.due_earliest, due_latest=given.due_latest)
