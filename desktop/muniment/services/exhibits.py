"""Exhibits: files taken into the vault and given out again, with every step of their custody."""

import getpass
import hashlib
import mimetypes
import os
import stat
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from unicodedata import category

from muniment.domain.changes import Change
from muniment.domain.errors import CannotOpen, InvalidInput, UserFault, WorldFault
from muniment.domain.frozen import frozen
from muniment.domain.openformat import read_values
from muniment.domain.records import CustodyEvent, Evidence
from muniment.domain.schema import RECORDS
from muniment.host.errors import os_errors_told
from muniment.host.files import flush_to_disk, whole_file
from muniment.services import entries, finding
from muniment.services.own_files import refuse_own_file, refuse_own_folder
from muniment.services.session import Progress, Session, silent
from muniment.vault import evidence, intake, journal
from muniment.vault.changes import Writer, change, now
from muniment.vault.records import Entry

_LONGEST_NAME = 255
_INSTEAD = {"Zs": " "}  # a blank of any width is a blank


class FileChanged(WorldFault):
    """The file was written to while it was read."""


class ExhibitDamaged(CannotOpen):
    """The bytes in the vault are not those that were taken in."""


class NoExhibit(UserFault):
    """The record is something else."""


@frozen
class Taken:
    """What became of files that were to be taken in: the change, and by its name why a file was not."""

    change: Change
    made: tuple[Evidence, ...]
    refused: tuple[tuple[str, str], ...]


def attach(
    session: Session, case: Entry, path: Path, fields: dict[str, object] | None = None, progress: Progress = silent
) -> Evidence:
    """Takes a file into a case file as its next exhibit, whole or not at all.

    Raises InvalidInput, FileChanged, WorldFault.
    """
    return _attach(session, case, path, fields or {}, progress)[0]


def take_in(session: Session, case_id: str, paths: Sequence[Path], progress: Progress = silent) -> Taken:
    """Takes files into a case file, each as an exhibit and a change of its own; one that cannot be is passed over.

    Raises NotThere for the case file; what ends ``progress`` ends it between two files or within one, never half.
    """
    case = finding.record(session, case_id)
    made: list[Evidence] = []
    changes: list[Change] = []
    refused: list[tuple[str, str]] = []
    for path in paths:
        try:
            one, change_made = _attach(session, case, path, {}, progress)
        except (UserFault, WorldFault) as why:
            refused.append((_legible(path.name), str(why)))
        else:
            made.append(one)
            changes.append(change_made)
    touched = tuple(touch for one in changes for touch in one.touched)
    return Taken(Change(changes[-1].number if changes else 0, touched), tuple(made), tuple(refused))


def _attach(
    session: Session, case: Entry, path: Path, fields: Mapping[str, object], progress: Progress
) -> tuple[Evidence, Change]:
    wanted = dict(fields)
    name = _legible(path.name)
    wanted.setdefault("title", name)
    values, faults = read_values(RECORDS["evidence"], wanted)
    if faults:
        raise InvalidInput(faults)
    known = Evidence(
        id=str(uuid.uuid4()),
        case=case.id,
        exhibit_no=next_exhibit_no(session, case.no),
        original_name=name[:_LONGEST_NAME],
        media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        **{**values, "sha256": "0" * 64},
    )
    entries.completed(session, known, [])
    with change(session.book) as pending, steady(session, path) as (file, size):  # one that changed undoes the change
        stored = evidence.store(
            session.db, known.id, file, size, lambda done: progress("taking in the file", done, size)
        )
        made = replace(known, sha256=stored.sha256, size=stored.size)
        made_record = pending.writer.add(made)
        custody(pending.writer, made, "imported", hash_after=stored.sha256)
    assert isinstance(made_record, Evidence)  # noqa: S101 - what went in comes out
    return made_record, pending.result


def extract(
    session: Session, evidence_id: str, target: Path, *, reason: str = "", progress: Progress = silent
) -> Evidence:
    """Writes an exhibit's bytes to a new file, checked against its SHA-256, and notes it in its custody.

    Raises NotThere, NoExhibit, ExhibitDamaged, WorldFault. Where the vault cannot be written, nothing is given out.
    """
    known = _exhibit(session, evidence_id)
    refuse_own_folder(session, target)
    with whole_file(target, doing="writing the exhibit", overwrite=False) as file:
        for done, chunk in enumerate(evidence.chunks(session.db, known.id), 1):
            file.write(chunk)
            progress("writing the exhibit", min(done * evidence.CHUNK_BYTES, known.size or 0), known.size or 0)
        found = evidence.fingerprint(session.db, known.id)
        if odd := what_is_wrong(known, found):
            raise ExhibitDamaged(f"Exhibit {known.exhibit_no}: {odd}. Look for them in an older backup.")
        flush_to_disk(file)  # a full disk shows now, before the custody says that it was given out
        with change(session.book, purpose="program") as pending:
            custody(pending.writer, known, "exported", reason=reason, hash_before=known.sha256, hash_after=found.sha256)
    return known


def content(session: Session, evidence_id: str, most: int) -> bytes | None:
    """An exhibit's bytes, checked against its SHA-256; None where there are more than ``most``.

    Raises NotThere, NoExhibit, ExhibitDamaged.
    """
    known = _exhibit(session, evidence_id)
    if (known.size or 0) > most:
        return None
    held = b"".join(evidence.chunks(session.db, known.id))
    if odd := what_is_wrong(known, evidence.Stored(hashlib.sha256(held).hexdigest(), len(held))):
        raise ExhibitDamaged(f"Exhibit {known.exhibit_no}: {odd}. Look for them in an older backup.")
    return held


def viewed(session: Session, evidence_id: str) -> Change:
    """Notes in its custody that somebody looked at an exhibit, whose ``content`` was as it was taken in.

    Raises NotThere, NoExhibit, WorldFault.
    """
    known = _exhibit(session, evidence_id)
    with change(session.book, purpose="program") as pending:
        custody(pending.writer, known, "viewed", hash_before=known.sha256, hash_after=known.sha256)
    return pending.result


def _exhibit(session: Session, evidence_id: str) -> Evidence:
    known = entries.load(session, evidence_id)
    if not isinstance(known, Evidence):
        raise NoExhibit(f"{evidence_id} is not an exhibit.")
    return known


def what_is_wrong(exhibit: Evidence, found: evidence.Stored) -> str:
    """What is wrong with the bytes that the vault holds for an exhibit; "" where they are those that were taken in."""
    if found == evidence.Stored(exhibit.sha256, exhibit.size or 0):
        return ""
    return "its bytes are not those that were taken in" if found.size else "its bytes are not in the vault"


def custody(
    writer: Writer, exhibit: Evidence, action: str, *, reason: str = "", hash_before: str = "", hash_after: str = ""
) -> None:
    """Adds a step to an exhibit's custody, within the change that takes it."""
    writer.add(
        CustodyEvent(
            id=str(uuid.uuid4()),
            case=exhibit.case,
            evidence=exhibit.id,
            action=action,
            at=now(),
            by=_user(),
            reason=reason,
            hash_before=hash_before,
            hash_after=hash_after,
        )
    )


def _legible(name: str) -> str:
    """A file's name as text on one line; it may hold line breaks, commands for terminals, bytes that are no text."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(
        sign if sign.isprintable() else _INSTEAD.get(category(sign), "\N{REPLACEMENT CHARACTER}") for sign in text
    )


def _user() -> str:
    """Who is at this computer, as the system calls them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def next_exhibit_no(session: Session, case_no: int) -> int:
    """One more than any exhibit of the file ever had, so that a number never means two things."""
    past = len(journal.ids_once_in_file(session.db, case_no, "evidence"))
    return max(past, intake.highest_exhibit_number(session.db, case_no)) + 1


@contextmanager
def steady(session: Session, path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """A file to read that is refused, at the end, if it changed meanwhile; at once, if it is the vault's own."""
    refuse_own_file(session, path)
    with os_errors_told("reading the file"):
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for at its opening
            raise UserFault("That is not a file that can be taken in. Nothing was saved.")
    with os_errors_told("reading the file"), path.open("rb") as file:
        before = os.fstat(file.fileno())
        yield file, before.st_size
        after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise FileChanged(
                "The file was changed while it was read. Nothing was taken in; try again when it is done."
            )
