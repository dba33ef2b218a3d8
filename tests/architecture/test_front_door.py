"""What the command line loads, seen from outside."""

import subprocess
import sys
from pathlib import Path

import pytest

DESKTOP = Path(__file__).resolve().parents[2] / "desktop"


@pytest.mark.parametrize("library", ["PySide6", "reportlab", "pikepdf", "keyring"])
def test_the_command_line_shows_its_help_without_loading(library: str) -> None:
    watched = (
        "import runpy, sys; sys.argv = ['muniment', '--help']\n"
        "try: runpy.run_module('muniment', run_name='__main__')\n"
        f"finally: sys.stderr.write('loaded' if {library!r} in sys.modules else 'spared')"
    )
    done = subprocess.run([sys.executable, "-c", watched], cwd=DESKTOP, capture_output=True, text=True, check=True)
    assert ("Usage" in done.stdout, done.stderr) == (True, "spared")
