"""What the register says of one copy, and the way to the case files that it is about."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from muniment.services.copies import Copy
from muniment.ui.models.copies import audience_name, when
from muniment.ui.pages.casefile.telling import capital
from muniment.ui.widgets.basics import button, clear, column, label
from muniment.ui.widgets.exhibit_facts import fact_name, fact_value, hash_line
from muniment.ui.wording import _


class CopyFacts(QScrollArea):
    """``opened`` brings the id of the case file that is wanted."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title = label(level="heading", selectable=True)
        self._reason = label(tone="danger", wrap=True, selectable=True)
        self._files, self._facts = QVBoxLayout(), QGridLayout()
        self._files.setSpacing(2)
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        self._kept_name = label(_("Left in after the leak check"), level="group")
        self._kept = label(wrap=True, selectable=True)
        parts = (self._title, self._reason, self._files, self._facts, self._kept_name, self._kept, None)
        self._inner = QWidget()
        self._inner.setLayout(column(*parts, space=10, margins=(16, 12, 16, 16)))
        self.setWidget(self._inner)
        self.show_copy(None)

    def show_copy(self, copy: Copy | None) -> None:
        """Shows another copy; None shows none."""
        self._inner.setVisible(copy is not None)
        clear(self._files)
        clear(self._facts)
        if copy is None:
            return
        self._title.setText(copy.copy_no)
        self._reason.setText(_("Left without a consent: {reason}").format(reason=copy.reason))
        self._reason.setVisible(bool(copy.reason))
        self._show_files(copy)
        self._show_facts(copy)
        self._kept.setText(copy.kept)
        for part in (self._kept_name, self._kept):
            part.setVisible(bool(copy.kept))

    def _show_files(self, copy: Copy) -> None:
        for case in copy.cases:
            name = f"{case.pseudonym} · {case.code}".replace("&", "&&")
            link = button(name, partial(self.opened.emit, case.id), kind="link", icon="folder-open")
            self._files.addWidget(link)

    def _show_facts(self, copy: Copy) -> None:
        told = (
            (_("To"), copy.recipient or _("not noted")),
            (_("For"), audience_name(copy.audience)),
            (_("Document"), capital(copy.template)),
            (_("When"), _("{when} UTC").format(when=when(copy.at)) if copy.at else ""),
            (_("Pages"), str(copy.page_count or "")),
            (_("Journal"), copy.journal_head[:16]),
        )
        for at, (name, value) in enumerate((name, value) for name, value in told if value):
            self._facts.addWidget(fact_name(name), at, 0)
            self._facts.addWidget(fact_value(value), at, 1)
        last = self._facts.rowCount()
        self._facts.addWidget(fact_name(_("SHA-256")), last, 0)
        self._facts.addLayout(hash_line(copy.sha256), last, 1)
