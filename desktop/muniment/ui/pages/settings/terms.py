"""The lists of terms: which are offered, and terms of one's own."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from muniment.domain.vocabulary import Term, Vocabularies
from muniment.services import terms
from muniment.services.session import Session
from muniment.ui.desk import Desk
from muniment.ui.pages.settings.section import SettingsSection, choice_box, item
from muniment.ui.widgets.basics import button, clear, column, label, named, row, rule
from muniment.ui.wording import _, language


class TermsSection(SettingsSection):
    """One list at a time. A term that is not offered any more stays with the records that have it."""

    def __init__(self, desk: Desk) -> None:
        hint = _("Terms of your own stand at the end of their list. Lists that the program reckons with are fixed.")
        super().__init__(desk, _("Lists of terms"), hint)
        self._names = [name for name in desk.vocabularies if name not in terms.FIXED]
        titles = [(name, desk.vocabularies[name].title(language())) for name in self._names]
        self._name = self._names[0]
        titles.sort(key=lambda one: one[1].casefold())
        self._name = str(titles[0][0])
        box = choice_box(_("List"), titles, self._name, self._on_list)
        text = label(_("List"), level="label")
        text.setBuddy(box)
        self.parts.addLayout(row(text, box, None, space=12))
        self.fields = {code: named(QLineEdit(), name) for code, name in _LABELS}
        self.parts.addLayout(self._adding())
        self._list = QVBoxLayout()
        self.parts.addLayout(self._list)

    def _adding(self) -> QVBoxLayout:
        columns = []
        for code, name in _LABELS:
            text = label(name, level="small", tone="muted")
            text.setBuddy(self.fields[code])
            self.fields[code].returnPressed.connect(self.add)
            columns.append(column(text, self.fields[code], space=2))
        add = button(_("Add"), self.add, icon="plus")
        add.setDisabled(self.desk.read_only)
        line = row(*columns, add, space=8)
        line.setAlignment(add, Qt.AlignmentFlag.AlignBottom)
        return column(line, 8)

    def refresh(self) -> None:
        clear(self._list)
        for term in self.desk.vocabularies[self._name]:
            self._list.addWidget(self._line(term))
            self._list.addWidget(rule())

    def _line(self, term: Term) -> QWidget:
        states = (_("your own") if term.own else "", _("not offered any more") if term.retired else "")
        state = " · ".join(part for part in states if part)
        retire = button(_("Offer no more"), lambda: self._retire(term.id), kind="link")
        retire.setDisabled(self.desk.read_only)
        return item(term.label(language()), state, *([] if term.retired else [retire]))

    def _on_list(self, name: object) -> None:
        self._name = str(name)
        self.refresh()

    def add(self) -> None:
        """One more term; its id is made from its English name."""
        labels = {code: field.text().strip() for code, field in self.fields.items() if field.text().strip()}
        english = labels.get("en", "")
        if not english:
            self.fields["en"].setFocus()
            return
        term_id, name = id_of(english), self._name

        def work(session: Session) -> Vocabularies:
            terms.add(session, name, term_id, labels)
            return session.vocabularies

        self.desk.runner.write(work, self._on_changed, self)

    def _retire(self, term_id: str) -> None:
        name = self._name

        def work(session: Session) -> Vocabularies:
            terms.retire(session, name, term_id)
            return session.vocabularies

        self.desk.runner.write(work, self._on_changed, self)

    def _on_changed(self, vocabularies: Vocabularies) -> None:
        self.desk.vocabularies = vocabularies
        for field in self.fields.values():
            field.clear()
        self.refresh()


_LABELS = (("en", "English"), ("az", "Azərbaycanca"), ("ru", "Русский"))


def id_of(english: str) -> str:
    """The id of a term of that name: small letters and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", english.lower()).strip("_")
