"""Records that are read as rows among their like: phases as a chain, safeguards and consents as a matrix, orders."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from muniment.domain.records import Consent, CourtOrder, CustodyEvent, Phase, Record, Safeguard
from muniment.services.words import Words
from muniment.ui.pages.casefile.spans import instant, moment, span
from muniment.ui.wording import _, plural


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row: text, a sign before it, a tone; ``share`` is how much of the width it takes."""

    text: str
    share: float = 1.0
    sign: str = ""
    tone: str = ""
    bold: bool = False


Row = tuple[tuple[Cell, ...], tuple[str, ...]]  # the cells, and the fields that they used

Signs = Mapping[str, tuple[str, str]]  # by term: the sign and the tone that go with its word; colour never stands alone
_NOT_KNOWN = ("circle-help", "muted")
_ANSWERS: Signs = {"yes": ("check", "good"), "no": ("x", "danger")}  # what else is answered leaves it open
_DECISIONS: Signs = {"granted": ("check", "good"), "refused": ("x", "danger"), "withdrawn": ("x", "warning")}
SAFEGUARD_SHARES = (0.42, 0.2, 0.2, 0.18)
CONSENT_SHARES = (0.3, 0.22, 0.22, 0.26)


def head(*names: str, shares: tuple[float, ...]) -> tuple[Cell, ...]:
    """The names of columns."""
    return tuple(Cell(name, share, tone="muted") for name, share in zip(names, shares, strict=True))


def _answer(text: str, answer: str, share: float, signs: Signs = _ANSWERS) -> Cell:
    sign, tone = signs.get(answer, _NOT_KNOWN) if answer else ("", "muted")
    return Cell(text or "–", share, sign, tone)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _phase(record: Record, words: Words) -> Row:
    assert isinstance(record, Phase)  # noqa: S101
    kind = Cell(_upper(words.of(record, "kind")) or _("Phase"), 0.26, bold=True)
    place = Cell(record.facility, 0.4)
    when = Cell(span(record.start, record.end) or _("times not known"), 0.34, tone="" if record.start else "muted")
    return (kind, place, when), ("kind", "facility", "start", "end", "detention")


def _safeguard(record: Record, words: Words) -> Row:
    assert isinstance(record, Safeguard)  # noqa: S101
    hours = _("after {hours} h").format(hours=words.of(record, "after_hours")) if record.after_hours is not None else ""
    name, asked, given, after = SAFEGUARD_SHARES
    cells = (
        Cell(_upper(words.of(record, "kind")), name),
        replace(_answer(words.of(record, "requested"), record.requested, asked), tone="muted"),
        _answer(words.of(record, "granted"), record.granted, given),
        Cell(hours, after, tone="muted"),
    )
    return cells, ("kind", "requested", "granted", "after_hours", "detention")


def _court_order(record: Record, words: Words) -> Row:
    assert isinstance(record, CourtOrder)  # noqa: S101
    used = ("outcome", "days_ordered", "fine", "heard_on", "court", "minutes", "public", "detention")
    return (Cell(_order(record, words), bold=True),), used


def _order(record: CourtOrder, words: Words) -> str:
    """A court order as a sentence."""
    parts = [_("{court}, {day}").format(court=record.court or _("Court not known"), day=_day(record))]
    outcome = words.of(record, "outcome") or _("outcome not known")
    if record.days_ordered is not None:
        days = plural("{n} day", "{n} days", record.days_ordered)
        outcome = _("{outcome} of {days}").format(outcome=outcome, days=days)
    parts.append(
        _("{outcome}, fine {fine}").format(outcome=outcome, fine=words.of(record, "fine")) if record.fine else outcome
    )
    heard = [
        {"yes": _("in public"), "no": _("not public")}.get(record.public, ""),
        _("heard in {n} minutes").format(n=words.of(record, "minutes")) if record.minutes is not None else "",
    ]
    sentence = ", ".join(part for part in heard if part)
    text = f"{parts[0]}: {parts[1]}"
    return f"{text}; {sentence}." if sentence else f"{text}."


def _day(record: CourtOrder) -> str:
    return moment(record.heard_on) if record.heard_on else _("day not known")


def _consent(record: Record, words: Words) -> Row:
    assert isinstance(record, Consent)  # noqa: S101
    day = record.withdrawn_on or record.given_on
    decision = "withdrawn" if record.withdrawn_on else record.decision
    purpose, answer, when, name = CONSENT_SHARES
    cells = (
        Cell(_upper(words.of(record, "purpose")), purpose, bold=True),
        _answer(_upper(words.label("consent_decision", decision)) if decision else "", decision, answer, _DECISIONS),
        Cell(moment(day) if day else "", when),
        Cell(words.of(record, "identity"), name, tone="muted"),
    )
    return cells, ("purpose", "decision", "given_on", "withdrawn_on", "identity")


def _custody_event(record: Record, words: Words) -> Row:
    assert isinstance(record, CustodyEvent)  # noqa: S101
    by = _("by {who}").format(who=record.by) if record.by else ""
    what = Cell(_upper(words.of(record, "action")), 0.26, bold=True)
    hashes = ("hash_before", "hash_after")  # that of the exhibit, beside its picture
    return (what, Cell(instant(record.at), 0.34), Cell(by, 0.4, tone="muted")), ("action", "at", "by", *hashes)


def not_asked(purpose: str, words: Words) -> tuple[Cell, ...]:
    """The row of a purpose that nobody has asked about."""
    name, answer, when, _rest = CONSENT_SHARES
    text = _upper(words.label("consent_decision", "not_asked"))
    return (
        Cell(_upper(words.label("consent_purpose", purpose)), name, bold=True),
        _answer(text, "not_asked", answer, _DECISIONS),
        Cell("", when + _rest),
    )


ROWS: dict[str, Callable[[Record, Words], Row]] = {
    "phase": _phase,
    "safeguard": _safeguard,
    "court_order": _court_order,
    "consent": _consent,
    "custody_event": _custody_event,
}
"""The kinds of record that are rows, and how each is told."""
