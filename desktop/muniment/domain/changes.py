"""What a write did: the answer of every service that writes, from which views refresh and undo names itself."""

from muniment.domain.frozen import frozen


@frozen
class Touched:
    """One record that a change added, set or removed."""

    record: str
    id: str
    case: str  # id of its case file; "" for a shared record
    action: str
    fields: tuple[str, ...] = ()


@frozen
class Change:
    """One change of a user: its number in the journal and what it touched. Number 0 says that nothing was written."""

    number: int
    touched: tuple[Touched, ...]

    def __bool__(self) -> bool:
        return bool(self.number)
