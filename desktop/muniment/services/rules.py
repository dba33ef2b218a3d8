"""The deadline rules and custody limits of a vault: its own beside the program's, and which limits are on."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from muniment.domain import custody_limits, deadlines, due_dates
from muniment.domain.changes import Change
from muniment.domain.custody_limits import CustodyLimit
from muniment.domain.deadlines import CUSTOM, DeadlineRule
from muniment.domain.errors import UserFault
from muniment.domain.frozen import frozen
from muniment.domain.records import Deadline
from muniment.domain.vocabulary import Term, Vocabulary
from muniment.host.errors import os_errors_told
from muniment.host.resources import load_custody_limits, load_deadline_rules
from muniment.services import entries
from muniment.services.session import Session
from muniment.vault import records, rulebook
from muniment.vault.changes import Writer, change
from muniment.vault.records import Referrer
from muniment.vault.rulebook import LIMITS, RULES

_T = TypeVar("_T")

_LONGEST = 1 << 20
#: A key of more parts than any rule has, over which the reading of TOML takes time by the square of their number.
_DEEP_KEY = re.compile(r"(?:[^\s.]{1,64}[ \t]{0,8}\.[ \t]{0,8}){64}")


class UnknownLimit(UserFault):
    """There is no custody limit of that id."""


@frozen
class KnownRule:
    """A deadline rule that applies in a vault, and whether it is the vault's own."""

    rule: DeadlineRule
    own: bool


@frozen
class KnownLimit:
    """A custody limit, whether it is the vault's own, and whether phases are measured against it."""

    limit: CustodyLimit
    own: bool
    on: bool


@frozen
class TakenIn:
    """The ids of the rules or limits that a file held, and the change; it names deadlines that are due anew."""

    ids: tuple[str, ...]
    change: Change


# --- deadline rules ---


def rules(session: Session) -> list[KnownRule]:
    """Every deadline rule that applies in this vault."""
    own = rulebook.own(session.db, RULES)
    return [KnownRule(rule, rule.id in own) for rule in session.deadline_rules.values()]


def as_list(session: Session) -> Vocabulary:
    """The deadline rules of this vault as a list to choose from, each by its title."""
    terms = (Term(rule.id, rule.titles, synonyms=(rule.id,)) for rule in session.deadline_rules.values())
    return Vocabulary("deadline_rule", tuple(terms), {})


def set_rules(session: Session, text: str) -> TakenIn:
    """Takes in the rules of a TOML text, all or none, each in the place of one with its id; deadlines are due anew.

    Raises UserFault (no TOML), InvalidInput with every fault, and WorldFault.
    """
    found = _read(text, lambda raw: deadlines.parse_deadline_rules(raw, fixed=(CUSTOM,)))
    tables = {rule.id: deadlines.as_table(rule) for rule in found.values()}
    with change(session.book, purpose="program") as pending:
        _take_in(session, pending.writer, RULES, tables)
        _recompute(session, pending.writer, tables)
    _forget(session)
    return TakenIn(tuple(tables), pending.result)


def remove_rule(session: Session, rule_id: str) -> Change:
    """Takes out a rule of the vault's own; the program's of that id applies again, and deadlines are due anew.

    Raises UnknownRule, UserFault for a rule of the program, StillReferredTo where deadlines would be without a rule.
    """
    session.deadline_rules.check(rule_id)
    _refuse_not_own(session, RULES, rule_id)
    if rule_id not in load_deadline_rules():
        using = [Referrer(one, "rule") for one in records.deadlines_by(session.db, rule_id)]
        entries.refuse_while(entries.describe(session, one) for one in using)
    with change(session.book, purpose="program") as pending:
        _take_out(session, pending.writer, RULES, rule_id)
        _recompute(session, pending.writer, [rule_id])
    _forget(session)
    return pending.result


def _recompute(session: Session, writer: Writer, rule_ids: Iterable[str]) -> None:
    known = rulebook.with_own_rules(session.db, load_deadline_rules())
    for where in (one for rule_id in rule_ids for one in records.deadlines_by(session.db, rule_id)):
        deadline = records.load(session.db, [where])[0]
        assert isinstance(deadline, Deadline)  # noqa: S101 - the directory says so
        writer.set(deadline, due_dates.with_due(deadline, known))


# --- custody limits ---


def limits(session: Session) -> list[KnownLimit]:
    """Every custody limit that this vault knows, switched on or not."""
    own, on = rulebook.own(session.db, LIMITS), {limit.id for limit in session.custody_limits}
    every = rulebook.with_own_limits(session.db, load_custody_limits())
    return [KnownLimit(limit, limit.id in own, limit.id in on) for limit in every]


def set_limits(session: Session, text: str) -> TakenIn:
    """Takes in the limits of a TOML text, all or none, each in the place of one with its id.

    What was switched on or off stays so. Raises UserFault (no TOML), InvalidInput with every fault, and WorldFault.
    """
    found = _read(text, lambda raw: custody_limits.parse_custody_limits(raw, session.vocabularies))
    tables = {limit.id: custody_limits.as_table(limit) for limit in found}
    with change(session.book, purpose="program") as pending:
        _take_in(session, pending.writer, LIMITS, tables)
    _forget(session)
    return TakenIn(tuple(tables), pending.result)


def switch(session: Session, limit_id: str, *, on: bool) -> KnownLimit:
    """Has phases measured against a limit, or not any more. Raises UnknownLimit."""
    _limit(session, limit_id)
    with change(session.book, purpose="program") as pending:
        rulebook.put_switched(session.db, rulebook.switched(session.db) | {limit_id: on})
        pending.writer.happen("limit_switched", limit=limit_id, on=on)
    _forget(session)
    return _limit(session, limit_id)


def remove_limit(session: Session, limit_id: str) -> None:
    """Takes out a limit of the vault's own, and whether it was on; the program's of that id is as it comes again.

    Raises UnknownLimit, and UserFault for a limit of the program.
    """
    _limit(session, limit_id)
    _refuse_not_own(session, LIMITS, limit_id)
    with change(session.book, purpose="program") as pending:
        _take_out(session, pending.writer, LIMITS, limit_id)
        left = {one: on for one, on in rulebook.switched(session.db).items() if one != limit_id}
        rulebook.put_switched(session.db, left)
    _forget(session)


def _limit(session: Session, limit_id: str) -> KnownLimit:
    known = {one.limit.id: one for one in limits(session)}
    if limit_id not in known:
        raise UnknownLimit(f"no such custody limit: {limit_id} (there are {', '.join(known)})")
    return known[limit_id]


# --- both ---


def text_of(path: Path) -> str:
    """What a file of rules or limits holds. Raises UserFault (no text in UTF-8) and WorldFault."""
    with os_errors_told("reading the file"), path.open("rb") as file:
        content = file.read(_LONGEST + 4)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserFault("The file is not text in UTF-8. Nothing was changed.") from None


def _read(text: str, parse: Callable[[Mapping[str, object]], _T]) -> _T:
    import tomllib

    if len(text) > _LONGEST or _DEEP_KEY.search(text):
        raise UserFault("This is too long or too deeply nested for a file of rules. Nothing was changed.")
    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserFault(f"This is not valid TOML: {error}. Nothing was changed.") from None
    return parse(raw)


def _take_in(session: Session, writer: Writer, name: str, tables: dict[str, rulebook.Table]) -> None:
    own = rulebook.own(session.db, name)
    rulebook.put_own(session.db, name, own | tables)
    for table_id, table in tables.items():
        if own.get(table_id) != table:
            facts: dict[str, Any] = {name: table_id, "content": table}
            writer.happen(f"{name}_set", **facts)


def _take_out(session: Session, writer: Writer, name: str, table_id: str) -> None:
    own = rulebook.own(session.db, name)
    rulebook.put_own(session.db, name, {one: table for one, table in own.items() if one != table_id})
    facts: dict[str, Any] = {name: table_id}
    writer.happen(f"{name}_removed", **facts)


def _refuse_not_own(session: Session, name: str, table_id: str) -> None:
    if table_id not in rulebook.own(session.db, name):
        raise UserFault(
            f"{table_id} comes with the program and stays; a {name} of your own with the same id takes its place."
        )


def _forget(session: Session) -> None:
    """Rules and limits are read anew when next asked for."""
    for name in ("deadline_rules", "custody_limits"):
        session.__dict__.pop(name, None)
