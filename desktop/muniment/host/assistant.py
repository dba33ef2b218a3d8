"""A second process of the program, which answers messages. They go through pipes, where nobody reads along.

Arguments and environment, which others of the same computer can read, say nothing but which module is to work. Nobody
here ever waits for a pipe, and there are no threads: one that works keeps another from its pipe for too long.
"""

import os
import select
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import IO

_BEGIN = """import sys
sys.path.insert(0, sys.argv[1])
from muniment.host.process import harden
harden()
from importlib import import_module
import_module(sys.argv[2]).main()
"""
_AS_ASSISTANT = "--assist"  # of a program in one piece, which has no interpreter to be told anything else
_ROOT = Path(__file__).resolve().parents[2]
_LENGTH = 8
_WIDE = 1 << 20  # bytes
_LARGEST = 1 << 30


def can_assist() -> bool:
    """Whether this computer has a second processor for us, and the program can be begun once more beside itself."""
    if sys.platform == "win32" or getattr(sys, "frozen", False) or not sys.executable:
        return False
    return (len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1) > 1


class Assistant:
    """A process in which the ``main`` of a module answers messages, in order. Raises OSError where there can be none.

    The first message gets no answer: it says what all others are about. The process knows nothing but what it is sent,
    is hardened before it gets that, and ends with this process at the latest.
    """

    def __init__(self, module: str, *, largest: int = _LARGEST) -> None:
        if sys.platform == "win32":
            raise OSError("its pipes cannot be watched")
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            _command(module), bufsize=0, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
        )
        self._largest = largest  # bytes of an answer; one that says more than that is done with
        self._unsent = bytearray()
        self._received = bytearray()
        self._answers: deque[bytes] = deque()
        self._is_gone = False
        for descriptor in self._pipes():
            os.set_blocking(descriptor, False)
            _widen(descriptor)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def has_answered(self) -> bool:
        """Whether an answer waits, or the process is gone. To be asked now and then: messages go out meanwhile."""
        self._send_on()
        self._receive()
        return bool(self._answers) or self._is_gone

    def send(self, message: bytes) -> None:
        """Put a message into the queue; never waits."""
        self._unsent += _framed(message)
        self._send_on()

    def answer(self, seconds: float | None = None) -> bytes | None:
        """The next answer, waited for; None where the process is gone, now and ever after.

        One that has not answered in so many ``seconds`` is ended.
        """
        until = None if seconds is None else monotonic() + seconds
        while not self.has_answered:
            left = None if until is None else until - monotonic()
            if left is not None and left <= 0:
                break
            into, out_of = self._pipes()
            select.select([out_of], [into] if self._unsent else [], [], left)
        if self._answers:
            return self._answers.popleft()
        self._end()
        return None

    def close(self) -> None:
        """End the process, whatever it does."""
        self._end()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def _end(self) -> None:
        self._is_gone = True
        self._process.kill()
        self._process.wait()

    def _pipes(self) -> tuple[int, int]:
        """The descriptors of the pipe to the process and of that from it."""
        into, out_of = self._process.stdin, self._process.stdout
        if into is None or out_of is None:
            raise OSError("no pipe")
        return into.fileno(), out_of.fileno()

    def _send_on(self) -> None:
        try:
            while self._unsent and not self._is_gone:
                del self._unsent[: os.write(self._pipes()[0], self._unsent)]
        except BlockingIOError:
            pass
        except OSError:
            self._is_gone = True

    def _receive(self) -> None:
        try:
            while not self._is_gone:
                read = os.read(self._pipes()[1], _WIDE)
                self._received += read
                self._is_gone = not read or _frame(self._received) > self._largest
        except BlockingIOError:
            pass
        while (length := _frame(self._received)) and len(self._received) >= _LENGTH + length:
            self._answers.append(bytes(self._received[_LENGTH : _LENGTH + length]))
            del self._received[: _LENGTH + length]


def _command(module: str) -> list[str]:
    """What begins the program once more, as the assistant in a module."""
    if getattr(sys, "frozen", False):
        return [sys.executable, _AS_ASSISTANT, module]
    return [sys.executable, "-P", "-c", _BEGIN, str(_ROOT), module]


def assist(arguments: Sequence[str]) -> bool:
    """Where a program in one piece is begun as an assistant: is one until its work is done, and says so."""
    if not getattr(sys, "frozen", False) or arguments[:1] != [_AS_ASSISTANT]:
        return False
    import_module(arguments[1]).main()
    return True


def _widen(pipe: int) -> None:
    """Let a pipe hold some messages, where the system allows it, so that nobody waits for its emptying."""
    import fcntl

    if sys.platform == "linux":
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _WIDE)


def serve(prepare: Callable[[bytes], Callable[[bytes], bytes]]) -> None:
    """What the other process does: the first message says how all others are answered. Ends where there are no more."""
    with os.fdopen(os.dup(0), "rb") as messages, os.fdopen(os.dup(1), "wb") as answers:
        for descriptor in (0, 1):
            os.dup2(os.open(os.devnull, os.O_RDWR), descriptor)  # what others print must not get among the answers
        if (first := _read(messages)) is not None:
            work = prepare(first)
            while (message := _read(messages)) is not None:
                answers.write(_framed(work(message)))
                answers.flush()


def _framed(message: bytes) -> bytes:
    return len(message).to_bytes(_LENGTH, "big") + message


def _frame(received: bytes | bytearray) -> int:
    """The length of the message that begins there; 0 where that is not known yet."""
    return int.from_bytes(received[:_LENGTH], "big") if len(received) >= _LENGTH else 0


def _read(pipe: IO[bytes]) -> bytes | None:
    """The next message; None at the end, and where one breaks off."""
    length = _frame(pipe.read(_LENGTH))
    message = pipe.read(length)
    return message if length and len(message) == length else None
