"""The page of one case file."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy

from muniment.domain.changes import Change
from muniment.domain.schema import RECORDS
from muniment.services import casefile, entries, finding
from muniment.services.casefile import CaseView
from muniment.services.session import Session
from muniment.ui.desk import Desk, Place
from muniment.ui.pages.casefile.adding import AddBar
from muniment.ui.pages.casefile.aside import Aside
from muniment.ui.pages.casefile.files import CaseFiles
from muniment.ui.pages.casefile.header import CaseHeader
from muniment.ui.pages.casefile.history_view import HistoryView
from muniment.ui.pages.casefile.section_view import SectionView
from muniment.ui.pages.casefile.sections import Section, section_of, sections
from muniment.ui.pages.casefile.sight import Sight, Width
from muniment.ui.pages.casefile.telling import short_words
from muniment.ui.pages.page import Page
from muniment.ui.theme import px
from muniment.ui.widgets.basics import column, frame, row
from muniment.ui.widgets.sidelist import SideList
from muniment.ui.wording import _

_WIDEST, _NARROW = 760, 900  # pixels at a text size of 100 %


class CasePage(Page):
    """Header, sections at the side, the section's records in the middle, what explains them on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._case = ""
        self._view: CaseView | None = None
        self._section = "happened"
        self._current = ""  # id of the record that is looked at
        self._views: dict[str, SectionView | HistoryView] = {}
        self._arriving = False  # whether somebody comes from elsewhere
        self._goal = ""  # id of a record to show once the file is there
        self.header = CaseHeader()
        self.side = SideList([(one.name, one.title) for one in sections()])
        self.aside = Aside()
        self.adding = AddBar()
        self.exhibits = CaseFiles(desk, self, lambda: self._case)
        self._middle = Sight()
        self._explaining = QTimer(self, singleShot=True, interval=0)  # once, however many blocks are passed by
        self._explaining.timeout.connect(self._explain)
        self._compose()
        self._connect()

    def _compose(self) -> None:
        holder = Width()
        self._place = column()
        self._body = Width()
        self._body.setMaximumWidth(px(self, _WIDEST))
        self._body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._body.setLayout(self._place)
        holder.setLayout(row(self._body, space=0, margins=(16, 16, 16, 16)))
        self._middle.setWidget(holder)
        centre = column(self._middle, self.exhibits, self.adding, space=0)
        centre.setStretch(0, 1)
        self._edge = frame("edge", column(self.aside))
        below = row(self.side, centre, self._edge, space=0)
        below.setStretch(1, 1)
        layout = column(self.header, below, space=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self._middle.ending.connect(self._on_ending)
        self.header.back.connect(lambda: self.desk.go(Place("cases")))
        self.header.printed.connect(lambda: self.desk.print(self.files()))
        self.header.wanted.connect(self.show_record)
        self.aside.wanted.connect(self.show_record)
        self.side.chosen.connect(self.show_section)
        self.adding.chosen.connect(self.add)
        for number, one in enumerate(sections(), 1):
            QShortcut(QKeySequence(f"Alt+{number}"), self).activated.connect(partial(self.show_section, one.name))
        for keys, by in (("Ctrl+Up", -1), ("Ctrl+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.go_on, by))

    # --- what the frame asks ---

    def show_place(self, place: Place) -> None:
        if place.case != self._case:
            self.keep_now()
            self._case = place.case
            self._let_go()
            self._middle.verticalScrollBar().setValue(0)
        self._goal, self._arriving = place.record, True
        self._section = place.section or self._section
        self._load()

    def _let_go(self) -> None:
        """Shows nothing of the file any more."""
        self._view, self._current = None, ""
        for view in self._views.values():
            view.hide()
            view.deleteLater()
        self._views.clear()

    def _on_taken_out(self) -> None:
        """The file was removed or destroyed: nothing of it is left on the screen, or is to be saved."""
        self._let_go()
        if self.isVisible():
            self.desk.go(Place("cases"))

    def place(self) -> Place:
        return Place("case", self._case, self._section, self._current)

    def refresh(self, change: Change) -> None:
        if any(one.id == self._case and one.action in ("remove", "purge") for one in change.touched):
            self._on_taken_out()
        elif any(self._case in (one.case, one.id) or not one.case for one in change.touched):
            self._load()

    def keep_now(self) -> None:
        for view in self._views.values():
            view.keep_now()

    def files(self) -> list[str]:
        return [self._case] if self._case else []

    def undo_file(self) -> str:
        return self._case

    # --- reading ---

    def _load(self) -> None:
        case_id, as_of = self._case, self.desk.as_of

        def work(session: Session) -> CaseView:
            return casefile.view(session, finding.record(session, case_id), as_of)

        self.desk.runner.ask(work, self._show, self, key="case", failed=self._on_gone)

    def _on_gone(self, error: Exception) -> None:
        self.desk.fail(error)
        self.desk.go(Place("cases"))

    def _show(self, view: CaseView) -> None:
        if view.dossier.case_file.id != self._case:
            return
        self._view = view
        self._words = short_words(self.desk.vocabularies, view.dossier.find, view.rule_titles)
        self.header.show_case(view, self._words)
        for one in sections():
            if one.kinds:
                self.side.set_count(one.name, one.count(view.dossier))
        goal, self._goal = self._goal, ""
        if goal and (found := view.dossier.find(goal)) is not None:
            self._section = section_of(found.RECORD)
        anchor, place = self._middle.anchor()
        arriving, self._arriving = self._arriving, False
        self._show_section()
        if goal:
            self._views[self._section].show_record(goal)
        elif arriving:
            self._views[self._section].focus_first()
        elif anchor is not None:
            self._middle.stay(anchor, place)

    def shows(self, case_id: str) -> bool:
        """Whether a case file is there to be read."""
        return self._view is not None and self._view.dossier.case_file.id == case_id

    # --- sections ---

    def show_section(self, name: str) -> None:
        """Shows another section of the file, and puts the focus there."""
        self._section, self._current = name, ""
        if self._view is not None:
            self._show_section()
            self._views[name].focus_first()

    def show_record(self, kind: str, record_id: str) -> None:
        """Shows the section of a record, and the record in it."""
        self._section = section_of(kind)
        if self._view is not None:
            self._show_section()
            self._views[self._section].show_record(record_id)

    def _show_section(self) -> None:
        assert self._view is not None  # noqa: S101 - asked by who looked
        self.side.show_chosen(self._section)
        if self._section not in self._views:
            self._views[self._section] = self._make(next(one for one in sections() if one.name == self._section))
        for name, view in self._views.items():
            view.setVisible(name == self._section)
        self._views[self._section].show_case(self._view, self._words)
        self._offer()
        self._explaining.start()
        self._middle.look_soon()

    def _offer(self) -> None:
        section = next(one for one in sections() if one.name == self._section)
        there = {record.RECORD for record in self._view.dossier} if self._view else set()
        self.adding.offer(() if self.desk.read_only else section.offered(there))

    def add(self, kind: str) -> None:
        """Begins a new record in the section that is shown; an exhibit begins with its file."""
        view = self._views.get(self._section)
        if isinstance(view, SectionView):
            (self.exhibits.ask if kind == "evidence" else partial(view.add, kind))()

    def _on_ending(self) -> None:
        view = self._views.get(self._section)
        if isinstance(view, SectionView) and view.go_on():
            self._middle.look_soon()

    def _make(self, section: Section) -> SectionView | HistoryView:
        kinds = section.kinds
        made = SectionView(self.desk, section, self._case) if kinds else HistoryView(self.desk, self._case)
        made.current.connect(self._on_current)
        made.removing.connect(self._remove)
        if isinstance(made, SectionView):
            made.sought.connect(self._middle.seek)
            made.wanted.connect(self.show_record)
        made.resize(self._body.width(), made.height())  # laid out once, for its own width
        self._place.insertWidget(0, made)
        if self._place.count() == 1:
            self._place.addStretch(1)
        return made

    def _on_current(self, record_id: str) -> None:
        self._current = record_id
        self._explaining.start()

    def _explain(self) -> None:
        if self._view is not None:
            record = self._view.dossier.find(self._current)
            self.aside.explain(self._view, record, self._words)

    # --- removing ---

    def _remove(self, record_id: str) -> None:
        record = self._view.dossier.find(record_id) if self._view else None
        if record is None:
            return
        kind, case_id = _(RECORDS[record.RECORD].label), self._case

        def done(_change: Change) -> None:
            self.desk.removed(kind, case_id)

        self.desk.runner.write(lambda session: entries.remove(session, record_id), done, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.adding.take(event.text()):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < px(self, _NARROW)
        self._edge.setHidden(narrow)
        self.header.fold(narrow=narrow)
        self.adding.fold(narrow=narrow)

    # --- from file to file ---

    def go_on(self, by: int) -> None:
        """Shows the next file of the list that one came from, or the one before; the same section of it."""
        order: Sequence[int] = self.desk.order
        here = self._case
        self.keep_now()

        def work(session: Session) -> str:
            return finding.beside(session, here, order, by)

        def done(case_id: str) -> None:
            if case_id:
                self.desk.open_case(case_id, self._section)
            else:
                self.desk.tell(_("This is the last file of the list.") if by > 0 else _("This is the first file."))

        self.desk.runner.ask(work, done, self, key="beside")
