"""What every page of the window is."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from muniment.domain.changes import Change
from muniment.ui.desk import Desk, Place


class Page(QWidget):
    """One page. The frame shows it, tells it of changes, and asks it where one is before it goes away.

    ``ready`` tells that what one waited for, as ``expect`` said, can be painted.
    """

    ready = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._entrance: QWidget | None = None

    def setFocusProxy(self, widget: QWidget | None) -> None:
        """Where the keyboard goes when it is given to the page. For Qt it is none: Tab would skip all before it."""
        self._entrance = widget

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        if self._entrance is not None:
            self._entrance.setFocus(reason)
        else:
            super().setFocus(reason)

    def expect(self, place: Place) -> bool:  # noqa: ARG002
        """Is about to show a place: what takes time can begin. Whether it is worth a moment's wait with painting."""
        return False

    def show_place(self, place: Place) -> None:
        """Shows what the place names; called whenever somebody comes here."""

    def place(self) -> Place:
        """Where one is now, so that one can come back."""
        raise NotImplementedError

    def refresh(self, change: Change) -> None:
        """Something was written: shows it, where it is shown here."""

    def keep_now(self) -> None:
        """Hands everything that was typed to the vault; called before locking and closing."""

    def files(self) -> list[str]:
        """The ids of the case files that printing means here."""
        return []

    def with_files(self, act: Callable[[list[str]], None]) -> None:
        """Calls with these ids, at once or as soon as all of them are known; never where there are none."""
        if ids := self.files():
            act(ids)

    def undo_file(self) -> str:
        """The id of the case file whose last change Undo takes back; "" where it means none."""
        return ""
