"""Changes in words: what was done to which record."""

from collections.abc import Sequence
from datetime import datetime

from muniment.domain.schema import RECORDS
from muniment.services.history import JournalEntry
from muniment.ui.wording import _, plural

_MOST = 3  # fields that are named


def summed_up(entries: Sequence[JournalEntry]) -> str:
    """One change on one line: “detention: Start, End”; the first of its entries, and how many more."""
    if not entries:
        return _("nothing")
    first = one_line(entries[0])
    more = len(entries) - 1
    return first if not more else f"{first} {plural('and one more', 'and {n} more', more)}"


def one_line(entry: JournalEntry) -> str:
    """One entry of the history in words."""
    spec = RECORDS.get(entry.record)
    kind = _(spec.label) if spec else entry.record
    known = {
        "add": _("{kind} added"),
        "remove": _("{kind} removed"),
        "purge": _("{kind} destroyed for ever"),
        "identity_opened": _("Sealed identity opened"),
        "identities_compared": _("Sealed identities opened for the leak check"),
    }
    if entry.action in known:
        return known[entry.action].format(kind=kind)
    names = [name for name in entry.values or {} if not name.startswith("@")]
    if entry.action == "restate":
        told = _("earlier values destroyed")
        return f"{kind}: {', '.join(_(spec.by_name[name].label) for name in names if spec)}, {told}"
    labels = [_(spec.by_name[name].label) for name in names if spec and name in spec.by_name]
    shown = ", ".join(labels[:_MOST]) + (" …" if len(labels) > _MOST else "")
    return f"{kind}: {shown}" if shown else kind


def moment(at: str) -> str:
    """A moment in the time of this computer."""
    try:
        return datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at
