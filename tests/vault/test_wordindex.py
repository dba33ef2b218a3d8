"""The index of words says exactly how the words of every document begin, whatever became of them before."""

import random
import string
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muniment.domain.records import Note
from muniment.services import entries, finding, history, upkeep
from muniment.services.session import Session
from muniment.vault import records, search, wordindex
from muniment.vault.connection import Database, create_database
from muniment.vault.migrate import migrate, packaged_migrations


@pytest.fixture
def case(session: Session) -> str:
    return entries.add(session, "case_file", {"pseudonym": "Dəniz", "code": "K7MX-2345"}).id


def found(session: Session, text: str) -> list[int]:
    return list(search.find(session.db, search.parse(text)))


def note(session: Session, case: str, text: str) -> str:
    return entries.add(session, "note", {"text": text}, case).id


def written(monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> list[tuple[str, Any]]:
    """What a piece of work writes into the index of all words: what it was told to do, and how words begin."""
    told: list[tuple[str, Any]] = []
    run = Database.run

    def watched(db: Database, sql: str, values: Any = ()) -> int:
        if sql.startswith("INSERT INTO text_index"):
            told.append(("delete" if "'delete'" in sql else "insert", set(values[-1].split())))
        return run(db, sql, values)

    with monkeypatch.context() as patch:
        patch.setattr(Database, "run", watched)
        work()
    return told


def test_only_what_is_new_is_written(session: Session, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    note(session, case, "canary sparrow")
    told = written(monkeypatch, lambda: note(session, case, "the canary sparred"))
    assert told == [("insert", {"t", "tg", "tga", "spara", "sparad"})]


def test_what_others_still_have_is_not_taken_out(session: Session, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = note(session, case, "canary sparrow")
    note(session, case, "the canary sparred")
    told = written(monkeypatch, lambda: entries.remove(session, gone))
    assert told == [("delete", {"sparo", "sparov"}), ("insert", set())]
    assert [found(session, text) for text in ("canary", "spar", "sparrow")] == [[1], [1], []]


def test_a_change_without_words_writes_none(session: Session, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = note(session, case, "canary")
    assert written(monkeypatch, lambda: entries.set_fields(session, made, {"on": "2017-09-17"})) == []


def test_records_may_go_one_by_one_until_none_is_left(session: Session, case: str) -> None:
    """The index counts its rows, and calls itself damaged where there are fewer than none."""
    made = [note(session, case, word) for word in ("one", "two", "three", "four")]
    for one in made:
        entries.remove(session, one)
    entries.remove(session, case)
    assert wordindex.documents(session.db) == set()
    assert session.db.damage() == []
    assert found(session, "d") == []


@given(st.lists(st.tuples(st.integers(0, 4), st.text("abc ", max_size=12)), max_size=12))
@settings(max_examples=40, deadline=None)
def test_the_index_holds_how_words_begin_after_any_changes(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, str]]
) -> None:
    with create_database(tmp_path_factory.mktemp("index") / "cases.db", bytes(32), bytes(16)) as db:
        migrate(db, packaged_migrations(), lambda: None)
        with db.transaction():
            for no, text in changes:
                document = 7 + no % 2
                words = wordindex.folded(Note(id="1", case="2", text=text)) if text else None
                wordindex.update(db, document, {no: words})
        assert wordindex.misindexed(db) == []
        assert db.damage() == []


@pytest.mark.parametrize(
    "fault",
    [
        "INSERT INTO text_index (rowid, words) VALUES (1, 'stranger')",
        "INSERT INTO text_index (text_index, rowid, words) VALUES ('delete', 1, 'canar')",
        "INSERT INTO name_index (name_index, rowid, words) VALUES ('delete', 1, 'daniz')",
        "INSERT INTO text_index (rowid, words) VALUES (5, 'canary')",
    ],
)
def test_an_index_that_holds_another_thing_is_told(session: Session, case: str, fault: str) -> None:
    note(session, case, "canary")
    assert wordindex.misindexed(session.db) == []
    session.db.run(fault)
    assert len(wordindex.misindexed(session.db)) == 1


def test_a_count_of_words_that_is_an_old_one_is_told(session: Session) -> None:
    entries.add(session, "case_file", {"pseudonym": "Dəniz"})
    before = session.db.value("SELECT block FROM name_index_data WHERE id = 1")
    entries.add(session, "case_file", {"pseudonym": "Aysel"})
    assert not wordindex.miscounted(session.db)
    with session.db.transaction():
        session.db.run("UPDATE name_index_data SET block = ? WHERE id = 1", (before,))
    assert wordindex.miscounted(session.db)


# --- long words, long texts ---


def test_of_a_word_longer_than_the_index_knows_the_rest_counts_too(session: Session, case: str) -> None:
    note(session, case, "abcdefgabcdefgabcdefg1")
    assert found(session, "abcdefgabcdefgabcdefg1") == [1]
    assert found(session, "abcdefgabcdefgabcd") == [1]
    assert found(session, "abcdefgabcdefgabcdefg2") == []


def test_pieces_are_cut_at_blanks_and_leave_nothing_out() -> None:
    text = " ".join("word" * (number % 5 + 1) for number in range(2000))
    cut = [text[start:end] for start, end in wordindex.pieces(text)]
    assert "".join(cut) == text
    assert len(cut) > 10
    assert all(piece.startswith(" ") for piece in cut[1:])


@pytest.mark.parametrize("before", [0, 3, 994, 999, 1000, 1003, 5000])
def test_a_phrase_is_found_over_the_edge_of_two_pieces(session: Session, case: str, before: int) -> None:
    note(session, case, f"{'x' * before} old town police {'y ' * 800}")
    assert found(session, '"old town police"') == [1]
    assert found(session, '"town old"') == []


def test_a_phrase_does_not_reach_from_one_text_into_the_next(session: Session, case: str) -> None:
    note(session, case, "he was in the old")
    note(session, case, "town police beat him")
    assert found(session, '"old town"') == []
    assert found(session, "old town") == [1]


# --- what a purge leaves ---


def marks(session: Session) -> Iterator[str]:
    """How the pages of the index are found."""
    for (term,) in session.db.rows("SELECT term FROM text_index_idx WHERE term > x'30'"):
        yield term[1:].decode()


def many_words(seed: int, count: int) -> str:
    chance = random.Random(seed)
    return " ".join("".join(chance.choices(string.ascii_lowercase, k=9)) for _ in range(count))


def fill_pages(session: Session) -> set[str]:
    """Another case file before and one behind, and in the middle one whose words begin pages; these words."""
    for seed in (1, 2):
        note(session, entries.add(session, "case_file", {"pseudonym": "A"}).id, many_words(seed, 3000))
    secret = entries.add(session, "case_file", {"pseudonym": "B", "code": "SECRET"})
    note(session, secret.id, many_words(3, 3000))
    session.db.run("INSERT INTO text_index (text_index) VALUES ('optimize')")
    known = records.find(session.db, secret.id)
    assert known
    words = {word for _, text in wordindex._known(session.db, known.no).values() for word in text.split()}
    return {word[:end] for word in words for end in range(5, len(word) + 1)}


def test_a_purge_leaves_no_page_that_is_found_by_a_word_of_it(session: Session) -> None:
    secret = fill_pages(session)
    assert secret & set(marks(session))
    upkeep.purge(session, finding.case(session, "SECRET"))
    assert not secret & set(marks(session))
    assert upkeep.verify(session) == []
    assert all(found(session, word) for word in many_words(1, 3000).split()[::50])


def test_a_purge_of_the_past_leaves_no_page_that_is_found_by_a_word_of_it(session: Session) -> None:
    secret = fill_pages(session)
    case = finding.case(session, "SECRET")
    (made,) = (one for one in records.load_file(session.db, case.no) if one.RECORD == "note")
    entries.set_fields(session, made.id, {"text": "nothing"})
    assert secret & set(marks(session))
    upkeep.purge_field(session, case, "note.text")
    assert not secret & set(marks(session))
    assert upkeep.verify(session) == []


def test_what_is_undone_is_found_again(session: Session, case: str) -> None:
    made = note(session, case, "canary")
    entries.remove(session, made)
    assert found(session, "canary") == []
    history.undo(session, finding.case(session, case))
    assert found(session, "canary") == [1]
    assert wordindex.misindexed(session.db) == []
