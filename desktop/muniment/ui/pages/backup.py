"""Backing up: when it was done last, where to, now."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from muniment.services import backups
from muniment.services.backups import Backups, Written
from muniment.services.session import Session
from muniment.ui.desk import Desk, Place
from muniment.ui.faults import Trouble
from muniment.ui.pages.page import Page
from muniment.ui.widgets.banner import Banner
from muniment.ui.widgets.basics import button, column, label, row
from muniment.ui.widgets.paths import PathField, Wanted
from muniment.ui.widgets.sheet import Sheet
from muniment.ui.widgets.work import Work
from muniment.ui.wording import _, plural

_WIDEST = 640


class BackupPage(Page):
    """Writes backups. ``written`` tells of one that is on its medium and checked."""

    written = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._last = label(wrap=True)
        self.folder = PathField(_("Folder, best on a stick that is kept somewhere else"), Wanted.FOLDER)
        self._start = button(_("Back up now"), self.back_up, kind="primary", icon="hard-drive")
        self.work = Work()
        self._said = Banner()
        self.folder.changed.connect(self._check)
        self.folder.done.connect(self.back_up)
        self._compose()
        self._check()
        self.setFocusProxy(self.folder)

    def _compose(self) -> None:
        hint = _(
            "One encrypted file that holds everything, exhibits too. It opens with the passphrases of today, also when "
            "they are changed later. It is read back and checked before it counts."
        )
        body = QWidget()
        body.setLayout(
            column(
                label(_("Back up"), level="title"),
                label(hint, tone="muted", wrap=True),
                self._last,
                8,
                self.folder,
                4,
                row(self._start, None),
                self.work,
                self._said,
                None,
                space=8,
                margins=(16, 16, 24, 24),
            )
        )
        self.setLayout(column(Sheet(body, _WIDEST), space=0))

    def show_place(self, place: Place) -> None:  # noqa: ARG002 - there is one such page
        self.desk.runner.ask(backups.known, self._show, self, key="backups")

    def place(self) -> Place:
        return Place("backup")

    def _show(self, known: Backups) -> None:
        self._last.setText(told_last(known, datetime.now(UTC)))
        if known.folder is not None and self.folder.path is None:
            self.folder.set_path(known.folder)

    def _check(self) -> None:
        self._start.setEnabled(self.folder.path is not None and not self.work.is_busy)

    def back_up(self) -> None:
        """Writes one now."""
        folder = self.folder.path
        if folder is None or self.work.is_busy:
            return
        self._said.clear()
        runner = self.desk.runner

        def work(session: Session) -> Written:
            return backups.back_up(session, folder, runner.progress)

        task = runner.ask(
            work, self._on_written, self, failed=self._on_failed, told=self.work.tell, dropped=self._on_dropped
        )
        self.work.begin(task, _("Backing up …"))
        self._check()

    def _on_written(self, written: Written) -> None:
        self._end()
        what = _("The backup was written, read back and checked: {name}, {size}.")
        self._said.say(Trouble(what.format(name=written.path.name, size=told_size(written.size)), tone="good"))
        self.desk.remembered["backup_folder"] = str(written.path.parent)
        self.written.emit()
        self.show_place(self.place())

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self.desk.fail(error)

    def _on_dropped(self) -> None:
        self._end()
        self._said.say(Trouble(_("Stopped. No backup was written."), tone="plain"))

    def _end(self) -> None:
        self.work.end()
        self._check()


def told_last(known: Backups, now: datetime) -> str:
    """When the last backup was, in days."""
    if known.last is None:
        return _("No backup was made yet.")
    days = (now - known.last).days
    when = plural("The last backup was made {n} day ago.", "The last backup was made {n} days ago.", days)
    when = when if days else _("The last backup was made today.")
    return when if known.changed else " ".join((when, _("Nothing was changed since.")))


def told_size(size: int) -> str:
    """Bytes for people."""
    for unit, bytes_ in (("GB", 1 << 30), ("MB", 1 << 20)):
        if size >= bytes_:
            return f"{size / bytes_:.1f} {unit}"
    return f"{max(1, size >> 10)} kB"


def is_reachable(folder: Path | None) -> bool:
    """Whether the folder for backups is there now: the stick may be in a drawer."""
    return folder is not None and folder.is_dir()
