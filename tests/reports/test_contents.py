"""The list before several documents in one file: which they are, and on which page each begins."""

import re
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from tests.reports.reading import page_texts, paragraphs

from muniment.reports.contents import Listed, ListPaper
from muniment.reports.document import Document, Heading, PageFoot, PageHead, Paragraph
from muniment.reports.pdf import Rendered, bound, drawn


def of(count: int, *lengths: int) -> Rendered:
    """So many documents in one file, the first of them of these many paragraphs."""
    sizes = [*lengths, *(1 for _ in range(count - len(lengths)))]
    documents = [
        drawn(Document((f"Document {number}",), (Heading("A part"), Paragraph(f"Only {number}."), *paragraphs(size))))
        for number, size in enumerate(sizes, 1)
    ]
    listed = tuple(Listed(f"Document {number}", f"{number:04}-7KQM") for number in range(1, count + 1))
    return bound(documents, "a4", ListPaper(listed, ("Contents",), PageHead("SECRET"), PageFoot("1-aa")))


def told(page: str) -> list[tuple[str, int]]:
    """Number and page of every line of a list."""
    return [(number, int(begins)) for number, begins in re.findall(r"(\d{4}-7KQM)\s*(\d+)", page)]


def test_every_document_is_named_with_the_page_on_which_it_begins() -> None:
    texts = page_texts(of(3, 60, 1).data)
    pages = [next(at for at, text in enumerate(texts, 1) if f"Only {number}." in text) for number in (1, 2, 3)]
    assert told(texts[0]) == [("0001-7KQM", pages[0]), ("0002-7KQM", pages[1]), ("0003-7KQM", pages[2])]
    assert pages[0] == 2
    assert pages[1] > 3
    assert "SECRET" in texts[0]


def test_a_list_of_several_pages_counts_itself() -> None:
    texts = page_texts(of(120).data)
    lists = [text for text in texts if "Only" not in text]
    assert len(lists) > 1
    found = [line for text in lists for line in told(text)]
    assert len(found) == 120
    assert all(f"Only {int(number[:4])}." in texts[page - 1] for number, page in found)


def test_each_document_is_a_bookmark_with_its_headings_below() -> None:
    with pikepdf.open(BytesIO(of(2).data)) as pdf, pdf.open_outline() as outline:
        found = [(one.title, [inner.title for inner in one.children]) for one in outline.root]
    assert found == [("Contents", []), ("Document 1 0001-7KQM", ["A part"]), ("Document 2 0002-7KQM", ["A part"])]


def test_each_line_leads_to_the_page_that_it_names() -> None:
    with pikepdf.open(BytesIO(of(3, 60, 1).data)) as pdf:
        links = list(pdf.pages[0].obj.Annots.as_list())
        goals = [1 + next(at for at, page in enumerate(pdf.pages) if page.obj == link.Dest[0]) for link in links]
        areas = [[float(edge) for edge in link.Rect.as_list()] for link in links]
    assert goals == [page for _, page in told(page_texts(of(3, 60, 1).data)[0])]
    assert all(right - left > 400 for left, _, right, _ in areas)  # points: the whole line
    assert all(upper[1] >= lower[3] for upper, lower in pairwise(areas))


def test_a_list_of_copies_has_the_first_and_the_last_number_at_its_head_and_foot() -> None:
    head = PageHead("Confidential", copy_number="0001-7KQM", last_copy="0003-7KQM")
    listed = tuple(Listed("Somebody", f"{number:04}-7KQM") for number in (1, 2, 3))
    paper = ListPaper(listed, ("Contents",), head, PageFoot("1-aa"))
    one = drawn(Document(("Brief",), (Paragraph("Text."),)))
    assert page_texts(bound([one] * 3, "a4", paper).data)[0].count("copies 0001-7KQM to 0003-7KQM") == 2


@pytest.mark.parametrize("title", ["<b>bold", "A" * 300, "Gülşən Гюльшан"])
def test_any_title_has_room(title: str) -> None:
    one = drawn(Document((title,), (Paragraph("Text."),)))
    listed = (Listed(title, "0001-7KQM"), Listed("Second", "0002-7KQM"))
    made = bound([one, one], "letter", ListPaper(listed, ("Contents",), PageHead(), PageFoot()))
    assert title in "".join(page_texts(made.data)[0].split("\r\n")).replace("\n", "") or len(title) > 100
    assert made.pages == 3
