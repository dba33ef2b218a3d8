"""Printing from the command line: what goes where, and what is refused."""

from pathlib import Path

import pypdfium2
import pytest
from tests.e2e.front_door import PASSPHRASE, Muniment


def text_of(path: Path, password: str | None = None) -> str:
    """The text of a PDF, read by another library than the one that wrote it."""
    with pypdfium2.PdfDocument(path, password=password) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def test_a_brief_is_one_page_about_its_person(muniment: Muniment, vault: Path, tmp_path: Path, robin: str) -> None:
    (made,) = muniment.ok("report", vault, "brief", robin, "-o", tmp_path / "brief.pdf")
    assert (made["code"], made["pages"], made["file"]) == (robin, 1, str(tmp_path / "brief.pdf"))
    assert "Robin" in text_of(tmp_path / "brief.pdf")
    assert (tmp_path / "brief.pdf").stat().st_mode & 0o777 == 0o600


def test_all_briefs_go_into_a_folder_and_again_only_by_force(
    muniment: Muniment, vault: Path, tmp_path: Path, robin: str
) -> None:
    other = muniment.ok("add", vault, "case_file", "pseudonym=Sparrow")["code"]
    command = ("report", vault, "brief", "--all", "-o", tmp_path / "briefs")
    muniment.ok(*command)
    assert {path.name for path in (tmp_path / "briefs").iterdir()} == {f"{robin}-brief.pdf", f"{other}-brief.pdf"}
    (tmp_path / "briefs" / f"{robin}-brief.pdf").write_text("mine", encoding="utf-8")
    assert muniment(*command).code == 4
    assert (tmp_path / "briefs" / f"{robin}-brief.pdf").read_text(encoding="utf-8") == "mine"
    muniment.ok(*command, "--force")
    assert "Robin" in text_of(tmp_path / "briefs" / f"{robin}-brief.pdf")


def test_an_earlier_output_is_replaced(muniment: Muniment, vault: Path, tmp_path: Path, robin: str) -> None:
    for form, name in (("pdf", "brief.pdf"), ("text", "brief.txt")):
        command = ("report", vault, "brief", robin, "--format", form, "-o", tmp_path / name)
        muniment.ok(*command)
        before = (tmp_path / name).read_bytes()
        muniment.ok(*command, "--as-of", "2030-01-01")
        assert (tmp_path / name).read_bytes() != before


def test_a_link_is_no_earlier_output(muniment: Muniment, vault: Path, tmp_path: Path, robin: str) -> None:
    muniment.ok("report", vault, "brief", robin, "-o", tmp_path / "brief.pdf")
    (tmp_path / "link.pdf").symlink_to(tmp_path / "brief.pdf")
    assert muniment("report", vault, "brief", robin, "-o", tmp_path / "link.pdf").code == 4


def test_what_was_said_under_force_is_printed_where_it_is_chosen_twice(
    muniment: Muniment, vault: Path, robin: str
) -> None:
    muniment.add(vault, "coerced_disclosure", "method=threat", "confidence=claimed", "note=the two sisters", case=robin)
    command = ("report", vault, "summary", robin, "--format", "text")
    assert "the two sisters" not in muniment(*command).out
    once = muniment(*command, "--with-disclosures")
    assert (once.code, once.out) == (2, "")
    assert "the two sisters" in muniment(*command, "--with-disclosures", "--yes").out
    assert muniment("report", vault, "brief", robin, "--format", "text", "--with-disclosures", "--yes").code == 4


def test_where_one_file_is_there_already_none_is_written(
    muniment: Muniment, vault: Path, tmp_path: Path, robin: str
) -> None:
    other = muniment.ok("add", vault, "case_file", "pseudonym=Sparrow")["code"]
    (tmp_path / f"{other}-brief.pdf").write_text("mine", encoding="utf-8")
    assert muniment("report", vault, "brief", robin, other, "-o", tmp_path).code == 4
    assert not (tmp_path / f"{robin}-brief.pdf").exists()


def test_several_briefs_are_merged_into_one_file(muniment: Muniment, vault: Path, tmp_path: Path, robin: str) -> None:
    muniment.add(vault, "case_file", "pseudonym=Sparrow")
    (made,) = muniment.ok("report", vault, "brief", robin, "Sparrow", "--merge", "-o", tmp_path / "both.pdf")
    text = text_of(tmp_path / "both.pdf")
    assert (made["pages"], text.count("Robin"), text.count("Sparrow")) == (3, 2, 2)  # the first has the contents


def test_text_goes_onto_the_terminal(muniment: Muniment, vault: Path, robin: str) -> None:
    done = muniment("report", vault, "brief", robin, "--format", "text", "--as-of", "20 Sep 2017")
    assert (done.code, "Robin" in done.out, "20 September 2017" in done.out) == (0, True, True)


def test_text_as_json_is_a_list_of_outputs(muniment: Muniment, vault: Path, robin: str) -> None:
    (made,) = muniment.ok("report", vault, "brief", robin, "--format", "text")
    assert (made["code"], "Robin" in made["text"]) == (robin, True)


def test_a_protected_pdf_opens_with_its_password_alone(
    muniment: Muniment, vault: Path, tmp_path: Path, robin: str
) -> None:
    command = ("report", vault, "brief", robin, "-o", tmp_path / "brief.pdf", "--protect")
    muniment.ok(*command, secrets=[PASSPHRASE, "sésame"])
    with pytest.raises(pypdfium2.PdfiumError):
        text_of(tmp_path / "brief.pdf")
    assert "Robin" in text_of(tmp_path / "brief.pdf", "sésame")


def test_several_files_do_not_go_into_one(muniment: Muniment, vault: Path, tmp_path: Path, robin: str) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    muniment.add(vault, "case_file", "pseudonym=Sparrow")
    done = muniment("report", vault, "brief", robin, "Sparrow", "-o", tmp_path / "file")
    assert (done.code, (tmp_path / "file").read_text(encoding="utf-8")) == (4, "mine")


def test_without_a_consent_nothing_is_handed_out_and_what_is_missing_is_named(
    muniment: Muniment, vault: Path, robin: str
) -> None:
    done = muniment("report", vault, "brief", robin, "--audience", "counsel", "--format", "text")
    assert (done.code, done.out) == (4, "")
    assert "(counsel) is not recorded" in done.err


def test_a_place_that_cannot_be_written_is_5(muniment: Muniment, vault: Path, tmp_path: Path, robin: str) -> None:
    assert muniment("report", vault, "brief", robin, "-o", tmp_path / "nowhere" / "brief.pdf").code == 5


@pytest.mark.parametrize("name", ["brief.pdf", "cases.db", "deep/brief.pdf"])
@pytest.mark.parametrize("more", [[], ["--force"], ["--all"]])
def test_nothing_is_printed_into_the_vaults_own_folder(
    muniment: Muniment, vault: Path, robin: str, name: str, more: list[str]
) -> None:
    before = {path.name: path.read_bytes() for path in vault.iterdir() if path.name != "keys"}
    codes = [] if "--all" in more else [robin]
    target = vault if "--all" in more else vault / name
    done = muniment("report", vault, "brief", *codes, *more, "-o", target)
    assert done.code == 4
    assert "own folder" in done.err or "no earlier output" in done.err
    assert {path.name: path.read_bytes() for path in vault.iterdir() if path.name != "keys"} == before


def test_the_sheet_of_deadlines_names_no_file_and_goes_into_a_file_or_folder(
    muniment: Muniment, vault: Path, tmp_path: Path, robin: str
) -> None:
    muniment.add(vault, "task", "title=Call the family", "due_on=2027-01-01")
    assert "Call the family" in muniment("report", vault, "deadlines", "--format", "text").out
    assert muniment("report", vault, "deadlines", robin, "--format", "text").code == 2
    muniment.ok("report", vault, "deadlines", "-o", tmp_path)
    assert "Call the family" in text_of(tmp_path / "deadlines.pdf")
    (tmp_path / "deadlines.pdf").write_text("mine", encoding="utf-8")
    assert muniment("report", vault, "deadlines", "-o", tmp_path).code == 4
    assert (tmp_path / "deadlines.pdf").read_text(encoding="utf-8") == "mine"
