import re
from io import BytesIO

import pikepdf
import pytest
from tests.reports.reading import A_SENTENCE, document, opened, page_texts, paragraphs, text_of, tops

from muniment.reports.document import (
    Align,
    BigFigure,
    BigFigures,
    Box,
    Column,
    Contents,
    Document,
    Figure,
    Fill,
    Heading,
    KeepTogether,
    Label,
    Notice,
    PageBreak,
    PageFoot,
    PageHead,
    PageOf,
    Paragraph,
    Row,
    Spacer,
    Table,
)
from muniment.reports.pdf import fits_one_page, measure, page_count, to_pdf
from muniment.reports.text import to_text

LONG = A_SENTENCE * 8
MILLIMETRE = 72 / 25.4
SIDES: tuple[Align, Align] = ("left", "right")
FILLS: tuple[Fill, Fill] = ("none", "hatched")
RIGHT = 595.28 - 20 * MILLIMETRE + 1


def boxes(data: bytes) -> list[tuple[float, float, float, float]]:
    """Left, lower, right and upper edge of everything on the first page."""
    with opened(data) as pdf:
        page = pdf[0]
        found = [item.get_bounds() for item in page.get_objects()]
        page.close()
    return found


def right_edge(data: bytes) -> float:
    """The right edge of the text and shapes between head and foot."""
    return max(box[2] for box in boxes(data) if 60 < box[1] < 800)


def marks_of(data: bytes) -> bytes:
    """What is drawn on the first page, as written."""
    with pikepdf.open(BytesIO(data)) as pdf:
        contents: bytes = pdf.pages[0].Contents.read_bytes()
    return contents


@pytest.mark.parametrize("markup", ["<b>bold", "&amp; & &#65;", '<img src="file:///etc/passwd"/>', "%(x)s {y} \\n (z)"])
def test_nothing_is_read_as_markup(markup: str) -> None:
    rendered = to_pdf(document(Heading(markup), Table((Column(markup),), (Row((markup,)),)), Paragraph(markup)))
    assert text_of(rendered.data).count(markup) == 4


def test_every_page_carries_the_head() -> None:
    made = Document((), paragraphs(60), PageHead("CONFIDENTIAL", "M3-8XTA", "3", "counsel"))
    texts = page_texts(to_pdf(made).data)
    wanted = ("CONFIDENTIAL", "M3-8XTA", "copy 3", "counsel")
    assert [[part in text for part in wanted] for text in texts] == [[True] * 4] * len(texts)


def test_every_page_carries_its_number_and_the_journal() -> None:
    made = Document((), paragraphs(60), foot=PageFoot("3f9a1c07"))
    texts = page_texts(to_pdf(made).data)
    wanted = [("journal 3f9a1c07", f"page {number} of {len(texts)}") for number in range(1, len(texts) + 1)]
    assert [all(part in text for part in parts) for text, parts in zip(texts, wanted, strict=True)] == [True] * len(
        texts
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [("az", ["Mündəricat", "səhifə 1 / 1", "nüsxə 3"]), ("ru", ["Содержание", "стр. 1 из 1", "экз. 3"])],
)
def test_the_paper_speaks_the_language_of_the_document(language: str, words: list[str]) -> None:
    made = Document((), (Contents(), Heading("A")), PageHead(copy_number="3"), language=language)
    text = text_of(to_pdf(made).data)
    assert [word for word in words if word not in text] == []


def test_a_head_of_many_words_is_shortened_with_a_warning_and_leaves_room_for_text() -> None:
    rendered = to_pdf(Document((), (Paragraph("The text."),), PageHead("SECRET " * 500)))
    head, text = tops(rendered.data, 0, "SECRET")[-1], tops(rendered.data, 0, "The text.")[0]
    assert (rendered.pages, text > head + 15, "shortened" in rendered.warnings[0]) == (1, True, True)


def test_the_number_of_a_copy_stands_at_both_edges_of_every_page() -> None:
    """What is cut off by a copier at one of them is still at the other."""
    texts = page_texts(to_pdf(Document((), paragraphs(60), PageHead(copy_number="0012-7KQM"))).data)
    assert [text.count("copy 0012-7KQM") for text in texts] == [2] * len(texts)


def test_a_notice_in_the_head_takes_the_whole_width_and_leaves_room_for_text() -> None:
    head = PageHead("SECRET", "", "0012-7KQM", "counsel", "Without consent: " + "a long reason " * 15 + "at an end.")
    rendered = to_pdf(Document((), (Paragraph("The text."),), head))
    lines = (
        tops(rendered.data, 0, "SECRET")[-1],
        tops(rendered.data, 0, "Without")[0],
        tops(rendered.data, 0, "at an end")[0],
    )
    assert list(lines) == sorted(lines) and tops(rendered.data, 0, "The text.")[0] > lines[-1] + 15
    assert "reason at an end." in to_text(Document((), (), head)).replace("\n", " ")


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_both_papers_have_their_size(paper: str, size: tuple[int, int]) -> None:
    with opened(to_pdf(document(), paper).data) as pdf:  # type: ignore[arg-type]
        assert tuple(map(round, pdf.get_page_size(0))) == size


def test_text_keeps_to_the_margins() -> None:
    data = to_pdf(document(Paragraph(LONG * 5))).data
    left = min(box[0] for box in boxes(data))
    assert (left >= 25 * MILLIMETRE - 1, right_edge(data) <= RIGHT) == (True, True)


def test_the_contents_name_the_page_of_each_heading() -> None:
    blocks = (Contents(), PageBreak(), Heading("Arrest"), PageBreak(), Heading("Custody", 2), Heading("Deep", 3))
    contents = page_texts(to_pdf(document(*blocks)).data)[0]
    told = re.findall(r"^(\w+)[ .]+(\d+)$", contents, re.MULTILINE)
    assert told == [("Arrest", "2"), ("Custody", "3")]


def test_a_reference_names_the_page_of_its_anchor() -> None:
    blocks = (
        Paragraph(("See [E3], ", PageOf("e3"), ".")),
        PageBreak(),
        PageBreak(),
        Table((Column(),), (Row(("E3",), "e3"),)),
    )
    assert "See [E3], p. 2." in page_texts(to_pdf(document(*blocks)).data)[0].replace("\xa0", " ")


def test_references_to_pages_of_many_digits_have_room() -> None:
    pages = tuple(block for _ in range(120) for block in (PageBreak(), Paragraph("x")))
    references = tuple(part for _ in range(60) for part in (PageOf("end"), ", "))
    data = to_pdf(document(Paragraph(references), *pages, Paragraph("y", anchor="end"))).data
    assert ("p. 121, p. 121" in page_texts(data)[0].replace("\xa0", " "), right_edge(data) <= RIGHT) == (True, True)


def test_a_reference_that_leads_nowhere_is_printed_and_told() -> None:
    rendered = to_pdf(document(Paragraph((PageOf("none"),))))
    assert ("p. ?" in text_of(rendered.data).replace("\xa0", " "), len(rendered.warnings)) == (True, 1)


def test_references_are_links() -> None:
    data = to_pdf(document(Paragraph((PageOf("e3"),)), PageBreak(), Heading("E3", anchor="e3"))).data
    with pikepdf.open(BytesIO(data)) as pdf:
        assert [str(each.Subtype) for each in pdf.pages[0].Annots] == ["/Link"]


def test_headings_become_bookmarks() -> None:
    data = to_pdf(document(Heading("One"), Heading("Deep", 3), Heading("Two <b>\x07"))).data
    with opened(data) as pdf:
        found = [(mark.level, mark.get_title()) for mark in pdf.get_toc()]
    assert found == [(0, "One"), (1, "Deep"), (0, "Two <b>[U+0007]")]


@pytest.mark.parametrize("height", range(500, 700, 7))
def test_a_heading_never_ends_a_page(height: int) -> None:
    blocks = (Paragraph("x"), Spacer(height), Heading("The heading"), Paragraph("word " * 200))
    texts = page_texts(to_pdf(document(*blocks)).data)
    [page] = [text for text in texts if "The heading" in text]
    assert sum(line.startswith("word") for line in page.split("The heading")[1].splitlines()) >= 2


@pytest.mark.parametrize("lines", range(30, 45))
def test_no_line_of_a_paragraph_stands_alone(lines: int) -> None:
    texts = page_texts(to_pdf(document(*paragraphs(lines), Paragraph("word " * 120))).data)
    counts = [sum(line.startswith("word") for line in text.splitlines()) for text in texts]
    assert 1 not in counts


def test_the_head_of_a_table_stands_on_every_page() -> None:
    table = Table((Column("Date"), Column("Event", 1)), tuple(Row((f"day {n}", "held")) for n in range(90)))
    texts = page_texts(to_pdf(document(table)).data)
    assert ([text.count("Event") for text in texts], len(texts) > 1) == ([1] * len(texts), True)


def test_a_row_higher_than_a_page_is_divided_and_complete() -> None:
    text = " ".join(f"w{number}" for number in range(5000))
    texts = page_texts(to_pdf(document(Table((Column("A"), Column("B", 1)), (Row(("left", text)),)))).data)
    found = re.findall(r"w\d+", " ".join(texts))
    assert (found == text.split(), len(texts) > 3) == (True, True)


def test_a_low_row_is_not_divided() -> None:
    row = Row((A_SENTENCE * 6,))
    texts = page_texts(to_pdf(document(*paragraphs(31), Table((Column("T"),), (row, row)))).data)
    assert all(text.count("He was") % 6 == 0 for text in texts)


def test_a_column_of_numbers_ends_level() -> None:
    table = Table((Column("What", 1), Column("AZN", 0, "right")), (Row(("a", "7")), Row(("b", "1234567"))))
    data = to_pdf(document(table)).data
    with opened(data) as pdf:
        page = pdf[0]
        text_page = page.get_textpage()
        ends = []
        for number in ("7", "1234567"):
            place, length = text_page.search(number, match_whole_word=True).get_next()
            ends.append(text_page.get_charbox(place + length - 1, loose=True)[2])
        text_page.close()
        page.close()
    assert abs(ends[0] - ends[1]) < 0.1


def test_what_is_kept_together_is_not_parted() -> None:
    kept = KeepTogether(tuple(Paragraph(f"Kept {number}") for number in range(5)))
    texts = page_texts(to_pdf(document(*paragraphs(33), kept)).data)
    assert sorted(text.count("Kept") for text in texts) == [0, 5]


def test_what_no_page_can_hold_together_is_printed_all_the_same() -> None:
    texts = page_texts(to_pdf(document(KeepTogether(paragraphs(100)))).data)
    assert sum(text.count("Line ") for text in texts) == 100


def test_a_notice_longer_than_a_page_is_complete() -> None:
    text = " ".join(f"w{number}" for number in range(2000))
    found = re.findall(r"w\d+", text_of(to_pdf(document(Notice("Privileged", (text,)))).data))
    assert found == text.split()


def test_a_large_figure_is_made_to_fit() -> None:
    figure = Figure(2000, 3000, (Label(10, 2990, "at the foot", 40), Box(0, 0, 2000, 3000)), "Caption")
    texts = page_texts(to_pdf(document(figure)).data)
    assert (len(texts), "at the foot" in texts[0], "Caption" in texts[0]) == (1, True, True)


def test_a_label_ends_where_it_was_told_to() -> None:
    left, right = (
        right_edge(to_pdf(document(Figure(467, 20, (Label(233, 10, "20 days", align=side),)))).data) for side in SIDES
    )
    assert (right < 25 * MILLIMETRE + 235, left > 25 * MILLIMETRE + 250) == (True, True)


def test_a_label_too_long_for_its_figure_is_told() -> None:
    rendered = to_pdf(document(Figure(100, 20, (Label(0, 10, "long " * 50),))))
    assert (len(rendered.warnings), "…" in text_of(rendered.data)) == (1, True)


def test_big_figures_stand_above_everything_in_size() -> None:
    data = to_pdf(document(BigFigures((BigFigure("9", "days"),)), Heading("H"), Paragraph("p"))).data
    sizes = re.findall(rb"\+0 (\d+) Tf", marks_of(data))
    assert max(map(int, sizes)) == 28


def test_a_hatched_shape_is_hatched_within_its_edge() -> None:
    plain, hatched = (marks_of(to_pdf(document(Figure(60, 30, (Box(0, 0, 60, 30, fill),)))).data) for fill in FILLS)
    assert (re.search(rb"W\*? n", hatched) is not None, hatched.count(b" l ") > plain.count(b" l ") + 10) == (
        True,
        True,
    )


def test_spacers_vanish_at_the_top_of_a_page() -> None:
    plain, spaced = (to_pdf(document(*blocks, Paragraph("Here"))).data for blocks in ((), (Spacer(100),)))
    assert tops(plain, 0, "Here") == tops(spaced, 0, "Here")


def test_a_page_break_at_the_end_makes_no_empty_page() -> None:
    assert page_count(document(Paragraph("x"), PageBreak())) == 1


def test_a_document_of_nothing_is_one_page() -> None:
    assert to_pdf(document()).pages == 1


def test_a_dense_document_takes_less_room() -> None:
    normal = Document((), paragraphs(45))
    dense = Document((), paragraphs(45), density="dense")
    assert (page_count(normal), page_count(dense)) == (2, 1)


@pytest.mark.parametrize("lines", [1, 20, 33, 34, 35, 36, 37, 80])
def test_measuring_agrees_with_printing(lines: int) -> None:
    made = document(*paragraphs(lines))
    pages = to_pdf(made).pages
    assert (page_count(made), fits_one_page(made), measure(made).room >= 0) == (pages, pages == 1, True)


def test_the_room_left_is_what_another_line_takes() -> None:
    one, two = (measure(document(*paragraphs(count))).room for count in (1, 2))
    assert one - two == pytest.approx(20)
