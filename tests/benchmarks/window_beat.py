"""How long the window does not answer while long work is done."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from tests.benchmarks.measure import Samples
from tests.benchmarks.stock import CHEAP
from tests.benchmarks.taking_in import written
from tests.benchmarks.window_room import Window, on_vault, wait

from muniment.services import printing as printer
from muniment.services import session as sessions
from muniment.ui.desk import Place
from muniment.ui.pages.settings.exchange import ImportSection

_BEAT = 5  # milliseconds
_STEP = 0.05  # seconds: what people notice
_BRIEFS = 500


class Beat(QObject):
    """A timer that notes by how much it comes late."""

    def __init__(self) -> None:
        super().__init__()
        self.latest = 0.0
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)

    def during(self, begin: Callable[[], object], done: Callable[[], bool]) -> float:
        """By how many seconds it came late at most, from the beginning of some work to its end."""
        self.latest, self._last = 0.0, time.perf_counter()
        self._timer.start(_BEAT)
        begin()
        wait(done)
        self._timer.stop()
        return self.latest

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self.latest = max(self.latest, now - self._last - _BEAT / 1000)
        self._last = now


def beating(vault: Path, plain: Path, rounds: int) -> dict[str, Samples]:
    """The longest step of the main thread in each kind of long work, beside the longest that nobody notices."""
    window = on_vault(vault)
    with tempfile.TemporaryDirectory(dir=plain.parent.parent) as scratch:
        found = {
            "printing": _printing(window),
            "backing up": _backing_up(window, Path(scratch)),
            "importing": _importing(Path(scratch), rounds),
        }
    return {name: Samples((longest,), (_STEP,)) for name, longest in found.items()}


def _printing(window: Window) -> float:
    ids = window.ask(lambda session: [one.id for one in printer.all_cases(session)[:_BRIEFS]])
    window.desk.print(ids[:1])
    window.settle()
    page: Any = window.page
    return Beat().during(lambda: window.desk.print(ids), lambda: _made(page, len(ids)))


def _made(page: Any, count: int) -> bool:
    return page.making.is_whole and len(page.making.batch.ids) == count and page.view.is_drawn


def _backing_up(window: Window, folder: Path) -> float:
    page: Any = window.go(Place("backup"))
    page.folder.set_path(folder)
    return Beat().during(page.back_up, lambda: not page.work.is_busy)


def _importing(folder: Path, rows: int) -> float:
    """Into a vault of its own: what others measure stays as it is."""
    lines = written(folder / "rows.jsonl", rows)
    window = Window(lambda: sessions.create(folder / "vault", "passphrase", cost=CHEAP))
    page = window.go(Place("settings", section="import"))
    section = page.findChild(ImportSection)
    section.file.set_path(lines)
    longest = Beat().during(lambda: section.take_in(dry_run=False), lambda: not section.work.is_busy)
    assert window.ask(printer.all_cases), "nothing was taken in"
    window.close()
    return longest
