"""Making a vault: a new one, the practice one, and one out of a backup."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from muniment.services import demo, preferences, upkeep
from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.ui.pages.steps import Step, StepsPage
from muniment.ui.runner import Runner, Told
from muniment.ui.widgets.basics import column, label
from muniment.ui.widgets.passphrase_field import PassphraseField
from muniment.ui.widgets.passphrases import NewPassphrase
from muniment.ui.widgets.paths import PathField, Wanted
from muniment.ui.wording import _, language


class MakingPage(StepsPage):
    """Makes a vault and opens it. ``made`` tells its folder once it is open."""

    made = Signal(object)

    def __init__(self, runner: Runner, icon: str, title: str, verb: str) -> None:
        super().__init__(icon, title, verb)
        self.runner = runner

    def make(self, making: Callable[[Told], Session], doing: str) -> None:
        """Has the vault made on its thread."""
        self.begin(doing)
        told = self.runner.progress
        self.runner.open(
            lambda: making(told), lambda session: self.made.emit(session.folder), self.fail, self, self.tell
        )


def _home(name: str) -> Path:
    """A folder of that name at home, which nothing is in yet."""
    wanted = Path.home() / name
    number = 2
    while wanted.exists():
        wanted = Path.home() / f"{name} {number}"
        number += 1
    return wanted


class NewVaultPage(MakingPage):
    """A new vault: where, its passphrase, the one for identities, where backups go."""

    def __init__(self, runner: Runner) -> None:
        super().__init__(runner, "folder-plus", _("New vault"), _("Make the vault"))
        self.place = PathField(_("Folder of the vault"), Wanted.NEW_FOLDER, suggested=_home(_("Case files")))
        self.passphrase = NewPassphrase(_("Passphrase"))
        self.identities = NewPassphrase(_("Passphrase for identities"), optional=True)
        self.backups = PathField(_("Folder for backups (may be left out)"), Wanted.FOLDER)
        self.set_steps(self._questions())
        for part in (self.place, self.passphrase, self.identities, self.backups):
            part.changed.connect(self.check)
            part.done.connect(self.next)

    def _questions(self) -> list[Step]:
        return [
            Step(
                _("Where is it to be?"),
                _("A vault is one folder with two encrypted files, on this computer or on a stick. It can be moved."),
                self.place,
                lambda: self.place.path is not None,
            ),
            Step(
                _("What opens it?"),
                _("Nobody can recover a passphrase that is lost, nor can we. Write it down and keep it apart."),
                self.passphrase,
                self.passphrase.is_complete,
            ),
            Step(
                _("What opens sealed identities?"),
                _(
                    "Legal names and addresses can be sealed under a passphrase of their own, so that who works on a "
                    "file need not see them. It can be left out now and set later."
                ),
                self.identities,
                self.identities.is_complete,
            ),
            Step(
                _("Where do backups go?"),
                _(
                    "Best a stick that is kept somewhere else. The folder is remembered inside the vault alone, and "
                    "you are asked from time to time."
                ),
                self.backups,
                lambda: True,
            ),
        ]

    def next(self) -> None:
        """Goes on; refuses at once a folder that something is in."""
        if self._at == 0 and self.place.path is not None:
            place = self.place.path
            self.runner.ask(lambda _: sessions.refuse_filled(place), self._go_on, self, failed=self._refuse)
        else:
            super().next()

    def _go_on(self, _: object) -> None:
        super().next()

    def _refuse(self, error: Exception) -> None:
        self.place.say(str(error))

    def finish(self) -> None:
        place, backups = self.place.path, self.backups.path
        if place is None:
            return
        passphrase, identities, spoken = self.passphrase.text, self.identities.text, language()

        def making(_told: Told) -> Session:
            session = sessions.create(place, passphrase, identities or None, language=spoken)
            if backups is not None:
                preferences.keep(session, "backup_folder", str(backups))
            return session

        self.make(making, _("Measuring this computer, making the keys …"))


class PracticePage(MakingPage):
    """The practice vault, with invented people to try everything on."""

    def __init__(self, runner: Runner) -> None:
        super().__init__(runner, "graduation-cap", _("Practice vault"), _("Make the practice vault"))
        self.place = PathField(_("Folder"), Wanted.NEW_FOLDER, suggested=_home(_("Practice vault")))
        self.place.changed.connect(self.check)
        self.place.done.connect(self.next)
        hint = _(
            "Invented people, to learn with. Nothing in it is real, and nothing real belongs into it. Its passphrase "
            "is “{passphrase}”, the one for identities “{identities}”."
        ).format(passphrase=demo.PASSPHRASE, identities=demo.IDENTITY_PASSPHRASE)
        self.set_steps([Step(_("Where is it to be?"), hint, self.place, lambda: self.place.path is not None)])

    def finish(self) -> None:
        place = self.place.path
        if place is not None:
            self.make(lambda told: demo.make_demo(place, progress=told), _("Telling invented stories …"))


class RestorePage(MakingPage):
    """A vault out of a backup, checked before it appears."""

    def __init__(self, runner: Runner) -> None:
        super().__init__(runner, "archive-restore", _("Restore a backup"), _("Restore"))
        self.backup = PathField(_("Backup"), Wanted.FILE, names=(_("Backups (*.backup)"),))
        self.place = PathField(_("New folder of the vault"), Wanted.NEW_FOLDER, suggested=_home(_("Case files")))
        self.passphrase = PassphraseField(_("Passphrase at the time of the backup"))
        body = QWidget()
        known = label(_("Passphrase at the time of the backup"), level="label")
        known.setBuddy(self.passphrase)
        body.setLayout(column(self.backup, self.place, column(known, self.passphrase, space=6), space=12))
        body.setFocusProxy(self.backup)
        for part in (self.backup, self.place):
            part.changed.connect(self.check)
            part.done.connect(self.next)
        self.passphrase.textChanged.connect(self.check)
        self.passphrase.returnPressed.connect(self.next)
        hint = _("The backup stays as it is. It is read through and checked before the vault appears.")
        self.set_steps([Step(_("Which one, and where to?"), hint, body, self._is_answered)])

    def _is_answered(self) -> bool:
        return bool(self.backup.path and self.place.path and self.passphrase.text())

    def finish(self) -> None:
        backup, place, passphrase = self.backup.path, self.place.path, self.passphrase.text()
        if backup is None or place is None:
            return

        def making(told: Told) -> Session:
            upkeep.restore(backup, place, passphrase, told)
            return sessions.open_vault(place, passphrase)

        self.make(making, _("Reading the backup …"))
