"""Small values that a field may hold beside text: sums of money and pointers to other records."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in one currency; ``amount`` None says that the sum is unknown, which is not nought."""

    amount: Decimal | None
    currency: str  # ISO 4217, three capitals; "" where that is unknown too


@dataclass(frozen=True, slots=True)
class Ref:
    """A pointer to a record where several kinds may be meant."""

    record: str
    id: str
