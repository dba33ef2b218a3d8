"""The signs in the corner of a block: change, remove, and done while it is a form."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from muniment.ui.widgets.basics import button, icon_button, row
from muniment.ui.wording import _


@dataclass(frozen=True, slots=True)
class State:
    """What a block is at the moment; ``looks`` says that there is something behind it to be seen."""

    near: bool
    is_open: bool
    changeable: bool
    removable: bool
    looks: bool


class Acts(QFrame):
    """Stands over the upper corner of a block; the keyboard has keys for the same."""

    changing = Signal()
    removing = Signal()
    done = Signal()
    showing = Signal()

    def __init__(self, block: QWidget) -> None:
        super().__init__(block)
        self._block = block
        self.setProperty("role", "acts")
        self._change = icon_button("pencil", _("Change (Enter)"), self.changing.emit)
        self._remove = icon_button("trash-2", _("Remove (Delete)"), self.removing.emit)
        self._done = button(_("Done"), self.done.emit, kind="link")
        self._show = icon_button("eye", _("Show (Space)"), self.showing.emit)
        self._show.hide()
        for one in (self._change, self._remove, self._show):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._done.setToolTip(_("Esc"))
        self.setLayout(row(self._done, self._show, self._change, self._remove, space=0))

    def show_for(self, state: State) -> None:
        """Shows what fits the state of the block."""
        self._done.setVisible(state.is_open)
        self._show.setVisible(state.looks)
        self._change.setVisible(state.changeable and not state.is_open)
        self._remove.setVisible(state.removable)
        self.setVisible(state.near or state.is_open)

    def place(self) -> None:
        """Moves to the corner."""
        block = self._block
        self.adjustSize()
        self.resize(self.width(), min(self.height(), block.height() - 4))  # within the ring
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        top = min(4, (block.height() - self.height()) // 2)
        self.move(6 if mirrored else block.width() - self.width() - 6, top)
        self.raise_()
