"""What can be chosen of an output, beside its preview."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from muniment.domain.audience import AUDIENCES
from muniment.domain.date_display import shown
from muniment.domain.date_words import understand_or_none
from muniment.domain.dates import DateError, UncertainDate
from muniment.services.printing import ACROSS, DISCLOSING, KINDS, WHOLE, Choices, Paper
from muniment.ui.forms.segment import Tick
from muniment.ui.pages.preview_audience import AudienceChoice
from muniment.ui.pages.settings.section import choice_box
from muniment.ui.pages.start import LANGUAGES
from muniment.ui.widgets.basics import column, label, named, restyle
from muniment.ui.widgets.passphrases import NewPassphrase
from muniment.ui.wording import _, language

PAPERS: Mapping[str, Paper] = {"A4": "a4", "Letter": "letter"}


def kinds() -> dict[str, str]:
    """The outputs by what people call them."""
    known = {
        "brief": _("Brief"),
        "summary": _("Summary"),
        "exhibits": _("Exhibit list"),
        "consent": _("Consent form"),
        "chronology": _("Chronology across files"),
    }
    return {kind: known.get(kind, kind.capitalize()) for kind in (*KINDS, *ACROSS)}


def wholes() -> dict[str, str]:
    """The outputs that are about no single case file, by what people call them."""
    known = {"deadlines": _("Deadlines and tasks"), "blank-consent": _("Blank consent form")}
    return {kind: known.get(kind, kind.capitalize()) for kind in WHOLE}


class ChoicePanel(QWidget):
    """The choices. ``changed`` tells of one that makes another document; what concerns saving alone is only read."""

    changed = Signal()
    saving_changed = Signal()

    def __init__(self, choices: Choices, today: date) -> None:
        super().__init__()
        self._choices, self._today = choices, today
        self.kind = self._box(_("Output"), kinds(), choices.kind, lambda value: self._take(kind=value))
        self.outside = AudienceChoice()
        self.language = self._box(
            _("Language"), dict(LANGUAGES), choices.language, lambda value: self._take(language=value)
        )
        papers: dict[str, str] = {paper: name for name, paper in PAPERS.items()}
        self.paper = self._box(_("Paper"), papers, choices.paper, lambda value: self._take(paper=value))
        self.day = named(QLineEdit(), _("As of"))
        self.day.setPlaceholderText(_("today"))
        self.day_fault = label(level="small", tone="danger", wrap=True)
        self.disclosures = Tick(_("What was said under force"))
        self.word = named(QLineEdit(), _("Type disclosures to confirm"))
        self.word_hint = label(_confirmation(), level="small", tone="warning", wrap=True)
        self.protected = Tick(_("Protect with a password"))
        self.password = NewPassphrase(_("Password of the PDF"))
        ways = {"one": _("One file for all"), "each": _("One file for each")}
        self._each = self._several = False
        self.way = self._box(_("Saved as"), ways, "one", self._on_way)
        self.way_label = label(_("Saved as"), level="field")
        self.kind_label = label(_("Output"), level="field")
        self._compose()
        self._connect()
        self._show()

    @staticmethod
    def _box(name: str, values: Mapping[str, str], chosen: str, act: Callable[[str], None]) -> QComboBox:
        return choice_box(name, list(values.items()), chosen, lambda value: act(str(value)))

    def _compose(self) -> None:
        layout = column(space=4)
        self.kind_label.setBuddy(self.kind)
        layout.addWidget(self.kind_label)
        layout.addWidget(self.kind)
        layout.addSpacing(4)
        layout.addWidget(self.outside)
        layout.addSpacing(4)
        for text, box in (
            (_("Language"), self.language),
            (_("Paper"), self.paper),
            (_("As of"), self.day),
        ):
            name = label(text, level="field")
            name.setBuddy(box)
            layout.addWidget(name)
            layout.addWidget(box)
            layout.addSpacing(4)
        self.way_label.setBuddy(self.way)
        for part in (self.day_fault, self.disclosures, self.word_hint, self.word, self.way_label, self.way):
            layout.addWidget(part)
        layout.addWidget(self.protected)
        layout.addWidget(self.password)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.outside.changed.connect(self._take)
        self.day.editingFinished.connect(self._on_day)
        self.disclosures.toggled.connect(self._on_disclosures)
        self.word.textChanged.connect(self._on_disclosures)
        self.protected.toggled.connect(self._on_protected)
        self.password.changed.connect(self.saving_changed)

    # --- what is chosen ---

    @property
    def choices(self) -> Choices:
        """How the document is to be made, and who gets it."""
        return _with(self._choices, recipient=self.outside.recipient.text().strip())

    @property
    def is_each(self) -> bool:
        """Whether every case file is saved as a file of its own."""
        return self._each and self._several and self._choices.kind in KINDS

    @property
    def can_be_saved(self) -> bool:
        """Whether the password, if one is wanted, was typed twice alike."""
        return not self.protected.isChecked() or self.password.is_complete()

    @property
    def secret(self) -> str:
        """The password that a saved file opens with; "" where none is wanted."""
        return self.password.text if self.protected.isChecked() else ""

    def begin(self, choices: Choices, *, several: bool) -> None:
        """Shows other choices, and nothing chosen that is to be chosen on purpose."""
        self._choices = _with(choices, with_disclosures=False)
        self._each, self._several = False, several
        for part in (self.kind, self.kind_label):
            part.setVisible(choices.kind not in WHOLE)
        for box, values, value in (
            (self.kind, (*KINDS, *ACROSS, *WHOLE), choices.kind),
            (self.language, [code for code, _name in LANGUAGES], choices.language),
            (self.paper, list(PAPERS.values()), choices.paper),
        ):
            box.setCurrentIndex(list(values).index(value))
        self.outside.begin(choices)
        self.way.setCurrentIndex(0)
        self.day.setText("" if choices.as_of == self._today else _day_shown(choices.as_of))
        self.disclosures.blockSignals(True)
        self.disclosures.setChecked(False)
        self.disclosures.blockSignals(False)
        self.word.clear()
        self.protected.setChecked(False)
        self._show()

    def _take(self, **parts: object) -> None:
        before = self._choices
        self._choices = _with(before, **parts)
        self._show()
        self._choices = _with(
            self._choices,
            audience=self.outside.audience,
            override=self.outside.override,
            with_disclosures=self._are_disclosures_wanted(),
        )
        self._show()
        if self._choices != before:
            self.changed.emit()

    def _are_disclosures_wanted(self) -> bool:
        chosen = self.disclosures.isChecked() and self.word.text().strip().casefold() == "disclosures"
        return chosen and self._may_disclose

    @property
    def _may_disclose(self) -> bool:
        return self._choices.kind in DISCLOSING and AUDIENCES[self.outside.audience].coerced_if_chosen

    def _show(self) -> None:
        self.outside.offer_for(self._choices.kind)
        asked = self._may_disclose and self.disclosures.isChecked()
        self.disclosures.setVisible(self._may_disclose)
        for part in (self.way, self.way_label):
            part.setVisible(self._several and self._choices.kind in KINDS)
        self.word_hint.setVisible(asked)
        self.word.setVisible(asked)
        self.password.setVisible(self.protected.isChecked())
        self.day_fault.setVisible(bool(self.day_fault.text()))

    # --- slots ---

    def _on_day(self) -> None:
        try:
            day = _day(self.day.text(), self._today)
        except DateError as error:
            self.day_fault.setText(_("Not a day: {reason}").format(reason=error))
            restyle(self.day, fault=True)
            self._show()
            return
        self.day_fault.clear()
        restyle(self.day, fault=False)
        self.day.setText("" if day == self._today else _day_shown(day))
        self._take(as_of=day)

    def _on_disclosures(self, _changed: object) -> None:
        self._take()

    def _on_protected(self, _changed: bool) -> None:
        self._show()
        self.saving_changed.emit()

    def _on_way(self, way: str) -> None:
        self._each = way == "each"
        self.saving_changed.emit()


def _confirmation() -> str:
    return _("This prints what was said under force, and who was named. Type “disclosures” to have it printed.")


def _with(choices: Choices, **parts: object) -> Choices:
    names = ("kind", "as_of", "language", "paper", "form", "audience", "with_disclosures", "recipient", "override")
    same: dict[str, Any] = {name: getattr(choices, name) for name in names}
    return Choices(**same | parts)


def _day(text: str, today: date) -> date:
    """The one day that a text means; today where it is empty. Raises DateError."""
    found = understand_or_none(text, today=today) if text.strip() else None
    if found is None:
        return today
    if found.first_day is None or found.first_day != found.last_day:
        raise DateError(_("it has to be one single day"))
    return found.first_day


def _day_shown(day: date) -> str:
    return shown(UncertainDate.parse(day.isoformat()), language())
