"""Published counts side by side, and what is documented here beside each of them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from muniment.domain.changes import Change
from muniment.domain.date_display import shown_short
from muniment.domain.dates import UncertainDate
from muniment.domain.records import CountClaim
from muniment.domain.schema import RECORDS
from muniment.services import counts, entries
from muniment.services.counts import Compared, Counts, Documented
from muniment.ui.desk import Desk, Place
from muniment.ui.forms.record_form import RecordForm
from muniment.ui.pages.page import Page
from muniment.ui.theme import px
from muniment.ui.widgets.basics import button, clear, column, label, named, row
from muniment.ui.widgets.count_line import CountLine
from muniment.ui.widgets.sheet import Sheet
from muniment.ui.wording import _, language, plural

_WIDEST = 1000
_TOUCHING = frozenset({"count_claim", "detention", "case_file", "incident"})


class CountsPage(Page):
    """One line for each count, which opens to its form. None of them is added to another."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form: RecordForm | None = None
        self._open = ""  # id of the count whose form is open
        self.lines: list[CountRow] = []
        self.in_all = label(wrap=True)
        self._empty = label(_("No published count is recorded yet."), tone="muted", wrap=True)
        self.add_button = button(_("Add a published count"), self.add, icon="plus")
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._compose()
        self.add_button.setVisible(not desk.read_only)
        self.setFocusProxy(self.add_button)

    def _compose(self) -> None:
        how = _(
            "Documented minimum: case files with a detention in the incident that a count names, begun within its "
            "period. Each person is counted once. Answers to a survey count only where they were made into case files. "
            "What others published stands as it was published: never added up, never averaged."
        )
        body = QWidget()
        head = row(label(_("Counts"), level="title"), None, self.add_button)
        legend = label(_("● published   ◇ documented here as detained"), level="small", tone="muted")
        parts = (head, label(how, tone="muted", wrap=True), self.in_all, 4, legend, self._empty, self._list, None)
        body.setLayout(column(*parts, space=8, margins=(16, 16, 24, 24)))
        self.setLayout(column(Sheet(body, _WIDEST), space=0))

    # --- what the frame asks ---

    def show_place(self, place: Place) -> None:
        self._open = place.record or self._open
        self._load()

    def place(self) -> Place:
        return Place("counts", record=self._open)

    def refresh(self, change: Change) -> None:
        if self.isVisible() and self.form is None and any(one.record in _TOUCHING for one in change.touched):
            self._load()

    def keep_now(self) -> None:
        if self.form is not None:
            self.form.keep_now()

    def undo_file(self) -> str:
        return self._open

    # --- the lines ---

    def _load(self) -> None:
        self.desk.runner.ask(counts.load, self._show, self, key="counts")

    def _show(self, known: Counts) -> None:
        self.keep_now()
        self.form = None
        clear(self._list)
        in_all = plural("{n} case file with a detention", "{n} case files with a detention", known.in_all)
        self.in_all.setText(_("Documented in this vault in all: {what}.").format(what=in_all))
        self._empty.setVisible(not known.compared)
        most = max((_highest(one) for one in known.compared), default=1)
        self.lines = [self._line(one, most) for one in known.compared]
        for one in self.lines:
            if one.claim.id == self._open:
                one.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, compared: Compared, most: int) -> "CountRow":
        made = CountRow(compared, self._term("counted", compared.claim.counted), self._kind(compared), most)
        made.opened.connect(self.open)
        made.removing.connect(self._remove)
        self._list.addWidget(made)
        return made

    def _term(self, name: str, term: str) -> str:
        return self.desk.vocabularies[name].label(term, language()) if term else ""

    def _kind(self, compared: Compared) -> str:
        return self._term("count_source_kind", compared.claim.source_kind)

    # --- forms ---

    def add(self) -> None:
        """Begins a new count, above the others."""
        self._close()
        self._empty.hide()
        self._put(RecordForm(self.desk, RECORDS["count_claim"]), 0)

    def open(self, record_id: str) -> None:
        """Turns a line into its form."""
        self._close()
        self._open = record_id
        for at, one in enumerate(self.lines):
            if one.claim.id == record_id:
                one.hide()
                self._put(RecordForm(self.desk, RECORDS["count_claim"], one.claim), at)

    def _put(self, form: RecordForm, at: int) -> None:
        self.form = form
        card = QFrame()
        card.setProperty("role", "card")
        card.setProperty("open", True)
        done = row(None, button(_("Done"), self._on_done, kind="link"))
        card.setLayout(column(form, done, space=8, margins=(16, 12, 16, 12)))
        form.closed.connect(self._on_done)
        self._list.insertWidget(at, card)
        form.focus_first()

    def _close(self) -> None:
        if self.form is not None:
            form, self.form = self.form, None
            form.keep_now()
            card = form.parentWidget()
            if card is not None:
                card.hide()
                card.deleteLater()
        for one in self.lines:
            one.show()

    def _on_done(self) -> None:
        if self.form is not None:
            self._open = self.form.record_id
            self._close()
            self._load()

    def _remove(self, record_id: str) -> None:
        def done(_change: Change) -> None:
            self.desk.removed(_("published count"), record_id)

        if not self.desk.read_only:
            self._open = record_id  # undoing means it
            self.desk.runner.write(lambda session: entries.remove(session, record_id), done, self)


class CountRow(QFrame):
    """One published count: who says it, of what, the numbers, and the numbers drawn. Enter or a click opens it."""

    opened = Signal(str)
    removing = Signal(str)

    def __init__(self, compared: Compared, counted: str, kind: str, most: int) -> None:
        super().__init__()
        self.claim = compared.claim
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        about = " · ".join(part for part in (counted, kind, _period(self.claim)) if part)
        self.published = label(numbers(self.claim), level="heading")
        self.published.setMinimumWidth(px(self, 140))
        self.documented = label(told(compared.documented), level="small", tone="muted")
        self.documented.setMinimumWidth(px(self, 250))
        source = label(self.claim.source_title, level="label", wrap=True)
        told_by = column(source, label(about, level="small", tone="muted", wrap=True), space=2)
        line = row(self.published, CountLine(compared, most), self.documented, space=12)
        line.setStretch(1, 1)
        self.setLayout(column(told_by, line, space=4, margins=(16, 10, 16, 10)))
        spoken = (self.claim.source_title, about, numbers(self.claim), told(compared.documented))
        named(self, ", ".join(spoken))

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.opened.emit(self.claim.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.claim.id)
        elif event.key() == Qt.Key.Key_Delete:
            self.removing.emit(self.claim.id)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


def numbers(claim: CountClaim) -> str:
    """What was published: one number, a span, or an end of it."""
    if claim.low is None and claim.high is None:
        return _("no number")
    if claim.high is None:
        return _("at least {n}").format(n=claim.low)
    if claim.low is None:
        return _("at most {n}").format(n=claim.high)
    return str(claim.low) if claim.low == claim.high else f"{claim.low}–{claim.high}"


def told(documented: Documented) -> str:
    """What is documented of the same: what is certain, and what may belong to it."""
    more = documented.possible - documented.certain
    words = _("documented as detained: at least {n}").format(n=documented.certain)
    return f"{words}, " + plural("{n} more may be", "{n} more may be", more) if more else words


def _highest(compared: Compared) -> int:
    return max(compared.claim.low or 0, compared.claim.high or 0, compared.documented.certain)


def _period(claim: CountClaim) -> str:
    def day(when: UncertainDate | None) -> str:
        return shown_short(when, language()) if when else ""

    spans = f"{day(claim.from_)} – {day(claim.to)}"
    if claim.to is None:
        spans = _("from {day}").format(day=day(claim.from_)) if claim.from_ else ""
    elif claim.from_ is None:
        spans = _("until {day}").format(day=day(claim.to))
    as_of = _("as of {day}").format(day=day(claim.as_of)) if claim.as_of else ""
    return ", ".join(part for part in (spans, as_of) if part)
