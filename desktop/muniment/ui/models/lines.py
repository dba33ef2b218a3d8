"""A list of which every line is known, as Qt's tables see it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from muniment.ui.theme import current_colours, figures

L = TypeVar("L")
Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class LineColumn(Generic[L]):
    """One column: its name, its title, its width in characters, what it says of a line, in which tone of the palette.

    ``hint`` is what is said where one points at it, if that is more.
    """

    name: str
    title: str
    width: int
    text: Callable[[L], str]
    right: bool = False
    even: bool = False  # digits of one width
    tone: Callable[[L], str] = lambda _line: ""
    hint: Callable[[L], str] = lambda _line: ""


class LineTable(QAbstractTableModel, Generic[L]):
    """The lines in their order; ``id_of`` tells one from all others."""

    def __init__(self, columns: Sequence[LineColumn[L]], id_of: Callable[[L], str], parent: QObject) -> None:
        super().__init__(parent)
        self.columns = columns
        self._id_of = id_of
        self._lines: Sequence[L] = ()

    def show_lines(self, lines: Sequence[L]) -> None:
        """Shows others, or the same in another order."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, at: int) -> L | None:
        """What a line is about."""
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def line_of(self, wanted: str) -> int:
        """The line with an id; -1 where it is not listed."""
        return next((at for at, one in enumerate(self._lines) if self._id_of(one) == wanted), -1)

    # --- as Qt asks ---

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        return self.columns[section].title if role == _DISPLAY else None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        column, one = self.columns[index.column()], self._lines[index.row()]
        if role in (_DISPLAY, Qt.ItemDataRole.ToolTipRole):
            return (column.hint(one) if role != _DISPLAY else "") or column.text(one)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.text(one)}"
        return self._looks(column, one, role)

    @staticmethod
    def _looks(column: LineColumn[L], one: L, role: int) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role == Qt.ItemDataRole.FontRole and column.even:
            return figures(QFont())
        tone = column.tone(one) if role == Qt.ItemDataRole.ForegroundRole else ""
        return QBrush(QColor(getattr(current_colours(), tone))) if tone else None
