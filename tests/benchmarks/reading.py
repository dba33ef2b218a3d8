"""Whole case files, lists and searches, each against the same in the plain twin."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher
from tests.benchmarks.measure import Figure, Figures, Goal, Samples, in_turns, item_by_item, p95, seconds
from tests.benchmarks.plain import Call, Recorder, replay
from tests.benchmarks.stock import Stock, Twins

from muniment.services import finding, listing
from muniment.services.session import Session
from muniment.vault import caselines, search
from muniment.vault.caselines import Filter, Page
from muniment.vault.connection import Database
from muniment.vault.records import Entry

_PLAIN = "the same, plain"
_PASSES = 3
_FIRST = 200  # documents that a search gives at once
AS_OF = date(2018, 3, 1)


# --- one case file ---


def case_file(stock: Stock) -> Figures:
    """A case file with everything in it: its statements alone, and as the service gives it."""
    for files in stock.sizes:
        with stock.twins(files) as twins:
            yield from _case_files(twins, 300 if stock.long else 60)


def _case_files(twins: Twins, count: int) -> Iterator[Figure]:
    cases = twins.cases(count)
    calls = [_statements(twins.session, case) for case in cases]
    sql = _sides(twins, lambda session, number: replay(session.db, calls[number]))
    whole = _sides(twins, lambda session, number: finding.dossier(session, cases[number].no))
    first = item_by_item(*sql, len(cases), _PASSES, twins.reopen)
    again = _repeated(sql, len(calls))
    in_turns(*whole, 3)  # so that our own code is warm, when the databases are not
    as_values = item_by_item(*whole, len(cases), _PASSES, twins.reopen)
    touched = "whole case file, first touch"
    yield first.figure(f"{touched}, its SQL", _PLAIN, Goal(2), files=twins.files, of=p95)
    yield again.figure("whole case file, repeated, its SQL", _PLAIN, Goal(1.1), files=twins.files)
    yield as_values.figure(f"{touched}, as values", _PLAIN, Goal(2), files=twins.files, of=p95)


def _statements(session: Session, case: Entry) -> list[Call]:
    recorder = Recorder(session.db)
    finding.dossier(replace(session, db=recorder), case.no)
    return recorder.calls


Sides = tuple[Callable[[int], float], Callable[[int], float]]


def _sides(twins: Twins, work: Callable[[Session, int], object]) -> Sides:
    """The same work on the vault and on its twin."""
    return (
        lambda number: seconds(lambda: work(twins.session, number)),
        lambda number: seconds(lambda: work(twins.plain, number)),
    )


def _repeated(sides: Sides, count: int) -> Samples:
    """A few of the case files over and over; of each the least that it took, once it was read."""
    few = range(0, count, max(1, count // 10))
    found = [in_turns(lambda _, n=n: sides[0](n), lambda _, n=n: sides[1](n), 20) for n in few]  # type: ignore[misc]
    return Samples(tuple(min(one.ours) for one in found), tuple(min(one.theirs) for one in found))


# --- the search ---


def typed(stock: Stock) -> Figures:
    """A search at every letter that is typed, against the same index and against a ranked one."""
    for files in stock.sizes:
        with stock.twins(files) as twins, closing(ranked(twins)) as peer:
            yield from _searches(twins, peer, 60 if stock.long else 12)


def _searches(twins: Twins, peer: sqlcipher.Connection, count: int) -> Iterator[Figure]:
    queries = list(_as_typed(twins, count))
    ours, same_index = _sides(twins, lambda session, number: first_found(session.db, queries[number]))

    def best_first(number: int) -> float:
        return seconds(lambda: _ask_ranked(peer, queries[number]))

    same = item_by_item(ours, same_index, len(queries), _PASSES, _nothing)
    best = item_by_item(ours, best_first, len(queries), _PASSES, _nothing)
    work = "search as typed"
    yield same.figure(work, "the same index, plain", Goal(1.25), files=twins.files, of=p95)
    yield best.figure(work, "bm25, plain, the 200 best", Goal(0.1), files=twins.files, of=p95)


def first_found(db: Database, query: search.Query) -> list[int]:
    """As many as the peer gives: enough for what can be seen of what was found."""
    return list(islice(search.find(db, query), _FIRST))


def _nothing() -> None:
    """What stands in the caches stays there: somebody who types asks again and again."""


def _as_typed(twins: Twins, count: int) -> Iterator[search.Query]:
    """Words of case files, one or two at a time, letter by letter."""
    for case in twins.cases(count):
        known = [word for word in _words(twins.session.db, case.no) if len(word) > 2]
        text = " ".join(twins.chance.sample(known, twins.chance.choice((1, 1, 2))))
        yield from (search.parse(text[:end]) for end in range(1, len(text) + 1) if text[end - 1] != " ")


def _words(db: Database, document: int) -> list[str]:
    rows = db.each("SELECT words FROM folded WHERE document = ? ORDER BY no", (document,))
    return [word for (words,) in rows for word in words.split()]


def ranked(twins: Twins) -> sqlcipher.Connection:
    """The same words in a plain index that keeps positions, as is usual, so that it can rank what it finds."""
    path = Path(twins.plain.db.path).with_name("ranked.db")
    path.unlink(missing_ok=True)
    peer = sqlcipher.connect(str(path), isolation_level=None)
    peer.execute("PRAGMA cache_size = -32768")
    peer.execute("PRAGMA synchronous = OFF")
    peer.execute("CREATE VIRTUAL TABLE ranked USING fts5 (words, tokenize = 'ascii', prefix = '1 2 3')")
    peer.execute("BEGIN")
    rows = twins.plain.db.each("SELECT document, group_concat(words, ' ') FROM folded GROUP BY document")
    peer.executemany("INSERT INTO ranked (rowid, words) VALUES (?, ?)", rows)
    peer.execute("COMMIT")
    return peer


def _ask_ranked(peer: sqlcipher.Connection, query: search.Query) -> None:
    expression = " ".join(f'"{word}"*' for word in query.words)
    best = f"SELECT rowid FROM ranked WHERE ranked MATCH ? ORDER BY bm25(ranked) LIMIT {_FIRST}"  # noqa: S608
    peer.execute(best, (expression,)).fetchall()


# --- lists ---

FILTERS = (
    Filter(),
    Filter(status="fined_and_released"),
    Filter(in_custody=True),
    Filter(act="torture"),
    Filter(tag="eviction"),
    Filter(due_until="2018-01-01"),
    Filter(status="appeal_pending", act="beating", due_until="2018-01-01"),
)


def lists(stock: Stock) -> Figures:
    """How many case files a filter lets through, and the first page of them, in every order."""
    rounds = 30 if stock.long else 10
    for files in stock.sizes:
        with stock.twins(files) as twins:
            counts = _each_of(twins, [partial(_count, wanted=wanted) for wanted in FILTERS], rounds)
            first_pages = [partial(_page, wanted=wanted, sort="updated") for wanted in FILTERS]
            first_pages += [partial(_page, wanted=Filter(), sort=sort) for sort in caselines.SORTS]
            pages = _each_of(twins, first_pages, rounds)
            shown = _each_of(twins, [partial(_shown, wanted=wanted) for wanted in FILTERS], max(3, rounds // 3))
        goal = Goal(1.5)
        yield counts.figure("counts with filters", _PLAIN, goal, files=files, per_round=len(FILTERS))
        yield pages.figure("pages of 200 by filter and order", _PLAIN, goal, files=files, per_round=len(first_pages))
        yield shown.figure("the same with days and deadlines", _PLAIN, goal, files=files, per_round=len(FILTERS))


def _each_of(twins: Twins, works: Iterable[Callable[[Session], object]], rounds: int) -> Samples:
    """All of them in every round, on one side and then on the other."""
    works = list(works)

    def work(session: Session, _: int) -> None:
        for one in works:
            one(session)

    return in_turns(*_sides(twins, work), rounds)


def _count(session: Session, *, wanted: Filter) -> int:
    return caselines.count(session.db, wanted)


def _page(session: Session, *, wanted: Filter, sort: str) -> object:
    return caselines.lines(session.db, wanted, sort, Page())


def _shown(session: Session, *, wanted: Filter) -> object:
    lines = listing.case_lines(session, wanted, page=Page(), as_of=AS_OF)
    return listing.with_details(session, lines)
