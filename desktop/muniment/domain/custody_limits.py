"""How long a person may be held: limits in hours and days, as data. A flag raised from one is to be confirmed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from muniment.domain.datafile import Entry, read_whole
from muniment.domain.deadlines import Confidence


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


def parse_custody_limits(raw: Mapping[str, object]) -> tuple[CustodyLimit, ...]:
    """The limits that a data file holds. Raises InvalidInput with every fault in it."""
    return read_whole(raw, "", _read_limits)


def _read_limits(entry: Entry) -> tuple[CustodyLimit, ...]:
    limits = tuple(_read_limit(inner) for inner in entry.tables("limit"))
    entry.no_more()
    ids = [limit.id for limit in limits]
    for limit_id in sorted({i for i in ids if ids.count(i) > 1}):
        entry.blame(f"limit {limit_id}", "stands there twice")
    return limits


def _read_limit(entry: Entry) -> CustodyLimit:
    limit = CustodyLimit(
        id=entry.text("id", required=True),
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
    return limit
