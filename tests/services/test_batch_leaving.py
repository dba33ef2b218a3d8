"""Copies for somebody outside, made in steps: none leaves unregistered, none is registered that has not left."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.services.reading_copies import words_of

from muniment.services import copies, demo, entries, printing
from muniment.services.batch import Batch
from muniment.services.consents import ConsentMissing
from muniment.services.leakcheck import MASK_ALL, LeaksFound
from muniment.services.printing import Choices
from muniment.services.session import Session

CHOICES = Choices("brief", date(2018, 3, 1), audience="partner", recipient="Safe House (SYNTHETIC)")


@pytest.fixture
def ids(session: Session) -> list[str]:
    """Three case files of a vault, of people who agree."""
    demo.add_generated(session, 3)
    found = [case.id for case in printing.all_cases(session)]
    for one in found:
        given = {"purpose": "partner_ngo", "decision": "granted", "given_on": "2018-01-01"}
        entries.add(session, "consent", given, one)
    return found


def whole(session: Session, ids: list[str], choices: Choices = CHOICES) -> Batch:
    made = Batch(ids, choices)
    while not made.is_whole:
        made.step(session)
    for at, copy in enumerate(made.copies):
        if copy.hits:
            made.decide(at, MASK_ALL)
    return made


def registered(session: Session) -> dict[str, str]:
    return {copy.copy_no: copy.sha256 for copy in copies.listed(session)}


def test_what_is_only_looked_at_is_not_registered(session: Session, ids: list[str]) -> None:
    made = whole(session, ids)
    words = words_of(made.bound().data)
    assert all(f"copy {copy.numbered.copy_no}" in words for copy in made.copies)
    assert registered(session) == {}


def test_a_saved_file_is_registered_with_every_copy_in_it(session: Session, ids: list[str], tmp_path: Path) -> None:
    made = whole(session, ids)
    place = made.save(session, tmp_path / "all.pdf", "of several words")
    digest = hashlib.sha256(place.read_bytes()).hexdigest()
    assert registered(session) == {copy.numbered.copy_no: digest for copy in made.copies}
    assert [one.record for one in made.taken_left().touched] == ["disclosure"] * len(ids)
    assert not made.taken_left()


def test_who_gets_it_may_be_said_last(session: Session, ids: list[str], tmp_path: Path) -> None:
    made = whole(session, ids[:1])
    made.hand_to("Somebody else (SYNTHETIC)")
    made.save(session, tmp_path / "one.pdf")
    assert [copy.recipient for copy in copies.listed(session)] == ["Somebody else (SYNTHETIC)"]


def test_a_second_saving_of_the_same_is_the_same_copy(session: Session, ids: list[str], tmp_path: Path) -> None:
    made = whole(session, ids)
    for name in ("one.pdf", "two.pdf"):
        made.save(session, tmp_path / name)
    assert len(copies.listed(session)) == len(ids)


def test_each_is_called_by_its_number_and_registered(session: Session, ids: list[str], tmp_path: Path) -> None:
    made = whole(session, ids)
    assert made.save_each(session, tmp_path) == 3
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.glob("*.pdf")}
    assert files == {f"{number}-brief.pdf": digest for number, digest in registered(session).items()}


class Stopped(Exception):
    """Somebody pressed Cancel."""


def test_who_cancels_has_registered_what_left_and_no_more(session: Session, ids: list[str], tmp_path: Path) -> None:
    def stop(_doing: str, done: int, _of: int) -> None:
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        whole(session, ids).save_each(session, tmp_path, progress=stop)
    left = {path.name.removesuffix("-brief.pdf") for path in tmp_path.glob("*.pdf")}
    assert (len(left), left) == (2, set(registered(session)))


def test_undecided_hits_keep_all_of_one_file_back(session: Session, ids: list[str], tmp_path: Path) -> None:
    entries.add(session, "contact", {"name": "Xanım Quluzadə", "role": "other"})
    entries.add(session, "allegation", {"act": "beating", "account": "Xanım Quluzadə saw it."}, ids[1])
    made = Batch(ids, replace(CHOICES, audience="partner", kind="summary"))
    while not made.is_whole:
        made.step(session)
    assert not made.is_clear
    with pytest.raises(LeaksFound):
        made.save(session, tmp_path / "all.pdf")
    assert (registered(session), list(tmp_path.glob("*.pdf"))) == ({}, [])


def test_without_consent_nothing_is_made(session: Session, ids: list[str]) -> None:
    with pytest.raises(ConsentMissing):
        Batch(ids, replace(CHOICES, audience="press")).step(session)


def test_internal_output_is_called_by_code_and_not_registered(session: Session, ids: list[str], tmp_path: Path) -> None:
    made = whole(session, ids, replace(CHOICES, audience="internal", recipient=""))
    made.save_each(session, tmp_path)
    assert (made.copies, registered(session), len(list(tmp_path.glob("*-brief.pdf")))) == ((), {}, 3)
