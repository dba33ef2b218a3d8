"""Exhibits of all case files as Qt's tables see them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from muniment.domain.date_display import shown_short
from muniment.domain.vocabulary import Vocabularies
from muniment.services.exhibit_list import Listed
from muniment.ui.pages.casefile.telling import file_size
from muniment.ui.theme import current_colours, figures
from muniment.ui.wording import _, language

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_HASH = 8  # digits that tell exhibits apart


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it sorts by, its title, its width in characters, what it says of an exhibit."""

    sort: str
    title: str
    width: int
    text: Callable[[Listed, Vocabularies], str]
    right: bool = False
    even: bool = False  # digits of one width


def columns() -> tuple[Column, ...]:
    """Every column in its order."""
    return (
        Column("file", _("File"), 19, lambda one, _words: f"{one.code}  {one.pseudonym}"),
        Column("number", _("No."), 4, lambda one, _words: f"E{one.exhibit.exhibit_no}", even=True),
        Column("title", _("Title"), 18, lambda one, _words: one.exhibit.title),
        Column("kind", _("Kind"), 11, _kind),
        Column("size", _("Size"), 10, lambda one, _words: file_size(one.exhibit.size or 0), right=True, even=True),
        Column("acquired", _("Acquired"), 13, lambda one, _words: _acquired(one)),
        Column("sha256", _("SHA-256"), 10, lambda one, _words: one.exhibit.sha256[:_HASH], even=True),
    )


def _kind(one: Listed, words: Vocabularies) -> str:
    return words["evidence_kind"].label(one.exhibit.kind, language()) if one.exhibit.kind else "–"


def _acquired(one: Listed) -> str:
    return shown_short(one.exhibit.acquired_on, language()) if one.exhibit.acquired_on else "–"


class ExhibitTable(QAbstractTableModel):
    """The exhibits that are listed, each a line."""

    def __init__(self, vocabularies: Vocabularies, parent: QObject) -> None:
        super().__init__(parent)
        self.columns = columns()
        self._vocabularies = vocabularies
        self._lines: Sequence[Listed] = ()

    def show_lines(self, lines: Sequence[Listed]) -> None:
        """Shows other exhibits, or the same in another order."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, at: int) -> Listed | None:
        """The exhibit of a line."""
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def line_of(self, evidence_id: str) -> int:
        """The line of an exhibit; -1 where it is not listed."""
        return next((at for at, one in enumerate(self._lines) if one.exhibit.id == evidence_id), -1)

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
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        column, one = self.columns[index.column()], self._lines[index.row()]
        if role in (_DISPLAY, Qt.ItemDataRole.ToolTipRole):
            return column.text(one, self._vocabularies)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.text(one, self._vocabularies)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role == Qt.ItemDataRole.FontRole and column.even:
            return figures(QFont())
        if role == Qt.ItemDataRole.ForegroundRole and column.sort in ("sha256", "acquired"):
            return QBrush(QColor(current_colours().muted))
        return None
