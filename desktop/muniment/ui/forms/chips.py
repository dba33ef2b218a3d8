"""Small things in a row, each of which can be taken out: how the entries of a list are shown."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton

from muniment.ui.icons import put_icon
from muniment.ui.theme import px
from muniment.ui.wording import _

_LONGEST = 44  # characters of a chip


class Chip(QFrame):
    """One entry of a list with a cross to take it out. The keys are those of the line it stands beside."""

    dropped = Signal()

    def __init__(self, text: str, detail: str = "") -> None:
        super().__init__()
        self.setProperty("role", "chip")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        cross = QToolButton()
        cross.setProperty("kind", "cross")
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.setAccessibleName(_("Take out {name}").format(name=text))
        put_icon(cross, "x", "muted")
        cross.clicked.connect(self.dropped.emit)
        layout = QHBoxLayout(self)
        layout.setSpacing(0)
        layout.addWidget(self._label)
        layout.addWidget(cross)
        self.show_text(text, detail)
        self._measure()

    def _measure(self) -> None:
        edge, layout = px(self, 8), self.layout()
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if layout is not None:
            layout.setContentsMargins(0 if mirrored else edge, 0, edge if mirrored else 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._measure()

    def show_text(self, text: str, detail: str = "") -> None:
        """Says what the chip is; a long text is cut short and stands whole in the tool tip."""
        whole = f"{text} · {detail}" if detail else text
        self._label.setText(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…")
        self.setToolTip(whole)
        self.setAccessibleName(whole)


def chip(text: str, drop: Callable[[], object], detail: str = "") -> Chip:
    """A chip that calls ``drop`` when it is taken out."""
    made = Chip(text, detail)
    made.dropped.connect(drop)
    return made
