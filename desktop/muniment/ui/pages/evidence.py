"""The exhibits of all case files: the list, and beside it how the chosen one looks and what is known of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QBoxLayout, QLineEdit, QStackedWidget

from muniment.domain.changes import Change
from muniment.host.preview import LARGEST_FILE
from muniment.services import exhibit_list, exhibits
from muniment.services.exhibit_list import Known, Listing
from muniment.services.naming import Name
from muniment.services.session import Session
from muniment.ui import ask
from muniment.ui.desk import Desk, Place
from muniment.ui.models.exhibits import ExhibitTable
from muniment.ui.pages.attaching import Attaching
from muniment.ui.pages.cases import CaseView
from muniment.ui.pages.extracting import extract
from muniment.ui.pages.page import Page
from muniment.ui.theme import px
from muniment.ui.widgets.basics import button, column, frame, label, named, row, rule, width_of
from muniment.ui.widgets.drops import FileDrops
from muniment.ui.widgets.exhibit_facts import ExhibitFacts
from muniment.ui.widgets.exhibit_view import ExhibitView
from muniment.ui.widgets.pick_case import PickCase
from muniment.ui.widgets.work import Work
from muniment.ui.wording import _, plural

_MOST = 500  # lines that are read at first
_PAUSE = 120  # milliseconds that somebody stays on a line before it is looked at
_NARROW, _SIDE, _FACTS = 860, 360, 320  # pixels at a text size of 100 %
_SHARE = 0.36  # of the page for what is beside the list
_TOUCHING = frozenset({"evidence", "custody_event", "case_file"})
_LARGE = "large"

Found = tuple[Known, bytes | None]


class ExhibitsView(CaseView):
    """The table. Enter and Space show an exhibit large; letters narrow the list down."""

    def __init__(self, narrow: QLineEdit) -> None:
        super().__init__()
        self._narrow = narrow
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().setSectionsMovable(False)
        named(self, _("Exhibits"), _("Enter shows an exhibit large."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modified = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.text().isprintable() and event.text().strip() and not modified:
            self._narrow.setFocus(Qt.FocusReason.OtherFocusReason)
            self._narrow.setText(self._narrow.text() + event.text())
        else:
            super().keyPressEvent(event)


class EvidencePage(Page):
    """The list of exhibits; files dropped on it are taken in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._limit, self._sort, self._backwards = _MOST, "file", False
        self._selected = ""  # id of the exhibit that is to be chosen
        self._shown = ""  # id of the one that is shown beside the list
        self.narrow = named(QLineEdit(), _("Narrow the list"))
        self.table = ExhibitsView(self.narrow)
        self.model = ExhibitTable(desk.vocabularies, self)
        self.table.setModel(self.model)
        self.view = ExhibitView()
        self.facts = ExhibitFacts(desk.vocabularies, read_only=desk.read_only)
        self.attaching = Attaching(desk, self)
        self.work = Work()
        self._count = label(tone="muted")
        self._more = button(_("Show more"), self._on_more, kind="link")
        self.attach_button = button(_("Attach files …"), self.attach, icon="plus")
        self._empty = label(tone="muted", wrap=True)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._compose()
        self._connect()
        self.attach_button.setHidden(desk.read_only)
        self.setFocusProxy(self.table)

    def _compose(self) -> None:
        self.narrow.setPlaceholderText(_("Narrow the list"))
        self.narrow.setToolTip(_("Words of the title, a case file, a kind, a number as E3, the beginning of a hash"))
        self.narrow.setClearButtonEnabled(True)
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
        self._beside = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(0)
        for part, share in ((self.view, 1), (rule(), 0), (self.facts, 1)):
            self._beside.addWidget(part, share)
        self._edge = frame("edge", self._beside)
        body = row(self._list, self._edge, space=0)
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
        self._pause.timeout.connect(self._look)
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
        if self.isVisible() and any(one.record in _TOUCHING for one in change.touched):
            self._shown = ""
            self._load()

    def files(self) -> list[str]:
        line = self.model.line(self.table.currentIndex().row())
        return [line.exhibit.case] if line else []

    def undo_file(self) -> str:
        return "".join(self.files())

    def _current(self) -> str:
        line = self.model.line(self.table.currentIndex().row())
        return line.exhibit.id if line else self._selected

    # --- the list ---

    def _load(self) -> None:
        text, sort, backwards, limit, wanted = (
            self.narrow.text(),
            self._sort,
            self._backwards,
            self._limit,
            self._current(),
        )

        def work(session: Session) -> Listing:
            return exhibit_list.listed(session, text, sort, backwards=backwards, limit=limit)

        self.desk.runner.ask(work, lambda found: self._show(found, wanted), self, key="evidence")

    def _show(self, found: Listing, wanted: str) -> None:
        at = self.table.verticalScrollBar().value()
        wanted, self._selected = self._selected or wanted, ""
        self.model.show_lines(found.lines)
        self._count.setText(plural("{n} exhibit", "{n} exhibits", found.in_all))
        self._more.setVisible(found.in_all > len(found.lines))
        self._middle.setCurrentIndex(0 if found.lines else 1)
        none = _("There is no exhibit yet. Drop files here, or attach them.")
        self._empty.setText(_("No exhibit fits what is typed.") if self.narrow.text() else none)
        order = Qt.SortOrder.DescendingOrder if self._backwards else Qt.SortOrder.AscendingOrder
        sorts = [one.sort for one in self.model.columns]
        self.table.horizontalHeader().setSortIndicator(sorts.index(self._sort), order)
        if found.lines:
            line = max(0, self.model.line_of(wanted))
            self.table.verticalScrollBar().setValue(at)
            self.table.setCurrentIndex(self.model.index(line, 0))
            self.table.scrollTo(self.model.index(line, 0))
        else:
            self._look()

    def _on_sorted(self, section: int) -> None:
        sort = self.model.columns[section].sort
        self._backwards = not self._backwards if sort == self._sort else False
        self._sort = sort
        self._load()

    def _on_more(self) -> None:
        self._limit *= 4
        self._load()

    # --- the chosen one ---

    def _on_current(self, _index: QModelIndex, _before: QModelIndex) -> None:
        self._pause.start()

    def _look(self) -> None:
        line = self.model.line(self.table.currentIndex().row())
        if line is None:
            self._shown = ""
            self.facts.show_known(None)
            self.view.clear()
            return
        if line.exhibit.id == self._shown:
            return
        wanted = self._shown = line.exhibit.id

        def work(session: Session) -> Found:
            return exhibit_list.known(session, wanted), exhibits.content(session, wanted, LARGEST_FILE)

        self.facts.forget_reason()
        self.view.clear(_("Looking at it …"))
        self.desk.runner.ask(work, self._on_looked, self, failed=self._on_unseen, key="exhibit")

    def _on_looked(self, found: Found) -> None:
        known, content = found
        if known.listed.exhibit.id == self._shown:
            self.facts.show_known(known)
            self.view.show_content(content)

    def _on_unseen(self, error: Exception) -> None:
        self.facts.show_known(None)
        self.view.clear(_("It cannot be shown."))
        self.desk.fail(error)

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
        if line is not None and line.exhibit.id == self._shown:
            extract(self.desk, self, line.exhibit, reason, self._on_extracted)

    def _on_extracted(self) -> None:
        self.facts.forget_reason()
        self._shown = ""
        self._look()

    # --- sizes ---

    def _on_enlarged(self, _large: bool) -> None:
        self._arrange()
        (self.view.view if self.view.enlarge.isChecked() else self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        """The list with what is beside it, or the exhibit over all; where there is little room, one of them alone."""
        large, width = self.view.enlarge.isChecked(), self.width()
        narrow = width < px(self, _NARROW)
        self._list.setHidden(large)
        self._edge.setHidden(narrow and not large)
        flat = large and not narrow
        self._beside.setDirection(QBoxLayout.Direction.LeftToRight if flat else QBoxLayout.Direction.TopToBottom)
        self.facts.setMaximumWidth(px(self, _FACTS) if flat else 16_777_215)
        wide = width if large else max(px(self, _SIDE), round(width * _SHARE))
        self._edge.setFixedWidth(wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self.table.verticalHeader().setDefaultSectionSize(max(px(self, 30), self.fontMetrics().height() + 10))
        letter, around = self.table.fontMetrics().averageCharWidth(), px(self, 18)
        wanted = [letter * one.width + around for one in self.model.columns]
        room = self.width() - (0 if self._edge.isHidden() else self._edge.maximumWidth()) - px(self, 14)
        spare = max(0, room - sum(wanted))
        for at, width in enumerate(wanted):
            extra = spare if self.model.columns[at].sort == "title" else 0
            self.table.setColumnWidth(at, width + extra)
