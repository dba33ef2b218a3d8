"""The sheet of deadlines and tasks: everything that waits in all files, by date, each rule's source once."""

from datetime import date

import pytest

from muniment.domain.errors import UserFault
from muniment.domain.urgency import Urgency, urgency
from muniment.services import entries, printing, sheets
from muniment.services.batch import Batch
from muniment.services.printing import Choices
from muniment.services.session import Session

TODAY = date(2026, 11, 20)


def sheet(session: Session) -> str:
    return printing.whole(session, Choices("deadlines", TODAY, form="text")).data.decode()


@pytest.fixture
def case(session: Session) -> str:
    return entries.add(session, "case_file", {"pseudonym": "Dəniz", "code": "DENIZ-1"}).id


def task(session: Session, title: str, due: str = "", case: str = "", **rest: object) -> str:
    return entries.add(session, "task", {"title": title, "due_on": due, **rest}, case).id


@pytest.mark.parametrize(
    ("day", "group"),
    [
        (date(2026, 11, 19), Urgency.OVER),
        (TODAY, Urgency.WEEK),
        (date(2026, 11, 27), Urgency.WEEK),
        (date(2026, 11, 28), Urgency.MONTH),
        (date(2026, 12, 21), Urgency.MONTH),
        (date(2026, 12, 22), Urgency.LATER),
        (None, Urgency.NO_DAY),
    ],
)
def test_how_urgent_a_day_is(day: date | None, group: Urgency) -> None:
    assert urgency(day, TODAY) is group


def test_everything_that_waits_stands_by_date_under_how_urgent_it_is(session: Session, case: str) -> None:
    task(session, "Later thing", "2027-05-01", case)
    task(session, "Undated thing")
    task(session, "Late thing", "2026-11-01", case, assigned_to="Anna")
    task(session, "Done thing", "2026-11-01", done_on="2026-11-02")
    entries.add(session, "deadline", {"title": "Soon thing", "override": "2026-11-22", "reason": "by letter"}, case)
    told = sheet(session)
    order = [
        "Overdue: 1",
        "Late thing",
        "Within a week: 1",
        "Soon thing",
        "Later: 1",
        "Later thing",
        "Without a day: 1",
        "Undated",
    ]
    places = [told.index(one) for one in order]
    assert places == sorted(places)
    assert "Done thing" not in told
    assert "1 deadline, 3 tasks" in told
    assert "task: Anna" in told
    assert "counsel: by letter" in " ".join(told.split())
    assert "DENIZ-1" in told


def test_the_source_of_a_rule_is_told_once_and_cited_by_number(session: Session, case: str) -> None:
    for day in ("2026-11-01", "2026-11-02"):
        entries.add(session, "deadline", {"rule": "ecthr", "trigger_on": day}, case)
    told = " ".join(sheet(session).split())
    source = " ".join(session.deadline_rules["ecthr"].source.split())
    assert told.count(source) == 1
    assert told.count("[1]") == 3
    assert "confirm with counsel" in told


def test_what_has_no_room_is_counted(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_MOST", 1)
    for title in ("First", "Second", "Third"):
        task(session, title, "2026-12-01")
    assert "2 more wait" in sheet(session)


def test_an_empty_vault_has_an_empty_sheet(session: Session) -> None:
    assert "Nothing waits." in sheet(session)


def test_the_sheet_is_made_in_steps_like_every_output(session: Session, case: str) -> None:
    task(session, "A thing", "2026-12-01", case)
    batch = Batch((), Choices("deadlines", TODAY))
    assert not batch.is_whole
    batch.step(session)
    assert batch.is_whole
    assert batch.bound().data.startswith(b"%PDF-")
    assert batch.name_of("") == "2026-11-20-deadlines.pdf"


def test_a_kind_that_there_is_not_is_refused(session: Session) -> None:
    with pytest.raises(UserFault, match="deadlines"):
        printing.whole(session, Choices("figures", TODAY))
