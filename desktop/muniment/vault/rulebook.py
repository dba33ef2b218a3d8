"""What a vault has of its own beside the program's data: deadline rules, custody limits, and which limits are on."""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from muniment.vault import settings
from muniment.vault.connection import Database

if TYPE_CHECKING:
    from muniment.domain.custody_limits import CustodyLimit
    from muniment.domain.deadlines import DeadlineRules

Table = dict[str, Any]
"""A rule or a limit in the form of its data file."""

RULES, LIMITS = "rule", "limit"  # what their tables are called in a data file
SWITCHED = "switched"


def own(db: Database, name: str) -> dict[str, Table]:
    """The vault's own rules or limits by id, in the order in which they were taken in."""
    return {table["id"]: table for table in _kept(db, name, [])}


def put_own(db: Database, name: str, tables: Mapping[str, Table]) -> None:
    """Keeps these as all of the vault's own rules or limits, within the caller's transaction."""
    _put(db, name, list(tables.values()))


def switched(db: Database) -> dict[str, bool]:
    """The limits that somebody switched on or off, by id; the others are as they come."""
    return {str(limit): bool(on) for limit, on in _kept(db, SWITCHED, {}).items()}


def put_switched(db: Database, limits: Mapping[str, bool]) -> None:
    """Keeps these as all that was switched, within the caller's transaction."""
    _put(db, SWITCHED, dict(limits))


def with_own_rules(db: Database, rules: "DeadlineRules") -> "DeadlineRules":
    """The program's rules with the vault's own; one of the same id stands in the place of the program's."""
    from muniment.domain.deadlines import parse_deadline_rules

    tables = own(db, RULES)
    return rules.with_rules(parse_deadline_rules({RULES: list(tables.values())}).values()) if tables else rules


def with_own_limits(db: Database, limits: "Iterable[CustodyLimit]") -> "tuple[CustodyLimit, ...]":
    """The program's limits with the vault's own, switched on or not; own ones stand in their place likewise."""
    from muniment.domain.custody_limits import parse_custody_limits

    tables = own(db, LIMITS)
    added = parse_custody_limits({LIMITS: list(tables.values())}) if tables else ()
    return tuple({limit.id: limit for limit in (*limits, *added)}.values())


def limits_on(db: Database, limits: "Iterable[CustodyLimit]") -> "tuple[CustodyLimit, ...]":
    """The program's limits with the vault's own: those that are switched on."""
    known = switched(db)
    return tuple(one for one in with_own_limits(db, limits) if known.get(one.id, one.on_by_default))


def everything(db: Database) -> dict[str, dict[str, Any]]:
    """All that is kept of these three, each by id."""
    return {RULES: own(db, RULES), LIMITS: own(db, LIMITS), SWITCHED: dict(switched(db))}


def follow(kept: dict[str, dict[str, Any]], action: str, facts: Mapping[str, Any]) -> None:
    """Brings ``kept``, as ``everything`` gives it, to where an entry of the journal says it went; others pass."""
    name, _, done = action.partition("_")
    if name not in (RULES, LIMITS):
        return
    known = facts.get(name, "")
    if done == "set":
        kept[name][known] = facts.get("content")
    elif done == "switched":
        kept[SWITCHED][known] = facts.get("on")
    elif done == "removed":
        for there in (kept[name], kept[SWITCHED]) if name == LIMITS else (kept[name],):
            there.pop(known, None)


def _kept(db: Database, name: str, empty: Any) -> Any:
    found = settings.get(db, f"own_{name}")
    return empty if found is None else json.loads(str(found))


def _put(db: Database, name: str, value: object) -> None:
    settings.put(db, f"own_{name}", json.dumps(value, ensure_ascii=False))
