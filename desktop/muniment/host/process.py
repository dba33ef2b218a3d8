"""Hardening of this process, to be done before anything secret is in it."""

import ctypes
import os
import sys

_PR_SET_DUMPABLE = 4


def fill_streams() -> None:
    """Opens the null device for each standard stream that is closed, lest a file of the vault take its place."""
    for descriptor, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one
        if getattr(sys, name) is None:
            setattr(sys, name, open(descriptor, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - it stays


def harden() -> None:
    """No core dump, no reading of this process by others of the same user, new files for their owner alone.

    Call it first thing, and again after every exec (an exec makes a process dumpable again).
    """
    os.umask(0o077)
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def physical_memory() -> int | None:
    """Bytes of memory in this computer, or None where the system does not say."""
    if sys.platform == "win32":
        return None
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return None
