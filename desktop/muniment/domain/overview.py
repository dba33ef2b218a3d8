"""What a case file comes to: custody, days, the next deadline. Computed from its records, never stored with them."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from muniment.domain.dates import UncertainDate
from muniment.domain.detention import (
    OrderedServed,
    Span,
    Stay,
    Stretch,
    days_held,
    held_until,
    ordered_against_served,
    stretch,
)
from muniment.domain.dossier import Dossier
from muniment.domain.due_dates import next_open
from muniment.domain.frozen import frozen
from muniment.domain.records import CourtOrder, Deadline, Detention, StatusChange


@frozen
class Held:
    """One detention with its figures at a date; ``order`` is the latest one that gives days."""

    detention: Detention
    stretch: Stretch
    order: CourtOrder | None
    as_of: date

    @cached_property
    def stated(self) -> Span | None:
        """Its length in words, as a number of days."""
        return _stated(self.detention.stated_duration) if self.detention.stated_duration else None

    @cached_property
    def against(self) -> OrderedServed | None:
        """What came of the order."""
        return _against(self.order, self.detention, self.as_of)

    @property
    def ordered(self) -> int | None:
        """Days ordered by the court."""
        return self.order.days_ordered if self.order else None


@frozen
class Overview:
    """A case file at a date."""

    as_of: date
    legal_status: str
    in_custody: bool | None  # None: not known
    held: tuple[Held, ...]
    elapsed: Span  # the sum over detentions; unknown where they overlap
    touched: Span  # calendar days touched by any detention, each once
    ordered: int | None
    next_deadline: Deadline | None


def overview(dossier: Dossier, as_of: date) -> Overview:
    """What a case file comes to at a date."""
    held = tuple(_held(dossier, detention, as_of) for detention in in_order(dossier.all(Detention)))
    orders = [one.ordered for one in held if one.ordered is not None]
    stays = [Stay(one.detention.start, one.detention.end, one.detention.status) for one in held]
    elapsed, touched = days_held(stays, as_of)
    return Overview(
        as_of=as_of,
        legal_status=legal_status(dossier.all(StatusChange)),
        in_custody=in_custody(dossier.all(Detention)),
        held=held,
        elapsed=elapsed,
        touched=touched,
        ordered=sum(orders) if orders else None,
        next_deadline=next_open(dossier.all(Deadline)),
    )


def legal_status(changes: Iterable[StatusChange]) -> str:
    """The status of the latest change: by its date, undated ones before dated ones, then by when it was entered."""
    latest = max(enumerate(changes), key=lambda item: (_sort_key(item[1].on), item[0]), default=None)
    return latest[1].status if latest else ""


def in_custody(detentions: Iterable[Detention]) -> bool | None:
    """Whether the person is held now: yes if any detention is ongoing, not known if any may be or none is recorded."""
    states = {detention.status for detention in detentions}
    if "ongoing" in states:
        return True
    return None if "unknown" in states or not states else False


def in_order(detentions: Iterable[Detention]) -> list[Detention]:
    """Detentions by their start; those without one last."""
    return sorted(detentions, key=lambda detention: (detention.start is None, _sort_key(detention.start)))


def _sort_key(when: UncertainDate | None) -> tuple[str, str]:
    return when.sort_key if when else ("", "")


def _held(dossier: Dossier, detention: Detention, as_of: date) -> Held:
    days = stretch(detention.start, detention.end, detention.status, as_of)
    return Held(detention, days, _latest_order(dossier.of(CourtOrder, detention=detention.id)), as_of)


def _stated(words: str) -> Span | None:
    from muniment.domain.durations import stated_duration

    return stated_duration(words)


def _latest_order(orders: Iterable[CourtOrder]) -> CourtOrder | None:
    giving = [(index, order) for index, order in enumerate(orders) if order.days_ordered is not None]
    return max(giving, key=lambda item: (_sort_key(item[1].heard_on), item[0]), default=(0, None))[1]


def _against(order: CourtOrder | None, detention: Detention, as_of: date) -> OrderedServed | None:
    if order is None or order.days_ordered is None:
        return None
    counted_from = order.counted_from or detention.start
    if counted_from is None:
        return None
    continuing = detention.status == "ongoing"
    until = held_until(detention.end, detention.status, as_of)
    if until and until.last_moment and counted_from.first_moment and until.last_moment < counted_from.first_moment:
        return ordered_against_served(order.days_ordered, counted_from, None)
    return ordered_against_served(order.days_ordered, counted_from, until, continuing)
