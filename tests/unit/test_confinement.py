"""A process that has shut itself off can open nothing, and takes no more memory and time than it may."""

import ctypes
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from muniment.host.assistant import Assistant

PROJECT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")


def landlock() -> int:
    """The version of Landlock that this kernel has; 0 or less where there is none."""
    return int(ctypes.CDLL(None, use_errno=True).syscall(444, None, 0, 1)) if sys.platform == "linux" else 0


@pytest.fixture
def confined(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Assistant]:
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    (tmp_path / "file").write_bytes(b"")
    begun = Assistant("tests.unit.confined")
    begun.send(str(tmp_path / "file").encode())
    yield begun
    begun.close()


def tried(confined: Assistant, what: str) -> str | None:
    confined.send(what.encode())
    answer = confined.answer(30)
    return None if answer is None else answer.decode()


@pytest.mark.parametrize("what", ["read", "make", "grow", "connect", "run"])
def test_it_cannot(confined: Assistant, what: str) -> None:
    assert tried(confined, what) not in ("done", None)


@pytest.mark.skipif(landlock() < 1, reason="the kernel has no Landlock")
@pytest.mark.parametrize("what", ["remove", "rename"])
def test_it_cannot_name_a_file(confined: Assistant, tmp_path: Path, what: str) -> None:
    assert tried(confined, what) == "PermissionError"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(landlock() < 6, reason="the kernel's Landlock knows no scopes")
def test_it_cannot_signal_others(confined: Assistant) -> None:
    assert tried(confined, "signal") == "PermissionError"


def test_it_takes_no_more_memory(confined: Assistant) -> None:
    assert tried(confined, "memory") == "MemoryError"


def test_it_is_ended_when_its_time_is_used_up(confined: Assistant) -> None:
    assert tried(confined, "time") is None
