"""What all commands have in common: their options, the vault's folder, opening it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muniment.cli.output import progress, tell
from muniment.cli.secrets import Secrets
from muniment.domain.errors import UsageFault, UserFault
from muniment.domain.frozen import frozen

if TYPE_CHECKING:
    from muniment.services.session import Progress, Session


@frozen
class Call:
    """One run of a command: what its common options say."""

    json: bool
    as_of_text: str | None
    secrets: Secrets
    progress: "Progress"

    @property
    def as_of(self) -> date:
        """The date that everything is computed for. Raises DateError, UserFault."""
        return date.today() if self.as_of_text is None else _one_day(self.as_of_text)

    def opened(self, vault: Path) -> AbstractContextManager["Session"]:
        """The vault, opened by the passphrase that is asked for, for as long as the block runs."""
        return self.opened_by(vault, self.secrets.known("Passphrase"))

    @contextmanager
    def opened_by(self, vault: Path, passphrase: str) -> Iterator["Session"]:
        """The vault, opened by this passphrase, for as long as the block runs."""
        from muniment.services.session import opened

        with opened(vault, passphrase) as session:
            for notice in session.notices:
                tell(notice)
            yield session


def _one_day(text: str) -> date:
    from muniment.domain.date_words import understand

    found = understand(text)
    if found.first_day is None or found.first_day != found.last_day:
        raise UserFault(f"One day is expected for --as-of, not {text}.")
    return found.first_day


class PlainText(click.ParamType):  # type: ignore[type-arg]  # generic in the newest releases alone
    """An argument that is text for the vault; one that is not Unicode is refused before anything is opened."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            value.encode()
        except UnicodeEncodeError:
            self.fail("this is not valid Unicode text", param, ctx)
        return str(value)


TEXT = PlainText()
FILE = click.Path(path_type=Path, readable=False)  # a place without permission is told of by whoever opens it

Function = Callable[..., None]


def common(function: Function) -> Function:
    """Gives a command the options that every command has, and hands it a Call."""

    @click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout, and nothing else there.")
    @click.option("--as-of", "as_of_text", metavar="DATE", type=TEXT, help="Compute for this date.")
    @click.option(
        "--passphrase-fd",
        "descriptor",
        type=click.IntRange(min=0),
        metavar="N",
        help="Read passphrases from this file descriptor, one a line, instead of asking.",
    )
    @click.option("--progress", "told", is_flag=True, help="Tell how far long work has come, also without a terminal.")
    @wraps(function)
    def called(*, as_json: bool, as_of_text: str, descriptor: int | None, told: bool, **rest: Any) -> None:
        call = Call(as_json, as_of_text, Secrets(descriptor), progress(wanted=told))
        _ = call.as_of  # an impossible date is refused before anything is opened
        function(call, **rest)

    return called


def vault_argument(function: Function) -> Function:
    """Gives a command the folder of a vault as its first argument."""
    return click.argument("vault", type=FILE)(function)


def pairs(texts: tuple[str, ...]) -> list[tuple[str, str]]:
    """FIELD=VALUE taken apart. Raises UsageFault."""
    found = []
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise UsageFault(f"FIELD=VALUE is expected, not {text}")
        found.append((name, value))
    return found


def said_yes(function: Function) -> Function:
    """Gives a command that deletes the option that answers its confirmation."""
    return click.option("--yes", is_flag=True, help="Answer the confirmation.")(function)
