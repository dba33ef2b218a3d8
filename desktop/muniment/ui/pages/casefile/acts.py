"""The signs in the corner of a block: change, remove, and done while it is a form."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from muniment.ui.widgets.basics import button, icon_button, row
from muniment.ui.wording import _


class Acts(QFrame):
    """Stands over the upper corner of a block; the keyboard has keys for the same."""

    changing = Signal()
    removing = Signal()
    done = Signal()

    def __init__(self, block: QWidget) -> None:
        super().__init__(block)
        self._block = block
        self.setProperty("role", "acts")
        self._change = icon_button("pencil", _("Change (Enter)"), self.changing.emit)
        self._remove = icon_button("trash-2", _("Remove (Delete)"), self.removing.emit)
        self._done = button(_("Done"), self.done.emit, kind="link")
        for one in (self._change, self._remove):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._done.setToolTip(_("Esc"))
        self.setLayout(row(self._done, self._change, self._remove, space=0))

    def show_for(self, *, near: bool, open_: bool, removable: bool) -> None:
        """Shows what fits the state of the block."""
        self._done.setVisible(open_)
        self._change.setVisible(not open_)
        self._remove.setVisible(removable)
        self.setVisible(near or open_)

    def place(self) -> None:
        """Moves to the corner."""
        block = self._block
        self.adjustSize()
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        top = min(4, (block.height() - self.height()) // 2) if block.height() > self.height() else 0
        self.move(6 if mirrored else block.width() - self.width() - 6, top)
        self.raise_()
