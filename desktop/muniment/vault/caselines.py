"""The thin table behind every list of case files: one line each, kept by the writer of changes."""

import json
from array import array
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from muniment.domain.dates import UncertainDate
from muniment.domain.detention import Stay
from muniment.domain.folding import fold
from muniment.domain.frozen import frozen
from muniment.vault import pseudonyms
from muniment.vault.connection import Database, Value

if TYPE_CHECKING:
    from muniment.domain.dossier import Dossier
    from muniment.domain.records import Record

#: What a list can be sorted by, and the columns that do it; the number breaks ties.
SORTS = {
    "code": "code",
    "pseudonym": "pseudonym_folded",
    "legal_status": "legal_status",
    "in_custody": "custody",
    "elapsed": "elapsed_max",
    "touched": "touched_max",
    "ordered": "ordered",
    "next_deadline": "next_due",
    "safety": "safety",
    "act": "act",
    "housing": "housing",
    "updated": "updated_at",
}
#: The kinds of records that a line tells of; of all others it tells when they were changed.
TOLD = frozenset(
    "case_file detention court_order status_change deadline allegation housing_loss consent".split()  # noqa: SIM905
)
_NEWEST_FIRST = ("updated", "elapsed", "touched", "ordered")
_CUSTODY = {True: "yes", False: "no", None: "unknown"}
_LINE = (
    *("case_no", "no", "code", "pseudonym", "pseudonym_folded", "legal_status", "custody"),
    *("elapsed_min", "elapsed_max", "touched_min", "touched_max", "ordered", "next_due", "next_deadline"),
    *("safety", "updated_at", "act", "allegations", "housing", "responsible", "counsel", "counsel_until"),
)
_PSEUDONYM = _LINE.index("pseudonym")
_COLUMNS = (
    "case_no, code, pseudonym, legal_status, custody, elapsed_min, elapsed_max, touched_min, touched_max, ordered, "
    "next_deadline, safety, updated_at, act, allegations, housing, responsible, counsel, "
    "counsel_until, next_due"
)
_GIVEN = "SELECT value FROM json_each(?)"  # any number of them, as ``_listed`` writes them


@frozen
class CaseLine:
    """One case file as a list shows it. Days are None while the person is held: they depend on the day of reading."""

    case_no: int
    code: str
    pseudonym: str
    legal_status: str
    in_custody: bool | None
    elapsed: tuple[int | None, int | None]
    touched: tuple[int | None, int | None]
    ordered: int | None
    next_deadline: int | None  # the record's number
    next_due: str  # ISO date on which that one warns; "" for none
    safety: str
    updated: str
    act: str  # the gravest alleged; "" for none
    allegations: int
    housing: str  # where somebody lives now who lost a home; "" where no loss is recorded
    responsible: int | None  # number of the contact
    counsel: str  # the decision on consent for counsel; "" where none is recorded
    counsel_until: str  # ISO date after which it does not hold; "" for none
    place: tuple[object, int]  # in the sorted list: where a next page goes on


@frozen
class Filter:
    """Which case files a list shows; what is empty does not filter."""

    status: str = ""
    in_custody: bool = False
    act: str = ""
    tag: str = ""
    due_until: str = ""  # ISO date
    housing: str = ""  # where the person lives now, or "any" loss of a home
    no_consent_on: str = ""  # ISO date at which counsel may not be given the file
    responsible: int | None = None  # number of the contact
    words: str = ""  # what the index of words is asked for
    numbers: tuple[int, ...] | None = None  # only these, where a search was for more than the index can tell


@frozen
class Page:
    """Where a list goes on: behind the ``place`` of the last line seen, and how many lines to read."""

    after: tuple[object, int] | None = None
    size: int = 200


def write(db: Database, case_no: int, records: "Sequence[Record]") -> None:
    """Makes the line of a case file say what its records say, within the caller's transaction.

    The case file comes first; of the others those of the kinds in ``TOLD`` are enough.
    """
    known, values = _known(db, case_no), _cells(db, case_no, records)
    if known is None or known[_PSEUDONYM] != values[_PSEUDONYM]:
        pseudonyms.write(db, case_no, str(values[_PSEUDONYM]))
    if known is None:
        db.run(f"INSERT INTO case_line VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608
        return
    changed = {name: new for name, old, new in zip(_LINE, known, values, strict=True) if new != old}
    if changed:  # no more of the indexes is written than has to be
        news = ", ".join(f"{name} = ?" for name in changed)
        db.run(f"UPDATE case_line SET {news} WHERE case_no = ?", (*changed.values(), case_no))  # noqa: S608


def touch(db: Database, case_no: int, at: str) -> None:
    """Makes the line of a case file say when it was changed, where nothing else in it can have become another."""
    db.run("UPDATE case_line SET updated_at = max(updated_at, ?) WHERE case_no = ?", (at, case_no))


def clear(db: Database) -> None:
    """Takes all lines out, and the words of all pseudonyms."""
    db.run("DELETE FROM case_line")
    db.run("DELETE FROM pseudonym_word")


def files(db: Database) -> set[int]:
    """The numbers of all files that have a line, or words of a pseudonym."""
    return {row[0] for row in db.each("SELECT case_no FROM case_line UNION SELECT case_no FROM pseudonym_word")}


def is_current(db: Database, case_no: int, records: "Sequence[Record]") -> bool:
    """Whether the line of a case file, and the words of its pseudonym, say what its records say."""
    cells = _cells(db, case_no, records)
    return _known(db, case_no) == cells and pseudonyms.is_current(db, case_no, str(cells[_PSEUDONYM]))


def _known(db: Database, case_no: int) -> tuple[Value, ...] | None:
    return db.row(f"SELECT {', '.join(_LINE)} FROM case_line WHERE case_no = ?", (case_no,))  # noqa: S608


def _cells(db: Database, case_no: int, records: "Sequence[Record]") -> tuple[Value, ...]:
    from muniment.domain.dossier import Dossier
    from muniment.domain.due_dates import effective
    from muniment.domain.overview import overview
    from muniment.domain.records import CaseFile
    from muniment.domain.span import Span

    case_file = records[0]
    assert isinstance(case_file, CaseFile)  # noqa: S101 - the first of a file is the file
    found = overview(Dossier(case_file, tuple(records[1:])), datetime.now(UTC).date())
    fixed = found.in_custody is False or not found.held  # nobody held, or no detention recorded at all
    unknown = Span(None, None)
    elapsed, touched = (found.elapsed, found.touched) if fixed else (unknown, unknown)
    deadline = found.next_deadline
    due = effective(deadline).warns_on if deadline else None
    return (
        case_no,
        case_no,
        case_file.code,
        case_file.pseudonym,
        fold(case_file.pseudonym),
        found.legal_status or None,
        _CUSTODY[found.in_custody],
        elapsed.minimum,
        elapsed.maximum,
        touched.minimum,
        touched.maximum,
        found.ordered,
        due.isoformat() if due else None,
        db.value("SELECT no FROM record WHERE id = ?", (deadline.id,)) if deadline else None,
        case_file.safety or None,
        str(db.value("SELECT max(updated_at) FROM record WHERE case_no = ?", (case_no,))),
        *_gist(db, Dossier(case_file, tuple(records[1:]))),
    )


def _gist(db: Database, dossier: "Dossier") -> tuple[Value, ...]:
    from muniment.domain.consents import granted, standing
    from muniment.domain.gravity import gravest
    from muniment.domain.records import Allegation, Consent, HousingLoss

    allegations = dossier.all(Allegation)
    act = gravest(allegations)
    losses = enumerate(dossier.all(HousingLoss))
    loss = max(losses, key=lambda one: (one[1].on.sort_key if one[1].on else ("", ""), one[0]), default=(0, None))[1]
    responsible = dossier.case_file.responsible
    counsel = standing(dossier.all(Consent)).get("counsel")
    decision = "" if counsel is None else "withdrawn" if counsel.withdrawn_on else counsel.decision
    until = counsel.expires_on.last_day if counsel and granted(counsel) and counsel.expires_on else None
    return (
        act.act if act else None,
        len(allegations),
        (loss.living_now or "unknown") if loss else None,
        db.value("SELECT no FROM record WHERE id = ?", (responsible,)) if responsible else None,
        decision,
        until.isoformat() if until else None,
    )


def lines(db: Database, wanted: Filter, sort: str = "updated", page: Page | None = None) -> list[CaseLine]:
    """The lines that a filter lets through, sorted; one page of them, or all.

    ``sort`` is a key of SORTS; what is newest or longest comes first, what is missing last.
    """
    column = SORTS[sort]
    descending = sort in _NEWEST_FIRST
    conditions, values = _conditions(wanted)
    if page and page.after:
        condition, more = _behind(column, page.after, descending=descending)
        conditions.append(condition)
        values += more
    order = _order(column, descending=descending)
    where = _where(conditions)
    if page:  # first which ones, for which mostly an index is enough
        where = (
            f"WHERE case_no IN (SELECT case_no {_source(wanted, sort)} {where} ORDER BY {order} LIMIT {page.size:d})"
        )
    query = f"SELECT {_COLUMNS}, {column} FROM case_line {where} ORDER BY {order}"  # noqa: S608
    return [_line(row) for row in db.each(query, values)]


def _order(column: str, *, descending: bool) -> str:
    return f"{column} {'DESC' if descending else 'ASC'} NULLS LAST, case_no"


def _where(conditions: Sequence[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""


def _source(wanted: Filter, sort: str) -> str:
    """The newest are found by going through them in order, save where a search leaves few: these are sorted."""
    walked = sort == "updated" and not wanted.words and wanted.numbers is None
    return f"FROM case_line {'INDEXED BY case_line_updated' if walked else ''}"


def numbers(
    db: Database, wanted: Filter, sort: str = "updated", *, backwards: bool = False, most: int | None = None
) -> "array[int]":
    """The numbers of all case files that a filter lets through, sorted as ``lines`` are, or the other way round.

    What is missing comes last both ways. With ``most``, so many of them at most.
    """
    query, values = numbers_query(wanted, sort, backwards=backwards)
    query += "" if most is None else f" LIMIT {most:d}"
    one = f"SELECT json_group_array(case_no) FROM ({query})"  # noqa: S608 - rows, if many, would take twice as long
    return array("q", json.loads(db.value(one, values)))


def numbers_query(wanted: Filter, sort: str = "updated", *, backwards: bool = False) -> tuple[str, list[object]]:
    """What ``numbers`` asks the database for, with its values: a row for each case file."""
    conditions, values = _conditions(wanted)
    order = _order(SORTS[sort], descending=(sort in _NEWEST_FIRST) != backwards)
    return f"SELECT case_no {_source(wanted, sort)} {_where(conditions)} ORDER BY {order}", values


def of(db: Database, numbers: Iterable[int]) -> list[CaseLine]:
    """The lines of these case files, in this order; one that is gone is left out."""
    wanted = list(numbers)
    query = f"SELECT {_COLUMNS}, updated_at FROM case_line WHERE case_no IN ({_GIVEN})"  # noqa: S608
    known = {line.case_no: line for line in map(_line, db.each(query, (_listed(wanted),)))}
    return [known[no] for no in wanted if no in known]


def stays(db: Database, numbers: Iterable[int]) -> dict[int, list[Stay]]:
    """The detentions of those of these case files that have any, as far as days are counted from them."""
    start, end = (f'"{name}", "{name}_earliest", "{name}_latest"' for name in ("start", "end"))
    query = f'SELECT case_no, "status", {start}, {end} FROM detention WHERE case_no IN ({_GIVEN})'  # noqa: S608
    found: dict[int, list[Stay]] = {}
    for case_no, status, *bounds in db.each(query, (_listed(numbers),)):
        known = [UncertainDate(*each) if each[0] is not None else None for each in (bounds[:3], bounds[3:])]
        found.setdefault(case_no, []).append(Stay(known[0], known[1], status or ""))
    return found


def next_deadlines(db: Database, numbers: Iterable[int]) -> dict[int, str]:
    """The rule, or else the title, of the next deadline of those of these case files that have one."""
    query = f"""SELECT l.case_no, coalesce(d.rule, d.title, '') FROM case_line l
                JOIN deadline d ON d.case_no = l.case_no AND d.no = l.next_deadline
                WHERE l.case_no IN ({_GIVEN})"""  # noqa: S608
    return dict(db.rows(query, (_listed(numbers),)))


def count(db: Database, wanted: Filter) -> int:
    """How many lines a filter lets through."""
    conditions, values = _conditions(wanted)
    return int(db.value(f"SELECT count(*) FROM case_line {_where(conditions)}", values))  # noqa: S608


def changed_at(db: Database, numbers: Iterable[int]) -> dict[int, str]:
    """When these case files were changed last; of shared records, when they were themselves."""
    query = """SELECT r.no, coalesce(l.updated_at, r.updated_at) FROM json_each(?) j JOIN record r ON r.no = j.value
               LEFT JOIN case_line l ON l.case_no = r.no"""
    return dict(db.rows(query, (_listed(numbers),)))


def tags(db: Database) -> list[str]:
    """The tags that case files have, each once."""
    return [tag for (tag,) in db.each("SELECT DISTINCT value FROM list_item WHERE field = 'tags' ORDER BY value")]


def responsible(db: Database) -> set[int]:
    """The numbers of the contacts that are responsible for a case file."""
    query = "SELECT DISTINCT responsible FROM case_line WHERE responsible IS NOT NULL"
    return {no for (no,) in db.each(query)}


def with_pseudonym(db: Database, pseudonym: str) -> list[int]:
    """The numbers of the case files with that pseudonym: exactly so where there are any, else in any spelling."""
    folded = fold(pseudonym)
    query = "SELECT case_no, pseudonym FROM case_line WHERE pseudonym_folded = ? ORDER BY case_no"
    found = db.rows(query, (folded,)) if folded else []
    exact = [no for no, known in found if known == pseudonym]
    return exact or [no for no, _ in found]


def _listed(numbers: Iterable[int]) -> str:
    return f"[{', '.join(map(str, numbers))}]"


def _conditions(wanted: Filter) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    values: list[object] = []

    def add(condition: str, *more: object) -> None:
        conditions.append(condition)
        values.extend(more)

    if wanted.status:
        add("legal_status = ?", wanted.status)
    if wanted.in_custody:
        add("custody = 'yes'")
    if wanted.act:
        add("case_no IN (SELECT case_no FROM allegation WHERE act = ?)", wanted.act)
    if wanted.tag:
        add("case_no IN (SELECT case_no FROM list_item WHERE field = 'tags' AND value = ?)", wanted.tag)
    if wanted.due_until:
        add("next_due <= ?", wanted.due_until)
    if wanted.housing == "any":
        add("housing IS NOT NULL")
    elif wanted.housing:
        add("housing = ?", wanted.housing)
    if wanted.no_consent_on:
        add("(counsel <> 'granted' OR counsel_until < ?)", wanted.no_consent_on)
    if wanted.responsible is not None:
        add("responsible = ?", wanted.responsible)
    if wanted.words:
        add("case_no IN (SELECT rowid FROM text_index WHERE text_index MATCH ?)", wanted.words)
    if wanted.numbers is not None:
        add(f"case_no IN ({_GIVEN})", _listed(wanted.numbers))
    return conditions, values


def _behind(column: str, after: tuple[object, int], *, descending: bool) -> tuple[str, list[object]]:
    """The condition that a line comes after the last one seen; missing values come last."""
    value, no = after
    if value is None:
        return f"({column} IS NULL AND case_no > ?)", [no]
    beyond = "<" if descending else ">"
    if column == "updated_at":  # never missing: where to go on in its index
        return f"(updated_at {beyond}= ? AND (updated_at <> ? OR case_no > ?))", [value, value, no]
    return f"({column} {beyond} ? OR ({column} = ? AND case_no > ?) OR {column} IS NULL)", [value, value, no]


def _line(row: tuple[object, ...]) -> CaseLine:
    no, code, pseudonym, status, custody, *days, ordered, deadline, safety, updated = row[:13]
    act, allegations, housing, responsible, counsel, until, due, at = row[13:]
    held = {text: state for state, text in _CUSTODY.items()}[str(custody)]
    person = [no, code, pseudonym, status or "", held, tuple(days[:2]), tuple(days[2:])]
    law = [ordered, deadline, due or "", safety or "", updated]
    gist = [act or "", allegations, housing or "", responsible, counsel, until or ""]
    cells = [*person, *law, *gist, (at, no)]
    return CaseLine(*cells)  # type: ignore[arg-type]
