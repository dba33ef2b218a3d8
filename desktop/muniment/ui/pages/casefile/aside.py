"""The right column: what explains the record that is looked at."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from muniment.domain.records import Record
from muniment.domain.rules import Remark
from muniment.services.casefile import CaseView
from muniment.services.words import Words
from muniment.ui.pages.casefile.sums import Lines, detention_lines, file_lines
from muniment.ui.theme import figures, px
from muniment.ui.widgets.basics import button, clear, label
from muniment.ui.wording import _, plural


class Aside(QScrollArea):
    """Days with their arithmetic, warnings, and sources of the record at hand; of the file where there is none."""

    wanted = Signal(str, str)  # kind and id of a record to go to

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(px(self, 250))
        self.setAccessibleName(_("Explanation"))
        inner = QWidget()
        self._layout = QVBoxLayout(inner)
        self._layout.setContentsMargins(16, 16, 16, 16)
        self._layout.setSpacing(12)
        self.setWidget(inner)

    def explain(self, view: CaseView, record: Record | None, words: Words) -> None:
        """Shows what explains a record."""
        clear(self._layout)
        held = next(
            (one for one in view.overview.held if record is not None and one.detention.id == _detention(record)), None
        )
        if held is not None:
            self._days(_("Days of this detention"), detention_lines(held))
        if len(view.overview.held) != 1 or held is None:
            self._days(_("Days, all detentions"), file_lines(view.overview) if view.overview.held else [])
        about = [one for one in view.remarks if record is None or one.id == record.id]
        self._remarks(about, linked=record is None)
        if record is not None:
            self._sources(record, words)
        self._layout.addStretch(1)

    def _days(self, title: str, lines: Lines) -> None:
        if not lines:
            return
        self._layout.addWidget(label(title, level="label"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for at, (name, value) in enumerate(lines):
            number = label(value, wrap=len(value) > 12)
            number.setFont(figures(number.font()))
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(name, tone="muted", wrap=True), at, 0)
            grid.addWidget(number, at, 1)
        self._layout.addLayout(grid)

    def _remarks(self, remarks: Sequence[Remark], *, linked: bool) -> None:
        if not remarks:
            return
        self._layout.addWidget(label(plural("{n} warning", "{n} warnings", len(remarks)), level="label"))
        for one in remarks:
            tone = {"danger": "danger", "attention": "warning"}.get(one.severity.value, "muted")
            self._layout.addWidget(label(one.text, tone=tone, wrap=True))
            if linked and one.record != "case_file":
                self._layout.addWidget(button(_("Show"), partial(self.wanted.emit, one.record, one.id), kind="link"))

    def _sources(self, record: Record, words: Words) -> None:
        self._layout.addWidget(label(_("Sources"), level="label"))
        if not record.sources:
            self._layout.addWidget(label(_("none noted"), tone="muted"))
        for source in record.sources:
            self._layout.addWidget(label(words.named(source), wrap=True))


def _detention(record: Record) -> str:
    return record.id if record.RECORD == "detention" else str(getattr(record, "detention", ""))
