"""Deadlines and tasks that are entered: late, near, or without what they need."""

from collections.abc import Iterator
from datetime import date, timedelta

from muniment.domain.dates import UncertainDate
from muniment.domain.deadlines import DeadlineRule, UnknownRule
from muniment.domain.due_dates import computed, effective
from muniment.domain.errors import InvalidInput
from muniment.domain.fields import Sensitivity
from muniment.domain.frozen import frozen
from muniment.domain.records import Deadline, Task
from muniment.domain.rules.phrasing import CONFIRM, between, count, day, when
from muniment.domain.rules.remark import Matter, Remark, attention, danger, gap

SOON = timedelta(days=7)


@frozen
class _Open:
    """A deadline not yet done, with the day that counts and its rule as it stands now."""

    deadline: Deadline
    rule: DeadlineRule | None
    earliest: date | None
    latest: date | None

    @property
    def name(self) -> str:
        """What is due, by which rule."""
        deadline, rule = self.deadline, self.rule
        title = deadline.title or (rule.title() if rule else deadline.rule)
        if rule is None or deadline.override is not None:
            return f"{title} ({'by decision of counsel' if deadline.override else 'no known rule'})"
        return f"{title} ({by_rule(rule)}); {CONFIRM}" if rule.source else f"{title}; {CONFIRM}"

    @property
    def days(self) -> tuple[date | None, date | None]:
        """Its bounds."""
        return self.earliest, self.latest


def overdue(matter: Matter) -> Iterator[Remark]:
    """Deadlines that passed and are not marked as done."""
    for one in _open(matter):
        if one.latest and one.latest < matter.as_of:
            late = count((matter.as_of - one.latest).days, "day")
            text = f"Overdue by {late}, due {between(one.days)}: {one.name}."
            yield danger("deadline_overdue", one.deadline, text)
        elif one.earliest and one.earliest < matter.as_of:
            text = f"Perhaps overdue, due {between(one.days)}: {one.name}."
            yield danger("deadline_perhaps_overdue", one.deadline, text)


def due_soon(matter: Matter) -> Iterator[Remark]:
    """Deadlines of the next seven days; of a range the earlier day warns."""
    for one in _open(matter):
        first = one.earliest or one.latest
        if first and matter.as_of <= first <= matter.as_of + SOON:
            left = (first - matter.as_of).days
            text = f"Due {_in(left)}, {between(one.days)}: {one.name}."
            yield danger("deadline_soon", one.deadline, text)


def urgent(matter: Matter) -> Iterator[Remark]:
    """Steps without a period that are to be taken as soon as possible."""
    for one in _open(matter):
        if one.rule and one.rule.urgent and not any(one.days):
            yield danger("deadline_urgent", one.deadline, f"No period, as soon as possible: {one.name}.")


def caution(matter: Matter) -> Iterator[Remark]:
    """Steps without a limit for which a long delay may count as an abuse."""
    for one in _open(matter):
        since = computed(one.deadline, matter.deadline_rules).caution_from if one.rule else None
        if since and since <= matter.as_of and not any(one.days):
            text = f"No limit, though a delay may count as an abuse since {day(since)}: {one.name}."
            yield attention("deadline_caution", one.deadline, text)


def without_trigger(matter: Matter) -> Iterator[Remark]:
    """A deadline with nothing to count from."""
    for one in _open(matter):
        if one.deadline.override is not None or one.deadline.trigger_on is not None:
            continue
        if one.rule is None:
            yield gap("deadline_without_date", one.deadline, f"No day is set: {one.name}.")
        elif one.rule.versions:
            text = f"No day to count from ({one.rule.counted()}): {one.name}."
            yield gap("deadline_without_trigger", one.deadline, text)


def override_without_reason(matter: Matter) -> Iterator[Remark]:
    """A computed day that was replaced, and nobody said why."""
    for deadline in matter.dossier.all(Deadline):
        if deadline.override is not None and not deadline.reason:
            text = f"The due day was set by hand, {when(deadline.override)}, and no reason is recorded."
            yield attention("override_without_reason", deadline, text)


def unknown_rule(matter: Matter) -> Iterator[Remark]:
    """A deadline that names a rule which is not there, or a period that cannot be."""
    for deadline in matter.dossier.all(Deadline):
        if deadline.done_on is None and not _computable(matter, deadline):
            text = f"The rule “{deadline.rule}” cannot be applied: the stored days are shown unchecked; {CONFIRM}."
            yield attention("deadline_rule_unknown", deadline, text)


def stored_differs(matter: Matter) -> Iterator[Remark]:
    """Stored days that are not what the rule gives now: the rule was changed since."""
    for one in _open(matter):
        if one.rule is None:
            continue
        now = computed(one.deadline, matter.deadline_rules)
        stored = _first(one.deadline.due_earliest), _last(one.deadline.due_latest)
        if stored != (now.earliest, now.latest):
            then = f"stored as due {between(stored)}" if any(stored) else "stored without a day"
            gives = f"gives a day {between((now.earliest, now.latest))}" if now.earliest or now.latest else "gives none"
            text = f"The deadline is {then}, while its rule now {gives}: {one.name}."
            yield attention("deadline_differs", one.deadline, text)


def task_overdue(matter: Matter) -> Iterator[Remark]:
    """Tasks whose day has passed."""
    for task in matter.dossier.all(Task):
        last = _last(task.due_on)
        if task.done_on is None and last and last < matter.as_of:
            text = f"A task is overdue by {count((matter.as_of - last).days, 'day')}: {task.title}."
            yield attention("task_overdue", task, text, Sensitivity.PRIVILEGED)


def _open(matter: Matter) -> Iterator[_Open]:
    for deadline in matter.dossier.all(Deadline):
        if deadline.done_on is None:
            day_that_counts = effective(deadline)
            rule = matter.deadline_rules.get(deadline.rule) if _computable(matter, deadline) else None
            yield _Open(deadline, rule, day_that_counts.earliest, day_that_counts.latest)


def _computable(matter: Matter, deadline: Deadline) -> bool:
    try:
        computed(deadline, matter.deadline_rules)
    except (UnknownRule, InvalidInput):
        return False
    return True


def by_rule(rule: DeadlineRule) -> str:
    """Which rule, how sure it is and where it comes from."""
    grade = f", {rule.confidence} confidence" if rule.confidence else ""
    return f"rule {rule.id}{grade}: {rule.source}" if rule.source else f"rule {rule.id}{grade}"


def _in(left: int) -> str:
    return "today" if left == 0 else f"in {count(left, 'day')}"


def _first(moment: UncertainDate | None) -> date | None:
    return moment.first_day if moment else None


def _last(moment: UncertainDate | None) -> date | None:
    return moment.last_day if moment else None
