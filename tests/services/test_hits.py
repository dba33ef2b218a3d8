"""What a search shows: which files first, which words around a hit, and how little of a long text it looks at."""

from datetime import date
from typing import Any

import pytest

from muniment.domain.folding import fold_each
from muniment.domain.records import CaseFile, Note
from muniment.services import entries, hits, listing
from muniment.services.session import Session
from muniment.vault import search
from muniment.vault.changes import change
from muniment.vault.connection import Database


def new_case(session: Session, pseudonym: str) -> str:
    return entries.add(session, "case_file", {"pseudonym": pseudonym}).id


def note(session: Session, case: str, text: str) -> str:
    return entries.add(session, "note", {"text": text}, case).id


def shown(session: Session, text: str) -> list[str]:
    return [f"{hit.record}: {hit.context}" for hit in listing.found(session, text)]


def put(session: Session, name: str, text: str, changed: str) -> None:
    """A case file with a note, changed last at some time."""
    with change(session.book) as pending:
        pending.writer.add(CaseFile(id=name, code=f"K7MX-{name}", pseudonym=f"Person {name}", updated_at=changed))
        pending.writer.add(Note(id=f"note {name}", case=name, text=text, updated_at=changed))


def test_files_found_by_name_come_first_then_what_was_changed_last(session: Session) -> None:
    put(session, "AAAA", "canary", "2017-03-01T00:00:00Z")
    put(session, "BBBB", "canary", "2017-05-01T00:00:00Z")
    put(session, "CCCC", "canary", "2017-04-01T00:00:00Z")
    entries.add(session, "agency", {"name": "Canary police"})
    assert [hit.code for hit in listing.found(session, "canary")] == ["", "K7MX-BBBB", "K7MX-CCCC", "K7MX-AAAA"]


def test_of_very_many_files_the_newest_come_first(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "_MANY", 2)
    put(session, "AAAA", "canary", "2017-03-01T00:00:00Z")
    put(session, "BBBB", "canary", "2017-05-01T00:00:00Z")
    put(session, "CCCC", "canary", "2017-04-01T00:00:00Z")
    assert [hit.code for hit in listing.found(session, "canary")] == ["K7MX-CCCC", "K7MX-BBBB", "K7MX-AAAA"]


def test_all_are_found_however_many_are_read_at_a_time(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(12):
        put(session, f"A{number:03}", "canary", f"2017-03-{1 + number:02}T00:00:00Z")
    monkeypatch.setattr(search, "_FIRST", 2)
    monkeypatch.setattr(search, "_MOST", 3)
    assert list(search.find(session.db, search.parse("canary"))) == list(range(23, 0, -2))


def test_no_more_is_read_than_is_asked_for(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(12):
        put(session, f"A{number:03}", "canary", f"2017-03-{1 + number:02}T00:00:00Z")
    asked: list[str] = []
    rows = Database.rows

    def watched(db: Database, sql: str, values: Any = ()) -> list[tuple[Any, ...]]:
        asked.append(sql)
        return rows(db, sql, values)

    monkeypatch.setattr(Database, "rows", watched)
    monkeypatch.setattr(search, "_FIRST", 2)
    every = search.find(session.db, search.parse("canary"))
    assert [next(every), next(every)] == [23, 21]
    assert len(asked) == 2  # the names, and the first two texts


def test_what_is_written_between_two_hits_does_no_harm(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        put(session, f"A{number:03}", "canary", f"2017-03-{1 + number:02}T00:00:00Z")
    monkeypatch.setattr(search, "_FIRST", 2)
    every = search.find(session.db, search.parse("canary"))
    first = next(every)
    entries.set_fields(session, "note A000", {"text": "sparrow"})
    note(session, "A001", "more of the canary")
    assert [first, *every] == [11, 9, 7, 5, 3]


@pytest.mark.parametrize(
    ("text", "asked", "context", "marked"),
    [
        ("Then the canary sang.", "canary", "Then the canary sang.", ["canary"]),
        ("Then the «Canary», sang.", "can", "Then the «Canary», sang.", ["Canary"]),
        ("He said:\n\n  the  old \t town", '"old town"', "He said: the old town", ["old", "town"]),
        ("canary and canary", "can an", "canary and canary", ["canary", "and", "canary"]),
        ("Günəş. Гюльшен", "gulshan", "Günəş. Гюльшен", ["Гюльшен"]),
    ],
)
def test_the_words_looked_for_are_marked(
    session: Session, text: str, asked: str, context: str, marked: list[str]
) -> None:
    note(session, new_case(session, "A"), text)
    (hit,) = listing.found(session, asked)
    assert hit.context == context
    assert [hit.context[at : at + length] for at, length in hit.marks] == marked


def test_a_hit_far_on_in_a_long_text_is_shown_with_what_stands_around_it(session: Session) -> None:
    around = "a b c d e f g h i j k l m n o p q r s t u v w x y z " * 200
    note(session, new_case(session, "A"), f"{around}then the canary sang {around}")
    (hit,) = listing.found(session, "canary")
    assert "x y z then the canary sang a b c" in hit.context
    assert (hit.context[0], hit.context[-1]) == ("…", "…")
    assert [hit.context[at : at + length] for at, length in hit.marks] == ["canary"]


def test_of_a_long_text_little_is_looked_at(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    note(session, new_case(session, "A"), f"{'other words ' * 50_000} canary {'other words ' * 50_000}")
    looked_at: list[int] = []

    def watched(texts: list[str]) -> list[str]:
        looked_at.append(sum(map(len, texts)))
        return fold_each(texts)

    monkeypatch.setattr(hits, "fold_each", watched)
    (hit,) = listing.found(session, "canary")
    assert "canary" in hit.context
    assert sum(looked_at) < 3000


def test_a_word_without_end_is_found_and_not_looked_through(session: Session) -> None:
    case = new_case(session, "A")
    note(session, case, "start " + "x" * 100_000 + ",canary")
    (hit,) = listing.found(session, "canary")
    assert hit.context.startswith("start xx")
    assert hit.marks == ()


def test_each_text_of_a_record_is_a_hit_of_its_own(session: Session) -> None:
    case = entries.add(session, "case_file", {"pseudonym": "canary", "tags": ["canary", "bar"], "summary": "a canary"})
    note(session, case.id, "sparrow")
    assert [hit.field for hit in listing.found(session, "canary")] == ["pseudonym", "summary", "tags"]


def test_what_the_index_knows_and_the_records_do_not_is_left_out(session: Session) -> None:
    """A vault that is damaged is for verify to tell of, not for a search to end at."""
    note(session, new_case(session, "A"), "canary")
    session.db.run("UPDATE folded SET words = words || char(10) || words WHERE no = 2")
    assert shown(session, "canary") == ["note: canary"]


@pytest.mark.parametrize("asked", ['"town police"', "abcdefgabcdefgabcdefg1"])
def test_a_list_knows_what_only_the_texts_can_tell(session: Session, asked: str) -> None:
    note(session, new_case(session, "A"), "town police abcdefgabcdefgabcdefg1")
    note(session, new_case(session, "B"), "police town abcdefgabcdefgabcdefg2")
    lines = listing.case_lines(session, listing.Filter(), text=asked, as_of=date(2017, 9, 25))
    assert [line.pseudonym for line in lines] == ["A"]
