"""From a preview into files, or out of hand: what is for somebody outside is in the register before it leaves."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from muniment.services.batch import Batch
from muniment.services.session import Session
from muniment.ui import ask
from muniment.ui.desk import Desk
from muniment.ui.widgets.work import Work
from muniment.ui.wording import _, plural


class Saving:
    """Writes what a preview made; ``checked`` looks what can be done then."""

    def __init__(self, desk: Desk, work: Work, page: QWidget, checked: Callable[[], None]) -> None:
        self._desk, self._work, self._page, self._checked = desk, work, page, checked

    def save(self, made: Batch, name: str, secret: str) -> None:
        """Asks where to, and writes all as one file there."""
        ask.for_new_file(self._page, _("Save as"), lambda path: self._save(made, path, secret), suggested=name)

    def save_each(self, made: Batch, secret: str) -> None:
        """Asks for a folder, and writes a file for each case file into it."""
        title = _("Save a file for each into")
        ask.for_folder(self._page, title, lambda folder: self._save_each(made, folder, secret))

    def release(self, made: Batch, go: Callable[[], None]) -> None:
        """Enters what leaves on paper in the register, and then goes on; at once where nothing leaves."""
        if not made.leaves:
            go()
            return

        def done(_printed: object) -> None:
            self._tell_register(made)
            go()

        self._desk.runner.ask(made.released, done, self._page)

    def _save(self, made: Batch, path: Path, secret: str) -> None:
        def work(session: Session) -> str:
            return made.save(session, path, secret).name

        def done(name: str) -> None:
            self._on_saved(made, _("Saved: {name}.").format(name=name), secret)

        self._desk.runner.ask(work, done, self._page, failed=lambda error: self._on_failed(made, error))

    def _save_each(self, made: Batch, folder: Path, secret: str) -> None:
        runner = self._desk.runner
        task = runner.ask(
            lambda session: made.save_each(session, folder, secret, runner.progress),
            lambda count: self._on_saved(made, plural("{n} file saved.", "{n} files saved.", count), secret),
            self._page,
            failed=lambda error: self._on_failed(made, error),
            told=self._work.tell,
            dropped=lambda: self._on_stopped(made),
        )
        self._work.begin(task, _("Saving …"))
        self._checked()

    def _on_saved(self, made: Batch, what: str, secret: str) -> None:
        self._end(made)
        safe = _("It opens with its password.") if secret else _("The vault does not protect this copy.")
        self._desk.tell(f"{what} {safe}")

    def _on_failed(self, made: Batch, error: Exception) -> None:
        self._end(made)
        self._desk.fail(error)

    def _on_stopped(self, made: Batch) -> None:
        self._end(made)
        self._desk.tell(_("Stopped. What was saved before stays where it is."))

    def _end(self, made: Batch) -> None:
        self._work.end()
        self._tell_register(made)
        self._checked()

    def _tell_register(self, made: Batch) -> None:
        """Every view hears of the copies that the register has since."""
        if change := made.taken_left():
            self._desk.runner.changed.emit(change)
