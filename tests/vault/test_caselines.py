"""A list's line says what its file says, however little of the file was read to write it; pages come in order."""

from collections.abc import Iterator

import pytest
from tests.conftest import CHEAP

from muniment.domain.schema import RECORDS
from muniment.services import demo, entries, upkeep
from muniment.services.session import Session
from muniment.vault import caselines, changes, records
from muniment.vault.caselines import SORTS, TOLD, Filter, Page


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    session = demo.make_demo(tmp_path_factory.mktemp("practice") / "vault", cost=CHEAP)
    yield session
    session.close()


def test_a_line_tells_of_no_other_kinds_of_records(practice: Session) -> None:
    """The practice files have records of every kind."""
    seen = set()
    for no in records.case_numbers(practice.db):
        whole = records.load_file(practice.db, no)
        seen |= {record.RECORD for record in whole}
        told = tuple(record for record in whole if record.RECORD in TOLD)
        assert caselines._cells(practice.db, no, told) == caselines._cells(practice.db, no, whole)
    assert seen >= TOLD
    assert len(seen) > len(RECORDS) / 2


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(status="fined_and_released"),
        Filter(in_custody=True),
        Filter(act="beating"),
        Filter(tag="raid"),
        Filter(due_until="2018-01-01"),
        Filter(housing="any"),
        Filter(no_consent_on="2018-01-01"),
        Filter(words='"p"'),
        Filter(numbers=(1, 2, 3)),
    ],
)
@pytest.mark.parametrize("sort", SORTS)
def test_pages_are_parts_of_the_whole_list(practice: Session, wanted: Filter, sort: str) -> None:
    whole = caselines.lines(practice.db, wanted, sort)
    joined: list[caselines.CaseLine] = []
    page = Page(size=3)
    while found := caselines.lines(practice.db, wanted, sort, page):
        joined += found
        page = Page(found[-1].place, 3)
    assert joined == whole
    assert list(caselines.numbers(practice.db, wanted, sort)) == [line.case_no for line in whole]
    assert list(caselines.numbers(practice.db, wanted, sort, most=2)) == [line.case_no for line in whole[:2]]
    assert caselines.count(practice.db, wanted) == len(whole)


def at(monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    monkeypatch.setattr(changes, "now", lambda: when)


def updated(session: Session) -> str:
    (line,) = caselines.lines(session.db, Filter())
    return line.updated


def test_a_file_was_changed_when_its_records_were(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, "2017-01-01T00:00:00Z")
    case = entries.add(session, "case_file", {"pseudonym": "A"})
    at(monkeypatch, "2017-02-01T00:00:00Z")
    note = entries.add(session, "note", {"text": "words"}, case.id)
    assert updated(session) == "2017-02-01T00:00:00Z"
    at(monkeypatch, "2017-03-01T00:00:00Z")
    entries.set_fields(session, note.id, {"text": "more words"})
    assert updated(session) == "2017-03-01T00:00:00Z"
    entries.remove(session, note.id)
    assert updated(session) == "2017-01-01T00:00:00Z"


def test_a_clock_that_was_put_back_puts_the_line_back(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, "2017-01-01T00:00:00Z")
    case = entries.add(session, "case_file", {"pseudonym": "A"})
    at(monkeypatch, "2099-01-01T00:00:00Z")
    note = entries.add(session, "note", {"text": "words"}, case.id)
    at(monkeypatch, "2017-02-01T00:00:00Z")
    entries.add(session, "note", {"text": "others"}, case.id)
    assert updated(session) == "2099-01-01T00:00:00Z"
    entries.set_fields(session, note.id, {"text": "more words"})
    assert updated(session) == "2017-02-01T00:00:00Z"
    assert upkeep.verify(session) == []
