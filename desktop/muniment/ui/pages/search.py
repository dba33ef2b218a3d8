"""What a search finds, as it is typed: every text that holds the words, with the words around them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QListView, QStackedWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from muniment.domain.changes import Change
from muniment.domain.schema import RECORDS
from muniment.services import casetable, finding, listing
from muniment.services.casetable import Known
from muniment.services.hits import Hit
from muniment.services.session import Session
from muniment.ui.desk import Desk, Place
from muniment.ui.models.caselist import View
from muniment.ui.models.named_filters import NamedFilter, having_files, named_by
from muniment.ui.pages.page import Page
from muniment.ui.theme import current_colours, px
from muniment.ui.widgets.basics import column, label, named, row, rule
from muniment.ui.widgets.filter_lines import FilterLines
from muniment.ui.widgets.filters import Chosen
from muniment.ui.wording import _, language, plural

Index = QModelIndex | QPersistentModelIndex
_MOST = 100
_SIDE = 16  # pixels at which title and hits begin, whatever the size of the text
_SCREEN = 20  # lines that are read and shown before the others
_PAUSE_MS = 60  # in which a next letter would come: only then the others are read, and not while the first are painted
_REST_MS = 250  # in which whoever still types does so: a letter never waits for files to be counted
_DISPLAY, _HIT = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.UserRole)

Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One hit as it is shown, with the case file that it stands in."""

    hit: Hit
    case: str  # id of the case file; "" for a shared record
    pseudonym: str

    @property
    def origin(self) -> str:
        """File, kind of record and field."""
        spec = RECORDS[self.hit.record]
        parts = (self.pseudonym, self.hit.code, _(spec.label), _(spec.field(self.hit.field).label))
        return " · ".join(part for part in parts if part)


class HitList(QAbstractListModel):
    """The hits as Qt's list sees them."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []

    def show_lines(self, lines: list[Line]) -> None:
        """Shows other hits."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def add_lines(self, lines: list[Line]) -> None:
        """Shows more hits under those that are shown."""
        if lines:
            first = len(self._lines)
            self.beginInsertRows(QModelIndex(), first, first + len(lines) - 1)
            self._lines = [*self._lines, *lines]
            self.endInsertRows()

    def line(self, at: int) -> Line | None:
        """The hit on a line."""
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        line = self._lines[index.row()]
        if role == _DISPLAY:
            return f"{line.origin}: {line.hit.context}"
        return line if role == _HIT else None


class HitPainter(QStyledItemDelegate):
    """Draws a hit on two lines: where it stands, and the words around it with those that were looked for in bold."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, 2 * QFontMetrics(option.font).height() + px(option.widget, 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(_HIT)
        widget: QWidget = option.widget
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        colours, height = current_colours(), QFontMetrics(font).height()
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.selected))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.raised))
        inner = rect.adjusted(_SIDE, px(widget, 5), -_SIDE, 0)
        painter.setPen(QColor(colours.muted))
        painter.setFont(font)
        painter.drawText(inner.left(), inner.top(), inner.width(), height, int(Qt.AlignmentFlag.AlignLeft), line.origin)
        painter.setPen(QColor(colours.text))
        shown = QFontMetrics(font).elidedText(line.hit.context, Qt.TextElideMode.ElideRight, inner.width())
        _draw_marked(painter, shown, line.hit.marks, font, QPointF(inner.left(), inner.top() + height))
        painter.restore()


def _draw_marked(painter: QPainter, text: str, marks: Marks, font: QFont, at: QPointF) -> None:
    layout = QTextLayout(text, font)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    formats = []
    for start, length in marks:
        one = QTextLayout.FormatRange()
        one.start, one.length, one.format = start, length, bold
        formats.append(one)
    layout.setFormats(formats)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    layout.draw(painter, at)


class _List(QListView):
    opened = Signal(int)
    left_upwards = Signal()

    def __init__(self, model: HitList) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(HitPainter(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        told = _("Enter opens the file at the place. Up from the first leads to filters of the same name.")
        named(self, _("What was found"), told)
        self.clicked.connect(lambda index: self.opened.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)


class SearchPage(Page):
    """Shows what is found for the words of its place; the frame changes the place at every letter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._text = self._shown_for = ""
        self._hurried = False  # Enter was pressed before what was found was there
        self._known: Known | None = None  # what there is to filter by, until something is written
        self.model = HitList()
        self.list = _List(self.model)
        self.list.opened.connect(self._open)
        self.filters = FilterLines()
        self.filters.taken.connect(self._show_files)
        self.filters.left_downwards.connect(self.list.setFocus)
        self.list.left_upwards.connect(lambda: self.filters.enter(last=True))
        self._resting = QTimer(self, interval=_REST_MS, singleShot=True)
        self._resting.timeout.connect(self._look_for_filters)
        self._count = label(tone="muted")
        self._nothing = label(tone="muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.list)
        self._middle.addWidget(self._nothing)
        head = row(label(_("Found"), level="heading"), self._count, None, space=12, margins=(_SIDE, 12, _SIDE, 8))
        layout = column(head, rule(), self.filters, self._middle, space=0)
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.list)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        if self.model.rowCount() or not self.filters.enter():
            super().setFocus(reason)

    def show_place(self, place: Place) -> None:
        text = place.view
        if not (text.startswith(self._text) and self._text) and not self._text.startswith(text):
            self.filters.offer([])  # other words: what they name is another thing
        self._text = text
        self._hurried = False
        spoken = language()

        def first(lines: list[Line]) -> None:
            if text != self._text:
                return
            self._show(lines)
            self._resting.start()
            if len(lines) < _SCREEN:
                self._count_all(len(lines))
            else:
                QTimer.singleShot(_PAUSE_MS, self, further)

        def further() -> None:
            if text == self._text:
                self.desk.runner.ask(lambda session: read(_MOST + 1, session), rest, self, key="search")

        def rest(lines: list[Line]) -> None:
            if text == self._text:
                self.model.add_lines(lines[self.model.rowCount() : _MOST])
                self._count_all(len(lines))

        def read(most: int, session: Session) -> list[Line]:
            return _read(session, text, spoken, most, lambda: text == self._text)

        self.desk.runner.ask(lambda session: read(_SCREEN, session), first, self, key="search")

    def place(self) -> Place:
        return Place("search", view=self._text)

    def files(self) -> list[str]:
        line = self.model.line(self.list.currentIndex().row())
        return [line.case] if line and line.case else []

    def refresh(self, change: Change) -> None:  # noqa: ARG002 - whatever it was
        self._known = None

    def _look_for_filters(self) -> None:
        """Once the hits are shown, and no letter follows: files that have what is typed as a choice, not as a word."""
        text, spoken, as_of, known = self._text, language(), self.desk.as_of, self._known

        def read(session: Session) -> tuple[Known, list[tuple[NamedFilter, int]]]:
            there = known or casetable.known(session)
            named = named_by(text, session.vocabularies, there, spoken)
            return there, having_files(session, named, as_of, lambda: text == self._text)

        def done(found: tuple[Known, list[tuple[NamedFilter, int]]]) -> None:
            if text == self._text:
                self._known = found[0]
                self.filters.offer(found[1])

        self.desk.runner.ask(read, done, self, key="filters")

    def _show_files(self, chosen: Chosen) -> None:
        self.desk.go(Place("cases", view=View(chosen.as_json()).as_json()))

    def _show(self, lines: list[Line]) -> None:
        self.model.show_lines(lines)
        self._nothing.setText(
            _("Nothing holds these words. Names are found in any spelling, words by their beginning.")
        )
        self._middle.setCurrentIndex(0 if lines else 1)
        self._shown_for = self._text
        if lines:
            self.list.setCurrentIndex(self.model.index(0))
        if self._hurried:
            self._open(0)

    def _count_all(self, found: int) -> None:
        many = _("more than {n} places").format(n=_MOST)
        self._count.setText(many if found > _MOST else plural("{n} place", "{n} places", found))

    def _open(self, at: int) -> None:
        self._hurried = self._shown_for != self._text
        if self._hurried:
            return
        line = self.model.line(at)
        if line is None:
            return
        if line.case:
            self.desk.open_case(line.case, record_id=line.hit.id)
        else:
            page = "incidents" if line.hit.record == "incident" else "people"
            self.desk.go(Place(page, record=line.hit.id))


def _read(session: Session, text: str, spoken: str, most: int, wanted: Callable[[], bool]) -> list[Line]:
    """The first so many hits; it stops as soon as they are no longer wanted."""
    files: dict[str, tuple[str, str]] = {"": ("", "")}
    lines = []
    for hit in islice(listing.found(session, text), most):
        if not wanted():
            break
        if hit.code not in files:
            files[hit.code] = finding.id_and_pseudonym(session, hit.code)
        lines.append(Line(_by_label(session, hit, spoken), *files[hit.code]))
    return lines


def _by_label(session: Session, hit: Hit, spoken: str) -> Hit:
    """A term that was found in a choice that is open to other words, by what it is called."""
    field = RECORDS[hit.record].field(hit.field)
    if not field.open_choice or hit.context not in session.vocabularies[field.vocabulary]:
        return hit
    return replace(hit, context=session.vocabularies.label(field.vocabulary, hit.context, spoken), marks=())
