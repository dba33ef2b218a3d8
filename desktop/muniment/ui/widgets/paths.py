"""A field for a file or a folder, with a dialog beside it. What is in it is remembered nowhere."""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from muniment.ui import ask
from muniment.ui.widgets.basics import button, column, label, named, restyle, row
from muniment.ui.wording import _


class Wanted(Enum):
    """What is asked for."""

    FILE = 1
    FOLDER = 2
    NEW_FOLDER = 3  # or an empty one


class PathField(QWidget):
    """``changed`` tells of every letter; ``done`` of Enter."""

    changed = Signal()
    done = Signal()

    def __init__(
        self, name: str, wanted: Wanted, *, suggested: Path | None = None, names: tuple[str, ...] = ()
    ) -> None:
        super().__init__()
        self._name, self._wanted, self._names = name, wanted, names
        self._suggested = suggested
        self.line = named(QLineEdit(str(suggested) if suggested else ""), name)
        self.line.textChanged.connect(self._on_changed)
        self.line.returnPressed.connect(self.done)
        self._fault = label(level="small", tone="danger", wrap=True)
        self._fault.hide()
        what = label(name, level="label")
        what.setBuddy(self.line)
        fields = row(self.line, button(_("Choose …"), self.choose))
        fields.setStretch(0, 1)
        self.setLayout(column(what, fields, self._fault, space=6))
        self.setFocusProxy(self.line)

    @property
    def path(self) -> Path | None:
        """The whole path that is in the field; None where there is nothing in it."""
        text = self.line.text().strip()
        return Path(text).expanduser().absolute() if text else None

    def set_path(self, path: Path) -> None:
        """Writes a path into the field."""
        self.line.setText(str(path))

    def say(self, fault: str) -> None:
        """Says under the field what is wrong with it; nothing takes it away."""
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        restyle(self.line, fault=bool(fault))
        self.line.setAccessibleDescription(fault)

    def choose(self) -> None:
        """Opens the dialog."""
        start = self.path.parent if self.path is not None else None
        if self._wanted is Wanted.FILE:
            ask.for_file(self, self._name, self.set_path, names=self._names, start=start)
        else:
            ask.for_folder(self, self._name, self._on_folder, start=start)

    def _on_folder(self, folder: Path) -> None:
        """A folder with something in it is where the new one goes."""
        if self._wanted is Wanted.NEW_FOLDER and self._suggested is not None and _is_filled(folder):
            folder /= self._suggested.name
        self.set_path(folder)

    def _on_changed(self) -> None:
        self.say("")
        self.changed.emit()


def _is_filled(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except OSError:
        return True
