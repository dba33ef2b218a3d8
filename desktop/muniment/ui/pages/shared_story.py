"""What an incident comes to: everybody taken in it over time, and the counts that were published of it."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QVBoxLayout

from muniment.services import counts, timeline
from muniment.services.counts import Compared
from muniment.services.session import Session
from muniment.services.timeline import Timeline
from muniment.ui.desk import Desk, Place
from muniment.ui.pages.casefile.sight import Width
from muniment.ui.pages.casefile.timeline import names_for, panel
from muniment.ui.pages.counts import CountRow
from muniment.ui.widgets.basics import clear, label, rule
from muniment.ui.widgets.timeline_panel import TimelinePanel
from muniment.ui.wording import _, language, plural


@dataclass(frozen=True, slots=True)
class Story:
    """What is told of one incident."""

    timeline: Timeline
    counts: tuple[Compared, ...]


def read(session: Session, incident_id: str, as_of: date) -> Story:
    """Reads it. Raises NotThere."""
    return Story(timeline.of_incident(session, incident_id, as_of), counts.of_incident(session, incident_id))


class IncidentStory(Width):
    """The timeline with a lane for each person, from which one goes to their files; below it the published counts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: Story | None = None
        self._panel: TimelinePanel | None = None
        self._counts = QVBoxLayout()
        self._counts.setSpacing(4)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        self._layout.addLayout(self._counts)

    def show_story(self, story: Story) -> None:
        """Shows what is told of an incident; what stays as it is keeps its place and its focus."""
        if self._shown is None or story.counts != self._shown.counts:
            self._show_counts(story.counts)
        if self._panel is None and story.timeline.lanes:
            self._panel = panel(self._desk, self._on_wanted)
            self._layout.insertWidget(0, self._panel)
        if self._panel is not None:
            self._panel.setVisible(bool(story.timeline.lanes))
            self._panel.show_timeline(story.timeline, names_for(self._desk.vocabularies))
        self._shown = story
        self.setVisible(bool(story.timeline.lanes or story.counts))

    def _on_wanted(self, case_id: str, _kind: str, record_id: str) -> None:
        self._desk.open_case(case_id, record_id=record_id)

    def _show_counts(self, found: tuple[Compared, ...]) -> None:
        clear(self._counts)
        if not found:
            return
        title = plural("{n} published count", "{n} published counts", len(found))
        self._counts.addWidget(label(title, level="group"))
        self._counts.addWidget(rule())
        self._counts.addWidget(label(_("● published   ◇ documented here as detained"), level="small", tone="muted"))
        numbers = [(one.claim.low or 0, one.claim.high or 0, one.documented.certain) for one in found]
        most = max(max(one) for one in numbers)
        for one in found:
            self._counts.addWidget(self._row(one, most))

    def _row(self, compared: Compared, most: int) -> CountRow:
        claim, terms = compared.claim, self._desk.vocabularies
        kind = terms.label("count_source_kind", claim.source_kind, language()) if claim.source_kind else ""
        made = CountRow(compared, terms.label("counted", claim.counted, language()), kind, most)
        for one in (made.published, made.documented):  # here is less room than on their own page
            one.setMinimumWidth(0)
        made.documented.setWordWrap(True)
        made.opened.connect(lambda record_id: self._desk.go(Place("counts", record=record_id)))
        return made
