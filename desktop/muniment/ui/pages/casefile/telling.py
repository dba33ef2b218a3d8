"""Records as somebody reads them: a heading, what is worth a line, and the longer texts."""

from collections.abc import Callable
from dataclasses import dataclass

from muniment.domain.fields import Kind
from muniment.domain.records import (
    Allegation,
    Consent,
    CourtOrder,
    Deadline,
    Detention,
    HousingLoss,
    Injury,
    Payment,
    Phase,
    Record,
    Safeguard,
)
from muniment.domain.schema import RECORDS
from muniment.services.words import Words
from muniment.ui.wording import _


@dataclass(frozen=True, slots=True)
class Told:
    """One record in words."""

    heading: str
    facts: tuple[tuple[str, str], ...] = ()  # label and value, on one line each
    texts: tuple[tuple[str, str], ...] = ()  # label and text of many lines


def told(record: Record, words: Words) -> Told:
    """What a block shows of a record."""
    heading, used = _HEADINGS.get(record.RECORD, _by_title)(record, words)
    facts: list[tuple[str, str]] = []
    texts: list[tuple[str, str]] = []
    for field, value in words.filled(record, without=used):
        if field.name == "sources":
            continue
        (texts if field.kind is Kind.TEXT else facts).append((_(field.label), value))
    return Told(heading, tuple(facts), tuple(texts))


Heading = tuple[str, tuple[str, ...]]


def _by_title(record: Record, words: Words) -> Heading:
    return words.headline(record), RECORDS[record.RECORD].title


def _detention(record: Record, words: Words) -> Heading:
    assert isinstance(record, Detention)  # noqa: S101
    used = ("start", "end", "status")
    start = words.of(record, "start") or _("start not known")
    if record.status == "ongoing":
        return _("{start} – ongoing").format(start=start), used
    end = words.of(record, "end") or (
        _("not known whether ended") if record.status == "unknown" else _("end not known")
    )
    return f"{start} – {end}", used


def _phase(record: Record, words: Words) -> Heading:
    assert isinstance(record, Phase)  # noqa: S101
    span = " – ".join(part for part in (words.of(record, "start"), words.of(record, "end")) if part)
    parts = (words.of(record, "kind"), record.facility, span)
    return ", ".join(part for part in parts if part), ("kind", "facility", "start", "end", "detention")


def _safeguard(record: Record, words: Words) -> Heading:
    assert isinstance(record, Safeguard)  # noqa: S101
    asked = words.of(record, "requested")
    given = words.of(record, "granted")
    parts = [
        _("asked for: {answer}").format(answer=asked) if asked else "",
        _("given: {answer}").format(answer=given) if given else "",
        _("after {hours} h").format(hours=words.of(record, "after_hours")) if record.after_hours is not None else "",
    ]
    told_of = " · ".join(part for part in parts if part)
    kind = words.of(record, "kind")
    return (f"{kind}: {told_of}" if told_of else kind), ("kind", "requested", "granted", "after_hours", "detention")


def _court_order(record: Record, words: Words) -> Heading:
    assert isinstance(record, CourtOrder)  # noqa: S101
    outcome = words.of(record, "outcome") or _("outcome not known")
    days = _("{n} days").format(n=record.days_ordered) if record.days_ordered is not None else ""
    fine = words.of(record, "fine")
    parts = (outcome, days, fine, words.of(record, "heard_on"), record.court)
    used = ("outcome", "days_ordered", "fine", "heard_on", "court", "detention")
    return ", ".join(part for part in parts if part), used


def _allegation(record: Record, words: Words) -> Heading:
    assert isinstance(record, Allegation)  # noqa: S101
    who = words.named(record.sources[0]) if record.sources else ""
    says = _("states ({source})").format(source=who) if who else _("states")
    parts = (words.of(record, "act"), says, words.of(record, "on"), record.facility or words.of(record, "place"))
    return " · ".join(part for part in parts if part), ("act", "on", "facility", "place", "detention")


def _injury(record: Record, words: Words) -> Heading:
    assert isinstance(record, Injury)  # noqa: S101
    size = _("{n} mm").format(n=record.size_mm) if record.size_mm is not None else ""
    region = " ".join(part for part in (words.of(record, "side"), words.of(record, "region")) if part)
    parts = (words.of(record, "kind") or _("injury"), region, size, record.colour)
    return ", ".join(part for part in parts if part), ("kind", "region", "side", "size_mm", "colour", "view", "x", "y")


def _housing(record: Record, words: Words) -> Heading:
    assert isinstance(record, HousingLoss)  # noqa: S101
    parts = (
        words.of(record, "on"),
        _("by {actor}").format(actor=words.of(record, "actor")),
        words.of(record, "trigger"),
        _("now: {where}").format(where=words.of(record, "living_now")) if record.living_now else "",
    )
    return " · ".join(part for part in parts if part), ("on", "actor", "trigger", "living_now")


def _payment(record: Record, words: Words) -> Heading:
    assert isinstance(record, Payment)  # noqa: S101
    asked, paid = words.of(record, "demanded"), words.of(record, "paid")
    parts = (
        words.of(record, "kind"),
        _("demanded {sum}").format(sum=asked) if asked else "",
        _("paid {sum}").format(sum=paid) if paid else "",
        words.of(record, "on"),
    )
    return " · ".join(part for part in parts if part), ("kind", "demanded", "paid", "on")


def _deadline(record: Record, words: Words) -> Heading:
    assert isinstance(record, Deadline)  # noqa: S101
    days = [words.of(record, name) for name in ("override",) if getattr(record, name)]
    days = days or list(dict.fromkeys(filter(None, (words.of(record, "due_earliest"), words.of(record, "due_latest")))))
    done = _("done {day}").format(day=words.of(record, "done_on")) if record.done_on else ""
    parts = (
        record.title or words.of(record, "rule"),
        _("due {days}").format(days=" – ".join(days)) if days else "",
        done,
    )
    used = ("title", "due_earliest", "due_latest", "override", "done_on")
    return " · ".join(part for part in parts if part), used if record.title else (*used, "rule")


def _consent(record: Record, words: Words) -> Heading:
    assert isinstance(record, Consent)  # noqa: S101
    day = words.of(record, "withdrawn_on") or words.of(record, "given_on")
    decision = _("withdrawn") if record.withdrawn_on else words.of(record, "decision")
    parts = (words.of(record, "purpose"), decision, day, words.of(record, "identity"))
    return " · ".join(part for part in parts if part), ("purpose", "decision", "given_on", "withdrawn_on", "identity")


_HEADINGS: dict[str, Callable[[Record, Words], Heading]] = {
    "detention": _detention,
    "phase": _phase,
    "safeguard": _safeguard,
    "court_order": _court_order,
    "allegation": _allegation,
    "injury": _injury,
    "housing_loss": _housing,
    "payment": _payment,
    "deadline": _deadline,
    "consent": _consent,
}
