"""Lines that offer filters of the list of case files, one under the other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from muniment.ui.models.named_filters import NamedFilter
from muniment.ui.widgets.basics import Button, clear, column, label, named, row, rule
from muniment.ui.wording import _, grouped

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class FilterLines(QWidget):
    """``taken`` tells of the filter that is wanted; ``left_downwards`` of the arrow that goes below the last."""

    taken = Signal(object)  # Chosen
    left_downwards = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[tuple[NamedFilter, int]] = []
        self._buttons: list[_Opener] = []
        self._lines = column(space=0, margins=(16, 6, 16, 6))
        self.setLayout(column(self._lines, rule(), space=0))
        self.hide()

    def offer(self, filters: Sequence[tuple[NamedFilter, int]]) -> None:
        """Shows other filters, each with how many files it lets through; nothing at all for none."""
        if list(filters) == self._shown:
            return
        had_focus = any(one.hasFocus() for one in self._buttons)
        self._shown = list(filters)
        clear(self._lines)
        self._buttons = [self._add(*one) for one in self._shown]
        self.setVisible(bool(self._shown))
        if had_focus and not self.enter():
            self.left_downwards.emit()

    def enter(self, *, last: bool = False) -> bool:
        """Gives the keyboard to the first or the last line; False where there is none."""
        if self._buttons:
            self._buttons[-1 if last else 0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self._buttons)

    def _add(self, one: NamedFilter, count: int) -> "_Opener":
        told = f"{one.text} · {grouped(count)}"
        opener = _Opener(_("Show in Cases"))
        named(opener, _("{files}: Show in Cases").format(files=told))
        opener.clicked.connect(lambda _checked=False: self.taken.emit(one.chosen))
        opener.stepped.connect(lambda step: self._step(opener, step))
        text = label(told, tone="muted", wrap=True)
        line = row(text, opener, space=12)
        line.setStretch(0, 1)
        self._lines.addLayout(line)
        opener.show()  # not only in the next turn: then it could not have the keyboard yet
        return opener

    def _step(self, opener: "_Opener", step: int) -> None:
        at = self._buttons.index(opener) + step
        if at == len(self._buttons):
            self.left_downwards.emit()
        elif at >= 0:
            self._buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)


class _Opener(Button):
    stepped = Signal(int)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("kind", "link")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)
