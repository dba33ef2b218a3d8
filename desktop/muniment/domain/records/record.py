"""What every record has in common."""

from collections.abc import Mapping
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from typing import Any, ClassVar, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """A frozen dataclass whose methods come from Record: made anew for every kind they would be most of a start."""
    made = dataclass(init=False, repr=False, eq=False, kw_only=True)(cls)
    own = fields(made)  # type: ignore[arg-type]
    made._DEFAULTS = {field.name: field.default for field in own if field.default is not MISSING}  # type: ignore[attr-defined]
    return made


@record
class Record:
    """One record of a vault; empty fields hold the empty value of their kind, which says "not asked"."""

    RECORD: ClassVar[str]
    _DEFAULTS: ClassVar[Mapping[str, Any]]

    id: str
    case: str = ""  # id of the case file it belongs to; "" for a shared record, and for the case file itself
    created_at: str = ""
    updated_at: str = ""
    sources: tuple[str, ...] = ()

    def __init__(self, **values: Any) -> None:
        own = self.__dict__
        own.update(self._DEFAULTS)
        own.update(values)
        if len(own) != len(self._DEFAULTS) + 1 or "id" not in own:
            raise TypeError(f"not the fields of a {self.RECORD}: {sorted(values)}")

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name}")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), self.id))

    def __repr__(self) -> str:
        return f"<{self.RECORD} {self.id}>"
