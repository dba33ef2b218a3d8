"""Custody now, and its days: ordered, served and stated are three facts, side by side and never reconciled."""

from collections.abc import Iterator
from datetime import date

from muniment.domain.audience import COERCED_TERMS
from muniment.domain.dates import UncertainDate
from muniment.domain.overview import Held, Overview
from muniment.domain.records import Detention, Phase
from muniment.domain.span import Span
from muniment.reports.brief_lines import MOST, Entry, Making, Part, chronological
from muniment.reports.casepaper import span
from muniment.reports.document import BigFigure
from muniment.reports.phrases import joined, labelled, sentence, with_stop
from muniment.reports.sections import Section

_TOO_VAGUE = 7  # days between which an end lies, over which it is not told in figures


def custody(making: Making) -> Part:
    """Whether the person is held, where, since when, until when."""
    held = making.paper.overview.held
    entries = (_now(making), *_acknowledged(making), *(_each(making) if len(held) > 1 else ()))
    return Part("Custody", entries, (Section.DETENTION,), "particular", "particulars", len(held[:-MOST]))


# --- in words ---


def _now(making: Making) -> Entry:
    overview = making.paper.overview
    if not overview.held:
        return Entry("", "No detention is recorded.")
    one = _latest(making)
    if overview.in_custody:
        return Entry("In custody:", with_stop(f"{_place_and_start(making, one)}; {_until(making, one)}"))
    if overview.in_custody is None:
        told = joined(_place_and_start(making, one), _until(making, one) if one.against else "", by="; ")
        return Entry("Not known whether still held;", with_stop(f"last known: {told}"))
    return Entry("Not in custody:", with_stop(_release(making, one)))


def _place_and_start(making: Making, one: Held) -> str:
    start = making.date(one.detention.start)
    since = f"since {start}" if start else "since when is not recorded"
    return joined(_last_place(making, one.detention) or "place not recorded", since)


def _until(making: Making, one: Held) -> str:
    if one.against is None or one.ordered is None:
        return "until when is not known: no days ordered are recorded"
    end = _day_range(making, one.against.nominal_end) or "an unknown day"
    return joined(f"ordered until {end}", _gap(making, one))


def _latest(making: Making) -> Held:
    """The detention that counts now: one that goes on, else one that may, else the last."""
    held = making.paper.overview.held
    for status in ("ongoing", "unknown"):
        for one in reversed(held):
            if one.detention.status == status:
                return one
    return held[-1]


def _release(making: Making, one: Held) -> str:
    when, conditions = making.date(one.detention.end), making.cut(one.detention.release_conditions, 0.5).rstrip(".")
    released = joined(f"released {when}" if when else "released; the date is not recorded", _gap(making, one))
    return joined(released, release_kind(making, one.detention), labelled("conditions", conditions), by="; ")


def release_kind(making: Making, detention: Detention) -> str:
    """How the person came free; what the person gave away for it is held back."""
    held_back = detention.release_kind == COERCED_TERMS["detention", "release_kind"]
    return "" if held_back else making.term(detention, "release_kind")


def _last_place(making: Making, detention: Detention) -> str:
    phases = making.paper.dossier.of(Phase, detention=detention.id)
    dated = [(chronological(one.start)[1], number, one) for number, one in enumerate(phases)]
    if not dated:
        return ""
    phase = max(dated, key=lambda item: item[:2])[2]
    where = making.cut(phase.facility or making.paper.named(phase.agency), 0.5)
    kind = making.term(phase, "kind")
    return f"{where} ({kind})" if where else kind


def _gap(making: Making, one: Held) -> str:
    """By how much the nominal end was passed or not reached, for certain or possibly.

    What is only possible is for those who know the dates: on a copy they may be less exact than recorded.
    """
    if one.against is None:
        return ""
    for days, words in ((one.against.overstay, "past"), (one.against.early_release, "before")):
        if days.known and days.maximum != 0:
            sure = days if days.minimum or days.maximum is None else Span(days.maximum, days.maximum)
            if sure is not days and making.paper.leaves:
                return ""
            return f"{'' if sure is days else 'possibly up to '}{_days(sure)} {words} the nominal end"
    return ""


def _days(days: Span) -> str:
    one = days.minimum == days.maximum == 1
    return f"{span(days)} day{'' if one else 's'}"


def _day_range(making: Making, days: tuple[date | None, date | None]) -> str:
    return making.date(span_of_days(days))


def span_of_days(days: tuple[date | None, date | None]) -> UncertainDate | None:
    """One day between an earliest and a latest; None where neither is known."""
    low, high = (day.isoformat() if day else "" for day in days)
    if not low and not high:
        return None
    return UncertainDate.parse(low if low == high else f"[{low}..{high}]")


def _acknowledged(making: Making) -> Iterator[Entry]:
    if making.paper.overview.held:
        detention = _latest(making).detention
        told = joined(
            labelled("the authorities", making.term(detention, "acknowledged")),
            labelled("official reason", making.cut(detention.official_reason, 0.5).rstrip(".")),
            by="; ",
        )
        if told:
            yield Entry("", sentence(told), 12)


def _each(making: Making) -> list[Entry]:
    """Every detention on its own line; the later ones matter more."""
    shown = making.paper.overview.held[-MOST:]
    return [
        Entry(making.day(one.detention.start), with_stop(_one(making, one)), 8 + 4 * (len(shown) - number))
        for number, one in enumerate(shown)
    ]


def _one(making: Making, one: Held) -> str:
    stretch, detention = one.stretch, one.detention
    ended = labelled("to", making.cut(making.paper.short_date(detention.end), 0.3)).replace("to: ", "to ")
    going = "and continuing" if stretch.continuing else "at least" if stretch.at_least else ""
    return joined(
        ended or ("" if going else "end not recorded"),
        f"{span(stretch.elapsed) or 'unknown'} elapsed, {span(stretch.touched) or 'unknown'} touched",
        going,
        labelled("ordered", str(one.ordered) if one.ordered is not None else ""),
        labelled("stated", f"“{making.cut(detention.stated_duration, 0.3)}”" if detention.stated_duration else ""),
        release_kind(making, detention),
        by="; ",
    )


# --- in figures ---


def figures(making: Making) -> tuple[BigFigure, ...]:
    """Days ordered, elapsed, touched and stated, or days left to the nominal end; only what is recorded."""
    if not making.paper.overview.held:
        return ()
    return tuple([*_ordered(making), *_served(making), *_stated(making), *_left(making)][:4])


def _ordered(making: Making) -> Iterator[BigFigure]:
    overview = making.paper.overview
    if overview.ordered is None:
        return
    ordered = [one for one in overview.held if one.ordered is not None]
    label = "day ordered" if overview.ordered == 1 else "days ordered"
    yield BigFigure(
        str(overview.ordered), label, "in several orders" if len(ordered) > 1 else _nominal(making, ordered[0])
    )


def _nominal(making: Making, one: Held) -> str:
    first, last = one.against.nominal_end if one.against else (None, None)
    if first and last and (last - first).days > _TOO_VAGUE:
        return ""
    end = span_of_days((first, last))
    return f"to {making.cut(making.paper.short_date(end), 0.4)}" if end else ""


def _served(making: Making) -> Iterator[BigFigure]:
    overview = making.paper.overview
    one = overview.held[0] if len(overview.held) == 1 else None
    if not overview.touched.known and not overview.elapsed.known:
        yield BigFigure("unknown", "days served", "start and end are not recorded")
        return
    going = any(held.stretch.continuing for held in overview.held)
    if overview.elapsed.known:
        number, label = _figure(overview.elapsed, "elapsed", going)
        yield BigFigure(number, label, _clock(one) if one else "all detentions")
    number, label = _figure(overview.touched, "touched", going, "calendar day")
    yield BigFigure(number, label, "first and last day counted" if one else _united(overview))


def _united(overview: Overview) -> str:
    return "each day counted once" if overview.elapsed.known else "the dates overlap: each day counted once"


def _figure(days: Span, verb: str, going: bool, noun: str = "day") -> tuple[str, str]:
    """A number short enough to be large, and the words that go with it."""
    low, high = days.minimum, days.maximum
    bound = ", at most" if low is None else ", at least" if high is None else ""
    plain = str(high) if low is None else span(Span(low, low)) if high is None else span(days)
    unit = noun if plain == "1" else f"{noun}s"
    return plain, f"{unit} {verb}{bound}{', and continuing' if going else ''}"


def _clock(one: Held) -> str:
    minutes = one.stretch.minutes
    if minutes is None or minutes.minimum is None or minutes.minimum > 3 * 24 * 60:
        return "end minus start"
    low = _hours(minutes.minimum)
    if minutes.maximum in (None, minutes.minimum):
        return low if minutes.maximum is not None else f"at least {low}"
    return f"{low} to {_hours(minutes.maximum or 0)}"


def _hours(minutes: int) -> str:
    return f"{minutes // 60} h {minutes % 60:02d} min" if minutes % 60 else f"{minutes // 60} h"


def _stated(making: Making) -> Iterator[BigFigure]:
    stated = [one for one in making.paper.overview.held if one.detention.stated_duration]
    if len(stated) != 1:
        return
    words = f"“{making.cut(stated[0].detention.stated_duration, 0.3)}”"
    days = stated[0].stated
    if days is None or not days.known:
        yield BigFigure("–", "days stated", f"{words}, not counted")
        return
    number, label = _figure(days, "stated", going=False)
    yield BigFigure(number, label, words)


def _left(making: Making) -> Iterator[BigFigure]:
    one = _latest(making)
    if not one.stretch.continuing or one.against is None or one.against.nominal_end[0] is None:
        return
    left = (one.against.nominal_end[0] - making.paper.as_of).days
    days = "day" if abs(left) == 1 else "days"
    if left >= 0:
        yield BigFigure(str(left), f"{days} left", "to the nominal end")
    else:
        yield BigFigure(str(-left), f"{days} over the order", "past the nominal end")
