"""The one way out: no copy without consent, without its leaks decided, or without its number in the register."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest
from tests.services.reading_copies import words_of

from muniment.domain.errors import UserFault
from muniment.host.assistant import Assistant
from muniment.reports import workshop
from muniment.services import copies, entries, finding, handing_out, printing, upkeep
from muniment.services.consents import ConsentMissing
from muniment.services.leakcheck import MASK_ALL, Decisions, LeaksFound
from muniment.services.printing import Choices, Printed
from muniment.services.session import Session
from muniment.vault.records import Entry

BRIEF = Choices("brief", date(2018, 3, 1), audience="counsel", recipient="A. Lawyer (SYNTHETIC)")
REASON = "the hearing is tomorrow (SYNTHETIC)"


def opened(session: Session, pseudonym: str, summary: str = "", *, agreed: bool = True) -> Entry:
    case = finding.case(session, entries.add(session, "case_file", {"pseudonym": pseudonym, "summary": summary}).id)
    entries.add(session, "detention", {"start": "2017-09-18", "status": "ongoing", "note": summary}, case.id)
    if agreed:
        entries.add(session, "consent", {"purpose": "counsel", "decision": "granted"}, case.id)
    return case


@pytest.fixture
def anna(session: Session) -> Entry:
    return opened(session, "Anna")


def handed(session: Session, *cases: Entry, choices: Choices = BRIEF, **rest: object) -> list[Printed]:
    return list(handing_out.handed(session, cases, choices, **rest))  # type: ignore[arg-type]


# --- the register ---


def test_a_copy_is_in_the_register_with_the_hash_of_its_bytes(session: Session, anna: Entry) -> None:
    [one] = handed(session, anna)
    [copy] = copies.listed(session)
    assert (copy.copy_no, copy.sha256) == (one.copy_no, hashlib.sha256(one.data).hexdigest())
    assert (copy.template, copy.audience, copy.recipient, copy.page_count) == ("brief", "counsel", BRIEF.recipient, 1)
    assert (copy.reason, copy.kept, [case.id for case in copy.cases]) == ("", "", [anna.id])
    assert upkeep.verify(session) == []


def test_a_copy_for_publication_does_not_call_itself_confidential(session: Session, anna: Entry) -> None:
    entries.add(session, "consent", {"purpose": "publish_anonymous", "decision": "granted"}, anna.id)
    [one] = handed(session, anna, choices=replace(BRIEF, kind="summary", audience="press"))
    told = words_of(one.data)
    assert "Nobody is named" in told
    assert "For publication: nobody is named" in told
    assert "Confidential" not in told


def test_its_number_and_audience_are_on_the_page_and_the_code_of_the_file_is_not(session: Session, anna: Entry) -> None:
    [one] = handed(session, anna)
    words = words_of(one.data)
    assert words.count(f"copy {one.copy_no}") == 2
    assert "for counsel" in words
    assert finding.code(session, anna.id) not in words
    assert copies.listed(session)[0].journal_head in words


def test_what_stays_has_no_number_and_is_not_registered(session: Session, anna: Entry) -> None:
    words = words_of(printing.print_one(session, anna, replace(BRIEF, audience="internal")).data)
    assert "copy" not in words
    assert copies.listed(session) == []


def test_nothing_else_makes_what_leaves(session: Session, anna: Entry) -> None:
    with pytest.raises(ValueError, match="registered"):
        printing.print_one(session, anna, BRIEF)


def test_a_copy_with_a_password_is_known_by_the_bytes_that_left(session: Session, anna: Entry) -> None:
    [one] = handed(session, anna, password="of several words")
    assert copies.which(session, one.data).how == "bytes"


def test_plain_text_is_registered_too(session: Session, anna: Entry) -> None:
    [one] = handed(session, anna, choices=replace(BRIEF, form="text"))
    assert f"copy {one.copy_no}" in one.data.decode()
    assert copies.which(session, one.data).copies


# --- consent ---


def test_without_consent_nothing_is_made_and_every_file_is_named(session: Session, anna: Entry) -> None:
    refused = [opened(session, name, agreed=False) for name in ("Rauf", "Elif")]
    with pytest.raises(ConsentMissing) as why:
        handed(session, anna, *refused)
    assert why.value.purpose == "counsel"
    assert [finding.code(session, case.id) in str(why.value) for case in (anna, *refused)] == [False, True, True]
    assert copies.listed(session) == []


def test_a_consent_withdrawn_while_the_copy_was_looked_at_stops_it(session: Session, anna: Entry) -> None:
    [copy] = handing_out.outgoing(session, [anna], BRIEF)
    entries.add(
        session, "consent", {"purpose": "counsel", "decision": "withdrawn", "withdrawn_on": "2017-10-01"}, anna.id
    )
    with pytest.raises(ConsentMissing):
        handing_out.leave(session, [copy], BRIEF)
    assert copies.listed(session) == []


def test_a_reason_to_override_is_on_every_page_and_in_the_register(session: Session) -> None:
    rauf = opened(session, "Rauf", agreed=False)
    [one] = handed(session, rauf, choices=replace(BRIEF, kind="summary", override=REASON))
    assert words_of(one.data).count(REASON) == one.pages
    assert copies.listed(session)[0].reason == REASON


def test_where_there_is_a_consent_no_reason_is_told(session: Session, anna: Entry) -> None:
    [one] = handed(session, anna, choices=replace(BRIEF, override=REASON))
    assert REASON not in words_of(one.data)
    assert copies.listed(session)[0].reason == ""


def test_a_reason_that_has_no_room_at_the_head_is_refused(session: Session) -> None:
    rauf = opened(session, "Rauf", agreed=False)
    with pytest.raises(UserFault, match="at most"):
        handed(session, rauf, choices=replace(BRIEF, override="long " * 60))


# --- the leak check ---


@pytest.fixture
def telling(session: Session, anna: Entry) -> Entry:
    """A file whose text names a contact."""
    assert anna
    entries.add(session, "contact", {"name": "Xanım Quluzadə", "role": "other"})
    return opened(session, "Rauf", "He lived with Xanım Quluzadə then.")


SUMMARY = replace(BRIEF, kind="summary")


def test_nothing_leaves_before_every_hit_is_decided(session: Session, telling: Entry) -> None:
    with pytest.raises(LeaksFound) as why:
        handed(session, telling, choices=SUMMARY)
    assert {hit.text for hit in why.value.hits} == {"Xanım Quluzadə"}
    [copy] = handing_out.outgoing(session, [telling], SUMMARY)
    with pytest.raises(LeaksFound):
        handing_out.leave(session, [copy], SUMMARY)
    assert copies.listed(session) == []


def test_what_is_masked_is_not_in_the_bytes(session: Session, telling: Entry) -> None:
    [one] = handed(session, telling, choices=SUMMARY, decisions=MASK_ALL)
    assert "Quluzadə" not in words_of(one.data)
    assert "He lived with [name] then." in words_of(one.data)


def test_what_is_kept_is_in_the_register_with_the_reason(session: Session, telling: Entry) -> None:
    [one] = handed(session, telling, choices=SUMMARY, decisions=Decisions(keep="she agreed"))
    assert "Quluzadə" in words_of(one.data)
    assert "she agreed" in copies.listed(session)[0].kept


# --- many ---


@pytest.fixture
def many(session: Session) -> list[Entry]:
    return [opened(session, f"Person {number}") for number in range(4)]


def test_each_of_many_has_a_number_of_its_own(session: Session, many: list[Entry]) -> None:
    made = handed(session, *many)
    assert len({one.copy_no for one in made}) == len(many)
    assert {copy.copy_no: copy.sha256 for copy in copies.listed(session)} == {
        one.copy_no: hashlib.sha256(one.data).hexdigest() for one in made
    }
    for one in made:
        assert f"copy {one.copy_no}" in words_of(one.data)


def test_who_stops_in_the_middle_has_registered_no_more_than_left(session: Session, many: list[Entry]) -> None:
    coming = handing_out.handed(session, many, BRIEF)
    left = [next(coming), next(coming)]
    del coming
    assert {copy.copy_no for copy in copies.listed(session)} == {one.copy_no for one in left}


def test_of_many_in_one_file_each_is_registered_with_the_hash_of_the_file(session: Session, many: list[Entry]) -> None:
    one = handing_out.handed_together(session, many, BRIEF)
    found = copies.which(session, one.data)
    assert sorted(copy.cases[0].id for copy in found.copies) == sorted(case.id for case in many)
    assert all(f"copy {copy.copy_no}" in words_of(one.data) for copy in found.copies)


def test_of_many_in_one_file_none_leaves_where_one_may_not(session: Session, many: list[Entry]) -> None:
    many.append(opened(session, "Rauf", agreed=False))
    with pytest.raises(ConsentMissing):
        handing_out.handed_together(session, many, BRIEF)
    assert copies.listed(session) == []


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> list[Assistant]:
    """A batch of any size is made by two processes; the list has those that were begun."""
    begun: list[Assistant] = []

    def noted(module: str) -> Assistant:
        begun.append(Assistant(module))
        return begun[-1]

    monkeypatch.setattr(workshop, "ENOUGH", 1)
    monkeypatch.setattr(workshop, "can_assist", lambda: True)
    monkeypatch.setattr(workshop, "Assistant", noted)
    return begun


def test_two_processes_hand_out_as_one_does(session: Session, many: list[Entry], two: list[Assistant]) -> None:
    entries.add(session, "contact", {"name": "Xanım Quluzadə", "role": "other"})
    many.append(opened(session, "Rauf", "He lived with Xanım Quluzadə then."))
    made = handed(session, *many, choices=SUMMARY, decisions=MASK_ALL)
    assert two
    for one, case in zip(made, many, strict=True):
        [copy] = copies.which(session, one.data).copies
        assert (copy.copy_no, copy.cases[0].id) == (one.copy_no, case.id)
        assert f"copy {one.copy_no}" in words_of(one.data)
        assert "Quluzadə" not in words_of(one.data)
