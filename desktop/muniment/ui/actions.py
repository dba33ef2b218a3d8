"""What can be done from anywhere, each with its keys: declared once, for menus, buttons and the sheet of keys."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from muniment.ui.wording import _


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done: what it is called, and the keys that do it."""

    name: str
    text: str
    keys: tuple[str, ...]
    group: str


def commands() -> tuple[Command, ...]:
    """All of them, in the order of the sheet."""
    go, work, safety, window = _("Go"), _("Work"), _("Safety"), _("Window")
    return (
        Command("new_case", _("New case"), ("Ctrl+N",), work),
        Command("search", _("Search everything"), ("Ctrl+F",), work),
        Command("go_to", _("Go to anything"), ("Ctrl+K",), work),
        Command("print", _("Print"), ("Ctrl+P",), work),
        Command("undo", _("Undo"), ("Ctrl+Z",), work),
        Command("redo", _("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), work),
        Command("import", _("Import"), ("Ctrl+I",), work),
        Command("back", _("Back"), ("Alt+Left",), go),
        Command("previous", _("Previous file"), ("Ctrl+Up",), go),
        Command("next", _("Next file"), ("Ctrl+Down",), go),
        Command("lock", _("Lock"), ("Ctrl+L",), safety),
        Command("hide", _("Hide the screen"), ("F9",), safety),
        Command("back_up", _("Back up"), ("Ctrl+B",), safety),
        Command("settings", _("Settings"), ("Ctrl+,",), window),
        Command("keys", _("Keys"), ("Ctrl+/",), window),
        Command("help", _("Help"), ("F1",), window),
        Command("quit", _("Quit"), ("Ctrl+Q",), window),
    )


def install(window: QWidget, slots: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Gives a window an action for every command that it has a slot for."""
    made = {}
    for command in commands():
        if command.name in slots:
            action = QAction(command.text, window)
            action.setShortcuts([QKeySequence(key) for key in command.keys])
            act = slots[command.name]
            action.triggered.connect(lambda _checked=False, act=act: act())
            window.addAction(action)
            made[command.name] = action
    return made
