"""What guards an open window against strangers: it locks by itself, and what was copied does not stay."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from muniment.ui.clipboard import SecretClipboard
from muniment.ui.idle import IdleTimer
from muniment.ui.shell import Shell

if TYPE_CHECKING:
    from muniment.ui.desk import Desk
    from muniment.ui.desktop_lock import DesktopLock

IDLE_MINUTES = 5  # until one chooses otherwise; 0 is never


def idle_minutes(remembered: dict[str, object]) -> int:
    """After how many minutes without a key or a pointer the vault locks itself; 0 is never."""
    known = remembered.get("idle_minutes")
    return known if isinstance(known, int) and 0 <= known <= 240 else IDLE_MINUTES


class Safety(QObject):
    """Locks the vault of a window when nobody is there, when the screen is locked and before the computer sleeps."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._desk: Desk | None = None
        self._desktop: DesktopLock | None = None
        self.clipboard = SecretClipboard(self)
        self._idle = IdleTimer(self._limit, self)
        self._idle.idle.connect(lambda: shell.lock(at_once=False))
        shell.entered.connect(self._on_entered)
        shell.left.connect(self._on_left)

    def listen(self) -> "DesktopLock":
        """Hears of the desktop from now on; at the latest when a vault is open."""
        from muniment.ui.desktop_lock import DesktopLock

        if self._desktop is None:
            self._desktop = DesktopLock(self)
            self._desktop.locking.connect(self._on_locking)
        return self._desktop

    def _limit(self) -> float:
        return 60.0 * idle_minutes(self._desk.remembered) if self._desk is not None else 0.0

    def _on_entered(self, desk: "Desk") -> None:
        self._desk = desk
        self._idle.begin()
        self.listen()

    def _on_locking(self) -> None:
        if self._shell.frame is not None:
            self._shell.lock()
        else:
            self.listen().let_sleep()

    def _on_left(self, _locked: bool) -> None:
        self._idle.end()
        self._desk = None
        self.clipboard.clear()
        self.listen().let_sleep()
