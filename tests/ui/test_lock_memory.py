"""After locking nothing of a case file is in the memory of the process: it is another one."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import CHEAP

from muniment.services import entries
from muniment.services import session as sessions

PROJECT = Path(__file__).resolve().parents[2]
CANARY, PASSPHRASE = "Zirehquş SYNTHETIC", "otherwise unheard of"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows the memory of another process")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault with the canary in its one case file."""
    folder = tmp_path / "vault"
    session = sessions.create(folder, PASSPHRASE, cost=CHEAP)
    entries.add(session, "case_file", {"pseudonym": CANARY}, "")
    session.close()
    return folder


@pytest.fixture
def child(vault: Path, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """The window in a process of its own."""
    path = os.pathsep.join((str(PROJECT / "desktop"), str(PROJECT)))
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_RUNTIME_DIR": str(tmp_path)}
    environment = {**os.environ, **home, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": path}
    command = [sys.executable, "-m", "tests.ui.lock_child", "open", str(vault)]
    with subprocess.Popen(
        command, env=environment, cwd=tmp_path, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as started:
        say(started, PASSPHRASE)
        yield started
        started.kill()


def said(child: "subprocess.Popen[str]") -> str:
    assert child.stdout is not None
    return child.stdout.readline().strip()


def say(child: "subprocess.Popen[str]", line: str) -> None:
    assert child.stdin is not None
    child.stdin.write(f"{line}\n")
    child.stdin.flush()


def lock(child: "subprocess.Popen[str]") -> None:
    assert said(child) == "open"
    say(child, "lock")
    assert said(child) == "locked"


def memory_has(number: int, words: list[bytes]) -> set[bytes]:
    """Which of the words are anywhere in the memory of a process."""
    found = set()
    with Path(f"/proc/{number}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{number}/maps").read_text(encoding="utf-8").splitlines():
            bounds = re.match(r"([0-9a-f]+)-([0-9a-f]+) r", line)
            if bounds is None or "[v" in line:
                continue
            start, end = (int(part, 16) for part in bounds.groups())
            memory.seek(start)
            try:
                content = memory.read(end - start)
            except OSError:
                continue
            found |= {word for word in words if word in content}
    return found


def test_after_locking_nothing_of_a_file_and_no_passphrase_is_in_memory(child: "subprocess.Popen[str]") -> None:
    words = [CANARY.encode("utf-8"), CANARY.encode("utf-16-le"), PASSPHRASE.encode(), PASSPHRASE.encode("utf-16-le")]
    assert said(child) == "open"
    assert memory_has(child.pid, words) >= set(words[1:2])  # or the test would prove nothing
    say(child, "lock")
    assert said(child) == "locked"
    assert memory_has(child.pid, words) == set()


def test_the_process_that_locked_goes_on_with_the_same_number_and_tells_no_folder(
    child: "subprocess.Popen[str]", vault: Path
) -> None:
    lock(child)
    told = Path(f"/proc/{child.pid}/cmdline").read_bytes() + Path(f"/proc/{child.pid}/environ").read_bytes()
    assert os.fsencode(vault) not in told


def test_the_process_that_locked_has_no_file_of_the_vault_open(child: "subprocess.Popen[str]", vault: Path) -> None:
    lock(child)
    open_files = [str(entry.readlink()) for entry in Path(f"/proc/{child.pid}/fd").iterdir()]
    assert [name for name in open_files if str(vault) in name] == []
