"""The question before something that cannot be undone: what happens, what points to it, and a word to be typed."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QLineEdit, QScrollArea, QWidget

from muniment.ui.icons import put_icon
from muniment.ui.theme import px
from muniment.ui.widgets.basics import button, column, label, named, row
from muniment.ui.wording import _

_LISTED = 200  # things that are named


@dataclass(frozen=True, slots=True)
class Grave:
    """Something that cannot be undone: its title as a question, what happens, and the word that has to be typed.

    ``listed`` names what else it touches, under the sentence ``lists``. ``verb`` stands on the button.
    """

    title: str
    texts: tuple[str, ...]
    word: str
    verb: str
    lists: str = ""
    listed: tuple[str, ...] = ()


class Confirmation(QDialog):
    """The button works once the word stands in the field; Esc and the other button leave everything as it is."""

    def __init__(self, parent: QWidget, grave: Grave) -> None:
        super().__init__(parent)
        self._word = grave.word
        self.setWindowTitle(parent.window().windowTitle())
        self.setFixedWidth(px(self, 520))
        self.field = QLineEdit()
        named(self.field, _("Type {word} to confirm").format(word=grave.word))
        self.field.textChanged.connect(self._check)
        self.field.returnPressed.connect(self._on_return)
        self.act = button(grave.verb, self.accept, kind="danger", icon="shredder")
        self._compose(grave)
        self._check()
        self.field.setFocus()

    def _compose(self, grave: Grave) -> None:
        sign = QLabel()
        put_icon(sign, "triangle-alert", "danger")
        head = row(sign, label(grave.title, level="heading"), None, space=12)
        texts: list[QWidget] = [label(text, wrap=True) for text in grave.texts]
        if grave.listed:
            texts += [label(grave.lists, wrap=True), _listed(self, grave.listed)]
        ask = label(_("Type {word} to confirm").format(word=grave.word), level="label")
        ask.setBuddy(self.field)
        buttons = row(self.act, None, button(_("Leave it as it is"), self.reject))
        lines = column(*texts, 4, ask, self.field, 8, buttons, space=8)
        self.setLayout(column(head, lines, space=12, margins=(24, 20, 24, 20)))
        self.setAccessibleDescription(" ".join(grave.texts))

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its lines need, which is known once they have their font."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))

    def _check(self) -> None:
        self.act.setEnabled(self.field.text().strip().casefold() == self._word.casefold())

    def _on_return(self) -> None:
        if self.act.isEnabled():
            self.accept()


def _listed(owner: QWidget, names: tuple[str, ...]) -> QScrollArea:
    """The names in a box of their own, however many there are; arrow keys scroll it."""
    shown = [label(name, wrap=True) for name in names[:_LISTED]]
    if len(names) > _LISTED:
        shown.append(label(_("and {n} more").format(n=len(names) - _LISTED), tone="muted"))
    inner = QWidget()
    inner.setLayout(column(*shown, None, space=4, margins=(12, 8, 12, 8)))
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    area.setMaximumHeight(px(owner, 160))
    return named(area, ", ".join(names[:_LISTED]))
