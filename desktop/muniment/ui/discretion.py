"""What the window's libraries must not say or keep of what is worked on."""

import signal
import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QSettings, QtMsgType, qInstallMessageHandler

from muniment.ui.faults import tell_place_only

_NOWHERE = "/dev/null/muniment"  # no folder can ever be made there: whatever wants to be kept is lost
_KINDS = {QtMsgType.QtWarningMsg: "warning", QtMsgType.QtCriticalMsg: "critical", QtMsgType.QtFatalMsg: "fatal"}


def be_discreet() -> None:
    """Call before the application is made: Qt keeps no settings of its own, a fault shows its place alone."""
    keep_no_settings()
    sys.excepthook = tell_place_only
    sys.unraisablehook = _tell_unraisable
    threading.excepthook = _tell_of_thread


def keep_no_settings() -> None:
    """Qt would remember the folders of its dialogs for the next time, outside of the vault: this takes away where."""
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
            QSettings.setPath(form, scope, _NOWHERE)


def quiet_qt() -> None:
    """Call when the application is made (until then Qt says what it lacks): its messages show their kind alone."""
    qInstallMessageHandler(_tell_kind_only)


def end_in_order(close: Callable[[], object]) -> None:
    """Has the window closed as by hand when the system asks the process to end: nothing that was typed is lost."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda _number, _frame: close())


def _tell_kind_only(kind: QtMsgType, context: QMessageLogContext, _text: str) -> None:
    """A message of Qt may quote what is shown; its kind and category never do."""
    if kind in _KINDS:
        sys.stderr.write(f"muniment: Qt {_KINDS[kind]} ({context.category or 'default'})\n")


def _tell_unraisable(what: "sys.UnraisableHookArgs") -> None:
    if what.exc_value is not None:
        tell_place_only(what.exc_type, what.exc_value, what.exc_traceback)


def _tell_of_thread(what: threading.ExceptHookArgs) -> None:
    if what.exc_value is not None:
        tell_place_only(what.exc_type, what.exc_value, what.exc_traceback)
