"""The front door of the window: composes it and runs it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from muniment.host.preferences import load_look
from muniment.host.succession import begin_anew, inherited
from muniment.ui import theme
from muniment.ui.discretion import be_discreet, end_in_order, quiet_qt
from muniment.ui.door import Door
from muniment.ui.frame import Factory
from muniment.ui.legacy import Legacy
from muniment.ui.runner import Runner
from muniment.ui.safety import Safety
from muniment.ui.shell import Shell
from muniment.ui.wording import speak

#: Comes before the number of the descriptor through which the process before handed over.
AGAIN = "--again"


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


def run(arguments: Sequence[str]) -> int:
    """Shows the window until it is closed, on the vault that is named if one is; returns the exit code."""
    be_discreet()
    app = QApplication([])
    quiet_qt()
    app.setApplicationName("Muniment")
    app.setDesktopFileName("muniment")
    look = load_look()
    speak(look.language)
    theme.apply(app, theme.Scheme(look.scheme), look.text)
    shell = Shell(Runner(), factories())
    Safety(shell)
    end_in_order(shell.close)
    _begin(Door(shell, _succeed), shell, arguments)
    shell.show()
    return app.exec()


def _begin(door: Door, shell: Shell, arguments: Sequence[str]) -> None:
    """Shows what comes first: a vault that was locked, one that was named, or the choice."""
    if arguments[:1] == [AGAIN]:
        legacy = Legacy.unpacked(inherited(int(arguments[1])))
        if legacy is not None:
            shell.restore_geometry(legacy.geometry)
            door.ask_for_passphrase(legacy.folder, locked=True)
            return
    elif arguments:
        door.ask_for_passphrase(Path(arguments[0]).absolute())
        return
    door.show_start()


def _succeed(legacy: Legacy) -> None:
    begin_anew(("open", AGAIN), legacy.packed())


def ask_for_passphrase(shell: Shell, folder: Path, *, locked: bool = False) -> None:
    """Shows the field for the passphrase of a vault, and the vault once it is right."""
    Door(shell, _succeed).ask_for_passphrase(folder, locked=locked)
