"""The table of case files, as the keyboard moves in it."""

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from muniment.ui.widgets.basics import named
from muniment.ui.wording import _


class CaseView(QTableView):
    """The table. Enter opens, Space peeks, letters go to the search."""

    opened = Signal(int)
    peeked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsMovable(True)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSectionsClickable(True)
        named(self, _("Case files"), _("Enter opens a file, Space peeks into it."))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:  # else the head asks every line of every column whether it is selected, to draw itself
            head = self.horizontalHeader()
            head.setSelectionModel(QItemSelectionModel(model, head))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.peeked.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def lines(self) -> list[int]:
        """The lines that are selected, from top to bottom."""
        selected = self.selectionModel().selection()  # and not each cell of it, of which there may be a million
        parts = [selected.at(at) for at in range(selected.count())]
        return sorted({line for part in parts for line in range(part.top(), part.bottom() + 1)})
