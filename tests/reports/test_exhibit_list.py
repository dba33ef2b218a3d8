"""The list of exhibits: each with its hash in full and everything that was done with it."""

from dataclasses import replace

from tests.reports.demo_dossiers import demo_paper, paper
from tests.reports.summary_reading import file_of, one

from muniment.domain.records import Evidence, Record
from muniment.reports.exhibits import exhibit_list
from muniment.reports.text import to_text

_HASH = "ab" * 32


def words(*records: Record) -> str:
    return " ".join(to_text(exhibit_list(paper(file_of(*records)))).split())


def exhibit(number: int, **fields: str) -> Record:
    about = {"exhibit_no": number, "title": f"Paper {number}", "sha256": _HASH, "size": 1234567}
    return one("evidence", f"e{number}", **about, **fields)


def test_every_exhibit_of_a_practice_file_stands_with_its_hash() -> None:
    told = demo_paper("deniz")
    exhibits = told.dossier.all(Evidence)
    text = to_text(exhibit_list(told))
    assert len(exhibits) == 4
    assert all(each.sha256 in text for each in exhibits)


def test_custody_is_told_at_its_exhibit_and_a_changed_hash_in_full() -> None:
    event = {"evidence": "e1", "action": "exported", "at": "2017-11-02T10:00:00Z", "by": "L. A.", "reason": "for court"}
    told = words(exhibit(1), exhibit(2), one("custody_event", "c", **event, hash_before=_HASH, hash_after="cd" * 32))
    assert told.index("Paper 1", told.index("Origin")) < told.index("for court") < told.rindex("Paper 2")
    assert "cd" * 32 in told.replace(" ", "")
    assert "No custody event is recorded." in told[told.rindex("Paper 2") :]


def test_a_copy_names_its_original_and_sizes_are_added_up() -> None:
    told = words(exhibit(1, is_original="yes"), exhibit(2, is_original="no", copy_of="e1"))
    assert "no; copy of [E1]" in told
    assert "2 exhibits, 1 of them recorded as originals, 2 469 134 bytes" in told.replace("\xa0", " ")


def test_a_file_without_exhibits_says_so() -> None:
    assert "No exhibit is recorded." in words()


def test_a_receipt_is_signed_for_what_leaves_alone() -> None:
    stays = demo_paper("deniz")
    leaves = replace(stays, held_back=("something",))
    assert ["Receipt" in to_text(exhibit_list(one)) for one in (stays, leaves)] == [False, True]
