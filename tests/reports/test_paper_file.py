import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from tests.reports.reading import document, everything, opened, squeezed, text_of

from muniment.reports.document import Heading, PageOf, Paragraph
from muniment.reports.errors import LayoutBug, UnfitPassword
from muniment.reports.pdf import protect, to_pdf

ROOT = Path(__file__).parents[2]


def run(code: str, **environment: str) -> bytes:
    """What a fresh Python prints."""
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}", **environment}
    return subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout


def test_the_bytes_are_the_same_in_every_process() -> None:
    code = (
        "import sys; from muniment.reports.pdf import to_pdf; from tests.reports.reading import everything\n"
        "sys.stdout.buffer.write(to_pdf(everything()).data)"
    )
    assert [run(code, PYTHONHASHSEED=seed) for seed in "12"] == [to_pdf(everything()).data] * 2


def test_qpdf_finds_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "made.pdf"
    file.write_bytes(to_pdf(everything()).data)
    subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)


def test_every_font_is_embedded(tmp_path: Path) -> None:
    file = tmp_path / "made.pdf"
    file.write_bytes(to_pdf(everything()).data)
    told = subprocess.run(["pdffonts", str(file)], check=True, capture_output=True, text=True).stdout
    fonts = told.splitlines()[2:]
    assert [line for line in fonts if not re.search(r"TrueType +WinAnsi +yes yes yes", line)] == []


def test_the_file_tells_nothing_of_times_and_programs() -> None:
    data = to_pdf(everything()).data
    with pikepdf.open(BytesIO(data)) as pdf:
        assert (dict(pdf.docinfo), b"ReportLab" in data) == ({}, False)


def test_names_in_the_file_do_not_repeat_anchors() -> None:
    data = to_pdf(document(Heading("Who", anchor="K7-2Q9F"), Paragraph((PageOf("K7-2Q9F"),)))).data
    with pikepdf.open(BytesIO(data)) as pdf:
        assert "K7-2Q9F" not in "".join(map(repr, pdf.objects))


def test_settings_of_the_user_are_not_read(tmp_path: Path) -> None:
    for name in (".reportlab_settings", ".reportlab_mods"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'read')!r}, 'a').write({name!r})")
    code = (
        "import sys; from muniment.reports.pdf import to_pdf; from tests.reports.reading import everything\n"
        "to_pdf(everything()); from reportlab import rl_config as told\n"
        "print(told.trustedHosts, told.trustedSchemes, told.verbose, 'reportlab.lib.fontfinder' in sys.modules)"
    )
    printed = run(code, HOME=str(tmp_path), RL_trustedHosts="*", RL_verbose="1")
    assert ((tmp_path / "read").exists(), printed) == (False, b"None [] 0 False\n")


def test_importing_the_module_loads_no_heavy_library() -> None:
    code = "import sys, muniment.reports.pdf, muniment.reports.text; print({'reportlab', 'pikepdf'} & set(sys.modules))"
    assert run(code) == b"set()\n"


def test_a_protected_pdf_opens_with_its_password_alone() -> None:
    data = protect(to_pdf(document(Paragraph("The text."))).data, "пароль из слов")
    with pytest.raises(pypdfium2.PdfiumError), opened(data):
        pass
    with opened(data, "пароль из слов") as pdf:
        assert len(pdf) == 1


def test_a_protected_pdf_uses_aes_256() -> None:
    data = protect(to_pdf(everything()).data, "words")
    with pikepdf.open(BytesIO(data), password="words") as pdf:
        method = (pdf.encryption.R, pdf.encryption.bits, pdf.encryption.stream_method.name, dict(pdf.docinfo))
    assert method == (6, 256, "aesv3", {})


@pytest.mark.parametrize("password", ["", "ə" * 64])
def test_a_password_the_format_cannot_hold_is_refused(password: str) -> None:
    with pytest.raises(UnfitPassword):
        protect(b"", password)


def test_a_failure_within_does_not_repeat_what_was_printed() -> None:
    broken = document(Paragraph(("secret words", 7)))  # type: ignore[arg-type]
    with pytest.raises(LayoutBug) as failure:
        to_pdf(broken)
    assert ("secret" in str(failure.value), failure.value.__context__, failure.value.__cause__) == (False, None, None)


def test_everything_is_read_back() -> None:
    text = squeezed(text_of(to_pdf(everything()).data))
    wanted = [
        "Casesummary",
        "SYNTHETIC",
        "Dəniz",
        "1994(stated)",
        "Forcounsel.",
        "Hestates:",
        "18Sep2017",
        "Total",
        "20days",
        "Bars",
        "Lastwords.",
    ]
    assert [words for words in wanted if words not in text] == []
