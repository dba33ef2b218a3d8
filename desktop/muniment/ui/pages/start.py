"""The first page, where no vault is named: what to begin with. It knows of no vault that was open before."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QScrollArea, QSizePolicy, QWidget

from muniment.host.preferences import keep_look, load_look
from muniment.services import session as sessions
from muniment.ui import ask
from muniment.ui.icons import put_icon
from muniment.ui.theme import px
from muniment.ui.widgets.basics import column, label, named, row
from muniment.ui.wording import _, language, speak

_WIDE = 560
LANGUAGES = (("en", "English"), ("az", "Azərbaycanca"), ("ru", "Русский"))


class Choice(QPushButton):
    """One way to begin: an icon, what it is, a sentence. ``stepped`` tells that another one is wanted."""

    stepped = Signal(int)

    def __init__(self, icon: str, title: str, words: str, act: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "choice")
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.clicked.connect(lambda _checked=False: act())
        sign = QLabel()
        put_icon(sign, icon, "accent")
        self._texts = column(label(title, level="label"), label(words, tone="muted", wrap=True), space=2)
        layout = row(sign, self._texts, space=16, margins=(16, 10, 16, 10))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        width = px(self, _WIDE)
        return QSize(width, layout.heightForWidth(width) if layout is not None else 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}
        if event.key() in steps:
            self.stepped.emit(steps[event.key()])
        else:
            super().keyPressEvent(event)


class StartPage(QWidget):
    """Tells what is wanted: ``new``, ``practice``, ``restore``, or ``existing`` with its folder."""

    new = Signal()
    practice = Signal()
    restore = Signal()
    existing = Signal(object)
    spoken = Signal()  # another language was chosen: show me anew

    def __init__(self) -> None:
        super().__init__()
        self._choices = [
            Choice("folder-plus", _("Make a new vault"), _("For real case files."), self.new.emit),
            Choice("folder-open", _("Open a vault"), _("On this computer or on a stick."), self.choose_existing),
            Choice("graduation-cap", _("Try it first"), _("With invented people."), self.practice.emit),
            Choice("archive-restore", _("Restore a backup"), _("Makes a vault out of it."), self.restore.emit),
        ]
        for choice in self._choices:
            choice.stepped.connect(self._on_stepped)
        self._fault = label(tone="danger", wrap=True)
        self._fault.hide()
        self._languages = named(QComboBox(), _("Language"))
        self._languages.setMinimumHeight(px(self, 30))
        for code, name in LANGUAGES:
            self._languages.addItem(name, code)
        self._languages.setCurrentIndex([code for code, _name in LANGUAGES].index(language()))
        self._languages.activated.connect(self._on_language)
        self._compose()
        self.setFocusProxy(self._choices[0])

    def _compose(self) -> None:
        words = _("Case files of detained people, in an encrypted vault, on your computer alone.")
        head = row(label(_("Muniment"), level="title"), None, self._languages)
        inner = QWidget()
        inner.setFixedWidth(px(self, _WIDE))
        inner.setLayout(column(head, label(words, tone="muted", wrap=True), 8, *self._choices, self._fault, space=10))
        holder = QWidget()
        holder.setLayout(column(None, row(None, inner, None), None, None, margins=(16, 16, 16, 16)))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        self.setLayout(column(scroll))

    def choose_existing(self) -> None:
        """Asks for the folder of a vault."""
        ask.for_folder(self, _("Folder of the vault"), self._on_folder)

    def _on_folder(self, folder: Path) -> None:
        if sessions.is_vault(folder):
            self.existing.emit(folder)
        else:
            self._fault.setText(_("There is no vault in that folder: it would hold the files “keys” and “cases.db”."))
            self._fault.show()

    def _on_language(self) -> None:
        code = str(self._languages.currentData())
        keep_look(replace(load_look(), language=code))
        speak(code)
        self.spoken.emit()

    def _on_stepped(self, by: int) -> None:
        at = next((at for at, choice in enumerate(self._choices) if choice.hasFocus()), 0)
        self._choices[(at + by) % len(self._choices)].setFocus(Qt.FocusReason.TabFocusReason)
