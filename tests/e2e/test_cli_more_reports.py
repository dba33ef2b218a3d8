"""The lists, forms and editable copies that the command line makes."""

from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from tests.e2e.front_door import Muniment


def test_an_editable_copy_is_a_file_for_a_word_processor(
    muniment: Muniment, vault: Path, tmp_path: Path, robin: str
) -> None:
    target = tmp_path / "brief.docx"
    (made,) = muniment.ok("report", vault, "brief", robin, "--format", "docx", "-o", target)
    assert (made["code"], made["pages"]) == (robin, None)
    with ZipFile(target) as opened:
        assert "Robin" in opened.read("word/document.xml").decode()
    assert target.stat().st_mode & 0o777 == 0o600


def test_what_may_have_been_worked_on_is_replaced_only_by_force(
    muniment: Muniment, vault: Path, tmp_path: Path, robin: str
) -> None:
    target = tmp_path / "brief.docx"
    command = ("report", vault, "brief", robin, "--format", "docx", "-o", target)
    muniment.ok(*command)
    target.write_bytes(target.read_bytes() + b"worked on")
    before = target.read_bytes()
    assert muniment(*command).code == 4
    assert target.read_bytes() == before
    muniment.ok(*command, "--force")
    assert target.read_bytes() != before


def test_an_editable_copy_goes_neither_onto_the_terminal_nor_behind_a_password(
    muniment: Muniment, vault: Path, tmp_path: Path, robin: str
) -> None:
    command = ("report", vault, "brief", robin, "--format", "docx")
    assert muniment(*command).code == 2
    assert muniment(*command, "--protect", "-o", tmp_path / "x.docx").code == 2


def test_several_go_into_a_folder_under_their_codes(
    muniment: Muniment, vault: Path, tmp_path: Path, robin: str
) -> None:
    muniment.ok("report", vault, "exhibits", "--all", "--format", "docx", "-o", tmp_path / "lists")
    assert [path.name for path in (tmp_path / "lists").iterdir()] == [f"{robin}-exhibits.docx"]


def test_a_consent_form_is_for_a_file_or_blank(muniment: Muniment, vault: Path, robin: str) -> None:
    assert robin in muniment("report", vault, "consent", robin, "--format", "text").out
    blank = muniment("report", vault, "blank-consent", "--format", "text")
    assert blank.code == 0
    assert "Publish anonymous" in blank.out
    assert robin not in blank.out
    assert muniment("report", vault, "blank-consent", robin, "--format", "text").code == 2


def test_an_exhibit_list_has_the_hash_of_what_was_attached(
    muniment: Muniment, vault: Path, tmp_path: Path, robin: str
) -> None:
    (tmp_path / "letter.txt").write_text("SYNTHETIC", encoding="utf-8")
    muniment.ok("attach", vault, robin, tmp_path / "letter.txt", "--title", "A letter")
    told = muniment("report", vault, "exhibits", robin, "--format", "text").out
    assert "A letter" in told
    assert "9 bytes" in told.replace("\xa0", " ")
    assert sha256(b"SYNTHETIC").hexdigest() in told


def test_the_detentions_of_several_files_stand_on_one_paper(
    muniment: Muniment, vault: Path, tmp_path: Path, robin: str
) -> None:
    other = muniment.ok("add", vault, "case_file", "pseudonym=Sparrow")["code"]
    for code in (robin, other):
        muniment.add(vault, "detention", "start=2026-11-02", "status=ongoing", case=code)
    (made,) = muniment.ok("report", vault, "chronology", robin, other, "-o", tmp_path / "both.pdf")
    assert (made["code"], made["file"]) == (None, str(tmp_path / "both.pdf"))
    told = muniment("report", vault, "chronology", "--all", "--format", "text").out
    assert robin in told
    assert other in told
    assert "Robin" not in told
    assert muniment("report", vault, "chronology", "--format", "text").code == 2
    muniment.ok("report", vault, "chronology", "--all", "-o", tmp_path)
    assert (tmp_path / "chronology.pdf").exists()


def test_linked_arrests_are_asked_for_twice(muniment: Muniment, vault: Path, robin: str) -> None:
    muniment.add(vault, "detention", "start=2026-11-02", "status=ongoing", case=robin)
    muniment.add(vault, "coerced_disclosure", "method=threat", "confidence=claimed", case=robin)
    command = ("report", vault, "chronology", robin, "--format", "text")
    assert "Held back in this copy." in muniment(*command).out
    assert muniment(*command, "--with-disclosures").code == 2
    assert "threat" in muniment(*command, "--with-disclosures", "--yes").out


def test_an_editable_copy_for_counsel_bears_its_number_and_not_the_code(
    muniment: Muniment, vault: Path, tmp_path: Path, robin: str
) -> None:
    muniment.add(vault, "consent", "purpose=counsel", "decision=granted", "given_on=2026-01-01", case=robin)
    target = tmp_path / "copy.docx"
    command = ("report", vault, "brief", robin, "--format", "docx", "--audience", "counsel", "-o", target)
    muniment.ok(*command)
    (copy,) = muniment.ok("copies", vault)
    with ZipFile(target) as opened:
        words = "".join(opened.read(name).decode() for name in opened.namelist() if name.endswith(".xml"))
    assert f"copy {copy['copy_no']}" in words
    assert robin not in words


def test_a_chronology_is_not_handed_over(muniment: Muniment, vault: Path, tmp_path: Path, robin: str) -> None:
    target = tmp_path / "chronology.pdf"
    assert muniment("report", vault, "chronology", robin, "--audience", "counsel", "-o", target).code == 4
    assert not target.exists()
