"""The leak check on its corpus: nothing missed that the vault knows, and few places hit for nothing."""

from pathlib import Path

import pytest
from tests.leaks.measuring import CLEAN, LANGUAGES, Outcome, outcomes


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    folder: Path = tmp_path_factory.mktemp("leaks")
    return outcomes(folder)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_was_planted_is_missed(found: dict[str, Outcome], language: str) -> None:
    assert found[language].planted.total() > 40
    assert found[language].missed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_twenty_hits_at_most_one_is_false(found: dict[str, Outcome], language: str) -> None:
    assert found[language].share_of_false <= 0.05, found[language].false


def test_what_the_program_prints_of_its_own_is_no_leak(found: dict[str, Outcome]) -> None:
    assert found[CLEAN].texts > 1000
    assert found[CLEAN].false == []
