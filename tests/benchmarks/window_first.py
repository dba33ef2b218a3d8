"""A window from its process's beginning: ``python -m tests.benchmarks.window_first ours VAULT`` or ``bare ROWS``.

It ends as soon as the list is on the screen or, with ``through`` at the end, once every line of it was. It writes when
this was, and how much memory it took at most, in megabytes. Somebody who types a passphrase does not wait meanwhile:
that time is told too.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if __name__ == "__main__" and sys.argv[1] == "ours":  # as the program itself begins
    from muniment.__main__ import begin

    begin()
    import muniment.app  # noqa: F401

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QTableView, QWidget

_TITLES = ("Code", "Pseudonym", "Status", "In custody", "Days", "Act", "Housing", "Deadline", "Safety", "Changed")
_SHARED = ("fined and released", "no", "3 of 20", "beating +2", "with relatives", "in 3 days: appeal", "–", "1 Oct")
_STEP_MS = 2
_TYPING_MS = 800  # very quick for a passphrase

_noted = {"typed": 0.0, "field": 0.0}


class Painted(QObject):
    """Does something once, as soon as a widget has painted what it should show."""

    def __init__(self, widget: QWidget, ready: Callable[[], bool], then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._ready, self._then = ready, then
        self._over = False
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if event.type() == QEvent.Type.Paint and not self._over and self._ready():
            self._over = True
            QTimer.singleShot(0, self, self._then)
        return False


def end(table: QTableView, ready: Callable[[], bool], *, through: bool) -> None:
    """Ends the program once the table shows what it should, or has shown all that it has."""

    def further() -> None:
        bar = table.verticalScrollBar()
        if bar.value() >= bar.maximum() and ready():
            _tell()
        if ready():
            bar.setValue(bar.value() + bar.pageStep())
        QTimer.singleShot(_STEP_MS, table, further)

    Painted(table.viewport(), ready, further if through else _tell)


def _tell() -> None:
    now = time.monotonic()
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    told = {**_noted, "now": now, "peak": int(peak.split()[1]) / 1024}
    sys.stdout.write(json.dumps(told))
    sys.stdout.flush()
    os._exit(0)


def bare(rows: int, *, through: bool) -> None:
    """A table of so many lines with nothing around it."""
    from tests.benchmarks.window_bare import BareTable, bare_table

    app = QApplication([])
    model = BareTable(_TITLES, [(f"K{number:07}", f"Person {number}", *_SHARED) for number in range(rows)])
    table = bare_table(model)
    end(table, lambda: True, through=through)
    table.show()
    app.exec()


def ours(vault: Path, *, through: bool) -> None:
    """The front door, with somebody before it who knows the passphrase."""
    from muniment import app
    from muniment.ui.shell import Shell

    class Entered(Shell):
        """The window, and what happens in it."""

        def show_alone(self, page: QWidget) -> None:
            super().show_alone(page)
            field = getattr(page, "passphrase", None)
            if field is not None:
                Painted(field, lambda: True, lambda: _type(page))
            else:
                QTimer.singleShot(0, self, self._watch)

        def _watch(self) -> None:
            page: Any = self.frame.page if self.frame is not None else None

            def ready() -> bool:
                return _shown(page.table, page.model) and bool(page.count.text() or not through)  # told with all lines

            end(page.table, ready, through=through)

    app.Shell = Entered  # type: ignore[attr-defined]
    app.run([str(vault)])


def _type(page: Any) -> None:
    from muniment.services import demo

    _noted["field"] = time.monotonic()

    def typed() -> None:
        _noted["typed"] = time.monotonic() - _noted["field"]
        page.passphrase.setText(demo.PASSPHRASE)
        page.unlock()

    QTimer.singleShot(_TYPING_MS, page, typed)


def _shown(table: QTableView, model: Any) -> bool:
    """Whether the lines in sight are there."""
    line = table.rowAt(table.viewport().height() // 2)
    return line >= 0 and model.row_at(line) is not None


if __name__ == "__main__":
    goes_through = sys.argv[3:] == ["through"]
    if sys.argv[1] == "bare":
        bare(int(sys.argv[2]), through=goes_through)
    else:
        ours(Path(sys.argv[2]), through=goes_through)
