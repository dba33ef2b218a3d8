"""The front door of the window: composes it and runs it."""

from collections.abc import Sequence
from functools import partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from muniment.host.preferences import load_look
from muniment.host.succession import begin_anew, inherited
from muniment.ui import theme
from muniment.ui.ahead import Ahead, steps
from muniment.ui.discretion import be_discreet, end_in_order, quiet_qt
from muniment.ui.door import Door
from muniment.ui.legacy import Legacy
from muniment.ui.runner import Runner
from muniment.ui.safety import Safety
from muniment.ui.shell import Shell
from muniment.ui.wording import speak

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from muniment.ui.desk import Desk
    from muniment.ui.frame import Factory
    from muniment.ui.pages.page import Page

#: Comes before the number of the descriptor through which the process before handed over.
AGAIN = "--again"


#: Every page by its name: its module and its class, loaded when it is first shown.
PAGES = {
    "cases": ("cases", "CasesPage"),
    "case": ("casefile.page", "CasePage"),
    "new_case": ("new_case", "NewCasePage"),
    "search": ("search", "SearchPage"),
    "print": ("preview", "PreviewPage"),
    "incidents": ("shared", "IncidentsPage"),
    "people": ("shared", "PeoplePage"),
    "counts": ("counts", "CountsPage"),
    "deadlines": ("agenda", "DeadlinesPage"),
    "tasks": ("agenda", "TasksPage"),
    "evidence": ("evidence", "EvidencePage"),
    "copies": ("copies", "CopiesPage"),
    "keys": ("keys", "KeysPage"),
    "help": ("keys", "HelpPage"),
    "backup": ("backup", "BackupPage"),
    "settings": ("settings.page", "SettingsPage"),
}


def factories() -> "dict[str, Factory]":
    """Every page by its name; loaded and made when it is first shown."""
    return {name: partial(_made, *where) for name, where in PAGES.items()}


def _made(module: str, name: str, desk: "Desk") -> "Page":
    from muniment.ui.pages.page import Page

    page = getattr(import_module(f"muniment.ui.pages.{module}"), name)(desk)
    assert isinstance(page, Page)  # noqa: S101 - the table says so, and a test
    return page


def run(arguments: Sequence[str]) -> int:
    """Shows the window until it is closed, on the vault that is named if one is; returns the exit code."""
    from PySide6.QtWidgets import QApplication

    be_discreet()
    app = QApplication([*theme.ARGUMENTS])
    quiet_qt()
    app.setApplicationName("Muniment")
    app.setDesktopFileName("muniment")
    look = load_look()
    speak(look.language)
    theme.apply(app, theme.Scheme(look.scheme), look.text)
    shell = Shell(Runner(), factories())
    safety = Safety(shell)
    end_in_order(shell.end)
    _begin(Door(shell, _succeed), shell, arguments)
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: _look_again(app))
    shell.show()
    shell.raise_()
    Ahead(
        shell,
        chain((safety.listen, partial(_remind, shell), shell.prepare_cover), steps(shell), shell.prepared.steps()),
    )
    shell.activateWindow()  # after locking, the keyboard is to be where it was
    return app.exec()


def _remind(shell: Shell) -> None:
    from muniment.ui.reminder import BackupReminder

    BackupReminder(shell)


def _look_again(app: "QApplication") -> None:
    """The desktop went from light to dark, or back; who chose one of them keeps it."""
    look = load_look()
    theme.apply(app, theme.Scheme(look.scheme), look.text)


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
