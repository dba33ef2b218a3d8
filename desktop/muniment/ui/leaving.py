"""Leaving a vault: everything that was typed is handed to it first, and nobody leaves while that fails unnoticed."""

from PySide6.QtCore import QObject, Signal

from muniment.services import preferences
from muniment.services.session import Session
from muniment.ui.desk import Place
from muniment.ui.faults import Trouble
from muniment.ui.frame import Frame

_ROUNDS = 3  # what is kept may ask for more to be kept: a new record first, then its fields


class Leaving(QObject):
    """``kept`` tells that all is in the vault; ``refused`` that something could not be written, unless one insists."""

    kept = Signal()
    refused = Signal()

    def __init__(self, frame: Frame, *, insists: bool) -> None:
        super().__init__(frame)
        self._frame, self._insists = frame, insists
        self._failed = False
        from muniment.ui.forms.backlog import Backlog  # with all forms, which a first window does without

        self._backlog = Backlog.of(frame.desk)
        frame.desk.troubled.connect(self._on_troubled)

    def begin(self, *, at_once: bool) -> None:
        """Hands over what was typed, and where one is. ``at_once`` stops what is only being read."""
        self._frame.desk.runner.stop_reading(running=at_once)
        self._backlog.retry()
        self._round(_ROUNDS, self._frame.place())

    def _round(self, left: int, place: Place) -> None:
        for page in self._frame.pages():
            page.keep_now()

        def work(session: Session) -> None:
            if left == _ROUNDS:
                preferences.keep(session, "place", place.as_json())

        def done(_: object) -> None:
            if left > 1 and not self._failed:
                self._round(left - 1, place)
            else:
                self._end()

        def failed(_: Exception) -> None:
            self._failed = True
            self._end()

        self._frame.desk.runner.write(work, done, self, failed=failed)

    def _end(self) -> None:
        self._frame.desk.troubled.disconnect(self._on_troubled)
        if (self._failed or not self._backlog.is_empty) and not self._insists:
            self.refused.emit()
        else:
            self.kept.emit()

    def _on_troubled(self, what: Trouble) -> None:
        self._failed = self._failed or what.tone == "danger"
