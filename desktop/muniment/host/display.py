"""Whether there is a screen to show a window on."""

import os
import sys


def has_display() -> bool:
    """Whether a window can be shown, as far as the system tells before one is made."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
