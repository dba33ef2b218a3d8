"""What every output says of the practice files, line by line; ``--golden`` writes it anew, to be read and kept."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.reports.demo_dossiers import demo_cases, demo_paper
from tests.reports.outputs import OF_ONE, OF_SEVERAL, made

from muniment.reports.text import to_text

_FOLDER = Path(__file__).with_name("golden")
_WHOLE = [f"{kind}-{case}" for kind in ("brief", "summary", "exhibits", "consent") for case in ("deniz", "kamran")]
_BRIEFS = [f"brief-{case}" for case in demo_cases() if case not in ("deniz", "kamran")]
_NAMES = [*_WHOLE, *_BRIEFS, "summary with disclosures-togrul", *OF_SEVERAL]


@pytest.fixture
def compared(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Holds a text against the one that is kept, or keeps it."""

    def compare(name: str, text: str) -> None:
        file = _FOLDER / f"{name.replace(' ', '-')}.txt"
        if request.config.getoption("--golden"):
            _FOLDER.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare


@pytest.mark.parametrize("name", _NAMES)
def test_an_output_says_what_was_read_and_found_good(name: str, compared: Callable[[str, str], None]) -> None:
    kind, _, case = name.partition("-")
    papers = [demo_paper(case)] if kind in OF_ONE else [demo_paper(one) for one in demo_cases()]
    compared(name, to_text(made(kind, papers)))


def test_nothing_is_kept_that_no_output_says() -> None:
    assert {file.stem for file in _FOLDER.iterdir()} == {re.sub(" ", "-", name) for name in _NAMES}
