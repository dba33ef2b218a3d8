"""A timeline with what belongs to it: a title that folds it, nearer and farther, and a line that explains it."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from muniment.services.timeline import Timeline
from muniment.ui.icons import put_icon
from muniment.ui.widgets.basics import button, icon_button, label, row
from muniment.ui.widgets.timeline import TimelineView
from muniment.ui.widgets.timeline_canvas import Names
from muniment.ui.widgets.timeline_plan import open_ended
from muniment.ui.wording import _, plural

_NEARER = 1.6


class TimelinePanel(QFrame):
    """``folded`` tells when somebody folds or unfolds it; ``wanted`` asks for a record."""

    wanted = Signal(str, str, str)  # id of the case file, kind and id of the record
    folded = Signal(bool)

    def __init__(self, *, folded: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.view = TimelineView()
        self.view.wanted.connect(self.wanted)
        self.view.current.connect(self._on_current)
        self._legend = ""
        self._fold = button(_("Timeline"), self._on_fold, kind="link")
        self._acts = [
            icon_button("zoom-out", _("Farther (−)"), lambda: self.view.zoom(_NEARER)),
            icon_button("zoom-in", _("Nearer (+)"), lambda: self.view.zoom(1 / _NEARER)),
            button(_("All"), self.view.fit, kind="link"),
        ]
        self._acts[-1].setToolTip(_("Show all of it (0)"))
        self._told = label(level="small", tone="muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 8)
        layout.setSpacing(4)
        layout.addLayout(row(self._fold, None, *self._acts, space=0))
        layout.addWidget(self.view)
        layout.addWidget(self._told)
        self._show_folded(folded=folded)

    def show_timeline(self, timeline: Timeline, names: Names) -> None:
        """Shows another timeline."""
        self._legend = " ".join(_legend(timeline))
        self.view.show_timeline(timeline, names)

    @property
    def is_folded(self) -> bool:
        """Whether only its title is shown."""
        return self.view.isHidden()

    def _on_fold(self) -> None:
        self._show_folded(folded=not self.is_folded)
        self.folded.emit(self.is_folded)

    def _show_folded(self, *, folded: bool) -> None:
        for one in (self.view, self._told, *self._acts):
            one.setHidden(folded)
        put_icon(self._fold, "chevron-right" if folded else "chevron-down", "accent")
        self._fold.setAccessibleDescription(_("Folded; Enter unfolds it") if folded else _("Enter folds it"))

    def _on_current(self, told: str) -> None:
        self._told.setText(told or self._legend or _("Arrow keys go through it, Enter opens a record."))


def _legend(timeline: Timeline) -> Iterator[str]:
    """What the signs mean that are there, and what is not there."""
    items = [item for lane in timeline.lanes for item in lane.items]
    if any(item.uncertain for item in items):
        yield _("Hatched: the date is uncertain.")
    if any(open_ended(item) for item in items):
        yield _("Fading: an end is not known.")
    if any(item.continuing for item in items):
        yield _("Arrow: goes on.")
    if timeline.undated:
        yield plural(
            "{n} record without a date is not on it.", "{n} records without a date are not on it.", timeline.undated
        )
    if timeline.left_out:
        yield plural("{n} more person is not on it.", "{n} more people are not on it.", timeline.left_out)
