"""What a vault keeps to itself: its two files are not read in as material, and nothing else is put beside them."""

import os
from contextlib import suppress
from pathlib import Path

from muniment.domain.errors import UserFault
from muniment.services.session import Session
from muniment.vault.connection import DATABASE_FILE
from muniment.vault.keys import KEYS_FILE


def refuse_own_file(session: Session, path: Path) -> None:
    """Raises UserFault for one of the vault's own files, by whatever name, before anybody opens it.

    POSIX drops every lock that a process holds on a file when it closes any handle of it, ours on the database among
    them; and a vault within itself helps nobody.
    """
    if any(_same(path, own) for own in _own_files(session)):
        raise UserFault("That is one of the files of this vault itself. To keep a copy of the vault, make a backup.")


def refuse_own_folder(session: Session, target: Path) -> None:
    """Raises UserFault for a file or folder to be written that lies in the vault's own folder, or is that folder."""
    folder = Path(os.path.realpath(target))
    beside = Path(os.path.realpath(target.parent))  # a link is replaced where it lies
    if any(_same(place, session.folder) for place in (folder, *folder.parents, beside, *beside.parents)):
        raise UserFault(
            "That is in the vault's own folder, which holds its two files and nothing else. Name another place. "
            "Nothing was written."
        )


def _own_files(session: Session) -> list[Path]:
    names = (DATABASE_FILE, f"{DATABASE_FILE}-journal", KEYS_FILE)
    return [session.db.path, *(session.folder / name for name in names)]


def _same(one: Path, other: Path) -> bool:
    with suppress(OSError):  # what is not there is not the same
        return one.samefile(other)
    return False
