"""The practice vault, made and printed as packaging/run.sh does it."""

from pathlib import Path

import pytest
from tests.e2e.front_door import Muniment

PRACTICE = ["practice vault"]


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice vault; not to be written to."""
    folder = tmp_path_factory.mktemp("demo") / "vault"
    made = Muniment().without_secrets("demo", folder, "--json")
    assert (made.code, made.err, made.json["passphrase"]) == (0, "", PRACTICE[0])
    return folder


def test_the_practice_vault_is_whole_and_marked_as_invented(practice: Path, muniment: Muniment) -> None:
    assert muniment.ok("verify", practice, secrets=PRACTICE) == {"ok": True, "findings": []}
    codes = [line["code"] for line in muniment.ok("list", practice, secrets=PRACTICE)]
    shown = muniment("show", practice, codes[0], "--json", secrets=PRACTICE)
    assert (len(codes) > 11, shown.code, "SYNTHETIC" in shown.out) == (True, 0, True)


@pytest.mark.parametrize("kind", ["brief", "summary"])
def test_every_practice_file_is_printed(kind: str, practice: Path, muniment: Muniment, tmp_path: Path) -> None:
    made = muniment.told("report", practice, kind, "--all", "-o", tmp_path, "--force", secrets=PRACTICE)
    assert len(made) == len(list(tmp_path.glob(f"*-{kind}.pdf"))) > 11


def test_generated_files_come_in_any_number(muniment: Muniment, tmp_path: Path) -> None:
    made = muniment.without_secrets("demo", tmp_path / "many", "--files", 3, "--json")
    assert (made.code, made.json["case_files"]) == (0, 3)


def test_a_practice_vault_is_made_in_an_empty_folder_only(muniment: Muniment, practice: Path) -> None:
    assert muniment.without_secrets("demo", practice).code == 4
