"""The copies that left: the list, and which of them somebody holds in hand."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget

from muniment.domain.changes import Change
from muniment.services import copies
from muniment.services.copies import MOST, Copy, Found
from muniment.services.session import Session
from muniment.ui import ask
from muniment.ui.desk import Desk, Place
from muniment.ui.models.copies import table
from muniment.ui.pages.narrowed import NarrowedTable
from muniment.ui.pages.page import Page
from muniment.ui.theme import px
from muniment.ui.widgets.basics import button, column, frame, label, named, restyle, row, rule, width_of
from muniment.ui.widgets.copy_facts import CopyFacts
from muniment.ui.widgets.drops import FileDrops
from muniment.ui.wording import _, plural

_SIDE, _NARROW = 340, 760  # pixels at a text size of 100 %


class CopiesPage(Page):
    """The register. What is typed narrows it down, or is the number of a copy; a PDF is looked at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._limit, self._selected = MOST, ""
        self._found: Found | None = None  # of a PDF that was looked at
        self.narrow = named(QLineEdit(), _("Recipient, or the number on a page"))
        told = _("Enter opens the case file that a copy is about.")
        self.table = NarrowedTable(self.narrow, _("Copies"), told, sorts=False)
        self.model = table(self)
        self.table.setModel(self.model)
        self.facts = CopyFacts()
        self.answer = label(wrap=True)
        self.look_button = button(_("Which copy is this? …"), self.ask_for_file, icon="search")
        self._count = label(tone="muted")
        self._more = button(_("Show more"), self._on_more, kind="link")
        self._empty = label(tone="muted", wrap=True)
        self._side = frame("edge", column(self.facts, space=0))
        self._compose()
        self._connect()
        self.setFocusProxy(self.narrow)

    def _compose(self) -> None:
        self.narrow.setPlaceholderText(_("Recipient, or the number on a page"))
        self.narrow.setClearButtonEnabled(True)
        self.narrow.setAcceptDrops(False)  # what is dropped here is a file
        self.narrow.setMaximumWidth(width_of(self.narrow, 48))
        self.look_button.setToolTip(_("Choose a PDF, or drop it on this page."))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        heading = label(_("Copies"), level="heading")
        parts = (heading, self._count, 8, self.narrow, None, self._more, self.look_button)
        head = row(*parts, space=12, margins=(16, 8, 12, 8))
        head.setStretch(3, 4)
        self._answer_bar = frame("bare", row(self.answer, margins=(16, 10, 16, 10)))
        self._middle = QStackedWidget()
        self._middle.addWidget(self.table)
        self._middle.addWidget(self._empty)
        body = row(frame("bare", column(self._answer_bar, self._middle, space=0)), self._side, space=0)
        body.setStretch(0, 1)
        layout = column(head, rule(), body, space=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self._answer_bar.hide()

    def _connect(self) -> None:
        self.narrow.textChanged.connect(self._on_typed)
        self.narrow.returnPressed.connect(self.table.setFocus)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.opened.connect(self._open)
        self.facts.opened.connect(lambda case: self.desk.open_case(case, "consent"))
        FileDrops(self, _("Drop a PDF here to see which copy it is")).dropped.connect(self._on_dropped)

    # --- what the frame asks ---

    def show_place(self, place: Place) -> None:
        self._selected = place.record
        self._load()
        self.setFocus()

    def place(self) -> Place:
        copy = self.model.line(self.table.currentIndex().row())
        return Place("copies", record=copy.copy_no if copy else "")

    def refresh(self, change: Change) -> None:
        if self.isVisible() and any(one.record in ("disclosure", "case_file") for one in change.touched):
            self._load()

    def files(self) -> list[str]:
        copy = self.model.line(self.table.currentIndex().row())
        return [case.id for case in copy.cases] if copy else []

    # --- the list ---

    def _load(self) -> None:
        text, limit = self.narrow.text(), self._limit

        def work(session: Session) -> tuple[list[Copy], Found | None]:
            every = copies.listed(session, text, limit=limit + 1)
            return every, None if every or not text.strip() else copies.typed(session, text)

        self.desk.runner.ask(work, lambda found: self._show_listed(*found), self, key="copies")

    def _show_listed(self, every: list[Copy], near: Found | None) -> None:
        if self._found is not None:
            return
        self._more.setVisible(len(every) > self._limit)
        self._show(near.copies if near else every[: self._limit], _said(near) if near and near.copies else "")

    def _show(self, lines: Sequence[Copy], answer: str, *, is_sure: bool = False) -> None:
        wanted = self._selected or self.place().record
        self._selected = ""
        self.model.show_lines(lines)
        self._count.setText(plural("{n} copy", "{n} copies", len(lines)) if lines else "")
        self.answer.setText(answer)
        restyle(self.answer, tone="good" if is_sure else "warning")
        self._answer_bar.setVisible(bool(answer))
        none = _("No copy has left yet. What is handed out to somebody outside is listed here, with its number.")
        self._empty.setText(_("No copy fits what is typed.") if self.narrow.text() else none)
        self._middle.setCurrentIndex(0 if lines else 1)
        if lines:
            self.table.setCurrentIndex(self.model.index(max(0, self.model.line_of(wanted)), 0))
        self.facts.show_copy(self.model.line(self.table.currentIndex().row()) if lines else None)
        self._arrange()

    def _on_typed(self, _text: str) -> None:
        self._found = None
        self._load()

    def _on_more(self) -> None:
        self._limit *= 4
        self._load()

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.facts.show_copy(self.model.line(index.row()))

    def _open(self, at: int) -> None:
        copy = self.model.line(at)
        if copy is not None and copy.cases:
            self.desk.open_case(copy.cases[0].id, "consent")

    # --- which copy is this? ---

    def ask_for_file(self) -> None:
        """Asks for a PDF, and says which copy it is."""
        ask.for_file(self, _("Which copy is this?"), self.look_at, names=[_("PDF (*.pdf)")])

    def _on_dropped(self, paths: list[Path]) -> None:
        self.look_at(paths[0])

    def look_at(self, path: Path) -> None:
        """Says which copy a PDF is."""
        self.desk.runner.ask(lambda session: copies.which_file(session, path), self._on_looked, self)

    def _on_looked(self, found: Found) -> None:
        self.narrow.blockSignals(True)
        self.narrow.clear()
        self.narrow.blockSignals(False)
        self._found = found
        self._more.hide()
        self._show(found.copies, _said(found), is_sure=found.how == "bytes")
        if not found.copies:
            self._empty.setText(_said(found))
            self._answer_bar.hide()
        self.table.setFocus()

    # --- sizes ---

    def _arrange(self) -> None:
        """The list with what is known of the chosen copy beside it, where there is room for both."""
        beside = self.model.rowCount() > 0 and self.width() >= px(self, _NARROW)
        self._side.setVisible(beside)
        self._side.setFixedWidth(px(self, _SIDE))
        room = self.width() - (px(self, _SIDE) if beside else 0) - px(self, 14)
        self.table.spread(self.model.columns, room, "recipient")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


def _said(found: Found) -> str:
    """How a copy was known, or that it was not."""
    return {
        "bytes": _("It is this copy, bit for bit."),
        "page": _("The number on its pages is that of this copy; its bytes are not those that left."),
        "typed": _("It is this copy."),
        "near": _("No copy has just this number. One slip away from it:"),
        "none": _("It is no copy that this vault handed out."),
    }[found.how]
