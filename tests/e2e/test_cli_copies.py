"""The register of copies, as programs and people see it."""

from hashlib import sha256
from pathlib import Path

import pytest
from tests.e2e.front_door import PASSPHRASE, Muniment

from muniment.reports.document import Document, PageHead, Paragraph
from muniment.reports.pdf import to_pdf
from muniment.services import copies, finding
from muniment.services.copies import Leaving
from muniment.services.session import opened


def paper(number: str, words: str) -> bytes:
    return to_pdf(Document(("Brief",), (Paragraph(words),), PageHead("Confidential", "", number, "counsel"))).data


@pytest.fixture
def copy_no(vault: Path, robin: str, tmp_path: Path) -> str:
    """The number of a copy of Robin's brief that is at ``out.pdf``."""
    with opened(vault, PASSPHRASE) as session:
        number = copies.numbered(session)
        data = paper(number.copy_no, "What happened.")
        cases, digest = (finding.case(session, robin),), sha256(data).hexdigest()
        leaving = Leaving(number, cases, "brief", "counsel", "A. Lawyer (SYNTHETIC)", 1, digest, "no time")
        copies.register(session, [leaving])
    (tmp_path / "out.pdf").write_bytes(data)
    return number.copy_no


def test_every_copy_is_listed_with_all_that_is_known_of_it(
    muniment: Muniment, vault: Path, robin: str, copy_no: str
) -> None:
    [copy] = muniment.ok("copies", vault)
    assert (copy["copy_no"], copy["template"], copy["audience"], copy["pages"]) == (copy_no, "brief", "counsel", 1)
    assert (copy["recipient"], copy["reason"], copy["kept"]) == ("A. Lawyer (SYNTHETIC)", "no time", None)
    assert [(one["code"], one["pseudonym"]) for one in copy["cases"]] == [(robin, "Robin")]
    assert {"at", "sha256", "journal_head"} <= set(copy)
    words = " ".join(muniment("copies", vault).out.split())
    assert all(part in words for part in (copy_no, "A. Lawyer", "counsel", robin, "without consent"))


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (("--recipient", "lawyer a"), 1),
        (("--recipient", "court"), 0),
        (("--audience", "counsel"), 1),
        (("--audience", "press"), 0),
        (("--case", "Robin"), 1),
        (("--case", "Sparrow"), 0),
    ],
)
def test_some_copies_are_listed(
    muniment: Muniment, vault: Path, copy_no: str, options: tuple[str, ...], count: int
) -> None:
    muniment.add(vault, "case_file", "pseudonym=Sparrow")
    assert [one["copy_no"] for one in muniment.ok("copies", vault, *options)] == [copy_no] * count


def test_a_copy_is_known_by_its_bytes_its_page_and_its_number(
    muniment: Muniment, vault: Path, tmp_path: Path, copy_no: str
) -> None:
    (tmp_path / "edited.pdf").write_bytes(paper(copy_no, "Somebody wrote something else."))
    (tmp_path / "strange.pdf").write_bytes(paper("", "Nothing of ours."))
    asked = {
        str(tmp_path / "out.pdf"): "bytes",
        str(tmp_path / "edited.pdf"): "page",
        copy_no.lower(): "typed",
        copy_no[:-1]: "near",
    }
    for which, how in asked.items():
        found = muniment.ok("copies", vault, "--which", which)
        assert (found["how"], [one["copy_no"] for one in found["copies"]]) == (how, [copy_no])
    for which in (str(tmp_path / "strange.pdf"), "9999-ZZZZ"):
        assert muniment.ok("copies", vault, "--which", which) == {"how": "none", "copies": []}
    assert "no copy that this vault handed out" in muniment("copies", vault, "--which", "9999-ZZZZ").out
    assert copy_no in muniment("copies", vault, "--which", tmp_path / "out.pdf").out


def test_what_makes_no_sense_or_cannot_be_read_is_refused(muniment: Muniment, vault: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("notes")
    assert muniment("copies", vault, "--which", "0001-7KQM", "--case", "Robin").code == 2
    assert muniment("copies", vault, "--which", tmp_path / "notes.txt").code == 4
    assert muniment("copies", vault, "--case", "Nobody").code == 4
    assert muniment("copies", vault).out == "No copy has left.\n"


# --- as they are handed out ---


@pytest.fixture
def agreed(muniment: Muniment, vault: Path, robin: str) -> str:
    muniment.add(vault, "consent", "purpose=counsel", "decision=granted", case=robin)
    return robin


def test_what_is_handed_out_is_in_the_register(muniment: Muniment, vault: Path, agreed: str, tmp_path: Path) -> None:
    out = ("--audience", "counsel", "--recipient", "A. Lawyer (SYNTHETIC)", "-o", tmp_path / "brief.pdf")
    (made,) = muniment.ok("report", vault, "brief", agreed, *out)
    [copy] = muniment.ok("copies", vault)
    assert (copy["copy_no"], copy["sha256"]) == (made["copy_no"], made["sha256"])
    assert (copy["recipient"], copy["audience"], copy["pages"]) == ("A. Lawyer (SYNTHETIC)", "counsel", 1)
    assert muniment.ok("copies", vault, "--which", tmp_path / "brief.pdf")["how"] == "bytes"


def test_internal_output_is_not_in_the_register(muniment: Muniment, vault: Path, agreed: str, tmp_path: Path) -> None:
    (made,) = muniment.ok("report", vault, "brief", agreed, "-o", tmp_path / "brief.pdf")
    assert "copy_no" not in made
    assert muniment.ok("copies", vault) == []
    assert muniment("report", vault, "brief", agreed, "-o", tmp_path / "brief.pdf", "--recipient", "x").code == 2


def test_into_a_folder_each_is_called_by_its_number(
    muniment: Muniment, vault: Path, agreed: str, tmp_path: Path
) -> None:
    muniment.add(vault, "case_file", "pseudonym=Sparrow")
    command = ("report", vault, "brief", "--all", "--audience", "counsel", "-o", tmp_path / "briefs")
    assert muniment(*command).code == 4
    assert not (tmp_path / "briefs").exists()
    made = muniment.ok(*command, "--override", "the hearing is tomorrow")
    names = {f"{one['copy_no']}-brief.pdf" for one in made}
    assert {path.name for path in (tmp_path / "briefs").iterdir()} == names
    reasons = {one["cases"][0]["code"]: one["reason"] for one in muniment.ok("copies", vault)}
    assert (reasons.pop(agreed), *reasons.values()) == (None, "the hearing is tomorrow")


def test_merged_each_has_a_number_in_one_file(muniment: Muniment, vault: Path, agreed: str, tmp_path: Path) -> None:
    other = muniment.ok("add", vault, "case_file", "pseudonym=Sparrow")["code"]
    muniment.add(vault, "consent", "purpose=counsel", "decision=granted", case=other)
    out = ("--merge", "--audience", "counsel", "-o", tmp_path / "all.pdf")
    muniment.ok("report", vault, "brief", "--all", *out)
    found = muniment.ok("copies", vault, "--which", tmp_path / "all.pdf")
    assert (found["how"], {one["cases"][0]["code"] for one in found["copies"]}) == ("bytes", {agreed, other})


def test_who_takes_a_consent_back_is_told_which_copies_are_out(
    muniment: Muniment, vault: Path, agreed: str, tmp_path: Path
) -> None:
    out = ("--audience", "counsel", "--recipient", "A. Lawyer (SYNTHETIC)", "-o", tmp_path / "brief.pdf")
    (made,) = muniment.ok("report", vault, "brief", agreed, *out)
    (consent,) = muniment.ok("show", vault, agreed)["records"]["consent"]
    done = muniment("set", vault, consent["id"], "decision=withdrawn", "withdrawn_on=2026-11-01")
    assert done.code == 0
    assert f"Still out: copy {made['copy_no']}, brief" in done.err
    assert "A. Lawyer" not in done.err  # which other programs keep
    assert muniment("report", vault, "brief", agreed, *out).code == 4
