"""Every output on paper, as text and to be edited: whatever is in a file, and however much or little."""

import subprocess
import time
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from tests.faults.hostile import CONTROLS, INVISIBLE, MARKUP, RIGHT_TO_LEFT, TEXTS
from tests.reports.demo_dossiers import demo_cases, demo_paper, paper
from tests.reports.hostile_dossiers import filled
from tests.reports.outputs import OF_ONE, OF_SEVERAL, made
from tests.reports.reading import squeezed, text_of
from tests.reports.summary_reading import file_of, one

from muniment.reports.document import Document
from muniment.reports.editable import to_docx
from muniment.reports.pdf import page_count, to_pdf
from muniment.reports.style import Paper
from muniment.reports.text import to_text
from muniment.reports.visible import made_visible

NAMES = (*OF_ONE, *OF_SEVERAL)
_TOLD = ("brief", "summary with disclosures", "exhibits", "chronology with links", "deadlines")
_LONG = 100_000


@cache
def practice(name: str) -> Document:
    return made(name, [demo_paper(case) for case in ("deniz", *(one for one in demo_cases() if one != "deniz"))])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("sheet", get_args(Paper))
def test_other_programs_find_no_fault_in_any_output(name: str, sheet: Paper, tmp_path: Path) -> None:
    file = tmp_path / "made.pdf"
    file.write_bytes(to_pdf(practice(name), sheet).data)
    subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)
    fonts = subprocess.run(["pdffonts", str(file)], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)  # embedded, cut, told in Unicode
    told = subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True, text=True).stdout
    assert squeezed(practice(name).title[0]) in squeezed(told)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", TEXTS, ids=["markup", "controls", "rtl", "invisible", "wide", "sql", "long word"])
def test_no_output_is_broken_by_what_stands_in_every_field(name: str, text: str) -> None:
    document = made(name, [paper(filled(text))])
    assert to_pdf(document).pages
    told = to_text(document)
    assert not [letter for letter in told if not letter.isprintable() and letter not in "\n\xa0"]
    with ZipFile(BytesIO(to_docx([document]))) as parts:
        for part in parts.namelist():
            if part.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(part))  # noqa: S314 - of our own making


@pytest.mark.parametrize("name", _TOLD)
@pytest.mark.parametrize("text", [MARKUP, CONTROLS, INVISIBLE, RIGHT_TO_LEFT], ids=["markup", "controls", "i", "rtl"])
def test_hostile_text_is_printed_and_not_obeyed(name: str, text: str) -> None:
    begin = squeezed(made_visible(text.replace("\r", " ")))[:20]
    document = made(name, [paper(filled(text))])
    printed = squeezed(text_of(to_pdf(document).data)).replace("[RTL]", "")
    assert begin.casefold() in printed.casefold()
    assert begin.casefold() in squeezed(to_text(document)).casefold()


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_file_makes_a_decent_paper(name: str) -> None:
    document = made(name, [paper(file_of())])
    assert page_count(document) <= (5 if "summary" in name else 2)
    assert to_docx([document])


@pytest.mark.parametrize("name", NAMES)
def test_three_hundred_allegations_make_no_output_slow(name: str) -> None:
    records = [one("detention", "d", start="2017-09-18", end="2017-10-02", status="ended")]
    for number in range(300):
        told = f"He says that this was done to him. It was number {number}."
        records.append(one("allegation", f"a{number}", detention="d", act="beating", on="2017-09-19", account=told))
    began = time.process_time()
    document = made(name, [paper(file_of(*records))])
    assert (to_pdf(document).pages == 1) or name != "brief"
    assert to_docx([document])
    assert time.process_time() - began < 30  # seconds; about two


@pytest.mark.parametrize("name", NAMES)
def test_a_text_without_a_space_breaks_wherever_it_has_to(name: str, long: bool) -> None:
    document = made(name, [paper(filled("x" * (_LONG if long else 3_000)))])
    assert to_pdf(document).pages
    assert max(map(len, to_text(document).splitlines())) <= 90
    assert to_docx([document])
