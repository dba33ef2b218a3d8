"""How long a person may be held: limits in hours and days, as data. A flag raised from one is to be confirmed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from muniment.domain.datafile import Entry, filled, read_whole
from muniment.domain.deadlines import Confidence
from muniment.domain.vocabulary import UnknownTerm, Vocabularies


class LimitUnit(StrEnum):
    """What a limit is counted in."""

    HOURS = "hours"
    DAYS = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyLimit:
    """The longest that a phase of one kind may last; ``basis`` is a term of legal_basis, "" for any."""

    id: str
    titles: Mapping[str, str] = field(hash=False)
    phase: str
    basis: str = ""
    maximum: int
    unit: LimitUnit
    in_force_from: date | None = None
    in_force_to: date | None = None
    source: str = ""
    confidence: Confidence
    note: str = ""

    @property
    def on_by_default(self) -> bool:
        """Limits of low confidence are off until somebody switches them on."""
        return self.confidence is not Confidence.LOW

    def title(self, language: str = "en") -> str:
        """The limit's name in a language, else in English."""
        return self.titles.get(language) or self.titles.get("en", self.id)

    def applies(self, phase: str, basis: str, began: date) -> bool:
        """Whether this limit is meant for a phase of that kind and legal basis that began on that day."""
        in_force = (self.in_force_from or date.min) <= began <= (self.in_force_to or date.max)
        return in_force and phase == self.phase and self.basis in ("", basis)

    def exceeded(self, *, hours: float | None = None, days: int | None = None) -> bool:
        """Whether a phase that lasted at least so long went over the limit for certain.

        ``hours`` count where both times of day are known. Two ``days`` between dates are more than 24 hours, no more
        is sure: late on the 18th to early on the 20th.
        """
        if self.unit is LimitUnit.DAYS:
            return days is not None and days > self.maximum
        if hours is not None:
            return hours > self.maximum
        return days is not None and days > 0 and (days - 1) * 24 >= self.maximum


def limits_for(limits: Iterable[CustodyLimit], phase: str, basis: str, began: date) -> tuple[CustodyLimit, ...]:
    """The limits that a phase of that kind and basis, begun on that day, is measured against."""
    return tuple(limit for limit in limits if limit.applies(phase, basis, began))


def parse_custody_limits(
    raw: Mapping[str, object], vocabularies: Vocabularies | None = None
) -> tuple[CustodyLimit, ...]:
    """The limits that a data file, or the user, holds; phases and bases must be terms of the lists, if these are given.

    Raises InvalidInput with every fault in them.
    """
    return read_whole(raw, "", partial(_read_limits, vocabularies))


def as_table(limit: CustodyLimit) -> dict[str, Any]:
    """A limit as a data file has it, to be read again by ``parse_custody_limits``."""
    return filled(
        {
            "id": limit.id,
            "title": dict(limit.titles),
            "phase": limit.phase,
            "basis": limit.basis,
            "maximum": limit.maximum,
            "unit": limit.unit.value,
            "in_force_from": limit.in_force_from,
            "in_force_to": limit.in_force_to,
            "source": limit.source,
            "confidence": limit.confidence.value,
            "note": limit.note,
        }
    )


def _read_limits(vocabularies: Vocabularies | None, entry: Entry) -> tuple[CustodyLimit, ...]:
    limits = tuple(_read_limit(inner, vocabularies) for inner in entry.tables("limit"))
    entry.no_more()
    if not limits:
        entry.blame("limit", "there is none; each begins with [[limit]]")
    ids = [limit.id for limit in limits]
    for limit_id in sorted({i for i in ids if ids.count(i) > 1}):
        entry.blame(f"limit {limit_id}", "stands there twice")
    return limits


def _read_limit(entry: Entry, vocabularies: Vocabularies | None) -> CustodyLimit:
    limit = CustodyLimit(
        id=entry.id(),
        titles=entry.labels("title", languages=("en",)),
        phase=entry.text("phase", required=True),
        basis=entry.text("basis"),
        maximum=entry.whole("maximum", required=True) or 1,
        unit=entry.one_of("unit", LimitUnit, required=True) or LimitUnit.HOURS,
        in_force_from=entry.day("in_force_from"),
        in_force_to=entry.day("in_force_to"),
        source=entry.text("source", required=True),
        confidence=entry.one_of("confidence", Confidence, required=True) or Confidence.LOW,
        note=entry.text("note"),
    )
    entry.no_more()
    if vocabularies:
        _blame_no_term(entry, "phase", limit.phase, vocabularies, "phase_kind")
        _blame_no_term(entry, "basis", limit.basis, vocabularies, "legal_basis")
    if (limit.in_force_from or date.min) > (limit.in_force_to or date.max):
        entry.blame("in_force_to", "is before in_force_from")
    return limit


def _blame_no_term(entry: Entry, key: str, term: str, vocabularies: Vocabularies, name: str) -> None:
    """A misspelt term would silently never apply."""
    try:
        if term:
            vocabularies.check(name, term)
    except UnknownTerm as error:
        entry.blame(key, str(error))
