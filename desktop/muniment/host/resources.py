"""The program's own data files: found beside the source and in an installed package alike, read when first needed."""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from muniment.domain.errors import InvalidInput, WorldFault

if TYPE_CHECKING:
    from muniment.domain.body_map import BodyMap
    from muniment.domain.custody_limits import CustodyLimit
    from muniment.domain.deadlines import DeadlineRules
    from muniment.domain.rights import Rights
    from muniment.domain.vocabulary import Vocabularies, Vocabulary

_PACKAGE = Path(__file__).resolve().parents[1]  # installed: the files are in muniment/resources
_SOURCE = _PACKAGE.parents[1]  # source tree: they are at the top


class ResourceFault(WorldFault):
    """A file that belongs to the program is missing or damaged: the installation is incomplete."""


def resource_path(name: str) -> Path:
    """Where a data file or folder of the program is (``fonts/…``). Raises ResourceFault where it is not there."""
    for place in (_PACKAGE / "resources", _SOURCE / "resources"):
        if (place / name).exists():
            return place / name
    raise ResourceFault(
        f"The program's own file {name} is missing. Install the program again; no case file is touched."
    )


def read_resource(name: str) -> bytes:
    """The bytes of a data file. Raises ResourceFault where it is missing or cannot be read."""
    path = resource_path(name)
    try:
        return path.read_bytes()
    except OSError:
        raise ResourceFault(f"The program's own file {name} cannot be read. Install the program again.") from None


def read_toml(name: str) -> dict[str, object]:
    """What a TOML data file holds. Raises ResourceFault where it is missing, or is no TOML."""
    import tomllib

    try:
        return tomllib.loads(read_resource(name).decode("utf-8"))
    except ValueError as error:
        raise ResourceFault(f"The program's own file {name} is damaged ({error}). Install the program again.") from None


@cache
def load_vocabularies() -> "Vocabularies":
    """All lists of terms; a list is read when it is first asked for. Raises ResourceFault."""
    from muniment.domain.vocabulary import Vocabularies

    files = (entry.name for entry in os.scandir(resource_path("vocabularies")))
    return Vocabularies({name.removesuffix(".toml") for name in files if name.endswith(".toml")}, _load_vocabulary)


def _load_vocabulary(name: str) -> "Vocabulary":
    from muniment.domain.vocabulary import parse_vocabulary

    file = f"vocabularies/{name}.toml"
    try:
        return parse_vocabulary(name, read_toml(file))
    except InvalidInput as error:
        raise _damaged(file, error) from None


@cache
def load_deadline_rules() -> "DeadlineRules":
    """The deadline rules that come with the program. Raises ResourceFault."""
    from muniment.domain.deadlines import parse_deadline_rules

    try:
        return parse_deadline_rules(read_toml("deadline_rules.toml"))
    except InvalidInput as error:
        raise _damaged("deadline_rules.toml", error) from None


@cache
def load_custody_limits() -> "tuple[CustodyLimit, ...]":
    """The custody limits that come with the program. Raises ResourceFault."""
    from muniment.domain.custody_limits import parse_custody_limits

    try:
        return parse_custody_limits(read_toml("custody_limits.toml"))
    except InvalidInput as error:
        raise _damaged("custody_limits.toml", error) from None


@cache
def load_body_map() -> "BodyMap":
    """The outlines of the body on which injuries are marked. Raises ResourceFault."""
    from muniment.domain.body_map import parse_body_map

    try:
        return parse_body_map(read_toml("bodymap.toml"))
    except InvalidInput as error:
        raise _damaged("bodymap.toml", error) from None


@cache
def load_rights() -> "Rights":
    """Which articles an act may engage. Raises ResourceFault."""
    from muniment.domain.rights import parse_rights

    try:
        return parse_rights(read_toml("rights.toml"))
    except InvalidInput as error:
        raise _damaged("rights.toml", error) from None


@cache
def load_words(name: str) -> frozenset[str]:
    """The words of a list, one on each line of its file. Raises ResourceFault."""
    return frozenset(read_resource(f"words/{name}.txt").decode("utf-8").split())


def _damaged(name: str, error: InvalidInput) -> ResourceFault:
    return ResourceFault(f"The program's own file {name} is damaged:\n{error}")
