"""What is done about the places in a copy that tell of others: options, and telling where these places are."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from muniment.cli.options import TEXT, Call
from muniment.cli.output import tell
from muniment.domain.errors import UsageFault
from muniment.domain.frozen import frozen
from muniment.domain.leaks import MASKS

if TYPE_CHECKING:
    from muniment.services.known_identities import Sealed
    from muniment.services.leakcheck import Decisions
    from muniment.services.session import Session

F = TypeVar("F", bound=Callable[..., Any])

_ALL = "all"
_MOST_TOLD = 200  # places in one message


@frozen
class Leaks:
    """What the user said beforehand about places that tell of others."""

    mask: tuple[str, ...] = ()
    keep: str = ""
    identities: str = ""

    @property
    def any(self) -> bool:
        """Whether anything was said."""
        return bool(self.mask or self.keep or self.identities)

    def check(self, *, leaves: bool) -> None:
        """Raises UsageFault where an option makes no sense."""
        if self.any and not leaves:
            raise UsageFault("Internal output is not looked through: say for which --audience it is.")

    def decisions(self) -> "Decisions":
        """The same, as the service takes it."""
        from muniment.services.leakcheck import Decisions

        return Decisions(frozenset(MASKS if _ALL in self.mask else self.mask), keep=self.keep)

    def sealed(self, session: "Session", call: Call) -> "Sealed | None":
        """What the sealed identities say, where they are to be opened; otherwise tells that they are not."""
        from muniment.services import known_identities
        from muniment.services.leakcheck import NOT_OPENED

        if not self.identities:
            if known_identities.are_there(session):
                tell(NOT_OPENED)
            return None
        passphrase = call.secrets.known("Passphrase for identities")
        return known_identities.opened(session, passphrase, self.identities, call.progress)


def leak_options(command: F) -> F:
    """Adds what the user may say of places that tell of others."""
    kinds = click.Choice([_ALL, *MASKS])
    mask = click.option("--mask", multiple=True, type=kinds, help="Mask what tells of others: all, or a kind. Repeat.")
    keep = click.option("--keep", default="", type=TEXT, metavar="REASON", help="Leave the rest; kept in the register.")
    identities = click.option(
        "--identities",
        default="",
        type=TEXT,
        metavar="REASON",
        help="Look for what is sealed, too: asks for the passphrase for identities. Written into the history.",
    )
    return mask(keep(identities(command)))


@contextmanager
def places_told() -> Iterator[None]:
    """Where a copy is refused since it tells of others, says on stderr where it does."""
    from muniment.services.leakcheck import LeaksFound

    try:
        yield
    except LeaksFound as found:
        for hit in found.hits[:_MOST_TOLD]:
            tell(f"{hit.place}: {hit.kind}: {hit.sentence.strip()} ({hit.what})")
        if len(found.hits) > _MOST_TOLD:
            tell(f"and {len(found.hits) - _MOST_TOLD} more")
        raise
