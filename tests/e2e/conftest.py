import shutil
from pathlib import Path

import pytest
from tests.e2e.front_door import IDENTITY_PASSPHRASE, PASSPHRASE, Muniment

from muniment.services.session import create
from muniment.vault.slots import KeyCost


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
