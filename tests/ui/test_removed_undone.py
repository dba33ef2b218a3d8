"""Undo in a message means what the message tells of, wherever somebody has gone since."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from tests.ui.window_room import WindowRoom

from muniment.domain.records import Record
from muniment.services import entries, finding
from muniment.services.session import Session
from muniment.ui.desk import Place
from muniment.ui.runner import Work

_T = TypeVar("_T")


def ask(window: WindowRoom, work: Work[_T]) -> _T:
    """What the vault's thread answers."""
    answers: list[_T] = []
    window.desk.runner.ask(work, answers.append, window.frame)
    window.until(lambda: bool(answers))
    return answers[0]


def file_with_a_note(window: WindowRoom, pseudonym: str) -> tuple[str, str]:
    def work(session: Session) -> tuple[str, str]:
        case = entries.add(session, "case_file", {"pseudonym": pseudonym})
        return case.id, entries.add(session, "note", {"text": "SYNTHETIC"}, case.id).id

    return ask(window, work)


def is_there(window: WindowRoom, record_id: str) -> bool:
    def work(session: Session) -> bool:
        try:
            return isinstance(entries.load(session, record_id), Record)
        except finding.NotThere:
            return False

    return ask(window, work)


def undo_from_the_message(window: WindowRoom) -> None:
    button = window.frame.toast.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_undo_brings_back_what_was_removed_from_a_file_that_is_shown_no_longer(window: WindowRoom) -> None:
    (first, gone), (second, kept) = (file_with_a_note(window, name) for name in ("First", "Second"))
    window.desk.runner.write(lambda session: entries.remove(session, gone), lambda _: None, window.frame)
    window.desk.removed("Note", first)
    window.desk.go(Place("case", second, "notes"))
    undo_from_the_message(window)
    window.until(lambda: is_there(window, gone))
    assert is_there(window, kept)
