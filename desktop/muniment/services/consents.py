"""The gate before anything leaves: no copy without the consent of the person for just this audience."""

from collections.abc import Sequence
from datetime import date

from muniment.domain.audience import Audience
from muniment.domain.consents import lacking, standing
from muniment.domain.errors import UserFault
from muniment.domain.records import Consent, Disclosure
from muniment.services.session import Session
from muniment.vault import records
from muniment.vault.records import Entry

_MOST_NAMED = 20  # copies in one message


class ConsentMissing(UserFault):
    """A copy is refused; ``purpose`` is the term of the consent that it would take, "" where none would do."""

    def __init__(self, message: str, purpose: str) -> None:
        self.purpose = purpose
        super().__init__(message)


def gate(session: Session, case: Entry, audience: Audience, on: date, override: str = "") -> None:
    """Lets a copy of a case file pass to an audience, or raises ConsentMissing, which names what is missing.

    ``on`` is the day on which it leaves, whatever day it is computed for. With a reason to override, only what can be
    made for nobody is refused.
    """
    if audience.is_internal:
        return
    if not audience.of_one_person:
        text = "For statistics nothing is printed that is about one person: figures are made of all files together."
        raise ConsentMissing(text, "")
    if not override.strip() and (why := missing(session, case, audience, on)):
        purpose = session.vocabularies.label("consent_purpose", audience.purpose, "en")
        code = records.code_of(session.db, case.no)
        text = (
            f"No copy of {code} {audience.label}: the consent for “{purpose}” ({audience.purpose}) {why}. "
            f"No other consent stands in for it. Nothing was made.{_told(copies_out(session, case, audience))}"
        )
        raise ConsentMissing(text, audience.purpose)


def missing(session: Session, case: Entry, audience: Audience, on: date) -> str:
    """Why the person's consent lets no copy pass to an audience, as the end of a sentence; "" where it does."""
    found = records.load(session.db, records.consents_to(session.db, case.no, audience.purpose))
    return lacking(standing(one for one in found if isinstance(one, Consent)).get(audience.purpose), on)


def copies_out(session: Session, case: Entry, audience: Audience) -> list[str]:
    """The numbers of the copies of a case file that an audience has already."""
    inside = [one for one in records.entries_of_file(session.db, case.no) if one.kind == Disclosure.RECORD]
    told = (one for one in records.load(session.db, inside) if isinstance(one, Disclosure))
    return list(dict.fromkeys(one.copy_no for one in told if one.copy_no and one.audience == audience.name))


def _told(numbers: Sequence[str]) -> str:
    more = f" and {len(numbers) - _MOST_NAMED} more" if len(numbers) > _MOST_NAMED else ""
    return f" Already out: {', '.join(numbers[:_MOST_NAMED])}{more}." if numbers else ""
