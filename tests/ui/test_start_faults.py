"""A fault of the program, from wherever it comes, shows its place and nothing of what was being worked on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

DESKTOP = Path(__file__).resolve().parents[2] / "desktop"
CANARY = "SYNTHETIC-canary"

FAULTS = {
    "of the main thread": "raise ValueError(WORD)",
    "of another thread": "import threading; t = threading.Thread(target=int, args=(WORD,)); t.start(); t.join()",
    "of a slot": "from PySide6.QtCore import QTimer; QTimer.singleShot(0, lambda: int(WORD)); app.processEvents()",
    "of Qt itself": "from PySide6.QtCore import qWarning; qWarning(WORD)",
    "of an end": "class Ends:\n    def __del__(self): int(WORD)\nended = Ends(); del ended",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_does_not_quote(fault: str) -> None:
    script = (
        f"WORD = {CANARY!r}\n"
        "from muniment.ui.discretion import be_discreet, quiet_qt\n"
        "be_discreet()\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "app = QCoreApplication([])\n"
        f"quiet_qt()\n{FAULTS[fault]}\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(DESKTOP)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert "muniment: " in done.stderr
    assert CANARY not in done.stderr + done.stdout
