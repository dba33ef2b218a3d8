from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from muniment.services import session as sessions
from muniment.services.session import Session
from muniment.vault.slots import KeyCost

PASSPHRASE, IDENTITY_PASSPHRASE = "passphrase", "identity passphrase"
CHEAP = KeyCost(memory=8, iterations=1, lanes=1)

MakeVault = Callable[[], Session]


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--long``: the same tests with many more rounds and much larger files. ``--golden``: writes what is compared."""
    parser.addoption("--long", action="store_true", help="full length: half an hour, and 10 GB of room")
    parser.addoption("--golden", action="store_true", help="write the kept texts of outputs anew; read the difference")


@pytest.fixture
def long(request: pytest.FixtureRequest) -> bool:
    """Whether campaigns run at full length."""
    return bool(request.config.getoption("--long"))


@pytest.fixture
def new_vault(tmp_path: Path) -> Iterator[MakeVault]:
    """Makes empty vaults that cost nothing to open, each in a folder of its own; closes them at the end."""
    made: list[Session] = []

    def make() -> Session:
        folder = tmp_path / f"vault-{len(made) + 1}"
        made.append(sessions.create(folder, PASSPHRASE, IDENTITY_PASSPHRASE, cost=CHEAP))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def session(new_vault: MakeVault) -> Session:
    """An empty vault that is open."""
    return new_vault()
