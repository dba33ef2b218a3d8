"""Copies that left, as Qt's tables see them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from muniment.domain.audience import AUDIENCES
from muniment.domain.dates import UncertainDate
from muniment.services.copies import Copy
from muniment.ui.pages.casefile.spans import moment
from muniment.ui.pages.casefile.telling import capital
from muniment.ui.theme import current_colours, figures
from muniment.ui.wording import _, plural

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its title, its width in characters, what it says of a copy."""

    name: str
    title: str
    width: int
    text: Callable[[Copy], str]
    even: bool = False  # digits of one width


def columns() -> tuple[Column, ...]:
    """Every column in its order."""
    return (
        Column("copy", _("Copy"), 12, lambda one: one.copy_no, even=True),
        Column("recipient", _("To"), 18, lambda one: one.recipient or "–"),
        Column("audience", _("For"), 18, lambda one: audience_name(one.audience)),
        Column("about", _("About"), 17, about),
        Column("template", _("Document"), 9, lambda one: capital(one.template)),
        Column("at", _("When"), 17, lambda one: when(one.at)),
    )


def audience_name(name: str) -> str:
    """An audience in words: “Counsel”, “A domestic court”; the name itself where it is none of the program's."""
    known = AUDIENCES.get(name)
    return capital((known.label if known else name).removeprefix("for ")) or "–"


def when(at: str) -> str:
    """A moment in UTC, as people read it."""
    return moment(UncertainDate.parse(at.rstrip("Z")[:16])) if at else "–"


def about(one: Copy) -> str:
    """Whose file it is about; of several, how many."""
    if len(one.cases) > 1:
        return plural("{n} file", "{n} files", len(one.cases))
    return "".join(f"{case.pseudonym}  {case.code}" for case in one.cases)


class CopyTable(QAbstractTableModel):
    """The copies that are listed, each a line."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.columns = columns()
        self._lines: Sequence[Copy] = ()

    def show_lines(self, lines: Sequence[Copy]) -> None:
        """Shows other copies."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, at: int) -> Copy | None:
        """The copy of a line."""
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def line_of(self, copy_no: str) -> int:
        """The line of a copy; -1 where it is not listed."""
        return next((at for at, one in enumerate(self._lines) if one.copy_no == copy_no), -1)

    # --- as Qt asks ---

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return self.columns[section].title
        return _LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        column, one = self.columns[index.column()], self._lines[index.row()]
        if role == _DISPLAY:
            return column.text(one)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _("Left without a consent: {reason}").format(reason=one.reason) if one.reason else column.text(one)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.text(one)}"
        if role == Qt.ItemDataRole.FontRole and column.even:
            return figures(QFont())
        return self._tone(column, one) if role == Qt.ItemDataRole.ForegroundRole else None

    @staticmethod
    def _tone(column: Column, one: Copy) -> QBrush | None:
        """What left without a consent is seen in the list already."""
        if column.name == "audience" and one.reason:
            return QBrush(QColor(current_colours().danger))
        return QBrush(QColor(current_colours().muted)) if column.name in ("at", "template") else None
