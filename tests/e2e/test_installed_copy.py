"""A copy installed by pip works by itself, away from the tree."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
FILES = ("pyproject.toml", "setup.py", "README.md", "LICENSE")
FOLDERS = ("desktop", "resources")
OF_THE_README = ("benchmarks", "screenshots")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the program was installed from a copy of its sources, without a network."""
    tree = tmp_path_factory.mktemp("tree")
    for name in FILES:
        shutil.copy(PROJECT / name, tree)
    for name in FOLDERS:
        shutil.copytree(PROJECT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    target = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--no-warn-script-location", "--target", target, tree], check=True, capture_output=True)
    return target


def files_in(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def said(installed: Path, program: str) -> str:
    """What a program prints in a Python that finds the installed copy before anything else."""
    found_first = f"import sys; sys.path.insert(0, {str(installed)!r}); {program}"
    run = [sys.executable, "-I", "-c", found_first]
    return subprocess.run(run, check=True, capture_output=True, text=True, cwd=installed).stdout


def test_every_data_file_of_the_program_is_installed_with_it(installed: Path) -> None:
    here, there = PROJECT / "resources", installed / "muniment" / "resources"
    assert files_in(there) == {path for path in files_in(here) if path.parts[0] not in OF_THE_README}


def test_every_module_and_migration_is_installed(installed: Path) -> None:
    here, there = PROJECT / "desktop" / "muniment", installed / "muniment"
    assert {file for file in files_in(here) if file.suffix in {".py", ".sql"}} - files_in(there) == set()


def test_an_installed_copy_reads_its_own_vocabularies(installed: Path) -> None:
    asked = "from muniment.host.resources import resource_path; print(resource_path('vocabularies'))"
    assert Path(said(installed, asked).strip()).is_relative_to(installed)
