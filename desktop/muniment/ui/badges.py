"""How much is due, as small numbers on the rail: of deadlines and tasks what is over, or due within a week."""

from datetime import date

from PySide6.QtCore import QObject, QTimer

from muniment.domain.changes import Change
from muniment.services import agenda
from muniment.services.agenda import Load
from muniment.services.session import Session
from muniment.ui.desk import Desk
from muniment.ui.widgets.rail import Rail
from muniment.ui.wording import plural

_FIRST_MS = 40
_LOOK_MS = 60_000  # at the calendar: a day begins while the window is open


class Badges(QObject):
    """Counts when the vault is opened, when something due was changed, and when another day begins."""

    def __init__(self, desk: Desk, rail: Rail) -> None:
        super().__init__(rail)
        self._desk, self._rail = desk, rail
        self._day = desk.as_of
        desk.runner.changed.connect(self._on_changed)
        look = QTimer(self)
        look.timeout.connect(self._on_look)
        look.start(_LOOK_MS)
        QTimer.singleShot(_FIRST_MS, self, self.count)  # the first page is painted before

    def count(self) -> None:
        """Reads how much is due today."""
        self._day = day = self._desk.as_of
        self._desk.runner.ask(lambda session: _loads(session, day), self._show, self, key="badges")

    def _show(self, loads: dict[str, Load]) -> None:
        for kind, load in loads.items():
            due = load.soon + load.over
            text = str(due) if due < 1000 else "999+"
            self._rail.set_badge(f"{kind}s", text if due else "", _said(load), urgent=bool(load.over))

    def _on_changed(self, change: Change) -> None:
        if any(one.record in (*agenda.KINDS, "case_file") for one in change.touched):
            self.count()

    def _on_look(self) -> None:
        if self._desk.as_of != self._day:
            self.count()


def _loads(session: Session, day: date) -> dict[str, Load]:
    return {kind: agenda.load(session, kind, day) for kind in agenda.KINDS}


def _said(load: Load) -> str:
    over = plural("{n} over", "{n} over", load.over) if load.over else ""
    soon = plural("{n} due within a week", "{n} due within a week", load.soon) if load.soon else ""
    return ", ".join(part for part in (over, soon) if part)
