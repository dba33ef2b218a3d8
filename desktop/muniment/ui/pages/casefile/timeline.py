"""The timeline of a file above what happened, in the words of the window; none of them is the name of a person."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import cast

from PySide6.QtWidgets import QWidget

from muniment.domain.schema import RECORDS
from muniment.domain.vocabulary import Vocabularies
from muniment.services import timeline
from muniment.services.casefile import CaseView
from muniment.services.timeline import Item, Lane
from muniment.ui.desk import Desk
from muniment.ui.pages.casefile.spans import moment, span
from muniment.ui.pages.casefile.standing import Stand
from muniment.ui.pages.casefile.telling import capital
from muniment.ui.widgets.timeline_canvas import Names
from muniment.ui.widgets.timeline_panel import TimelinePanel
from muniment.ui.wording import _, language

_FOLDED = "timeline folded"
_LANES = {
    "custody": "Held",
    "treatment": "Abuse",
    "exams": "Examined",
    "court": "In court",
    "losses": "Losses",
    "deadlines": "Due",
}


def timeline_of(
    desk: Desk, view: CaseView, go: Callable[[str, str], None], seek: Callable[[QWidget], None]
) -> Iterator[Stand]:
    """The timeline of a file, from which one goes to records; nothing where nothing has a date."""
    found = timeline.of_file(view.dossier, view.overview.as_of)
    if found.lanes:
        names = names_for(desk.vocabularies, view)

        def make() -> QWidget:
            made = panel(desk, lambda _case, kind, record: go(kind, record))
            made.view.reached.connect(partial(seek, made))
            return made

        def show(widget: QWidget) -> None:
            cast("TimelinePanel", widget).show_timeline(found, names)

        yield Stand("timeline", make, show)


def panel(desk: Desk, go: Callable[[str, str, str], None]) -> TimelinePanel:
    """A panel that is folded where it was folded last, on whatever page."""
    made = TimelinePanel(folded=bool(desk.remembered.get(_FOLDED)))
    made.wanted.connect(go)
    made.folded.connect(partial(desk.remember, _FOLDED))
    return made


def names_for(vocabularies: Vocabularies, view: CaseView | None = None) -> Names:
    """How lanes and items are called: by kinds, terms and dates alone, since a tool tip is read over a shoulder."""
    titles = view.rule_titles if view else {}

    def short(item: Item) -> str:
        if item.rule:
            return titles.get(item.rule, item.rule)
        vocabulary, term = item.term
        return capital(vocabularies.label(vocabulary, term, language())) if term else _(RECORDS[item.kind].label)

    def full(item: Item) -> str:
        kind, called = _(RECORDS[item.kind].label), short(item)
        parts = [kind if called == kind else f"{kind}: {called}", when(item), _("done") if item.done else ""]
        return ", ".join(part for part in parts if part)

    return Names(lane_name, full, short)


def lane_name(lane: Lane) -> str:
    """What a lane is called: what it holds, or whose it is."""
    if lane.pseudonym or lane.code:
        return f"{lane.code} · {lane.pseudonym}"  # the code first: it is read also where the name is cut short
    return _(_LANES.get(lane.key, ""))


def when(item: Item) -> str:
    """The time of an item in words: “18 Sep 2017 – ongoing”."""
    if item.continuing:
        return _("{start} – ongoing").format(start=moment(item.since)) if item.since else _("ongoing")
    if item.since is None or item.until is not None:
        return span(item.since, item.until)
    return _("from {start}, end not known").format(start=moment(item.since))
