"""Published counts as they were published, and beside each what this vault documents: never merged or averaged."""

from collections.abc import Sequence
from datetime import date

from muniment.domain.frozen import frozen
from muniment.domain.records import CountClaim, Detention
from muniment.services import finding
from muniment.services.session import Session
from muniment.vault import records


@frozen
class Documented:
    """Case files with a detention: those that certainly belong to what is counted, and those that may as well.

    A person has one file, however many detentions it tells of. Answers to a survey are not counted: those that were
    made into case files are counted as such, so that nobody is counted twice.
    """

    certain: int
    possible: int


@frozen
class Compared:
    """One published count, with what is documented of the same incident and period."""

    claim: CountClaim
    documented: Documented


@frozen
class Counts:
    """All published counts, the earliest period first, and what is documented in all."""

    compared: tuple[Compared, ...]
    in_all: int


def load(session: Session) -> Counts:
    """The published counts of the vault and what it documents itself."""
    db = session.db
    claims = [
        one for one in records.load(db, records.entries_of_kind(db, "count_claim")) if isinstance(one, CountClaim)
    ]
    held = [one for one in records.load(db, records.entries_of_kind(db, "detention")) if isinstance(one, Detention)]
    claims.sort(key=_order)
    compared = tuple(Compared(one, documented(one, held)) for one in claims)
    return Counts(compared, len({one.case for one in held}))


def of_incident(session: Session, incident_id: str) -> tuple[Compared, ...]:
    """The published counts that name an incident, the earliest period first. Raises NotThere."""
    pointing = records.referrers(session.db, finding.record(session, incident_id).no)
    near = records.load(session.db, [one.entry for one in pointing if one.field == "incident"])
    held = [one for one in near if isinstance(one, Detention)]
    claims = sorted((one for one in near if isinstance(one, CountClaim)), key=_order)
    return tuple(Compared(one, documented(one, held)) for one in claims)


def _order(claim: CountClaim) -> tuple[date, str, str]:
    return _begin(claim) or date.max, claim.source_title.casefold(), claim.id


def documented(claim: CountClaim, detentions: Sequence[Detention]) -> Documented:
    """How many case files have a detention in the incident that a count names, begun within its period."""
    inside = [one for one in detentions if not claim.incident or one.incident == claim.incident]
    certain = {one.case for one in inside if _is_certain(claim, one)}
    possible = {one.case for one in inside if _is_possible(claim, one)}
    return Documented(len(certain), len(possible))


def _begin(claim: CountClaim) -> date | None:
    return claim.from_.first_day if claim.from_ else None


def _end(claim: CountClaim) -> date | None:
    """The last day that is counted: of the period, or that on which the count was made."""
    ends = claim.to or claim.as_of
    return ends.last_day if ends else None


def _is_certain(claim: CountClaim, detention: Detention) -> bool:
    """Whether all that the beginning can be lies within the period."""
    begin, end = _begin(claim), _end(claim)
    first = detention.start.first_day if detention.start else None
    last = detention.start.last_day if detention.start else None
    return (begin is None or (first is not None and first >= begin)) and (
        end is None or (last is not None and last <= end)
    )


def _is_possible(claim: CountClaim, detention: Detention) -> bool:
    """Whether anything that the beginning can be lies within the period."""
    begin, end = _begin(claim), _end(claim)
    first = detention.start.first_day if detention.start else None
    last = detention.start.last_day if detention.start else None
    return (begin is None or last is None or last >= begin) and (end is None or first is None or first <= end)
