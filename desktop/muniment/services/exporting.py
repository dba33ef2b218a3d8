"""Giving out records in the open format: encrypted, unless somebody insists on the clear."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from muniment.domain.errors import UsageFault
from muniment.domain.fields import FieldSpec, Kind
from muniment.domain.frozen import frozen
from muniment.domain.records import Draft, Evidence, Record
from muniment.domain.schema import RECORDS
from muniment.domain.values import Ref
from muniment.exchange import envelope
from muniment.exchange.envelope import Envelope, OneTimeKey
from muniment.exchange.lines import line_bytes
from muniment.host.errors import os_errors_told
from muniment.host.files import flush_to_disk, whole_file, write_whole
from muniment.services import exhibits, finding
from muniment.services.exhibits import ExhibitDamaged
from muniment.services.own_files import refuse_own_folder
from muniment.services.session import Progress, Session, silent
from muniment.vault import evidence, outgoing, records
from muniment.vault.changes import Writer, change
from muniment.vault.records import SHARED, Entry

#: Left out unless they are chosen: whoever was forced to name others is a victim, and so are those who were named.
COERCED = "coerced_disclosure"
#: The key that opens the exhibits of an export under a password, itself under that password.
EXHIBIT_KEY = "key.age"

_DOING = "writing the export"
_BATCH = 200  # records loaded at once


@frozen
class Exported:
    """What went out: how many records of each kind, how many exhibits with their bytes, whether in the clear."""

    counts: Mapping[str, int]
    exhibits: int
    in_the_clear: bool


@frozen
class _Seal:
    """How the lines are written, how the exhibits are, and what has to lie beside these."""

    lines: Envelope
    exhibits: Envelope
    suffix: str = ".age"
    key: bytes = b""


def export_to(
    session: Session,
    target: Path,
    *,
    cases: Sequence[str] = (),
    with_disclosures: bool = False,
    files: Path | None = None,
    recipient: str | None = None,
    password: str | None = None,
    plaintext: bool = False,
    progress: Progress = silent,
) -> Exported:
    """Writes these case files, or the whole vault, as JSON Lines into a new file; exhibits' bytes into ``files``.

    One of ``recipient`` (an age recipient), ``password`` and ``plaintext`` says how; the exhibits are encrypted as the
    lines are, each as ``<sha256>.age``. Sealed identities stay sealed; coerced disclosures go ``with_disclosures``
    only. It is journalled. Raises UsageFault, NoRecipient, NotThere, Ambiguous, ExhibitDamaged, AlreadyThere,
    WorldFault; then nothing is left behind.
    """
    for place in filter(None, (target, files)):
        refuse_own_folder(session, place)
    seal = _seal(recipient, password, plaintext=plaintext, exhibits_too=files is not None)
    chosen = [finding.case(session, name) for name in dict.fromkeys(cases)]
    with (
        ExitStack() as stack,
        whole_file(target, doing=_DOING, overwrite=False) as file,
        change(session.book, purpose="program", detailed=False) as pending,
    ):
        folder = stack.enter_context(_Folder(session, files, seal)) if files else None
        going = _Going(session, chosen, folder, with_disclosures=with_disclosures, progress=progress)
        with os_errors_told(_DOING):
            seal.lines(going.lines(), file)
            flush_to_disk(file)  # a full disk shows now, before the journal says that it was given out
        given = folder.given if folder else []
        exported = Exported(going.counts, len(given), plaintext)
        _note(session, pending.writer, chosen, given, exported)
    return exported


def _seal(recipient: str | None, password: str | None, *, plaintext: bool, exhibits_too: bool) -> _Seal:
    if [recipient is not None, password is not None, plaintext].count(True) != 1:
        raise UsageFault("Say how to write it: for an age recipient, under a password, or in the clear.")
    if recipient is not None:
        to = envelope.for_recipient(recipient)
        return _Seal(to, to)
    if password is None:
        return _Seal(envelope.in_the_clear, envelope.in_the_clear, suffix="")
    under = envelope.with_password(password)
    if not exhibits_too:
        return _Seal(under, under)
    key = OneTimeKey()  # a password is slow on purpose, which many exhibits cannot afford
    return _Seal(under, envelope.for_recipient(key.recipient), key=key.under_password(password))


class _Going:
    """The records that go out, and what of them goes."""

    def __init__(
        self,
        session: Session,
        chosen: list[Entry],
        folder: "_Folder | None",
        *,
        with_disclosures: bool,
        progress: Progress,
    ) -> None:
        self._db, self._folder, self._progress = session.db, folder, progress
        self._left_out = () if with_disclosures else (COERCED,)
        self._files = {case.no for case in chosen} or None
        self._shared = outgoing.shared_of_files(self._db, self._files, self._left_out) if self._files else None
        self.counts: Counter[str] = Counter()

    def lines(self) -> Iterator[bytes]:
        """One line after the other, in the order of the contract; the exhibits are given out as they pass."""
        contents, of = outgoing.Contents(self._db, self._files), int(self._db.value("SELECT count(*) FROM record"))
        for kind in RECORDS:
            if kind not in self._left_out:
                for record in self._records(contents, kind):
                    self.counts[kind] += 1
                    yield line_bytes(record)
                self._progress(_DOING, self.counts.total(), of)
        self._db.confirm()

    def _records(self, contents: outgoing.Contents, kind: str) -> Iterator[Record]:
        entries = (one for one in contents.entries(kind) if self._goes(one))
        while batch := list(islice(entries, _BATCH)):
            for record in records.load(self._db, batch):
                if (going := self._without_others(record)) is not None:
                    if self._folder and isinstance(going, Evidence):
                        self._folder.give(going)
                    yield going

    def _goes(self, one: Entry) -> bool:
        return self._shared is None or one.case_no != SHARED or one.no in self._shared

    def _without_others(self, record: Record) -> Record | None:
        """The record without what points to a record that stays; None where it cannot be without."""
        if isinstance(record, Draft) and record.record in ("identity", *self._left_out):
            return None
        kept: dict[str, Any] = {}
        for field in _LEADING_OUT[record.RECORD]:
            value = getattr(record, field.attribute)
            kept[field.attribute] = self._kept(field, value)
            if field.required and not kept[field.attribute]:
                return None
        return replace(record, **kept) if kept else record

    def _kept(self, field: FieldSpec, value: Any) -> Any:
        if field.kind is Kind.REFERENCES:
            return tuple(item for item in value if self._target_goes(item))
        if value and not self._target_goes(value):
            return None if field.polymorphic else ""
        return value

    def _target_goes(self, target: str | Ref) -> bool:
        if isinstance(target, Ref):
            return target.record not in self._left_out
        if self._files is None:
            return True
        where = records.find(self._db, target)
        return where is not None and where.case_no in self._files


#: The fields of each kind of record that may point to something that does not go.
_LEADING_OUT: Mapping[str, tuple[FieldSpec, ...]] = {
    spec.name: tuple(field for field in spec.fields if field.across_files or COERCED in field.targets)
    for spec in RECORDS.values()
}


class _Folder:
    """The folder beside the lines; what was written into it goes again when the export fails."""

    def __init__(self, session: Session, path: Path, seal: _Seal) -> None:
        self._db, self._path, self._seal = session.db, path, seal
        self._made: list[Path] = []  # the exhibits and the key, the newest last
        self._folders: list[Path] = []  # those that were not there before, the innermost first
        self._names: set[str] = set()
        self.given: list[str] = []  # ids

    def __enter__(self) -> "_Folder":
        try:
            with os_errors_told("making the folder for the exhibits"):
                self._folders = [one for one in (self._path, *self._path.parents) if not one.exists()]
                self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._seal.key:
                write_whole(self._path / EXHIBIT_KEY, self._seal.key, doing=_DOING, overwrite=False)
                self._made.append(self._path / EXHIBIT_KEY)
        except BaseException:
            self._take_back()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        if kind:
            self._take_back()

    def _take_back(self) -> None:
        """Removes what was made here; a folder stays where somebody else has put something into it."""
        for path in self._made:
            with suppress(OSError):
                path.unlink()
        for folder in self._folders:
            with suppress(OSError):
                folder.rmdir()

    def give(self, exhibit: Evidence) -> None:
        """Writes an exhibit's bytes under their SHA-256, checked. Raises ExhibitDamaged, AlreadyThere, WorldFault."""
        self.given.append(exhibit.id)
        if exhibit.sha256 in self._names:
            return
        self._names.add(exhibit.sha256)
        path = self._path / f"{exhibit.sha256}{self._seal.suffix}"
        with whole_file(path, doing="writing the exhibits", overwrite=False) as file:
            self._seal.exhibits(self._checked(exhibit), file)
        self._made.append(path)

    def _checked(self, exhibit: Evidence) -> Iterator[bytes]:
        digest, size = hashlib.sha256(), 0
        for chunk in evidence.chunks(self._db, exhibit.id):
            digest.update(chunk)
            size += len(chunk)
            yield chunk
        if odd := exhibits.what_is_wrong(exhibit, evidence.Stored(digest.hexdigest(), size)):
            raise ExhibitDamaged(f"Exhibit {exhibit.id}: {odd}. Nothing was written.")


def _note(session: Session, writer: Writer, chosen: list[Entry], given: Collection[str], exported: Exported) -> None:
    """Into the journal: that records went out and how, not which; into the custody of each exhibit that it did."""
    for exhibit_id in given:
        exhibit = records.load_one(session.db, exhibit_id)
        if isinstance(exhibit, Evidence):
            exhibits.custody(writer, exhibit, "exported", hash_before=exhibit.sha256, hash_after=exhibit.sha256)
    facts: dict[str, Any] = {
        "count": sum(exported.counts.values()),
        "in_the_clear": exported.in_the_clear,
        "exhibits": len(given),
    }
    for case in chosen:
        writer.happen("exported", case_no=case.no, record="case_file", record_id=case.id, **facts)
    if not chosen:
        writer.happen("exported", **facts)
