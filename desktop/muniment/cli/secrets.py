"""Passphrases: asked for on the terminal without echo, or read from a file descriptor. From nowhere else."""

import os
import unicodedata
from pathlib import Path

from muniment.cli.output import tell
from muniment.domain.errors import UsageFault

_LONGEST = 1 << 16  # bytes of one secret
_TRIES = 3
_TERMINAL = "/dev/tty"


class Secrets:
    """Where the secrets of one command come from, one after the other, each when it is needed."""

    def __init__(self, descriptor: int | None) -> None:
        self._descriptor = descriptor
        self._read = 0

    def known(self, what: str) -> str:
        """A secret that exists already. Raises UsageFault where there is none to be had."""
        if self._descriptor is None:
            return _asked(f"{what}: ")
        found = self._next_line()
        if found is None:
            raise UsageFault(f"{what}: line {self._read + 1} of the passphrases is missing.")
        return found

    def new(self, what: str) -> str:
        """A secret that is made now; on a terminal it is asked for twice. Raises UsageFault."""
        if self._descriptor is not None:
            return self._typeable(self.known(what))
        for _ in range(_TRIES):
            first = _asked(f"{what}: ")
            if first == _asked(f"{what}, again: "):
                return first
            tell("The two are not the same.")
        raise UsageFault("The two were not the same. Nothing was done.")

    def new_if_wanted(self, what: str) -> str:
        """As ``new``; Enter, an empty line or the end of the lines leaves it out, and "" is returned."""
        if self._descriptor is not None:
            return self._typeable(self._next_line() or "")
        for _ in range(_TRIES):
            first = _asked(f"{what} (Enter for none): ")
            if not first or first == _asked(f"{what}, again: "):
                return first
            tell("The two are not the same.")
        raise UsageFault("The two were not the same. Nothing was done.")

    def known_if_given(self, what: str) -> str:
        """As ``known``; Enter, an empty line or the end of the lines gives ""."""
        if self._descriptor is not None:
            return self._next_line() or ""
        return _asked(f"{what}: ")

    def _typeable(self, secret: str) -> str:
        """Refuses the line end of other systems in a new secret, which nobody could type: the vault would stay shut."""
        if secret.endswith("\r"):
            raise UsageFault(
                f"Line {self._read} of the passphrases ends in a carriage return, which would be a part of the secret. "
                "Lines end in a line feed alone."
            )
        return secret

    def _next_line(self) -> str | None:
        """The next line, byte by byte: what follows belongs to somebody else. None at the end."""
        line = self._bytes_of_line()
        if line is None:
            return None
        self._read += 1
        try:
            return unicodedata.normalize("NFC", line.decode("utf-8"))
        except UnicodeDecodeError:
            raise UsageFault(f"Line {self._read} of the passphrases is not valid UTF-8.") from None

    def _bytes_of_line(self) -> bytes | None:
        line = bytearray()
        while (byte := self._byte()) != b"\n":
            if not byte:
                return bytes(line) if line else None
            line += byte
            if len(line) > _LONGEST:
                raise UsageFault(f"Line {self._read + 1} of the passphrases is too long to be one.")
        return bytes(line)

    def _byte(self) -> bytes:
        try:
            return os.read(self._descriptor if self._descriptor is not None else -1, 1)
        except (OSError, OverflowError):
            raise UsageFault(f"No passphrase can be read from the file descriptor {self._descriptor}.") from None


def _asked(prompt: str) -> str:
    """What is typed on the terminal, without echo."""
    import getpass

    _refuse_without_terminal()
    try:
        return unicodedata.normalize("NFC", getpass.getpass(prompt))
    except EOFError:
        raise UsageFault("No passphrase was given. Nothing was done.") from None


def confirmed(question: str, wanted: str) -> None:
    """Returns where the person at the terminal types what is ``wanted``; raises UsageFault otherwise."""
    _refuse_without_terminal("There is no terminal to confirm on: say --yes. Nothing was done.")
    tell(f"{question}\nType {wanted} to go on:")
    if _typed_line() != wanted:
        raise UsageFault("Not confirmed. Nothing was done.")


def _typed_line() -> str:
    """From the terminal itself, whatever the standard input is."""
    if os.name == "nt":
        return input().strip()
    with Path(_TERMINAL).open(encoding="utf-8", errors="replace") as keyboard:
        return keyboard.readline().strip()


def _refuse_without_terminal(
    message: str = "There is no terminal to ask on: give the passphrase with --passphrase-fd. Nothing was done.",
) -> None:
    """Nothing is read from a standard input that is a pipe: getpass would, and would show it."""
    if os.name == "nt":
        return
    try:
        os.close(os.open(_TERMINAL, os.O_RDWR | os.O_NOCTTY))
    except OSError:
        raise UsageFault(message) from None
