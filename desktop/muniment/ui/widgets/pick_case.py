"""Asking which case file something belongs to."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from muniment.services.naming import Name
from muniment.ui.desk import Desk
from muniment.ui.widgets.basics import label, named
from muniment.ui.widgets.goto import Goal, GoTo


class PickCase(GoTo):
    """A field over the window; ``chosen`` is given the case file. The last ones are offered first.

    ``others`` can be chosen in the place of a file, and stand above them.
    """

    def __init__(
        self,
        desk: Desk,
        question: str,
        chosen: Callable[[Name], object],
        parent: QWidget,
        *,
        others: Sequence[Goal] = (),
    ) -> None:
        super().__init__(desk, list(others), parent)
        self._chosen = chosen
        layout = self.layout()
        if layout is not None:
            layout.removeWidget(self.field)
            layout.removeWidget(self.list)
            for part in (label(question, level="label"), self.field, self.list):
                layout.addWidget(part)
        self.field.setPlaceholderText(question)
        named(self.field, question)

    def open(self) -> None:
        """Shows it, with the case files that changed last."""
        super().open()
        self._on_edited("")

    def take_case(self, case: Name) -> None:
        self._chosen(case)

    def _in_order(self, cases: list[Goal], others: list[Goal]) -> list[Goal]:
        return [*others, *cases]
