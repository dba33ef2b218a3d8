"""Taking in a file of the open format: every line of it, or nothing."""

import gc
import io
import stat
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO

from muniment.domain.errors import Fault, UserFault
from muniment.domain.fields import RecordSpec
from muniment.domain.frozen import frozen
from muniment.domain.records import CaseFile, Evidence, Record
from muniment.domain.schema import RECORDS
from muniment.exchange.findings import Findings
from muniment.exchange.lines import BadLine, Line, is_encrypted, read_lines
from muniment.exchange.names import LocalNames
from muniment.host.errors import os_errors_told
from muniment.services import exhibits, received
from muniment.services.reading_in import Reading
from muniment.services.session import Progress, Session, silent
from muniment.vault import intake, journal
from muniment.vault.changes import Writer, change, now
from muniment.vault.intake import UNPLACED, Directory
from muniment.vault.records import SHARED, Entry

_COLLECTED = 50_000  # objects between two collections
_TOGETHER = 256  # lines that are entered together
_BYTES_TOGETHER = 1 << 20  # or fewer, where they are long


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
        with (
            _few_collections(),
            session.db.few_pages(),
            change(session.book, detailed=False) as pending,
            opening as (file, size),
        ):
            taking = _Taking(session, pending.writer, wanted)
            taking.take(file, size)
    except _CheckedOnly:
        return Imported(taking.counts, 0, (), taking.without_bytes)
    return Imported(taking.counts, pending.result.number, tuple(taking.codes), taking.without_bytes)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Looking for garbage that refers to itself, of which there is next to none, would take a twentieth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(max(_COLLECTED, before[0]), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _Taking:
    """One file being taken in.

    Each line is entered and filled in as it is read, if what it points to stood before it. The others wait, and are
    read once more when every record is known.
    """

    def __init__(self, session: Session, writer: Writer, wanted: _Wanted) -> None:
        self._db, self._writer, self._wanted = session.db, writer, wanted
        self._session, self._room, self._now = session, intake.room(session.db), now()
        self._names, self._findings, self._directory = LocalNames(wanted.namespace), Findings(), Directory(session.db)
        self._reading = Reading(session, self._directory, restoring=wanted.restore_records)
        self._former: dict[int, int] = {}  # numbers of case files that were here before, by line
        self._refused: set[int] = set()  # lines that could not be entered
        self._waiting = bytearray()  # by the number of its line, whether a record waits
        self._unplaced = False  # whether there is a record whose case file was not known when it was entered
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
        self._read_first(file, size)
        if self._unplaced:
            self._read_waiting(file, size, "placing the records", self._place)
            self._directory.forget()
        self._reading.all_known = True
        if self._waiting:
            self._read_waiting(file, size, "taking in what waited for others", self._fill)
        self._writer.write_held()
        for no in intake.safeguards_twice(self._db, self._room):
            said = "this safeguard is recorded for this detention already"
            self._findings.add(no - self._room, Fault("safeguard.kind", said))
        self._findings.refuse()
        if self._wanted.dry_run:
            raise _CheckedOnly

    # --- the first reading ---

    def _read_first(self, file: BinaryIO, size: int) -> None:
        doing, lines, begun = "taking in the records", list[Line](), 0
        file.seek(0)
        for line in read_lines(file):
            if isinstance(line, Line):
                lines.append(line)
            else:
                self._blame(line)
            if len(lines) == _TOGETHER or file.tell() - begun > _BYTES_TOGETHER:
                self._meet(lines)
                lines, begun = [], file.tell()
                self._wanted.progress(doing, begun, size)
        self._meet(lines)
        self._wanted.progress(doing, size, size)

    def _blame(self, line: BadLine) -> None:
        for fault in line.faults:
            self._findings.add(line.number, fault)

    def _meet(self, lines: list[Line]) -> None:
        """Enters what these lines bring, and fills in what need not wait."""
        entries = [self._placed(line) for line in lines]
        taken = intake.enter(self._db, entries)
        if taken:
            self._directory.forget()  # and with it what these lines were taken to belong to
            self._unplaced = True
        for line, where in zip(lines, entries, strict=True):
            if where.no in taken:
                self._refused.add(line.number)
                self._findings.add(line.number, Fault("id", self._whose(where.id)))
            if taken or self._must_wait(line, where) or not self._filled_at_once(line, where):
                self._let_wait(line, where)

    def _placed(self, line: Line) -> Entry:
        """The entry of a record in its case file, where that stood before it.

        A case file that the vault once had takes its old number, under which the journal has its past.
        """
        where = self._entry(line, self._known_case(line))
        if where.kind == "case_file" and not self._directory.find(where.id):
            former = journal.former_case_no(self._db, where.id)
            if former:
                self._former[line.number] = former
                where = where._replace(no=former, case_no=former)
        self._unplaced = self._unplaced or where.case_no == UNPLACED
        self._directory.remember(where)
        return where

    def _known_case(self, line: Line) -> int:
        if not line.case or line.record == "case_file":
            return SHARED
        known = self._directory.find(self._names.id(line.case))
        return known.no if known and known.kind == "case_file" else UNPLACED

    def _entry(self, line: Line, case_no: int) -> Entry:
        no = self._former.get(line.number) or self._room + line.number
        if line.record == "case_file":
            case_no = no
        created, updated = line.created_at or self._now, line.updated_at or self._now
        return Entry(no, self._names.id(line.id), line.record, case_no, created, updated)

    def _whose(self, record_id: str) -> str:
        known = self._directory.find(record_id)
        line = known.no - self._room if known else 0
        return f"line {line} has this id already" if line > 0 else "the vault has a record of this id already"

    def _must_wait(self, line: Line, where: Entry) -> bool:
        """Whether a record depends on others that it does not point to."""
        if where.case_no == UNPLACED or where.kind == "evidence":  # its custody is numbered behind all lines
            return True
        if where.kind == "case_file":  # no code is made up that another line brings along
            return "code" not in line.fields
        return self._unplaced and RECORDS[where.kind].one_per_file

    def _filled_at_once(self, line: Line, where: Entry) -> bool:
        fields, names = self._names.with_ids(RECORDS[line.record], line.fields)
        if not all(map(self._directory.find, names)):
            return False
        record, faults = self._read(line, where, fields)
        if not faults:
            self._write(where, record)
        return not faults

    def _let_wait(self, line: Line, where: Entry) -> None:
        self._waiting.extend(bytes(line.number + 1 - len(self._waiting)))
        self._waiting[line.number] = True
        code = line.fields.get("code")
        if where.kind == "case_file" and line.number not in self._refused and isinstance(code, str) and code:
            intake.claim_code(self._db, where.no, code)

    # --- another reading of what waits ---

    def _read_waiting(self, file: BinaryIO, size: int, doing: str, step: Callable[[Line], None]) -> None:
        file.seek(0)
        for line in read_lines(file, self._waits):
            if isinstance(line, Line):
                step(line)
            if line.number % _TOGETHER == 0:
                self._wanted.progress(doing, file.tell(), size)
        self._wanted.progress(doing, size, size)

    def _waits(self, number: int) -> bool:
        return number < len(self._waiting) and bool(self._waiting[number])

    def _place(self, line: Line) -> None:
        """For a case file that stood behind its records, or was named by its code."""
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

    def _fill(self, line: Line) -> None:
        case_no = self._case_no(line)
        where = self._entry(line, UNPLACED if case_no is None else case_no)
        fields, names = self._names.with_ids(RECORDS[line.record], line.fields)
        record, faults = self._read(line, where, fields)
        if not faults and line.number not in self._refused:
            record, faults = received.with_bytes(self._session, record, self._wanted.files)
        if not faults and line.number not in self._refused:
            if where.kind == "case_file":
                intake.give_up_code(self._db, where.no)
            self._write(where, record)
        for fault in faults:
            self._findings.add(line.number, _in_their_words(fault, names))

    # --- every reading ---

    def _read(self, line: Line, where: Entry, fields: dict[str, object]) -> tuple[Record, list[Fault]]:
        """The record that a line says, with our ids in its fields, and what is wrong with it."""
        spec = RECORDS[line.record]
        record, faults = self._reading.record(spec, where, fields)
        return record, self._envelope_faults(spec, line, where) + faults

    def _envelope_faults(self, spec: RecordSpec, line: Line, where: Entry) -> list[Fault]:
        found = []
        if spec.written_by_program and not self._wanted.restore_records:
            found.append(Fault("record", f"the program writes a {spec.name} itself"))
        if spec.name == "evidence" and self._wanted.files is None and not self._wanted.restore_records:
            found.append(Fault("record", "an exhibit comes in with its bytes only; name their folder"))
        if spec.name == "case_file" and line.case:
            found.append(Fault("case", "a case file belongs to no other"))
        if where.case_no == UNPLACED:
            found.append(Fault("case", f"there is no such case file: {line.case}"))
        return found

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
