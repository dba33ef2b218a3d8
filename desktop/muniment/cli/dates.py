"""Dates and deadlines without a vault: how a date is understood, how many days, when something is due."""

from typing import Any

import click

from muniment.cli.options import TEXT, Call, common
from muniment.cli.output import answer, fields_named, span

_LANGUAGE = click.Choice(["en", "az", "ru"])


@click.command("date")
@click.argument("text", nargs=-1, required=True, type=TEXT)
@click.option("--language", type=_LANGUAGE, default="en", help="The language of what is shown.")
@common
def date_command(call: Call, text: tuple[str, ...], language: str) -> None:
    """Show how a date is understood: its EDTF, its bounds, and how people read it."""
    from muniment.domain.date_display import shown
    from muniment.domain.date_words import understand

    found = understand(" ".join(text))
    content = {
        "edtf": found.edtf,
        "earliest": found.earliest,
        "latest": found.latest,
        "shown": shown(found, language),
    }
    answer(content, as_json=call.json, text=lambda: fields_named(content))


@click.command("days")
@click.argument("start", type=TEXT)
@click.argument("end", type=TEXT)
@common
def days_command(call: Call, start: str, end: str) -> None:
    """Count the days from START to END, each as uncertain as it is known ("unknown" too)."""
    from muniment.domain.date_words import understand_or_none
    from muniment.domain.detention import elapsed, touched

    ends = understand_or_none(start), understand_or_none(end)
    passed, counted = elapsed(*ends), touched(*ends)
    content = {"elapsed": [passed.minimum, passed.maximum], "touched": [counted.minimum, counted.maximum]}
    shown = {
        "days elapsed": span(content["elapsed"]) or "unknown",
        "calendar days touched": span(content["touched"]) or "unknown",
    }
    answer(content, as_json=call.json, text=lambda: fields_named(shown))


@click.command("deadline")
@click.argument("rule", type=TEXT)
@click.argument("date", type=TEXT)
@click.option("--decided", type=TEXT, default="", metavar="DATE", help="When the decision was made, where it matters.")
@click.option("--period", type=click.IntRange(1, 3660), help="For the rule “custom”: how many.")
@click.option("--unit", type=click.Choice(["days", "weeks", "months"]), default="days", help="For “custom”: of what.")
@common
def deadline_command(call: Call, *, rule: str, date: str, decided: str, period: int | None, unit: str) -> None:
    """Work out by a RULE when something is due that began to run on a DATE. To be confirmed with counsel.

    Where the DATE is "unknown", the day of the decision (--decided) is counted from, as the worst case.
    """
    content = _deadline(rule, date, decided, period=period, unit=unit)
    answer(content, as_json=call.json, text=lambda: fields_named({**content, "confirm": "with counsel"}))


def _deadline(rule_id: str, text: str, decided: str, *, period: int | None, unit: str) -> dict[str, Any]:
    from muniment.domain.date_words import understand_or_none
    from muniment.domain.deadlines import CUSTOM, Unit, due
    from muniment.domain.errors import UsageFault
    from muniment.host.resources import load_deadline_rules

    rule = load_deadline_rules().check(rule_id)
    if (rule_id == CUSTOM) is (period is None):
        raise UsageFault("--period belongs to the rule “custom”, and that rule needs it.")
    if period is not None:
        rule = rule.with_period(period, Unit(unit))
    found = due(rule, understand_or_none(text), decided=understand_or_none(decided))
    return {
        "rule": rule.id,
        "title": rule.title(),
        "forum": rule.forum(),
        "counted_from": rule.counted(),
        "due_earliest": found.earliest.isoformat() if found.earliest else None,
        "due_latest": found.latest.isoformat() if found.latest else None,
        "worst_case": found.worst_case,
        "caution_from": found.caution_from.isoformat() if found.caution_from else None,
        "urgent": found.urgent,
        "confidence": rule.confidence.value if rule.confidence else None,
        "source": rule.source or None,
        "note": rule.note or None,
    }
