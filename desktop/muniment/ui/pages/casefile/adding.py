"""What can be added to a section: a button for each kind, with the letter that does the same after "A"."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from muniment.domain.schema import RECORDS
from muniment.ui.pages.casefile.sections import Kind
from muniment.ui.widgets.basics import button, clear, named, restyle, row
from muniment.ui.widgets.flow import Flow
from muniment.ui.wording import _


class AddBar(QFrame):
    """Stands under a section, always in sight. ``chosen`` is the kind of record that is wanted."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self._kinds: tuple[Kind, ...] = ()
        self._waiting = False  # for the letter after "A"
        self._narrow = False
        self._hint = button("", self._toggle, kind="link", icon="plus")
        restyle(self._hint, tone="muted")
        self._holder = QWidget()
        self._flow = Flow(self._holder, space=4)
        layout = row(self._hint, self._holder, space=8, margins=(16, 4, 16, 4))
        layout.setStretch(1, 1)
        layout.setAlignment(self._hint, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.setLayout(layout)
        self._say()

    def offer(self, kinds: Iterable[Kind]) -> None:
        """Offers these kinds."""
        kinds = tuple(kinds)
        if kinds != self._kinds:
            self._kinds = kinds
            clear(self._flow)
            for kind in kinds:
                self._flow.addWidget(self._button(kind))
        self._wait(waiting=False)
        self.setVisible(bool(kinds))

    def fold(self, *, narrow: bool) -> None:
        """Where there is little room, the kinds are shown once "A" was pressed."""
        self._narrow = narrow
        self._say()

    def _toggle(self) -> None:
        self._wait(waiting=not self._waiting)

    def take(self, letter: str) -> bool:
        """Takes "A", then the letter of a kind; says whether it was one of these."""
        letter = letter.lower()
        if not self._waiting:
            self._wait(waiting=letter == "a" and bool(self._kinds))
            return self._waiting
        self._wait(waiting=False)
        found = next((kind.name for kind in self._kinds if letter and kind.letter == letter), "")
        if found:
            self.chosen.emit(found)
        return bool(found)

    def _button(self, kind: Kind) -> QWidget:
        name, letter = _(RECORDS[kind.name].label), kind.letter.upper()
        made = button(f"{name}  {letter}", lambda: self.chosen.emit(kind.name), kind="link")
        made.setToolTip(_("A, then {letter}").format(letter=letter))
        return named(made, _("Add: {what}").format(what=name.lower()), _("A, then {letter}").format(letter=letter))

    def _wait(self, *, waiting: bool) -> None:
        if waiting != self._waiting:
            self._waiting = waiting
            restyle(self, open=waiting)
            self._say()

    def _say(self) -> None:
        self._hint.setText(_("Press a letter") if self._waiting else _("Add  A"))
        self._holder.setHidden(self._narrow and not self._waiting)
