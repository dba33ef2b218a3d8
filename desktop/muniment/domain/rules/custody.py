"""Detentions: their figures against the order and the person's own words, and what does not go together."""

from collections.abc import Iterator

from muniment.domain.audience import COERCED_TERMS
from muniment.domain.dates import UncertainDate
from muniment.domain.detention import Ends, Overlap, Span, conflicts, held_until, overlaps
from muniment.domain.overview import Held
from muniment.domain.records import CourtOrder, Detention
from muniment.domain.rules.phrasing import CONFIRM, between, count, days, term, up_to, when
from muniment.domain.rules.remark import Matter, Remark, attention, danger, gap

_NOT_OWNED = {"denied": "denied by the authorities", "unregistered": "not registered"}
_FREE = ("fined_and_released", "warned_and_released", "released_without_decision", "cleared")
_AWAY = ("safe", "in_hiding", "relocated", "abroad")
_HELD = ("held_without_record", "police_hold", "serving_administrative_arrest")


def overstayed(held: Held) -> bool:
    """Whether the person was certainly held beyond the nominal end of the order."""
    return bool(held.against and held.against.overstayed)


def released_early(held: Held) -> bool:
    """Whether the person was certainly released before the nominal end of the order."""
    return bool(held.against and held.against.released_early)


def may_have_overstayed(held: Held) -> bool:
    """Whether the person was held beyond the nominal end for some of the days that the dates allow."""
    return held.against is not None and _possibly(held.against.overstay)


def may_have_left_early(held: Held) -> bool:
    """Whether the person was released before the nominal end for some of the days that the dates allow."""
    return held.against is not None and _possibly(held.against.early_release)


def stated_conflict(held: Held) -> bool:
    """Whether the length that the person states lies outside the computed one."""
    return conflicts(held.stated, held.stretch.elapsed)


def unacknowledged(held: Held) -> bool:
    """Whether the authorities deny the detention or never registered it."""
    return held.detention.acknowledged in _NOT_OWNED


def overlapping(matter: Matter) -> tuple[Overlap, ...]:
    """Pairs of detentions that cannot, or may not, both be as recorded, by their places in ``matter.held``."""
    return tuple(overlaps([_ends(held.detention, matter) for held in matter.held]))


def held_beyond_order(matter: Matter) -> Iterator[Remark]:
    """Overstay: more days than the court ordered."""
    for held in matter.held:
        against = held.against
        if against is None:
            continue
        ran_out = f"the order ran out {between(against.nominal_end)}; {CONFIRM}."
        opening = matter.opening(held.detention)
        if may_have_overstayed(held):
            text = f"{opening}perhaps held beyond the order, by {up_to(against.overstay)}: {ran_out}"
            severity = danger if held.stretch.continuing else attention
            yield severity("possible_overstay", held.detention, text)
        elif overstayed(held) and held.stretch.continuing:
            text = f"{opening}still held {days(against.overstay)} beyond the order: {ran_out}"
            yield danger("held_beyond_order", held.detention, text)
        elif overstayed(held):
            text = f"{opening}held {days(against.overstay)} longer than ordered: {ran_out}"
            yield attention("overstay", held.detention, text)


def early_release(matter: Matter) -> Iterator[Remark]:
    """Release before the nominal end of the order."""
    for held in matter.held:
        against = held.against
        if against is None:
            continue
        ran_to = f"the order runs out {between(against.nominal_end)}."
        opening = matter.opening(held.detention)
        if released_early(held):
            text = f"{opening}released {days(against.early_release)} before the nominal end: {ran_to}"
            yield attention("early_release", held.detention, text)
        elif may_have_left_early(held):
            text = f"{opening}perhaps released before the nominal end, by {up_to(against.early_release)}: {ran_to}"
            yield attention("possible_early_release", held.detention, text)


def figures_differ(matter: Matter) -> Iterator[Remark]:
    """Days ordered, served and stated are three facts; a difference is shown, never corrected."""
    for held in matter.held:
        if held.ordered is None or held.stated is None or held.stretch.continuing:
            continue
        against_order = conflicts(held.stated, Span(held.ordered, held.ordered))
        if overstayed(held) or released_early(held) or stated_conflict(held) or against_order:
            ordered = f"{matter.opening(held.detention)}ordered {count(held.ordered, 'day')}"
            text = f"{ordered}, {_served(held)}, stated “{held.detention.stated_duration}”: all three are kept."
            yield attention("figures_differ", held.detention, text)


def stated_outside(matter: Matter) -> Iterator[Remark]:
    """A stated length that the recorded dates do not allow."""
    for held in filter(stated_conflict, matter.held):
        stated = f"{matter.opening(held.detention)}stated “{held.detention.stated_duration}”"
        computed = f"the dates give {days(held.stretch.elapsed)} elapsed ({days(held.stretch.touched)} touched)"
        yield attention("stated_conflict", held.detention, f"{stated}, while {computed}: a conflict, left as it is.")


def overlap(matter: Matter) -> Iterator[Remark]:
    """Two detentions of one person at one time."""
    for pair in overlapping(matter):
        first, second = matter.held[pair.first].detention, matter.held[pair.second].detention
        both = f"the detentions that began {_began(first)} and {_began(second)}"
        if pair.certain:
            yield attention("overlap", second, f"Data quality: {both} overlap; each day is counted once.")
        else:
            yield attention("possible_overlap", second, f"Data quality: {both} may overlap; each day is counted once.")


def not_acknowledged(matter: Matter) -> Iterator[Remark]:
    """A detention that the authorities deny or did not register."""
    for held in filter(unacknowledged, matter.held):
        opening = matter.opening(held.detention)
        how = _NOT_OWNED[held.detention.acknowledged]
        if held.stretch.continuing:
            yield danger("unacknowledged", held.detention, f"{opening}still held, and the detention is {how}.")
        else:
            yield attention("unacknowledged", held.detention, f"{opening}the detention is {how}.")


def denied_but_ordered(matter: Matter) -> Iterator[Remark]:
    """Officials who deny a detention that a court ordered contradict themselves."""
    for held in filter(unacknowledged, matter.held):
        if matter.dossier.of(CourtOrder, detention=held.detention.id):
            how = _NOT_OWNED[held.detention.acknowledged]
            text = f"{matter.opening(held.detention)}the detention is {how}, yet a court order on it is recorded."
            yield attention("denied_but_ordered", held.detention, text)


def status_and_dates(matter: Matter) -> Iterator[Remark]:
    """A status that the dates do not bear out."""
    for held in matter.held:
        one, opening = held.detention, matter.opening(held.detention)
        if one.status == "ongoing" and one.end:
            text = f"{opening}marked as ongoing, yet an end is recorded {when(one.end)}."
            yield attention("ongoing_with_end", one, text)
        if one.status == "ongoing" and one.start and one.start.first_day and one.start.first_day > matter.as_of:
            yield attention("starts_later", one, f"{opening}the start, {when(one.start)}, is after the report's date.")
        if one.status == "ongoing" and one.release_kind:
            held_back = COERCED_TERMS["detention", "release_kind"]  # which tells what was said under force
            kind = "" if one.release_kind == held_back else f" ({term(one.release_kind)})"
            text = f"{opening}marked as ongoing, yet a release is recorded{kind}."
            yield attention("release_while_ongoing", one, text)


def status_unknown(matter: Matter) -> Iterator[Remark]:
    """Nobody knows whether the person is still held."""
    for held in matter.held:
        if held.detention.status == "unknown":
            until = f"; the order runs out {between(held.against.nominal_end)}" if held.against else ""
            text = f"{matter.opening(held.detention)}it is not known whether the person is still held{until}."
            yield attention("custody_unknown", held.detention, text)


def release_as_recorded(matter: Matter) -> Iterator[Remark]:
    """A kind of release that the figures speak against."""
    for held in matter.held:
        kind, against = held.detention.release_kind, held.against
        if against and kind == "served_in_full" and released_early(held):
            found = f"the dates give {days(against.early_release)} less than ordered"
        elif against and kind == "early_by_decision" and overstayed(held):
            found = f"the dates give {days(against.overstay)} more than ordered"
        else:
            continue
        text = f"{matter.opening(held.detention)}release recorded as “{term(kind)}”, while {found}."
        yield attention("release_conflict", held.detention, text)


def status_and_custody(matter: Matter) -> Iterator[Remark]:
    """A legal status or a safety that the detentions do not bear out."""
    status, custody = matter.overview.legal_status, matter.overview.in_custody
    none_goes_on = custody is False or not matter.held
    told = f"{'A' if custody else 'No'} detention is {'ongoing' if matter.held else 'recorded'}"
    if (custody and status in _FREE) or (none_goes_on and status in _HELD):
        text = f"{told}, while the latest legal status is “{term(status)}”."
        yield attention("status_conflict", matter.case_file, text)
    safety = matter.case_file.safety
    if (custody and safety in _AWAY) or (none_goes_on and safety == "in_custody"):
        text = f"{told}, while safety is recorded as “{term(safety)}”."
        yield attention("safety_conflict", matter.case_file, text)


def missing_dates(matter: Matter) -> Iterator[Remark]:
    """Dates without which no length can be computed."""
    for held in matter.held:
        one, opening = held.detention, matter.opening(held.detention)
        if one.start is None and one.end is None and one.status != "ongoing":
            stated = f"; stated “{one.stated_duration}”" if one.stated_duration else ""
            text = f"{opening}neither start nor end of the detention is recorded, so nothing is computed{stated}."
            yield gap("no_detention_dates", one, text)
        elif one.start is None:
            known = "an end" if one.end else "an ongoing detention"
            yield gap("no_start", one, f"{opening}{known} is recorded, and no start.")
        elif one.end is None and one.status == "ended":
            yield gap("ended_without_end", one, f"{opening}the detention has ended, and no end date is recorded.")


def _ends(detention: Detention, matter: Matter) -> Ends:
    """Start and end to compare with; an ongoing detention that starts after the report's date has no end yet."""
    end = held_until(detention.end, detention.status, matter.as_of)
    return detention.start, None if _reversed(detention.start, end) else end


def _reversed(start: UncertainDate | None, end: UncertainDate | None) -> bool:
    return bool(start and end and start.first_day and end.last_day and end.last_day < start.first_day)


def _possibly(span: Span) -> bool:
    return bool(span.known and not span.minimum and span.maximum != 0)


def _served(held: Held) -> str:
    """Days held against the order, from the day that it is counted from; else those of the detention."""
    figures = held.against or held.stretch
    if not figures.elapsed.known:
        return "served not known"
    return f"served {days(figures.elapsed)} ({days(figures.touched, 'calendar day')} touched)"


def _began(detention: Detention) -> str:
    return when(detention.start) if detention.start else "on an unknown day"
