"""The window is tried without a screen."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.conftest import CHEAP
from tests.ui.forms_room import Room
from tests.ui.window_room import WindowRoom

from muniment.services import demo
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
    """Each test begins in English, in the looks of the first, and leaves nothing copied, which outlives it."""
    speak("en")
    sheet, font, palette = qapp.styleSheet(), qapp.font(), qapp.palette()
    yield
    qapp.clipboard().clear()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    if qapp.styleSheet() != sheet:
        qapp.setStyleSheet(sheet)
    if qapp.font() != font:
        qapp.setFont(font)
    if qapp.palette() != palette:
        qapp.setPalette(palette)


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


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice vault; not to be written to."""
    folder = tmp_path_factory.mktemp("practice") / "vault"
    demo.make_demo(folder, cost=CHEAP).close()
    return folder


@pytest.fixture
def practised(qtbot: QtBot, practice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WindowRoom:
    """The window on a copy of it, as on a small laptop."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = WindowRoom(qtbot, Path(shutil.copytree(practice, tmp_path / "vault")), passphrase=demo.PASSPHRASE)
    made.open()
    made.shell.resize(1366, 768)
    return made
