"""The editor of a place on the body: the map in the place of a view and two numbers."""

from collections.abc import Mapping
from contextlib import suppress
from functools import cache

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from muniment.domain.body_map import BodyMap
from muniment.domain.body_regions import region_at
from muniment.domain.vocabulary import Vocabularies
from muniment.host.resources import load_body_map
from muniment.ui.forms.editor import Editor
from muniment.ui.forms.lines import LineEditor
from muniment.ui.widgets.basics import column, label
from muniment.ui.widgets.bodymap import BodyMapView, Spot
from muniment.ui.wording import _

VOCABULARY = "body_view"


@cache
def body() -> BodyMap:
    """The outlines, read once."""
    return load_body_map()


class PlaceEditor(Editor):
    """Holds the view, and enters beside it how far across and down, so that all are saved together.

    Region and side are proposed from the place where nobody has said them.
    """

    title = "Place on the body"
    wide = True
    carries = ("x", "y")

    def __init__(self, vocabularies: Vocabularies) -> None:
        super().__init__()
        self._view = ""
        self._others: Mapping[str, Editor] = {}
        self.map = BodyMapView(body(), vocabularies)
        self.map.placed.connect(self._on_placed)
        self.map.cleared.connect(self._on_cleared)
        hint = _(
            "Click, or move the cross-hair with the arrow keys and press Enter. Page Down goes to another view, "
            "Delete takes the place away."
        )
        holder = QWidget()
        holder.setLayout(column(label(hint, level="small", tone="muted", wrap=True), self.map, space=4))
        self._build(holder, self.map)

    def meet(self, others: Mapping[str, Editor]) -> None:
        self._others = others
        for name in self.carries:
            if isinstance(one := others.get(name), LineEditor):
                one.line.textChanged.connect(self._follow)  # also where it is loaded

    def raw(self) -> str:
        return self._view

    def _show(self, value: object) -> None:
        self._show_raw(str(value or ""))

    def _show_raw(self, text: str) -> None:
        self._view = text
        self._follow()

    def _read(self, raw: str) -> object:
        return raw or None

    def _follow(self) -> None:
        """Shows on the map what the fields hold."""
        spots: list[Spot] = []
        with suppress(KeyError, ValueError):
            x, y = (float(self._others[name].raw()) for name in self.carries)
            spots = [Spot(1, self._view, x, y)] if self._view in body().views else []
        self.map.show_spots(spots, chosen=1)

    def _on_placed(self, view: str, x: float, y: float) -> None:
        region, side = region_at(body().views[view], x, y)
        proposed = {"region": region, "side": side}
        self._enter(
            view, {"x": str(x), "y": str(y), **{name: term for name, term in proposed.items() if self._lacks(name)}}
        )

    def _lacks(self, name: str) -> bool:
        return name in self._others and not self._others[name].raw()

    def _on_cleared(self) -> None:
        self._enter("", dict.fromkeys(self.carries, ""))

    def _enter(self, view: str, beside: Mapping[str, str]) -> None:
        for name, raw in beside.items():
            if name in self._others:
                self._others[name].put(raw)
        self.put(view)
        self.left.emit()

    def _lock(self, *, locked: bool) -> None:
        self.map.setEnabled(not locked)

    def _mark(self, *, fault: bool) -> None:
        """A place on the map is never wrong."""

    def _name_inner(self) -> None:
        self.map.call(self._label)

    def _on_enter(self, _event: QKeyEvent) -> bool:
        return False  # it places
