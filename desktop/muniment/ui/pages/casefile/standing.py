"""Widgets by their keys in one column, brought into the wanted order without touching those that stay."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget


@dataclass(frozen=True, slots=True)
class Stand:
    """One widget of a column: its key, how it is made, and how it is brought up to date."""

    key: str
    make: Callable[[], QWidget]
    show: Callable[[QWidget], None]


class Column:
    """Keeps a layout as a plan says. What is not there yet is made a few at a time: the first paint is quick."""

    def __init__(self, layout: QVBoxLayout) -> None:
        self._layout = layout
        self._widgets: dict[str, QWidget] = {}
        self._plan: tuple[Stand, ...] = ()

    def __iter__(self) -> Iterator[QWidget]:
        """The widgets that are there, in their order."""
        return (self._widgets[stand.key] for stand in self._plan if stand.key in self._widgets)

    def get(self, key: str) -> QWidget | None:
        """One widget, if it was made already."""
        return self._widgets.get(key)

    @property
    def whole(self) -> bool:
        """Whether everything planned is there."""
        return len(self._widgets) == len(self._plan)

    def follow(self, plan: Sequence[Stand], budget: int) -> None:
        """Takes out what is not in the plan, brings the rest up to date, and makes at most so many."""
        self._plan = tuple(plan)
        wanted = {stand.key for stand in plan}
        for key in [known for known in self._widgets if known not in wanted]:
            gone = self._widgets.pop(key)
            self._layout.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for stand in self._plan:
            if stand.key in self._widgets:
                stand.show(self._widgets[stand.key])
        self.go_on(budget)

    def go_on(self, budget: int, until: str = "") -> None:
        """Makes so many more, or all up to a key."""
        for at, stand in enumerate(self._plan):
            widget = self._widgets.get(stand.key)
            if widget is None:
                if budget <= 0 and not until:
                    break
                budget -= 1
                widget = self._widgets[stand.key] = stand.make()
                stand.show(widget)
            self._stand(at, widget)
            until = "" if stand.key == until else until

    def _stand(self, at: int, widget: QWidget) -> None:
        item = self._layout.itemAt(at)
        if item is None or item.widget() is not widget:
            around = self._layout.parentWidget()
            if around is not None and widget.parent() is None:  # laid out once, for the width that it will have
                widget.resize(around.width(), widget.height())
            self._layout.insertWidget(at, widget)
