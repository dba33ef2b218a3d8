"""Whether Caps Lock is on, where the system tells it."""

import ctypes
import os
import sys
from functools import cache
from typing import Any

_USE_CORE_KEYBOARD = 0x100
_CAPS_LOCK_INDICATOR = 1
_WINDOWS_CAPS_LOCK = 0x14
_MAC_CAPS_LOCK = 0x10000


def caps_lock_is_on() -> bool | None:
    """The state of the key itself; None where nobody tells it (Wayland, no screen)."""
    try:
        if sys.platform == "win32":
            return bool(ctypes.windll.user32.GetKeyState(_WINDOWS_CAPS_LOCK) & 1)
        if sys.platform == "darwin":
            return _of_mac()
        return _of_x11() if _is_x11() else None
    except (OSError, AttributeError):
        return None


def _is_x11() -> bool:
    return bool(os.environ.get("DISPLAY")) and not os.environ.get("WAYLAND_DISPLAY")


def _of_x11() -> bool | None:
    library, display = _screen()
    if not display:
        return None
    state = ctypes.c_uint()
    failed = library.XkbGetIndicatorState(display, _USE_CORE_KEYBOARD, ctypes.byref(state))
    return None if failed else bool(state.value & _CAPS_LOCK_INDICATOR)


@cache
def _screen() -> tuple[Any, Any]:
    """The library and its connection to the screen; the connection is kept, since a key is asked for often."""
    library = ctypes.CDLL("libX11.so.6")
    library.XOpenDisplay.restype = ctypes.c_void_p
    library.XkbGetIndicatorState.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.POINTER(ctypes.c_uint)]
    return library, library.XOpenDisplay(None)


def _of_mac() -> bool | None:
    import ctypes.util

    library = ctypes.CDLL(ctypes.util.find_library("ApplicationServices") or "")
    library.CGEventSourceFlagsState.restype = ctypes.c_uint64
    return bool(library.CGEventSourceFlagsState(1) & _MAC_CAPS_LOCK)
