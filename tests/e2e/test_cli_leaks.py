"""A copy that would tell of others is refused with every place, and leaves when something is done about each."""

from pathlib import Path

import pytest
from tests.e2e.front_door import IDENTITY_PASSPHRASE, PASSPHRASE, Muniment


@pytest.fixture
def brief(muniment: Muniment, vault: Path, robin: str) -> tuple[object, ...]:
    """What prints the summary of a file, for counsel, that names somebody else and a telephone number."""
    muniment.add(vault, "case_file", "pseudonym=Gülşən")
    words = "Taken with Gulshan. Called 050 123 45 67."
    muniment.add(vault, "detention", "--case", robin, "start=2026-11-02", "status=ended", f"note={words}")
    muniment.add(vault, "consent", "--case", robin, "purpose=counsel", "decision=granted", "scope=facts,third_parties")
    return "report", vault, "summary", robin, "--format", "text", "--audience", "counsel", "--recipient", "A. Lawyer"


def test_it_is_refused_with_every_place(muniment: Muniment, brief: tuple[object, ...], vault: Path) -> None:
    made = muniment(*brief)
    assert (made.code, made.out) == (4, "")
    assert "Taken with »Gulshan«." in made.err
    assert "»050 123 45 67«" in made.err
    assert muniment.ok("copies", vault) == []


def test_one_kind_masked_leaves_the_other_to_be_decided(muniment: Muniment, brief: tuple[object, ...]) -> None:
    made = muniment(*brief, "--mask", "phone")
    assert made.code == 4
    assert "»Gulshan«" in made.err
    assert "»050" not in made.err


def test_masked_it_leaves(muniment: Muniment, brief: tuple[object, ...], vault: Path) -> None:
    made = muniment(*brief, "--mask", "all")
    assert made.code == 0, made.err
    assert "Taken with [name]. Called [phone]." in " ".join(made.out.split())
    assert "Gulshan" not in made.out
    assert len(muniment.ok("copies", vault)) == 1


def test_what_is_kept_leaves_with_its_reason_in_the_register(
    muniment: Muniment, brief: tuple[object, ...], vault: Path
) -> None:
    made = muniment(*brief, "--mask", "phone", "--keep", "she is a witness")
    assert made.code == 0, made.err
    assert "Taken with Gulshan. Called [phone]." in " ".join(made.out.split())
    [copy] = muniment.ok("copies", vault)
    assert "she is a witness" in copy["kept"]


def test_sealed_names_are_looked_for_where_the_identities_are_opened(
    muniment: Muniment, brief: tuple[object, ...], vault: Path, robin: str
) -> None:
    assert muniment("identity", vault, robin, "legal_name=Sevda Quliyeva").code == 0
    muniment.add(vault, "detention", "--case", robin, "start=2026-10-02", "status=ended", "note=Sevda was told.")
    closed = muniment(*brief, "--mask", "all")
    assert closed.code == 0
    assert "not opened" in closed.err
    assert "Sevda was told." in closed.out
    opened = muniment(*brief, "--identities", "before it leaves", secrets=(PASSPHRASE, IDENTITY_PASSPHRASE))
    assert opened.code == 4
    assert "»Sevda« was told. (a sealed name)" in opened.err


def test_internal_output_is_not_looked_through(muniment: Muniment, vault: Path, robin: str) -> None:
    assert muniment("report", vault, "brief", robin, "--format", "text", "--mask", "all").code == 2
