"""This process under strace: its calls written down, and one of them made to fail if that is wanted."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_PR_SET_PTRACER = 0x59616D61


@contextmanager
def traced(calls: Sequence[str], trace: Path, *options: str) -> Iterator[None]:
    """Writes the calls of these names down for as long as the block runs; ``options`` are strace's own."""
    allow: Callable[..., int] = ctypes.CDLL(None).prctl
    allow(_PR_SET_PTRACER, ctypes.c_ulong(-1), 0, 0, 0)  # a child may look at us, also where only parents may
    command = ["strace", "-f", "-p", str(os.getpid()), "-o", str(trace), "-e", f"trace={','.join(calls)}", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as watching:
        assert watching.stderr
        said = watching.stderr.readline()
        assert b"attached" in said, said
        try:
            yield
        finally:
            watching.send_signal(signal.SIGINT)
            watching.wait()
