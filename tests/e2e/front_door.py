"""The command line as another program meets it: arguments and passphrases in, exit code and two streams out."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from muniment.cli.main import run

DESKTOP = Path(__file__).resolve().parents[2] / "desktop"
PASSPHRASE, IDENTITY_PASSPHRASE = "open sesame", "the other one"


@dataclass(frozen=True)
class Done:
    """What one command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout; fails where there is anything else."""
        return json.loads(self.out)


def _lines(secrets: Iterable[str]) -> bytes:
    return "".join(f"{secret}\n" for secret in secrets).encode()


class Muniment:
    """Runs commands in this process: quick. The vault's passphrase is given unless a test names other secrets."""

    def __call__(self, *arguments: object, secrets: Sequence[str] = (PASSPHRASE,)) -> Done:
        reading, writing = os.pipe()
        try:
            os.write(writing, _lines(secrets))
            os.close(writing)
            return self.without_secrets(*arguments, "--passphrase-fd", reading)
        finally:
            os.close(reading)

    def without_secrets(self, *arguments: object) -> Done:
        """Runs a command that is given nothing but its arguments."""
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
        with redirect_stdout(out), redirect_stderr(err):
            code = run([str(argument) for argument in arguments])
        return Done(code, _content(out), _content(err))

    def ok(self, *arguments: object, secrets: Sequence[str] = (PASSPHRASE,)) -> Any:
        """The JSON of a command that must do what it is asked."""
        done = self(*arguments, "--json", secrets=secrets)
        assert (done.code, done.err) == (0, ""), done
        return done.json

    def told(self, *arguments: object, secrets: Sequence[str] = (PASSPHRASE,)) -> Any:
        """As ``ok``, for a command that has something to say on stderr too."""
        done = self(*arguments, "--json", secrets=secrets)
        assert done.code == 0, done
        return done.json

    def add(self, vault: Path, record: str, *fields: str, case: str = "") -> str:
        """Adds a record and returns its id."""
        owner = ("--case", case) if case else ()
        return str(self.ok("add", vault, record, *fields, *owner)["id"])


def _content(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


def program(
    *arguments: object, secrets: Sequence[str] = (PASSPHRASE,), before: str = "", stdin: bytes | None = None
) -> Done:
    """Runs ``python -m muniment`` in a process of its own, the secrets on descriptor 0 unless ``stdin`` is given.

    ``before`` is Python that the process runs first, such as a limit that it sets itself.
    """
    start = f"{before}\nimport runpy; runpy.run_module('muniment', run_name='__main__', alter_sys=True)"
    command = [sys.executable, "-c", start] if before else [sys.executable, "-m", "muniment"]
    given = ["--passphrase-fd", "0"] if stdin is None else []
    done = subprocess.run(
        [*command, *(str(argument) for argument in arguments), *given],
        input=_lines(secrets) if stdin is None else stdin,
        capture_output=True,
        cwd=DESKTOP,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())
