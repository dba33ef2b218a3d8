"""A copy that would tell of others is refused with every place, and leaves when something is done about each."""

from pathlib import Path

import pytest
from tests.e2e.front_door import IDENTITY_PASSPHRASE, PASSPHRASE, Done, Muniment


@pytest.fixture
def brief(muniment: Muniment, vault: Path, robin: str) -> tuple[object, ...]:
    """What prints the summary of a file, for counsel, that names somebody else and a telephone number."""
    muniment.add(vault, "case_file", "pseudonym=Gülşən")
    words = "Taken with Gulshan. Called 050 123 45 67."
    muniment.add(vault, "detention", "--case", robin, "start=2026-11-02", "status=ended", f"note={words}")
    muniment.add(vault, "consent", "--case", robin, "purpose=counsel", "decision=granted", "scope=facts,third_parties")
    return "report", vault, "summary", robin, "--format", "text", "--audience", "counsel", "--recipient", "A. Lawyer"


def refused(made: Done) -> list[tuple[str, str]]:
    """What is refused, and why: as it is written, and the sentence around it."""
    assert made.code == 4, made.out
    return [(one["text"], one["sentence"].strip()) for one in made.json["refused"]]


def test_it_is_refused_with_every_place(muniment: Muniment, brief: tuple[object, ...], vault: Path) -> None:
    made = muniment(*brief, "--json")
    assert refused(made) == [
        ("Gulshan", "Taken with »Gulshan«."),
        ("050 123 45 67", "Called »050 123 45 67«."),
    ]
    assert {"heading", "block", "kind", "what"} <= set(made.json["refused"][0])
    assert muniment.ok("copies", vault) == []


def test_people_are_shown_the_places_where_the_copy_was_to_be_a_file(
    muniment: Muniment, brief: tuple[object, ...], tmp_path: Path
) -> None:
    made = muniment(*brief, "-o", tmp_path / "copy.txt")
    assert made.code == 4
    assert "Taken with »Gulshan«. (the pseudonym of another file)" in made.out
    assert not (tmp_path / "copy.txt").exists()


def test_no_place_is_shown_where_the_copy_itself_was_to_be(muniment: Muniment, brief: tuple[object, ...]) -> None:
    """Somebody who has sent it on to a file would hand that on; and stderr is kept by other programs."""
    made = muniment(*brief)
    assert (made.code, made.out) == (4, "")
    assert "name a file with -o" in made.err
    assert "Gulshan" not in made.err


def test_one_kind_masked_leaves_the_other_to_be_decided(muniment: Muniment, brief: tuple[object, ...]) -> None:
    assert [text for text, _ in refused(muniment(*brief, "--mask", "phone", "--json"))] == ["Gulshan"]


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
    more = ("--identities", "before it leaves", "--json")
    opened = muniment(*brief, *more, secrets=(PASSPHRASE, IDENTITY_PASSPHRASE))
    assert ("Sevda", "»Sevda« was told.") in refused(opened)


def test_internal_output_is_not_looked_through(muniment: Muniment, vault: Path, robin: str) -> None:
    assert muniment("report", vault, "brief", robin, "--format", "text", "--mask", "all").code == 2
