"""The exhibits of all case files: the list, and beside it how the chosen one looks and what is known of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget

from muniment.domain.changes import Change
from muniment.services import exhibit_list
from muniment.services.exhibit_list import Listing
from muniment.services.naming import Name
from muniment.services.session import Session
from muniment.ui import ask
from muniment.ui.desk import Desk, Place
from muniment.ui.models.exhibits import table
from muniment.ui.pages.attaching import Attaching
from muniment.ui.pages.exhibit_panel import ExhibitPanel
from muniment.ui.pages.extracting import extract
from muniment.ui.pages.narrowed import NarrowedTable
from muniment.ui.pages.page import Page
from muniment.ui.theme import px
from muniment.ui.widgets.basics import button, column, frame, label, named, row, rule, width_of
from muniment.ui.widgets.drops import FileDrops
from muniment.ui.widgets.pick_case import PickCase
from muniment.ui.widgets.work import Work
from muniment.ui.wording import _, plural

_MOST = 500  # lines that are read at first
_NARROW, _SIDE = 860, 360  # pixels at a text size of 100 %
_SHARE = 0.36  # of the page for what is beside the list
_TOUCHING = frozenset({"evidence", "custody_event", "case_file"})
_LARGE = "large"


class EvidencePage(Page):
    """The list of exhibits; files dropped on it are taken in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._limit, self._sort, self._backwards = _MOST, "file", False
        self._selected = ""  # id of the exhibit that is to be chosen
        self.narrow = named(QLineEdit(), _("Narrow the list"))
        self.table = NarrowedTable(self.narrow, _("Exhibits"), _("Enter shows an exhibit large."), sorts=True)
        self.model = table(desk.vocabularies, self)
        self.table.setModel(self.model)
        self.panel = ExhibitPanel(desk)
        self.view, self.facts = self.panel.view, self.panel.facts
        self.attaching = Attaching(desk, self)
        self.work = Work()
        self._count = label(tone="muted")
        self._more = button(_("Show more"), self._on_more, kind="link")
        self.attach_button = button(_("Attach files …"), self.attach, icon="plus")
        self._empty = label(tone="muted", wrap=True)
        self._compose()
        self._connect()
        self.attach_button.setHidden(desk.read_only)
        self.setFocusProxy(self.table)

    def _compose(self) -> None:
        self.narrow.setPlaceholderText(_("Narrow the list"))
        self.narrow.setToolTip(_("Words of the title, a case file, a kind, a number as E3, the beginning of a hash"))
        self.narrow.setClearButtonEnabled(True)
        self.narrow.setAcceptDrops(False)  # what is dropped here is a file
        self.narrow.setMaximumWidth(width_of(self.narrow, 44))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        heading = label(_("Evidence"), level="heading")
        parts = (heading, self._count, 8, self.narrow, None, self._more, self.attach_button)
        head = row(*parts, space=12, margins=(16, 8, 12, 8))
        head.setStretch(3, 4)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.table)
        self._middle.addWidget(self._empty)
        working = row(self.work, margins=(16, 0, 16, 0))
        self._list = frame("bare", column(self._middle, working, space=0))
        body = row(self._list, self.panel, space=0)
        body.setStretch(0, 1)
        layout = column(head, rule(), body, space=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.narrow.textChanged.connect(lambda _text: self._load())
        self.narrow.returnPressed.connect(self.table.setFocus)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.opened.connect(lambda _line: self.view.enlarge.setChecked(True))
        self.table.peeked.connect(lambda _line: self.view.enlarge.setChecked(True))
        self.table.horizontalHeader().sectionClicked.connect(self._on_sorted)
        self.view.enlarged.connect(self._on_enlarged)
        self.facts.opened.connect(self._open_file)
        self.facts.extracting.connect(self._extract)
        self.attaching.progressed.connect(self.work.tell)
        self.attaching.ended.connect(self._on_attached)
        if not self.desk.read_only:
            drops = FileDrops(self, _("Drop files here to take them into a case file"))
            drops.dropped.connect(self.attach_to_file)

    # --- what the frame asks ---

    def show_place(self, place: Place) -> None:
        self._selected = place.record or self._current()
        if place.record and self.narrow.text():
            self.narrow.clear()
        self._load()
        self.table.setFocus()
        if place.record or place.view:
            self.view.enlarge.setChecked(place.view == _LARGE)

    def place(self) -> Place:
        return Place("evidence", record=self._current(), view=_LARGE if self.view.enlarge.isChecked() else "")

    def refresh(self, change: Change) -> None:
        touched = {one.record for one in change.touched}
        if self.isVisible() and touched == {"custody_event"}:
            self.panel.learn()
        elif self.isVisible() and touched & _TOUCHING:
            self._load(anew=True)

    def files(self) -> list[str]:
        line = self.model.line(self.table.currentIndex().row())
        return [line.exhibit.case] if line else []

    def undo_file(self) -> str:
        return "".join(self.files())

    def _current(self) -> str:
        line = self.model.line(self.table.currentIndex().row())
        return line.exhibit.id if line else self._selected

    # --- the list ---

    def _load(self, *, anew: bool = False) -> None:
        text, sort, backwards, limit, wanted = (
            self.narrow.text(),
            self._sort,
            self._backwards,
            self._limit,
            self._current(),
        )

        def work(session: Session) -> Listing:
            return exhibit_list.listed(session, text, sort, backwards=backwards, limit=limit)

        self.desk.runner.ask(work, lambda found: self._show(found, wanted, anew=anew), self, key="evidence")

    def _show(self, found: Listing, wanted: str, *, anew: bool) -> None:
        at = self.table.verticalScrollBar().value()
        wanted, self._selected = self._selected or wanted, ""
        self.model.show_lines(found.lines)
        self._count.setText(plural("{n} exhibit", "{n} exhibits", found.in_all))
        self._more.setVisible(found.in_all > len(found.lines))
        self._middle.setCurrentIndex(0 if found.lines else 1)
        none = _("There is no exhibit yet. Drop files here, or attach them.")
        self._empty.setText(_("No exhibit fits what is typed.") if self.narrow.text() else none)
        order = Qt.SortOrder.DescendingOrder if self._backwards else Qt.SortOrder.AscendingOrder
        sorts = [one.name for one in self.model.columns]
        self.table.horizontalHeader().setSortIndicator(sorts.index(self._sort), order)
        if found.lines:
            line = max(0, self.model.line_of(wanted))
            self.table.verticalScrollBar().setValue(at)
            self.table.setCurrentIndex(self.model.index(line, 0))
            self.table.scrollTo(self.model.index(line, 0))
        self.panel.want(self._current() if found.lines else "", anew=anew)

    def _on_sorted(self, section: int) -> None:
        sort = self.model.columns[section].name
        self._backwards = not self._backwards if sort == self._sort else False
        self._sort = sort
        self._load()

    def _on_more(self) -> None:
        self._limit *= 4
        self._load()

    # --- the chosen one ---

    def _on_current(self, _index: QModelIndex, _before: QModelIndex) -> None:
        self.panel.want(self._current())

    def _open_file(self) -> None:
        line = self.model.line(self.table.currentIndex().row())
        if line is not None:
            self.desk.open_case(line.exhibit.case, "sources", line.exhibit.id)

    # --- taking in ---

    def attach(self) -> None:
        """Asks for files, and which case file they belong to."""
        ask.for_files(self, _("Take into the vault"), self.attach_to_file)

    def attach_to_file(self, paths: Sequence[Path]) -> None:
        """Asks which case file these belong to, and takes them in."""
        question = plural("Which file does it belong to?", "Which file do these {n} belong to?", len(paths))
        pick = PickCase(self.desk, question, lambda case: self._attach(case, paths), self)
        pick.open()

    def _attach(self, case: Name, paths: Sequence[Path]) -> None:
        self.attaching.begin(case.id, paths)
        self.work.begin(self.attaching, _("Taking in …"))

    def _on_attached(self, made: list[str]) -> None:
        self.work.end()
        if made:
            self._selected = made[-1]
            if self.narrow.text():
                self.narrow.clear()
            self._load()

    # --- giving out ---

    def _extract(self, reason: str) -> None:
        line = self.model.line(self.table.currentIndex().row())
        if line is not None and line.exhibit.id == self.panel.shown:
            extract(self.desk, self, line.exhibit, reason, self._on_extracted)

    def _on_extracted(self) -> None:
        self.panel.want(self._current(), anew=True)

    # --- sizes ---

    def _on_enlarged(self, _large: bool) -> None:
        self._arrange()
        (self.view.view if self.view.enlarge.isChecked() else self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        """The list with what is beside it, or the exhibit over all; where there is little room, one of them alone."""
        large, width = self.view.enlarge.isChecked(), self.width()
        narrow = width < px(self, _NARROW)
        self._list.setHidden(large)
        self.panel.setHidden(narrow and not large)
        self.panel.lie_flat(flat=large and not narrow, large=large)
        self.panel.setFixedWidth(width if large else max(px(self, _SIDE), round(width * _SHARE)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        room = self.width() - (0 if self.panel.isHidden() else self.panel.maximumWidth()) - px(self, 14)
        self.table.spread(self.model.columns, room, "title")
