"""Going to anything by typing a part of its name: pages, acts, case files."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget
from shiboken6 import isValid

from muniment.domain.folding import fold
from muniment.services import naming
from muniment.services.naming import Name, Wanted
from muniment.services.session import Session
from muniment.ui.desk import Desk
from muniment.ui.theme import px
from muniment.ui.widgets.basics import column, named
from muniment.ui.wording import _

_MOST = 12


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that one can go to, and what goes there."""

    text: str
    keys: str
    act: Callable[[], object]


class GoTo(QFrame):
    """A field over the window with what fits below it. Enter goes, Esc stays; it holds nobody up."""

    def __init__(self, desk: Desk, goals: list[Goal], parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self._goals, self._over = desk, goals, parent
        self.setProperty("role", "over")
        self._shown: list[Goal] = []
        self._shown_for = ""  # the text that what is shown fits
        self._before: QWidget | None = None  # what had the focus
        self._highest = 0  # pixels that there is room for
        self._hurried = False  # Enter was pressed before what fits was there
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Go to a file, a page, an act"))
        named(self.field, _("Go to anything"))
        self.field.textEdited.connect(self._on_edited)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        named(self.list, _("What fits"))
        self.list.itemClicked.connect(lambda item: self._take(self.list.row(item)))
        self.setLayout(column(self.field, self.list, space=8, margins=(12, 12, 12, 12)))
        self.hide()

    def open(self) -> None:
        """Shows it, empty."""
        width, top = min(px(self, 560), self._over.width() - 40), min(px(self, 64), self._over.height() // 8)
        self._highest = min(px(self, 420), self._over.height() - top - 20)
        self.setGeometry((self._over.width() - width) // 2, top, width, self._highest)
        self.field.clear()
        self._show("", self._fitting(""), [])
        self._before = QApplication.focusWidget()
        self.show()
        self.raise_()
        self.field.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(Qt.Key(event.key()))
        return False

    def _on_key(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape:
            self.hide()
            if self._before is not None and isValid(self._before):
                self._before.setFocus()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow((self.list.currentRow() + step) % max(1, self.list.count()))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._hurried = self._shown_for != self.field.text()
            if not self._hurried:
                self._take(self.list.currentRow())
        else:
            return False
        return True

    def _on_edited(self, text: str) -> None:
        self._hurried = False
        fitting = self._fitting(text)

        def work(session: Session) -> list[Name]:
            return naming.candidates(session, Wanted(("case_file",), across_files=True), text, limit=_MOST)

        self.desk.runner.ask(work, lambda found: self._show(text, fitting, found), self, key="go to")

    def _fitting(self, text: str) -> list[Goal]:
        wanted = fold(text)
        return [goal for goal in self._goals if wanted in fold(goal.text)]

    def _show(self, text: str, fitting: list[Goal], files: list[Name]) -> None:
        if text != self.field.text():
            return
        cases = [Goal(one.title, "", partial(self.take_case, one)) for one in files]
        self._shown = self._in_order(cases, fitting)[:_MOST]
        self.list.clear()
        for goal in self._shown:
            self.list.addItem(QListWidgetItem(f"{goal.text}    {goal.keys}" if goal.keys else goal.text))
        self.list.setCurrentRow(0)
        self._fit()
        self._shown_for = text
        if self._hurried:
            self._take(0)

    def _fit(self) -> None:
        """As high as what is offered needs."""
        lines = sum(self.list.sizeHintForRow(at) for at in range(self.list.count())) + 2 * self.list.frameWidth()
        layout = self.layout()
        around = layout.sizeHint().height() - self.list.sizeHint().height() if layout is not None else 0
        self.resize(self.width(), min(self._highest, around + max(lines, px(self, 32)) + px(self, 12)))

    def _in_order(self, cases: list[Goal], others: list[Goal]) -> list[Goal]:
        """What is offered, the first above."""
        return [*cases, *others]

    def take_case(self, case: Name) -> None:
        """What is done with a case file that was chosen: it is shown."""
        self.desk.open_case(case.id)

    def _take(self, at: int) -> None:
        if 0 <= at < len(self._shown):
            goal = self._shown[at]
            self._hurried = False
            self.hide()
            goal.act()
