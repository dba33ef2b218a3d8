"""Every kind of record, declared once: its fields, their kinds, labels, lists and sensitivity. Data, no logic."""

from collections.abc import Mapping
from types import MappingProxyType

from muniment.domain.fields import RecordSpec
from muniment.domain.schema import cost, happened, law, person, sources

#: By name, in the order in which records are exported.
RECORDS: Mapping[str, RecordSpec] = MappingProxyType(
    {spec.name: spec for spec in (*person.RECORDS, *happened.RECORDS, *cost.RECORDS, *law.RECORDS, *sources.RECORDS)}
)
