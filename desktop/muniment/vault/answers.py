"""What SQLite answers when it fails, as the fault that a user is told."""

from collections.abc import Callable
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from muniment.domain.errors import MunimentError, UserFault, WorldFault
from muniment.host.errors import DeviceFailed, DiskFull
from muniment.vault.errors import VaultDamaged, VaultInUse, VaultReadOnly

READ_ONLY = "The vault lies in a place that cannot be written. Nothing was saved."

_IN_USE = "The vault is open in another window or program. Close it there and try again."
DAMAGED = (
    "The passphrase is right, but the database does not answer to its key: cases.db is damaged, cut short, or belongs "
    "to another keys file; or its disk failed for a moment. Open the vault once more. If this stays so, do not write "
    "to it; make a copy of the folder and restore a backup."
)
_GONE = (
    "The disk does not give the vault's database any more: it was pulled out, or is failing. What was saved before is "
    "kept. Open the vault again when the disk is there."
)
_NO_TEXT = "The database holds what Muniment never wrote: a text that is none. Restore a backup."
# SQLite says the same of both: of a page to be written over whose keyed hash is wrong, and of a lack of memory.
_NO_MEMORY = (
    "This computer has no free memory left, or the vault is damaged: close other programs, then let it be verified. "
    "Nothing was saved; what was there before is kept."
)
_FAULTS: dict[int, tuple[type[MunimentError], str]] = {
    sqlcipher.SQLITE_BUSY: (VaultInUse, _IN_USE),
    sqlcipher.SQLITE_LOCKED: (VaultInUse, _IN_USE),
    sqlcipher.SQLITE_FULL: (DiskFull, "The disk is full. Nothing was saved; what was there before is safe."),
    sqlcipher.SQLITE_READONLY: (VaultReadOnly, READ_ONLY),
    sqlcipher.SQLITE_IOERR: (
        DeviceFailed,
        "The disk reported an error: full, pulled out, or failing. What was there before is kept; whether the last "
        "change was saved shows when the vault is opened again.",
    ),
    sqlcipher.SQLITE_CANTOPEN: (
        WorldFault,
        "The vault's database, or the journal that is made beside it, cannot be opened: no permission, no room on the "
        "disk, or the disk is gone. Nothing was saved; what was there before is safe.",
    ),
    sqlcipher.SQLITE_CORRUPT: (VaultDamaged, DAMAGED),
    sqlcipher.SQLITE_NOTADB: (VaultDamaged, DAMAGED),
}


def told(error: Any, read_all: Callable[[], object]) -> Exception:
    """The fault for an error of SQLite, or for half a character handed to it; the error itself where it is a bug.

    SQLite calls it damage where a disk does not let itself be read: ``read_all`` tries that, and may raise OSError.
    """
    if isinstance(error, UnicodeEncodeError):
        return UserFault("This is not valid Unicode text. Nothing was saved.")
    if isinstance(error, MemoryError):
        return WorldFault(_NO_MEMORY)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if not code and isinstance(error, sqlcipher.OperationalError):
        return VaultDamaged(_NO_TEXT)  # the original says which text could not be read, and shows it
    kind, words = _FAULTS.get(code, (None, ""))
    if kind is VaultDamaged:
        try:
            read_all()
        except OSError:
            return DeviceFailed(_GONE)
    return kind(words) if kind else error
