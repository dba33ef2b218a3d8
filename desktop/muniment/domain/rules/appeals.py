"""Time limits that the file calls for and that nobody has entered: the appeal, and the Court in Strasbourg."""

from collections.abc import Iterator
from datetime import timedelta

from muniment.domain.dates import UncertainDate
from muniment.domain.deadlines import DeadlineRule, Due, due
from muniment.domain.frozen import frozen
from muniment.domain.records import CourtOrder, Deadline, Proceeding, Remedy
from muniment.domain.rules.phrasing import CONFIRM, between, when
from muniment.domain.rules.remark import Matter, Remark, attention, danger
from muniment.domain.rules.time_limits import by_rule

APPEAL = "az-admin-appeal"
ECTHR = "ecthr"
NEAR = timedelta(days=30)

_NOT_FINAL = ("pending", "granted", "sent_back", "withdrawn", "not_used")  # of such a remedy no time runs for the Court
_NO_REMEDY = "ecthr-no-remedy"
_NO_APPEAL = ("", "discontinued")


@frozen
class _Running:
    """A time limit that runs from a decision; where its service is not known, the decision is the worst case."""

    rule: DeadlineRule
    served: UncertainDate | None
    decided: UncertainDate | None

    @property
    def due(self) -> Due:
        """When it is due by the rule."""
        return due(self.rule, self.served, decided=self.decided)

    @property
    def told(self) -> str:
        """The days, what they are counted from and by which rule."""
        found = self.due
        since = self.decided if found.worst_case else self.served
        day = f" {when(since)}" if since else ""
        counted = f"worst case, counted from the decision{day}" if found.worst_case else f"counted from service{day}"
        return f"{between((found.earliest, found.latest))} ({counted}; {by_rule(self.rule)})"


def appeal_not_entered(matter: Matter) -> Iterator[Remark]:
    """A court order, and no deadline for the appeal against it."""
    rule = matter.deadline_rules.get(APPEAL)
    if rule is None:
        return
    for order in _without_appeal(matter):
        running = _Running(rule, order.copy_served_on, order.heard_on)
        made = f" made {when(order.heard_on)}" if order.heard_on else ""
        yield from _not_entered(matter, "appeal_not_entered", order, running, f"Court order{made}: an appeal")


def ecthr_not_entered(matter: Matter) -> Iterator[Remark]:
    """A last domestic decision, and no deadline for the European Court of Human Rights."""
    rule, last = matter.deadline_rules.get(ECTHR), _last_remedy(matter)
    before_court = any(proceeding.kind == "ecthr" for proceeding in matter.dossier.all(Proceeding))
    entered = any(deadline.rule in (ECTHR, _NO_REMEDY) for deadline in matter.dossier.all(Deadline))
    if rule is None or last is None or before_court or entered:
        return
    if last.result not in _NOT_FINAL:
        what = "After the last remedy an application to the European Court of Human Rights"
        running = _Running(rule, last.served_on, last.decided_on)
        yield from _not_entered(matter, "ecthr_not_entered", last, running, what)


def _not_entered(
    matter: Matter, name: str, about: CourtOrder | Remedy, running: _Running, what: str
) -> Iterator[Remark]:
    found = running.due
    first = found.earliest or found.latest
    if first is None:
        return
    passed = found.latest is not None and found.latest < matter.as_of
    would = "would have been due" if passed else "would be due"
    near = not passed and first <= matter.as_of + NEAR
    severity = danger if near else attention
    yield severity(name, about, f"{what} {would} {running.told}, and no such deadline is entered; {CONFIRM}.")


def _last_remedy(matter: Matter) -> Remedy | None:
    """The remedy that was decided last, of those with a day."""
    days = ((remedy.decided_on or remedy.served_on, remedy) for remedy in matter.dossier.all(Remedy))
    dated = [(day.sort_key, remedy) for day, remedy in days if day]
    return max(dated, key=lambda item: item[0])[1] if dated else None


def _without_appeal(matter: Matter) -> list[CourtOrder]:
    """The orders that may be appealed and for which neither a deadline nor an appeal filed is entered.

    A deadline does not name its order: each is taken for the latest order before it that has none yet.
    """
    orders = [o for o in matter.dossier.all(CourtOrder) if o.outcome not in _NO_APPEAL and not _appealed(matter, o)]
    waiting = list(matter.dossier.of(Deadline, rule=APPEAL))
    missing = []
    for order in sorted(orders, key=_made, reverse=True):
        match = next((one for one in waiting if _fits(one, order)), None)
        if match is None:
            missing.append(order)
        else:
            waiting.remove(match)
    return missing[::-1]


def _made(order: CourtOrder) -> tuple[str, str]:
    made = order.heard_on or order.copy_served_on
    return made.sort_key if made else ("", "")


def _fits(deadline: Deadline, order: CourtOrder) -> bool:
    """Whether a deadline may be that order's: not counted from a day before the hearing."""
    counted = deadline.trigger_on.last_day if deadline.trigger_on else None
    made = order.heard_on.first_day if order.heard_on else None
    return counted is None or made is None or counted >= made


def _appealed(matter: Matter, order: CourtOrder) -> bool:
    """Whether a remedy against a decision of that day was filed."""
    filed = (remedy for remedy in matter.dossier.all(Remedy) if remedy.filed_on is not None)
    return any(_same_day(remedy.decided_on, order.heard_on) for remedy in filed)


def _same_day(one: UncertainDate | None, other: UncertainDate | None) -> bool:
    return one is not None and other is not None and (one.first_day, one.last_day) == (other.first_day, other.last_day)
