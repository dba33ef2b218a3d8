"""What the window will need is loaded and made while somebody still types the passphrase."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from muniment.host.resources import load_deadline_rules, load_vocabularies
from muniment.ui.icons import icon
from muniment.ui.runner import spare_what_stays

_FIRST_MS, _NEXT_MS = 60, 5  # the field is on the screen before, and every key is heard in between

#: Those that others begin with come first, so that no step takes long.
MODULES = (
    "concurrent.futures.thread",
    "muniment.domain.records",
    "muniment.vault.keys",
    "cryptography.hazmat.primitives.kdf.argon2",
    "cryptography.hazmat.primitives.kdf.hkdf",
    "cryptography.hazmat.primitives.hmac",
    "cryptography.hazmat.primitives.ciphers.aead",
    "muniment.services.session",
    "muniment.services.unlocking",
    "muniment.services.listing",
    "muniment.domain.dossier",
    "muniment.domain.openformat",
    "muniment.services.finding",
    "muniment.services.casetable",
    "muniment.services.history",
    "muniment.ui.desk",
    "muniment.ui.ask",
    "muniment.ui.frame",
    "muniment.ui.models.casetable",
    "muniment.ui.widgets.filters",
    "muniment.ui.pages.cases",
    "muniment.services.drafts",
    "muniment.ui.forms",
    "muniment.ui.text_size",
    "muniment.services.backups",
    "muniment.ui.pages.casefile.page",
)


#: Lists of terms that the list of case files has columns of.
TERMS = ("legal_status", "act", "living_now", "safety", "consent_decision")

#: Icons that stand around that list, beside those of the rail, each with its colour.
ICONS = (("plus", "on_accent"), ("check", "muted"), ("filter", "accent"), ("sheet", "accent"), ("printer", "text"))


def steps(window: QWidget) -> Iterator[Callable[[], object]]:
    """All that the list of case files needs but for the vault, in steps of a few milliseconds."""
    yield from (partial(import_module, name) for name in MODULES)
    yield from (partial(load_vocabularies().__getitem__, name) for name in TERMS)
    yield load_deadline_rules
    yield partial(_draw, window)
    yield _know_widgets
    yield spare_what_stays


def _draw(window: QWidget) -> None:
    from muniment.ui.frame import feet, stops

    for name, tone in (*((stop.icon, "text") for stop in (*stops(), *feet())), *ICONS):
        icon(name, window, tone)


def _know_widgets() -> None:
    """The first time that Qt gives a widget which it made itself, its binding gets to know all kinds of widgets."""
    from PySide6.QtWidgets import QTableView

    QTableView().viewport()


class Ahead(QObject):
    """Does one step after the other, in the pauses."""

    def __init__(self, parent: QObject, steps: Iterable[Callable[[], object]]) -> None:
        super().__init__(parent)
        self._steps = iter(steps)
        self.is_done = False  # whether all is there
        QTimer.singleShot(_FIRST_MS, self, self._go_on)

    def _go_on(self) -> None:
        step = next(self._steps, None)
        if step is None:
            self.is_done = True
            return
        step()
        QTimer.singleShot(_NEXT_MS, self, self._go_on)
