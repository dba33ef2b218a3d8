"""The page of settings: sections at the side, one of them shown."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget

from muniment.ui.desk import Desk, Place
from muniment.ui.pages.page import Page
from muniment.ui.pages.settings.audiences import AudiencesSection
from muniment.ui.pages.settings.exchange import ExportSection, ImportSection
from muniment.ui.pages.settings.law import LimitsSection, RulesSection
from muniment.ui.pages.settings.look import LookSection
from muniment.ui.pages.settings.passphrases import PassphrasesSection
from muniment.ui.pages.settings.removed import RemovedSection
from muniment.ui.pages.settings.safety import SafetySection
from muniment.ui.pages.settings.section import SettingsSection
from muniment.ui.pages.settings.terms import TermsSection
from muniment.ui.pages.settings.vault import VaultSection
from muniment.ui.widgets.basics import row
from muniment.ui.widgets.sidelist import SideList
from muniment.ui.wording import _


def sections() -> dict[str, tuple[str, Callable[[Desk], SettingsSection]]]:
    """Every section by its name: what it is called, and what makes it."""
    return {
        "look": (_("Appearance"), LookSection),
        "safety": (_("Safety"), SafetySection),
        "passphrases": (_("Passphrases"), PassphrasesSection),
        "vault": (_("This vault"), VaultSection),
        "audiences": (_("Audiences"), AudiencesSection),
        "limits": (_("Custody limits"), LimitsSection),
        "rules": (_("Deadline rules"), RulesSection),
        "removed": (_("Removed"), RemovedSection),
        "terms": (_("Lists of terms"), TermsSection),
        "export": (_("Export"), ExportSection),
        "import": (_("Import"), ImportSection),
    }


class SettingsPage(Page):
    """Nothing has to be saved: what is chosen holds at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._known = sections()
        self._made: dict[str, SettingsSection] = {}
        self._name = "look"
        self.side = SideList([(name, title) for name, (title, _make) in self._known.items()])
        self.side.chosen.connect(self.show_section)
        self._stack = QStackedWidget()
        layout = row(self.side, self._stack, space=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_place(self, place: Place) -> None:
        self.show_section(place.section or self._name)
        self.side.setFocus()

    def place(self) -> Place:
        return Place("settings", section=self._name)

    def show_section(self, name: str) -> SettingsSection:
        """Shows one section as it is now."""
        self._name = name if name in self._known else "look"
        if self._name not in self._made:
            self._made[self._name] = self._known[self._name][1](self.desk)
            self._stack.addWidget(self._made[self._name])
        section = self._made[self._name]
        section.refresh()
        self._stack.setCurrentWidget(section)
        self.side.show_chosen(self._name)
        return section
