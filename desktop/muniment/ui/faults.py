"""What is said of a failure: what happened, what is safe, what to do. Nothing of a case file is in it."""

import sys
from types import TracebackType

from muniment.domain.errors import CannotOpen, InvalidInput, MunimentError, UsageFault, UserFault, WorldFault
from muniment.domain.frozen import frozen
from muniment.host.errors import place_in_code
from muniment.ui.wording import _


@frozen
class Trouble:
    """One failure or warning in three parts."""

    what: str
    safe: str = ""
    do: str = ""
    tone: str = "danger"  # danger, warning, good or plain


def trouble(error: Exception) -> Trouble:
    """What is said of an exception; a fault of the program shows its place in the code and nothing else."""
    if isinstance(error, (UserFault, UsageFault, InvalidInput)):
        return Trouble(str(error), _("Nothing was changed."), tone="warning")
    if isinstance(error, WorldFault):
        return Trouble(
            str(error),
            _("What was saved before is safe; what you typed stays on the screen and is saved when this works again."),
            _("Put right what is named here, then go on."),
        )
    if isinstance(error, CannotOpen):
        return Trouble(str(error))
    if isinstance(error, MunimentError):
        return Trouble(str(error))
    if isinstance(error, MemoryError):
        return Trouble(_("This computer has not enough free memory for that."), _("What was saved is safe."))
    return Trouble(
        _("This is a fault in the program: {place}").format(place=f"{place_in_code(error)} {type(error).__name__}"),
        _("What was saved is safe; nothing half-done was kept."),
        _("Please report the line above. It says nothing of any case file."),
    )


def tell_place_only(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    """An ``excepthook``: the type and the line of our code, and nothing that was being worked on."""
    if not isinstance(error, KeyboardInterrupt):
        sys.stderr.write(f"muniment: {place_in_code(error)} {kind.__name__}\n")
