"""The matrix of consent: every purpose with its decision, also those that nobody has asked about."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from muniment.domain.records import Consent
from muniment.services.casefile import CaseView
from muniment.services.words import Words
from muniment.ui.pages.casefile.inside import Makes
from muniment.ui.pages.casefile.reading import Reading
from muniment.ui.pages.casefile.rows import CONSENT_SHARES, Cell, head, not_asked
from muniment.ui.pages.casefile.standing import Stand
from muniment.ui.wording import _

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Offer(QFrame):
    """A row that stands for a record that is not there: Enter or a click begins it."""

    stepped = Signal(int)

    def __init__(self, act: Callable[[], None]) -> None:
        super().__init__()
        self._act = act
        self.setProperty("role", "line")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._reading = Reading()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(self._reading)

    def show_cells(self, cells: tuple[Cell, ...]) -> None:
        """Shows the row."""
        self._reading.show_cells(cells)
        self.setAccessibleName(": ".join(cell.text for cell in cells if cell.text))
        self.setAccessibleDescription(_("Enter records a decision"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._act()
        elif event.key() in _STEPS and not event.modifiers():
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._act()
        event.accept()


def consent_stands(view: CaseView, words: Words, makes: Makes, offer: Callable[[str], Offer]) -> Iterator[Stand]:
    """A row for each purpose; decisions on one purpose stand together."""
    yield Stand("head consent", _head, _show_head)
    consents = view.dossier.all(Consent)
    told: set[str] = set()
    for purpose in words.terms("consent_purpose"):
        mine = [one for one in consents if one.purpose == purpose]
        told |= {one.id for one in mine}
        yield from (makes.block(one, inner=True) for one in mine)
        if not mine:
            row = not_asked(purpose, words)
            yield Stand(f"offer {purpose}", partial(offer, purpose), partial(_show_offer, row))
    yield from (makes.block(one, inner=True) for one in consents if one.id not in told)


def _head() -> QWidget:
    made = Reading()
    made.setContentsMargins(10, 0, 10, 0)
    return made


def _show_head(widget: QWidget) -> None:
    names = (_("Purpose"), _("Decision"), _("On"), _("Under which name"))
    cast("Reading", widget).show_cells(head(*names, shares=CONSENT_SHARES))


def _show_offer(row: tuple[Cell, ...], widget: QWidget) -> None:
    cast("Offer", widget).show_cells(row)
