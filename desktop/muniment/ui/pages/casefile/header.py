"""The line that tells a case: who, custody now, gravest allegation, housing, next deadline, warnings."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from muniment.domain.due_dates import effective
from muniment.domain.gravity import gravest
from muniment.domain.records import Allegation, HousingLoss
from muniment.domain.rules import Remark
from muniment.services.casefile import CaseView
from muniment.services.words import Words
from muniment.ui.icons import put_icon
from muniment.ui.models.casetable import in_days
from muniment.ui.pages.casefile.sums import custody_now
from muniment.ui.widgets.basics import button, clear, column, icon_button, label, restyle, row
from muniment.ui.widgets.flow import Flow
from muniment.ui.wording import _, plural

_SOON = 7  # days


class CaseHeader(QFrame):
    """``back`` goes to the list, ``printed`` asks for an output, ``wanted`` for the record that a warning is about."""

    back = Signal()
    printed = Signal()
    wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._pseudonym = label(level="heading")
        self._code = label(tone="muted", selectable=True)
        self._facts = QWidget()
        self._flow = Flow(self._facts, space=16)
        self._reasons = QWidget()
        self._reasons.hide()
        self._list = column(space=4, margins=(0, 4, 0, 4))
        self._reasons.setLayout(self._list)
        self._warnings = button("", self._toggle, kind="link", icon="triangle-alert")
        top = row(
            icon_button("chevron-left", _("Back to the list"), self.back.emit),
            self._pseudonym,
            self._code,
            12,
            self._facts,
            button(_("Print"), self.printed.emit, icon="printer"),
            space=8,
        )
        top.setStretch(4, 1)
        self.setLayout(column(top, self._reasons, space=0, margins=(8, 8, 16, 8)))

    def show_case(self, view: CaseView, words: Words) -> None:
        """Tells the case as it is now."""
        case_file = view.dossier.case_file
        self._pseudonym.setText(case_file.pseudonym)
        self._code.setText(case_file.code)
        self._flow.removeWidget(self._warnings)
        clear(self._flow)
        text, icon, tone = custody_now(view.overview)
        self._flow.addWidget(_fact(text, icon, tone))
        act = gravest(view.dossier.all(Allegation))
        if act is not None:
            self._flow.addWidget(_fact(words.of(act, "act"), "", ""))
        for loss in view.dossier.all(HousingLoss)[-1:]:
            lost = loss.living_now == "homeless"
            where = words.of(loss, "living_now") or _("lost a home")
            self._flow.addWidget(_fact(where, "triangle-alert" if lost else "", "warning" if lost else ""))
        self._deadline(view, view.overview.as_of)
        self._show_warnings(view.remarks)

    def _deadline(self, view: CaseView, as_of: date) -> None:
        deadline = view.overview.next_deadline
        if deadline is None:
            return
        on = effective(deadline).warns_on
        title = deadline.title or view.rule_titles.get(deadline.rule, deadline.rule)
        left = None if on is None else (on - as_of).days
        text = title if left is None else f"{title}, {in_days(left)}"
        tone = "" if left is None or left > _SOON else "danger" if left < 0 else "warning"
        self._flow.addWidget(_fact(text, "clock", tone))

    def _show_warnings(self, remarks: tuple[Remark, ...]) -> None:
        grave = [one for one in remarks if one.severity.value != "gap"]
        self._warnings.setVisible(bool(remarks))
        count = plural("{n} warning", "{n} warnings", len(grave))
        gaps = plural("{n} gap", "{n} gaps", len(remarks) - len(grave))
        self._warnings.setText(
            ", ".join(part for part, n in ((count, len(grave)), (gaps, len(remarks) - len(grave))) if n)
        )
        self._warnings.setAccessibleDescription(_("Opens the reasons"))
        self._flow.addWidget(self._warnings)
        clear(self._list)
        for one in remarks:
            icon = {"danger": "circle-alert", "attention": "triangle-alert"}.get(one.severity.value, "info")
            tone = {"danger": "danger", "attention": "warning"}.get(one.severity.value, "muted")
            line = button(one.text, partial(self.wanted.emit, one.record, one.id), kind="link")
            restyle(line, tone=tone)
            self._list.addLayout(row(_sign(icon, tone), line, None, space=8))

    def _toggle(self) -> None:
        self._reasons.setVisible(self._reasons.isHidden())


def _sign(icon: str, tone: str) -> QLabel:
    sign = QLabel()
    put_icon(sign, icon, tone or "text")
    return sign


def _fact(text: str, icon: str, tone: str) -> QWidget:
    holder = QWidget()
    parts: list[QWidget | int | None] = [_sign(icon, tone)] if icon else []
    holder.setLayout(row(*parts, label(text, tone=tone), space=4))
    return holder
