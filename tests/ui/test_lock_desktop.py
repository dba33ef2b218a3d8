"""What the desktop says on a real bus: the screen locks, the computer goes to sleep."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("dbus-run-session"), reason="wants a bus of its own"
)

LISTENER = """
import sys, threading
from PySide6.QtCore import QCoreApplication, QTimer
from muniment.ui.desktop_lock import DesktopLock
app = QCoreApplication([])
desktop = DesktopLock(app)
desktop.locking.connect(lambda: print("locking", flush=True))
"""

SCREEN_SAVER = """
from jeepney import DBusAddress, new_signal
from jeepney.io.blocking import open_dbus_connection
bus = open_dbus_connection()
saver = DBusAddress("/org/gnome/ScreenSaver", interface="org.gnome.ScreenSaver")
QTimer.singleShot(300, lambda: bus.send(new_signal(saver, "ActiveChanged", "b", (True,))))
desktop.locking.connect(app.quit)
app.exec()
"""

LOGIN = """
import os, select, time
from jeepney import DBusAddress, HeaderFields, MessageType, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
login, path = "org.freedesktop.login1", "/org/freedesktop/login1"
bus = open_dbus_connection(enable_fds=True)
bus.send_and_get_reply(message_bus.RequestName(login))
ends = []

def answer():
    while True:
        asked = bus.receive()
        method = asked.header.fields.get(HeaderFields.member)
        if method == "GetSession":
            bus.send(new_method_return(asked, "o", (path + "/session/own",)))
        elif method == "Inhibit":
            reading, writing = os.pipe()
            bus.send(new_method_return(asked, "h", (writing,)))
            os.close(writing)
            ends.append(reading)

def is_held():
    return not select.select([ends[0]], [], [], 0)[0]

def say(where, interface, *signal):
    bus.send(new_signal(DBusAddress(where, interface=interface), *signal))

def tell():
    say(path, login + ".Manager", "PrepareForSleep", "b", (True,))
    say(path + "/session/own", login + ".Session", "Lock")
    say(path + "/session/other", login + ".Session", "Lock")
    QTimer.singleShot(500, end)

def end():
    print("held" if is_held() else "not held", flush=True)
    desktop.let_sleep()
    print("held" if is_held() else "let go", flush=True)
    app.quit()

threading.Thread(target=answer, daemon=True).start()
desktop = DesktopLock(app)
desktop.locking.connect(lambda: print("locking", flush=True))
QTimer.singleShot(700, tell)
app.exec()
os._exit(0)
"""


def heard(script: str, *, on_bus: bool) -> list[str]:
    """What a process prints that listens to a bus of its own, or has none."""
    pytest.importorskip("jeepney")
    none = {name: value for name, value in os.environ.items() if not name.startswith(("DBUS_", "XDG_"))}
    environment = {**none, "PYTHONPATH": str(PROJECT / "desktop"), "QT_QPA_PLATFORM": "offscreen"}
    both = "import os; os.environ['DBUS_SYSTEM_BUS_ADDRESS'] = os.environ['DBUS_SESSION_BUS_ADDRESS']\n"
    command = [sys.executable, "-c", (both if on_bus else "") + script]
    command = ["dbus-run-session", "--", *command] if on_bus else command
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30, check=True)
    return done.stdout.split("\n")[:-1]


def test_the_screen_that_locks_is_heard() -> None:
    assert heard(LISTENER + SCREEN_SAVER, on_bus=True) == ["locking"]


def test_sleep_waits_until_the_vault_is_locked_and_another_session_is_none_of_ours() -> None:
    without_first = LISTENER.replace("desktop = DesktopLock(app)\n", "").replace("desktop.locking", "#")
    assert heard(without_first + LOGIN, on_bus=True) == ["locking", "locking", "held", "let go"]


def test_where_there_is_no_bus_nothing_is_heard_and_nothing_fails() -> None:
    quiet = "QTimer.singleShot(300, app.quit); app.exec(); print('quiet')"
    assert heard(LISTENER + quiet, on_bus=False) == ["quiet"]
