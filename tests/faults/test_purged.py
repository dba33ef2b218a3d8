"""After a purge nothing of it is in the database when it is decrypted: tables, index, journal, free pages."""

from pathlib import Path

import pytest
from tests.conftest import IDENTITY_PASSPHRASE, MakeVault
from tests.faults.brought import TODAY, WORD
from tests.faults.clear import clear_pages
from tests.faults.hostile import filled
from tests.faults.tally import Tally

from muniment.domain.folding import fold
from muniment.domain.records import Detention
from muniment.services import (
    copies,
    drafts,
    entries,
    exhibits,
    exporting,
    finding,
    handing_out,
    history,
    identities,
    printing,
    removal,
    upkeep,
)
from muniment.services.leakcheck import Decisions
from muniment.services.session import Session
from muniment.vault import connection, records
from muniment.vault.records import Entry

_FEW = 5  # letters: an index writes only how a word goes on after the one before, and notes how its pages begin
PARTS = {text[at : at + _FEW] for text in (WORD, WORD.upper(), fold(WORD)) for at in range(len(text) - _FEW + 1)}
FORMS = {form for part in PARTS for form in (part.encode(), part.encode("utf-16-le"))}


def found(session: Session) -> int:
    """How often the word, or a part of it, is in the decrypted database; nothing may lie in its journal."""
    beside = session.db.path.with_name(session.db.path.name + "-journal")
    assert not beside.exists() or beside.stat().st_size == 0
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
    identities.open_identity(session, case, IDENTITY_PASSPHRASE, WORD)
    type_in(session, case.id)
    hand_out(session, case)
    exporting.export_to(session, folder / "export", cases=[case.id], plaintext=True)


def type_in(session: Session, case: str) -> None:
    """The word typed into forms: kept, given up, taken as far as it could be, and typed for what is of no file."""
    for target in (drafts.new_target("note", case), drafts.new_target("officer")):
        drafts.keep(session, target, {"text": WORD, "name": WORD})
    given_up = drafts.new_target("note", case)
    drafts.keep(session, given_up, {"text": WORD})
    drafts.drop(session, given_up)
    half = drafts.new_target("detention", case)
    drafts.submit(session, half, {"status": "unknown"}, {"status": "unknown", "start": WORD})


def hand_out(session: Session, case: Entry) -> None:
    """The word in the register: who got a copy, why without consent, and why what it tells of others was left in."""
    held = finding.dossier(session, case.no).all(Detention)[0]
    entries.set_fields(session, held.id, {"note": f"{WORD} called +994 50 000 00 00."})
    choices = printing.Choices("summary", TODAY, form="text", audience="counsel", recipient=WORD, override=WORD)
    list(handing_out.handed(session, [case], choices, decisions=Decisions(keep=WORD)))
    [copy] = copies.listed(session)
    assert (copy.recipient, copy.reason, WORD in copy.kept) == (WORD, WORD, True)


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
    for unfinished in drafts.unfinished(session):
        drafts.drop(session, unfinished.target)
        upkeep.purge(session, finding.once(session, unfinished.target.id))


def test_nothing_of_what_was_purged_is_in_the_decrypted_database(
    session: Session, tmp_path: Path, tally: Tally
) -> None:
    fill(session, tmp_path)
    times = found(session)
    assert times > 100
    purge_everything(session)
    assert found(session) == 0
    assert upkeep.verify(session) == []
    tally.take([], canaries_purged=times)


def test_nothing_of_the_past_of_a_field_is_in_the_decrypted_database(session: Session, tally: Tally) -> None:
    """Whether it was taken or only typed."""
    case = finding.case(session, entries.add(session, "case_file", {"pseudonym": "Dəniz"}).id)
    note = entries.add(session, "note", {"text": f"{WORD} " * 3000}, case.id)
    target = drafts.Target("note", note.id, case.id)
    drafts.keep(session, target, {"text": WORD})
    drafts.keep(session, target, {"text": ""})
    entries.set_fields(session, note.id, {"text": "nothing"})
    times = found(session)
    assert times > 2
    upkeep.purge_field(session, case, "note.text")
    assert found(session) == 0
    assert upkeep.verify(session) == []
    tally.take([], canaries_purged=times)


def test_nothing_of_what_was_removed_and_then_destroyed_is_in_the_decrypted_database(
    session: Session, tally: Tally
) -> None:
    """A record, by the change that removed it; and a whole case file."""
    case = finding.case(session, entries.add(session, "case_file", {"pseudonym": "Dəniz"}).id)
    note = entries.add(session, "note", {"text": f"{WORD} " * 3000}, case.id)
    gone = entries.remove(session, note.id)
    times = found(session)
    upkeep.purge_removed(session, case, gone.number)
    assert (times > 2, found(session)) == (True, 0)
    other = finding.case(session, entries.add(session, "case_file", {"pseudonym": WORD, "summary": WORD}).id)
    entries.add(session, "note", {"text": f"{WORD} " * 3000}, other.id)
    removal.remove_file(session, other)
    times += found(session)
    upkeep.purge(session, finding.once(session, other.id))
    assert (removal.removed(session), found(session)) == ([], 0)
    assert upkeep.verify(session) == []
    tally.take([], canaries_purged=times)


@pytest.mark.planted
def test_what_is_only_removed_is_still_there_to_be_found(session: Session, tmp_path: Path) -> None:
    """The fault is planted: a purge that is a removal."""
    fill(session, tmp_path)
    for case in printing.all_cases(session):
        for one in records.entries_of_file(session.db, case.no):
            if one.kind == "note":
                entries.remove(session, one.id)
    assert found(session) > 0


@pytest.mark.planted
def test_free_pages_are_looked_at(new_vault: MakeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault is planted: without secure_delete what was deleted lies in free pages."""
    kept = tuple(("secure_delete", "OFF", "0") if one[0] == "secure_delete" else one for one in connection._SETTINGS)
    monkeypatch.setattr(connection, "_SETTINGS", kept)
    session = new_vault()
    session.db.run("CREATE TABLE planted (text)")
    session.db.run("INSERT INTO planted VALUES (?)", (f"{WORD} " * 5000,))
    session.db.run("DROP TABLE planted")
    assert found(session) > 0
