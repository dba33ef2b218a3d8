"""What the desktop says about itself: that its screen is being locked, that the computer goes to sleep.

All of it is asked over D-Bus and nothing is needed: where there is no bus, or nobody answers, nothing is heard.
"""

import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
)

_LOGIN = "org.freedesktop.login1"
_MANAGER = "org.freedesktop.login1.Manager"
_SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)


class DesktopLock(QObject):
    """``locking`` tells that the screen is locked or the computer about to sleep, which waits for us a little."""

    locking = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._delay: QDBusUnixFileDescriptor | None = None  # as long as we have it, sleep waits for us
        if _has_session_bus():
            self._listen_to_screen(QDBusConnection.sessionBus())
        if _has_system_bus():
            self._system = QDBusConnection.systemBus()
            self._listen_to_login(self._system)

    def _listen_to_screen(self, bus: QDBusConnection) -> None:
        if bus.isConnected():
            for name in _SCREEN_SAVERS:
                bus.connect("", "", name, "ActiveChanged", self, _slot("screen(bool)"))

    def _listen_to_login(self, bus: QDBusConnection) -> None:
        if not bus.isConnected():
            return
        bus.connect(_LOGIN, "/org/freedesktop/login1", _MANAGER, "PrepareForSleep", self, _slot("sleeping(bool)"))
        self._ask("GetSession", [os.environ.get("XDG_SESSION_ID") or "auto"], self._on_session)
        self._ask_for_delay()

    def _ask_for_delay(self) -> None:
        self._ask("Inhibit", ["sleep", "Muniment", "Locks its vault first", "delay"], self._on_delay)

    def _ask(self, method: str, arguments: list[str], answered: object) -> None:
        call = QDBusMessage.createMethodCall(_LOGIN, "/org/freedesktop/login1", _MANAGER, method)
        call.setArguments(arguments)
        watcher = QDBusPendingCallWatcher(self._system.asyncCall(call), self)
        watcher.finished.connect(answered)

    def _on_session(self, watcher: QDBusPendingCallWatcher) -> None:
        reply = watcher.reply()
        if reply.type() == QDBusMessage.MessageType.ReplyMessage and reply.arguments():
            path = reply.arguments()[0]
            where = path.path() if hasattr(path, "path") else str(path)
            session = "org.freedesktop.login1.Session"
            self._system.connect(_LOGIN, where, session, "Lock", self, _slot("locked()"))
        watcher.deleteLater()

    def _on_delay(self, watcher: QDBusPendingCallWatcher) -> None:
        reply = watcher.reply()
        if reply.type() == QDBusMessage.MessageType.ReplyMessage and reply.arguments():
            self._delay = reply.arguments()[0]
        watcher.deleteLater()

    @Slot(bool)
    def screen(self, active: bool) -> None:
        """The screen saver came or went."""
        if active:
            self.locking.emit()

    @Slot(bool)
    def sleeping(self, soon: bool) -> None:
        """The computer is about to sleep, or woke up."""
        if soon:
            self.locking.emit()
        else:
            self._ask_for_delay()

    @Slot()
    def locked(self) -> None:
        """The session is being locked."""
        self.locking.emit()

    def let_sleep(self) -> None:
        """The vault is closed, or was not open: nothing has to wait for us."""
        self._delay = None


def _has_session_bus() -> bool:
    """Whether there is one already: asking for it where there is none would start one."""
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    return Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"), "bus").exists()


def _has_system_bus() -> bool:
    address = os.environ.get("DBUS_SYSTEM_BUS_ADDRESS")
    return bool(address) or Path("/run/dbus/system_bus_socket").exists()


def _slot(name: str) -> Any:
    """What ``connect`` takes; the stub asks for bytes, which it refuses."""
    return SLOT(name)
