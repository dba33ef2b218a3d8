import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.e2e.front_door import IDENTITY_PASSPHRASE, PASSPHRASE, Muniment

from muniment.services.session import create
from muniment.vault.slots import KeyCost

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot
    from tests.e2e.window_hands import Hands


@pytest.fixture(scope="session")
def empty_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty vault that costs nothing to open; not to be written to."""
    folder = tmp_path_factory.mktemp("template") / "vault"
    create(folder, PASSPHRASE, IDENTITY_PASSPHRASE, cost=KeyCost(memory=8, iterations=1, lanes=1)).close()
    return folder


@pytest.fixture
def vault(empty_vault: Path, tmp_path: Path) -> Path:
    """An empty vault of this test's own, closed."""
    return Path(shutil.copytree(empty_vault, tmp_path / "vault"))


@pytest.fixture
def muniment() -> Muniment:
    """The command line, in this process."""
    return Muniment()


@pytest.fixture
def robin(muniment: Muniment, vault: Path) -> str:
    """The code of a case file that the vault has."""
    return str(muniment.ok("add", vault, "case_file", "pseudonym=Robin")["code"])


@pytest.fixture
def hands(qtbot: "QtBot", tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Iterator[Hands]":
    """Somebody before the window, at a computer on which nothing was done yet and where keys cost nothing."""
    from PySide6.QtWidgets import QApplication
    from tests.e2e.window_hands import Hands

    from muniment.services import demo
    from muniment.ui.wording import speak

    cheap = KeyCost(memory=8, iterations=1, lanes=1)
    monkeypatch.setattr("muniment.vault.keys.calibrated_cost", lambda: cheap)
    monkeypatch.setattr(demo, "_COST", cheap)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    speak("en")
    yield Hands(qtbot)
    QApplication.clipboard().clear()
