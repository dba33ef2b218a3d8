"""Loading and saving any declared record.

Nothing here opens a transaction, journals or indexes: ``changes`` does, and is the only way that writes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from muniment.domain.errors import UserFault
from muniment.domain.fields import FieldSpec, Kind
from muniment.domain.frozen import frozen
from muniment.domain.openformat import make
from muniment.domain.records import Record
from muniment.domain.values import Ref
from muniment.vault.connection import Database
from muniment.vault.errors import VaultDamaged
from muniment.vault.held import Rows
from muniment.vault.layout import Layout, cells, layout

NumberOf = Callable[[str], int]
"""Tells the number of a record that is in the directory, by its id."""

SHARED = 0  # the case_no of records that belong to no case file


class Dangling(UserFault):
    """A record refers to one that is not there, or not any more."""


_BATCH = 500  # numbers in one IN list, well under SQLite's limit of parameters
_ENTRY = "no, id, kind, case_no, created_at, updated_at"


class Entry(NamedTuple):
    """A record's row in the directory: its number, id and kind, the number of its case file, its times (UTC)."""

    no: int
    id: str
    kind: str
    case_no: int
    created_at: str
    updated_at: str


def find(db: Database, record_id: str) -> Entry | None:
    """The directory entry of a record; None where there is none of that id."""
    row = db.row(f"SELECT {_ENTRY} FROM record WHERE id = ?", (record_id,))  # noqa: S608
    return Entry(*row) if row else None


def entry(db: Database, no: int) -> Entry | None:
    """The directory entry of a record's number; None where there is none."""
    row = db.row(f"SELECT {_ENTRY} FROM record WHERE no = ?", (no,))  # noqa: S608
    return Entry(*row) if row else None


def entries_of_file(db: Database, case_no: int) -> list[Entry]:
    """Every record of one case file, the case file first, in the order in which they were made.

    A file of the open format may bring a case file behind its records.
    """
    query = f"SELECT {_ENTRY} FROM record WHERE case_no = ? ORDER BY no <> case_no, no"  # noqa: S608
    rows = db.each(query, (case_no,))
    return [Entry(*row) for row in rows]


def count_in_file(db: Database, case_no: int) -> int:
    """How many records a case file has, itself among them."""
    return int(db.value("SELECT count(*) FROM record WHERE case_no = ?", (case_no,)))


def case_numbers(db: Database) -> Iterator[int]:
    """The numbers of all case files, in the order in which they were made."""
    yield from (int(no) for (no,) in db.rows("SELECT case_no FROM case_file ORDER BY case_no"))


def case_with_code(db: Database, code: str) -> int | None:
    """The number of the case file with that code; None where there is none."""
    no = db.value("SELECT case_no FROM case_file WHERE code = ?", (code,))
    return None if no is None else int(no)


def code_of(db: Database, case_no: int) -> str:
    """The code of a case file by its number; "" for shared records."""
    return str(db.value("SELECT code FROM case_file WHERE case_no = ?", (case_no,)) or "")


def names_of(db: Database, case_no: int) -> tuple[str, str]:
    """The code and the pseudonym of a case file by its number."""
    row = db.row("SELECT code, pseudonym FROM case_file WHERE case_no = ?", (case_no,))
    return (row[0], row[1]) if row else ("", "")


def entries_of_kind(db: Database, kind: str) -> list[Entry]:
    """Every record of one kind, wherever it belongs, by case file."""
    table = layout(kind).spec.name
    columns = ", ".join(f"r.{name}" for name in _ENTRY.split(", "))
    query = f'SELECT {columns} FROM "{table}" t JOIN record r ON r.no = t.no ORDER BY t.case_no, t.no'  # noqa: S608
    return [Entry(*row) for row in db.each(query)]


def consents_to(db: Database, case_no: int, purpose: str) -> list[Entry]:
    """The consents of one case file to one purpose, in the order in which they were made."""
    columns = ", ".join(f"r.{name}" for name in _ENTRY.split(", "))
    query = f"""SELECT {columns} FROM consent c JOIN record r ON r.no = c.no
                WHERE c.case_no = ? AND c.purpose = ? ORDER BY c.no"""  # noqa: S608
    return [Entry(*row) for row in db.each(query, (case_no, purpose))]


def open_deadlines(db: Database, before: str) -> list[Entry]:
    """The deadlines not yet done whose day that warns (counsel's own, else the computed) is before an ISO date."""
    day = "coalesce(t.override_earliest, t.override_latest, t.due_earliest_earliest, t.due_latest_latest)"
    columns = ", ".join(f"r.{name}" for name in _ENTRY.split(", "))
    query = f"SELECT {columns} FROM deadline t JOIN record r ON r.no = t.no WHERE t.done_on IS NULL AND {day} < ?"  # noqa: S608
    return [Entry(*row) for row in db.each(query, (before,))]


def deadlines_by(db: Database, rule: str) -> list[Entry]:
    """The deadlines that are computed by a rule."""
    columns = ", ".join(f"r.{name}" for name in _ENTRY.split(", "))
    query = f"SELECT {columns} FROM deadline t JOIN record r ON r.no = t.no WHERE t.rule = ?"  # noqa: S608
    return [Entry(*row) for row in db.each(query, (rule,))]


def entries_with(db: Database, numbers: list[int]) -> list[Entry]:
    """The directory entries of these numbers."""
    query = f"SELECT {_ENTRY} FROM record WHERE no >= ?"  # noqa: S608
    return [Entry(*row) for row in _rows(db, query, 0, numbers, "no")]


def detained(db: Database, case_numbers: list[int]) -> set[int]:
    """Those of these case files that have a detention."""
    query = "SELECT DISTINCT case_no FROM detention WHERE case_no >= ?"
    return {row[0] for row in _rows(db, query, 0, case_numbers, "case_no")}


def highest_number(db: Database) -> int:
    """The highest number of a record that is there; 0 in an empty vault."""
    return int(db.value("SELECT max(no) FROM record") or 0)


# --- loading ---


def load_file(db: Database, case_no: int) -> tuple[Record, ...]:
    """A case file and all its records, the case file first; empty where there is no such file."""
    entries = entries_of_file(db, case_no)
    return _load(db, case_no, entries, whole=True)


def load(db: Database, entries: Iterable[Entry]) -> tuple[Record, ...]:
    """The records of these entries, wherever they belong, by their numbers."""
    by_case: dict[int, list[Entry]] = {}
    for one in entries:
        by_case.setdefault(one.case_no, []).append(one)
    loaded = (record for case_no, group in by_case.items() for record in _load(db, case_no, group, whole=False))
    return tuple(loaded)


def load_one(db: Database, record_id: str) -> Record | None:
    """The record of that id; None where there is none."""
    found = find(db, record_id)
    return load(db, [found])[0] if found else None


def _load(db: Database, case_no: int, entries: Sequence[Entry], *, whole: bool) -> tuple[Record, ...]:
    numbers = None if whole else [one.no for one in entries]
    values: dict[int, dict[str, Any]] = {one.no: {} for one in entries}
    for kind in sorted({one.kind for one in entries}):
        tables = layout(kind)
        for row in _rows(db, tables.select, case_no, numbers, "a.no"):
            values[row[0]] = tables.values(row)
            if tables.long and _end_in_nothing(row[-len(tables.long) :]):
                db.confirm()
    kinds = {one.no: layout(one.kind) for one in entries}
    for no, name, items in _rowed(db, case_no, numbers, kinds):
        values[no][name] = items
    case = _case_id(db, case_no, entries)
    return tuple(_record(one, case, values[one.no]) for one in entries)


def _end_in_nothing(cells: Sequence[Any]) -> bool:
    """Whether a text ends as one does whose last page is damaged; few people end theirs with a NUL."""
    return any(cell is not None and cell.endswith("\0") for cell in cells)


def _record(one: Entry, case: str, values: Mapping[str, Any]) -> Record:
    own = "" if one.kind == "case_file" else case
    return make(
        one.kind, {**values, "id": one.id, "case": own, "created_at": one.created_at, "updated_at": one.updated_at}
    )


def _case_id(db: Database, case_no: int, entries: Sequence[Entry]) -> str:
    if case_no == SHARED:
        return ""
    known = next((one.id for one in entries if one.no == case_no), None)
    return known or str(db.value("SELECT id FROM record WHERE no = ?", (case_no,)))


def _rows(db: Database, select: str, case_no: int, numbers: list[int] | None, column: str) -> Iterator[Sequence[Any]]:
    if numbers is None:
        yield from db.each(select, (case_no,))
        return
    for start in range(0, len(numbers), _BATCH):
        batch = numbers[start : start + _BATCH]
        most = 1 << (len(batch) - 1).bit_length()  # few lengths, so that the same statements come again
        filling = [None] * (most - len(batch))
        yield from db.each(f"{select} AND {column} IN ({', '.join('?' * most)})", (case_no, *batch, *filling))


_ITEMS = "SELECT i.no, i.field, i.position, i.value FROM list_item i WHERE i.case_no = ?"
_ANSWERS = "SELECT i.no, i.field, i.position, i.question, i.reply FROM answer i WHERE i.case_no = ?"
_POINTERS = (
    "SELECT i.no, i.field, i.position, r.id, r.kind FROM pointer i JOIN record r ON r.no = i.target WHERE i.case_no = ?"
)
_SELECTS = {"list_item": _ITEMS, "answer": _ANSWERS, "pointer": _POINTERS}


def _rowed(
    db: Database, case_no: int, numbers: list[int] | None, kinds: Mapping[int, Layout]
) -> Iterator[tuple[int, str, Any]]:
    """Every field that has rows of its own: the record's number, the attribute, the value."""
    groups: dict[tuple[int, str], list[tuple[Any, ...]]] = {}
    for select in _SELECTS.values() if numbers is None else _needed(kinds.values()):
        for row in _rows(db, select, case_no, numbers, "i.no"):
            groups.setdefault((row[0], row[1]), []).append(tuple(row[2:]))
            if _end_in_nothing(row[3:]):
                db.confirm()
    for (no, name), rows in groups.items():
        if no not in kinds:
            raise VaultDamaged(_NOBODYS)
        field = kinds[no].spec.field(name)
        rows.sort()
        yield no, field.attribute, _value(field, [row[1:] for row in rows])


_NOBODYS = "A value belongs to a record that is not there: the vault is damaged. Let it be verified; restore a backup."


def _needed(kinds: Iterable[Layout]) -> list[str]:
    tables = {_table(field) for kind in kinds for field in kind.rowed}
    return [select for table, select in _SELECTS.items() if table in tables]


def _value(field: FieldSpec, rows: list[tuple[Any, ...]]) -> Any:
    if field.kind is Kind.MAPPING:
        return tuple(rows)
    if field.kind in (Kind.REFERENCE, Kind.REFERENCES):
        targets = tuple(Ref(kind, target) if field.polymorphic else target for target, kind in rows)
        return targets if field.kind is Kind.REFERENCES else targets[0]
    return tuple(row[0] for row in rows)


# --- saving ---


def allot(db: Database, record: Record, case_no: int, no: int | None = None) -> Entry:
    """Enters a record into the directory and returns its entry; a case file becomes its own ``case_no``.

    ``no`` gives a case file that comes back after its removal the number it had.
    """
    values = (no, record.id, record.RECORD, case_no, record.created_at, record.updated_at)
    insert = "INSERT INTO record (no, id, kind, case_no, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING no"
    ((number,),) = db.rows(insert, values)
    if record.RECORD == "case_file":
        db.run("UPDATE record SET case_no = no WHERE no = ?", (number,))
        case_no = number
    return Entry(number, record.id, record.RECORD, case_no, record.created_at, record.updated_at)


def insert(rows: Rows, where: Entry, record: Record, number_of: NumberOf) -> None:
    """Writes the fields of a record that no table has anything of yet; a row of long texts only where there are any.

    ``number_of`` tells the number of each record that this one points to.
    """
    tables = layout(record.RECORD)
    statement, encoders = tables.inserts[0]
    rows.run(statement, (where.case_no, where.no, *cells(encoders, record)))
    for statement, encoders in tables.inserts[1:]:
        texts = cells(encoders, record)
        if texts.count(None) < len(texts):
            rows.run(statement, (where.case_no, where.no, *texts))
    for field in tables.rowed:
        if value := getattr(record, field.attribute):
            _insert_rows(rows, where, field, _cells(field, value, number_of))


def update(db: Database, where: Entry, before: Record, after: Record) -> None:
    """Writes a record's fields into its tables anew; of fields with rows of their own only those that changed."""
    tables = layout(after.RECORD)
    for statement, encoders in tables.updates:
        db.run(statement, (where.case_no, where.no, *cells(encoders, after)))
    for field in tables.rowed:
        old, new = getattr(before, field.attribute), getattr(after, field.attribute)
        if old != new:
            if old:
                key = (where.case_no, where.no, field.name)
                db.run(f"DELETE FROM {_table(field)} WHERE case_no = ? AND no = ? AND field = ?", key)  # noqa: S608
            _insert_rows(db, where, field, _cells(field, new, partial(number_of, db)))
    db.run("UPDATE record SET updated_at = ? WHERE no = ?", (after.updated_at, where.no))


def _insert_rows(rows: Rows, where: Entry, field: FieldSpec, entries: list[tuple[Any, ...]]) -> None:
    new = [(where.case_no, where.no, field.name, at, *cells) for at, cells in enumerate(entries)]
    if new:
        rows.run_many(_INSERTS[_table(field)], new)


_INSERTS = {
    "answer": "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?)",
    "pointer": "INSERT INTO pointer VALUES (?, ?, ?, ?, ?)",
    "list_item": "INSERT INTO list_item VALUES (?, ?, ?, ?, ?)",
}


def _table(field: FieldSpec) -> str:
    if field.kind is Kind.MAPPING:
        return "answer"
    return "pointer" if field.targets else "list_item"


def _cells(field: FieldSpec, value: Any, number_of: NumberOf) -> list[tuple[Any, ...]]:
    if not value:
        return []
    if field.kind is Kind.MAPPING:
        return list(value)
    items = [value] if field.kind is Kind.REFERENCE else list(value)
    if field.targets:
        return [(number_of(item.id if isinstance(item, Ref) else item),) for item in items]
    return [(item,) for item in items]


def number_of(db: Database, record_id: str) -> int:
    """The number of a record by its id; raises Dangling where there is none."""
    no = db.value("SELECT no FROM record WHERE id = ?", (record_id,))
    if no is None:
        raise Dangling(f"A record that this one refers to is not in the vault: {record_id}. Nothing was saved.")
    return int(no)


def delete(db: Database, where: Entry) -> None:
    """Takes a record out of all tables; the database refuses at commit while others point to it."""
    db.run("DELETE FROM record WHERE no = ?", (where.no,))


# --- what points to what ---


@frozen
class Referrer:
    """A record that points to another, and by which field."""

    entry: Entry
    field: str


def referrers(db: Database, no: int) -> list[Referrer]:
    """Every record that points to the record of that number."""
    query = """SELECT r.no, r.id, r.kind, r.case_no, r.created_at, r.updated_at, p.field
               FROM pointer p JOIN record r ON r.no = p.no WHERE p.target = ? ORDER BY r.no, p.field"""
    return [Referrer(Entry(*row[:6]), row[6]) for row in db.each(query, (no,))]


def pointed_to_from(db: Database, case_no: int) -> list[Entry]:
    """The records outside a case file that its records point to."""
    query = """SELECT DISTINCT r.no, r.id, r.kind, r.case_no, r.created_at, r.updated_at
               FROM pointer p JOIN record r ON r.no = p.target
               WHERE p.case_no = ? AND r.case_no <> ? ORDER BY r.no"""
    return [Entry(*row) for row in db.each(query, (case_no, case_no))]


def pointed_to_by(db: Database, numbers: list[int]) -> list[Entry]:
    """The records that these shared records point to."""
    query = """SELECT DISTINCT r.no, r.id, r.kind, r.case_no, r.created_at, r.updated_at
               FROM pointer i JOIN record r ON r.no = i.target WHERE i.case_no = ?"""
    return [Entry(*row) for row in _rows(db, query, SHARED, numbers, "i.no")]


def links_to(db: Database, numbers: list[int]) -> list[Entry]:
    """The shared records that say that a source supports or contradicts one of these shared records.

    The index is named, since it leads past all the case files that point to the same agency.
    """
    query = """SELECT DISTINCT r.no, r.id, r.kind, r.case_no, r.created_at, r.updated_at
               FROM pointer i INDEXED BY pointer_target JOIN record r ON r.no = i.no
               WHERE i.case_no = ? AND i.field = 'record' AND r.kind = 'fact_link'"""
    return [Entry(*row) for row in _rows(db, query, SHARED, numbers, "i.target")]


def all_shared(db: Database) -> list[Entry]:
    """Every record that belongs to no case file."""
    return entries_of_file(db, SHARED)
