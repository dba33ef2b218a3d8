"""The ids of a file that comes in: UUIDs stay, any other name becomes a new UUID wherever it stands."""

import re
import uuid
from collections.abc import Mapping
from functools import lru_cache, partial

from muniment.domain.fields import RecordSpec
from muniment.domain.schema import RECORDS

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_REMEMBERED = 4096
#: Of each kind of record, the fields that point to other records.
_POINTING = {spec.name: tuple(field.name for field in spec.fields if field.targets) for spec in RECORDS.values()}


class LocalNames:
    """The names of one file. The same name gives the same id, worked out anew each time, so that none is stored.

    In a namespace of its own a name says nothing; a given one makes the ids of practice files the same every time.
    """

    def __init__(self, namespace: uuid.UUID | None = None) -> None:
        namespace = namespace or uuid.uuid4()
        self._known = lru_cache(_REMEMBERED)(partial(_id, namespace))

    def id(self, name: str) -> str:
        """The id that a record of this name gets."""
        return self._known(name)

    def with_ids(self, spec: RecordSpec, fields: Mapping[str, object]) -> tuple[dict[str, object], Mapping[str, str]]:
        """The fields with every reference turned into an id, and which id stands for which name."""
        turned = dict(fields)
        names: dict[str, str] = {}
        for name in _POINTING[spec.name]:
            if name in fields:
                turned[name] = self._turned(fields[name], names)
        return turned, names

    def _turned(self, raw: object, names: dict[str, str]) -> object:
        """A reference that is not of a known form stays, and is refused by whoever reads it."""
        if isinstance(raw, list):
            return [self._turned_one(item, names) for item in raw]
        return self._turned_one(raw, names)

    def _turned_one(self, raw: object, names: dict[str, str]) -> object:
        if isinstance(raw, dict) and isinstance(raw.get("id"), str):
            return {**raw, "id": self._turned_one(raw["id"], names)}
        if not isinstance(raw, str) or not raw:
            return raw
        found = self.id(raw)
        names[found] = raw
        return found


def _id(namespace: uuid.UUID, name: str) -> str:
    return name.lower() if _UUID.fullmatch(name) else str(uuid.uuid5(namespace, name))
