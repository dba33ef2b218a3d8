"""The bytes of exhibits that come in beside a file of the open format, each under its SHA-256."""

import re
import stat
from dataclasses import replace
from pathlib import Path

from muniment.domain.errors import Fault
from muniment.domain.records import Evidence, Record
from muniment.host.errors import os_errors_told
from muniment.services.own_files import refuse_own_file
from muniment.services.session import Session
from muniment.vault import evidence

_SHA256 = re.compile(r"[0-9a-f]{64}")
_FIELD = "evidence.sha256"


def with_bytes(session: Session, record: Record, folder: Path | None) -> tuple[Record, list[Fault]]:
    """Takes in an exhibit's bytes from the folder, within the caller's transaction; other records pass.

    The exhibit gets its size where it had none. Raises UserFault for a file of the vault itself, WorldFault.
    """
    if not isinstance(record, Evidence):
        return record, []
    if not _SHA256.fullmatch(record.sha256):
        return record, [Fault(_FIELD, "64 hexadecimal digits in small letters are expected")]
    return (record, []) if folder is None else _from_folder(session, record, folder)


def _from_folder(session: Session, exhibit: Evidence, folder: Path) -> tuple[Evidence, list[Fault]]:
    path = folder / exhibit.sha256
    with os_errors_told("reading the exhibits"):
        if not path.exists():
            return exhibit, [Fault(_FIELD, f"the folder has no file {exhibit.sha256}")]
        if not stat.S_ISREG(path.stat().st_mode):
            return exhibit, [Fault(_FIELD, f"{exhibit.sha256} is not a file")]
        refuse_own_file(session, path)
        found = evidence.fingerprint(session.db, exhibit.id)  # of an exhibit that was removed here and comes back
        if not found.size:
            with path.open("rb") as file:
                found = evidence.store(session.db, exhibit.id, file, path.stat().st_size, lambda _done: None)
    if found.sha256 != exhibit.sha256:
        return exhibit, [Fault(_FIELD, "the bytes are others than this SHA-256 says")]
    if exhibit.size not in (None, found.size):
        return exhibit, [Fault("evidence.size", f"the file has {found.size} bytes")]
    return replace(exhibit, size=found.size), []
