"""Small values that a field may hold beside text: sums of money and pointers to other records."""

from decimal import Decimal

from muniment.domain.frozen import frozen


@frozen
class Money:
    """A sum in one currency; ``amount`` None says that the sum is unknown, which is not nought."""

    amount: Decimal | None
    currency: str  # ISO 4217, three capitals; "" where that is unknown too


@frozen
class Ref:
    """A pointer to a record where several kinds may be meant."""

    record: str
    id: str
