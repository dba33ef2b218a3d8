"""What this computer can refuse. Messages name what was being done, never a path or what a file holds."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from muniment.domain.errors import UserFault, WorldFault


class DiskFull(WorldFault):
    """No room left, or a quota or size limit reached."""


class NotPermitted(WorldFault):
    """This user may not read or write there."""


class ReadOnlyPlace(WorldFault):
    """The file or its disk cannot be written."""


class NotFound(WorldFault):
    """The file or folder is not there, or its stick was pulled out."""


class DeviceFailed(WorldFault):
    """The disk answered with an error."""


class AlreadyThere(UserFault):
    """A file or folder of that name exists and is not overwritten."""


_KINDS: dict[int, tuple[type[WorldFault | UserFault], str]] = {
    errno.ENOSPC: (DiskFull, "the disk is full. Make room and try again."),
    errno.EDQUOT: (DiskFull, "your quota on this disk is used up. Make room and try again."),
    errno.EFBIG: (DiskFull, "the file would be larger than this disk or account allows."),
    errno.EACCES: (NotPermitted, "this user has no permission for that place."),
    errno.EPERM: (NotPermitted, "this user has no permission for that place."),
    errno.EROFS: (ReadOnlyPlace, "the disk is read-only."),
    errno.ENOENT: (NotFound, "the file or folder is not there."),
    errno.ENOTDIR: (NotFound, "the folder is not there; a file is in its place."),
    errno.ENODEV: (NotFound, "the disk is not there any more."),
    errno.ENXIO: (NotFound, "the disk is not there any more."),
    errno.ENAMETOOLONG: (WorldFault, "the name is longer than this disk allows."),
    errno.EIO: (DeviceFailed, "the disk reported an error. It may be failing, or was pulled out."),
    errno.EEXIST: (AlreadyThere, "something of that name exists already and is not overwritten."),
    errno.EISDIR: (AlreadyThere, "a folder of that name exists."),
}


def told(error: OSError, doing: str) -> WorldFault | UserFault:
    """The fault that says in plain words what went wrong while ``doing`` ("writing the backup")."""
    kind, words = _KINDS.get(error.errno or 0, (WorldFault, f"the system refused (error {error.errno})."))
    return kind(f"While {doing}: {words}")


@contextmanager
def os_errors_told(doing: str) -> Iterator[None]:
    """Turns every OSError inside into a WorldFault (or AlreadyThere) that says what was being done."""
    try:
        yield
    except OSError as error:
        raise told(error, doing) from None


def place_in_code(error: BaseException) -> str:
    """The innermost line of our own that a failure came through; nothing of what was being worked on."""
    found, trace = "muniment", error.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] == "muniment":
            found = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
