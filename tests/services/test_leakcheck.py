import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from muniment.domain.errors import UserFault
from muniment.host.resources import load_custody_limits
from muniment.reports.document import Column, Document, Fact, Facts, Heading, PageHead, Paragraph, Row, Run, Table
from muniment.reports.printed_texts import printed_texts
from muniment.reports.typesetting import composed
from muniment.services import demo, entries, finding, history, identities, known_identities, leakcheck, printing, upkeep
from muniment.services import session as sessions
from muniment.services.leakcheck import MASK_ALL, Decisions, LeakCheck, LeaksFound
from muniment.services.printing import Choices
from muniment.services.session import Session
from muniment.ui.telling import one_line
from muniment.vault import journal, records
from muniment.vault.errors import WrongPassphrase
from muniment.vault.records import Entry
from muniment.vault.slots import KeyCost

CHEAP = KeyCost(memory=8, iterations=1, lanes=1)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with closing(sessions.create(tmp_path / "vault", "x", "y", cost=CHEAP)) as made:
        yield made


def _case(session: Session, pseudonym: str) -> Entry:
    return finding.case(session, entries.add(session, "case_file", {"pseudonym": pseudonym}).id)


def _said(text: str) -> Document:
    return Document(("Brief",), (Heading("Facts"), Paragraph(text)))


def _texts(document: Document) -> list[str]:
    return [one.text for one in printed_texts(document) if one.text]


def _hits(session: Session, text: str, *cases: Entry, audience: str = "ecthr") -> list[tuple[str, str]]:
    return [(hit.kind, hit.text) for hit in leakcheck.check(session, [_said(text)], cases, audience)]


def test_other_files_are_found_by_pseudonym_and_code(session: Session) -> None:
    own, other = _case(session, "Toğrul"), _case(session, "Gülşən")
    code = records.code_of(session.db, other.no)
    spaced = code.replace("-", " ").lower()
    assert _hits(session, f"Toghrul met Гюльшану, file {code}, or {spaced}.", own) == [
        ("name", "Гюльшану"),
        ("code", code),
        ("code", spaced),
    ]


def test_the_own_code_stays_here(session: Session) -> None:
    own = _case(session, "Toğrul")
    code = records.code_of(session.db, own.no)
    assert _hits(session, f"See {code}.", own, audience="internal") == []
    assert _hits(session, f"See {code}.", own) == [("code", code)]


def test_an_audience_without_pseudonyms_is_given_not_even_the_own_one(session: Session) -> None:
    own = _case(session, "Toğrul")
    assert _hits(session, "Toğrul came.", own, audience="counsel") == []
    assert _hits(session, "Toğrul came.", own, audience="press") == [("name", "Toğrul")]


def test_a_contact_may_be_named_where_it_was_cleared_for_that(session: Session) -> None:
    fields = {"name": "Leyla Abbaszadə", "role": "lawyer", "phone": "+994 50 123 45 67", "email": "l@example.org"}
    entries.add(session, "contact", {**fields, "cleared_for": ["ecthr"]})
    text = "Call Leyla Abbaszade, 050 123 45 67, l@example.org."
    assert _hits(session, text) == []
    assert [kind for kind, _ in _hits(session, text, audience="counsel")] == ["name", "phone", "email"]


def test_officers_are_no_secret(session: Session) -> None:
    entries.add(session, "officer", {"name": "Rauf Məmmədov"})
    assert _hits(session, "Rauf Mammadov signed.") == []


def test_a_hit_says_where_it_stands(session: Session) -> None:
    _case(session, "Gülşən")
    [hit] = leakcheck.check(session, [_said("He left. He met Gulshan there. Then nothing.")], [], "ecthr")
    assert (str(hit.place), hit.sentence) == ("Facts · text", "He met »Gulshan« there.")


def test_every_text_of_a_document_is_read(session: Session) -> None:
    _case(session, "Gülşən")
    document = Document(
        ("Title", "Gülşən 1"),
        (
            Heading("Gülşən 2"),
            Facts((Fact("Gülşən 3", ("x ", Run("Gülşən 4", "bold"))),)),
            Table((Column("Gülşən 5"),), (Row(("Gülşən 6",)), Row((("Gül", Run("şən 7", "bold")),)))),
        ),
        PageHead("Gülşən 8"),
    )
    hits = leakcheck.check(session, [document], [], "ecthr")
    assert len(hits) == 8
    clean = leakcheck.masked(document, hits)
    assert _texts(clean) == [
        *("Title", "[name] 1", "[name] 2", "[name] 3", "x [name] 4"),
        *("[name] 5", "[name] 6", "[name] 7", "[name] 8"),
    ]
    assert leakcheck.check(session, [clean], [], "ecthr") == ()


def test_a_document_without_hits_is_the_same_one(session: Session) -> None:
    document = _said("Nothing.")
    assert leakcheck.masked(document, []) is document
    assert leakcheck.check(session, [document], [], "ecthr") == ()


def test_nothing_leaves_before_every_place_is_decided(session: Session) -> None:
    _case(session, "Gülşən")
    document = _said("Gulshan, 050 123 45 67.")
    hits = leakcheck.check(session, [document], [], "ecthr")
    with pytest.raises(LeaksFound) as caught:
        leakcheck.decided([document], hits, Decisions(frozenset({"phone"})))
    assert [hit.kind for hit in caught.value.hits] == ["name"]
    assert "Gulshan" not in str(caught.value)


def test_places_are_masked_and_kept_one_by_one(session: Session) -> None:
    _case(session, "Gülşən")
    document = _said("Gulshan and Gulshan.")
    first, second = leakcheck.check(session, [document], [], "ecthr")
    done = leakcheck.decided([document], [first, second], Decisions(places=frozenset({first.place}), keep="she agreed"))
    assert _texts(done.documents[0])[2] == "[name] and Gulshan."
    assert done.kept == ((second, "she agreed"),)
    kept = leakcheck.decided([document], [first, second], replace(MASK_ALL, kept=((first.place, "hers"),)))
    assert [hit.place for hit in kept.masked] == [second.place]


def test_a_blank_is_no_reason(session: Session) -> None:
    document = _said("050 123 45 67")
    hits = leakcheck.check(session, [document], [], "ecthr")
    with pytest.raises(LeaksFound):
        leakcheck.decided([document], hits, Decisions(keep="  "))


def test_sealed_identities_are_looked_for_when_they_are_opened(session: Session) -> None:
    own = _case(session, "Toğrul")
    sealed = {
        "legal_name": "Elşən Quliyev",
        "national_id": "zz-99 88",
        "phone": "1234567",
        "address": "Köhnə döngə 3",
        "next_of_kin": "aunt Sevinc",
    }
    identities.seal(session, own, sealed)
    document = _said("Elshan, ZZ9988, 12 345 67, Kohna donga 3, and Sevinj.")
    closed = LeakCheck(session, "ecthr")
    assert closed.hits([document], [own]) == []
    assert any("not opened" in note for note in closed.unchecked)
    opened = LeakCheck(session, "ecthr", known_identities.opened(session, "y", "before a copy leaves"))
    assert [hit.kind for hit in opened.hits([document], [own])] == ["name", "id", "phone", "address", "name"]
    assert opened.unchecked == ()


def test_that_pseudonyms_of_one_letter_are_not_looked_for_is_told(session: Session) -> None:
    _case(session, "Gülşən A")
    assert LeakCheck(session, "ecthr").unchecked == ()
    _case(session, "Ə.")
    assert LeakCheck(session, "ecthr").unchecked == ("Pseudonyms of one letter were not looked for.",)


def test_a_name_that_was_saved_or_changed_just_now_is_looked_for(session: Session) -> None:
    other = _case(session, "Gülşən")
    entries.set_fields(session, other.id, {"pseudonym": "Toğrul"})
    assert _hits(session, "Gulshan met Togrul.") == [("name", "Togrul")]
    history.undo(session, other)
    assert _hits(session, "Gulshan met Togrul.") == [("name", "Gulshan")]
    upkeep.purge(session, other)
    assert _hits(session, "Gulshan met Togrul.") == []


def test_opening_identities_is_written_down_with_its_reason_before_anything_is_read(session: Session) -> None:
    before = journal.head(session.db).seq
    with pytest.raises(UserFault):
        known_identities.opened(session, "y", " ")
    with pytest.raises(WrongPassphrase):
        known_identities.opened(session, "z", "reason")
    assert journal.head(session.db).seq == before
    known_identities.opened(session, "y", "reason")
    assert journal.head(session.db).seq == before + 1
    [entry] = [one for one in history.history(session) if one.action == "identities_compared"]
    assert one_line(entry) == "Sealed identities opened for the leak check"
    assert not upkeep.verify(session)


def test_what_is_masked_is_hit_no_more(session: Session) -> None:
    demo.add_generated(session, 3)
    case = printing.all_cases(session)[0]
    choices = Choices("summary", date(2018, 3, 1))
    document = composed(printing.gathered(session, case, choices), choices.job)
    hits = leakcheck.check(session, [document], [case], "internal")
    assert leakcheck.check(session, [leakcheck.masked(document, hits)], [case], "internal") == ()


@pytest.mark.parametrize(
    "piece", ["Gulshan ", "Gulshan", "a ", "050 123 45 67 ", "A1B2-", "\u200b", "Гюльшану, ", "ё", "\0 "]
)
def test_a_hundred_thousand_characters_are_looked_through_in_seconds(session: Session, piece: str) -> None:
    own, _other = _case(session, "Toğrul"), _case(session, "Gülşən A")
    document = _said(piece * (100_000 // len(piece)))
    start = time.process_time()
    hits = leakcheck.check(session, [document], [own], "ecthr")
    leakcheck.masked(document, hits)
    assert time.process_time() - start < 5


def test_where_the_person_is_safely_reached_may_stand_for_who_may_see_it(session: Session) -> None:
    fields = {"pseudonym": "Toğrul", "safe_contact": "+994 50 123 45 67, after six"}
    own = finding.case(session, entries.add(session, "case_file", fields).id)
    text = "Contact: +994 50 123 45 67. Another: 055 123 45 68."
    assert _hits(session, text, own, audience="counsel") == [("phone", "055 123 45 68")]
    assert [kind for kind, _ in _hits(session, text, own, audience="ecthr")] == ["phone", "phone"]


def test_the_judgments_that_the_program_names_are_no_leak(session: Session) -> None:
    _case(session, "Həsən V")
    [source] = [limit.source for limit in load_custody_limits() if "Hasanov" in limit.source]
    assert _hits(session, f"Longer than allowed. {source}") == []
    assert _hits(session, "Hasanov V. was there.") == [("name", "Hasanov V")]
