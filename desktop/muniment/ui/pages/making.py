"""An output in the making, step by step, while the rest of the window is served in between."""

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from muniment.services.batch import Batch
from muniment.services.printing import Choices, Printed
from muniment.services.session import Session
from muniment.ui.runner import Runner, Task

if TYPE_CHECKING:
    from muniment.services.known_identities import Sealed

Show = Callable[[bytes], None]
"""Shows a document; to be called from any thread, and without effect once another one is expected."""

_STEP = 0.06  # seconds of the vault's thread; then others have their turn


class Making(QObject):
    """Makes one batch at a time; what comes of one that was given up is dropped.

    Documents are shown from the vault's thread, without a turn of the main one; ``shown`` tells of them afterwards.
    """

    shown = Signal(object)  # Printed: the first file as soon as it is there, and all of them
    progressed = Signal(int, int)
    whole = Signal()
    stopped = Signal()
    failed = Signal(object)  # an exception

    def __init__(self, runner: Runner, parent: QObject, expect: Callable[[], Show]) -> None:
        super().__init__(parent)
        self._runner, self._expect = runner, expect
        self._task: Task | None = None
        self.batch: Batch | None = None
        self.has_shown = False  # anything of this batch

    @property
    def is_whole(self) -> bool:
        """Whether all that is wanted is made."""
        return self.batch is not None and self._task is None and self.batch.is_whole

    def begin(self, ids: Sequence[str], choices: Choices, sealed: "Sealed | None" = None) -> None:
        """Makes another batch from now on."""
        self._give_up()
        self.batch, self.has_shown = Batch(ids, choices, sealed), False
        self._advance(self.batch)

    def cancel(self) -> None:
        """Stops; of what was made so far nothing is kept but what is shown."""
        if self._task is not None:
            self._give_up()
            self.batch = None
            self.stopped.emit()

    def _give_up(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._expect()  # what it makes all the same is not shown

    def _advance(self, batch: Batch) -> None:
        show = self._expect()

        def work(session: Session) -> Printed | None:
            printed = _some(session, batch)
            if printed is not None:
                show(printed.data)
            return printed

        def done(printed: Printed | None) -> None:
            self._on_made(batch, printed)

        self._task = self._runner.ask(work, done, self, failed=lambda error: self._on_failed(batch, error))

    def _on_made(self, batch: Batch, printed: Printed | None) -> None:
        if batch is not self.batch or self._task is None:
            return
        if printed is not None:
            self.has_shown = True
            self.shown.emit(printed)
        self.progressed.emit(batch.made, len(batch.ids))
        if batch.is_whole:
            self._task = None
            self.whole.emit()
        else:
            self._advance(batch)

    def _on_failed(self, batch: Batch, error: Exception) -> None:
        if batch is self.batch:
            self._task = None
            self.failed.emit(error)


def _some(session: Session, batch: Batch) -> Printed | None:
    """Makes a few; gives back what there is to see."""
    first = not batch.made
    until = monotonic() + _STEP
    batch.step(session)
    while not first and not batch.is_whole and monotonic() < until:
        batch.step(session)
    return batch.bound() if batch.is_whole or (first and batch.made) else None
