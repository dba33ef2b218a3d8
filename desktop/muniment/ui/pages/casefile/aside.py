"""The right column: what explains the record that is looked at."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from muniment.domain.overview import Held
from muniment.domain.records import Record
from muniment.domain.rules import Remark
from muniment.services.casefile import CaseView
from muniment.services.words import Words
from muniment.ui.pages.casefile.remarks import RemarkLine
from muniment.ui.pages.casefile.sums import Lines, detention_lines, file_lines
from muniment.ui.pages.casefile.telling import capital
from muniment.ui.theme import figures, px
from muniment.ui.widgets.basics import clear, label
from muniment.ui.wording import _, plural

_MOST = 10  # warnings that are told here
_LONG = 14  # characters from which a value stands below its name


class Aside(QScrollArea):
    """Days with their arithmetic, warnings, and sources of the record at hand; of the file where there is none."""

    wanted = Signal(str, str)  # kind and id of a record to go to

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[object, ...] = ()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(px(self, 250))
        self.setAccessibleName(_("Explanation"))
        inner = QWidget()
        self._layout = QVBoxLayout(inner)
        self._layout.setContentsMargins(16, 16, 12, 16)
        self._layout.setSpacing(8)
        self.setWidget(inner)

    def explain(self, view: CaseView, record: Record | None, words: Words) -> None:
        """Shows what explains a record."""
        title, days = _days(view, record)
        about = [one for one in view.remarks if record is None or one.id == record.id]
        sources = None if record is None else tuple(words.named(source) for source in record.sources)
        shown = (title, tuple(days), tuple(about), sources)
        if shown != self._shown:  # what stays as it is keeps its place and its focus
            self._shown = shown
            clear(self._layout)
            self._grid(title, days)
            self._remarks(about)
            self._sources(sources)
            self._layout.addStretch(1)
            self.verticalScrollBar().setValue(0)

    def _grid(self, title: str, lines: Lines) -> None:
        if not lines:
            return
        self._layout.addWidget(label(title, level="label"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        line = 0
        for name, value in lines:
            long = len(value) > _LONG
            number = label(value, wrap=long)
            number.setFont(figures(number.font()))
            if not long:
                number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(capital(name), tone="muted", wrap=True), line, 0, 1, 2 if long else 1)
            line += long
            grid.addWidget(number, line, 0 if long else 1, 1, 2 if long else 1)
            line += 1
        self._layout.addLayout(grid)

    def _remarks(self, remarks: Sequence[Remark]) -> None:
        if not remarks:
            return
        self._layout.addSpacing(8)
        grave = sum(one.severity.value != "gap" for one in remarks)
        gaps = len(remarks) - grave
        parts = [plural("{n} warning", "{n} warnings", grave)] if grave else []
        parts += [plural("{n} gap", "{n} gaps", gaps)] if gaps else []
        self._layout.addWidget(label(", ".join(parts), level="label"))
        for one in remarks[:_MOST]:
            line = RemarkLine(one)
            line.wanted.connect(self.wanted)
            self._layout.addWidget(line)
        if len(remarks) > _MOST:
            more = plural(
                "and {n} more, under the name above", "and {n} more, under the name above", len(remarks) - _MOST
            )
            self._layout.addWidget(label(more, tone="muted", wrap=True))

    def _sources(self, sources: tuple[str, ...] | None) -> None:
        if sources is None:
            return
        self._layout.addSpacing(8)
        self._layout.addWidget(label(_("Sources"), level="label"))
        if not sources:
            self._layout.addWidget(label(_("None noted"), tone="muted"))
        for source in sources:
            self._layout.addWidget(label(source, wrap=True))


def _days(view: CaseView, record: Record | None) -> tuple[str, Lines]:
    """The arithmetic of the detention that a record belongs to, of the only one, or of the whole file."""
    held = _held(view, record)
    if held is not None:
        return _("Days of this detention"), detention_lines(held)
    if view.overview.held:
        return _("Days, all detentions"), file_lines(view.overview)
    return "", []


def _held(view: CaseView, record: Record | None) -> Held | None:
    wanted = "" if record is None else record.id if record.RECORD == "detention" else getattr(record, "detention", "")
    found = [one for one in view.overview.held if one.detention.id == wanted]
    only = view.overview.held if len(view.overview.held) == 1 else ()
    return next(iter((*found, *only)), None)
