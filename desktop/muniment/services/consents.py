"""The gate before anything leaves: no copy without the consent of the person for just this audience."""

from datetime import date

from muniment.domain.audience import Audience
from muniment.domain.consents import lacking, standing
from muniment.domain.errors import UserFault
from muniment.domain.records import Consent
from muniment.services.session import Session
from muniment.vault import records
from muniment.vault.records import Entry


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
            "No other consent stands in for it. Nothing was made."
        )
        raise ConsentMissing(text, audience.purpose)


def missing(session: Session, case: Entry, audience: Audience, on: date) -> str:
    """Why the person's consent lets no copy pass to an audience, as the end of a sentence; "" where it does."""
    inside = [one for one in records.entries_of_file(session.db, case.no) if one.kind == Consent.RECORD]
    found = (one for one in records.load(session.db, inside) if isinstance(one, Consent))
    return lacking(standing(found).get(audience.purpose), on)
