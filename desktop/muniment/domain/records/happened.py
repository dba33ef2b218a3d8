"""What happened: the records as values."""

from decimal import Decimal
from typing import ClassVar

from muniment.domain.dates import UncertainDate
from muniment.domain.records.record import Record, record
from muniment.domain.values import Money, Ref


@record
class Incident(Record):
    """Incident."""

    RECORD: ClassVar[str] = "incident"

    title: str = ""
    kind: str = ""
    on: UncertainDate | None = None
    place: str = ""
    agencies: tuple[str, ...] = ()
    official_version: str = ""
    attribution: str = ""
    estimated_people_low: int | None = None
    estimated_people_high: int | None = None
    part_of: str = ""
    caused_by: str = ""
    summary: str = ""


@record
class Detention(Record):
    """Detention."""

    RECORD: ClassVar[str] = "detention"

    incident: str = ""
    start: UncertainDate | None = None
    end: UncertainDate | None = None
    status: str = ""
    stated_duration: str = ""
    acknowledged: str = ""
    official_reason: str = ""
    alleged_real_reason: str = ""
    answer_of_person: str = ""
    release_kind: str = ""
    release_conditions: str = ""
    note: str = ""


@record
class Phase(Record):
    """Phase of detention."""

    RECORD: ClassVar[str] = "phase"

    detention: str = ""
    kind: str = ""
    facility: str = ""
    agency: str = ""
    start: UncertainDate | None = None
    end: UncertainDate | None = None
    legal_basis: str = ""
    custody_record: str = ""


@record
class Safeguard(Record):
    """Safeguard."""

    RECORD: ClassVar[str] = "safeguard"

    detention: str = ""
    kind: str = ""
    requested: str = ""
    granted: str = ""
    after_hours: Decimal | None = None
    note: str = ""


@record
class CourtOrder(Record):
    """Court order."""

    RECORD: ClassVar[str] = "court_order"

    detention: str = ""
    court: str = ""
    judge: str = ""
    heard_on: UncertainDate | None = None
    minutes: Decimal | None = None
    public: str = ""
    own_lawyer: str = ""
    person_heard: str = ""
    ill_treatment_raised: str = ""
    judge_response: str = ""
    offence: str = ""
    legal_basis: str = ""
    outcome: str = ""
    days_ordered: int | None = None
    fine: Money | None = None
    counted_from: UncertainDate | None = None
    copy_served_on: UncertainDate | None = None


@record
class Allegation(Record):
    """Allegation."""

    RECORD: ClassVar[str] = "allegation"

    detention: str = ""
    incident: str = ""
    act: str = ""
    methods: tuple[str, ...] = ()
    on: UncertainDate | None = None
    place: str = ""
    facility: str = ""
    perpetrators: tuple[Ref, ...] = ()
    perpetrator_count_low: int | None = None
    perpetrator_count_high: int | None = None
    purposes: tuple[str, ...] = ()
    words_used: str = ""
    lost_consciousness: str = ""
    injuries_described: str = ""
    psychological: str = ""
    medical_attention: str = ""
    statement_signed: str = ""
    verification: str = ""
    account: str = ""


@record
class Injury(Record):
    """Injury."""

    RECORD: ClassVar[str] = "injury"

    allegation: str = ""
    region: str = ""
    side: str = ""
    view: str = ""
    x: Decimal | None = None
    y: Decimal | None = None
    kind: str = ""
    size_mm: int | None = None
    colour: str = ""
    observed_on: UncertainDate | None = None
    observed_by: str = ""
    photos: tuple[str, ...] = ()


@record
class MedicalExam(Record):
    """Medical examination."""

    RECORD: ClassVar[str] = "medical_exam"

    kind: str = ""
    on: UncertainDate | None = None
    facility: str = ""
    clinician: str = ""
    consent: str = ""
    ordered_by: str = ""
    police_present: str = ""
    restrained: str = ""
    results_passed_to: str = ""
    report_given: str = ""
    opinion: str = ""


@record
class Finding(Record):
    """Medical finding."""

    RECORD: ClassVar[str] = "finding"

    medical_exam: str = ""
    injury: str = ""
    consistency: str = ""
    other_causes: str = ""


@record
class CoercedDisclosure(Record):
    """Coerced disclosure."""

    RECORD: ClassVar[str] = "coerced_disclosure"

    detention: str = ""
    method: str = ""
    on: UncertainDate | None = None
    place: str = ""
    given: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    followed_by: str = ""
    confidence: str = ""
    warned: str = ""
    note: str = ""
