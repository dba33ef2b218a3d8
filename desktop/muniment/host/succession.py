"""A fresh process in the place of this one: with the old one goes all that was in its memory.

What the new process needs to know goes through a pipe, where nobody reads along: arguments and environment can be read
by others of the same computer.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

_LARGEST = 16_384  # bytes; a pipe takes more without anybody reading


def begin_anew(arguments: Sequence[str], legacy: bytes) -> NoReturn:
    """Ends this process and starts the program anew; the number of the descriptor to read is its last argument.

    Nothing is tidied up: close first what must be closed. Where no new process can be had, this one ends all the same.
    """
    if len(legacy) > _LARGEST:
        raise ValueError("more than a pipe is sure to take")
    command = [*_launched_by(), *arguments]
    try:
        if sys.platform == "win32":
            _beside(command, legacy)
        else:
            _in_place(command, legacy)
    finally:
        os._exit(0)


def inherited(descriptor: int) -> bytes:
    """What the process before left, from its pipe, which is closed; nothing where there is no such pipe."""
    try:
        with open(descriptor, "rb") as pipe:
            return pipe.read(_LARGEST)
    except OSError:
        return b""


def _launched_by() -> list[str]:
    """What this process was started with, without the arguments of its own."""
    own = len(sys.argv) - 1
    started = sys.orig_argv[: len(sys.orig_argv) - own] if own else sys.orig_argv
    return [sys.executable, *started[1:]]


def _in_place(command: list[str], legacy: bytes) -> None:
    reading, writing = os.pipe()
    os.write(writing, legacy)
    os.close(writing)
    _keep_open_only(reading)
    os.execv(command[0], [*command, str(reading)])  # noqa: S606 - no shell is wanted


def _keep_open_only(descriptor: int) -> None:
    """Libraries may have opened files that would outlive the exec: of the vault, of the screen."""
    for entry in Path("/dev/fd").iterdir():
        if entry.name.isdigit() and int(entry.name) > 2:
            try:
                os.set_inheritable(int(entry.name), int(entry.name) == descriptor)
            except OSError:
                continue  # the one that the list itself was read through


def _beside(command: list[str], legacy: bytes) -> None:
    import subprocess

    fresh = subprocess.Popen([*command, "0"], stdin=subprocess.PIPE)  # noqa: S603 - our own command
    if fresh.stdin is not None:
        fresh.stdin.write(legacy)
        fresh.stdin.close()
