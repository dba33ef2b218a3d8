"""What a file says of itself for archives and screen readers, and what it keeps to itself."""

import re
import subprocess
import sys
from io import BytesIO
from xml.etree import ElementTree

import pikepdf
import pytest
from PIL import ImageCms
from tests.reports.demo_dossiers import demo_cases, demo_paper
from tests.reports.outputs import OF_ONE, OF_SEVERAL, made
from tests.reports.reading import document, everything, text_of
from tests.reports.tags import Tagged

from muniment.reports.document import Contents, Document, Figure, Heading, PageHead, Paragraph
from muniment.reports.fonts import font
from muniment.reports.keeping import profile
from muniment.reports.pdf import protect, to_merged_pdf, to_pdf

KINDS = {
    "brief": "Brief",
    "summary": "Case summary",
    "summary with disclosures": "Case summary",
    "exhibits": "Exhibit list",
    "consent": "Consent",
    "chronology": "Detention chronology across files",
    "chronology with links": "Detention chronology across files",
    "blank consent": "Consent",
    "deadlines": "Deadlines and tasks",
}


def metadata(data: bytes, password: str = "") -> str:
    """The packet of metadata of a file."""
    with pikepdf.open(BytesIO(data), password=password) as pdf:
        return pdf.Root.Metadata.read_bytes().decode()


def texts(packet: str) -> list[str]:
    """Everything that the packet says."""
    return [text for text in map(str.strip, ElementTree.fromstring(packet).itertext()) if text]  # noqa: S314 - our own


@pytest.mark.parametrize("name", [*OF_ONE, *OF_SEVERAL])
def test_the_metadata_have_the_kind_of_paper_and_the_standards_alone(name: str) -> None:
    data = to_pdf(made(name, [demo_paper(case) for case in demo_cases()])).data
    told = texts(metadata(data))
    general = texts(metadata(to_pdf(document()).data))
    assert "Document" in general
    assert told == [KINDS[name] if one == "Document" else one for one in general]


def test_the_metadata_claim_both_standards() -> None:
    packet = metadata(to_pdf(everything()).data)
    claims = dict(re.findall(r"<(pdf\w+:(?:part|conformance))>(\w)<", packet))
    assert claims == {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_a_paper_of_no_kind_is_a_document_in_its_language(language: str) -> None:
    told = texts(metadata(to_pdf(Document(("K7-2Q9F",), (), PageHead(code="M3-8XTA"), language=language)).data))
    assert {"az": "Sənəd", "ru": "Документ", "en": "Document"}[language] in told
    assert not {"K7-2Q9F", "M3-8XTA"} & set(told)


def test_no_network_is_loaded_to_write_a_file() -> None:
    code = (
        "import sys; from muniment.reports.pdf import to_pdf; from muniment.reports.document import Document\n"
        "to_pdf(Document((), ())); print({'http', 'ssl', 'socket', 'urllib.request'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "set()\n"


def test_papers_of_one_kind_keep_its_name_in_one_file_and_others_are_a_document() -> None:
    one, other = (Document((), (), kind=kind) for kind in ("Brief", "<b> & more"))
    same, mixed = to_merged_pdf([one, one]).data, to_merged_pdf([one, other]).data
    assert ("Brief" in texts(metadata(same)), "Document" in texts(metadata(mixed))) == (True, True)
    assert "<b> & more" in texts(metadata(to_pdf(other).data))


def test_the_file_says_that_it_is_tagged_and_shows_its_title() -> None:
    with pikepdf.open(BytesIO(to_pdf(everything()).data)) as pdf:
        root = pdf.Root
        told = (bool(root.MarkInfo.Marked), bool(root.ViewerPreferences.DisplayDocTitle), str(root.Lang))
        assert (told, str(root.Metadata.Subtype), "/Filter" in root.Metadata) == ((True, True, "en"), "/XML", False)


def test_grey_is_said_by_a_profile_that_others_can_read() -> None:
    with pikepdf.open(BytesIO(to_pdf(everything()).data)) as pdf:
        [intent] = pdf.Root.OutputIntents
        assert (str(intent.S), int(intent.DestOutputProfile.N)) == ("/GTS_PDFA1", 1)
        assert intent.DestOutputProfile.read_bytes() == profile()
    read = ImageCms.ImageCmsProfile(BytesIO(profile())).profile
    assert (read.xcolor_space.strip(), read.device_class, read.version) == ("GRAY", "mntr", 2.1)
    assert (read.profile_description, len(profile()) == int.from_bytes(profile()[:4], "big")) == (
        "Grey, gamma 2.2",
        True,
    )


def test_files_are_told_apart_by_what_is_in_them() -> None:
    marks = []
    for words in ("one", "one", "two"):
        with pikepdf.open(BytesIO(to_pdf(document(Paragraph(words))).data)) as pdf:
            marks.append([bytes(part) for part in pdf.trailer.ID])
    assert (marks[0] == marks[1], marks[0] != marks[2], len(marks[0][0])) == (True, True, 16)


def test_an_encrypted_file_claims_no_archive_and_says_nothing_in_the_clear() -> None:
    plain = to_pdf(everything()).data
    data = protect(plain, "words")
    packet = metadata(data, "words")
    assert ("pdfaid" in packet, "<pdfuaid:part>1<" in packet, b"xpacket" in data) == (False, True, False)
    with pikepdf.open(BytesIO(plain)) as before, pikepdf.open(BytesIO(data), password="words") as after:
        assert not {bytes(part) for part in before.trailer.ID} & {bytes(part) for part in after.trailer.ID}
        assert after.allow.accessibility


def test_no_text_in_the_file_is_longer_than_the_standard_allows() -> None:
    long = "x" * 40_000
    marks = "a" + "\u0336" * 90_000  # stand on one line, as none of them takes room
    read = Tagged(to_pdf(document(Contents(), Heading(long), Figure(9, 9, (), "", long), Paragraph(marks))).data)
    [drawing] = read.top.all("Figure")
    told = (drawing.told.Alt, read.pdf.Root.Outlines.First.Title, read.pdf.pages[0].Annots[0].Contents)
    assert [2_000 < len(bytes(one)) < 32_767 for one in told] == [True] * 3
    drawn = (one for page in read.pdf.pages for one in pikepdf.parse_content_stream(page) if str(one.operator) == "Tj")
    assert max(len(bytes(one.operands[0])) for one in drawn) < 32_767
    assert next(one for one in read.top.all("P") if "a" in one.text).text == marks


def test_a_character_for_private_use_is_printed_as_its_number() -> None:
    private = next(chr(code) for code in range(0xE000, 0xF8FF))
    assert private not in font("DejaVuSans").widths
    assert "[U+E000]" in text_of(to_pdf(document(Paragraph(private))).data)


@pytest.mark.parametrize("name", ["NotoSerif-Regular", "DejaVuSans"])
def test_no_code_stands_for_what_has_no_meaning(name: str) -> None:
    plates = font(name).plates
    told = b"".join(plates[number]._meanings() for number in range(2, 2 + 0x10000 // 32))
    assert not re.search(rb"<(?:0000|FEFF|FFFE|E[0-9A-F]{3})>\n", told)
