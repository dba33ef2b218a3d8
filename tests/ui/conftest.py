"""The window is tried without a screen."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.ui.forms_room import Room
from tests.ui.window_room import WindowRoom

from muniment.ui.wording import speak

_PATIENCE = 30_000  # milliseconds


class PatientBot(QtBot):
    """Waits long enough for a busy machine, where nothing else is said; what comes at once is waited for no longer."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = _PATIENCE) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = _PATIENCE, **rest: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **rest)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:  # noqa: ARG001 - there has to be one
    return PatientBot(request)


@pytest.fixture(autouse=True)
def _as_if_first(qapp: QApplication) -> Iterator[None]:
    """Each test begins in English and leaves nothing copied, which would outlive the interpreter and end with it."""
    speak("en")
    yield
    qapp.clipboard().clear()


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """An empty vault with a desk on it."""
    made = Room(qtbot, tmp_path / "vault")
    made.open()
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> WindowRoom:
    """The whole window on an empty vault, unlocked."""
    made = WindowRoom(qtbot, tmp_path / "vault")
    made.open()
    return made
