"""After a purge nothing of it is in the database when it is decrypted: tables, index, journal, free pages."""

from pathlib import Path

import pytest
from tests.conftest import MakeVault
from tests.faults.canary import WORD
from tests.faults.clear import clear_pages
from tests.faults.hostile import filled

from muniment.domain.folding import fold
from muniment.services import entries, exhibits, finding, history, identities, printing, upkeep
from muniment.services.session import Session
from muniment.vault import connection, records

FORMS = {form for text in (WORD, WORD.upper(), fold(WORD)) for form in (text.encode(), text.encode("utf-16-le"))}


def found(session: Session) -> int:
    """How often the word is in the decrypted database, over the edges of pages too."""
    content = b"".join(clear_pages(b"".join(session.db.pieces()), session.keys.database_key))
    return sum(content.count(form) for form in FORMS)


def fill(session: Session, folder: Path) -> None:
    """The word in every text field, in an exhibit, in an identity, and in what was changed, removed and undone."""
    made = [record for record, _ in filled(session, WORD)]
    case = finding.case(session, next(one.id for one in made if one.RECORD == "case_file"))
    (folder / WORD).write_bytes(WORD.encode() * 100_000)
    exhibits.attach(session, case, folder / WORD)
    note = next(one for one in made if one.RECORD == "note")
    entries.set_fields(session, note.id, {"text": f"{WORD} again " * 3000})
    entries.set_fields(session, note.id, {"text": "nothing"})
    entries.remove(session, note.id)
    history.undo(session, case)
    history.undo(session, case)
    identities.seal(session, case, {"legal_name": WORD})


def purge_everything(session: Session) -> None:
    for case in printing.all_cases(session):
        upkeep.purge(session, case)
    left = list(records.all_shared(session.db))
    while left:
        before = len(left)
        for where in left:
            if not upkeep.purge_plan(session, where).referrers:
                upkeep.purge(session, where)
        left = list(records.all_shared(session.db))
        assert len(left) < before


def test_nothing_of_what_was_purged_is_in_the_decrypted_database(session: Session, tmp_path: Path) -> None:
    fill(session, tmp_path)
    assert found(session) > 100
    purge_everything(session)
    assert found(session) == 0
    assert upkeep.verify(session) == []


def test_what_is_only_removed_is_still_there_to_be_found(session: Session, tmp_path: Path) -> None:
    """The fault is planted: a purge that is a removal."""
    fill(session, tmp_path)
    for case in printing.all_cases(session):
        for one in records.entries_of_file(session.db, case.no):
            if one.kind == "note":
                entries.remove(session, one.id)
    assert found(session) > 0


def test_free_pages_are_looked_at(new_vault: MakeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault is planted: without secure_delete what was deleted lies in free pages."""
    kept = tuple(("secure_delete", "OFF", "0") if one[0] == "secure_delete" else one for one in connection._SETTINGS)
    monkeypatch.setattr(connection, "_SETTINGS", kept)
    session = new_vault()
    session.db.run("CREATE TABLE planted (text)")
    session.db.run("INSERT INTO planted VALUES (?)", (f"{WORD} " * 5000,))
    session.db.run("DROP TABLE planted")
    assert found(session) > 0
