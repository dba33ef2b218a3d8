"""Injuries on the body map, above their list."""

from collections.abc import Iterator
from functools import partial
from typing import cast

from muniment.domain.dossier import Dossier
from muniment.domain.records import Injury
from muniment.services.words import Words
from muniment.ui.desk import Desk
from muniment.ui.forms.places import body
from muniment.ui.pages.casefile.standing import Stand
from muniment.ui.pages.casefile.telling import told
from muniment.ui.widgets.bodymap import BodyMapView, Spot


def injury_map(desk: Desk, dossier: Dossier, words: Words) -> Iterator[Stand]:
    """The map above the list of injuries, numbered as they stand in it; nothing where none has a place."""
    spots = tuple(_spots(dossier, words))
    if spots:
        make = partial(BodyMapView, body(), desk.vocabularies, read_only=True)
        yield Stand("body map", make, lambda one: cast("BodyMapView", one).show_spots(spots))


def _spots(dossier: Dossier, words: Words) -> Iterator[Spot]:
    for number, one in enumerate(dossier.all(Injury), 1):
        if one.view and one.x is not None and one.y is not None:
            yield Spot(number, one.view, float(one.x), float(one.y), told(one, words).heading)
