"""What is known of an exhibit: what it is, its hash, every step of its custody; and the way to give it out."""

from textwrap import wrap

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from muniment.domain.records import CustodyEvent
from muniment.domain.vocabulary import Vocabularies
from muniment.services.exhibit_list import Known
from muniment.ui.pages.casefile.spans import instant, moment
from muniment.ui.pages.casefile.telling import capital, file_size
from muniment.ui.theme import figures
from muniment.ui.widgets.basics import button, clear, column, icon_button, label, leading, named, restyle, row
from muniment.ui.wording import _, language

_GROUP, _LINE = 8, 24  # digits of a hash


class ExhibitFacts(QScrollArea):
    """``opened`` asks for the case file, ``extracting`` brings the reason for which a copy is given out."""

    opened = Signal()
    extracting = Signal(str)

    def __init__(self, vocabularies: Vocabularies, *, read_only: bool) -> None:
        super().__init__()
        self._vocabularies, self._read_only = vocabularies, read_only
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._known: Known | None = None
        self.title = label(level="label", wrap=True, selectable=True)
        self.file = button("", self.opened.emit, kind="link", icon="folder-open")
        self._facts, self._steps = QGridLayout(), QVBoxLayout()
        self.reason = named(QLineEdit(), _("Why it is given out"))
        self.extract_button = button(_("Extract …"), self._on_extract, icon="download")
        self._compose()
        self.show_known(None)

    def _compose(self) -> None:
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        self._steps.setSpacing(2)
        self.reason.setAcceptDrops(False)
        self.reason.setPlaceholderText(_("Why; it is kept in its custody"))
        note = _("An extracted copy is outside of the vault: whoever has the file can read it.")
        self._giving = QWidget()
        texts = label(note, level="small", tone="muted", wrap=True)
        acts = row(self.reason, self.extract_button, space=8)
        acts.setStretch(0, 1)
        self._giving.setLayout(column(acts, texts, space=4))
        inner = QWidget()
        held = label(_("Custody"), level="group")
        parts = (self.title, self.file, self._facts, self._giving, held, self._steps, None)
        inner.setLayout(column(*parts, space=10, margins=(16, 12, 16, 16)))
        self.setWidget(inner)
        self._inner = inner
        self._giving.setHidden(self._read_only)  # now that it is part of something: else it would be a window
        self.reason.returnPressed.connect(self._on_extract)
        self.reason.textChanged.connect(lambda _text: restyle(self.reason, fault=False))

    def show_known(self, known: Known | None) -> None:
        """Shows another exhibit; None shows none."""
        self._known = known
        self._inner.setVisible(known is not None)
        clear(self._facts)
        clear(self._steps)
        if known is None:
            return
        exhibit = known.listed.exhibit
        self.title.setText(f"E{exhibit.exhibit_no}  {exhibit.title}")
        self.file.setText(f"{known.listed.pseudonym} · {known.listed.code}".replace("&", "&&"))
        for at, (name, value) in enumerate(self._told(known)):
            self._facts.addWidget(fact_name(name), at, 0)
            self._facts.addWidget(fact_value(value), at, 1)
        last = self._facts.rowCount()
        self._facts.addWidget(fact_name(_("SHA-256")), last, 0)
        self._facts.addLayout(hash_line(exhibit.sha256), last, 1)
        for step in known.custody:
            self._steps.addLayout(self._step(step))

    def forget_reason(self) -> None:
        """What was typed for one exhibit is not the reason for another."""
        self.reason.clear()

    def _told(self, known: Known) -> list[tuple[str, str]]:
        one, words = known.listed.exhibit, self._vocabularies
        origin = ", ".join(part for part in (one.acquired_from, one.acquired_by, one.acquired_how) if part)
        told = [
            (_("Kind"), words["evidence_kind"].label(one.kind, language()) if one.kind else ""),
            (_("File"), ", ".join(part for part in (one.media_type, file_size(one.size or 0)) if part)),
            (_("Original name"), one.original_name if one.original_name != one.title else ""),
            (_("Acquired"), moment(one.acquired_on) if one.acquired_on else ""),
            (_("From"), origin),
        ]
        return [(name, value) for name, value in told if value]

    def _step(self, step: CustodyEvent) -> QVBoxLayout:
        what = capital(self._vocabularies["custody_action"].label(step.action, language()))
        by = _("by {who}").format(who=step.by) if step.by else ""
        line = label(" · ".join(part for part in (what, instant(step.at), by) if part), wrap=True)
        layout = column(line, space=0, margins=(0, 0, 0, 4))
        if step.reason:
            layout.addWidget(label(step.reason, level="small", tone="muted", wrap=True))
        return layout

    def _on_extract(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.extracting.emit(reason)
        else:
            restyle(self.reason, fault=True)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)


def fact_name(name: str) -> QLabel:
    """What a value is called, beside its first line."""
    made = label(name, tone="muted")
    made.setAlignment(leading(Qt.AlignmentFlag.AlignTop))
    return made


def fact_value(value: str) -> QLabel:
    """A value in as many lines as it takes, to be copied."""
    made = label(value, wrap=True, selectable=True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return made


def hash_line(digest: str) -> QHBoxLayout:
    """All of it, in lines of the same length, to be compared by eye; copied as one."""
    lines = "\n".join(" ".join(wrap(part, _GROUP)) for part in wrap(digest, _LINE))
    shown = label(lines, level="small", selectable=True)
    shown.setFont(figures(shown.font()))
    copy = icon_button("copy", _("Copy the hash"), lambda: QGuiApplication.clipboard().setText(digest))
    layout = row(shown, copy, None, space=4)
    layout.setAlignment(copy, Qt.AlignmentFlag.AlignTop)
    return layout
