"""The ways into a vault and out of it again."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from muniment.ui.legacy import Legacy
from muniment.ui.pages.unlock import UnlockPage
from muniment.ui.shell import Shell

if TYPE_CHECKING:
    from muniment.services.session import Session
    from muniment.ui.pages.first import MakingPage

Succeed = Callable[[Legacy], None]
"""Puts a fresh process in the place of this one; does not come back."""


class Door(QObject):
    """Shows what stands before a vault; after locking, hands over to a process that has nothing in its memory."""

    def __init__(self, shell: Shell, succeed: Succeed) -> None:
        super().__init__(shell)
        self._shell, self._succeed = shell, succeed
        self._folder: Path | None = None
        shell.left.connect(self._on_left)

    def ask_for_passphrase(self, folder: Path, *, locked: bool = False) -> None:
        """Shows the field for the passphrase of a vault, and the vault once it is right."""
        self._folder = folder
        page = UnlockPage(self._shell.runner, folder, locked=locked)
        page.opened.connect(self._on_opened)
        page.elsewhere.connect(self.show_start)
        self._shell.show_alone(page)

    def show_start(self) -> None:
        """Shows the choice of what to begin with."""
        from muniment.ui.pages import first
        from muniment.ui.pages.start import StartPage

        page = StartPage()
        page.new.connect(lambda: self._make(first.NewVaultPage(self._shell.runner)))
        page.practice.connect(lambda: self._make(first.PracticePage(self._shell.runner)))
        page.restore.connect(lambda: self._make(first.RestorePage(self._shell.runner)))
        page.existing.connect(self.ask_for_passphrase)
        page.spoken.connect(self.show_start)
        self._shell.show_alone(page)

    def _make(self, page: "MakingPage") -> None:
        page.given_up.connect(self.show_start)
        page.made.connect(self._on_made)
        self._shell.show_alone(page)

    def _on_made(self, folder: Path) -> None:
        self._folder = folder
        self._enter()

    def _on_opened(self, _session: "Session") -> None:
        self._enter()

    def _enter(self) -> None:
        from muniment.ui.desk import Opened

        self._shell.runner.ask(Opened.of, self._shell.enter, self._shell)

    def _on_left(self, locked: bool) -> None:
        if locked and self._folder is not None:
            self._succeed(Legacy(self._folder, self._shell.geometry_bytes()))
