"""All case files as Qt's tables see them: numbers in order, and the lines of those that are looked at."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QPixmap

from muniment.domain.vocabulary import Vocabularies
from muniment.services.casetable import CaseRow
from muniment.ui.theme import Colours
from muniment.ui.wording import _, plural

Index = QModelIndex | QPersistentModelIndex

# Comparing with an enumeration costs more than everything else that a cell does.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_DECORATION = int(Qt.ItemDataRole.DecorationRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_FONT = int(Qt.ItemDataRole.FontRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

PAGE = 100  # lines that are read together
FIRST = 32  # of the first page those that are read before anything is shown: as many as a large screen has
_KEPT = 2000  # lines whose cells are kept worked out: what is near is scrolled over again and again
_PAGES = 20  # pages of lines that are kept; the others are read again when they are looked at again
_SOON = 7  # days from which a deadline is urgent


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows: text, a tone of the palette, a sign beside it."""

    text: str = ""
    tone: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name for settings and sorting, its title, its width in characters, what a cell shows.

    ``whole`` is a text that is never cut in it: the widest of those that are usual; ``sign``: with a sign before it.
    """

    name: str
    title: str
    width: int
    cell: Callable[["Showing", CaseRow], Cell]
    sort: str = ""
    right: bool = False
    whole: str = ""
    sign: bool = False


@dataclass(frozen=True, slots=True)
class Showing:
    """What cells need to know: the words of terms, and today."""

    vocabularies: Vocabularies
    as_of: date


def columns() -> tuple[Column, ...]:
    """Every column there is, in the usual order."""
    return (
        Column("code", _("Code"), 11, lambda _at, row: Cell(row.line.code), "code", whole="WQMQ-QMQW"),
        Column("pseudonym", _("Pseudonym"), 12, lambda _at, row: Cell(row.line.pseudonym), "pseudonym"),
        Column("status", _("Legal status"), 25, _status, "legal_status"),
        Column("custody", _("In custody"), 12, _custody, "in_custody", whole=_("in custody"), sign=True),
        Column(
            "days",
            _("Days"),
            10,
            _days,
            "elapsed",
            right=True,
            whole=_("{served} of {ordered}").format(served="00–00", ordered="00"),
        ),
        Column("act", _("Ill-treatment"), 14, _act, "act"),
        Column("housing", _("Housing"), 12, _housing, "housing"),
        Column("deadline", _("Next deadline"), 18, _deadline, "next_deadline"),
        Column("safety", _("Safety"), 10, _safety, "safety"),
        Column("updated", _("Last change"), 12, _updated, "updated", whole="0000-00-00"),
        Column("responsible", _("Responsible"), 18, lambda _at, row: Cell(row.responsible)),
        Column("consent", _("Consent, counsel"), 14, _consent),
    )


def _status(at: Showing, row: CaseRow) -> Cell:
    status = row.line.legal_status
    return Cell(at.vocabularies.label("legal_status", status) if status else "–", "" if status else "muted")


def _updated(_at: Showing, row: CaseRow) -> Cell:
    return Cell(row.line.updated[:10], "muted")


def _custody(_at: Showing, row: CaseRow) -> Cell:
    if row.line.in_custody:
        return Cell(_("in custody"), "danger", "lock")
    if row.line.in_custody is None and row.detained:
        return Cell(_("not known"), "warning", "circle-help")
    return Cell(_("no") if row.detained else "–", "muted")


def _days(_at: Showing, row: CaseRow) -> Cell:
    low, high = row.line.elapsed
    served = "?" if low is None and high is None else _span(low, high)
    if not row.detained:
        return Cell("–", "muted")
    return Cell(
        served
        if row.line.ordered is None
        else _("{served} of {ordered}").format(served=served, ordered=row.line.ordered)
    )


def _span(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return f"≥ {low}" if high is None else f"≤ {high}"
    return str(low) if low == high else f"{low}–{high}"


def _act(at: Showing, row: CaseRow) -> Cell:
    if not row.line.allegations:
        return Cell("–", "muted")
    more = f" +{row.line.allegations - 1}" if row.line.allegations > 1 else ""
    return Cell(at.vocabularies.label("act", row.line.act) + more)


def _housing(at: Showing, row: CaseRow) -> Cell:
    where = row.line.housing
    if not where:
        return Cell("–", "muted")
    lost = where == "homeless"
    return Cell(at.vocabularies.label("living_now", where), "warning" if lost else "", "triangle-alert" if lost else "")


def _deadline(at: Showing, row: CaseRow) -> Cell:
    if row.due is None:
        return Cell("–", "muted")
    if row.due.on is None:
        return Cell(row.due.title)
    left = (row.due.on - at.as_of).days
    text = f"{in_days(left)}: {row.due.title}"
    if left < 0:
        return Cell(text, "danger", "circle-alert")
    return Cell(text, "warning", "clock") if left <= _SOON else Cell(text)


def in_days(left: int) -> str:
    """How far off a day is, in words."""
    if left < 0:
        return plural("{n} day over", "{n} days over", -left)
    return _("today") if left == 0 else plural("in {n} day", "in {n} days", left)


def _safety(at: Showing, row: CaseRow) -> Cell:
    safety = row.line.safety
    if not safety:
        return Cell("–", "muted")
    return Cell(at.vocabularies.label("safety", safety), "danger" if safety == "at_risk" else "")


def _consent(at: Showing, row: CaseRow) -> Cell:
    line = row.line
    if line.counsel == "granted" and line.counsel_until and line.counsel_until < at.as_of.isoformat():
        return Cell(_("expired"), "warning", "triangle-alert")
    if line.counsel == "granted":
        return Cell(_("granted"), "good", "check")
    return Cell(at.vocabularies.label("consent_decision", line.counsel) if line.counsel else _("none"), "warning")


class CaseTable(QAbstractTableModel):
    """Knows all numbers in order; ``wanted`` asks for the lines of a page that is looked at, ``give`` brings them."""

    wanted = Signal(int, list)  # page, numbers

    def __init__(self, showing: Showing, shown: tuple[Column, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.showing = showing
        self._columns = shown
        self._numbers: array[int] = array("q")
        self._rows: dict[int, list[CaseRow]] = {}
        self._cells: dict[int, list[Cell]] = {}
        self._asked: set[int] = set()
        self.current = 0  # the line that is chosen: it is kept, however far one looks away from it
        self._brushes: dict[str, QBrush] = {}
        self._signs: dict[tuple[str, str], QPixmap] = {}
        self._figures = QFont()
        self._answers: dict[int, Callable[[Cell, Column], Any]] = {
            _DISPLAY: lambda cell, _column: cell.text,
            _TOOL_TIP: lambda cell, _column: cell.text,
            _FOREGROUND: lambda cell, _column: self._brushes.get(cell.tone),
            _DECORATION: lambda cell, _column: self._signs.get((cell.sign, cell.tone)) if cell.sign else None,
            _ALIGNMENT: lambda _cell, column: _RIGHT if column.right else _LEFT,
            _FONT: lambda _cell, column: self._figures if column.right else None,
            _SPOKEN: lambda cell, column: f"{column.title}: {cell.text}",
        }

    # --- what is shown ---

    def show_numbers(self, numbers: "array[int]", first: list[CaseRow]) -> None:
        """Shows other case files, or the same in another order; the first lines come with them, all that are seen."""
        self.beginResetModel()
        self._numbers = numbers
        self._rows = {0: first} if first else {}
        self._asked = {0} if len(first) == len(numbers[:PAGE]) else set()
        self._cells.clear()
        self.endResetModel()

    def give(self, page: int, numbers: list[int], rows: list[CaseRow]) -> None:
        """The lines of a page; those of numbers that are shown no longer are dropped."""
        start = page * PAGE
        if list(self._numbers[start : start + PAGE]) != numbers or len(rows) != len(numbers):
            self._asked.discard(page)
            return
        self._rows[page] = rows
        self._drop_far_from(page)
        for at in range(start, start + len(numbers)):
            self._cells.pop(at, None)
        last = self.index(start + len(numbers) - 1, len(self._columns) - 1)
        self.dataChanged.emit(self.index(start, 0), last)

    def not_given(self, page: int) -> None:
        """Nobody brings the lines of a page any more: they are asked for again if they are seen."""
        self._asked.discard(page)
        self._rows.pop(page, None)
        end = min(len(self._numbers), (page + 1) * PAGE)
        for at in range(page * PAGE, end):
            self._cells.pop(at, None)
        if page * PAGE < end:
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(end - 1, len(self._columns) - 1))

    def _drop_far_from(self, page: int) -> None:
        here = (page, self.current // PAGE)
        for far in sorted(self._rows.keys() - here, key=lambda one: -abs(one - page))[
            : max(0, len(self._rows) - _PAGES)
        ]:
            del self._rows[far]
            self._asked.discard(far)

    def forget(self, case_ids: set[str]) -> None:
        """The lines of these case files are read anew when they are looked at again."""
        for page, rows in list(self._rows.items()):
            if any(row.id in case_ids for row in rows):
                self._asked.discard(page)
                self._ask(page)

    def show_columns(self, shown: tuple[Column, ...]) -> None:
        """Shows other columns."""
        self.beginResetModel()
        self._columns = shown
        self._cells.clear()
        self.endResetModel()

    def dress(self, colours: Colours, figures: QFont, signs: dict[tuple[str, str], QPixmap]) -> None:
        """How cells look: brushes by tone, a font with even digits, signs by name and tone."""
        tones = ("muted", "danger", "warning", "good")
        self._brushes = {tone: QBrush(QColor(getattr(colours, tone))) for tone in tones}
        self._figures, self._signs = figures, signs
        if self._numbers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._numbers) - 1, len(self._columns) - 1))

    @property
    def numbers(self) -> "array[int]":
        """The numbers of all case files that are shown, in order."""
        return self._numbers

    @property
    def shown_columns(self) -> tuple[Column, ...]:
        """The columns as they stand."""
        return self._columns

    def row_at(self, at: int) -> CaseRow | None:
        """The case file of a line, where it was read already."""
        rows = self._rows.get(at // PAGE, [])
        return rows[at % PAGE] if at % PAGE < len(rows) else None

    def line_of(self, number: int) -> int:
        """The line of a case file; -1 where it is not shown."""
        try:
            return self._numbers.index(number)
        except ValueError:
            return -1

    # --- as Qt asks ---

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        if role == _DISPLAY:
            return column.title
        if role == _ALIGNMENT:
            return _RIGHT if column.right else _LEFT
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        answer = self._answers.get(role)
        if answer is None:
            return None
        at, section = index.row(), index.column()
        cells = self._cells.get(at) or self._worked_out(at)
        if cells is None:
            return "…" if role == _DISPLAY and section == 0 else None
        return answer(cells[section], self._columns[section])

    def _worked_out(self, at: int) -> list[Cell] | None:
        row = self.row_at(at)
        if row is None:
            self._ask(at // PAGE)
            return None
        cells = [column.cell(self.showing, row) for column in self._columns]
        if len(self._cells) >= _KEPT:
            self._cells.clear()
        self._cells[at] = cells
        return cells

    def _ask(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            self.wanted.emit(page, list(self._numbers[page * PAGE : (page + 1) * PAGE]))
