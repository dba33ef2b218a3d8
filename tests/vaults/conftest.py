from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.tally import quick_folder, tally

__all__ = ["tally"]


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder of the test's own, in memory where there is room."""
    with quick_folder() as folder:
        yield folder
