"""What the other process of the assistant's tests does: main() as the program's own modules have it."""

import ctypes
import os
from collections.abc import Callable

from muniment.host.assistant import serve

_GET_DUMPABLE = 3


def _prepared(first: bytes) -> Callable[[bytes], bytes]:
    def work(message: bytes) -> bytes:
        if message == b"dumpable":
            return str(ctypes.CDLL(None).prctl(_GET_DUMPABLE, 0, 0, 0, 0)).encode()
        if message == b"print":
            print("among the answers")  # noqa: T201
            os.write(1, b"among the answers")
        if message == b"fail":
            raise ValueError("SYNTHETIC secret")
        return first + b" " + message

    return work


def main() -> None:
    serve(_prepared)
