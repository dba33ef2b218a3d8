"""The first session of README.md does what it says, command by command."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from tests.e2e.front_door import Muniment

README = Path(__file__).resolve().parents[2] / "README.md"


def commands() -> list[list[str]]:
    """The indented lines of the first session that call the program, and those in its running text."""
    session = README.read_text(encoding="utf-8").partition("## A first session")[2].partition("\n## ")[0]
    indented = re.findall(r"^    muniment (.+)$", session, re.MULTILINE)
    running = re.findall(r"`muniment (\w[^`]*)`", session)
    return [shlex.split(line) for line in (*indented, *running) if "COMMAND" not in line]


def test_the_first_session_works(
    muniment: Muniment, empty_vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    new, *others = commands()
    assert (new, len(others) > 8) == (["new", "cases"], True)
    shutil.copytree(empty_vault, "cases")
    assert [(command, done) for command in others if (done := muniment(*command)).code] == []
    assert {path.name for path in tmp_path.iterdir()} >= {"cases", "brief.pdf", "summary.pdf"}
