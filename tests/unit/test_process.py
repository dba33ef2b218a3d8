import os
import subprocess
import sys
from pathlib import Path

import pytest

from muniment.host.process import physical_memory

DESKTOP = Path(__file__).parents[2] / "desktop"


def hardened(then: str) -> str:
    script = f"from muniment.host.process import harden; harden(); {then}"
    environment = {**os.environ, "PYTHONPATH": str(DESKTOP)}
    command = [sys.executable, "-c", script]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def test_no_core_is_dumped() -> None:
    assert hardened("import resource; print(resource.getrlimit(resource.RLIMIT_CORE))") == "(0, 0)"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can say")
def test_others_cannot_read_the_process() -> None:
    get_dumpable = 3

    assert hardened(f"import ctypes; print(ctypes.CDLL(None).prctl({get_dumpable}, 0, 0, 0, 0))") == "0"


def test_new_files_are_for_their_owner_alone() -> None:
    assert hardened("import os; print(oct(os.umask(0)))") == "0o77"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not say")
def test_the_memory_of_this_computer_is_plausible() -> None:
    assert (physical_memory() or 0) > 64 << 20
