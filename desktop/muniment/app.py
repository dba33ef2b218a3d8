"""The front door of the window: composes it and runs it."""

import sys
from pathlib import Path

from PySide6.QtCore import QLoggingCategory
from PySide6.QtWidgets import QApplication

from muniment.host.preferences import load_look
from muniment.ui import theme
from muniment.ui.desk import Opened
from muniment.ui.faults import tell_place_only
from muniment.ui.frame import Factory
from muniment.ui.pages.unlock import UnlockPage
from muniment.ui.runner import Runner
from muniment.ui.shell import Shell
from muniment.ui.wording import speak


def factories() -> dict[str, Factory]:
    """Every page by its name; made when it is first shown."""
    from muniment.ui.pages.agenda import DeadlinesPage, TasksPage
    from muniment.ui.pages.casefile.page import CasePage
    from muniment.ui.pages.cases import CasesPage
    from muniment.ui.pages.new_case import NewCasePage
    from muniment.ui.pages.search import SearchPage
    from muniment.ui.pages.shared import IncidentsPage, PeoplePage

    return {
        "cases": CasesPage,
        "case": CasePage,
        "new_case": NewCasePage,
        "search": SearchPage,
        "incidents": IncidentsPage,
        "people": PeoplePage,
        "deadlines": DeadlinesPage,
        "tasks": TasksPage,
    }


def run(folder: Path | None) -> int:
    """Shows the window until it is closed; returns the exit code."""
    sys.excepthook = tell_place_only
    QLoggingCategory.setFilterRules("*.debug=false\n*.info=false\nqt.*.warning=false")
    app = QApplication([])
    app.setApplicationName("Muniment")
    app.setDesktopFileName("muniment")
    look = load_look()
    speak(look.language)
    theme.apply(app, theme.Scheme(look.scheme), look.text)
    shell = Shell(Runner(), factories())
    if folder is not None:
        ask_for_passphrase(shell, folder)
    shell.show()
    return app.exec()


def ask_for_passphrase(shell: Shell, folder: Path, *, locked: bool = False) -> None:
    """Shows the field for the passphrase of a vault, and the vault once it is right."""
    page = UnlockPage(shell.runner, folder, locked=locked)

    page.opened.connect(lambda _session: shell.runner.ask(Opened.of, shell.enter, shell))
    shell.show_alone(page)
