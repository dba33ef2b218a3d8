"""Taking files into a case file as exhibits, one after the other, while the rest of the window is served."""

from collections import deque
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from muniment.domain.records import Evidence
from muniment.services import exhibits
from muniment.services.exhibits import Taken
from muniment.ui.desk import Desk
from muniment.ui.faults import Trouble
from muniment.ui.runner import Task
from muniment.ui.wording import _, plural


class Attaching(QObject):
    """Takes in files; ``progressed`` tells how far it is, ``ended`` brings the ids of what was taken in."""

    progressed = Signal(str, int, int)
    ended = Signal(list)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: deque[tuple[str, Path]] = deque()
        self._task: Task | None = None
        self._made: list[Evidence] = []
        self._refused: list[tuple[str, str]] = []

    @property
    def is_busy(self) -> bool:
        """Whether something is being taken in."""
        return self._task is not None

    def begin(self, case_id: str, paths: Sequence[Path]) -> None:
        """Takes these in too, behind what waits already."""
        self._waiting += [(case_id, path) for path in paths]
        if self._task is None:
            self._next()

    def cancel(self) -> None:
        """Stops; what was taken in whole stays, the rest leaves no trace."""
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()

    def _next(self) -> None:
        if not self._waiting:
            self._end()
            return
        case_id, path = self._waiting.popleft()
        runner = self._desk.runner
        self._task = runner.ask(
            lambda session: exhibits.take_in(session, case_id, [path], runner.progress),
            self._on_taken,
            self,
            failed=self._on_failed,
            told=self.progressed.emit,
            dropped=self._on_stopped,
        )

    def _on_taken(self, taken: Taken) -> None:
        self._made += taken.made
        self._refused += taken.refused
        if taken.change:
            self._desk.runner.changed.emit(taken.change)
        self._next()

    def _on_failed(self, error: Exception) -> None:
        self._waiting.clear()
        self._desk.fail(error)
        self._end()

    def _on_stopped(self) -> None:
        self._desk.tell(_("Stopped. What was taken in before stays."))
        self._end(tell=False)

    def _end(self, *, tell: bool = True) -> None:
        made, refused, self._task = self._made, self._refused, None
        self._made, self._refused = [], []
        if made and tell:
            what = plural("{n} exhibit taken in.", "{n} exhibits taken in.", len(made))
            case = made[-1].case
            whole = _("{what} The file outside stays where it is, unprotected.").format(what=what)
            undo = _("Undo") if len(made) == 1 else ""
            self._desk.tell(whole, undo, lambda: self._desk.undoing.emit(case))
        for name, why in refused:
            self._desk.warn(Trouble(_("Not taken in: {name}.").format(name=name), why, tone="warning"))
        self.ended.emit([one.id for one in made])
