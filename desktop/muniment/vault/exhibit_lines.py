"""The exhibits of all case files in order, narrowed down by words."""

from collections.abc import Collection, Sequence

from muniment.domain.frozen import frozen
from muniment.vault.connection import Database

#: What the list can be sorted by; what is missing comes last both ways.
SORTS = {
    "file": "c.code",
    "number": "e.exhibit_no",
    "title": "e.title COLLATE NOCASE",
    "kind": "e.kind",
    "size": "e.size",
    "sha256": "e.sha256",
    "acquired": "coalesce(e.acquired_on_earliest, e.acquired_on_latest)",
}
_FROM = "FROM evidence e JOIN case_file c ON c.case_no = e.case_no"
_SPOKEN_OF = """EXISTS (SELECT 1 FROM folded f WHERE f.document = e.case_no
    AND (f.no = e.no AND instr(f.words, ?) OR f.no = e.case_no AND instr(f.names, ?)))"""


@frozen
class Word:
    """One typed word: its folded parts, at least one; the number that it may be; kinds whose names it may begin."""

    folded: tuple[str, ...]
    number: int | None = None
    kinds: Collection[str] = ()


def numbers(db: Database, words: Sequence[Word], sort: str, *, backwards: bool, limit: int) -> list[int]:
    """The numbers of the exhibits that fit every word, in order; at most so many."""
    where, values = _where(words)
    order = f"{SORTS[sort]} IS NULL, {SORTS[sort]} {'DESC' if backwards else 'ASC'}, c.code, e.exhibit_no, e.no"
    query = f"SELECT e.no {_FROM} {where} ORDER BY {order} LIMIT ?"
    return [no for (no,) in db.each(query, (*values, limit))]


def count(db: Database, words: Sequence[Word]) -> int:
    """How many exhibits fit every word."""
    where, values = _where(words)
    return int(db.value(f"SELECT count(*) {_FROM} {where}", values) or 0)


def _where(words: Sequence[Word]) -> tuple[str, list[object]]:
    conditions: list[str] = []
    values: list[object] = []
    for word in words:
        ways = [f"({' AND '.join([_SPOKEN_OF] * len(word.folded))})"]
        values += [f" {part}" for part in word.folded for _ in range(2)]
        if word.number is not None:
            ways.append("e.exhibit_no = ?")
            values.append(word.number)
        if word.kinds:
            ways.append(f"e.kind IN ({', '.join('?' * len(word.kinds))})")
            values += word.kinds
        conditions.append(f"({' OR '.join(ways)})")
    return (f"WHERE {' AND '.join(conditions)}" if conditions else ""), values
