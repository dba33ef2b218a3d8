"""What the command line loads, seen from outside."""

import json
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
