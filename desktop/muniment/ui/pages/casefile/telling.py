"""Records as somebody reads them: a heading or a line of cells, what is worth a line, and the longer texts."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from muniment.domain.audience import AUDIENCES
from muniment.domain.dates import UncertainDate
from muniment.domain.fields import FieldSpec, Kind
from muniment.domain.records import (
    Allegation,
    Deadline,
    Detention,
    Disclosure,
    Evidence,
    HousingLoss,
    Injury,
    Payment,
    Record,
    Source,
)
from muniment.domain.schema import RECORDS
from muniment.domain.vocabulary import Vocabularies
from muniment.services.words import Find, Words
from muniment.ui.pages.casefile.grouping import PERSON_GROUPS
from muniment.ui.pages.casefile.rows import ROWS, Cell
from muniment.ui.pages.casefile.sections import PARENT
from muniment.ui.pages.casefile.spans import instant, moment, span
from muniment.ui.wording import _, language

Fact = tuple[str, str]  # label and value


@dataclass(frozen=True, slots=True)
class Group:
    """Facts on one line each or together, and texts, under a title where there is one."""

    title: str = ""
    facts: tuple[Fact, ...] = ()
    texts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """One record in words. ``cells`` stand in the place of a heading where a record is a row among its like."""

    heading: str
    groups: tuple[Group, ...] = ()
    cells: tuple[Cell, ...] = ()

    @property
    def spoken(self) -> str:
        """All below the heading, for who hears it."""
        parts = [f"{name}: {text}" for group in self.groups for name, text in (*group.facts, *group.texts)]
        return ". ".join(parts)


def short_words(vocabularies: Vocabularies, find: Find, rules: Mapping[str, str]) -> Words:
    """Words in the window's language, dates short."""
    return Words(vocabularies, find, language(), rules, moment)


def told(record: Record, words: Words) -> Told:
    """What a block shows of a record."""
    if record.RECORD in ROWS:
        cells, used = ROWS[record.RECORD](record, words)
        heading = " · ".join(cell.text for cell in cells if cell.text)
        return Told(heading, _groups(record, words, used), cells)
    heading, used, first = _HEADINGS.get(record.RECORD, _by_title)(record, words)
    groups = _person(record, words) if record.RECORD == "case_file" else _groups(record, words, used, first)
    return Told(heading, groups)


def capital(text: str) -> str:
    """The same text with a capital at the beginning."""
    return text[:1].upper() + text[1:]


def _groups(record: Record, words: Words, used: Collection[str], first: Sequence[Fact] = ()) -> tuple[Group, ...]:
    group = _group("", words.filled(record, without=(*used, "sources", PARENT.get(record.RECORD, ""))), first)
    return (group,) if group.facts or group.texts else ()


def _group(title: str, filled: Iterable[tuple[FieldSpec, str]], first: Sequence[Fact] = ()) -> Group:
    facts: list[Fact] = list(first)
    texts: list[Fact] = []
    for field, value in filled:
        (texts if field.kind is Kind.TEXT else facts).append((_(field.label), value))
    return Group(title, tuple(facts), tuple(texts))


def _person(record: Record, words: Words) -> tuple[Group, ...]:
    filled = {field.name: (field, value) for field, value in words.filled(record)}
    groups = (
        _group(_(title), [filled[name] for name in names if name in filled and name not in ("pseudonym", "code")])
        for title, names in PERSON_GROUPS
    )
    return tuple(group for group in groups if group.facts or group.texts)


Heading = tuple[str, tuple[str, ...], tuple[Fact, ...]]  # the heading, the fields it used, what is told first below


def _joined(parts: Iterable[str]) -> str:
    return capital(" · ".join(part for part in parts if part))


def _by_title(record: Record, words: Words) -> Heading:
    spec = RECORDS[record.RECORD]
    title = words.headline(record)
    begins = spec.field(spec.title[0]) if spec.title else None
    return capital(title) if begins is None or begins.vocabulary else title, spec.title, ()


def _detention(record: Record, _words: Words) -> Heading:
    assert isinstance(record, Detention)  # noqa: S101
    used = ("start", "end", "status")
    start = moment(record.start) if record.start else _("start not known")
    if record.status == "ongoing":
        return capital(_("{start} – ongoing").format(start=start)), used, ()
    if record.end and record.start:
        return span(record.start, record.end), used, ()
    ends = _("not known whether ended") if record.status == "unknown" else _("end not known")
    end = moment(record.end) if record.end else ends
    return capital(f"{start} – {end}"), used, ()


_SAYING = {
    "the_person": "The person states",
    "witness": "A witness states",
    "third_party": "A third party states",
    "lawyer": "A lawyer states",
    "medical": "A medical source states",
    "survey_answer": "A survey answer states",
    "document": "A document states",
    "media": "The media report",
    "official": "An official source states",
}


def says(record: Record, words: Words) -> str:
    """Who says what a record tells, by the nearest of its sources."""
    kinds = {one.kind for source in record.sources if isinstance(one := words.found(source), Source)}
    nearest = next((kind for kind in _SAYING if kind in kinds), None)
    if nearest:
        return _(_SAYING[nearest])
    return _("A source states") if kinds else _("Alleged, source not recorded")


def _allegation(record: Record, words: Words) -> Heading:
    assert isinstance(record, Allegation)  # noqa: S101
    act = words.of(record, "act") or _("act not named")
    parts = (
        f"{says(record, words)}: {act}",
        _when(record.on),
        record.facility or words.of(record, "place"),
    )
    return _joined(parts), ("act", "on", "facility", "place", "detention"), ()


def _when(date: UncertainDate | None) -> str:
    return moment(date) if date else ""


def _injury(record: Record, words: Words) -> Heading:
    assert isinstance(record, Injury)  # noqa: S101
    size = _("{n} mm").format(n=record.size_mm) if record.size_mm is not None else ""
    region = " ".join(part for part in (words.of(record, "side"), words.of(record, "region")) if part)
    parts = (words.of(record, "kind") or _("injury"), region, size, record.colour)
    used = ("kind", "region", "side", "size_mm", "colour", "view", "x", "y")
    return capital(", ".join(part for part in parts if part)), used, ()


def _housing(record: Record, words: Words) -> Heading:
    assert isinstance(record, HousingLoss)  # noqa: S101
    actor = words.of(record, "actor")
    parts = (
        _("home lost"),
        _when(record.on),
        _("by {actor}").format(actor=actor) if actor else "",
        words.of(record, "trigger"),
        _("now: {where}").format(where=words.of(record, "living_now")) if record.living_now else "",
    )
    return _joined(parts), ("on", "actor", "trigger", "living_now"), ()


def _payment(record: Record, words: Words) -> Heading:
    assert isinstance(record, Payment)  # noqa: S101
    asked, paid = words.of(record, "demanded"), words.of(record, "paid")
    parts = (
        words.of(record, "kind"),
        _("demanded {sum}").format(sum=asked) if asked else "",
        _("paid {sum}").format(sum=paid) if paid else "",
        _when(record.on),
    )
    return _joined(parts), ("kind", "demanded", "paid", "on"), ()


_COMPUTED = ("trigger_on", "period", "period_unit", "due_earliest", "due_latest", "override", "reason")


def _deadline(record: Record, words: Words) -> Heading:
    assert isinstance(record, Deadline)  # noqa: S101
    due = moment(record.override) if record.override else _between(record.due_earliest, record.due_latest)
    parts = (
        record.title or words.of(record, "rule"),
        _("due {days}").format(days=due) if due else _("day not known"),
        _("done {day}").format(day=moment(record.done_on)) if record.done_on else "",
    )
    used = ("title", "done_on", *_COMPUTED, *(() if record.title else ("rule",)))
    return _joined(parts), used, ((_("How the day was found"), _counted(record, words)),)


def _between(low: UncertainDate | None, high: UncertainDate | None) -> str:
    return " – ".join(dict.fromkeys(moment(one) for one in (low, high) if one))


def _counted(record: Deadline, words: Words) -> str:
    """How the day of a deadline was found."""
    period = f"{record.period} {words.of(record, 'period_unit')}".strip() if record.period is not None else ""
    rule = words.of(record, "rule")
    by_rule = period or (_("by the rule “{rule}”").format(rule=rule) if rule else "")
    start = _("counted from {day}").format(day=moment(record.trigger_on)) if record.trigger_on else ""
    parts = [part for part in (by_rule, start) if part]
    if record.override:
        computed = _between(record.due_earliest, record.due_latest)
        parts = [_("set by counsel"), record.reason, _("computed: {day}").format(day=computed) if computed else ""]
    else:
        parts.append(_("confirm with counsel"))
    return ", ".join(part for part in parts if part)


def _evidence(record: Record, words: Words) -> Heading:
    assert isinstance(record, Evidence)  # noqa: S101
    number = f"E{record.exhibit_no}" if record.exhibit_no is not None else ""
    parts = (number, record.title or words.of(record, "kind"))
    used = ("exhibit_no", "title", "size", "media_type", "sha256", *(() if record.title else ("kind",)))
    size = file_size(record.size) if record.size is not None else ""
    copy = ", ".join(part for part in (record.media_type, size) if part)
    facts = ((_("Kept copy"), copy or _("none, only described")),)
    return " · ".join(part for part in parts if part), used, facts


def _disclosure(record: Record, words: Words) -> Heading:  # noqa: ARG001
    assert isinstance(record, Disclosure)  # noqa: S101
    known = AUDIENCES.get(record.audience)
    audience = (known.label if known else record.audience).removeprefix("for ")
    parts = (record.copy_no, record.recipient or audience, capital(record.template), instant(record.at))
    facts = ((_("For"), audience),) if record.recipient and audience else ()
    elsewhere = ("sha256", "journal_head")  # on the page of copies
    used = ("copy_no", "recipient", "audience", "template", "at", *elsewhere)
    return " · ".join(part for part in parts if part), used, facts


def file_size(size: int) -> str:
    """The size of a file as people say it, from bytes."""
    for unit, factor in (("MB", 1_000_000), ("kB", 1_000)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return _("{n} bytes").format(n=size)


_HEADINGS: dict[str, Callable[[Record, Words], Heading]] = {
    "detention": _detention,
    "allegation": _allegation,
    "injury": _injury,
    "housing_loss": _housing,
    "payment": _payment,
    "deadline": _deadline,
    "evidence": _evidence,
    "disclosure": _disclosure,
}
