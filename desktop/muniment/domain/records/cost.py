"""What it cost: the records as values."""

from typing import ClassVar

from muniment.domain.dates import UncertainDate
from muniment.domain.records.record import Record, record
from muniment.domain.values import Money


@record
class HousingLoss(Record):
    """Loss of housing."""

    RECORD: ClassVar[str] = "housing_loss"

    on: UncertainDate | None = None
    tenure: str = ""
    actor: str = ""
    trigger: str = ""
    notice_days: int | None = None
    belongings_lost: str = ""
    deposit_lost: Money | None = None
    living_now: str = ""
    detention: str = ""
    note: str = ""


@record
class WorkLoss(Record):
    """Loss of work."""

    RECORD: ClassVar[str] = "work_loss"

    on: UncertainDate | None = None
    arrested_at_work: str = ""
    employer_told_by: str = ""
    outcome: str = ""
    detention: str = ""
    note: str = ""


@record
class Payment(Record):
    """Payment."""

    RECORD: ClassVar[str] = "payment"

    kind: str = ""
    demanded: Money | None = None
    paid: Money | None = None
    on: UncertainDate | None = None
    by: str = ""
    to: str = ""
    receipt: str = ""
    result: str = ""
    detention: str = ""


@record
class Seizure(Record):
    """Seizure."""

    RECORD: ClassVar[str] = "seizure"

    items: str = ""
    kind: str = ""
    unlocked_under_duress: str = ""
    returned: str = ""
    on: UncertainDate | None = None
    detention: str = ""
