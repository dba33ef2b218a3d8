"""The law, and who appears in it: the records as values."""

from typing import ClassVar

from muniment.domain.dates import UncertainDate
from muniment.domain.records.record import Record, record


@record
class Proceeding(Record):
    """Proceeding."""

    RECORD: ClassVar[str] = "proceeding"

    kind: str = ""
    forum: str = ""
    reference: str = ""
    stage: str = ""
    outcome: str = ""
    opened_on: UncertainDate | None = None
    closed_on: UncertainDate | None = None
    note: str = ""


@record
class Remedy(Record):
    """Remedy."""

    RECORD: ClassVar[str] = "remedy"

    proceeding: str = ""
    decision: str = ""
    decided_on: UncertainDate | None = None
    served_on: UncertainDate | None = None
    served_how: str = ""
    filed_on: UncertainDate | None = None
    proof: str = ""
    result: str = ""
    not_used_because: str = ""


@record
class Deadline(Record):
    """Deadline."""

    RECORD: ClassVar[str] = "deadline"

    rule: str = ""
    title: str = ""
    trigger_on: UncertainDate | None = None
    period: int | None = None
    period_unit: str = ""
    due_earliest: UncertainDate | None = None
    due_latest: UncertainDate | None = None
    override: UncertainDate | None = None
    reason: str = ""
    done_on: UncertainDate | None = None
    entered_on: UncertainDate | None = None
    note: str = ""


@record
class Agency(Record):
    """Agency."""

    RECORD: ClassVar[str] = "agency"

    name: str = ""
    kind: str = ""
    parent: str = ""


@record
class Officer(Record):
    """Officer."""

    RECORD: ClassVar[str] = "officer"

    name: str = ""
    rank: str = ""
    badge: str = ""
    description: str = ""
    aliases: tuple[str, ...] = ()
    agency: str = ""
    identified_by: str = ""


@record
class Contact(Record):
    """Contact."""

    RECORD: ClassVar[str] = "contact"

    name: str = ""
    role: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""
    cleared_for: tuple[str, ...] = ()
    note: str = ""
