"""One case file with everything that belongs to it, and the shared records that it refers to."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from muniment.domain.frozen import frozen
from muniment.domain.records import CaseFile, Record

R = TypeVar("R", bound=Record)


@frozen
class Dossier:
    """A case file, its records in the order in which they were made, and what they point to outside it.

    ``identity_fields`` names the sealed fields that hold something; their content is not here.
    ``outside`` holds shared records, and the case files and detentions of others that a record names.
    """

    case_file: CaseFile
    records: tuple[Record, ...] = ()
    outside: tuple[Record, ...] = ()
    identity_fields: tuple[str, ...] = ()

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """The file's own records of one kind, oldest first."""
        return tuple(r for r in self._by_kind.get(kind.RECORD, ()) if isinstance(r, kind))

    def of(self, kind: type[R], **wanted: str) -> tuple[R, ...]:
        """The file's own records of one kind whose attributes have the wanted values: ``of(Phase, detention=id)``."""
        return tuple(r for r in self.all(kind) if all(getattr(r, name) == value for name, value in wanted.items()))

    def with_shared(self, kind: type[R]) -> tuple[R, ...]:
        """The records of one kind in the file, then those outside that come with it."""
        return (*self.all(kind), *self.shared(kind))

    def shared(self, kind: type[R]) -> tuple[R, ...]:
        """The records of one kind outside the file that the file refers to."""
        return tuple(r for r in self.outside if isinstance(r, kind))

    def find(self, record_id: str) -> Record | None:
        """The record of that id, in the file or outside it; None where there is none."""
        return self._by_id.get(record_id)

    def get(self, kind: type[R], record_id: str) -> R | None:
        """The record of that id if it is of that kind; None otherwise."""
        found = self._by_id.get(record_id)
        return found if isinstance(found, kind) else None

    def __iter__(self) -> Iterator[Record]:
        yield self.case_file
        yield from self.records

    @cached_property
    def _by_kind(self) -> Mapping[str, list[Record]]:
        groups: dict[str, list[Record]] = {}
        for record in self.records:
            groups.setdefault(record.RECORD, []).append(record)
        return groups

    @cached_property
    def _by_id(self) -> Mapping[str, Record]:
        every: Iterable[Record] = (*self.outside, *self.records, self.case_file)
        return {record.id: record for record in every}
