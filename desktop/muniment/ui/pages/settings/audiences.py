"""What each audience may see: read only, for whoever decides for whom a copy is made."""

from PySide6.QtWidgets import QVBoxLayout

from muniment.domain.audience import AUDIENCES
from muniment.domain.audience_table import of_one
from muniment.ui.desk import Desk
from muniment.ui.models.copies import audience_name
from muniment.ui.pages.casefile.telling import capital
from muniment.ui.pages.settings.section import SettingsSection
from muniment.ui.theme import px
from muniment.ui.widgets.basics import clear, label, row, rule
from muniment.ui.wording import _


class AudiencesSection(SettingsSection):
    """One audience is chosen, and every matter is told with how that audience is told of it."""

    def __init__(self, desk: Desk) -> None:
        hint = _("Nothing leaves for an audience without the person's consent for just that audience.")
        super().__init__(desk, _("Audiences"), hint)
        names = [(name, audience_name(name)) for name in AUDIENCES]
        self.box = self.add_choice(_("A copy"), names, "counsel", lambda name: self.show_audience(str(name)))
        self.parts.addSpacing(8)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.parts.addLayout(self._list)
        self.add_note(_("“If consented”: where the scope of the person's consent for this audience names that part."))
        self.show_audience("counsel")

    def show_audience(self, name: str) -> None:
        """Tells of one audience."""
        clear(self._list)
        self.box.setCurrentIndex(list(AUDIENCES).index(name))
        for matter, told in of_one(name):
            what = label(capital(matter), wrap=True)
            how = label(self._words(told), tone="muted" if told == "no" else "", wrap=True)
            how.setMinimumWidth(px(self, 200))
            line = row(what, how, space=12)
            line.setStretch(0, 3)
            line.setStretch(1, 2)
            self._list.addLayout(line)
            self._list.addWidget(rule())

    def _words(self, told: str) -> str:
        """The term of a consent by its label; everything else as it stands."""
        known = self.desk.vocabularies["consent_purpose"]
        return capital(self.desk.vocabularies.label("consent_purpose", told, "en") if told in known else told)
