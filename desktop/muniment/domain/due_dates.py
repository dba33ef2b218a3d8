"""Deadlines as records: what is due when, by the rule that the record names."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from muniment.domain.dates import UncertainDate
from muniment.domain.errors import Fault, InvalidInput
from muniment.domain.frozen import frozen
from muniment.domain.records import Deadline

if TYPE_CHECKING:  # a list shows deadlines without working any out
    from muniment.domain.deadlines import DeadlineRule, DeadlineRules, Due

CUSTOM = "custom"


@frozen
class Effective:
    """The day that counts: counsel's own where there is one, the computed range otherwise."""

    earliest: date | None
    latest: date | None
    overridden: bool

    @property
    def warns_on(self) -> date | None:
        """The day to warn of: the earlier one."""
        return self.earliest or self.latest


def rule_of(deadline: Deadline, rules: "DeadlineRules") -> "DeadlineRule | None":
    """The rule that a deadline names, with the lawyer's own period in it; None where it has only a title.

    Raises UnknownRule, and InvalidInput for a period that cannot be.
    """
    if not deadline.rule:
        return None
    rule = rules.check(deadline.rule)
    if deadline.rule != CUSTOM or deadline.period is None or not deadline.period_unit:
        return rule
    from muniment.domain.deadlines import Unit

    try:
        return rule.with_period(deadline.period, Unit(deadline.period_unit))
    except ValueError:
        raise InvalidInput([Fault("deadline.period_unit", f"no such unit: {deadline.period_unit}")]) from None


def computed(deadline: Deadline, rules: "DeadlineRules") -> "Due":
    """When a deadline is due by its rule; an empty answer where no rule or no date is named."""
    from muniment.domain.deadlines import Due, due

    rule = rule_of(deadline, rules)
    return Due() if rule is None else due(rule, deadline.trigger_on)


def with_due(deadline: Deadline, rules: "DeadlineRules") -> Deadline:
    """The deadline with its computed days as its rule gives them now."""
    found = computed(deadline, rules)
    return replace(deadline, due_earliest=_day(found.earliest), due_latest=_day(found.latest))


def effective(deadline: Deadline) -> Effective:
    """The days by which a deadline is sorted and warned of."""
    if deadline.override is not None:
        return Effective(deadline.override.first_day, deadline.override.last_day, overridden=True)
    earliest, latest = deadline.due_earliest, deadline.due_latest
    return Effective(earliest.first_day if earliest else None, latest.last_day if latest else None, overridden=False)


def next_open(deadlines: tuple[Deadline, ...]) -> Deadline | None:
    """The deadline not yet done that is due first; None where none has a day."""
    waiting = [(effective(one).warns_on, one.id, one) for one in deadlines if one.done_on is None]
    dated = [(day, record_id, one) for day, record_id, one in waiting if day is not None]
    return min(dated, key=lambda item: item[:2])[2] if dated else None


def _day(day: date | None) -> UncertainDate | None:
    return None if day is None else UncertainDate.of_day(day)
