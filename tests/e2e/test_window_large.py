"""A vault with very many case files: some hundred here, a hundred thousand with ``--long``."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.window_hands import CONTROL, Hands, Key

from muniment.services import demo
from muniment.ui.pages.cases import CasesPage
from muniment.vault.slots import KeyCost

_FEW, _MANY = 300, 100_000
_PATIENCE = 5  # seconds for any one step, also on a busy machine; how quick it is, the benchmarks tell


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    folder = tmp_path_factory.mktemp("large") / "vault"
    files = _MANY if request.config.getoption("--long") else _FEW
    demo.make_demo(folder, files=files, cost=KeyCost(memory=8, iterations=1, lanes=1)).close()
    return folder


@pytest.fixture
def quick() -> Iterator[None]:
    """No test here takes longer than a person would wait."""
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < 10 * _PATIENCE


def _list(hands: Hands) -> CasesPage:
    page = hands.page
    assert isinstance(page, CasesPage)
    return page


@pytest.mark.usefixtures("quick")
def test_the_last_of_all_files_is_found_opened_and_left_where_it_was(hands: Hands, large: Path) -> None:
    hands.enter(large, demo.PASSPHRASE)
    hands.until(lambda: _list(hands).model.rowCount() >= _FEW)
    hands.tab_to("Case files")
    hands.press(Key.Key_End, hold=CONTROL)
    last = _list(hands).model.rowCount() - 1
    hands.until(lambda: _list(hands).table.currentIndex().row() == last)
    hands.until(lambda: _list(hands).model.row_at(last) is not None)
    row = _list(hands).model.row_at(last)
    assert row is not None
    hands.press(Key.Key_Return)
    hands.until(lambda: hands.page.place().case == row.id)
    hands.until_reads(row.line.code)
    hands.press(Key.Key_F, hold=CONTROL)
    name = row.line.pseudonym.split()[0]
    hands.type(name)
    hands.until(lambda: hands.page.place().page == "search" and hands.reads(f"{name} "))
    hands.press(Key.Key_Escape)
    hands.tab_to("Cases")
    hands.press(Key.Key_Space)
    hands.until(lambda: isinstance(hands.page, CasesPage))
    hands.until(lambda: _list(hands).table.currentIndex().row() == last)
