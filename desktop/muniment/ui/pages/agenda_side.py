"""What stands beside a thing that is due: how its day was found, and what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from muniment.domain.date_display import shown
from muniment.domain.dates import UncertainDate
from muniment.services.agenda import Item
from muniment.ui.desk import Desk
from muniment.ui.forms.dates import DateEditor
from muniment.ui.forms.editor import NOT_ACCEPTED
from muniment.ui.pages.casefile.telling import capital
from muniment.ui.widgets.basics import button, clear, column, label
from muniment.ui.widgets.flow import Flow
from muniment.ui.wording import _, language


class AgendaSide(QScrollArea):
    """What explains the thing that is chosen: how its day was found, from which rule, how sure that is."""

    opened = Signal()
    marked = Signal()
    dated = Signal(str)  # the day on which it was done (EDTF)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self._layout = QVBoxLayout(inner)
        self._layout.setContentsMargins(16, 16, 16, 16)
        self._layout.setSpacing(8)
        self.setWidget(inner)
        self._item: Item | None = None
        self.day: DateEditor | None = None  # while it is asked on which day a thing was done

    def explain(self, item: Item | None, desk: Desk) -> None:
        """Shows what is known of it."""
        clear(self._layout)
        self._item, self.day = item, None
        if item is None:
            return
        self._layout.addWidget(label(capital(item.title), level="label", wrap=True))
        if item.code:
            self._layout.addWidget(label(f"{item.pseudonym} · {item.code}", wrap=True))
        for name, value in _facts(item, desk):
            self._layout.addLayout(column(label(name, level="small", tone="muted"), label(value, wrap=True), space=0))
        acts = Flow(holder := QWidget(), space=8)
        if item.case:
            acts.addWidget(button(_("Open"), self.opened.emit))
        if not desk.read_only:
            acts.addWidget(button(_("Not done") if item.done else _("Done today"), self.marked.emit))
        if not desk.read_only and not item.done:
            acts.addWidget(button(_("Done on …"), self.ask_day))
        self._layout.addSpacing(8)
        self._layout.addWidget(holder)
        self._layout.addStretch(1)

    def ask_day(self) -> None:
        """Asks on which day the thing was done; Enter notes it."""
        if self._item is None or self._item.done:
            return
        if self.day is None:
            self.day = DateEditor()
            text = label(_("Done on"), level="label")
            text.setBuddy(self.day.buddy())
            self.day.set_names(_("Done on"))
            self.day.left.connect(self._on_day)
            for widget in (text, self.day):
                self._layout.insertWidget(self._layout.count() - 1, widget)
        self.day.focus_first()
        self.ensureWidgetVisible(self.day)

    def _on_day(self) -> None:
        day = self.day
        if day is None:
            return
        try:
            value = day.value()
        except NOT_ACCEPTED as error:
            day.set_error(str(error))
            return
        if value:
            self.dated.emit(str(value))


def _facts(item: Item, desk: Desk) -> list[tuple[str, str]]:
    facts = []
    if item.on is not None:
        days = [day for day in (item.on, item.until) if day is not None]
        facts.append((_("Due"), " – ".join(dict.fromkeys(day_in_words(day.isoformat()) for day in days))))
    if item.done:
        facts.append((_("Done"), day_in_words(item.done)))
    if item.assigned:
        facts.append((_("Assigned to"), item.assigned))
    if item.kind != "deadline":
        return facts
    if item.overridden:
        facts.append((_("Day set by hand"), item.reason or _("no reason noted")))
    if item.trigger:
        facts.append((_("Counted from"), day_in_words(item.trigger)))
    if item.source:
        facts.append((_("Source"), item.source))
    if item.confidence:
        facts.append((_("Confidence"), desk.vocabularies.label("deadline_confidence", item.confidence)))
    facts.append((_("Please"), _("Confirm with counsel.")))
    return facts


def day_in_words(edtf: str) -> str:
    """A date as people read it."""
    return shown(UncertainDate.parse(edtf), language())
