"""The person: the records as values."""

from typing import ClassVar

from muniment.domain.dates import UncertainDate
from muniment.domain.records.record import Record, record


@record
class CaseFile(Record):
    """Case file."""

    RECORD: ClassVar[str] = "case_file"

    code: str = ""
    pseudonym: str = ""
    safety: str = ""
    age_band: str = ""
    gender: str = ""
    pronouns: str = ""
    perceived_as: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    interpreter_needed: str = ""
    vulnerabilities: tuple[str, ...] = ()
    opened_on: UncertainDate | None = None
    responsible: str = ""
    safe_contact: str = ""
    unsafe_contact: str = ""
    summary: str = ""
    needs: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    closed_on: UncertainDate | None = None


@record
class Identity(Record):
    """Sealed identity."""

    RECORD: ClassVar[str] = "identity"

    legal_name: str = ""
    other_names: str = ""
    patronymic: str = ""
    birth_date: str = ""
    national_id: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    next_of_kin: str = ""
    self_described: str = ""
    photo: str = ""
    note: str = ""


@record
class StatusChange(Record):
    """Status change."""

    RECORD: ClassVar[str] = "status_change"

    on: UncertainDate | None = None
    status: str = ""
    note: str = ""
