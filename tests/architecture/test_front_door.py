"""What the command line loads, seen from outside."""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from muniment.services import entries
from muniment.services.session import create
from muniment.vault.slots import KeyCost

DESKTOP = Path(__file__).resolve().parents[2] / "desktop"
PASSPHRASE = "open sesame"


@pytest.mark.parametrize("library", ["PySide6", "reportlab", "pikepdf", "keyring"])
def test_the_command_line_shows_its_help_without_loading(library: str) -> None:
    watched = (
        "import runpy, sys; sys.argv = ['muniment', '--help']\n"
        "try: runpy.run_module('muniment', run_name='__main__')\n"
        f"finally: sys.stderr.write('loaded' if {library!r} in sys.modules else 'spared')"
    )
    done = subprocess.run([sys.executable, "-c", watched], cwd=DESKTOP, capture_output=True, text=True, check=True)
    assert ("Usage" in done.stdout, done.stderr) == (True, "spared")


@pytest.fixture(scope="module")
def after_a_list(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What is left at the end of a list of one file, of somebody who is held and has something due."""
    vault = tmp_path_factory.mktemp("listed") / "vault"
    with closing(create(vault, PASSPHRASE, cost=KeyCost(memory=8, iterations=1, lanes=1))) as session:
        case = entries.add(session, "case_file", {"pseudonym": "Dəniz"}).id
        entries.add(session, "detention", {"status": "ongoing", "start": "2017-09-18"}, case)
        entries.add(session, "status_change", {"status": "police_hold"}, case)
        entries.add(session, "deadline", {"rule": "az-admin-appeal", "trigger_on": "2017-09-18"}, case)
    watched = (
        f"import gc, json, runpy, sys; sys.argv = ['muniment', 'list', {str(vault)!r}, '--passphrase-fd', '0']\n"
        "looks = lambda: sum(one['collections'] for one in gc.get_stats())\n"
        "before = looks()\n"
        "try: runpy.run_module('muniment', run_name='__main__')\n"
        "finally:\n"
        "    counted = {'looks': looks() - before, 'spared': gc.get_freeze_count()}\n"
        "    sys.stderr.write(json.dumps({'modules': [*sys.modules], **counted}))"
    )
    command = [sys.executable, "-c", watched]
    done = subprocess.run(command, cwd=DESKTOP, input=f"{PASSPHRASE}\n", capture_output=True, text=True, check=True)
    for told in ("Dəniz", "police hold", "yes", "az-admin-appeal"):
        assert told in done.stdout
    found: dict[str, Any] = json.loads(done.stderr)
    return found


@pytest.mark.parametrize(
    "module",
    [
        *("PySide6", "reportlab", "pikepdf", "keyring", "pyrage", "anyascii"),
        *("hashlib", "decimal", "calendar", "logging", "random", "shutil", "subprocess", "tempfile"),
        *("importlib.metadata", "importlib.resources"),
        *("muniment.domain.records", "muniment.domain.schema", "muniment.domain.deadlines"),
        *("muniment.vault.records", "muniment.vault.search", "muniment.vault.changes"),
    ],
)
def test_a_list_is_written_without_loading(after_a_list: dict[str, Any], module: str) -> None:
    assert module not in after_a_list["modules"]


def test_a_list_looks_for_no_garbage_among_what_stays(after_a_list: dict[str, Any]) -> None:
    """Not while it starts, nor as it ends."""
    assert after_a_list["looks"] <= 2
    assert after_a_list["spared"] > 10_000


def front_door(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The program, started where there is no screen unless the environment names one."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    kept = {name: value for name, value in os.environ.items() if name not in screens}
    command = [sys.executable, "-m", "muniment", *arguments]
    return subprocess.run(command, cwd=DESKTOP, env=kept | environment, capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_the_window_is_refused_with_the_reason() -> None:
    done = front_door("open")
    assert (done.returncode, done.stdout, "DISPLAY" in done.stderr) == (5, "", True)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_and_without_a_command_the_help_is_shown() -> None:
    done = front_door()
    assert (done.returncode, done.stderr, "Usage" in done.stdout) == (0, "", True)


@pytest.mark.parametrize("arguments", [("open", "--help"), ("open", "one", "two"), ("open", "--unknown")])
def test_what_the_window_cannot_do_the_command_line_explains(arguments: tuple[str, ...]) -> None:
    done = front_door(*arguments, QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, "muniment open" in done.stdout + done.stderr) == (0 if "--help" in arguments else 2, True)
