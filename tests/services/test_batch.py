"""Outputs made step by step are the same as those made at once, and replace nothing but outputs."""

from datetime import date
from pathlib import Path

import pytest

from muniment.domain.errors import UserFault
from muniment.services import demo, printing
from muniment.services.batch import Batch
from muniment.services.printing import Choices
from muniment.services.session import Session

CHOICES = Choices("brief", date(2017, 10, 3))


@pytest.fixture
def ids(session: Session) -> list[str]:
    """Three case files of a vault."""
    demo.add_generated(session, 3)
    return [case.id for case in printing.all_cases(session)]


def whole(session: Session, ids: list[str]) -> Batch:
    made = Batch(ids, CHOICES)
    while not made.is_whole:
        made.step(session)
    return made


def test_steps_make_what_is_made_at_once(session: Session, ids: list[str]) -> None:
    at_once = printing.merged(session, printing.all_cases(session), CHOICES)
    assert whole(session, ids).bound().data == at_once.data


def test_the_first_can_be_seen_before_the_others_are_made(session: Session, ids: list[str]) -> None:
    made = Batch(ids, CHOICES)
    made.step(session)
    assert (made.made, made.is_whole, made.bound().pages) == (1, False, 1)


def test_each_is_written_under_its_code(session: Session, ids: list[str], tmp_path: Path) -> None:
    made = whole(session, ids)
    assert made.save_each(session, tmp_path / ".") == 3
    assert {f"{code}-brief.pdf" for code in made.codes} <= {file.name for file in tmp_path.iterdir()}


def test_an_earlier_output_is_replaced(session: Session, ids: list[str], tmp_path: Path) -> None:
    made = whole(session, ids[:1])
    made.save_each(session, tmp_path)
    assert made.save_each(session, tmp_path) == 1


def test_nothing_is_written_where_something_else_has_the_name(session: Session, ids: list[str], tmp_path: Path) -> None:
    made = whole(session, ids)
    (tmp_path / f"{made.codes[-1]}-brief.pdf").write_text("SYNTHETIC notes")
    with pytest.raises(UserFault):
        made.save_each(session, tmp_path)
    assert len(list(tmp_path.glob("*-brief.pdf"))) == 1


def test_nothing_is_written_into_the_folder_of_the_vault(session: Session, ids: list[str]) -> None:
    made = whole(session, ids[:1])
    with pytest.raises(UserFault):
        made.save(session, session.folder / "brief.pdf")
    with pytest.raises(UserFault):
        made.save_each(session, session.folder)


def test_one_output_of_several_files_is_made_a_file_at_a_time(session: Session, ids: list[str]) -> None:
    batch = Batch(ids, Choices("chronology", date(2026, 11, 20), form="docx"))
    steps = 0
    while not batch.is_whole:
        batch.step(session)
        steps += 1
    assert (steps, batch.made) == (4, 1)
    assert batch.bound().code == ""
    assert batch.name_of("") == "3-chronology.docx"
