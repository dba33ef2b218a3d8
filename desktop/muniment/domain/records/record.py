"""What every record has in common."""

from typing import ClassVar, TypeVar, dataclass_transform

from muniment.domain.frozen import declared

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """A frozen value whose fields are given by name."""
    return declared(cls, kw_only=True)


@record
class Record:
    """One record of a vault; empty fields hold the empty value of their kind, which says "not asked"."""

    RECORD: ClassVar[str]

    id: str
    case: str = ""  # id of the case file it belongs to; "" for a shared record, and for the case file itself
    created_at: str = ""
    updated_at: str = ""
    sources: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash((type(self), self.id))

    def __repr__(self) -> str:
        return f"<{self.RECORD} {self.id}>"
