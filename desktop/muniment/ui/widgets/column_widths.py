"""How wide the columns of a table are: what must not be cut has its room, the others share what is left."""

from collections.abc import Sequence

from PySide6.QtWidgets import QTableView

from muniment.ui.models.casetable import Column
from muniment.ui.theme import ICON, px
from muniment.ui.widgets.basics import width_of

_LEAST = 0.75  # of the width that a column wants, below which one scrolls sideways


def spread(table: QTableView, shown: Sequence[Column]) -> None:
    """Gives the columns their widths. Who has to scroll in any case need not read cut words."""
    whole = [_whole(table, one) if one.whole else 0 for one in shown]
    wanted = [0 if fixed else width_of(table, one.width) for one, fixed in zip(shown, whole, strict=True)]
    fitting = (table.viewport().width() - sum(whole)) / sum(wanted) if any(wanted) else 1.0
    share = fitting if fitting >= _LEAST else 1.0
    for at, (fixed, width) in enumerate(zip(whole, wanted, strict=True)):
        table.setColumnWidth(at, fixed or int(width * share))


def _whole(table: QTableView, column: Column) -> int:
    """The room that a column's usual text takes, with its sign and its title."""
    sign = px(table, ICON + 8) if column.sign else 0
    title = table.horizontalHeader().fontMetrics().horizontalAdvance(column.title) * 11 // 10
    text = table.fontMetrics().horizontalAdvance(column.whole) + sign
    return max(text + px(table, 18), title + px(table, 26))  # a title may have an arrow beside it
