"""A table in a window with nothing around it: the peer of the list of case files."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView

Index = QModelIndex | QPersistentModelIndex

SIZE = (1366, 768)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


class BareTable(QAbstractTableModel):
    """Rows of text as a program without a vault has them: all in memory."""

    def __init__(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self._titles, self.rows = titles, rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:  # noqa: N802
        return self._titles[section] if role == _DISPLAY and orientation == Qt.Orientation.Horizontal else None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        return self.rows[index.row()][index.column()] if role == _DISPLAY else None


def bare_table(model: BareTable, like: QTableView | None = None) -> QTableView:
    """A table as it comes, as large as the window; as high in its rows and as wide in its columns as another."""
    view = QTableView()
    view.resize(*SIZE)
    view.setModel(model)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    if like is not None:
        view.resize(like.size())
        view.verticalHeader().setDefaultSectionSize(like.verticalHeader().defaultSectionSize())
        for at in range(model.columnCount()):
            view.setColumnWidth(at, like.columnWidth(at))
    return view
