"""The line that tells a case: who, custody now, gravest allegation, housing, next deadline, warnings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from muniment.domain.due_dates import effective
from muniment.domain.gravity import gravest
from muniment.domain.records import Allegation, HousingLoss
from muniment.domain.rules import Remark
from muniment.services.casefile import CaseView
from muniment.services.words import Words
from muniment.ui.icons import put_icon
from muniment.ui.models.casetable import in_days
from muniment.ui.pages.casefile.remarks import RemarkLine
from muniment.ui.pages.casefile.sums import custody_now
from muniment.ui.pages.casefile.telling import capital
from muniment.ui.theme import px
from muniment.ui.widgets.basics import button, clear, column, icon_button, label, restyle, row
from muniment.ui.widgets.flow import Flow
from muniment.ui.wording import _, plural

_SOON = 7  # days
_LONGEST, _NAME = 240, 260  # pixels of a fact and of a name, at a text size of 100 %
_REASONS = 220  # pixels in height


@dataclass(frozen=True, slots=True)
class _Fact:
    """One thing in the line, and the record that it leads to."""

    text: str
    icon: str = ""
    short: str = ""  # what is said of it where there is little room
    tone: str = "text"
    goal: tuple[str, str] = ("", "")

    def said(self, *, narrow: bool) -> str:
        """As much as there is room for."""
        return self.short if narrow and self.short else self.text


class CaseHeader(QFrame):
    """``back`` goes to the list, ``printed`` asks for an output, ``wanted`` for the record that a fact is about."""

    back = Signal()
    printed = Signal()
    wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._pseudonym, self._name = label(level="heading"), ""
        self._code = label(tone="muted", selectable=True)
        self._holder = QWidget()
        self._flow = Flow(self._holder, space=4)
        self._facts: tuple[_Fact, ...] = ()
        self._narrow = False
        self._remarks: tuple[Remark, ...] | None = None
        self._warnings = button("", self._toggle, kind="link", icon="triangle-alert")
        self._flow.addWidget(self._warnings)
        self._compose()

    def _compose(self) -> None:
        self._reasons = QScrollArea()
        self._reasons.setWidgetResizable(True)
        self._reasons.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._reasons.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._reasons.hide()
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 4, 0, 0)
        self._list.setSpacing(0)
        self._reasons.setWidget(inner)
        back = icon_button("chevron-left", _("Back to the list"), self.back.emit)
        print_ = button(_("Print"), self.printed.emit, icon="printer")
        self._top = row(back, self._pseudonym, self._code, 8, self._holder, print_, space=8)
        self._top.setStretch(4, 1)
        self._below = column(space=0, margins=(8, 0, 0, 0))
        self.setLayout(column(self._top, self._below, self._reasons, space=0, margins=(8, 6, 16, 6)))

    def show_case(self, view: CaseView, words: Words) -> None:
        """Tells the case as it is now."""
        case_file = view.dossier.case_file
        self._name = case_file.pseudonym
        self._pseudonym.setToolTip(self._name)
        self._elide()
        self._code.setText(case_file.code)
        self._show_facts(tuple(_facts(view, words)))
        self._show_warnings(view.remarks)

    def fold(self, *, narrow: bool) -> None:
        """Where there is little room, the facts stand below the name, and are shorter."""
        if narrow is self._narrow:
            return
        self._narrow = narrow
        self._fill_facts()
        if narrow:
            self._top.removeWidget(self._holder)
            self._top.insertStretch(4, 1)
            self._below.addWidget(self._holder)
        else:
            self._below.removeWidget(self._holder)
            self._top.takeAt(4)
            self._top.insertWidget(4, self._holder, 1)

    def _elide(self) -> None:
        room = px(self, _NAME)
        shown = self._pseudonym.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        self._pseudonym.setText(shown)
        self._pseudonym.setAccessibleName(self._name)

    def _show_facts(self, facts: tuple[_Fact, ...]) -> None:
        if facts == self._facts:
            return
        self._facts = facts
        self._fill_facts()

    def _fill_facts(self) -> None:
        self._flow.removeWidget(self._warnings)
        clear(self._flow)
        for one in self._facts:
            self._flow.addWidget(self._fact(one))
        self._flow.addWidget(self._warnings)

    def _fact(self, one: _Fact) -> QPushButton:
        made = button(one.text, partial(self.wanted.emit, *one.goal), kind="link", icon=one.icon)
        said = one.said(narrow=self._narrow)
        made.setText(made.fontMetrics().elidedText(said, Qt.TextElideMode.ElideMiddle, px(self, _LONGEST)))
        made.setToolTip(one.text)
        made.setAccessibleName(one.text)
        made.setProperty("tone", one.tone)
        if one.icon:
            put_icon(made, one.icon, one.tone)
        return made

    # --- reasons ---

    def _show_warnings(self, remarks: tuple[Remark, ...]) -> None:
        if remarks == self._remarks:
            return
        self._remarks = remarks
        grave = sum(one.severity.value != "gap" for one in remarks)
        gaps = len(remarks) - grave
        count = plural("{n} warning", "{n} warnings", grave) if grave else ""
        missing = plural("{n} gap", "{n} gaps", gaps) if gaps else ""
        self._warnings.setText(", ".join(part for part in (count, missing) if part))
        self._warnings.setVisible(bool(remarks))
        tone = "danger" if any(one.severity.value == "danger" for one in remarks) else "warning" if grave else "muted"
        put_icon(self._warnings, "triangle-alert" if grave else "info", tone)
        restyle(self._warnings, tone=tone)
        self._warnings.setAccessibleDescription(_("Opens the reasons"))
        if self._reasons.isVisible():
            self._fill_reasons()

    def _fill_reasons(self) -> None:
        clear(self._list)
        for one in self._remarks or ():
            line = RemarkLine(one)
            line.wanted.connect(self.wanted)
            self._list.addWidget(line)
        self._list.addStretch(1)
        self._size_reasons()

    def _size_reasons(self) -> None:
        """As high as the reasons are, up to a limit."""
        width = max(self.width() - 24, 200)
        items = (self._list.itemAt(at) for at in range(self._list.count()))
        needed = sum(item.heightForWidth(width) for item in items if item is not None and item.widget()) + 12
        self._reasons.setFixedHeight(min(needed, px(self, _REASONS)))

    def _toggle(self) -> None:
        if self._reasons.isHidden():
            self._fill_reasons()
        self._reasons.setVisible(self._reasons.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._reasons.isHidden():
            self._size_reasons()


def _facts(view: CaseView, words: Words) -> Iterator[_Fact]:
    text, icon, tone = custody_now(view.overview)
    held = view.overview.held
    yield _Fact(capital(text), icon, "", tone, ("detention", held[-1].detention.id if held else ""))
    act = gravest(view.dossier.all(Allegation))
    if act is not None:
        yield _Fact(capital(words.of(act, "act")), "siren", "", "text", ("allegation", act.id))
    for loss in view.dossier.all(HousingLoss)[-1:]:
        homeless = loss.living_now == "homeless"
        where = words.of(loss, "living_now")
        told = _("Lost home, now: {where}").format(where=where) if where else _("Lost home")
        tone = "warning" if homeless else "text"
        yield _Fact(told, "triangle-alert" if homeless else "house", capital(where), tone, _goal(loss))
    yield from _deadline(view, view.overview.as_of)


def _goal(loss: HousingLoss) -> tuple[str, str]:
    return (loss.RECORD, loss.id)


def _deadline(view: CaseView, as_of: date) -> Iterator[_Fact]:
    deadline = view.overview.next_deadline
    if deadline is None:
        return
    on = effective(deadline).warns_on
    title = deadline.title or view.rule_titles.get(deadline.rule, deadline.rule)
    left = None if on is None else (on - as_of).days
    text = title if left is None else f"{in_days(left)}: {title}"
    tone = "text" if left is None or left > _SOON else "danger" if left < 0 else "warning"
    short = "" if left is None else capital(in_days(left))
    yield _Fact(capital(text), "clock", short, tone, ("deadline", deadline.id))
