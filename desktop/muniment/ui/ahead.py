"""What the window will need is loaded and made while somebody still types the passphrase."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

_FIRST_MS, _NEXT_MS = 60, 5  # the field is on the screen before, and every key is heard in between

#: Those that others begin with come first, so that no step takes long.
MODULES = (
    "concurrent.futures.thread",
    "muniment.domain.records",
    "muniment.vault.keys",
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
    "muniment.ui.leaving",
    "muniment.services.backups",
    "muniment.ui.pages.casefile.page",
)


class Ahead(QObject):
    """Does what has time until then, and loads modules, one after the other in the pauses."""

    def __init__(
        self, parent: QObject, first: Sequence[Callable[[], object]] = (), modules: Sequence[str] = MODULES
    ) -> None:
        super().__init__(parent)
        self._left: list[Callable[[], object]] = [*first, *(partial(import_module, name) for name in modules)]
        QTimer.singleShot(_FIRST_MS, self, self._load)

    @property
    def is_done(self) -> bool:
        """Whether all is there."""
        return not self._left

    def _load(self) -> None:
        self._left.pop(0)()
        if self._left:
            QTimer.singleShot(_NEXT_MS, self, self._load)
