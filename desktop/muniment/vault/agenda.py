"""What is due, in order of its day: deadlines and tasks of all case files."""

from muniment.vault.connection import Database

#: By kind of record: the day that counts, and the condition that it still waits.
_DAYS = {
    "deadline": "coalesce(override_earliest, override_latest, due_earliest_earliest, due_latest_latest)",
    "task": "coalesce(due_on_earliest, due_on_latest)",
}


def waiting(db: Database, kind: str, limit: int) -> list[int]:
    """The numbers of what is not done yet, by its day, what has none last; at most so many."""
    day = _DAYS[kind]
    query = f"SELECT no FROM {kind} WHERE done_on IS NULL ORDER BY {day} NULLS LAST, case_no, no LIMIT ?"  # noqa: S608
    return [no for (no,) in db.each(query, (limit,))]


def done(db: Database, kind: str, limit: int) -> list[int]:
    """The numbers of what was done, the latest first; at most so many."""
    order = "done_on_latest DESC, case_no, no"
    query = f"SELECT no FROM {kind} WHERE done_on IS NOT NULL ORDER BY {order} LIMIT ?"  # noqa: S608
    return [no for (no,) in db.each(query, (limit,))]


def counts(db: Database, kind: str, today: str, soon: str) -> tuple[int, int, int]:
    """How many wait in all, how many of these are due before ``today``, and from then until ``soon`` (ISO dates)."""
    day = _DAYS[kind]
    query = (
        f"SELECT count(*), coalesce(sum({day} < ?), 0), coalesce(sum({day} BETWEEN ? AND ?), 0) "  # noqa: S608
        f"FROM {kind} WHERE done_on IS NULL"
    )
    row = db.row(query, (today, today, soon))
    return (0, 0, 0) if row is None else (int(row[0]), int(row[1]), int(row[2]))
