"""What is due as Qt's lists see it: groups by urgency, and in each the things that are due."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from muniment.domain.urgency import Urgency, urgency
from muniment.services.agenda import Item
from muniment.ui.models.casetable import in_days
from muniment.ui.wording import _

Index = QModelIndex | QPersistentModelIndex
_DISPLAY, LINE = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Group:
    """The heading of things that are about as urgent."""

    title: str
    tone: str
    count: int


Line = Group | Item


def grouped(items: list[Item], as_of: date) -> list[Line]:
    """Things that are due, in their order, each group behind its heading."""
    groups: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        groups.setdefault(_group(item, as_of), []).append(item)
    lines: list[Line] = []
    for (title, tone), inside in groups.items():
        lines += [Group(title, tone, len(inside)), *inside]
    return lines


def _group(item: Item, as_of: date) -> tuple[str, str]:
    if item.done:
        return _("Done"), "muted"
    told = {
        Urgency.OVER: (_("Over"), "danger"),
        Urgency.WEEK: (_("Within a week"), "warning"),
        Urgency.MONTH: (_("Within a month"), ""),
        Urgency.LATER: (_("Later"), ""),
        Urgency.NO_DAY: (_("No day"), "muted"),
    }
    return told[urgency(item.on, as_of)]


def tone_of(item: Item, as_of: date) -> str:
    """The tone in which the day of a thing is shown."""
    return _group(item, as_of)[1]


def when(item: Item, as_of: date) -> str:
    """How far off a thing is, in words."""
    return "" if item.on is None or item.done else in_days((item.on - as_of).days)


class Agenda(QAbstractListModel):
    """The lines of the list; headings cannot be chosen."""

    def __init__(self, as_of: date) -> None:
        super().__init__()
        self.as_of = as_of
        self._lines: list[Line] = []

    def show_items(self, items: list[Item], as_of: date) -> None:
        """Shows other things."""
        self.beginResetModel()
        self.as_of, self._lines = as_of, grouped(items, as_of)
        self.endResetModel()

    def item(self, at: int) -> Item | None:
        """The thing on a line; None for a heading."""
        line = self._lines[at] if 0 <= at < len(self._lines) else None
        return line if isinstance(line, Item) else None

    def line_of(self, record_id: str, near: int = 0) -> int:
        """The line of a thing; where it is not there, of one near a line; -1 where there is none."""
        things = {line.id: at for at, line in enumerate(self._lines) if isinstance(line, Item)}
        if record_id in things:
            return things[record_id]
        return next((at for at in things.values() if at >= near), max(things.values(), default=-1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._lines[index.row()], Group):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role != _DISPLAY:
            return None
        if isinstance(line, Group):
            return f"{line.title} ({line.count})"
        return ", ".join(part for part in (when(line, self.as_of), line.title, line.pseudonym, line.code) if part)
