"""How we know: the records as values."""

from typing import ClassVar

from muniment.domain.dates import UncertainDate
from muniment.domain.records.record import Record, record
from muniment.domain.values import Ref


@record
class Source(Record):
    """Source."""

    RECORD: ClassVar[str] = "source"

    kind: str = ""
    title: str = ""
    on: UncertainDate | None = None
    interviewer: str = ""
    language: str = ""
    first_hand: str = ""
    source_reliability: str = ""
    information_reliability: str = ""
    account: str = ""


@record
class FactLink(Record):
    """Support or contradiction."""

    RECORD: ClassVar[str] = "fact_link"

    source: str = ""
    record: Ref | None = None
    field: str = ""
    stance: str = ""
    quote: str = ""
    locator: str = ""


@record
class Evidence(Record):
    """Exhibit."""

    RECORD: ClassVar[str] = "evidence"

    exhibit_no: int | None = None
    title: str = ""
    kind: str = ""
    sha256: str = ""
    size: int | None = None
    media_type: str = ""
    original_name: str = ""
    acquired_on: UncertainDate | None = None
    acquired_from: str = ""
    acquired_by: str = ""
    acquired_how: str = ""
    is_original: str = ""
    copy_of: str = ""


@record
class CustodyEvent(Record):
    """Custody event."""

    RECORD: ClassVar[str] = "custody_event"

    evidence: str = ""
    action: str = ""
    at: str = ""
    by: str = ""
    reason: str = ""
    hash_before: str = ""
    hash_after: str = ""


@record
class Consent(Record):
    """Consent."""

    RECORD: ClassVar[str] = "consent"

    purpose: str = ""
    decision: str = ""
    identity: str = ""
    scope: tuple[str, ...] = ()
    given_by: str = ""
    given_on: UncertainDate | None = None
    given_how: str = ""
    in_custody: str = ""
    expires_on: UncertainDate | None = None
    withdrawn_on: UncertainDate | None = None
    note: str = ""


@record
class Disclosure(Record):
    """Copy handed out."""

    RECORD: ClassVar[str] = "disclosure"

    template: str = ""
    audience: str = ""
    recipient: str = ""
    at: str = ""
    copy_no: str = ""
    page_count: int | None = None
    sha256: str = ""
    journal_head: str = ""
    reason: str = ""
    kept: str = ""


@record
class Task(Record):
    """Task."""

    RECORD: ClassVar[str] = "task"

    title: str = ""
    due_on: UncertainDate | None = None
    done_on: UncertainDate | None = None
    assigned_to: str = ""


@record
class Note(Record):
    """Note."""

    RECORD: ClassVar[str] = "note"

    on: UncertainDate | None = None
    text: str = ""
    privileged: str = ""


@record
class SurveyAnswer(Record):
    """Survey answer."""

    RECORD: ClassVar[str] = "survey_answer"

    survey: str = ""
    answered_on: UncertainDate | None = None
    answers: tuple[tuple[str, str], ...] = ()
    promoted_to: str = ""
    consent_note: str = ""


@record
class Draft(Record):
    """Draft."""

    RECORD: ClassVar[str] = "draft"

    record: str = ""
    record_id: str = ""
    field: str = ""
    raw_text: str = ""


@record
class CountClaim(Record):
    """Published count."""

    RECORD: ClassVar[str] = "count_claim"

    low: int | None = None
    high: int | None = None
    counted: str = ""
    from_: UncertainDate | None = None
    to: UncertainDate | None = None
    as_of: UncertainDate | None = None
    source_title: str = ""
    source_kind: str = ""
    quote: str = ""
    incident: str = ""
