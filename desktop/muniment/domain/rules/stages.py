"""The phases of a detention: their place in it, and the limits of law on how long they may last."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from muniment.domain.custody_limits import CustodyLimit, LimitUnit, limits_for
from muniment.domain.dates import UncertainDate
from muniment.domain.detention import Span, elapsed, held_until, minutes_held
from muniment.domain.frozen import frozen
from muniment.domain.records import CourtOrder, Detention, Phase
from muniment.domain.rules.phrasing import CONFIRM, count, days, hours, term
from muniment.domain.rules.remark import Matter, Remark, attention, danger

_ARREST = "administrative_arrest"
_WITHIN_ANOTHER = frozenset(("transport", "waiting_for_court", "medical_facility"))  # a person is taken there and back
_BEFORE = (("stop", ""), ("waiting_for_court", _ARREST))  # kinds that no phase of the second kind ("" any) precedes


@frozen
class Measured:
    """A phase that lasted longer than a limit allows, for certain or for some of what the dates allow."""

    phase: Phase
    limit: CustodyLimit
    elapsed: Span
    minutes: Span | None
    continuing: bool
    certain: bool

    @property
    def flag(self) -> str:
        """The flag that it raises on its detention."""
        return f"{'over_limit' if self.certain else 'possibly_over_limit'}:{self.limit.id}"


def over_limits(matter: Matter, detention: Detention) -> tuple[Measured, ...]:
    """The phases of a detention that went, or may have gone, over a limit."""
    phases = matter.dossier.of(Phase, detention=detention.id)
    return tuple(found for phase in phases for found in _measure(matter, detention, phase, phases))


def over_limit(matter: Matter) -> Iterator[Remark]:
    """Longer in one phase of custody than a rule of law allows."""
    for held in matter.held:
        for found in over_limits(matter, held.detention):
            kind, limit = term(found.phase.kind), f"the limit “{found.limit.title()}” ({found.limit.source})"
            if found.certain:
                lasted = "has lasted" if found.continuing else "lasted"
                severity = danger if held.stretch.continuing else attention
                text = f"The {kind} {lasted} {_length(found)}, over {limit}; {CONFIRM}."
                yield severity("over_limit", found.phase, text)
            else:
                text = f"The {kind} of {_length(found)} may have gone over {limit}: the times are not known; {CONFIRM}."
                yield attention("possibly_over_limit", found.phase, text)


def ordered_over_limit(matter: Matter) -> Iterator[Remark]:
    """More days ordered by a court than a rule of law allows for what the arrest rests on."""
    severity = danger if matter.overview.in_custody else attention
    for order in matter.dossier.all(CourtOrder):
        for limit in _limits_on_order(matter, order):
            if order.days_ordered is not None and limit.exceeded(days=order.days_ordered):
                ordered = f"{count(order.days_ordered, 'day')} of administrative arrest were ordered"
                text = f"{ordered}, over the limit “{limit.title()}” ({limit.source}); {CONFIRM}."
                yield severity("ordered_over_limit", order, text)


def outside_detention(matter: Matter) -> Iterator[Remark]:
    """A phase that is certainly not within its detention."""
    for held in matter.held:
        one = held.detention
        for phase in matter.dossier.of(Phase, detention=one.id):
            if any(_before(moment, one.start) for moment in (phase.start, phase.end)):
                text = f"The {term(phase.kind)} is dated before the detention starts."
                yield attention("phase_outside", phase, text)
            elif any(_before(one.end, moment) for moment in (phase.start, phase.end)):
                yield attention("phase_outside", phase, f"The {term(phase.kind)} is dated after the detention ends.")


def phases_overlap(matter: Matter) -> Iterator[Remark]:
    """Two phases of one detention that certainly share some time, though a person can be in one place only."""
    for held in matter.held:
        phases = [p for p in matter.dossier.of(Phase, detention=held.detention.id) if p.kind not in _WITHIN_ANOTHER]
        for first, second in combinations(phases, 2):
            if _before(first.start, second.end) and _before(second.start, first.end):
                text = f"Data quality: the {term(first.kind)} and the {term(second.kind)} overlap."
                yield attention("phases_overlap", second, text)


def out_of_order(matter: Matter) -> Iterator[Remark]:
    """A phase that certainly began before one that must come first: the stop, or the way to the court."""
    for held in matter.held:
        phases = matter.dossier.of(Phase, detention=held.detention.id)
        for first, later in ((a, b) for a in phases for b in phases if _must_precede(a, b)):
            if _before(later.start, first.start):
                text = f"The {term(later.kind)} is dated before the {term(first.kind)}, which comes first."
                yield attention("phases_out_of_order", later, text)


def _must_precede(first: Phase, later: Phase) -> bool:
    if first.kind == later.kind:
        return False
    return any(first.kind == kind and after in ("", later.kind) for kind, after in _BEFORE)


def _before(first: UncertainDate | None, second: UncertainDate | None) -> bool:
    """Whether one moment is certainly before another."""
    if first is None or second is None or not first.last_moment or not second.first_moment:
        return False
    return first.last_moment < second.first_moment


def _measure(matter: Matter, detention: Detention, phase: Phase, phases: Iterable[Phase]) -> Iterator[Measured]:
    continuing = phase.end is None and detention.status == "ongoing" and _is_last(phase, phases)
    end = held_until(phase.end, "ongoing" if continuing else "", matter.as_of)
    began = _began(phase.start)
    if began is None or end is None or (continuing and began > matter.as_of):
        return
    spent, minutes = elapsed(phase.start, end), minutes_held(phase.start, end)
    for limit in _special_first(limits_for(matter.limits, phase.kind, phase.legal_basis, began)):
        certain = limit.exceeded(hours=_shortest_hours(minutes), days=spent.minimum)
        if certain or _may_exceed(limit, spent, minutes):
            yield Measured(phase, limit, spent, minutes, continuing, certain)


def _is_last(phase: Phase, phases: Iterable[Phase]) -> bool:
    return not any(_before(phase.start, other.start) for other in phases)


def _began(*starts: UncertainDate | None) -> date | None:
    """The day whose law counts: the first that is known."""
    known = (start.first_day or start.last_day for start in starts if start)
    return next((day for day in known if day), None)


def _special_first(limits: tuple[CustodyLimit, ...]) -> Iterator[CustodyLimit]:
    """The limits without those for any basis that yield to a longer one for this basis: the special rule goes first."""
    special = max((_in_hours(limit) for limit in limits if limit.basis), default=0)
    return (limit for limit in limits if limit.basis or _in_hours(limit) >= special)


def _in_hours(limit: CustodyLimit) -> int:
    return limit.maximum * (24 if limit.unit is LimitUnit.DAYS else 1)


def _shortest_hours(minutes: Span | None) -> float | None:
    return minutes.minimum / 60 if minutes and minutes.minimum is not None else None


def _may_exceed(limit: CustodyLimit, spent: Span, minutes: Span | None) -> bool:
    if spent.maximum is None:
        return False
    if limit.unit is LimitUnit.DAYS:
        return spent.maximum > limit.maximum
    if minutes and minutes.maximum is not None:
        return minutes.maximum > limit.maximum * 60
    return (spent.maximum + 1) * 24 > limit.maximum


def _length(found: Measured) -> str:
    if found.minutes and found.limit.unit is LimitUnit.HOURS:
        return hours(found.minutes)
    return "one calendar day" if found.elapsed.maximum == 0 else days(found.elapsed)


def _limits_on_order(matter: Matter, order: CourtOrder) -> Iterator[CustodyLimit]:
    detention = matter.dossier.get(Detention, order.detention)
    began = _began(order.counted_from, order.heard_on, detention.start if detention else None)
    if began is None or order.outcome not in ("", _ARREST):
        return
    phases = matter.dossier.of(Phase, detention=order.detention)
    bases = (order.legal_basis, *(phase.legal_basis for phase in phases if phase.kind == _ARREST))
    found = dict.fromkeys(limit for basis in bases for limit in limits_for(matter.limits, _ARREST, basis, began))
    yield from _special_first(tuple(found))
