"""How urgent something is that has to be done by a day."""

from datetime import date, timedelta
from enum import StrEnum

SOON, NEAR = 7, 31  # days


class Urgency(StrEnum):
    """The groups in which what is due is told, the most urgent first."""

    OVER = "over"
    WEEK = "within a week"
    MONTH = "within a month"
    LATER = "later"
    NO_DAY = "no day"


def urgency(day: date | None, as_of: date) -> Urgency:
    """How urgent something is, seen from a day; without a day nobody knows."""
    if day is None:
        return Urgency.NO_DAY
    if day < as_of:
        return Urgency.OVER
    left = (day - as_of) // timedelta(days=1)
    return Urgency.WEEK if left <= SOON else Urgency.MONTH if left <= NEAR else Urgency.LATER
