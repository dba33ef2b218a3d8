"""All case files: the table with its filters, and a peek at the one that is chosen."""

import json
from array import array
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QStackedWidget, QWidget

from muniment.domain.changes import Change
from muniment.services import casetable
from muniment.services.casetable import CaseRow
from muniment.ui.desk import Desk, Place
from muniment.ui.icons import pixmap
from muniment.ui.models.caselist import Read, View, kept_columns, reading
from muniment.ui.models.casetable import FIRST, PAGE, CaseTable, Showing, columns
from muniment.ui.pages.page import Page
from muniment.ui.theme import ICON, current_colours, figures, px
from muniment.ui.widgets.basics import button, column, label, row, rule
from muniment.ui.widgets.case_view import CaseView
from muniment.ui.widgets.column_widths import spread
from muniment.ui.widgets.filters import Chosen, FilterBar
from muniment.ui.wording import _, plural

_SIGNS = (
    ("lock", "danger"),
    ("circle-help", "warning"),
    ("triangle-alert", "warning"),
    ("circle-alert", "danger"),
    ("clock", "warning"),
    ("check", "good"),
)
_ALL_MS = 20  # for the picture of the first lines
_LEARN_MS = 50  # for the picture of the list


class CasesPage(Page):
    """The list of case files. It keeps its place, filters and selection when one comes back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._view = View()
        self._shown: str | None = None  # the view that the table shows now
        self._knows = False  # what there is to filter by
        self.table = CaseView()
        self.model = CaseTable(Showing(desk.vocabularies, desk.as_of), kept_columns(self.desk.remembered), self)
        self.table.setModel(self.model)
        self.filters = FilterBar(desk.vocabularies)
        self.count = label(tone="muted")
        self.peek = _Peek()
        self._compose()
        self._connect()
        self.setFocusProxy(self.table)
        desk.begun.connect(self._begin)
        self._begin()

    def _begin(self) -> None:
        """Takes over what the vault says of it; the page may be older."""
        saved = self.desk.remembered.get("filters")
        self.filters.begin(self.desk.vocabularies, dict(saved) if isinstance(saved, dict) else {})
        if [one.name for one in self.model.shown_columns] != [one.name for one in kept_columns(self.desk.remembered)]:
            self._show_columns()

    def _compose(self) -> None:
        self._columns_button = button(_("Columns"), self._open_columns, kind="link", icon="sheet")
        head = row(self.filters, self.count, self._columns_button, space=12, margins=(16, 8, 12, 8))
        head.setStretch(0, 1)
        self._empty = _Empty()
        self._middle = QStackedWidget()
        self._middle.addWidget(self.table)
        self._middle.addWidget(self._empty)
        self._open = button(_("Open"), lambda: self._open_line(self.table.currentIndex().row()))
        self._print = button(_("Print brief"), lambda: self.with_files(self.desk.print), icon="printer")
        self._peek_bar = QWidget()
        foot = row(self.peek, self._open, self._print, space=8, margins=(16, 8, 16, 8))
        foot.setStretch(0, 1)
        self._peek_bar.setLayout(foot)
        layout = column(head, rule(), self._middle, rule(), self._peek_bar, space=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.model.wanted.connect(self._on_wanted)
        self.filters.changed.connect(self._on_filtered)
        self.filters.kept.connect(lambda saved: self.desk.remember("filters", saved))
        self.table.opened.connect(self._open_line)
        self.table.peeked.connect(self._on_peeked)
        self.table.verticalScrollBar().rangeChanged.connect(self._set_widths)  # it takes its room when it comes
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.horizontalHeader().sectionClicked.connect(self._on_sorted)
        self.table.horizontalHeader().sectionMoved.connect(lambda *_at: self._keep_columns())
        self._empty.acted.connect(self._on_empty)

    # --- what the frame asks ---

    def expect(self, place: Place) -> bool:
        if place.view:
            self._view = View.from_json(place.view)
            self.filters.choose(Chosen.from_json(self._view.chosen))
        self._load()
        return not self.model.numbers  # there is nothing to be painted yet

    def show_place(self, place: Place) -> None:  # noqa: ARG002 - told before
        self.table.setFocus()

    def place(self) -> Place:
        return Place("cases", view=self._now().as_json())

    def refresh(self, change: Change) -> None:
        cases = {one.case or one.id for one in change.touched}
        self._shown = None
        self._knows = False
        if self.isVisible():
            self._load()
        else:
            self.model.forget(cases)

    def files(self) -> list[str]:
        rows = [self.model.row_at(line) for line in self.table.lines()]
        return [one.id for one in rows if one is not None]

    def with_files(self, act: Callable[[list[str]], None]) -> None:
        """Of many selected lines some were never looked at: those are asked for."""
        numbers = [self.model.numbers[line] for line in self.table.lines()]
        if len(known := self.files()) < len(numbers):
            self.desk.runner.ask(lambda session: casetable.ids(session, numbers), act, self, key="selected")
        elif known:
            act(known)

    def _now(self) -> View:
        current = self.model.row_at(self.table.currentIndex().row())
        chosen, view = self.filters.chosen.as_json(), self._view
        return View(chosen, view.sort, view.backwards, current.id if current else view.selected)

    # --- reading ---

    def _load(self) -> None:
        """Where the vault was just opened: a screen of lines, and once they are painted, all of them in order."""
        if self.model.numbers:
            self._load_all()
            return
        view = self._now()

        def first(result: Read) -> None:
            self._show(*result, view.selected)
            self.count.clear()
            self.ready.emit()
            QTimer.singleShot(_ALL_MS, self, self._load_all)

        self.desk.runner.ask(reading(view, self.desk.as_of, FIRST), first, self, key="cases")

    def _load_all(self) -> None:
        view = self._now()
        key = json.dumps([view.chosen, view.sort, view.backwards])
        if self._shown == key:
            return

        def done(result: Read) -> None:
            self._shown = key
            self._show(*result, view.selected)
            QTimer.singleShot(_LEARN_MS, self, self._learn)

        self.desk.runner.ask(reading(view, self.desk.as_of), done, self, key="cases")

    def _learn(self) -> None:
        """What there is to filter by, once the list is on the screen, and again after changes alone."""
        if not self._knows:
            self._knows = True
            self.desk.runner.ask(casetable.known, self.filters.know, self, key="known")

    def _show(self, numbers: "array[int]", first: list[CaseRow], selected: str) -> None:
        at = self.table.verticalScrollBar().value()
        before = self.model.row_at(self.table.currentIndex().row())
        self.model.showing = Showing(self.desk.vocabularies, self.desk.as_of)
        self.model.show_numbers(numbers, first)
        self.desk.order = numbers
        self.count.setText(plural("{n} file", "{n} files", len(numbers)))
        self._middle.setCurrentIndex(0 if numbers else 1)
        self._empty.say(filtered=bool(self.filters.chosen.on()), read_only=self.desk.read_only)
        number = before.line.case_no if before else next((one.line.case_no for one in first if one.id == selected), 0)
        line = self.model.line_of(number) if number else -1
        if numbers:
            self.table.setCurrentIndex(self.model.index(max(0, line), 0))
            self.table.verticalScrollBar().setValue(at)
        self._show_sorting()
        self._on_current(self.table.currentIndex())

    def _on_wanted(self, page: int, numbers: list[int]) -> None:
        """Lines that one scrolls past are not read."""
        read = partial(casetable.rows, numbers=numbers, as_of=self.desk.as_of)
        done, dropped = partial(self._on_rows, page, numbers), partial(self.model.not_given, page)
        key = "" if page == self.table.currentIndex().row() // PAGE else f"lines {page % 2}"  # two are seen at once
        self.desk.runner.ask(read, done, self, key=key, dropped=dropped)

    def _on_rows(self, page: int, numbers: list[int], rows: list[CaseRow]) -> None:
        self.model.give(page, numbers, rows)
        if self.table.currentIndex().row() // PAGE == page:
            self._on_current(self.table.currentIndex())

    # --- filters, order, columns ---

    def _on_filtered(self, _chosen: Chosen) -> None:
        self.table.verticalScrollBar().setValue(0)
        self._load()

    def _on_sorted(self, section: int) -> None:
        sort = self.model.shown_columns[section].sort
        if not sort:
            self._show_sorting()
            return
        backwards = not self._view.backwards if sort == self._view.sort else False
        self._view = View(self._view.chosen, sort, backwards, self._view.selected)
        self._load()

    def _show_sorting(self) -> None:
        names = [one.sort for one in self.model.shown_columns]
        header = self.table.horizontalHeader()
        section = names.index(self._view.sort) if self._view.sort in names else -1
        order = Qt.SortOrder.DescendingOrder if self._view.backwards else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(section, order)

    def _open_columns(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        shown = [one.name for one in self.model.shown_columns]
        for one in columns():
            action = menu.addAction(one.title)
            action.setCheckable(True)
            action.setChecked(one.name in shown)
            action.triggered.connect(lambda checked, name=one.name: self._choose_column(name, shown=checked))
        menu.popup(self._columns_button.mapToGlobal(self._columns_button.rect().bottomLeft()))

    def _choose_column(self, name: str, *, shown: bool) -> None:
        names = [one.name for one in self.model.shown_columns if one.name != name]
        if shown:
            order = [one.name for one in columns()]
            behind = (i for i, other in enumerate(names) if order.index(other) > order.index(name))
            names.insert(next(behind, len(names)), name)
        self.desk.remember("columns", names)
        self._show_columns()

    def _show_columns(self) -> None:
        self.model.show_columns(kept_columns(self.desk.remembered))
        self._set_widths()
        self._show_sorting()

    def _keep_columns(self) -> None:
        header, shown = self.table.horizontalHeader(), self.model.shown_columns
        self.desk.remember("columns", [shown[header.logicalIndex(at)].name for at in range(len(shown))])

    # --- the chosen one ---

    def _on_current(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        self.model.current = max(0, index.row())
        chosen = self.model.row_at(index.row()) if index.isValid() else None
        self._peek_bar.setEnabled(chosen is not None)
        self.peek.tell(_told(self.model.showing, chosen) if chosen else "")

    def _on_peeked(self, line: int) -> None:
        if (chosen := self.model.row_at(line)) is not None:
            self.desk.tell(_told(self.model.showing, chosen), _("Open"), lambda: self.desk.open_case(chosen.id))

    def _open_line(self, line: int) -> None:
        if (chosen := self.model.row_at(line)) is not None:
            self.desk.open_case(chosen.id)

    def _on_empty(self) -> None:
        if self.filters.chosen.on():
            self.filters.choose(Chosen())
            self._on_filtered(Chosen())
        else:
            self.desk.go(Place("new_case"))

    # --- sizes and colours ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    def _dress(self) -> None:
        self.model.dress(current_colours(), figures(self.font()), _signs(self))
        self.table.verticalHeader().setDefaultSectionSize(max(px(self, 30), self.fontMetrics().height() + 10))
        QTimer.singleShot(0, self, self._set_widths)  # once the table has its own width

    def _set_widths(self, *_ignored: int) -> None:
        spread(self.table, self.model.shown_columns)


def _signs(widget: QWidget) -> dict[tuple[str, str], QPixmap]:
    size, shown, ratio = px(widget, ICON - 2), current_colours(), widget.devicePixelRatioF()
    return {(name, tone): pixmap(name, getattr(shown, tone), size, ratio) for name, tone in _SIGNS}


def _told(showing: Showing, chosen: CaseRow) -> str:
    cells = [one.cell(showing, chosen) for one in columns() if one.name in ("status", "act", "housing", "consent")]
    told = [cell.text for cell in cells[:-1] if cell.text != "–"]
    counsel = _("consent for counsel: {state}").format(state=cells[-1].text)
    return " · ".join((chosen.line.pseudonym, *told, counsel))


class _Peek(QLabel):
    """A line that is cut where there is no room for it; whole where one points at it, and for screen readers."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def tell(self, text: str) -> None:
        """Shows another text."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._cut()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


class _Empty(QWidget):
    """What is said where there is nothing to list: one sentence and one action."""

    acted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = label(tone="muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = button("", self.acted.emit, kind="primary")
        self.setLayout(column(None, self._text, row(None, self._button, None), None, None, space=12))

    def say(self, *, filtered: bool, read_only: bool) -> None:
        """Says why nothing is listed."""
        self._text.setText(_("No case file passes these filters.") if filtered else _("There is no case file yet."))
        self._button.setText(_("Take the filters away") if filtered else _("New case"))
        self._button.setVisible(filtered or not read_only)
