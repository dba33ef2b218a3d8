"""Files and folders that are still being written: named so, locked so, and cleared away once nobody writes them.

A program that is killed cannot tidy up. What it left is known by its name, and by nobody holding its lock; the next one
that writes to the same place removes it, so that no half-written copy of anything stays behind for ever.
"""

import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_NAME = re.compile(r"\.[0-9a-f]{16}\.part")


def unfinished_name() -> str:
    """A fresh name for something that is not whole yet."""
    return f".{os.urandom(8).hex()}.part"


def private_file(path: Path) -> BinaryIO:
    """Makes a file that must not exist yet, to write and read back, for its owner alone (0600). Raises OSError."""
    return open(path, "x+b", opener=lambda name, flags: os.open(name, flags, 0o600))


@contextmanager
def begun_file(folder: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """An unfinished file, locked while it is open. Raises OSError."""
    while True:
        path = folder / unfinished_name()
        with private_file(path) as file:
            if _is_ours(file.fileno(), path):
                yield path, file
                return


@contextmanager
def begun_folder(folder: Path) -> Iterator[Path]:
    """An unfinished folder inside of ``folder``, for its owner alone, locked while the block runs. Raises OSError."""
    while True:
        path = folder / unfinished_name()
        path.mkdir(mode=0o700)
        with _opened(path) as descriptor:
            if _is_ours(descriptor, path):
                yield path
                return


def clear_unfinished(folder: Path) -> None:
    """Removes what killed programs left half-written in ``folder``; what a living one still writes stays."""
    with suppress(OSError):
        left = [Path(entry.path) for entry in os.scandir(folder) if _NAME.fullmatch(entry.name)]
        for path in left:
            with suppress(OSError):
                _remove_unless_held(path)


def _remove_unless_held(path: Path) -> None:
    kind = path.lstat().st_mode
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        return
    with _opened(path) as descriptor:
        if not _locked(descriptor, unknown=False):
            return
        if stat.S_ISREG(kind):
            path.unlink()
            return
        for inside in path.iterdir():
            inside.unlink()  # a folder of ours holds files alone; anything else stops here
        path.rmdir()


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """A descriptor to hold a lock with. Windows needs none: nobody can remove what is open there."""
    if sys.platform == "win32":
        yield -1
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _is_ours(descriptor: int, path: Path) -> bool:
    """Whether it was locked before anybody could take it for something that was left."""
    if sys.platform == "win32":
        return True
    if not _locked(descriptor, unknown=True):
        return False
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _locked(descriptor: int, *, unknown: bool) -> bool:
    """Takes the lock unless somebody holds it; ``unknown`` is the answer where a file system has no locks."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return unknown
    return True
