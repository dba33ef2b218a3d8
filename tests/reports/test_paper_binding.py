"""Several documents in one file: fonts once, anchors of their own, bookmarks that lead to the right page."""

import zlib
from collections import Counter
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from tests.reports.reading import document, everything, opened, page_texts

from muniment.reports.document import Document, Heading, PageBreak, PageOf, Paragraph
from muniment.reports.pdf import to_merged_pdf, to_pdf
from muniment.reports.pdffile import PdfFile


def _with_anchor(title: str) -> Document:
    return document(Paragraph(("See ", PageOf("e1"))), PageBreak(), Heading(title, anchor="e1"), Heading("Under", 2))


MERGED = to_merged_pdf([_with_anchor("First"), _with_anchor("Second")]).data


def _place_of(destination: Any, pdf: pikepdf.Pdf) -> int:
    return [page.obj for page in pdf.pages].index(destination[0])


def test_the_links_of_each_document_lead_to_its_own_pages() -> None:
    with pikepdf.open(BytesIO(MERGED)) as pdf:
        assert [_place_of(page.Annots[0].Dest, pdf) for page in pdf.pages if "/Annots" in page] == [1, 3]


def test_the_bookmarks_of_each_document_have_their_own_titles_and_pages() -> None:
    with opened(MERGED) as pdf:
        found = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in pdf.get_toc()]
    assert found == [(0, "First", 1), (1, "Under", 1), (0, "Second", 3), (1, "Under", 3)]


def test_bookmarks_open_at_their_first_level_alone() -> None:
    deep = document(Heading("A"), Heading("B", 2), Heading("C", 3))
    with pikepdf.open(BytesIO(to_pdf(deep).data)) as pdf:
        root = pdf.Root.Outlines
        counts = [int(one.Count) for one in (root, root.First, root.First.First)]
    assert counts == [2, 1, -1]


def test_every_font_is_in_the_file_once_however_many_documents() -> None:
    alone, merged = to_pdf(everything()), to_merged_pdf([everything()] * 3)
    sizes = []
    for made in (alone, merged):
        with pikepdf.open(BytesIO(made.data)) as pdf:
            streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/Length1" in one]
            sizes.append(len(streams))
    assert sizes[0] == sizes[1]


def test_a_page_of_a_merged_file_says_what_it_says_alone() -> None:
    assert page_texts(to_merged_pdf([everything(), everything()]).data) == page_texts(to_pdf(everything()).data) * 2


def test_a_document_without_headings_has_no_outline() -> None:
    with pikepdf.open(BytesIO(to_pdf(document(Paragraph("x"))).data)) as pdf:
        assert "/Outlines" not in pdf.Root


def test_a_document_may_change_every_line_of_a_page_of_another() -> None:
    data = to_merged_pdf([document(Paragraph("(one) \\ two)")), document(Paragraph("жук é"))]).data
    assert [("(one) \\ two)" in text, "жук é" in text) for text in page_texts(data)] == [(True, False), (False, True)]


def test_a_file_that_lacks_an_object_is_not_given_out() -> None:
    file = PdfFile()
    catalog = file.add(b"<< /Type /Catalog >>")
    file.reserve()
    with pytest.raises(ValueError, match="missing"):
        file.finished(catalog, file.mark())


@pytest.mark.parametrize("copies", [1, 2, 120])
def test_the_index_names_the_place_of_every_object(copies: int) -> None:
    data = to_merged_pdf([everything()] * copies).data
    frame = data[int(data.rpartition(b"startxref\n")[2].split()[0]) :]
    assert b"/W[1 4 3]" in frame
    rows = zlib.decompress(frame.partition(b"stream\n")[2])
    entries, entry = [], bytes(8)
    for at in range(0, len(rows), 9):
        entry = bytes((one + more) % 256 for one, more in zip(entry, rows[at + 1 : at + 9], strict=True))
        entries.append(entry)
    plain = [(number, int.from_bytes(one[1:5], "big")) for number, one in enumerate(entries) if one[0] == 1]
    packed = Counter(int.from_bytes(one[1:5], "big") for one in entries if one[0] == 2)
    assert all(data[place:].startswith(b"%d 0 obj\n" % number) for number, place in plain)
    streams = {number: data[place:].partition(b"stream")[0] for number, place in plain}
    assert all(b"/ObjStm/N %d/" % count in streams[number] for number, count in packed.items())
    assert (len(plain) + sum(packed.values()) + 1, entries[0]) == (len(entries), b"\0\0\0\0\0\0\xff\xff")


def test_a_file_with_more_objects_than_an_archive_takes_is_not_given_out() -> None:
    file = PdfFile()
    catalog = file.add(b"<<>>")
    file.reserve(9_000_000)
    with pytest.raises(ValueError, match="too many"):
        file.finished(catalog, file.mark())
