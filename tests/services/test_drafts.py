"""What was typed is saved or kept, whole and in its file, and never comes between the user and Undo."""

from pathlib import Path

import pytest
from tests.conftest import CHEAP, PASSPHRASE

from muniment.domain.openformat import write_values
from muniment.domain.records import Draft
from muniment.services import drafts, entries, finding, history, upkeep
from muniment.services import session as sessions
from muniment.services.drafts import Target
from muniment.services.session import Session
from muniment.vault import records


@pytest.fixture
def case(session: Session) -> str:
    return entries.add(session, "case_file", {"pseudonym": "Dəniz SYNTHETIC"}).id


def detention(session: Session, case: str, **fields: object) -> Target:
    made = entries.add(session, "detention", {"status": "ended", **fields}, case)
    return Target("detention", made.id, case)


def fields(session: Session, target: Target) -> dict[str, object]:
    found = drafts.record_of(session, target)
    return write_values(found) if found else {}


def drafts_in(session: Session) -> int:
    return len(records.entries_of_kind(session.db, "draft"))


def test_what_is_accepted_is_saved_and_leaves_no_draft(session: Session, case: str) -> None:
    target = detention(session, case)
    drafts.keep(session, target, {"start": "18.9."})
    settled = drafts.submit(session, target, {"start": "2017-09-18"}, {"start": "18 September 2017"})
    assert fields(session, target) == {"status": "ended", "start": "2017-09-18"}
    assert drafts.of_record(session, target) == {}
    assert (settled.made, dict(settled.faults)) == (True, {})
    assert {one.id for one in settled.touched} >= {target.id}


def test_what_is_not_a_value_is_kept_as_it_was_typed(session: Session, case: str) -> None:
    target = detention(session, case, start="2017-09-18")
    drafts.submit(session, target, {}, {"start": "18.9."})
    drafts.submit(session, target, {"note": "x"}, {"end": "half a date", "note": "x"})
    assert drafts.of_record(session, target) == {"start": "18.9.", "end": "half a date"}
    assert fields(session, target) == {"start": "2017-09-18", "status": "ended", "note": "x"}


def test_of_several_fields_those_that_are_refused_keep_back_no_other(session: Session, case: str) -> None:
    target = detention(session, case)
    values: dict[str, object] = {"status": "no_such", "note": "x", "acknowledged": "denied"}
    settled = drafts.submit(session, target, values, {name: str(value) for name, value in values.items()})
    assert fields(session, target) == {"status": "ended", "note": "x", "acknowledged": "denied"}
    assert drafts.of_record(session, target) == {"status": "no_such"}
    assert list(settled.faults) == ["status"]


def test_a_fault_that_is_told_of_another_field_stands_by_the_one_that_was_typed(session: Session, case: str) -> None:
    target = detention(session, case, end="2017-09-20")
    settled = drafts.submit(session, target, {"start": "2018", "note": "x"}, {"start": "2018", "note": "x"})
    assert settled.faults == {"start": "End: this is before “Start”"}
    assert fields(session, target) == {"status": "ended", "end": "2017-09-20", "note": "x"}
    assert drafts.of_record(session, target) == {"start": "2018"}


def test_a_record_is_made_once_what_it_needs_is_there(session: Session, case: str) -> None:
    target = drafts.new_target("allegation", case)
    first = drafts.submit(session, target, {"act": "beating"}, {"act": "beating", "on": "18.9.", "account": ""})
    assert (first.made, drafts.record_of(session, target), dict(first.faults)) == (False, None, {})
    assert [one.typed for one in drafts.unfinished(session, case)] == [{"act": "beating", "on": "18.9."}]
    values: dict[str, object] = {"act": "beating", "account": "They beat him."}
    raws = {"act": "beating", "on": "18.9.", "account": "They beat him."}
    second = drafts.submit(session, target, values, raws)
    assert second.made
    assert fields(session, target) == values
    assert drafts.of_record(session, target) == {"on": "18.9."}
    assert drafts.unfinished(session, case) == []


def test_a_new_record_is_made_without_the_fields_that_are_wrong(session: Session, case: str) -> None:
    target = drafts.new_target("detention", case)
    values: dict[str, object] = {"status": "ended", "start": "2017-09-20", "end": "2017-09-18", "note": "x"}
    settled = drafts.submit(session, target, values, {name: str(value) for name, value in values.items()})
    assert fields(session, target) == {"status": "ended", "start": "2017-09-20", "note": "x"}
    assert drafts.of_record(session, target) == {"end": "2017-09-18"}
    assert list(settled.faults) == ["end"]


def test_what_was_begun_is_found_by_kind_and_can_be_given_up(session: Session, case: str) -> None:
    other = entries.add(session, "case_file", {"pseudonym": "Gülşən SYNTHETIC"}).id
    for kind, where in (("allegation", case), ("phase", case), ("allegation", other)):
        drafts.keep(session, drafts.new_target(kind, where), {"facility": kind})
    begun = drafts.unfinished(session, case, "allegation")
    assert [(one.target.record, one.target.case, one.typed) for one in begun] == [
        ("allegation", case, {"facility": "allegation"})
    ]
    drafts.drop(session, begun[0].target)
    assert [one.target.record for one in drafts.unfinished(session, case)] == ["phase"]


def test_drafts_of_shared_records_and_of_new_files_belong_to_no_file(session: Session) -> None:
    contact = drafts.new_target("contact")
    drafts.submit(session, contact, {"name": "Leyla"}, {"name": "Leyla"})
    new = drafts.new_target("case_file")
    drafts.submit(session, new, {"summary": "x"}, {"summary": "x", "opened_on": "half"})
    assert {one.target.record for one in drafts.unfinished(session)} == {"contact", "case_file"}
    drafts.submit(session, new, {"pseudonym": "Dəniz"}, {"pseudonym": "Dəniz", "opened_on": "half"})
    assert drafts.of_record(session, new) == {"summary": "x", "opened_on": "half"}


def test_nothing_of_a_sealed_identity_is_kept(session: Session, case: str) -> None:
    made = entries.add(session, "identity", {"legal_name": "Somebody SYNTHETIC"}, case)
    drafts.keep(session, Target("identity", made.id, case), {"birth_date": "half a date"})
    assert drafts_in(session) == 0


def test_the_same_text_is_kept_once(session: Session, case: str) -> None:
    target = detention(session, case)
    assert drafts.keep(session, target, {"start": "18.9."})
    assert not drafts.keep(session, target, {"start": "18.9."})
    assert drafts.keep(session, target, {"start": "18.9.20"})
    assert drafts.of_record(session, target) == {"start": "18.9.20"}
    assert drafts_in(session) == 1


def test_undo_takes_back_what_the_user_changed_and_no_draft(session: Session, case: str) -> None:
    target = detention(session, case)
    where = finding.record(session, case)
    drafts.submit(session, target, {"note": "x"}, {"note": "x"})
    drafts.submit(session, target, {}, {"start": "18.9."})
    history.undo(session, where)
    assert fields(session, target) == {"status": "ended"}
    assert drafts.of_record(session, target) == {"start": "18.9."}
    history.undo(session, where)
    assert drafts.record_of(session, target) is None
    assert drafts_in(session) == 0
    history.redo(session, where)
    assert drafts.of_record(session, target) == {"start": "18.9."}


def test_a_file_with_drafts_can_be_removed_and_brought_back(session: Session, case: str) -> None:
    drafts.keep(session, drafts.new_target("allegation", case), {"on": "18.9."})
    drafts.keep(session, Target("case_file", case), {"opened_on": "half"})
    entries.remove(session, case)
    assert drafts_in(session) == 0
    history.undo(session, finding.once(session, case))
    assert drafts.of_record(session, Target("case_file", case)) == {"opened_on": "half"}
    assert upkeep.verify(session) == []


def test_a_record_takes_its_drafts_along_and_leaves_the_others(session: Session, case: str) -> None:
    one, other = detention(session, case), detention(session, case)
    for target in (one, other):
        drafts.keep(session, target, {"start": "18.9."})
    entries.remove(session, one.id)
    assert drafts.of_record(session, other) == {"start": "18.9."}
    assert drafts_in(session) == 1


def journal_says(session: Session, text: str) -> bool:
    return any(text in str(row[0]) for row in session.db.rows("SELECT payload FROM journal_payload"))


def test_a_purge_takes_what_was_typed_before_the_file_was_there(session: Session) -> None:
    new = drafts.new_target("case_file")
    drafts.submit(session, new, {"summary": "CANARY"}, {"summary": "CANARY", "opened_on": "half a CANARY"})
    drafts.submit(session, new, {"pseudonym": "x", "summary": "fine"}, {"pseudonym": "x", "summary": "fine"})
    assert journal_says(session, "CANARY")
    upkeep.purge(session, finding.record(session, new.id))
    assert not journal_says(session, "CANARY")
    assert drafts_in(session) == 0
    assert upkeep.verify(session) == []


def test_a_purge_of_a_shared_record_takes_what_was_typed_for_it(session: Session) -> None:
    agency = entries.add(session, "agency", {"name": "x"})
    target = Target("agency", agency.id)
    drafts.keep(session, target, {"name": "half a CANARY"})
    drafts.keep(session, target, {"name": "CANARY"})
    upkeep.purge(session, finding.record(session, agency.id))
    assert not journal_says(session, "CANARY")
    assert drafts_in(session) == 0
    assert upkeep.verify(session) == []


@pytest.mark.parametrize("name", ["summary", "detention.note"])
def test_a_fields_past_is_purged_with_what_was_typed_into_it(session: Session, case: str, name: str) -> None:
    kind, _, field = name.rpartition(".")
    target = detention(session, case) if kind else Target("case_file", case)
    drafts.keep(session, target, {field: "half a CANARY"})
    drafts.submit(session, target, {field: "CANARY"}, {field: "CANARY"})
    drafts.submit(session, target, {field: "fine"}, {field: "fine"})
    assert upkeep.purge_field(session, finding.record(session, case), name) > 0
    assert not journal_says(session, "CANARY")
    assert fields(session, target)[field] == "fine"
    assert upkeep.verify(session) == []


def test_a_draft_is_there_when_the_vault_is_opened_again(tmp_path: Path) -> None:
    made = sessions.create(tmp_path / "vault", PASSPHRASE, cost=CHEAP)
    case = entries.add(made, "case_file", {"pseudonym": "x"}).id
    target = drafts.new_target("allegation", case)
    drafts.submit(made, target, {}, {"on": "18.9.", "account": "Ondan ad istədilər; «били»"})
    made.close()
    with sessions.opened(tmp_path / "vault", PASSPHRASE) as again:
        assert drafts.of_record(again, target) == {"on": "18.9.", "account": "Ondan ad istədilər; «били»"}
        kept = records.load(again.db, records.entries_of_kind(again.db, "draft"))
        assert {one.case for one in kept if isinstance(one, Draft)} == {case}
