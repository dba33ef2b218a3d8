"""What forms hand to the vault, held until it is there: a form may be gone before the disk has room again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject, QTimer

from muniment.services import drafts
from muniment.services.drafts import Settled, Target
from muniment.services.session import Session
from muniment.ui.desk import Desk

_AGAIN_MS = 10_000


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for a record: texts by field, and values in the open format of those that have one."""

    values: Mapping[str, object]
    raws: Mapping[str, str]

    def over(self, older: "Typed | None") -> "Typed":
        """This, with what was typed before in other fields."""
        return (
            self if older is None else Typed({**older.without(self).values, **self.values}, {**older.raws, **self.raws})
        )

    def without(self, newer: "Typed") -> "Typed":
        """What of this was not typed anew since."""
        values = {name: value for name, value in self.values.items() if name not in newer.raws}
        return Typed(values, {name: raw for name, raw in self.raws.items() if name not in newer.raws})


class Backlog(QObject):
    """Submits what was typed, in its order; what could not be saved is tried again with whatever comes next."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._waiting: dict[Target, Typed] = {}
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.retry)

    @staticmethod
    def of(desk: Desk) -> "Backlog":
        """The one of a desk."""
        return desk.findChild(Backlog) or Backlog(desk)

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits for the disk to have room, or whatever else was in the way."""
        return not self._waiting

    def submit(self, target: Target, typed: Typed, told: Callable[[Settled], None], owner: QObject) -> None:
        """Hands over what was typed; ``told`` hears what became of it, unless ``owner`` is gone by then."""
        self._send(target, typed.over(self._waiting.pop(target, None)), told, owner)
        self.retry()

    def retry(self) -> None:
        """Tries again what could not be saved."""
        waiting, self._waiting = self._waiting, {}
        for target, typed in waiting.items():
            self._send(target, typed, lambda _: None, self)

    def _send(self, target: Target, typed: Typed, told: Callable[[Settled], None], owner: QObject) -> None:
        def done(result: Settled) -> None:
            self._on_saved(target, typed)
            if shiboken6.isValid(owner):
                told(result)

        def failed(error: Exception) -> None:
            self._waiting[target] = typed.over(self._waiting.get(target))
            self._again.start()
            self._desk.fail(error)

        def work(session: Session) -> Settled:
            return drafts.submit(session, target, typed.values, typed.raws)

        self._desk.runner.write(work, done, self, failed=failed)

    def _on_saved(self, target: Target, typed: Typed) -> None:
        """What waited of the same fields is older, and no longer wanted."""
        older = self._waiting.pop(target, None)
        left = older.without(typed) if older else None
        if left is not None and left.raws:
            self._waiting[target] = left
