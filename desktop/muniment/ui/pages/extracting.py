"""Giving out a copy of an exhibit, which its custody keeps with the reason."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from muniment.domain.records import Evidence
from muniment.services import exhibits
from muniment.ui import ask
from muniment.ui.desk import Desk
from muniment.ui.wording import _


def extract(desk: Desk, page: QWidget, exhibit: Evidence, reason: str, done: Callable[[], object]) -> None:
    """Asks where to and writes an exhibit's bytes there; nothing that is there is overwritten."""
    name = exhibit.original_name or f"E{exhibit.exhibit_no}"

    def write(path: Path) -> None:
        def written(_known: Evidence) -> None:
            desk.tell(_("Extracted: {name}. The vault does not protect this copy.").format(name=path.name))
            done()

        desk.runner.write(lambda session: exhibits.extract(session, exhibit.id, path, reason=reason), written, page)

    dialog = ask.for_new_file(page, _("Extract an unprotected copy"), write, suggested=name)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # it is refused anyway
