"""The practice vault, made and printed as packaging/run.sh does it."""

from pathlib import Path

import pytest
from tests.e2e.front_door import Muniment

from muniment.services.demo import make_demo
from muniment.vault.slots import KeyCost

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


def test_generated_files_are_the_same_every_time(muniment: Muniment, tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        make_demo(tmp_path / name, files=3, cost=KeyCost(memory=8, iterations=1, lanes=1)).close()
        lines = tmp_path / f"{name}.jsonl"
        muniment.told("export", tmp_path / name, "-o", lines, "--plaintext", "--with-disclosures", secrets=PRACTICE)
        written.append(lines.read_bytes())
    assert written[0] == written[1]
    listed = muniment.ok("list", tmp_path / "one", secrets=PRACTICE)
    assert [line["updated"] for line in listed] == [f"2018-01-01T09:0{minute}:00Z" for minute in (3, 2, 1)]


def test_a_practice_vault_is_made_in_an_empty_folder_only(muniment: Muniment, practice: Path) -> None:
    assert muniment.without_secrets("demo", practice).code == 4
