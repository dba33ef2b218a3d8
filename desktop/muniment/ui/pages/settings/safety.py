"""How the window guards itself, and when it reminds of backups."""

from muniment.services import backups
from muniment.ui.desk import Desk, Place
from muniment.ui.pages.settings.section import SettingsSection
from muniment.ui.safety import idle_minutes
from muniment.ui.widgets.basics import button, row
from muniment.ui.wording import _, plural

_MINUTES = (1, 2, 5, 10, 15, 30, 60, 0)
_DAYS = (1, 3, 7, 14, 30, 0)


class SafetySection(SettingsSection):
    """After how long it locks itself, after how long it asks for a backup. The vault remembers both."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Safety"))
        minutes = [(n, plural("{n} minute", "{n} minutes", n) if n else _("Never")) for n in _MINUTES]
        self.idle = self.add_choice(
            _("Lock when nobody is there"),
            minutes,
            idle_minutes(desk.remembered),
            lambda value: desk.remember("idle_minutes", value),
        )
        self.add_note(
            _(
                "It also locks with the screen and before the computer sleeps, where the desktop tells of it. Locking "
                "ends the program and starts it anew, so that nothing of a file stays in memory. F9 only hides."
            )
        )
        days = [(n, plural("After {n} day", "After {n} days", n) if n else _("Never")) for n in _DAYS]
        self.days = self.add_choice(
            _("Ask for a backup at closing"),
            days,
            desk.remembered.get("backup_days", backups.USUAL_DAYS),
            lambda value: desk.remember("backup_days", value),
        )
        self.parts.addLayout(row(button(_("Back up now"), lambda: desk.go(Place("backup")), icon="hard-drive"), None))
