"""The window is tried without a screen."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.ui.forms_room import Room
from tests.ui.window_room import WindowRoom


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
