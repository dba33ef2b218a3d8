import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.acts import make_small
from tests.faults.held import CHEAP
from tests.faults.tally import quick_folder, tally

from muniment.services import demo

__all__ = ["tally"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is of the long form alone is left out of the short one."""
    if not config.getoption("--long"):
        left = [item for item in items if item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder of the test's own, in memory where there is room."""
    with quick_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def practice_folder() -> Iterator[Path]:
    """The practice vault, closed; not to be touched."""
    with quick_folder() as folder:
        demo.make_demo(folder / "vault", cost=CHEAP).close()
        yield folder / "vault"


@pytest.fixture(scope="session")
def small_vault() -> Iterator[Path]:
    """A vault with one case file, closed; not to be touched."""
    with quick_folder() as folder:
        make_small(folder / "vault")
        yield folder / "vault"


@pytest.fixture
def practice(practice_folder: Path, tmp_path: Path) -> Path:
    """A copy of the practice vault, closed, for a test to spoil."""
    return Path(shutil.copytree(practice_folder, tmp_path / "practice"))
