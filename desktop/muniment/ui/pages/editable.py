"""Saving what a preview shows as a document to be worked on."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from muniment.services.batch import Batch
from muniment.services.printing import Choices
from muniment.services.session import Session
from muniment.ui import ask
from muniment.ui.desk import Desk
from muniment.ui.pages.leak_panel import Decision
from muniment.ui.widgets.basics import button
from muniment.ui.widgets.work import Work
from muniment.ui.wording import _


class EditableCopy:
    """The button, and what it does; ``shown`` tells which files the page shows, how, its name, and what is decided."""

    def __init__(
        self, desk: Desk, work: Work, page: QWidget, shown: Callable[[], tuple[Sequence[str], Choices, str, Decision]]
    ) -> None:
        self._desk, self._work, self._page, self._shown = desk, work, page, shown
        self.button = button(_("Save editable copy …"), self.save, icon="pencil")
        self.button.setToolTip(_("For a word processor (DOCX), without a password"))

    def save(self) -> None:
        """Asks where to, makes the document and writes it there; for somebody outside it is a copy of its own.

        What was decided about the leaks in what is shown is done in it too; anything else that is found stops it.
        """
        ids, choices, what, decide = self._shown()
        batch = Batch(ids, replace(choices, form="docx"), decide.sealed)
        name = batch.name_of(what if len(ids) == 1 else "")
        ask.for_new_file(self._page, _("Save as"), lambda path: self._begin(batch, path, decide), suggested=name)

    def _begin(self, batch: Batch, path: Path, decide: Decision) -> None:
        runner = self._desk.runner

        def work(session: Session) -> str:
            while not batch.is_whole:
                batch.step(session)
                runner.progress("printing", batch.made, len(batch.ids))
            for at, copy in enumerate(batch.copies):
                batch.decide(at, decide.about(copy.hits))
            return batch.save(session, path).name

        def ended() -> None:
            self._end(batch)

        def saved(name: str) -> None:
            ended()
            told = _("Saved: {name}. Neither the vault nor a password protects this copy.").format(name=name)
            self._desk.tell(told)

        def failed(error: Exception) -> None:
            ended()
            self._desk.fail(error)

        task = runner.ask(work, saved, self._page, failed=failed, told=self._work.tell, dropped=ended)
        self.button.setEnabled(False)
        self._work.begin(task, _("Saving …"))

    def _end(self, batch: Batch) -> None:
        self._work.end()
        self.button.setEnabled(True)
        if change := batch.taken_left():  # of what is for somebody outside, the register has a copy more
            self._desk.runner.changed.emit(change)
