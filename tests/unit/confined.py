"""What the other process of the tests of confinement does: it tries what it must not be able to do."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from muniment.host.assistant import serve
from muniment.host.confinement import confine

_MEMORY = 400 << 20


def _prepared(first: bytes) -> Callable[[bytes], bytes]:
    path = first.decode()
    kept = os.open(path, os.O_RDWR)
    confine(_MEMORY, 1)
    tries: dict[bytes, Callable[[], object]] = {
        b"read": lambda: os.open(path, os.O_RDONLY),
        b"make": lambda: os.open(path + ".more", os.O_CREAT | os.O_WRONLY),
        b"grow": lambda: os.write(kept, b"SYNTHETIC"),
        b"remove": lambda: Path(path).unlink(),
        b"rename": lambda: Path(path).rename(path + ".more"),
        b"connect": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
        b"run": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
        b"signal": lambda: os.kill(os.getppid(), 0),
        b"memory": lambda: len(bytearray(_MEMORY)),
        b"time": _spin,
    }

    def work(message: bytes) -> bytes:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            tries[message]()
        except (OSError, MemoryError) as error:
            return type(error).__name__.encode()
        return b"done"

    return work


def _spin() -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        pass


def main() -> None:
    serve(_prepared)
