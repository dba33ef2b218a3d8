"""A vault proves that it is sound, and what is purged is gone from every page."""

import re
from pathlib import Path

import pytest

from muniment.domain.errors import UserFault, WorldFault
from muniment.services import entries, exhibits, finding, history, identities, upkeep
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.vault.records import Entry

PASSPHRASE = "passphrase"


@pytest.fixture
def case(session: Session) -> Entry:
    made = entries.add(session, "case_file", {"pseudonym": "Dəniz", "summary": "taken from work"})
    detention = entries.add(session, "detention", {"status": "ended", "start": "2017-09-17"}, made.id)
    entries.set_fields(session, detention.id, {"end": "2017-10-02"})
    entries.add(session, "agency", {"name": "district police"})
    return finding.case(session, made.id)


def test_a_sound_vault_has_no_findings(session: Session, case: Entry, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"picture" * 300_000)
    exhibits.attach(session, case, tmp_path / "photo.jpg")
    identities.seal(session, case, {"legal_name": "Somebody"})
    assert upkeep.verify(session) == []


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize(
    ("tampering", "finding_"),
    [
        ("UPDATE detention SET end = '2017-10-03'", "end is not what the journal says"),
        ("UPDATE detention SET end_latest = '2017-10-09'", "end is not what the journal says"),
        ("UPDATE case_file_text SET summary = 'let go'", "summary is not what the journal says"),
        ("UPDATE agency SET name = 'other'", "name is not what the journal says"),
        ("DELETE FROM detention", "is not what the journal says"),
        ("DELETE FROM record WHERE kind = 'detention'", "missing"),
        ("DELETE FROM record WHERE kind = 'agency'", "missing"),
        ("UPDATE record SET created_at = '2001-01-01T00:00:00Z' WHERE kind = 'detention'", "@created_at"),
        ("UPDATE journal SET at = '2001-01-01T00:00:00Z' WHERE seq = 3", "journal entry 3"),
        ("UPDATE journal_payload SET payload = replace(payload, '2017', '2018') WHERE seq = 3", "journal entry 3"),
        ("DELETE FROM journal_payload WHERE seq = 3", "journal"),
        ("UPDATE folded SET words = ' x' WHERE document = 1", "search index"),
        ("DELETE FROM folded WHERE document = 1", "search index"),
        ("INSERT INTO text_index (rowid, words) VALUES (1, 'canary')", "search index"),
        ("INSERT INTO name_index (name_index, rowid, words) VALUES ('delete', 1, 'd')", "search index"),
        ("UPDATE case_line SET pseudonym = 'x'", "list"),
        ("DELETE FROM pseudonym_word", "list"),
        ("UPDATE pseudonym_word SET name = 'x'", "list"),
        ("INSERT INTO pseudonym_word (case_no, word, name) VALUES (1, 'x', 'x')", "list"),
    ],
)
def test_what_was_changed_behind_the_journal_is_found(session: Session, tampering: str, finding_: str) -> None:
    session.db.run(tampering)
    found = upkeep.verify(session)
    assert any(finding_ in text for text in found), found


def test_an_exhibit_whose_bytes_were_changed_is_named(session: Session, case: Entry, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"picture")
    exhibits.attach(session, case, tmp_path / "photo.jpg")
    session.db.run("UPDATE evidence_chunk SET bytes = x'00'")
    assert any(text.startswith("exhibit 1 of case file") for text in upkeep.verify(session))


def decrypted(session: Session, tmp_path: Path) -> bytes:
    """Every value in the tables, the index and the journal, as a plain database holds them."""
    target = tmp_path / "plain.db"
    session.db.run("ATTACH DATABASE ? AS plain KEY ''", (str(target),))
    session.db.value("SELECT sqlcipher_export('plain')")
    session.db.run("DETACH DATABASE plain")
    content = target.read_bytes()
    target.unlink()
    return content


def test_a_purged_file_leaves_nothing_behind(session: Session, case: Entry, tmp_path: Path) -> None:
    canary = b"qzcanaryqz"
    (tmp_path / "photo.jpg").write_bytes(canary * 200_000)
    exhibits.attach(session, case, tmp_path / "photo.jpg", {"title": "qzcanaryqz"})
    entries.add(session, "note", {"text": "qzcanaryqz"}, case.id)
    entries.set_fields(session, case.id, {"summary": "qzcanaryqz", "tags": ["qzcanaryqz"]})
    entries.set_fields(session, case.id, {"summary": "", "pseudonym": "qzcanaryqz"})
    assert canary in decrypted(session, tmp_path)
    upkeep.purge(session, case)
    left = decrypted(session, tmp_path)
    assert canary not in left
    assert fold_of(canary) not in left
    assert upkeep.verify(session) == []
    assert session.db.value("SELECT count(*) FROM evidence_chunk") == 0


def fold_of(canary: bytes) -> bytes:
    from muniment.domain.folding import fold

    return fold(canary.decode()).encode()


def test_a_purged_file_cannot_be_undone_and_its_past_is_empty(session: Session, case: Entry) -> None:
    upkeep.purge(session, case)
    with pytest.raises(finding.NotThere):
        finding.case(session, case.id)
    past = list(history.history(session, case))
    assert past[-1].action == "purge"
    assert all(not entry.values for entry in past)


def test_a_purge_names_what_points_into_the_file_and_takes_the_pointers_along(session: Session, case: Entry) -> None:
    other = entries.add(session, "case_file", {"pseudonym": "Aytən"})
    fields = {"method": "threat", "confidence": "claimed", "persons": [case.id, other.id]}
    disclosure = entries.add(session, "coerced_disclosure", fields, other.id)
    plan = upkeep.purge_plan(session, case)
    assert len(plan.referrers) == 1
    assert disclosure.id in plan.referrers[0]
    upkeep.purge(session, case)
    left = entries.load(session, disclosure.id)
    assert getattr(left, "persons", ()) == (other.id,)
    assert upkeep.verify(session) == []


def test_a_file_that_was_removed_before_can_still_be_purged(session: Session, tmp_path: Path) -> None:
    made = entries.add(session, "case_file", {"pseudonym": "qzcanaryqz"})
    entries.remove(session, made.id)
    assert b"qzcanaryqz" in decrypted(session, tmp_path)
    upkeep.purge(session, finding.once(session, made.id))
    assert b"qzcanaryqz" not in decrypted(session, tmp_path)
    assert upkeep.verify(session) == []


@pytest.mark.parametrize("removed", [False, True])
def test_a_shared_record_is_purged_on_its_own(session: Session, case: Entry, tmp_path: Path, removed: bool) -> None:
    contact = entries.add(session, "contact", {"name": "qzcanaryqz", "role": "lawyer"})
    entries.set_fields(session, case.id, {"responsible": contact.id})
    if removed:
        entries.set_fields(session, case.id, {"responsible": ""})
        entries.remove(session, contact.id)
    upkeep.purge(session, finding.once(session, contact.id))
    assert b"qzcanaryqz" not in decrypted(session, tmp_path)
    assert getattr(entries.load(session, case.id), "responsible", "x") == ""
    assert upkeep.verify(session) == []


def test_what_another_record_cannot_be_without_is_not_purged(session: Session, case: Entry) -> None:
    source = entries.add(session, "source", {"kind": "media"})
    fields = {"source": source.id, "record": {"record": "case_file", "id": case.id}, "stance": "supports"}
    link = entries.add(session, "fact_link", fields, case.id)
    with pytest.raises(entries.StillReferredTo, match=link.id):
        upkeep.purge(session, finding.once(session, source.id))


def test_the_past_of_one_field_is_destroyed_and_its_present_stays(
    session: Session, case: Entry, tmp_path: Path
) -> None:
    entries.set_fields(session, case.id, {"summary": "qzcanaryqz"})
    entries.set_fields(session, case.id, {"summary": "taken from the street"})
    assert upkeep.purge_field(session, case, "summary") == 3
    assert b"qzcanaryqz" not in decrypted(session, tmp_path)
    assert getattr(entries.load(session, case.id), "summary", "") == "taken from the street"
    assert upkeep.verify(session) == []
    session.db.run("UPDATE case_file_text SET summary = 'other'")
    assert any("summary" in text for text in upkeep.verify(session))


def test_a_field_that_there_is_not_cannot_be_purged(session: Session, case: Entry) -> None:
    with pytest.raises(UserFault, match="no field"):
        upkeep.purge_field(session, case, "detention.colour")


def test_a_backup_opens_as_the_vault_it_was(session: Session, case: Entry, tmp_path: Path) -> None:
    head = upkeep.back_up(session, tmp_path / "copy.muniment")
    assert upkeep.restore(tmp_path / "copy.muniment", tmp_path / "restored", PASSPHRASE) == head
    with sessions.opened(tmp_path / "restored", PASSPHRASE) as restored:
        assert upkeep.verify(restored) == []
        assert finding.case(restored, "Dəniz").id == case.id


def test_the_raw_key_is_for_its_owner_alone_and_journalled(session: Session, tmp_path: Path) -> None:
    upkeep.write_raw_key(session, tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert [entry.action for entry in history.history(session)][-1] == "raw_key_written"


@pytest.mark.usefixtures("case")
def test_information_counts_what_there_is(session: Session) -> None:
    found = upkeep.information(session)
    assert found.counts == {"case_file": 1, "detention": 1, "agency": 1}
    assert found.key_slots == {"passphrase": 1}
    assert found.identity_passphrase
    assert found.head.seq == 5


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize(
    ("tampering", "finding_"),
    [
        ("INSERT INTO text_index (rowid, words) VALUES (777, 'canary')", "search index holds words .* 777"),
        ("INSERT INTO name_index (rowid, words) VALUES (777, 'canary')", "search index holds words .* 777"),
        ("INSERT INTO pseudonym_word (case_no, word, name) VALUES (2, 'x', 'x')", "search index holds words .* 2"),
        ("INSERT INTO text_index (rowid, words) VALUES (2, 'canary')", "search index holds words .* 2"),
        ("INSERT INTO folded VALUES (777, 777, '', ' canary')", "search index holds words .* 777"),
        ("INSERT INTO evidence_chunk VALUES ('stranger', 0, x'00')", "journal does not know"),
        ("INSERT INTO evidence_chunk VALUES ('stranger', 3, x'00')", "journal does not know"),
    ],
)
def test_what_index_and_exhibits_hold_beyond_the_records_is_found(
    session: Session, tampering: str, finding_: str
) -> None:
    session.db.run(tampering)
    assert re.search(finding_, "\n".join(upkeep.verify(session)))


def test_bytes_behind_a_gap_and_bytes_that_were_purged_are_found(session: Session, case: Entry, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"picture")
    made = exhibits.attach(session, case, tmp_path / "photo.jpg")
    session.db.run("INSERT INTO evidence_chunk VALUES (?, 2, x'00')", (made.id,))
    assert "a piece before them is missing" in "\n".join(upkeep.verify(session))
    upkeep.purge(session, case)
    assert upkeep.verify(session) == []
    session.db.run("INSERT INTO evidence_chunk VALUES (?, 0, x'00')", (made.id,))
    assert "that was purged" in "\n".join(upkeep.verify(session))


def test_bytes_of_an_exhibit_that_may_come_back_are_in_order(session: Session, case: Entry, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"picture")
    entries.remove(session, exhibits.attach(session, case, tmp_path / "photo.jpg").id)
    assert upkeep.verify(session) == []


def test_a_key_is_not_journalled_where_its_name_cannot_be(session: Session, tmp_path: Path) -> None:
    with pytest.raises(WorldFault, match="name is longer"):
        upkeep.write_raw_key(session, tmp_path / ("x" * 300))
    assert "raw_key_written" not in [entry.action for entry in history.history(session)]
