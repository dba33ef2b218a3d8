"""A table under a field that narrows it down."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from muniment.ui.models.lines import LineColumn
from muniment.ui.theme import px
from muniment.ui.widgets.basics import named
from muniment.ui.widgets.case_view import CaseView


class NarrowedTable(CaseView):
    """One line is chosen at a time; letters go to the field above. ``sorts`` says whether its head does so."""

    def __init__(self, narrow: QLineEdit, name: str, help_text: str, *, sorts: bool) -> None:
        super().__init__()
        self._narrow = narrow
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        head = self.horizontalHeader()
        head.setSectionsMovable(False)
        head.setSectionsClickable(sorts)
        head.setSortIndicatorShown(sorts)
        head.setStretchLastSection(True)
        named(self, name, help_text)

    def spread(self, columns: Sequence[LineColumn[Any]], room: int, widest: str) -> None:
        """Gives lines their height and columns their widths; what is left over goes to the one of that name."""
        self.verticalHeader().setDefaultSectionSize(max(px(self, 30), self.fontMetrics().height() + 10))
        letter, around, head = self.fontMetrics().averageCharWidth(), px(self, 18), self.horizontalHeader()
        titles = [head.fontMetrics().horizontalAdvance(one.title) * 11 // 10 for one in columns]  # they are bold
        wanted = [max(letter * one.width, title) + around for one, title in zip(columns, titles, strict=True)]
        spare = max(0, room - sum(wanted))
        for at, (one, width) in enumerate(zip(columns, wanted, strict=True)):
            self.setColumnWidth(at, width + (spare if one.name == widest else 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modified = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.text().isprintable() and event.text().strip() and not modified:
            self._narrow.setFocus(Qt.FocusReason.OtherFocusReason)
            self._narrow.setText(self._narrow.text() + event.text())
        else:
            super().keyPressEvent(event)
