"""The cover over everything: what strangers see who come into the room."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QVBoxLayout, QWidget

from muniment.ui.icons import put_icon
from muniment.ui.widgets.basics import label
from muniment.ui.wording import _

_MODIFIERS = {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}


class Cover(QWidget):
    """Stands where the pages stood. ``lifted`` tells that somebody wants them back; ``lock`` that they lock instead."""

    lifted = Signal()
    lock = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stays = False
        self._words = label(tone="muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        sign = QLabel()
        sign.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        put_icon(sign, "eye-off", "muted")
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(sign)
        layout.addWidget(self._words)
        layout.addStretch(1)

    def say_hidden(self) -> None:
        """Says that this is not locking, and how one comes back."""
        self._say(_("Hidden, not locked. Any key or a click brings the window back; Ctrl+L locks."), stays=False)

    def say_leaving(self) -> None:
        """Says that the vault is being closed; nothing brings the window back."""
        self._say(_("Closing the vault …"), stays=True)

    def say(self, what: str) -> None:
        """Says something else; any key brings the window back."""
        self._say(what, stays=False)

    def _say(self, what: str, *, stays: bool) -> None:
        self._stays = stays
        self._words.setText(what)
        self.setAccessibleName(what)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        locks = event.key() == Qt.Key.Key_L and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self._stays or event.key() in _MODIFIERS:
            return
        if locks:
            self.lock.emit()
        else:
            self.lifted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if not self._stays:
            self.lifted.emit()


class Covered:
    """Everything else of this program that was on the screen when the cover came, to be shown again after it."""

    def __init__(self, window: QWidget) -> None:
        QToolTip.hideText()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._focus = QApplication.focusWidget()
        others = [one for one in QApplication.topLevelWidgets() if one is not window and one.isVisible()]
        self._others = others
        for one in others:
            one.hide()

    def show_again(self) -> None:
        """Puts all back as it was, with the keyboard where it was."""
        import shiboken6

        for one in self._others:
            if shiboken6.isValid(one):
                one.show()
        if self._focus is not None and shiboken6.isValid(self._focus):
            self._focus.setFocus()
