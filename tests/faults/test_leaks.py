"""What is in a vault does not get out of it: not into any folder, any temporary file or any message."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.faults.brought import WORD, bring
from tests.faults.canary import services
from tests.faults.given_out import IN_THE_CLEAR, SEALED
from tests.faults.tally import Tally, quick_folder

from muniment.domain.folding import fold

PROJECT = Path(__file__).resolve().parents[2]
FORMS = [form for text in (WORD, WORD.upper(), fold(WORD)) for form in (text.encode(), text.encode("utf-16-le"))]
BROUGHT = {f"{WORD}.jpg", "lines.jsonl", "rules.toml"}
WATCHED = "open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,connect"
WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE|^\d*\s*(creat|rename|link|symlink|mkdir|connect)")


@dataclass(frozen=True)
class Ran:
    """A session that is over: where it was, what it said, which system calls it made."""

    root: Path
    said: bytes
    calls: list[str]


def watched(root: Path, *program: str) -> Ran:
    """Runs a Python program where everything that it might write to is a folder of the test's."""
    for name in ("home", "temporary", "here"):
        (root / name).mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join([str(PROJECT), str(PROJECT / "desktop")]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(root / "home"),
        **dict.fromkeys(("TMPDIR", "TMP", "TEMP", "XDG_RUNTIME_DIR"), str(root / "temporary")),
    }
    watching = ["strace", "-f", "-qq", "-s", "300", "-e", f"trace={WATCHED}", "-o", str(root / "calls")]
    command = [*(watching if shutil.which("strace") else ()), sys.executable, *program]
    done = subprocess.run(command, cwd=root / "here", env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    calls = (root / "calls").read_text("utf-8", "replace").splitlines() if (root / "calls").exists() else []
    return Ran(root, done.stdout + done.stderr, calls)


@pytest.fixture(scope="module")
def ran() -> Iterator[Ran]:
    """The session."""
    with quick_folder() as root:
        (root / "named").mkdir()
        (root / "vaults").mkdir()
        bring(root / "named")
        places = [str(root / name) for name in ("vaults/vault", "named", "called")]
        yield watched(root, "-m", "tests.faults.canary", *places)


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def holds_it(path: Path) -> bool:
    content = path.read_bytes()
    return any(form in content for form in FORMS)


def left_elsewhere(ran: Ran) -> list[Path]:
    return [path for name in ("home", "temporary", "here") for path in files(ran.root / name)]


def written_elsewhere(ran: Ran) -> list[str]:
    allowed = [f'"{ran.root / name}' for name in ("vaults", "named", "called")] + ['"/dev/null']
    writing = [call for call in ran.calls if WRITES.search(call) and " = -1 " not in call]
    return [call for call in writing if not any(place in call for place in allowed)]


def spoken_to_a_network(ran: Ran) -> list[str]:
    return [call for call in ran.calls if "connect(" in call and "AF_INET" in call]


def test_nothing_is_written_to_any_folder_that_the_user_did_not_name(ran: Ran) -> None:
    assert left_elsewhere(ran) == []


def test_the_vault_holds_nothing_that_can_be_read_from_outside(ran: Ran) -> None:
    vaults = list(files(ran.root / "vaults"))
    assert len(vaults) == 6
    assert [path for path in vaults if holds_it(path)] == []


def test_of_what_was_given_out_only_that_is_in_the_clear_which_was_meant_to_be(ran: Ran) -> None:
    named = [path for path in files(ran.root / "named") if path.suffix != ".backup"]
    assert {path.name for path in named} == BROUGHT | IN_THE_CLEAR | SEALED
    assert {path.name for path in named if holds_it(path)} <= BROUGHT | IN_THE_CLEAR
    assert holds_it(ran.root / "named" / "brief.text")


def test_nothing_is_said(ran: Ran) -> None:
    assert ran.said == b""


def test_everything_that_the_services_do_was_done(ran: Ran, tally: Tally) -> None:
    """Whoever adds to the services adds to tests/faults/canary.py."""
    called = set((ran.root / "called").read_text("utf-8").split())
    assert services() - called == set()
    tally.take([], services_called=len(services()), files_looked_at=len(list(files(ran.root))))


def test_no_file_is_opened_for_writing_elsewhere_even_for_a_moment(ran: Ran, tally: Tally) -> None:
    """Also seen: temporary files that are gone again. Without strace only what is left can be looked at."""
    assert written_elsewhere(ran) == []
    assert any(WRITES.search(call) for call in ran.calls) or not shutil.which("strace")
    tally.take([], system_calls_looked_at=len(ran.calls))


def test_nothing_speaks_to_a_network(ran: Ran) -> None:
    assert spoken_to_a_network(ran) == []


@pytest.mark.planted
@pytest.mark.parametrize(
    ("leak", "finds"),
    [
        (f"open('{WORD}', 'w').close()", left_elsewhere),
        ("import tempfile; tempfile.NamedTemporaryFile().close()", written_elsewhere),
        ("import socket; socket.socket().connect_ex(('127.0.0.1', 9))", spoken_to_a_network),
        (f"import sys; sys.stderr.write('{WORD}')", lambda ran: WORD.encode() in ran.said),
    ],
    ids=["a file", "a file that is gone again", "a connection", "a word on stderr"],
)
def test_a_leak_is_found(tmp_path: Path, leak: str, finds: Callable[[Ran], object]) -> None:
    if not shutil.which("strace"):
        pytest.skip("without strace only what is left can be looked at")
    assert finds(watched(tmp_path, "-c", leak))
