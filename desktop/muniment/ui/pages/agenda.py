"""Deadlines and tasks of all files, by urgency; what is done is noted with one key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QStackedWidget, QWidget

from muniment.domain.changes import Change
from muniment.services import agenda
from muniment.services.agenda import Item, Load
from muniment.services.naming import Name
from muniment.services.session import Session
from muniment.ui.desk import Desk, Place
from muniment.ui.models.agenda import Agenda
from muniment.ui.pages.agenda_side import AgendaSide, day_in_words
from muniment.ui.pages.casefile.blocks import NewBlock
from muniment.ui.pages.page import Page
from muniment.ui.theme import px
from muniment.ui.widgets.agenda_lines import AgendaLines, AgendaList
from muniment.ui.widgets.basics import button, column, frame, label, named, row, rule
from muniment.ui.widgets.flow import Flow
from muniment.ui.widgets.goto import Goal
from muniment.ui.widgets.pick_case import PickCase
from muniment.ui.wording import _, plural

_MOST = 500  # lines that are read at first


class AgendaPage(Page):
    """What is due of one kind: the list, and beside it what explains the one that is chosen."""

    def __init__(self, desk: Desk, kind: str, title: str, empty: str) -> None:
        super().__init__(desk)
        self._kind, self._name = kind, f"{kind}s"
        self._limit, self._selected = _MOST, ""
        self.model = Agenda(desk.as_of)
        self.list = AgendaList()
        self.list.setModel(self.model)
        self.list.setItemDelegate(AgendaLines(self.model, self.list))
        named(self.list, title, _("Enter opens the file, D notes it as done, A adds one."))
        self._count = label(tone="muted")
        self._done = QCheckBox(_("Show what is done"))
        self._more = button(_("Show more"), self._on_more, kind="link")
        self._more.hide()
        self._empty = label(empty, tone="muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._side = AgendaSide()
        self._new: NewBlock | None = None
        self._pick: PickCase | None = None
        self._compose(title)
        self._connect()
        self.setFocusProxy(self.list)

    def _compose(self, title: str) -> None:
        add = [] if self.desk.read_only else [button(_("Add"), self.ask_to_add, icon="plus")]
        sheet = button(_("Print the sheet"), lambda: self.desk.print([], "deadlines"), icon="printer")
        acts = QWidget()
        flow = Flow(acts, space=12, in_line=True)
        for part in (self._more, self._done, sheet, *add):
            flow.addWidget(part)
        head = row(label(title, level="heading"), self._count, None, acts, space=12, margins=(16, 12, 16, 8))
        self._middle = QStackedWidget()
        for shown in (self.list, self._empty, self._adding_room()):
            self._middle.addWidget(shown)
        body = row(self._middle, frame("edge", column(self._side)), space=0)
        body.setStretch(0, 1)
        layout = column(head, rule(), body, space=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _adding_room(self) -> QWidget:
        """Where a new one is entered, in the place of the list."""
        inner = QWidget()
        self._room = column(None, space=0, margins=(16, 16, 16, 16))
        inner.setLayout(self._room)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        return scroll

    def _connect(self) -> None:
        self._done.toggled.connect(lambda _on: self._load())
        self.list.opened.connect(self._open)
        self.list.marked.connect(self._mark)
        self.list.dated.connect(lambda _at: self._side.ask_day())
        self.list.adding.connect(self.ask_to_add)
        self.list.selectionModel().currentChanged.connect(lambda index, _before: self._explain(index.row()))
        self._side.opened.connect(lambda: self._open(self.list.currentIndex().row()))
        self._side.marked.connect(lambda: self._mark(self.list.currentIndex().row()))
        self._side.dated.connect(self._on_dated)

    # --- what the frame asks ---

    def show_place(self, place: Place) -> None:
        self._selected = place.record or self._selected
        self._load()
        self.list.setFocus()

    def place(self) -> Place:
        item = self.model.item(self.list.currentIndex().row())
        return Place(self._name, record=item.id if item else "")

    def refresh(self, change: Change) -> None:
        if any(one.record in (self._kind, "case_file", "contact") for one in change.touched) and self.isVisible():
            self._load()

    def files(self) -> list[str]:
        item = self.model.item(self.list.currentIndex().row())
        return [item.case] if item and item.case else []

    def undo_file(self) -> str:
        item = self.model.item(self.list.currentIndex().row())
        return (item.case or item.id) if item else ""

    def keep_now(self) -> None:
        if self._new is not None:
            self._new.keep_now()

    # --- reading ---

    def _load(self) -> None:
        as_of, kind, limit, with_done = self.desk.as_of, self._kind, self._limit, self._done.isChecked()

        def work(session: Session) -> tuple[list[Item], Load]:
            found = agenda.waiting(session, kind, limit)
            if with_done:
                found += agenda.done(session, kind, _MOST)
            return found, agenda.load(session, kind, as_of)

        self.desk.runner.ask(work, lambda found: self._show(*found), self, key=self._name)

    def _show(self, items: list[Item], load: Load) -> None:
        row_before = self.list.currentIndex().row()
        current = self.model.item(row_before)
        wanted, self._selected = self._selected or (current.id if current else ""), ""
        at = self.list.verticalScrollBar().value()
        self.model.show_items(items, self.desk.as_of)
        if self._new is None:
            self._middle.setCurrentIndex(0 if items else 1)
        over = plural("{n} over", "{n} over", load.over) if load.over else ""
        self._count.setText(
            ", ".join(part for part in (plural("{n} waiting", "{n} waiting", load.waiting), over) if part)
        )
        self._more.setVisible(load.waiting > self._limit)
        line = self.model.line_of(wanted, near=row_before)
        if line >= 0:
            self.list.setCurrentIndex(self.model.index(line))
            self.list.verticalScrollBar().setValue(at)
        self._explain(line)

    def _on_more(self) -> None:
        self._limit *= 4
        self._load()

    def _explain(self, at: int) -> None:
        self._side.explain(self.model.item(at), self.desk)

    # --- adding ---

    def ask_to_add(self) -> None:
        """Asks whose it is; then its form takes the place of the list."""
        if self.desk.read_only:
            return
        if self._pick is None:
            none = [Goal(_("No file"), "", lambda: self.add(""))] if self._kind == "task" else []
            question = _("Which file is the task for?") if none else _("Which file is the deadline for?")
            self._pick = PickCase(self.desk, question, self._on_picked, self, others=none)
        self._pick.open()

    def _on_picked(self, case: Name) -> None:
        self.add(case.id)

    def add(self, case_id: str) -> None:
        """Begins a new one of a case file, or of none."""
        self._close_new()
        self._new = NewBlock(self.desk, self._kind, case_id, {})
        self._new.made.connect(self._on_made)
        self._new.given_up.connect(self._on_given_up)
        self._room.insertWidget(0, self._new)
        self._middle.setCurrentIndex(2)
        self._side.explain(None, self.desk)
        self._new.form.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(min(px(self, 300), event.size().width() * 2 // 5))

    def _on_made(self, record_id: str) -> None:
        self._selected = record_id
        self._on_given_up()

    def _on_given_up(self) -> None:
        self._close_new()
        self._middle.setCurrentIndex(0)
        self._load()
        self.list.setFocus()

    def _close_new(self) -> None:
        if self._new is not None:
            new, self._new = self._new, None
            new.hide()
            new.deleteLater()

    # --- acting ---

    def _open(self, at: int) -> None:
        item = self.model.item(at)
        if item is not None and item.case:
            self.desk.open_case(item.case, "law" if item.kind == "deadline" else "notes", item.id)

    def _mark(self, at: int) -> None:
        """Done today, or waiting again."""
        item = self.model.item(at)
        if item is not None:
            self._set(item, "" if item.done else self.desk.as_of.isoformat())

    def _on_dated(self, on: str) -> None:
        item = self.model.item(self.list.currentIndex().row())
        if item is not None:
            self._set(item, on)

    def _set(self, item: Item, on: str) -> None:
        if self.desk.read_only:
            return
        text = _("Waits again: {what}") if not on else _("Noted as done {on}: {what}")
        told, back = text.format(what=item.title, on=day_in_words(on) if on else ""), item.done

        def work(session: Session) -> Change:
            return agenda.mark_done(session, item.id, on)

        def undo() -> None:
            record_id = item.id
            self.desk.runner.write(lambda session: agenda.mark_done(session, record_id, back), lambda _: None, self)

        def done(_change: Change) -> None:
            self.desk.tell(told, _("Undo"), undo)
            self.list.setFocus()

        self.desk.runner.write(work, done, self)


class DeadlinesPage(AgendaPage):
    """The deadlines of all files."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "deadline", _("Deadlines"), _("No deadline is waiting."))


class TasksPage(AgendaPage):
    """The tasks of all files."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "task", _("Tasks"), _("No task is waiting."))
