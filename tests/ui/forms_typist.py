"""Types into forms until it is killed: ``python -m tests.ui.forms_typist FOLDER DETENTION CASE``."""

import os
import signal
import sys
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.conftest import PASSPHRASE
from tests.ui.forms_room import type_into

from muniment.domain.changes import Change
from muniment.domain.schema import RECORDS
from muniment.services import drafts
from muniment.services import session as sessions
from muniment.services.drafts import Target
from muniment.ui.desk import Desk, Opened
from muniment.ui.forms import RecordForm
from muniment.ui.runner import Runner


def main(folder: Path, detention: str, case: str) -> None:
    """Types half a date, leaves it, types half a note, and dies as soon as both are kept."""
    app = QApplication([])
    runner, opened = Runner(), list[Opened]()
    runner.open(lambda: sessions.open_vault(folder, PASSPHRASE), lambda _: None, print, runner)
    runner.ask(Opened.of, opened.append, runner)
    while not opened:
        app.processEvents()
    target = Target("detention", detention, case)

    def die_when_kept(_change: Change) -> None:
        runner.ask(lambda session: drafts.of_record(session, target), die, runner)

    def die(known: dict[str, str]) -> None:
        if known == {"start": "18 sept", "note": "Ondan ad"}:
            os.kill(os.getpid(), signal.SIGKILL)

    desk = Desk(runner)
    desk.begin(opened[0])
    form = RecordForm(desk, RECORDS["detention"], target=target)
    form.show()
    runner.changed.connect(die_when_kept)
    runner.ask(lambda _: None, lambda _: fill(form), runner)
    app.exec()


def fill(form: RecordForm) -> None:
    """Half a date, and half a note in which the cursor stays."""
    for name, text in (("start", "18 sept"), ("note", "Ondan ad")):
        form.focus_field(name)
        QTest.qWait(1)
        type_into(form.editor(name).buddy(), text)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
