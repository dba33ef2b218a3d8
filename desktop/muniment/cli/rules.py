"""The deadline rules and custody limits of a vault: what applies, one's own, what is switched on."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muniment.cli.options import Call, common, vault_argument
from muniment.cli.output import answer, laid_out, table

if TYPE_CHECKING:
    from muniment.services.rules import KnownLimit, KnownRule

_SUBJECT = click.Path()  # a file or an id; both as text


@click.command("rules")
@vault_argument
@common
def rules_command(call: Call, vault: Path) -> None:
    """List the deadline rules that apply in a vault: the program's, and the vault's own."""
    from muniment.services import rules

    with call.opened(vault) as session:
        content = [_rule(one) for one in rules.rules(session)]
    answer(content, as_json=call.json, text=lambda: _rules_text(content))


@click.command("rule")
@vault_argument
@click.argument("what", type=click.Choice(["set", "remove"]))
@click.argument("subject", metavar="FILE|ID", type=_SUBJECT)
@common
def rule_command(call: Call, vault: Path, what: str, subject: str) -> None:
    """Take in the deadline rules of a FILE, or remove one by its ID.

    The FILE is TOML, in the form of the program's own deadline_rules.toml. A rule with the id of another takes its
    place. What is due by a changed rule is computed anew. To be confirmed with counsel.
    """
    from muniment.services import rules

    text = _content(subject) if what == "set" else ""
    with call.opened(vault) as session:
        if what == "set":
            taken = rules.set_rules(session, text)
            ids, change = list(taken.ids), taken.change
        else:
            ids, change = [subject], rules.remove_rule(session, subject)
    anew = [touched.id for touched in change.touched]
    told = f"{_done(what, ids)}\nDeadlines that are due on another day now: {len(anew)}"
    answer({what: ids, "recomputed": anew}, as_json=call.json, text=lambda: told)


@click.command("limits")
@vault_argument
@common
def limits_command(call: Call, vault: Path) -> None:
    """List the limits of custody that a vault knows, and which are on; those of low confidence are off at first."""
    from muniment.services import rules

    with call.opened(vault) as session:
        content = [_limit(one) for one in rules.limits(session)]
    answer(content, as_json=call.json, text=lambda: _limits_text(content))


@click.command("limit")
@vault_argument
@click.argument("what", type=click.Choice(["set", "on", "off", "remove"]))
@click.argument("subject", metavar="FILE|ID", type=_SUBJECT)
@common
def limit_command(call: Call, vault: Path, what: str, subject: str) -> None:
    """Take in the limits of a FILE; or by its ID switch one on or off, or remove one of the vault's own.

    The FILE is TOML, in the form of the program's own custody_limits.toml. A limit with the id of another takes its
    place.
    """
    from muniment.services import rules

    text, ids = _content(subject) if what == "set" else "", [subject]
    with call.opened(vault) as session:
        if what == "set":
            ids = list(rules.set_limits(session, text).ids)
        elif what == "remove":
            rules.remove_limit(session, subject)
        else:
            rules.switch(session, subject, on=what == "on")
    answer({what: ids}, as_json=call.json, text=lambda: _done(what, ids))


def _content(name: str) -> str:
    """A file of rules or limits, read before any secret is asked for. Raises UserFault, WorldFault."""
    from muniment.services.rules import text_of

    return text_of(Path(name))


def _done(what: str, ids: list[str]) -> str:
    words = {"set": "Taken in", "remove": "Removed", "on": "Switched on", "off": "Switched off"}
    return f"{words[what]}: {', '.join(ids)}"


def _rule(one: "KnownRule") -> dict[str, Any]:
    from muniment.domain.deadlines import as_table

    return {**as_table(one.rule), "own": one.own}


def _limit(one: "KnownLimit") -> dict[str, Any]:
    from muniment.domain.custody_limits import as_table

    return {**as_table(one.limit), "own": one.own, "on": one.on}


def _rules_text(content: list[dict[str, Any]]) -> str:
    rows = [
        (
            one["id"],
            _periods(one),
            one["counted_from"]["en"],
            one.get("source", ""),
            one.get("confidence", ""),
            _own(one),
        )
        for one in content
    ]
    listed = laid_out(table(("rule", "period", "counted from", "source", "confidence", ""), rows))
    return f"{listed}\n\nEvery day that is computed by these is to be confirmed with counsel."


def _periods(one: dict[str, Any]) -> str:
    from muniment.domain.deadlines import CUSTOM

    if one["id"] == CUSTOM:
        return "entered with the deadline"
    found = [f"{version['period']} {version['unit']}{_in_force(version)}" for version in one.get("version", ())]
    if not found:
        found = ["as soon as possible" if one.get("urgent") else "no limit"]
    if "caution_months" in one:
        found.append(f"caution after {one['caution_months']} months")
    return "; ".join(found)


def _limits_text(content: list[dict[str, Any]]) -> str:
    rows = [
        (
            one["id"],
            "on" if one["on"] else "off",
            one["title"]["en"],
            f"{one['maximum']} {one['unit']}{_in_force(one)}",
            one["confidence"],
            _own(one),
        )
        for one in content
    ]
    return laid_out(table(("limit", "is", "called", "at most", "confidence", ""), rows))


def _in_force(one: dict[str, Any]) -> str:
    return "".join(
        f" {word} {one[key]}" for word, key in (("from", "in_force_from"), ("to", "in_force_to")) if key in one
    )


def _own(one: dict[str, Any]) -> str:
    return "own" if one["own"] else ""
