"""Deadlines: how long there is, from when, by which rule. Every computed day is to be confirmed with counsel."""

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from typing import Any, Protocol

from muniment.domain.datafile import Entry, filled, read_whole
from muniment.domain.errors import Fault, InvalidInput, UserFault
from muniment.domain.frozen import frozen

CUSTOM = "custom"


class UnknownRule(UserFault):
    """There is no deadline rule of that id."""


class Days(Protocol):
    """What a deadline is counted from: an uncertain date, known by its bounds (None: open on that side)."""

    @property
    def first_day(self) -> date | None: ...
    @property
    def last_day(self) -> date | None: ...


class Unit(StrEnum):
    """What a period is counted in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class Confidence(StrEnum):
    """How sure a rule is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@frozen
class Period:
    """A length of time in calendar days, weeks or months."""

    count: int
    unit: Unit

    def after(self, day: date) -> date:
        """The last day: the same day of a later month, or that month's last; weekends and holidays do not move it.

        Raises InvalidInput beyond the year 9999.
        """
        try:
            if self.unit is Unit.MONTHS:
                return _months_after(day, self.count)
            return day + timedelta(days=self.count * (7 if self.unit is Unit.WEEKS else 1))
        except (ValueError, OverflowError):
            raise InvalidInput([Fault("period", "ends after the year 9999")]) from None


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        raise ValueError(year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@frozen
class Version:
    """What a rule says for triggers within its time in force; both ends belong to it, None is open."""

    period: Period
    in_force_from: date | None = None
    in_force_to: date | None = None


@frozen
class DeadlineRule:
    """One rule. Without versions there is no fixed limit; ``caution`` is when a delay may count against the person."""

    id: str
    titles: Mapping[str, str] = field(hash=False)
    forums: Mapping[str, str] = field(hash=False)
    counted_from: Mapping[str, str] = field(hash=False)
    versions: tuple[Version, ...] = ()
    caution: Period | None = None
    urgent: bool = False  # as soon as possible, though no period is set
    source: str = ""
    confidence: Confidence | None = None  # None: the lawyer's own
    note: str = ""

    def title(self, language: str = "en") -> str:
        """The rule's name in a language, else in English."""
        return _words(self.titles, language)

    def forum(self, language: str = "en") -> str:
        """Where to turn, in a language, else in English."""
        return _words(self.forums, language)

    def counted(self, language: str = "en") -> str:
        """What the time runs from, in a language, else in English."""
        return _words(self.counted_from, language)

    def with_period(self, count: int, unit: Unit) -> "DeadlineRule":
        """This rule with a period that the lawyer enters. Raises InvalidInput below 1."""
        if count < 1:
            raise InvalidInput([Fault("period", "must be 1 or more")])
        return replace(self, versions=(Version(Period(count, unit)),))


def _words(labels: Mapping[str, str], language: str) -> str:
    return labels.get(language) or labels.get("en", "")


@frozen
class Due:
    """When a deadline is due: on one day of a range, None where a side is open or there is no limit at all."""

    earliest: date | None = None
    latest: date | None = None
    worst_case: bool = False  # counted from the decision, since no date of receipt is known
    caution_from: date | None = None  # no limit, but from here on a delay may count as an abuse
    urgent: bool = False

    @property
    def warns_on(self) -> date | None:
        """The day to warn of: the earlier one; then the day from which caution is due."""
        return self.earliest or self.latest or self.caution_from


def due(rule: DeadlineRule, trigger: Days | None, *, decided: Days | None = None) -> Due:
    """When a deadline is due that a trigger started.

    Where the trigger (the receipt) is not known, the day of the decision is taken and marked as the worst case. That
    day also chooses among the versions of a rule; without it the trigger does, and where either may fall on both
    sides of a change of the law, the range spans both (Protocol No. 15 to the ECHR, Article 8 § 3).
    """
    starts = _bounds(trigger)
    worst_case = starts is None and _bounds(decided) is not None
    starts = starts or _bounds(decided)
    if starts is None:
        return Due(urgent=rule.urgent)
    earliest, latest = _range(rule, starts, _bounds(decided) if not worst_case else None)
    first = starts[0] or starts[1]
    caution = rule.caution.after(first) if rule.caution and first else None
    return Due(earliest, latest, worst_case, caution, rule.urgent)


_Bounds = tuple[date | None, date | None]


def _bounds(days: Days | None) -> _Bounds | None:
    if days is None or (days.first_day is None and days.last_day is None):
        return None
    return days.first_day, days.last_day


def _range(rule: DeadlineRule, starts: _Bounds, decided: _Bounds | None) -> _Bounds:
    if decided is None:
        ends = [_ends(version, part) for version, part in _parts(rule, starts)]
    else:
        ends = [_ends(version, starts) for version in rule.versions if _may_hold(version, decided)]
    if not ends:
        return None, None
    firsts, lasts = [end[0] for end in ends], [end[1] for end in ends]
    return _least(firsts), _most(lasts)


def _least(days: list[date | None]) -> date | None:
    return None if None in days else min(day for day in days if day)


def _most(days: list[date | None]) -> date | None:
    return None if None in days else max(day for day in days if day)


def _ends(version: Version, starts: _Bounds) -> _Bounds:
    first, last = starts
    after = version.period.after
    return after(first) if first else None, after(last) if last else None


def _may_hold(version: Version, days: _Bounds) -> bool:
    first, last = days
    return (last is None or last >= (version.in_force_from or date.min)) and (
        first is None or first <= (version.in_force_to or date.max)
    )


def _parts(rule: DeadlineRule, starts: _Bounds) -> Iterator[tuple[Version, _Bounds]]:
    """The versions that the trigger may fall under, each with its part of the trigger's range."""
    first, last = starts
    for version in rule.versions:
        if _may_hold(version, starts):
            begin, end = version.in_force_from, version.in_force_to
            yield (
                version,
                (max(filter(None, (first, begin)), default=None), min(filter(None, (last, end)), default=None)),
            )


class DeadlineRules(Mapping[str, DeadlineRule]):
    """The rules by id, in the order of the file."""

    def __init__(self, rules: Iterable[DeadlineRule]) -> None:
        self._rules = {rule.id: rule for rule in rules}

    def __getitem__(self, rule_id: str) -> DeadlineRule:
        return self._rules[rule_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def check(self, rule_id: str) -> DeadlineRule:
        """The rule of that id. Raises UnknownRule, naming those there are."""
        if rule_id not in self._rules:
            raise UnknownRule(f"no such deadline rule: {rule_id} (there are {', '.join(self._rules)})")
        return self._rules[rule_id]

    def with_rules(self, rules: Iterable[DeadlineRule]) -> "DeadlineRules":
        """These rules with the user's own; one of the same id takes the place of ours."""
        return DeadlineRules((self._rules | {rule.id: rule for rule in rules}).values())


def parse_deadline_rules(raw: Mapping[str, object], *, fixed: Collection[str] = ()) -> DeadlineRules:
    """The rules that a data file, or the user, holds; none of the ``fixed`` ids is allowed among them.

    Raises InvalidInput with every fault in them.
    """
    return read_whole(raw, "", partial(_read_rules, fixed))


def as_table(rule: DeadlineRule) -> dict[str, Any]:
    """A rule as a data file has it, to be read again by ``parse_deadline_rules``."""
    return filled(
        {
            "id": rule.id,
            "title": dict(rule.titles),
            "forum": dict(rule.forums),
            "counted_from": dict(rule.counted_from),
            "urgent": rule.urgent,
            "caution_months": rule.caution.count if rule.caution else None,
            "source": rule.source,
            "confidence": rule.confidence.value if rule.confidence else None,
            "note": rule.note,
            "version": [_version_table(version) for version in rule.versions],
        }
    )


def _version_table(version: Version) -> dict[str, Any]:
    return filled(
        {
            "period": version.period.count,
            "unit": version.period.unit.value,
            "in_force_from": version.in_force_from,
            "in_force_to": version.in_force_to,
        }
    )


def _read_rules(fixed: Collection[str], entry: Entry) -> DeadlineRules:
    rules = [_read_rule(inner, fixed) for inner in entry.tables("rule")]
    entry.no_more()
    if not rules:
        entry.blame("rule", "there is none; each begins with [[rule]]")
    ids = [rule.id for rule in rules]
    for rule_id in sorted({i for i in ids if ids.count(i) > 1}):
        entry.blame(f"rule {rule_id}", "stands there twice")
    return DeadlineRules(rules)


def _read_rule(entry: Entry, fixed: Collection[str]) -> DeadlineRule:
    rule_id = entry.id()
    if rule_id in fixed:
        entry.blame("id", "this rule of the program cannot be replaced")
    rule = DeadlineRule(
        id=rule_id,
        titles=entry.labels("title", languages=("en",)),
        forums=entry.labels("forum", languages=("en",)),
        counted_from=entry.labels("counted_from", languages=("en",)),
        versions=tuple(_read_version(inner) for inner in entry.tables("version")),
        caution=_read_caution(entry),
        urgent=entry.flag("urgent"),
        source=entry.text("source", required=rule_id != CUSTOM),
        confidence=entry.one_of("confidence", Confidence, required=rule_id != CUSTOM),
        note=entry.text("note"),
    )
    entry.no_more()
    _blame_overlaps(entry, rule.versions)
    return rule


def _read_caution(entry: Entry) -> Period | None:
    months = entry.whole("caution_months")
    return Period(months, Unit.MONTHS) if months else None


def _read_version(entry: Entry) -> Version:
    count, unit = entry.whole("period", required=True), entry.one_of("unit", Unit, required=True)
    version = Version(Period(count or 1, unit or Unit.DAYS), entry.day("in_force_from"), entry.day("in_force_to"))
    entry.no_more()
    if (version.in_force_from or date.min) > (version.in_force_to or date.max):
        entry.blame("in_force_to", "is before in_force_from")
    return version


def _blame_overlaps(entry: Entry, versions: tuple[Version, ...]) -> None:
    for number, version in enumerate(versions):
        earlier = versions[:number]
        if any(_may_hold(other, (version.in_force_from, version.in_force_to)) for other in earlier):
            entry.blame(f"version {number + 1}", "is in force at the same time as an earlier one")
