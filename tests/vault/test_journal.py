"""The journal stays proved when one field's past is destroyed in it."""

import json
from dataclasses import replace

import pytest

from muniment.domain.records import CaseFile
from muniment.services.session import Session
from muniment.vault import journal
from muniment.vault.changes import change, purge_past

SECRET, OTHER = "Canary of the first name", "Canary of the pronouns"


@pytest.fixture
def written(session: Session) -> CaseFile:
    """A case file of which two fields have a past."""
    case = CaseFile(id="c", code="K7MX-3FQ2", pseudonym=SECRET, pronouns=OTHER)
    with change(session.book) as pending:
        case = pending.writer.add(case)  # type: ignore[assignment]
    with change(session.book) as pending:
        pending.writer.set(case, replace(case, pseudonym="Aylin", pronouns="she"))
    return case


def broken(session: Session) -> list[int]:
    return list(journal.broken_links(session.db, session.keys.journal_key))


def payloads(session: Session) -> dict[int, str]:
    return dict(session.db.rows("SELECT seq, payload FROM journal_payload"))


def entries_of(session: Session, record_id: str) -> list[int]:
    return [entry.seq for entry in journal.entries(session.db, record_id=record_id)]


def test_the_past_of_a_field_goes_and_the_chain_holds(session: Session, written: CaseFile) -> None:
    assert purge_past(session.book, [written.id], "pseudonym") == 2
    assert SECRET not in "".join(payloads(session).values())
    assert OTHER in "".join(payloads(session).values())
    assert broken(session) == []


def test_of_what_is_destroyed_no_nonce_stays_to_try_guesses_with(session: Session, written: CaseFile) -> None:
    before = payloads(session)
    purge_past(session.book, [written.id], "pseudonym")
    left = "".join(payloads(session).values())
    for seq in entries_of(session, written.id)[:2]:
        assert json.loads(before[seq])[0] not in left


def test_two_fields_of_one_entry_can_go_one_after_the_other(session: Session, written: CaseFile) -> None:
    purge_past(session.book, [written.id], "pseudonym")
    purge_past(session.book, [written.id], "pronouns")
    text = "".join(payloads(session).values())
    assert SECRET not in text
    assert OTHER not in text
    assert broken(session) == []


@pytest.mark.parametrize("of", ["what is left", "what the purge says of it"])
def test_what_a_purge_left_cannot_be_altered(session: Session, written: CaseFile, of: str) -> None:
    purge_past(session.book, [written.id], "pseudonym")
    first = entries_of(session, written.id)[0]
    purge = next(entry.seq for entry in journal.entries(session.db) if entry.action == "past_purged")
    seq, old, new = (first, OTHER, "he") if of == "what is left" else (purge, '"payloads"', '"pay"')
    session.db.run("UPDATE journal_payload SET payload = replace(payload, ?, ?) WHERE seq = ?", (old, new, seq))
    assert seq in broken(session)


def test_what_was_destroyed_cannot_be_put_back(session: Session, written: CaseFile) -> None:
    first = entries_of(session, written.id)[0]
    before = payloads(session)[first]
    purge_past(session.book, [written.id], "pseudonym")
    session.db.run("UPDATE journal_payload SET payload = ? WHERE seq = ?", (before, first))
    assert broken(session) == [first]
    assert journal.come_back(session.db) == [first]


@pytest.mark.parametrize("name", ['"quoted" \\ and \n broken', "\x00\x01\x7f", "Gülşən 😀 \u2028"])
def test_entries_of_every_name_are_linked_and_told_as_json_has_it(session: Session, name: str) -> None:
    with change(session.book) as pending:
        pending.writer.happen("looked at", record=name, record_id=name, text=name, count=3, names=[name])
    (*_, found) = journal.entries(session.db)
    assert (found.record, found.record_id) == (name, name)
    told = {field: value.after for field, value in (found.values or {}).items()}
    assert told == {"text": name, "count": 3, "names": [name]}
    assert list(journal.broken_links(session.db, session.keys.journal_key)) == []


def test_no_two_payloads_of_a_change_begin_alike(session: Session) -> None:
    with change(session.book) as pending:
        for _ in range(3):
            pending.writer.happen("looked at")
    begun = [json.loads(text)[0] for (text,) in session.db.each("SELECT payload FROM journal_payload")]
    assert len(set(begun)) == len(begun)
    assert {len(nonce) for nonce in begun} == {32}
