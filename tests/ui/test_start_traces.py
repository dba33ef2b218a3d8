"""A session leaves no trace: nothing is written outside of the vault, nothing is said of what is in it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import CHEAP

from muniment.services import entries
from muniment.services import session as sessions

PROJECT = Path(__file__).resolve().parents[2]
CANARY, PASSPHRASE = "Zirehquş SYNTHETIC", "otherwise unheard of"
WATCHED = "open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,connect"
WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE|^\d*\s*(creat|rename|link|symlink|mkdir|connect)")

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("strace"), reason="wants strace, which Linux has"
)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], str]:
    """A session from unlocking over a case file and a dialog to locking: its folders, its calls, what it said."""
    root = tmp_path_factory.mktemp("traces")
    for name in ("home", "temporary", "here"):
        (root / name).mkdir()
    made = sessions.create(root / "vault", PASSPHRASE, cost=CHEAP)
    entries.add(made, "case_file", {"pseudonym": CANARY}, "")
    made.close()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join([str(PROJECT), str(PROJECT / "desktop")]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(root / "home"),
        **dict.fromkeys(("TMPDIR", "TMP", "TEMP", "XDG_RUNTIME_DIR"), str(root / "temporary")),
    }
    watching = ["strace", "-f", "-qq", "-s", "300", "-e", f"trace={WATCHED}", "-o", str(root / "calls")]
    command = [*watching, sys.executable, "-m", "tests.ui.lock_child", "open", str(root / "vault")]
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=root / "here", env=environment, text=True, **streams) as child:  # type: ignore[call-overload]
        child.stdin.write(f"{PASSPHRASE}\n")
        child.stdin.flush()
        said = [child.stdout.readline()]
        child.stdin.write("lock\n")
        child.stdin.flush()
        said.append(child.stdout.readline())
        said.append(child.communicate("end\n", timeout=60)[1])
    return root, (root / "calls").read_text("utf-8", "replace").splitlines(), "".join(said)


def test_the_session_went_to_its_end(session: tuple[Path, list[str], str]) -> None:
    assert session[2].startswith("open\nlocked\n")


def test_nothing_is_written_outside_of_the_vault(session: tuple[Path, list[str], str]) -> None:
    root, calls, _said = session
    written = [call for call in calls if WRITES.search(call) and not re.search(r"= -1 E|/dev/|/proc/", call)]
    assert any("cases.db" in call for call in written)  # or nothing was watched
    assert [call for call in written if f'"{root}/vault' not in call] == []


@pytest.mark.parametrize("name", ["home", "temporary", "here"])
def test_no_folder_has_anything_in_it(session: tuple[Path, list[str], str], name: str) -> None:
    assert list((session[0] / name).rglob("*")) == []


def test_nothing_of_a_case_file_is_said(session: tuple[Path, list[str], str]) -> None:
    root, _calls, said = session
    assert [word for word in (CANARY, PASSPHRASE, str(root)) if word in said] == []
