"""The bar above every page: searching everything, a new case, and whether all is saved."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit

from muniment.ui.icons import put_icon
from muniment.ui.theme import px
from muniment.ui.widgets.basics import button, label, named, row
from muniment.ui.wording import _


class SearchField(QLineEdit):
    """Where one types what is looked for. Esc empties it, Down goes to what was found."""

    left_downwards = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("Search everything"))
        self.setClearButtonEnabled(True)
        named(self, _("Search everything"), _("Type words; quotes hold a phrase together. Down goes to the results."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


class TopBar(QFrame):
    """``searched`` tells of every letter; ``new_case`` that one is wanted."""

    searched = Signal(str)
    new_case = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.search = SearchField()
        self.search.setMaximumWidth(px(self, 520))
        self.search.textChanged.connect(self.searched)
        hint = label("Ctrl+F", level="small", tone="muted")
        self._new = button(_("New case"), self.new_case.emit, kind="primary", icon="plus")
        self._sign, self._saved = QLabel(), label(level="small", tone="muted")
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(300)
        self._slow.timeout.connect(lambda: self._say("clock", _("Saving …")))
        layout = row(self.search, hint, None, self._sign, self._saved, 8, self._new, margins=(16, 8, 16, 8))
        layout.setStretch(0, 10)
        self.setLayout(layout)
        self.show_saving(False)

    def show_read_only(self) -> None:
        """Says that nothing can be written here."""
        self._new.setEnabled(False)
        self._say("lock", _("Read-only vault"))

    def show_searched(self, text: str) -> None:
        """Shows what was looked for where somebody comes back to; tells nobody."""
        if text != self.search.text():
            self.search.blockSignals(True)
            self.search.setText(text)
            self.search.blockSignals(False)

    def show_saving(self, saving: bool) -> None:
        """Says whether everything is in the vault; what takes no time is not mentioned."""
        if saving:
            self._slow.start()
        else:
            self._slow.stop()
            self._say("check", _("All saved"))

    def show_unsaved(self) -> None:
        """Says that something could not be written."""
        self._slow.stop()
        self._say("triangle-alert", _("Not saved"), "danger")

    def _say(self, icon: str, text: str, tone: str = "muted") -> None:
        put_icon(self._sign, icon, tone)
        self._saved.setText(text)
