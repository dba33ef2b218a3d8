"""Asked before a vault is closed, when its last backup is some days old."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from muniment.domain.changes import Change
from muniment.ui.shell import Shell
from muniment.ui.theme import px
from muniment.ui.widgets.basics import button, column, label, row
from muniment.ui.wording import _

if TYPE_CHECKING:
    from muniment.services.backups import Backups
    from muniment.ui.desk import Desk


class BackupReminder(QObject):
    """Keeps in mind when the last backup was, and asks once before the window closes."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._known: Backups | None = None
        self._changed = self._asked = False
        shell.entered.connect(self._on_entered)
        shell.acted.connect(self._on_acted)
        shell.before_closing = self.may_close

    def _on_entered(self, desk: "Desk") -> None:
        self._changed = self._asked = False
        self._known = None
        if not desk.read_only:
            desk.runner.changed.connect(self._on_changed)
            self._look()

    def _look(self) -> None:
        from muniment.services import backups

        def known(found: "Backups") -> None:
            self._known, self._changed = found, found.changed

        self._shell.runner.ask(backups.known, known, self)

    def _on_changed(self, _change: Change) -> None:
        self._changed = True

    def _on_acted(self, name: str) -> None:
        from muniment.ui.desk import Place

        if name == "back_up" and self._shell.frame is not None:
            self._shell.frame.desk.go(Place("backup"))

    # --- before closing ---

    def may_close(self) -> bool:
        """Whether the window may close now; where it may not, it is being asked why."""
        if self._asked or self._shell.frame is None or self._shell.is_covered or not self._is_due():
            return True
        self._asked = True
        self._ask()
        return False

    def _is_due(self) -> bool:
        from muniment.services.backups import Backups

        known = self._known
        if known is None or not self._changed:
            return False
        kept = self._shell.frame.desk.remembered.get("backup_days", known.days) if self._shell.frame else known.days
        days = kept if isinstance(kept, int) else known.days
        return Backups(known.last, known.since, known.folder, days, changed=True).is_due(datetime.now(UTC))

    def _ask(self) -> None:
        from muniment.ui.pages.backup import told_last

        if self._known is None:
            return
        question = Question(self._shell, told_last(self._known, datetime.now(UTC)))
        question.finished.connect(lambda result: self._on_answered(result, question))
        question.open()

    def _on_answered(self, result: int, question: "Question") -> None:
        question.deleteLater()
        if result == Question.CLOSE:
            self._shell.close()
        elif result == Question.BACK_UP:
            self._back_up()
        else:
            self._asked = False

    def _back_up(self) -> None:
        from muniment.ui.desk import Place
        from muniment.ui.pages.backup import BackupPage, is_reachable

        frame = self._shell.frame
        if frame is None or self._known is None:
            return
        frame.desk.go(Place("backup"))
        page = frame.page
        if isinstance(page, BackupPage):
            page.written.connect(self._shell.close)
            if is_reachable(self._known.folder) and self._known.folder is not None:
                page.folder.set_path(self._known.folder)
                page.back_up()


class Question(QDialog):
    """Three answers: back up first, close without, stay. Esc stays."""

    STAY, CLOSE, BACK_UP = 0, 1, 2

    def __init__(self, shell: Shell, last: str) -> None:
        super().__init__(shell)
        self.setWindowTitle(shell.windowTitle())
        self.setMinimumWidth(px(self, 440))
        first = button(_("Back up and close"), lambda: self.done(self.BACK_UP), kind="primary")
        first.setDefault(True)
        answers = row(
            first,
            button(_("Close without"), lambda: self.done(self.CLOSE)),
            None,
            button(_("Stay"), lambda: self.done(self.STAY)),
        )
        texts = (label(_("Back up before closing?"), level="heading"), label(last, wrap=True))
        self.setLayout(column(*texts, 8, answers, margins=(24, 20, 24, 20)))
        first.setFocus()
