"""A file is taken out whole and comes back whole; what was taken out can be destroyed."""

from pathlib import Path

import pytest
from tests.services.test_upkeep import decrypted

from muniment.domain.errors import UserFault
from muniment.domain.openformat import write_values
from muniment.services import drafts, entries, exhibits, finding, history, removal, upkeep
from muniment.services.drafts import Target
from muniment.services.session import Session
from muniment.vault import records
from muniment.vault.records import Entry

CANARY = "qzcanaryqz"


@pytest.fixture
def case(session: Session) -> Entry:
    return finding.case(session, entries.add(session, "case_file", {"pseudonym": "Dəniz"}).id)


def full(session: Session, case: Entry, folder: Path) -> str:
    """Records that point to one another, an exhibit, something typed that was not accepted; the exhibit's id."""
    detention = entries.add(session, "detention", {"start": "2017-09-18", "status": "ongoing"}, case.id)
    entries.add(session, "phase", {"detention": detention.id, "kind": "stop"}, case.id)
    (folder / "photo.jpg").write_bytes(b"picture" * 1000)
    drafts.keep(session, Target("detention", detention.id, case.id), {"end": "half a date"})
    return exhibits.attach(session, case, folder / "photo.jpg", {"title": "SYNTHETIC"}).id


def content(session: Session, case: Entry) -> list[dict[str, object]]:
    return [{"id": one.id, **write_values(one)} for one in records.load_file(session.db, case.no)]


def test_a_file_goes_whole_and_undo_brings_it_back_as_it_was(session: Session, case: Entry, tmp_path: Path) -> None:
    full(session, case, tmp_path)
    before = content(session, case)
    change = removal.remove_file(session, case)
    assert ("case_file", case.id, "remove") in {(one.record, one.id, one.action) for one in change.touched}
    with pytest.raises(finding.NotThere):
        finding.case(session, case.id)
    assert upkeep.verify(session) == []
    history.undo(session, finding.once(session, case.id))
    assert sorted(map(str, content(session, case))) == sorted(map(str, before))
    assert upkeep.verify(session) == []


def test_a_file_that_another_one_points_into_stays_and_that_one_is_named(session: Session, case: Entry) -> None:
    other = entries.add(session, "case_file", {"pseudonym": "Aytən"})
    fields = {"method": "threat", "confidence": "claimed", "persons": [case.id]}
    disclosure = entries.add(session, "coerced_disclosure", fields, other.id)
    assert removal.pointing(session, case) == [disclosure.id]
    with pytest.raises(entries.StillReferredTo, match=disclosure.id):
        removal.remove_file(session, case)
    assert finding.case(session, case.id)


def test_what_was_removed_is_told_once_until_it_comes_back_or_is_purged(session: Session, case: Entry) -> None:
    contact = entries.add(session, "contact", {"name": "Somebody", "role": "lawyer"})
    entries.remove(session, contact.id)
    history.undo(session, finding.once(session, contact.id))
    entries.remove(session, contact.id)
    removal.remove_file(session, case)
    assert [one.name.id for one in removal.removed(session)] == [case.id, contact.id]
    assert removal.removed(session)[0].name.title.startswith("Dəniz · ")
    history.undo(session, finding.once(session, case.id))
    upkeep.purge(session, finding.once(session, contact.id))
    assert removal.removed(session) == []


@pytest.mark.parametrize("by_undoing", [False, True])
def test_what_was_removed_is_brought_back_whichever_way_it_went(session: Session, by_undoing: bool) -> None:
    contact = entries.add(session, "contact", {"name": "Somebody", "role": "lawyer"})
    if by_undoing:
        history.undo(session, finding.once(session, contact.id))
    else:
        entries.remove(session, contact.id)
    assert removal.removed(session)
    removal.bring_back(session, contact.id)
    assert entries.load(session, contact.id)
    assert removal.removed(session) == []


def test_a_purge_tells_which_file_is_gone(session: Session, case: Entry) -> None:
    change = upkeep.purge(session, case)
    assert (change.touched[-1].id, change.touched[-1].action) == (case.id, "purge")


def test_what_a_change_removed_from_a_file_is_destroyed(session: Session, case: Entry, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(CANARY.encode() * 100_000)
    exhibit = exhibits.attach(session, case, tmp_path / "photo.jpg", {"title": CANARY})
    drafts.keep(session, Target("evidence", exhibit.id, case.id), {"acquired_on": CANARY})
    drafts.keep(session, Target("evidence", exhibit.id, case.id), {"acquired_on": ""})
    kept = entries.add(session, "note", {"text": "stays"}, case.id)
    number = entries.remove(session, exhibit.id).number
    assert CANARY.encode() in decrypted(session, tmp_path)
    assert upkeep.purge_removed(session, case, number) >= 1
    assert CANARY.encode() not in decrypted(session, tmp_path)
    assert getattr(entries.load(session, kept.id), "text", "") == "stays"
    assert upkeep.verify(session) == []


def test_what_came_back_is_not_destroyed(session: Session, case: Entry) -> None:
    note = entries.add(session, "note", {"text": "came back"}, case.id)
    number = entries.remove(session, note.id).number
    history.undo(session, case)
    with pytest.raises(UserFault, match="nothing is left"):
        upkeep.purge_removed(session, case, number)
    assert entries.load(session, note.id)
