"""Finding records by the beginnings of the words that they are called by: what a field that points offers."""

import json
from collections.abc import Collection, Sequence

from muniment.vault import pseudonyms
from muniment.vault.connection import Database
from muniment.vault.records import SHARED, Entry
from muniment.vault.search import expression

_ENTRY = "r.no, r.id, r.kind, r.case_no, r.created_at, r.updated_at"
_LOOKED_AT = 2000  # files changed last, in which a word that begins very many names is looked for first


def cases(db: Database, words: Sequence[str], limit: int) -> list[Entry]:
    """The case files in whose code or pseudonym words begin so, those changed last first; all of them for no words."""
    if not words:
        return _entries(db, "SELECT case_no FROM case_line ORDER BY updated_at DESC, case_no LIMIT ?", (limit,))
    recent = f"SELECT case_no, updated_at FROM case_line ORDER BY updated_at DESC LIMIT {_LOOKED_AT}"  # noqa: S608
    matching = "SELECT rowid FROM name_index WHERE name_index MATCH ?"
    for lines in (f"({recent})", "case_line"):
        query = f"SELECT case_no FROM {lines} WHERE case_no IN ({matching}) ORDER BY updated_at DESC, case_no LIMIT ?"  # noqa: S608
        found = _entries(db, query, (expression(words), limit))
        if len(found) == limit:
            break
    return found


def shared(db: Database, kinds: Sequence[str], words: Sequence[str], limit: int) -> list[Entry]:
    """The shared records of these kinds in whose names words begin so, those changed last first; all for no words."""
    marks = ", ".join("?" * len(kinds))
    where = f"r.case_no = {SHARED} AND r.kind IN ({marks})"
    values: list[object] = [*kinds]
    if words:
        where += " AND r.no IN (SELECT rowid FROM name_index WHERE name_index MATCH ?)"
        values.append(expression(words))
    query = f"SELECT {_ENTRY} FROM record r WHERE {where} ORDER BY r.updated_at DESC, r.no DESC LIMIT ?"  # noqa: S608
    return [Entry(*row) for row in db.rows(query, (*values, limit))]


def called(db: Database, name: str, code: str) -> list[tuple[str, str, str]]:
    """The id, the code and the pseudonym of the case files with a folded pseudonym, or with a code."""
    query = (
        "SELECT r.id, l.code, l.pseudonym FROM case_line l JOIN record r ON r.no = l.case_no "
        "WHERE l.pseudonym_folded = ? OR l.code = ?"
    )
    return [(row[0], row[1], row[2]) for row in db.rows(query, (name, code))]


def near(db: Database, words: Collection[str], beginnings: Collection[str]) -> tuple[set[str], set[str]]:
    """The folded pseudonyms that have any of these words, and the codes that begin with any of these, hyphen or end."""
    query = """SELECT l.code FROM json_each(?) j
               CROSS JOIN case_line l INDEXED BY case_line_code ON l.code >= j.value AND l.code < j.value || '.'"""
    codes = db.each(query, (json.dumps(list(beginnings)),))
    return pseudonyms.with_any(db, words), {code for (code,) in codes if code.partition("-")[0] in beginnings}


def _entries(db: Database, numbers: str, values: Sequence[object]) -> list[Entry]:
    found = [row[0] for row in db.rows(numbers, values)]
    marks = ", ".join("?" * len(found))
    rows = db.rows(f"SELECT {_ENTRY} FROM record r WHERE r.no IN ({marks})", found)  # noqa: S608
    by_no = {row[0]: Entry(*row) for row in rows}
    return [by_no[no] for no in found if no in by_no]
