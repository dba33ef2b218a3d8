"""The register: every copy has its number before it leaves, and is known again by its bytes, a page, or its number."""

import hashlib
from dataclasses import replace

import pytest

from muniment.domain.records import Disclosure
from muniment.host.preview import CannotShow
from muniment.reports.document import Document, PageHead, Paragraph
from muniment.reports.pdf import to_pdf
from muniment.services import copies, entries, finding, history, removal, upkeep
from muniment.services.copies import Leaving
from muniment.services.session import Session
from muniment.vault.records import Entry


@pytest.fixture
def case(session: Session) -> Entry:
    return opened(session, "Dəniz")


def opened(session: Session, pseudonym: str) -> Entry:
    return finding.case(session, entries.add(session, "case_file", {"pseudonym": pseudonym}).id)


def leave(session: Session, *cases: Entry, data: bytes = b"bytes", recipient: str = "A. Lawyer (SYNTHETIC)") -> str:
    number = copies.numbered(session)
    digest = hashlib.sha256(data).hexdigest()
    entry = Leaving(number, cases, "brief", "counsel", recipient, 2, digest, "no time", "a name: public")
    copies.register(session, [entry])
    return number.copy_no


def paper(number: str, words: str = "What happened.") -> bytes:
    return to_pdf(Document(("Brief",), (Paragraph(words),), PageHead("Confidential", "", number, "counsel"))).data


def test_a_copy_is_entered_with_everything_that_is_known_of_it(session: Session, case: Entry) -> None:
    number = leave(session, case)
    [copy] = copies.listed(session)
    assert (copy.copy_no, copy.template, copy.audience, copy.page_count) == (number, "brief", "counsel", 2)
    assert (copy.recipient, copy.reason, copy.kept) == ("A. Lawyer (SYNTHETIC)", "no time", "a name: public")
    assert copy.sha256 == hashlib.sha256(b"bytes").hexdigest()
    assert [(one.id, one.pseudonym) for one in copy.cases] == [(case.id, "Dəniz")]
    assert [one.copy_no for one in finding.dossier(session, case.no).all(Disclosure)] == [number]
    assert upkeep.verify(session) == []


def test_the_register_is_journalled_and_cannot_be_undone(session: Session, case: Entry) -> None:
    entries.set_fields(session, case.id, {"summary": "first"})
    number = leave(session, case)
    assert [one.record for one in history.history(session, case)][-1] == "disclosure"
    history.undo(session, case)
    assert getattr(entries.load(session, case.id), "summary", "") == ""
    assert [copy.copy_no for copy in copies.listed(session)] == [number]


def test_a_file_of_which_copies_are_out_is_not_undone_from_under_them(session: Session, case: Entry) -> None:
    number = leave(session, case)
    with pytest.raises(history.CannotUndo, match="handed out"):
        history.undo(session, case)
    assert [copy.copy_no for copy in copies.listed(session)] == [number]
    assert upkeep.verify(session) == []


def test_numbers_run_on_and_are_given_once_whether_or_not_the_copy_leaves(session: Session, case: Entry) -> None:
    assert copies.numbered(session).copy_no[:5] == "0001-"
    assert leave(session, case)[:5] == "0002-"
    assert copies.numbered(session).copy_no[:5] == "0003-"


def test_numbers_go_on_after_a_purge_and_another_opening(session: Session, case: Entry) -> None:
    leave(session, case)
    leave(session, case)
    upkeep.purge(session, case)
    session.copies_numbered = 0  # as after another opening
    assert copies.listed(session) == []
    assert copies.numbered(session).copy_no[:5] == "0003-"


def test_one_copy_may_be_about_several_files(session: Session, case: Entry) -> None:
    other = opened(session, "Rauf")
    number = leave(session, case, other)
    [copy] = copies.listed(session)
    assert (copy.copy_no, sorted(one.pseudonym for one in copy.cases)) == (number, ["Dəniz", "Rauf"])


def test_many_are_entered_at_once_and_none_twice(session: Session, case: Entry) -> None:
    entered = [Leaving(copies.numbered(session), (case,), "brief", "counsel", "x", 1, f"{n:064}") for n in range(3)]
    assert len(copies.register(session, entered).touched) == 3
    assert not copies.register(session, entered)
    again = replace(entered[0], sha256="f" * 64)  # the same with a password
    copies.register(session, [again])
    assert len(copies.listed(session)) == 4


def test_copies_are_found_by_recipient_and_number_the_latest_first(session: Session, case: Entry) -> None:
    first = leave(session, case, recipient="Gülşən Əliyeva (SYNTHETIC)")
    second = leave(session, case, recipient="Court of Appeal", data=b"other")
    assert [copy.copy_no for copy in copies.listed(session)] == [second, first]
    assert [copy.copy_no for copy in copies.listed(session, "aliyeva gulshan")] == [first]
    assert [copy.copy_no for copy in copies.listed(session, second[-4:].lower())] == [second]
    assert [copy.copy_no for copy in copies.listed(session, limit=1)] == [second]
    assert copies.listed(session, "nobody") == []
    assert copies.listed(session, case=opened(session, "Rauf")) == []


def test_a_copy_is_known_by_its_number_even_mistyped(session: Session, case: Entry) -> None:
    number = leave(session, case)
    exact, slip = copies.typed(session, f" {number.lower()} "), copies.typed(session, number[:-1])
    assert (exact.how, [one.copy_no for one in exact.copies]) == ("typed", [number])
    assert (slip.how, [one.copy_no for one in slip.copies]) == ("near", [number])
    assert copies.typed(session, "0001-2222").copies == () or number.endswith("222")
    assert copies.typed(session, hashlib.sha256(b"bytes").hexdigest().upper()).how == "bytes"


def test_a_pdf_is_known_by_its_bytes_and_by_what_stands_on_its_page(session: Session, case: Entry) -> None:
    number = copies.numbered(session)
    data = paper(number.copy_no)
    digest = hashlib.sha256(data).hexdigest()
    copies.register(session, [Leaving(number, (case,), "brief", "counsel", "x", 1, digest)])
    assert copies.which(session, data).how == "bytes"
    changed = copies.which(session, paper(number.copy_no, "Somebody wrote something else."))
    assert (changed.how, [one.copy_no for one in changed.copies]) == ("page", [number.copy_no])
    strange = copies.numbered(session).copy_no
    assert copies.which(session, paper(strange)).how == "none"


def test_what_is_no_pdf_is_said_to_be_none(session: Session) -> None:
    with pytest.raises(CannotShow):
        copies.which(session, b"anything")


def test_a_number_belongs_to_a_copy_of_the_register_alone(session: Session, case: Entry) -> None:
    """Many looked-like numbers may stand in the text itself: a case of a court, a telephone."""
    number = leave(session, case)
    found = copies.which(session, paper("", f"Case 0917-ABCD of the court; {number}"))
    assert [one.copy_no for one in found.copies] == [number]


def test_who_takes_a_consent_back_is_told_what_is_out_for_it(session: Session, case: Entry) -> None:
    numbers = [leave(session, case, data=data) for data in (b"one", b"two")]
    given = entries.add(session, "consent", {"purpose": "counsel", "decision": "granted"}, case.id).id
    other = entries.add(session, "consent", {"purpose": "ecthr", "decision": "refused"}, case.id).id
    assert copies.still_out(session, [given]) == []
    entries.set_fields(session, given, {"withdrawn_on": "2017-10-01"})
    [found] = copies.still_out(session, [given])
    assert (found.purpose, found.case.id) == ("counsel", case.id)
    assert [copy.copy_no for copy in found.copies] == numbers[::-1]
    assert [one.copies for one in copies.still_out(session, [other])] == [()]


def test_for_keeping_the_file_at_all_every_copy_is_meant(session: Session, case: Entry) -> None:
    number = leave(session, case)
    keep = entries.add(session, "consent", {"purpose": "keep", "decision": "withdrawn"}, case.id).id
    [found] = copies.still_out(session, [keep])
    assert [copy.copy_no for copy in found.copies] == [number]


def test_a_removed_file_takes_its_copies_along_and_brings_them_back(session: Session, case: Entry) -> None:
    number = leave(session, case)
    removal.remove_file(session, case)
    assert copies.listed(session) == []
    history.undo(session, finding.once(session, case.id))
    assert [copy.copy_no for copy in copies.listed(session)] == [number]
    assert upkeep.verify(session) == []
