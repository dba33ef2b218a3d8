"""A page of a few steps before a vault is open: one question at a time, a way back, and the work at the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QScrollArea, QStackedWidget, QWidget

from muniment.ui.faults import trouble
from muniment.ui.icons import put_icon
from muniment.ui.theme import px
from muniment.ui.widgets.basics import button, column, frame, label, row
from muniment.ui.wording import _

_WIDE = 560


@dataclass(frozen=True)
class Step:
    """One question: its title, why it is asked, what is typed into, and whether that will do."""

    title: str
    hint: str
    body: QWidget
    is_answered: Callable[[], bool]


class StepsPage(QWidget):
    """Leads through the steps. ``given_up`` tells that one wants none of it; ``finish`` is what is done at the end."""

    given_up = Signal()

    def __init__(self, icon: str, title: str, verb: str) -> None:
        super().__init__()
        self._verb = verb
        self._steps: list[Step] = []
        sign = QLabel()
        put_icon(sign, icon, "accent")
        self._count = label(level="small", tone="muted")
        self._stack = QStackedWidget()
        self._fault = label(tone="danger", wrap=True)
        self._busy = QProgressBar()
        self._busy.setTextVisible(False)
        self._doing = label(level="small", tone="muted")
        self._back = button(_("Back"), self.back)
        self._next = button(_("Next"), self.next, kind="primary")
        head = row(sign, label(title, level="title"), None, self._count, space=12)
        foot = row(self._back, None, self._doing, self._next)
        body = column(head, 8, self._stack, self._fault, self._busy, 8, foot, margins=(32, 28, 32, 28))
        self._set_card(frame("card", body))
        self._show_busy(busy=False)
        self.say("")

    def _set_card(self, card: QFrame) -> None:
        card.setFixedWidth(px(self, _WIDE))
        holder = QWidget()
        holder.setLayout(column(None, row(None, card, None), None, None, margins=(16, 16, 16, 16)))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        self.setLayout(column(scroll))

    def set_steps(self, steps: Sequence[Step]) -> None:
        """The questions, in their order; to be set once."""
        self._steps = list(steps)
        for step in steps:
            page = QWidget()
            hint = [label(step.hint, tone="muted", wrap=True)] if step.hint else []
            page.setLayout(column(label(step.title, level="heading"), *hint, 4, step.body, None, space=8))
            page.setFocusProxy(step.body)
            self._stack.addWidget(page)
        self._show(0)

    def finish(self) -> None:
        """What is done once every question is answered."""
        raise NotImplementedError

    @property
    def _at(self) -> int:
        return self._stack.currentIndex()

    def check(self) -> None:
        """Lets one go on where what was typed will do."""
        self._next.setEnabled(bool(self._steps) and self._steps[self._at].is_answered())

    def next(self) -> None:
        """Goes to the next step, or does the work."""
        if not self._next.isEnabled() or self.is_busy:
            return
        if self._at + 1 < len(self._steps):
            self._show(self._at + 1)
        else:
            self.finish()

    def back(self) -> None:
        """Goes to the step before, or gives up."""
        if self._at > 0:
            self._show(self._at - 1)
        else:
            self.given_up.emit()

    def _show(self, at: int) -> None:
        self.say("")
        self._stack.setCurrentIndex(at)
        several = len(self._steps) > 1
        self._count.setText(_("Step {n} of {all}").format(n=at + 1, all=len(self._steps)) if several else "")
        self._next.setText(self._verb if at + 1 == len(self._steps) else _("Next"))
        self.setFocusProxy(self._steps[at].body)
        self.setFocus()
        self.check()

    # --- the work ---

    @property
    def is_busy(self) -> bool:
        """Whether the work is being done."""
        return not self._stack.isEnabled()

    def begin(self, doing: str) -> None:
        """Says that the work is being done, for an unknown time."""
        self.say("")
        self._busy.setRange(0, 0)
        self._doing.setText(doing)
        self._show_busy(busy=True)

    def tell(self, doing: str, done: int, of: int) -> None:
        """Says how far the work is."""
        self._busy.setRange(0, 1000 if of else 0)
        self._busy.setValue(round(1000 * done / of) if of else 0)
        self._doing.setText(f"{doing} …")

    def fail(self, error: Exception) -> None:
        """Says what went wrong, and lets one try again."""
        self._show_busy(busy=False)
        what = trouble(error)
        self.say("\n".join(part for part in (what.what, what.do) if part))

    def say(self, fault: str) -> None:
        """Says what is wrong with what was answered."""
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))

    def _show_busy(self, *, busy: bool) -> None:
        self._stack.setDisabled(busy)
        self._back.setDisabled(busy)
        self._next.setDisabled(busy)
        self._busy.setVisible(busy)
        self._doing.setVisible(busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.is_busy:
            self.back()
        else:
            super().keyPressEvent(event)
