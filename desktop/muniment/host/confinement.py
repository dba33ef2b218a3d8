"""A process that shuts itself off from the computer, before it looks at bytes that nobody can vouch for."""

import ctypes
import os
import struct
import sys
from contextlib import suppress

_PR_SET_NO_NEW_PRIVS = 38
_CREATE_RULESET, _RESTRICT_SELF = 444, 446  # of Landlock; the same numbers on every processor
_ASK_VERSION = 1
_ALL_OF_FILES = (1 << 13) - 1  # to read, write, run, make and remove, as every version of Landlock knows it
_SIGNALS_AND_SOCKETS = 0b11  # to other processes; since version 6
_WITH_SCOPES = 6


def confine(memory: int, seconds: int) -> None:
    """From now on: so many bytes of memory and seconds of processor time at most, and nothing can be opened.

    No file, no socket, no other program; what is open stays so. Load before what will be needed. Where the kernel has
    Landlock, files cannot be named either, to be removed for instance. Raises OSError.
    """
    import resource

    os.chdir("/")
    if sys.platform == "linux":
        _shut_files_out()
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 0),
        (getattr(resource, "RLIMIT_NPROC", None), 0),
    ):
        if limit is not None:
            with suppress(ValueError):  # one that is lower already stays so
                resource.setrlimit(limit, (value, value))


def _shut_files_out() -> None:
    """No privilege can be gained, and where there is Landlock, no path leads anywhere."""
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    version = kernel.syscall(_CREATE_RULESET, None, 0, _ASK_VERSION)
    if version < 1:
        return
    scopes = _SIGNALS_AND_SOCKETS if version >= _WITH_SCOPES else 0
    handled = struct.pack("=QQQ", _ALL_OF_FILES, 0, scopes)[: None if scopes else 8]
    rules = kernel.syscall(_CREATE_RULESET, handled, len(handled), 0)
    if rules >= 0:
        kernel.syscall(_RESTRICT_SELF, rules, 0)
        os.close(rules)
