"""A second process of the program, which answers messages. They go through pipes, where nobody reads along.

Arguments and environment, which others of the same computer can read, say nothing but which module is to work.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import IO

_BEGIN = """import sys
sys.path.insert(0, sys.argv[1])
from muniment.host.process import harden
harden()
from importlib import import_module
import_module(sys.argv[2]).main()
"""
_ROOT = Path(__file__).resolve().parents[2]
_LENGTH = 8


def can_assist() -> bool:
    """Whether this computer has a second processor for us, and the program can be begun once more beside itself."""
    if getattr(sys, "frozen", False) or not sys.executable:
        return False
    return (len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1) > 1


class Assistant:
    """A process in which the ``main`` of a module answers messages, in order. Raises OSError where there can be none.

    The first message gets no answer: it says what all others are about. The process knows nothing but what it is sent,
    is hardened before it gets that, and ends with this process at the latest.
    """

    def __init__(self, module: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-c", _BEGIN, str(_ROOT), module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._messages: SimpleQueue[bytes | None] = SimpleQueue()
        self._answers: SimpleQueue[bytes | None] = SimpleQueue()
        self._threads = [
            threading.Thread(target=work, args=(pipe,), daemon=True)
            for work, pipe in ((self._send_all, self._process.stdin), (self._receive_all, self._process.stdout))
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def has_answered(self) -> bool:
        """Whether an answer waits, or the process is gone."""
        return not self._answers.empty()

    def send(self, message: bytes) -> None:
        """Put a message into the queue; never waits."""
        self._messages.put(message)

    def answer(self) -> bytes | None:
        """The next answer, waited for; None where the process is gone, now and ever after."""
        found = self._answers.get()
        if found is None:
            self._answers.put(None)
        return found

    def close(self) -> None:
        """End the process, whatever it does."""
        self._messages.put(None)
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()

    def _send_all(self, pipe: IO[bytes]) -> None:
        try:
            with pipe:
                while (message := self._messages.get()) is not None:
                    _write(pipe, message)
        except OSError:
            pass  # it is gone; the other thread tells

    def _receive_all(self, pipe: IO[bytes]) -> None:
        with pipe:
            while (answer := _read(pipe)) is not None:
                self._answers.put(answer)
        self._answers.put(None)


def serve(prepare: Callable[[bytes], Callable[[bytes], bytes]]) -> None:
    """What the other process does: the first message says how all others are answered. Ends where there are no more."""
    with os.fdopen(os.dup(0), "rb") as messages, os.fdopen(os.dup(1), "wb") as answers:
        for descriptor in (0, 1):
            os.dup2(os.open(os.devnull, os.O_RDWR), descriptor)  # what others print must not get among the answers
        if (first := _read(messages)) is not None:
            work = prepare(first)
            while (message := _read(messages)) is not None:
                _write(answers, work(message))


def _write(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(len(message).to_bytes(_LENGTH, "big"))
    pipe.write(message)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes | None:
    """The next message; None at the end, and where one breaks off."""
    length = int.from_bytes(pipe.read(_LENGTH), "big")
    message = pipe.read(length)
    return message if length and len(message) == length else None
