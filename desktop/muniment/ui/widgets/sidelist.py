"""A list at the side: names with counts, of which one is chosen. Arrow keys go up and down."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from muniment.ui.theme import px
from muniment.ui.widgets.rail import RailButton
from muniment.ui.wording import _


class SideList(QFrame):
    """``chosen`` tells which entry is wanted."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setFixedWidth(px(self, 168))
        self.setAccessibleName(_("Sections"))
        self._buttons: dict[str, RailButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 12)
        layout.setSpacing(2)
        for number, (name, text) in enumerate(entries, 1):
            made = RailButton(self._step)
            made.setText(text)
            made.setAccessibleName(text)
            made.setToolTip(f"{text} (Alt+{number})")
            made.setCheckable(True)
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            made.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            self._buttons[name] = made
            layout.addWidget(made)
        layout.addStretch(1)

    def show_chosen(self, name: str) -> None:
        """Marks the entry that is shown."""
        for known, one in self._buttons.items():
            one.setChecked(known == name)

    def set_count(self, name: str, count: int) -> None:
        """Shows how many there are beside an entry."""
        badge: QLabel = self._buttons[name].badge
        badge.setText(str(count) if count else "")
        badge.setVisible(bool(count))
        self._buttons[name].setAccessibleDescription(str(count))

    def _step(self, button: RailButton, by: int) -> None:
        known = list(self._buttons.values())
        known[(known.index(button) + by) % len(known)].setFocus(Qt.FocusReason.TabFocusReason)
