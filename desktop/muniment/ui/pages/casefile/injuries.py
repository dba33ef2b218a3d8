"""Injuries on the body map: all of them above their list, and the place of one within its form."""

from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import cast

from PySide6.QtWidgets import QWidget

from muniment.domain.body_map import BodyMap
from muniment.domain.body_regions import region_at
from muniment.domain.dossier import Dossier
from muniment.domain.records import Injury
from muniment.host.resources import load_body_map
from muniment.services import drafts
from muniment.services.drafts import Settled, Target
from muniment.services.session import Session
from muniment.services.words import Words
from muniment.ui.desk import Desk
from muniment.ui.forms.editor import accepted
from muniment.ui.forms.keeping import as_text
from muniment.ui.forms.record_form import RecordForm
from muniment.ui.pages.casefile.standing import Stand
from muniment.ui.pages.casefile.telling import told
from muniment.ui.widgets.basics import column, label
from muniment.ui.widgets.bodymap import BodyMapView, Spot
from muniment.ui.wording import _


@cache
def _body() -> BodyMap:
    return load_body_map()


def injury_map(desk: Desk, dossier: Dossier, words: Words) -> Iterator[Stand]:
    """The map above the list of injuries, numbered as they stand in it; nothing where none has a place."""
    spots = tuple(_spots(dossier, words))
    if spots:
        make = partial(BodyMapView, _body(), desk.vocabularies, read_only=True)
        yield Stand("body map", make, lambda one: cast("BodyMapView", one).show_spots(spots))


def _spots(dossier: Dossier, words: Words) -> Iterator[Spot]:
    for number, one in enumerate(dossier.all(Injury), 1):
        if one.view and one.x is not None and one.y is not None:
            yield Spot(number, one.view, float(one.x), float(one.y), told(one, words).heading)


class PlaceInjury(QWidget):
    """The body map within the form of an injury: what is placed is saved at once, and can be undone.

    Region and side are proposed from the place where nobody has said them; an injury is made by placing it.
    """

    def __init__(
        self, desk: Desk, form: RecordForm, case: str, record: Injury | None, preset: Mapping[str, object] | None = None
    ) -> None:
        super().__init__()
        self._desk, self._form, self._case, self._preset = desk, form, case, dict(preset or {})
        self.map = BodyMapView(_body(), desk.vocabularies)
        if record is not None and record.view and record.x is not None and record.y is not None:
            self._show(record.view, float(record.x), float(record.y))
        self.map.placed.connect(self._on_placed)
        hint = _("Click, or move the cross-hair with the arrow keys and press Enter. Page Down goes to another view.")
        self.setLayout(column(label(hint, level="small", tone="muted", wrap=True), self.map, space=4))

    def _show(self, view: str, x: float, y: float) -> None:
        self.map.show_spots([Spot(1, view, x, y)], chosen=1)

    def _on_placed(self, view: str, x: float, y: float) -> None:
        self._form.keep_now()  # what was typed before comes first
        target = Target("injury", self._form.record_id, self._case)
        values = {} if self._form.is_made else {**self._preset, **self._typed()}
        values |= {**self._proposed(view, x, y), "view": view, "x": x, "y": y}
        raws = {name: as_text(value) for name, value in values.items()}

        def work(session: Session) -> Settled:
            return drafts.submit(session, target, values, raws)

        self._desk.runner.write(work, lambda _change: self._show(view, x, y), self)

    def _typed(self) -> dict[str, object]:
        """What stands in the form of a new injury and can be accepted."""
        editors = {name: box.editor for name, box in self._form.boxes.items() if accepted(box.editor)}
        return {name: editor.value() for name, editor in editors.items() if editor.raw()}

    def _proposed(self, view: str, x: float, y: float) -> dict[str, object]:
        region, side = region_at(_body().views[view], x, y)
        proposed = {"region": region, "side": side}
        return {name: term for name, term in proposed.items() if term and not self._form.editor(name).raw()}
