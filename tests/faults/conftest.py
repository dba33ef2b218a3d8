import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults.worker import CHEAP

from muniment.services import demo

Folder = Callable[[], Path]


@pytest.fixture(scope="session")
def practice_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice vault, closed; not to be touched."""
    folder = tmp_path_factory.mktemp("practice") / "vault"
    demo.make_demo(folder, cost=CHEAP).close()
    return folder


@pytest.fixture
def practice(practice_folder: Path, tmp_path: Path) -> Path:
    """A copy of the practice vault, closed, for a test to spoil."""
    return Path(shutil.copytree(practice_folder, tmp_path / "practice"))
