"""A clock that was set ten years back or forward: nothing is refused, nothing loses its order, no day moves."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import pytest

from muniment.domain import date_words
from muniment.domain.dates import UncertainDate
from muniment.domain.records import Deadline
from muniment.services import backups, demo, entries, finding, history, listing, preferences, upkeep
from muniment.services import session as sessions
from muniment.services.listing import Filter
from muniment.services.session import Session
from muniment.vault import journal

TEN_YEARS = timedelta(days=3653)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
RESET = datetime(1970, 1, 1, tzinfo=UTC)  # what a computer without a battery wakes up with
CLOCKS = [NOW - TEN_YEARS, NOW + TEN_YEARS, RESET]

SetClock = Callable[[datetime], None]


class _LikeTheirs(type):
    """What is of the class that a clock stands for is of the clock's class too."""

    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, cls.__bases__[0])


_PARTS = ("domain", "host", "vault", "reports", "exchange", "services", "cli")
_ASKS = re.compile(r"\b(datetime\.|date\.)(?:now|today)\(")


def _source(module: ModuleType) -> str:
    return Path(str(module.__file__)).read_text("utf-8")


@cache
def _modules() -> tuple[ModuleType, ...]:
    """Every module of the program but the window's."""
    parts = [import_module(f"muniment.{part}") for part in _PARTS]
    names = [found.name for part in parts for found in walk_packages(part.__path__, f"{part.__name__}.")]
    return tuple(map(import_module, names))


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Sets every clock that the program looks at: whoever asks for the present moment is told another one."""

    def to(moment: datetime) -> None:
        class Clock(datetime, metaclass=_LikeTheirs):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Any:
                return datetime.fromtimestamp(moment.timestamp(), tz)

        class Calendar(date, metaclass=_LikeTheirs):
            @classmethod
            def today(cls) -> Any:
                return date(moment.year, moment.month, moment.day)

        for module in _modules():
            for name, clock in (("datetime", Clock), ("date", Calendar)):
                if f"{name}." in _ASKS.findall(_source(module)):
                    monkeypatch.setattr(module, name, clock)

    return to


def test_no_clock_is_looked_at_that_cannot_be_set() -> None:
    """Those of the modules are classes of theirs; what measures how long something takes is none."""
    other = re.compile(r"\btime\.(time|localtime|gmtime|strftime)\(|datetime\.datetime|datetime\.date\.|utcnow")
    assert {found[0] for module in _modules() for found in other.finditer(_source(module))} == set()
    asking = [module for module in _modules() if _ASKS.search(_source(module))]
    assert len(asking) > 5


@pytest.fixture(params=CLOCKS, ids=["ten years back", "ten years forward", "reset"])
def moment(request: pytest.FixtureRequest) -> datetime:
    found = request.param
    assert isinstance(found, datetime)
    return found


def texts(session: Session) -> Iterator[tuple[int, str]]:
    return ((entry.seq, entry.at) for entry in journal.entries(session.db))


def test_the_journal_keeps_its_order_and_undoing_goes_by_it(
    session: Session, set_clock: SetClock, moment: datetime
) -> None:
    set_clock(NOW)
    made = entries.add(session, "case_file", {"pseudonym": "Dəniz", "summary": "first"})
    case = finding.case(session, made.id)
    set_clock(moment)
    entries.set_fields(session, case.id, {"summary": "second"})
    set_clock(NOW)
    entries.set_fields(session, case.id, {"summary": "third"})
    found = list(texts(session))
    assert [seq for seq, _ in found] == list(range(1, len(found) + 1))
    assert [at for _, at in found] != sorted(at for _, at in found)  # or the clock was not set at all
    summaries = []
    for _ in range(2):
        history.undo(session, case)
        summaries.append(getattr(entries.load(session, case.id), "summary", ""))
    history.redo(session, case)
    assert [*summaries, getattr(entries.load(session, case.id), "summary", "")] == ["second", "first", "second"]
    assert upkeep.verify(session) == []


def test_the_time_of_a_change_is_what_the_clock_said_and_nothing_is_refused(
    session: Session, set_clock: SetClock, moment: datetime
) -> None:
    set_clock(NOW)
    made = entries.add(session, "case_file", {"pseudonym": "Dəniz"})
    set_clock(moment)
    entries.set_fields(session, made.id, {"summary": "later, or earlier"})
    changed = entries.load(session, made.id)
    assert (changed.created_at[:4], changed.updated_at[:4]) == (str(NOW.year), str(moment.year))
    note = entries.add(session, "note", {"text": "odd"}, made.id)
    entries.remove(session, note.id)
    assert upkeep.verify(session) == []


def test_deadlines_are_counted_from_dates(session: Session, set_clock: SetClock, moment: datetime) -> None:
    rule = "ecthr"
    due = set[Any]()
    for clock in (NOW, moment):
        set_clock(clock)
        made = entries.add(session, "case_file", {"pseudonym": "Dəniz"})
        fields = {"rule": rule, "trigger_on": "2018-02-01"}
        deadline = entries.add(session, "deadline", fields, made.id)
        assert isinstance(deadline, Deadline)
        due.add((deadline.due_earliest, deadline.due_latest))
    assert len(due) == 1
    assert next(iter(due))[0]


@pytest.mark.parametrize("text", ["2018-02-01", "2026-11", "[2017..2026-11-20]"])
def test_a_date_is_read_the_same(set_clock: SetClock, text: str) -> None:
    """Ten years back what was yesterday lies ahead; a date is refused for its own sake, not for a clock that is off."""
    set_clock(NOW)
    expected = UncertainDate.parse(text)
    for moment in CLOCKS:
        set_clock(moment)
        assert UncertainDate.parse(text) == expected
        assert date_words.understand(text) == expected


def test_words_with_a_year_are_understood_the_same(set_clock: SetClock) -> None:
    for moment in (NOW, *CLOCKS):
        set_clock(moment)
        assert date_words.understand("around 3 March 2025").edtf == "2025-03-03~"


def test_a_vault_of_one_clock_opens_lists_and_is_sound_by_another(
    session: Session, set_clock: SetClock, moment: datetime
) -> None:
    set_clock(moment)
    case = entries.add(session, "case_file", {"pseudonym": "Dəniz"})
    fields = {"status": "unknown", "start": "2026-09-01"}
    entries.add(session, "detention", fields, case.id)
    session.close()
    set_clock(NOW)
    with sessions.opened(session.folder, "passphrase") as again:
        assert (again.notices, upkeep.verify(again)) == ([], [])
        assert len(listing.case_lines(again, Filter(), as_of=NOW.date())) == 1
        assert history.undo(again, finding.case(again, case.id))


def test_the_practice_vault_is_sound_by_any_clock(practice: Any, set_clock: SetClock, moment: datetime) -> None:
    set_clock(moment)
    with sessions.opened(practice, demo.PASSPHRASE) as session:
        assert (session.notices, upkeep.verify(session)) == ([], [])


def test_a_clock_that_was_ten_years_ahead_silences_no_reminder(session: Session, set_clock: SetClock) -> None:
    """One was made under a clock that was wrong; from then on the calendar says that it is still to come."""
    preferences.keep(session, "backup_at", (NOW + TEN_YEARS).isoformat())
    entries.add(session, "case_file", {"pseudonym": "Dəniz"})
    set_clock(NOW)
    assert backups.known(session).is_due(NOW)


@pytest.mark.planted
def test_a_journal_that_goes_by_the_clock_would_be_found(session: Session, set_clock: SetClock) -> None:
    """The fault is planted: the entries change places, as an order by their times would have them."""
    set_clock(NOW)
    case = entries.add(session, "case_file", {"pseudonym": "Dəniz", "summary": "first"})
    set_clock(NOW - TEN_YEARS)
    entries.set_fields(session, case.id, {"summary": "second"})
    first, second = (seq for seq, _ in list(texts(session))[-2:])
    for old, new in ((first, -1), (second, first), (-1, second)):
        session.db.run("PRAGMA foreign_keys = OFF")
        session.db.run("UPDATE journal SET seq = ? WHERE seq = ?", (new, old))
        session.db.run("UPDATE journal_payload SET seq = ? WHERE seq = ?", (new, old))
    assert upkeep.verify(session) != []
