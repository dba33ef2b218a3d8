"""What is in a vault does not get out of it: not into any folder, any temporary file or any message."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.faults.canary import WORD, bring

from muniment.domain.folding import fold

PROJECT = Path(__file__).resolve().parents[2]
FORMS = [form for text in (WORD, WORD.upper(), fold(WORD)) for form in (text.encode(), text.encode("utf-16-le"))]
IN_THE_CLEAR = {f"{WORD}.jpg", "lines.jsonl", "brief.pdf", "brief.text", "summary.pdf", "summary.text", "extracted"}
WATCHED = "open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,connect"
WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE|^\d*\s*(creat|rename|link|symlink|mkdir|connect)")


@dataclass(frozen=True)
class Ran:
    """A session that is over: where it was, what it said, which system calls it made."""

    root: Path
    said: bytes
    calls: list[str]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The session, where everything that a program might write to is a folder of the test's."""
    root = tmp_path_factory.mktemp("leak")
    for name in ("home", "temporary", "here", "named", "vaults"):
        (root / name).mkdir()
    bring(root / "named")
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join([str(PROJECT), str(PROJECT / "desktop")]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(root / "home"),
        **dict.fromkeys(("TMPDIR", "TMP", "TEMP", "XDG_RUNTIME_DIR"), str(root / "temporary")),
    }
    watching = ["strace", "-f", "-qq", "-s", "300", "-e", f"trace={WATCHED}", "-o", str(root / "calls")]
    command = [sys.executable, "-m", "tests.faults.canary", str(root / "vaults" / "vault"), str(root / "named")]
    if shutil.which("strace"):
        command = [*watching, *command]
    done = subprocess.run(command, cwd=root / "here", env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    calls = (root / "calls").read_text("utf-8", "replace").splitlines() if (root / "calls").exists() else []
    return Ran(root, done.stdout + done.stderr, calls)


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def holds_it(path: Path) -> bool:
    content = path.read_bytes()
    return any(form in content for form in FORMS)


def test_nothing_is_written_to_any_folder_that_the_user_did_not_name(ran: Ran) -> None:
    assert [path for name in ("home", "temporary", "here") for path in files(ran.root / name)] == []


def test_the_vault_holds_nothing_that_can_be_read_from_outside(ran: Ran) -> None:
    vaults = list(files(ran.root / "vaults"))
    assert len(vaults) == 4
    assert [path for path in vaults if holds_it(path)] == []


def test_of_what_was_given_out_only_that_is_in_the_clear_which_was_meant_to_be(ran: Ran) -> None:
    named = list(files(ran.root / "named"))
    assert {path.name for path in named} == IN_THE_CLEAR | {"export.age", "backup"}
    assert {path.name for path in named if holds_it(path)} <= IN_THE_CLEAR
    assert holds_it(ran.root / "named" / "brief.text")


def test_nothing_is_said(ran: Ran) -> None:
    assert ran.said == b""


def test_no_file_is_opened_for_writing_elsewhere_even_for_a_moment(ran: Ran) -> None:
    """Also seen: temporary files that are gone again. Without strace only what is left can be looked at."""
    allowed = (str(ran.root / "vaults"), str(ran.root / "named"), "/dev/null")
    writing = [call for call in ran.calls if WRITES.search(call) and " = -1 " not in call]
    assert [call for call in writing if not any(f'"{path}' in call for path in allowed)] == []
    assert writing or not shutil.which("strace")


def test_nothing_speaks_to_a_network(ran: Ran) -> None:
    assert [call for call in ran.calls if "connect(" in call and "AF_INET" in call] == []
