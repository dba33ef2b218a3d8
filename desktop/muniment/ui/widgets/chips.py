"""Chips: small things that were chosen, each with a way to take it away again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from muniment.ui.widgets.basics import icon_button, label, row
from muniment.ui.wording import _


class Chip(QFrame):
    """One chosen thing. Delete, Backspace or its cross take it away; ``removed`` tells so."""

    removed = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setProperty("role", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(text)
        self.setAccessibleDescription(_("Delete takes it away"))
        cross = icon_button("x", _("Take “{what}” away").format(what=text), self.removed.emit)
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(row(label(text), cross, space=4, margins=(10, 0, 2, 0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)
