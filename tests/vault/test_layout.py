"""Every declared field has its place in the tables of the first version."""

import pytest

from muniment.domain.fields import Kind
from muniment.domain.schema import RECORDS
from muniment.services.session import Session
from muniment.vault.layout import layout


def columns(session: Session, table: str) -> set[str]:
    return {row[1] for row in session.db.rows(f'PRAGMA table_info("{table}")')}


@pytest.mark.parametrize("kind", RECORDS)
def test_every_declared_field_has_its_columns_or_rows_and_no_column_is_left_over(session: Session, kind: str) -> None:
    tables = layout(kind)
    short = {name for column in tables.short for name in column.names}
    long = {name for column in tables.long for name in column.names}
    assert columns(session, kind) == {"case_no", "no"} | short
    assert columns(session, f"{kind}_text") == ({"case_no", "no"} | long if long else set())
    placed = {column.field.name for column in (*tables.short, *tables.long)} | {field.name for field in tables.rowed}
    assert placed == {field.name for field in RECORDS[kind].fields if not field.derived}


def test_long_texts_are_kept_apart_from_what_lists_read() -> None:
    for kind in RECORDS:
        assert not any(column.field.kind is Kind.TEXT and not column.field.sealed for column in layout(kind).short)


def test_no_field_is_kept_as_json(session: Session) -> None:
    schema = " ".join(str(row[0]) for row in session.db.rows("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    assert "json" not in schema.lower()
