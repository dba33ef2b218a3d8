"""How the window looks and speaks. Known before a vault is open, so it is kept on this computer: no path, no name."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from muniment.host.preferences import keep_look, load_look
from muniment.ui import theme
from muniment.ui.desk import Desk
from muniment.ui.pages.settings.section import SettingsSection
from muniment.ui.pages.start import LANGUAGES
from muniment.ui.widgets.basics import button, label, row
from muniment.ui.wording import _, language

_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)


class LookSection(SettingsSection):
    """Language, colours, size of the text; and the paper, which the vault remembers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Appearance"))
        look = load_look()
        self.language = self.add_choice(_("Language"), LANGUAGES, look.language, self._on_language)
        self._later = QWidget()
        note = _(
            "The window speaks it once it was locked and unlocked again. Everything is kept, and you come back here."
        )
        lock = button(_("Lock now"), lambda: desk.acting.emit("lock"), icon="lock")
        self._later.setLayout(row(label(note, level="small", tone="muted", wrap=True), lock, space=12))
        self.parts.addWidget(self._later)
        self._later.setVisible(look.language != language())
        schemes = (("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark")))
        self.scheme = self.add_choice(_("Colours"), schemes, look.scheme, lambda value: self._choose(scheme=value))
        sizes = [(size, f"{size} %") for size in _SIZES]
        self.text = self.add_choice(_("Size of the text"), sizes, look.text, lambda value: self._choose(text=value))
        self.add_note(_("These are kept on this computer, since they are needed before a vault is open."))
        papers = (("a4", "A4"), ("letter", "Letter"))
        self.paper = self.add_choice(
            _("Paper"), papers, desk.remembered.get("paper", "a4"), lambda value: desk.remember("paper", value)
        )

    def _choose(self, **parts: Any) -> None:
        look = replace(load_look(), **parts)
        keep_look(look)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, theme.Scheme(look.scheme), look.text)

    def _on_language(self, chosen: object) -> None:
        keep_look(replace(load_look(), language=str(chosen)))
        self._later.setVisible(chosen != language())
