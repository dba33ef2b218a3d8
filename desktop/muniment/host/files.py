"""Files and folders written whole or not at all, readable by their owner alone."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from muniment.domain.errors import WorldFault
from muniment.host.errors import AlreadyThere, NotPermitted, ReadOnlyPlace, os_errors_told
from muniment.host.unfinished import begun_file, begun_folder, clear_unfinished, private_file, unfinished_name


def write_whole(path: Path, content: bytes, *, doing: str, overwrite: bool = True) -> None:
    """Puts ``content`` at ``path`` in one step: after a power cut the old file is there or the new one, never half.

    ``doing`` ("writing the report") is for the message of the WorldFault. Without ``overwrite``, AlreadyThere is
    raised when something is at ``path``.
    """
    with whole_file(path, doing=doing, overwrite=overwrite) as file:
        file.write(content)


@contextmanager
def whole_file(path: Path, *, doing: str, overwrite: bool = True) -> Iterator[BinaryIO]:
    """A binary file to write and read back; it appears at ``path`` when the block ends well, else leaves no trace.

    Until then it lies in the same folder, as ``file.name``. Errors as in write_whole.
    """
    with os_errors_told(doing):
        if not overwrite:
            _refuse_existing(path, doing)
        is_new = not os.path.lexists(path)
        clear_unfinished(path.parent)
        temporary: Path | None = None
        try:
            with begun_file(path.parent) as (temporary, file):
                yield file
                flush_to_disk(file)
                if sys.platform == "win32":
                    file.close()  # nobody can rename what is open there
                (os.replace if overwrite else _rename_to_new)(temporary, path)
        except BaseException:
            if temporary:
                with suppress(OSError):
                    temporary.unlink()
            raise
        with _taken_back(path if is_new else None):
            fsync_folder(path.parent)


@contextmanager
def whole_folder(path: Path, *, doing: str) -> Iterator[Path]:
    """A private folder to put files into; it appears at ``path`` when the block ends well, else leaves no trace.

    An empty folder at ``path`` gives way to it, or takes in the files, one after the other, where it is the current
    one: whoever stands in it would be left in a folder that is gone. Raises AlreadyThere where anything else is there,
    WorldFault.
    """
    with os_errors_told(doing):
        clear_unfinished(path.parent)
        with begun_folder(path.parent) as making:
            try:
                yield making
                fsync_folder(making)
                if _is_here(path):
                    _fill(path, making)
                else:
                    if path.is_dir():
                        path.rmdir()
                    making.rename(path)
            except BaseException:
                import shutil

                shutil.rmtree(making, ignore_errors=True)
                raise
        with _taken_back(path):
            fsync_folder(path.parent)


@contextmanager
def _taken_back(made: Path | None) -> Iterator[None]:
    """Removes what was made when it cannot be finished: whoever is told that it failed will try again."""
    try:
        yield
    except OSError:
        if made and made.is_dir():
            _empty(made)
        elif made:
            with suppress(OSError):
                made.unlink()
        raise


def _empty(folder: Path) -> None:
    with suppress(OSError):
        for file in folder.iterdir():
            file.unlink()
        if not _is_here(folder):
            folder.rmdir()


def _is_here(path: Path) -> bool:
    """Whether this is the current folder."""
    with suppress(OSError):
        return path.samefile(Path.cwd())
    return False


def _fill(path: Path, making: Path) -> None:
    """Moves the files of one folder into another one, which is empty; all of them, or none."""
    if any(path.iterdir()):
        raise FileExistsError(errno.EEXIST, "not empty")
    path.chmod(0o700)
    moved: list[Path] = []
    try:
        for file in sorted(making.iterdir()):
            moved.append(file.rename(path / file.name))
        fsync_folder(path)
    except BaseException:
        for file in moved:
            with suppress(OSError):
                file.unlink()
        raise
    making.rmdir()


def flush_to_disk(file: BinaryIO) -> None:
    """Returns when the disk says that it has the file's bytes. Raises OSError."""
    file.flush()
    _fsync(file.fileno())


def forget_cached(file: BinaryIO) -> None:
    """Asks the system to read the file from the disk the next time, so that reading it back proves something."""
    if sys.platform == "linux":
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def fsync_folder(folder: Path) -> None:
    """Makes the names in ``folder`` (a new file, a rename) survive a power cut. Raises OSError.

    Windows has no such call and keeps names in its own journal.
    """
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _fsync(descriptor)
    finally:
        os.close(descriptor)


def folder_is_writable(folder: Path) -> bool:
    """Whether a file can be made in ``folder``, found out by making one; a full disk counts as writable."""
    probe = folder / unfinished_name()
    try:
        with os_errors_told("looking at the folder"):
            private_file(probe).close()
            probe.unlink()
    except (NotPermitted, ReadOnlyPlace):
        return False
    except WorldFault:
        with suppress(OSError):
            probe.unlink()
    return True


def _fsync(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):  # not every file system of macOS has it
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def _refuse_existing(path: Path, doing: str) -> None:
    if os.path.lexists(path):
        raise AlreadyThere(f"While {doing}: something of that name exists already and is not overwritten.")


def _rename_to_new(temporary: Path, path: Path) -> None:
    """Renames unless ``path`` exists, in one step where the file system has hard links (sticks often have none)."""
    if sys.platform == "win32":
        temporary.rename(path)  # refuses an existing name by itself
        return
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, "exists") from None
        temporary.rename(path)
    else:
        with _taken_back(path):
            temporary.unlink()
