"""What is done about the places in a copy that tell of others: options, and showing these places."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from muniment.cli.options import TEXT, Call
from muniment.cli.output import answer, tell
from muniment.domain.errors import UsageFault
from muniment.domain.frozen import frozen
from muniment.domain.leaks import MASKS, Hit

if TYPE_CHECKING:
    from muniment.services.known_identities import Sealed
    from muniment.services.leakcheck import Decisions
    from muniment.services.session import Session

F = TypeVar("F", bound=Callable[..., Any])

_ALL = "all"
_MOST_SHOWN = 200  # places in a text


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
def places_shown(*, as_json: bool, instead_of_copy: bool) -> Iterator[None]:
    """Where a copy is refused since it tells of others, answers with the places, in the words that stand there.

    They are on stdout, since what is on stderr is kept by other programs; but never as text ``instead_of_copy``, where
    somebody might hand them on for it.
    """
    from muniment.services.leakcheck import LeaksFound

    try:
        yield
    except LeaksFound as found:
        if instead_of_copy and not as_json:
            tell("To be shown these places, name a file with -o, or say --json.")
        else:
            hits = found.hits
            answer({"refused": [_told(hit) for hit in hits]}, as_json=as_json, text=lambda: _text(hits))
        raise


def _told(hit: Hit) -> dict[str, str]:
    place = {"heading": hit.place.heading, "block": hit.place.block}
    return {**place, "kind": hit.kind, "what": hit.what, "text": hit.text, "sentence": hit.sentence}


def _text(hits: Sequence[Hit]) -> str:
    lines = [f"{hit.place}: {hit.kind}: {hit.sentence.strip()} ({hit.what})" for hit in hits[:_MOST_SHOWN]]
    more = [f"and {len(hits) - _MOST_SHOWN} more"] if len(hits) > _MOST_SHOWN else []
    return "\n".join([*lines, *more])
