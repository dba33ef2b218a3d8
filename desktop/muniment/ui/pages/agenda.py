"""Deadlines and tasks of all files, by urgency; what is done is noted with one key."""

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QListView,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from muniment.domain.changes import Change
from muniment.domain.date_display import shown
from muniment.domain.dates import UncertainDate
from muniment.services import agenda
from muniment.services.agenda import Item, Load
from muniment.services.session import Session
from muniment.ui.desk import Desk, Place
from muniment.ui.models.agenda import LINE, Agenda, Group, tone_of, when
from muniment.ui.pages.page import Page
from muniment.ui.theme import current_colours, figures, px
from muniment.ui.widgets.basics import button, clear, column, frame, label, named, row, rule
from muniment.ui.wording import _, plural

_MOST = 500  # lines that are read at first

Index = QModelIndex | QPersistentModelIndex


class _Painter(QStyledItemDelegate):
    """Draws a heading, or a thing: how far off, what, whose, on which day."""

    def __init__(self, model: Agenda, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        widget: QWidget = option.widget
        font: QFont = option.font
        heading = isinstance(index.data(LINE), Group)
        return QSize(0, QFontMetrics(font).height() + px(widget, 24 if heading else 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        painter.save()
        if isinstance(line, Group):
            self._heading(painter, option, line)
        else:
            self._item(painter, option, line)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, group: Group) -> None:
        rect: QRect = option.rect
        widget: QWidget = option.widget
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(getattr(current_colours(), group.tone or "text")))
        inner = rect.adjusted(px(widget, 16), 0, -px(widget, 16), -px(widget, 4))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        painter.drawText(inner, flags, f"{group.title}  {group.count}")

    def _item(self, painter: QPainter, option: QStyleOptionViewItem, item: Item) -> None:
        rect: QRect = option.rect
        widget: QWidget = option.widget
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        colours = current_colours()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.selected))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.raised))
        inner = rect.adjusted(px(widget, 16), 0, -px(widget, 16), 0)
        first, last = px(widget, 118), px(widget, 110)
        who = min(px(widget, 240), inner.width() // 3)
        tone = tone_of(item, self._model.as_of)
        at = inner.left()
        cells = (
            (when(item, self._model.as_of), first, tone or "text", figures(font)),
            (item.title, inner.width() - first - who - last, "text", font),
            (" ".join(part for part in (item.pseudonym, item.code) if part), who, "muted", font),
            (item.on.isoformat() if item.on else "", last, "muted", figures(font)),
        )
        for text, width, colour, shape in cells:
            painter.setPen(QColor(getattr(colours, colour)))
            painter.setFont(shape)
            cut = QFontMetrics(shape).elidedText(text, Qt.TextElideMode.ElideRight, width - px(widget, 12))
            flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRect(at, rect.top(), width, rect.height()), flags, cut)
            at += width


class _List(QListView):
    """Enter opens the file, D notes as done or not done."""

    opened = Signal(int)
    marked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(at)
        elif event.key() == Qt.Key.Key_D and not event.modifiers():
            self.marked.emit(at)
        else:
            super().keyPressEvent(event)


class AgendaPage(Page):
    """What is due of one kind: the list, and beside it what explains the one that is chosen."""

    def __init__(self, desk: Desk, kind: str, title: str, empty: str) -> None:
        super().__init__(desk)
        self._kind, self._name = kind, f"{kind}s"
        self._limit, self._selected = _MOST, ""
        self.model = Agenda(desk.as_of)
        self.list = _List()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Painter(self.model, self.list))
        named(self.list, title, _("Enter opens the file, D notes it as done."))
        self._count = label(tone="muted")
        self._done = QCheckBox(_("Show what is done"))
        self._more = button(_("Show more"), self._on_more, kind="link")
        self._more.hide()
        self._empty = label(empty, tone="muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._side = _Side()
        self._compose(title)
        self._connect()
        self.setFocusProxy(self.list)

    def _compose(self, title: str) -> None:
        head = row(
            label(title, level="heading"), self._count, None, self._more, self._done, space=12, margins=(16, 12, 16, 8)
        )
        self._middle = QStackedWidget()
        self._middle.addWidget(self.list)
        self._middle.addWidget(self._empty)
        body = row(self._middle, frame("edge", column(self._side)), space=0)
        body.setStretch(0, 1)
        layout = column(head, rule(), body, space=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self._done.toggled.connect(lambda _on: self._load())
        self.list.opened.connect(self._open)
        self.list.marked.connect(self._mark)
        self.list.selectionModel().currentChanged.connect(lambda index, _before: self._explain(index.row()))
        self._side.opened.connect(lambda: self._open(self.list.currentIndex().row()))
        self._side.marked.connect(lambda: self._mark(self.list.currentIndex().row()))

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
        return "".join(self.files())

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
        current = self.model.item(self.list.currentIndex().row())
        wanted = current.id if current else self._selected
        at = self.list.verticalScrollBar().value()
        self.model.show_items(items, self.desk.as_of)
        self._middle.setCurrentIndex(0 if items else 1)
        over = plural("{n} over", "{n} over", load.over) if load.over else ""
        self._count.setText(
            ", ".join(part for part in (plural("{n} waiting", "{n} waiting", load.waiting), over) if part)
        )
        self._more.setVisible(load.waiting > self._limit)
        line = self.model.line_of(wanted)
        if line >= 0:
            self.list.setCurrentIndex(self.model.index(line))
            self.list.verticalScrollBar().setValue(at)
        self._explain(line)

    def _on_more(self) -> None:
        self._limit *= 4
        self._load()

    def _explain(self, at: int) -> None:
        self._side.explain(self.model.item(at), self.desk)

    # --- acting ---

    def _open(self, at: int) -> None:
        item = self.model.item(at)
        if item is not None and item.case:
            self.desk.open_case(item.case, "law" if item.kind == "deadline" else "notes", item.id)

    def _mark(self, at: int) -> None:
        item = self.model.item(at)
        if item is None or self.desk.read_only:
            return
        on: date | None = None if item.done else self.desk.as_of
        text = _("Noted as done today: {what}") if on else _("Waits again: {what}")

        def done(_change: Change) -> None:
            back = None if on else self.desk.as_of
            self.desk.tell(text.format(what=item.title), _("Undo"), lambda: self._set(item.id, back))

        self._set(item.id, on, done)

    def _set(self, record_id: str, on: date | None, done: object = None) -> None:
        after = done if callable(done) else lambda _change: None
        self.desk.runner.write(lambda session: agenda.mark_done(session, record_id, on), after, self)


class _Side(QScrollArea):
    """What explains the thing that is chosen: how its day was found, from which rule, how sure that is."""

    opened = Signal()
    marked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(px(self, 300))
        inner = QWidget()
        self._layout = QVBoxLayout(inner)
        self._layout.setContentsMargins(16, 16, 16, 16)
        self._layout.setSpacing(8)
        self.setWidget(inner)

    def explain(self, item: Item | None, desk: Desk) -> None:
        """Shows what is known of it."""
        clear(self._layout)
        if item is None:
            return
        self._layout.addWidget(label(item.title, level="label", wrap=True))
        if item.code:
            self._layout.addWidget(label(f"{item.pseudonym} · {item.code}", wrap=True))
        for name, value in _facts(item, desk):
            self._layout.addWidget(label(name, level="small", tone="muted"))
            self._layout.addWidget(label(value, wrap=True))
        acts = row(space=8)
        if item.case:
            acts.addWidget(button(_("Open"), self.opened.emit))
        if not desk.read_only:
            acts.addWidget(button(_("Not done") if item.done else _("Done today"), self.marked.emit))
        acts.addStretch(1)
        self._layout.addSpacing(8)
        self._layout.addLayout(acts)
        self._layout.addStretch(1)


def _facts(item: Item, desk: Desk) -> list[tuple[str, str]]:
    facts = []
    if item.on is not None:
        days = [day for day in (item.on, item.until) if day is not None]
        facts.append((_("Due"), " – ".join(dict.fromkeys(_day(day.isoformat()) for day in days))))
    if item.done:
        facts.append((_("Done"), _day(item.done)))
    if item.assigned:
        facts.append((_("Assigned to"), item.assigned))
    if item.kind != "deadline":
        return facts
    if item.overridden:
        facts.append((_("Day set by hand"), item.reason or _("no reason noted")))
    if item.trigger:
        facts.append((_("Counted from"), _day(item.trigger)))
    if item.source:
        facts.append((_("Source"), item.source))
    if item.confidence:
        facts.append((_("Confidence"), desk.vocabularies.label("deadline_confidence", item.confidence)))
    facts.append((_("Please"), _("Confirm with counsel.")))
    return facts


def _day(edtf: str) -> str:
    return shown(UncertainDate.parse(edtf))


class DeadlinesPage(AgendaPage):
    """The deadlines of all files."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "deadline", _("Deadlines"), _("No deadline is waiting."))


class TasksPage(AgendaPage):
    """The tasks of all files."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "task", _("Tasks"), _("No task is waiting."))
