"""A vault has deadline rules and custody limits of its own, and everything that rests on them follows."""

from datetime import date

import pytest

from muniment.domain.deadlines import UnknownRule
from muniment.domain.errors import InvalidInput, UserFault
from muniment.domain.records import Deadline
from muniment.services import entries, finding, history, listing, rules, upkeep
from muniment.services import session as sessions
from muniment.services.entries import StillReferredTo
from muniment.services.session import Session
from muniment.vault.journal import JournalEntry
from muniment.vault.records import Entry

PASSPHRASE = "passphrase"


def rule(rule_id: str = "mine", days: int = 10, more: str = "") -> str:
    return f"""
        [[rule]]
        id = "{rule_id}"
        title = {{ en = "an appeal" }}
        forum = {{ en = "a court" }}
        counted_from = {{ en = "receipt" }}
        source = "counsel"
        confidence = "high"
        {more}
        [[rule.version]]
        period = {days}
        unit = "days"
        """


def limit(limit_id: str = "hold-2h", hours: int = 2, confidence: str = "high", phase: str = "police_hold") -> str:
    return f"""
        [[limit]]
        id = "{limit_id}"
        title = {{ en = "a hold" }}
        phase = "{phase}"
        maximum = {hours}
        unit = "hours"
        source = "counsel"
        confidence = "{confidence}"
        """


def deadline(session: Session, rule_id: str, trigger: str = "2026-09-01") -> str:
    case = entries.add(session, "case_file", {"pseudonym": f"for {rule_id} {trigger}"})
    return entries.add(session, "deadline", {"rule": rule_id, "trigger_on": trigger}, case.id).id


def due(session: Session, record_id: str) -> str:
    found = entries.load(session, record_id)
    assert isinstance(found, Deadline)
    assert found.due_earliest is not None
    return found.due_earliest.edtf


def case_of(session: Session, record_id: str) -> Entry:
    return finding.case(session, entries.load(session, record_id).case)


def own(session: Session) -> list[str]:
    return [one.rule.id for one in rules.rules(session) if one.own]


def on(session: Session) -> set[str]:
    return {limit.id for limit in session.custody_limits}


def happened(session: Session) -> list[JournalEntry]:
    return [entry for entry in history.history(session) if entry.purpose == "program"][1:]  # the vault was made


def reopened(session: Session) -> Session:
    session.close()
    return sessions.open_vault(session.folder, PASSPHRASE)


# --- deadline rules ---


def test_deadlines_are_computed_by_a_rule_of_the_vaults_own(session: Session) -> None:
    with pytest.raises(InvalidInput, match="no such deadline rule: mine"):
        deadline(session, "mine")
    rules.set_rules(session, rule())
    assert due(session, deadline(session, "mine")) == "2026-09-11"
    assert own(session) == ["mine"]


def test_own_rules_are_there_when_the_vault_is_opened_again(session: Session) -> None:
    rules.set_rules(session, rule(more="caution_months = 7"))
    rules.set_rules(session, rule("other", 3))
    before = session.deadline_rules["mine"]
    again = reopened(session)
    assert again.deadline_rules["mine"] == before
    assert own(again) == ["mine", "other"]
    again.close()


def test_an_own_rule_stands_in_the_place_of_the_programs(session: Session) -> None:
    names = list(session.deadline_rules)
    rules.set_rules(session, rule("az-admin-appeal", 20))
    assert list(session.deadline_rules) == names
    assert session.deadline_rules["az-admin-appeal"].title() == "an appeal"


def test_a_changed_rule_moves_what_is_due_by_it_and_nothing_else(session: Session) -> None:
    ours, other = deadline(session, "az-admin-appeal"), deadline(session, "ecthr")
    assert due(session, ours) == "2026-09-11"
    taken = rules.set_rules(session, rule("az-admin-appeal", 20))
    assert [(touched.id, touched.fields) for touched in taken.change.touched] == [
        (ours, ("due_earliest", "due_latest"))
    ]
    assert (due(session, ours), due(session, other)) == ("2026-09-21", "2027-01-01")
    change = rules.remove_rule(session, "az-admin-appeal")
    assert [touched.id for touched in change.touched] == [ours]
    assert due(session, ours) == "2026-09-11"


def test_what_is_due_next_follows_a_changed_rule(session: Session) -> None:
    ours = deadline(session, "az-admin-appeal")
    rules.set_rules(session, rule("az-admin-appeal", 20))
    (shown,) = listing.deadlines(session, as_of=date(2026, 9, 1))
    assert (shown.deadline.id, shown.source, str(shown.earliest)) == (ours, "counsel", "2026-09-21")
    assert upkeep.verify(session) == []


def test_rules_are_taken_in_all_or_none_and_every_fault_is_named(session: Session) -> None:
    bad = rule("good") + rule("bad", 0) + rule("worse", more="colour = 1") + rule("custom")
    with pytest.raises(InvalidInput) as caught:
        rules.set_rules(session, bad)
    assert [fault.where for fault in caught.value.faults] == [
        "rule bad.version 1.period",
        "rule worse.colour",
        "rule custom.id",
    ]
    assert own(session) == []
    assert happened(session) == []


def test_what_is_no_toml_is_refused(session: Session) -> None:
    for text in ("[[rule]", "x = " + "[" * 100_000):
        with pytest.raises(UserFault, match="not valid TOML"):
            rules.set_rules(session, text)


def test_a_rule_of_the_program_and_one_that_is_not_there_cannot_be_removed(session: Session) -> None:
    with pytest.raises(UserFault, match="comes with the program"):
        rules.remove_rule(session, "ecthr")
    with pytest.raises(UnknownRule):
        rules.remove_rule(session, "mine")


def test_a_rule_stays_while_a_deadline_has_no_other(session: Session) -> None:
    rules.set_rules(session, rule())
    ours, _another = deadline(session, "mine"), deadline(session, "wgad")
    with pytest.raises(StillReferredTo, match=rf"deadline {ours} \(rule, case file"):
        rules.remove_rule(session, "mine")
    entries.remove(session, ours)
    rules.remove_rule(session, "mine")
    assert "mine" not in session.deadline_rules


def test_what_an_undo_brings_back_is_due_by_the_rule_as_it_is_now(session: Session) -> None:
    ours = deadline(session, "az-admin-appeal")
    case = case_of(session, ours)
    entries.set_fields(session, ours, {"trigger_on": "2026-10-01"})
    rules.set_rules(session, rule("az-admin-appeal", 20))
    history.undo(session, case)
    assert due(session, ours) == "2026-09-21"
    history.redo(session, case)
    assert due(session, ours) == "2026-10-21"
    entries.remove(session, ours)
    rules.remove_rule(session, "az-admin-appeal")
    history.undo(session, case)
    assert due(session, ours) == "2026-10-11"
    assert upkeep.verify(session) == []


def test_a_deadline_that_comes_back_without_its_rule_is_still_listed(session: Session) -> None:
    rules.set_rules(session, rule())
    ours = deadline(session, "mine")
    case = case_of(session, ours)
    entries.remove(session, ours)
    rules.remove_rule(session, "mine")
    history.undo(session, case)
    (shown,) = listing.deadlines(session, as_of=date(2026, 9, 1))
    assert (shown.title, str(shown.earliest), shown.source) == ("mine", "2026-09-11", "")


def test_a_change_of_rules_is_journalled_and_is_nobodys_to_undo(session: Session) -> None:
    ours = deadline(session, "az-admin-appeal")
    rules.set_rules(session, rule("az-admin-appeal", 20))
    rules.set_rules(session, rule("az-admin-appeal", 20))
    rules.remove_rule(session, "az-admin-appeal")
    assert [(entry.action, entry.record_id) for entry in happened(session)] == [
        ("rule_set", ""),
        ("set", ours),
        ("rule_removed", ""),
        ("set", ours),
    ]
    values = happened(session)[0].values
    assert values is not None
    assert values["content"].after["version"] == [{"period": 20, "unit": "days"}]
    (taken,) = history.undo(session, case_of(session, ours)).entries
    assert (taken.action, taken.record) == ("add", "deadline")


# --- custody limits ---


def test_limits_of_low_confidence_are_off_until_switched_on(session: Session) -> None:
    assert "az-hold-24h" not in on(session)
    assert rules.switch(session, "az-hold-24h", on=True).on
    rules.switch(session, "az-hold-3h", on=False)
    again = reopened(session)
    assert ("az-hold-24h" in on(again), "az-hold-3h" in on(again)) == (True, False)
    assert {one.limit.id for one in rules.limits(again) if one.on} == on(again)
    again.close()


def test_own_limits_are_measured_against(session: Session) -> None:
    rules.set_limits(session, limit() + limit("unsure", confidence="low"))
    assert {"hold-2h", "unsure"} & on(session) == {"hold-2h"}
    assert [one.limit.id for one in rules.limits(session) if one.own] == ["hold-2h", "unsure"]


def test_an_own_limit_stands_in_the_place_of_the_programs_until_it_is_removed(session: Session) -> None:
    rules.set_limits(session, limit("az-hold-3h", 5))
    rules.switch(session, "az-hold-3h", on=False)
    (known,) = [one for one in rules.limits(session) if one.limit.id == "az-hold-3h"]
    assert (known.limit.maximum, known.own, known.on) == (5, True, False)
    rules.set_limits(session, limit("az-hold-3h", 6))
    assert "az-hold-3h" not in on(session)
    rules.remove_limit(session, "az-hold-3h")
    (known,) = [one for one in rules.limits(session) if one.limit.id == "az-hold-3h"]
    assert (known.limit.maximum, known.own, known.on) == (3, False, True)


def test_limits_are_taken_in_all_or_none_and_every_fault_is_named(session: Session) -> None:
    with pytest.raises(InvalidInput) as caught:
        rules.set_limits(session, limit() + limit("bad", 0) + limit("worse", phase="cellar"))
    assert [fault.where for fault in caught.value.faults] == ["limit bad.maximum", "limit worse.phase"]
    assert not any(one.own for one in rules.limits(session))


def test_a_limit_that_is_not_there_or_not_ones_own_is_refused(session: Session) -> None:
    for refused in (rules.remove_limit, lambda where, one: rules.switch(where, one, on=True)):
        with pytest.raises(rules.UnknownLimit, match="no such custody limit: mine"):
            refused(session, "mine")
    with pytest.raises(UserFault, match="comes with the program"):
        rules.remove_limit(session, "az-hold-3h")


@pytest.mark.parametrize("name", ["own_rule", "own_limit", "own_switched"])
def test_rules_that_were_changed_behind_the_journal_are_found(session: Session, name: str) -> None:
    rules.set_rules(session, rule() + rule("other"))
    rules.set_limits(session, limit() + limit("other"))
    rules.switch(session, "hold-2h", on=False)
    rules.switch(session, "other", on=False)
    rules.remove_rule(session, "other")
    rules.remove_limit(session, "other")
    assert upkeep.verify(session) == []
    session.db.run("DELETE FROM setting WHERE name = ?", (name,))
    assert upkeep.verify(session) == ["the vault's own rules and limits are not those that the journal says"]
