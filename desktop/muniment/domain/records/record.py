"""What every record has in common."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of a vault; empty fields hold the empty value of their kind, which says "not asked"."""

    RECORD: ClassVar[str]

    id: str
    case: str = ""  # id of the case file it belongs to; "" for a shared record, and for the case file itself
    created_at: str = ""
    updated_at: str = ""
    sources: tuple[str, ...] = ()
