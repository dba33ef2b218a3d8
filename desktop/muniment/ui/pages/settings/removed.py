"""What was removed from the vault as a whole: brought back, or destroyed for ever."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from muniment.domain.changes import Change
from muniment.services import removal
from muniment.services.history import Taken
from muniment.services.removal import Removed
from muniment.services.session import Session
from muniment.ui import destroying
from muniment.ui.desk import Desk
from muniment.ui.pages.settings.section import SettingsSection, item
from muniment.ui.telling import moment
from muniment.ui.widgets.basics import button, clear, label, rule
from muniment.ui.wording import _, language

_MOST = 200


class RemovedSection(SettingsSection):
    """Case files and shared records that were removed, the latest first."""

    def __init__(self, desk: Desk) -> None:
        hint = _("What was removed can be brought back for as long as it is not destroyed.")
        super().__init__(desk, _("Removed"), hint)
        self._empty = label(_("Nothing is removed."), tone="muted")
        self._list = QVBoxLayout()
        self.parts.addWidget(self._empty)
        self.parts.addLayout(self._list)
        desk.runner.changed.connect(self._on_changed)

    def refresh(self) -> None:
        spoken = language()
        self.desk.runner.ask(lambda session: removal.removed(session, spoken), self._show, self, key="removed")

    def _on_changed(self, change: Change) -> None:
        if self.isVisible() and any(one.action in ("add", "remove", "purge") for one in change.touched):
            self.refresh()

    def _show(self, found: list[Removed]) -> None:
        clear(self._list)
        self._empty.setVisible(not found)
        for one in found[:_MOST]:
            self._list.addWidget(self._line(one))
            self._list.addWidget(rule())

    def _line(self, one: Removed) -> QWidget:
        back = button(_("Bring back"), partial(self._bring_back, one), kind="link", icon="undo-2")
        destroy = button(_("Destroy …"), partial(self._destroy, one), kind="link", icon="shredder")
        for made in (back, destroy):
            made.setAccessibleName(f"{made.text()} {one.name.text}")
            made.setDisabled(self.desk.read_only)
        detail = _("{kind}, removed {when}").format(kind=_(one.name.kind), when=moment(one.at))
        return item(one.name.title or one.name.text, detail, back, destroy)

    def _bring_back(self, one: Removed) -> None:
        def work(session: Session) -> Taken:
            return removal.bring_back(session, one.name.id)

        def done(taken: Taken) -> None:
            self.desk.runner.changed.emit(taken.change)
            self.desk.tell(_("It is back."))

        self.desk.runner.write(work, done, self)

    def _destroy(self, one: Removed) -> None:
        destroying.purge(self.desk, one.name.id, one.name.title or one.name.text, one.code, self)
