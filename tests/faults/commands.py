"""What a user types, as acts on a place: the same as through the services, and with an exit code."""

import os
from collections.abc import Sequence
from functools import partial

from tests.e2e.front_door import Muniment
from tests.faults.acts import Act, Place

from muniment.domain.errors import WorldFault
from muniment.services import demo

Typed = tuple[Sequence[object], Sequence[str]]
"""The arguments of a command, and the secrets that are asked for after the vault's passphrase."""

_CANNOT_OPEN, _WORLD = 3, 5
_FOR_A_MOMENT = "or its disk failed for a moment"
_PREFIX = "muniment "
_FOR_COUNSEL = ("--audience", "counsel", "--override", "a hearing", "--mask", "all")
_HELD = "Only the history could not note it"


class Refused(WorldFault):
    """A command ended with exit code 5; the message is what it wrote to stderr.

    Or with 3, if a single page could not be read at once, and could when it was tried again: it may be damaged.
    """


def _typed(place: Place) -> dict[str, Typed]:
    vault, outside, case = place.vault, place.outside, place.case.id
    return {
        "add": (("add", vault, "note", f"text={place.text}", "--case", case), ()),
        "set": (("set", vault, case, f"summary={place.text}"), ()),
        "remove": (("remove", vault, place.ids["note"]), ()),
        "undo": (("undo", vault, case), ()),
        "attach": (("attach", vault, case, outside / "picture"), ()),
        "import": (("import", vault, outside / "lines"), ()),
        "identity": (("identity", vault, case, "legal_name=Somebody"), ()),
        "purge": (("purge", vault, case, "--yes"), ()),
        "purge --field": (("purge", vault, case, "--field", "summary", "--yes"), ()),
        "passphrase add": (("passphrase", vault, "add"), ("another",)),
        "passphrase change": (("passphrase", vault, "change"), ("changed",)),
        "term add": (("term", vault, "add", "act", "new_act", "--en", "New act"), ()),
        "extract": (("extract", vault, place.ids["evidence"], "-o", place.target), ()),
        "export": (("export", vault, "-o", place.target, "--plaintext", "--files", outside / "files"), ()),
        "info --raw-key": (("info", vault, "--raw-key", place.target), ()),
        "backup": (("backup", vault, place.target), ()),
        "restore": (("restore", outside.parent / "a backup", place.target), ()),
        "report": (("report", vault, "brief", case, "-o", place.target), ()),
        "report --audience": (("report", vault, "brief", case, "-o", place.target, *_FOR_COUNSEL), ()),
        "copies": (("copies", vault), ()),
        "list": (("list", vault), ()),
    }


def prepare(name: str, place: Place) -> None:
    """Closes the vault, which the command opens, and says the secrets that it will ask for."""
    place.session.close()
    _, secrets = _typed(place)[name.removeprefix(_PREFIX)]
    reading, writing = os.pipe()
    os.write(writing, "".join(f"{secret}\n" for secret in (demo.PASSPHRASE, *secrets)).encode())
    os.close(writing)
    place.secrets = reading


def _run(name: str, place: Place) -> None:
    if place.secrets < 0:
        prepare(name, place)
    arguments, _ = _typed(place)[name]
    secrets, place.secrets = place.secrets, -1
    done = Muniment().without_secrets(*arguments, "--passphrase-fd", secrets)
    os.close(secrets)
    if done.code == _WORLD or (done.code == _CANNOT_OPEN and _FOR_A_MOMENT in done.err):
        raise Refused(done.err)
    if done.code:
        raise AssertionError(f"exit code {done.code}: {done.err}")


def keeps_what_was_changed(fault: WorldFault) -> bool:
    """Whether a command said that only the history could not note what was done."""
    return _HELD in str(fault)


NAMES = (
    *("add", "set", "remove", "undo", "attach", "import", "identity", "purge", "purge --field", "passphrase add"),
    *("passphrase change", "term add", "extract", "export", "info --raw-key", "backup", "restore", "report", "list"),
    *("report --audience", "copies"),
)
COMMANDS: dict[str, Act] = {_PREFIX + name: partial(_run, name) for name in NAMES}
