"""The failures that Muniment tells apart: what the user can mend, what the world did, and bugs.

A message says what happened, what is safe and what to do next, in plain words. It may repeat what the user has just
typed, never what a case file holds.
"""

from collections.abc import Iterable

from muniment.domain.frozen import frozen


class MunimentError(Exception):
    """The root of every failure that is not a bug."""


class UsageFault(MunimentError):
    """The request itself makes no sense: an unknown option, a missing argument."""


class UserFault(MunimentError):
    """The user can mend it: invalid input, a rule, a missing consent."""


class CannotOpen(MunimentError):
    """A vault or a sealed thing cannot be opened: a wrong passphrase, or damage; the message says which."""


class WorldFault(MunimentError):
    """The world did it: disk full, no permission, in use, read-only. Nothing is lost; try again."""


@frozen
class Fault:
    """One thing wrong with an input: where (``detention.start``, ``line 12``) and what."""

    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" if self.where else self.text


class InvalidInput(UserFault):
    """Input was refused; ``faults`` names every fault, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
