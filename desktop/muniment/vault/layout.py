"""Where the fields of a record lie in the tables, worked out once from the declarations."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from muniment.domain.dates import UncertainDate
from muniment.domain.fields import FieldSpec, Kind, RecordSpec
from muniment.domain.frozen import frozen
from muniment.domain.openformat import UNKNOWN
from muniment.domain.schema import RECORDS
from muniment.domain.values import Money

Cells = tuple[Any, ...]
Encoders = tuple[tuple[str, Callable[[Any], Cells] | None], ...]
"""Attributes of a record, each with the way of its value to its cells."""

#: Kinds whose entries have rows of their own instead of a column.
ROWED = (Kind.CHOICES, Kind.LINES, Kind.REFERENCE, Kind.REFERENCES, Kind.MAPPING)


@frozen
class Column:
    """One field that has columns: their names, and the way of a value to their cells and back."""

    field: FieldSpec
    names: tuple[str, ...]
    encode: Callable[[Any], Cells] | None  # None: one cell that holds the value itself, NULL for no text
    decode: Callable[[Sequence[Any]], Any]


@frozen
class Layout:
    """The tables of one kind of record: ``short`` fields in its own table, ``long`` ones in ``<name>_text``."""

    spec: RecordSpec
    short: tuple[Column, ...]
    long: tuple[Column, ...]
    rowed: tuple[FieldSpec, ...]

    @cached_property
    def select(self) -> str:
        """Reads every row of one case file, or the rows that a condition added to it picks."""
        columns = [f'a."{name}"' for column in self.short for name in column.names]
        columns += [f't."{name}"' for column in self.long for name in column.names]
        join = f'LEFT JOIN "{self.spec.name}_text" t ON t.case_no = a.case_no AND t.no = a.no' if self.long else ""
        return f'SELECT {", ".join(["a.no", *columns])} FROM "{self.spec.name}" a {join} WHERE a.case_no = ?'  # noqa: S608

    @cached_property
    def inserts(self) -> tuple[tuple[str, Encoders], ...]:
        """The statements that enter a new record's row into each of its tables, with the attributes they take.

        Plain ones: of those in ``updates`` each may have to be taken back alone, which costs far more.
        """
        return tuple((_insert(name, columns), _encoders(columns)) for name, columns in self._tables())

    @cached_property
    def updates(self) -> tuple[tuple[str, Encoders], ...]:
        """The statements that write a record's row into each of its tables, new or not, likewise."""
        return tuple((_upsert(name, columns), _encoders(columns)) for name, columns in self._tables())

    def _tables(self) -> Iterator[tuple[str, tuple[Column, ...]]]:
        yield self.spec.name, self.short
        if self.long:
            yield f"{self.spec.name}_text", self.long

    def values(self, row: Sequence[Any]) -> dict[str, Any]:
        """The attribute values of a row that ``select`` gave, without its number."""
        values: dict[str, Any] = {}
        at = 1
        for column in (*self.short, *self.long):
            end = at + len(column.names)
            if row[at] is not None:
                values[column.field.attribute] = column.decode(row[at:end])
            at = end
        return values


def cells(encoders: Encoders, record: object) -> list[Any]:
    """The cells of a record for these attributes, in their order."""
    found: list[Any] = []
    for attribute, encode in encoders:
        value = getattr(record, attribute)
        if encode is None:
            found.append(None if value == "" else value)
        else:
            found += encode(value)
    return found


def _encoders(columns: tuple[Column, ...]) -> Encoders:
    return tuple((column.field.attribute, column.encode) for column in columns)


def _own(columns: tuple[Column, ...]) -> list[str]:
    return [f'"{name}"' for column in columns for name in column.names]


def _insert(table: str, columns: tuple[Column, ...]) -> str:
    names = ["case_no", "no", *_own(columns)]
    return f'INSERT INTO "{table}" ({", ".join(names)}) VALUES ({", ".join("?" * len(names))})'  # noqa: S608


def _upsert(table: str, columns: tuple[Column, ...]) -> str:
    """Writes the row of one record and touches no other: REPLACE would delete whose code is the same."""
    news = ", ".join(f"{name} = excluded.{name}" for name in _own(columns))
    return f"{_insert(table, columns)} ON CONFLICT (case_no, no) DO UPDATE SET {news}"


def _encode_date(value: UncertainDate | None) -> Cells:
    return (None, None, None) if value is None else (value.edtf, value.earliest, value.latest)


def _encode_money(value: Money | None) -> Cells:
    if value is None:
        return (None, None)
    return (UNKNOWN if value.amount is None else str(value.amount), value.currency or None)


def _decode_money(cells: Sequence[Any]) -> Money:
    return Money(None if cells[0] == UNKNOWN else Decimal(cells[0]), cells[1] or "")


def _encode_number(value: Decimal | None) -> Cells:
    return (None if value is None else str(value),)


def _column(field: FieldSpec) -> Column:
    name = field.name
    if field.kind is Kind.DATE and not field.sealed:
        names = (name, f"{name}_earliest", f"{name}_latest")
        return Column(field, names, _encode_date, lambda cells: UncertainDate(*cells))
    if field.kind is Kind.MONEY:
        return Column(field, (f"{name}_amount", f"{name}_currency"), _encode_money, _decode_money)
    if field.kind is Kind.NUMBER:
        return Column(field, (name,), _encode_number, lambda cells: Decimal(cells[0]))
    return Column(field, (name,), None, lambda cells: cells[0])


@cache
def layout(kind: str) -> Layout:
    """The layout of a kind of record; KeyError where there is none."""
    spec = RECORDS[kind]
    stored = [field for field in spec.fields if not field.derived]
    rowed = tuple(field for field in stored if field.kind in ROWED and not field.sealed)
    columns = [field for field in stored if field not in rowed]
    return Layout(
        spec=spec,
        short=tuple(_column(field) for field in columns if field.kind is not Kind.TEXT or field.sealed),
        long=tuple(_column(field) for field in columns if field.kind is Kind.TEXT and not field.sealed),
        rowed=rowed,
    )
