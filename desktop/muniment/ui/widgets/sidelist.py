"""A list at the side: names with counts, of which one is chosen. Arrow keys go up and down."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout

from muniment.ui.theme import px
from muniment.ui.widgets.basics import label, row
from muniment.ui.wording import _


class SideList(QFrame):
    """``chosen`` tells which entry is wanted."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setFixedWidth(px(self, 184))
        self.setAccessibleName(_("Sections"))
        self._buttons: dict[str, _Entry] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 12)
        layout.setSpacing(2)
        for number, (name, text) in enumerate(entries, 1):
            made = _Entry(text, self._step)
            made.setToolTip(f"{text} (Alt+{number})")
            made.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            self._buttons[name] = made
            layout.addWidget(made)
        layout.addStretch(1)

    def show_chosen(self, name: str) -> None:
        """Marks the entry that is shown."""
        for known, one in self._buttons.items():
            one.setChecked(known == name)
        if name in self._buttons:
            self.setFocusProxy(self._buttons[name])

    def set_count(self, name: str, count: int) -> None:
        """Shows how many there are beside an entry."""
        self._buttons[name].show_count(count)

    def _step(self, button: "_Entry", by: int) -> None:
        known = list(self._buttons.values())
        known[(known.index(button) + by) % len(known)].setFocus(Qt.FocusReason.TabFocusReason)


class _Entry(QPushButton):
    def __init__(self, text: str, step: Callable[["_Entry", int], None]) -> None:
        super().__init__(text)
        self._step = step
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._count = label(level="small", tone="muted")
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(row(None, self._count, margins=(0, 0, 10, 0)))

    def show_count(self, count: int) -> None:
        """Shows a number at the end; none for 0."""
        self._count.setText(str(count) if count else "")
        self.setAccessibleDescription(str(count) if count else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self._step(self, steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
