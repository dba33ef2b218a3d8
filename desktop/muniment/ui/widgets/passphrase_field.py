"""A field for a passphrase: all that the first window needs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from muniment.ui.widgets.basics import named


class PassphraseField(QLineEdit):
    """A field whose text nobody reads over a shoulder. ``keyed`` tells of every key, for Caps Lock and the layout."""

    keyed = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhNoAutoUppercase)
        named(self, name)

    def show_typed(self, shown: bool) -> None:
        """Shows what is typed, or dots."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        self.keyed.emit(event)
