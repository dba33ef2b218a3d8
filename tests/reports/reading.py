"""Printed documents read back by other libraries than the one that wrote them."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2

from muniment.reports.document import (
    BigFigure,
    BigFigures,
    Block,
    Box,
    Column,
    Contents,
    Document,
    Fact,
    Facts,
    Figure,
    Heading,
    KeepTogether,
    Label,
    Notice,
    PageBreak,
    PageFoot,
    PageHead,
    PageOf,
    Paragraph,
    Polygon,
    Row,
    Run,
    Spacer,
    Stroke,
    Table,
)

A_SENTENCE = "He was taken from the yard of the printing house at about ten in the morning. "


def document(*blocks: Block, title: tuple[str, ...] = ()) -> Document:
    """A document of nothing but these blocks."""
    return Document(title, blocks)


def paragraphs(count: int) -> tuple[Paragraph, ...]:
    """So many paragraphs of one line."""
    return tuple(Paragraph(f"Line {number}.") for number in range(count))


def everything() -> Document:
    """Every kind of block once or more."""
    table = Table(
        (Column("Date"), Column("Event", 1)),
        (Row(("18 Sep 2017", A_SENTENCE * 8), "row"), Row(("Total", "1"), strong=True)),
    )
    marks = (
        Stroke(0, 0, 9, 9, dashed=True),
        Box(0, 0, 50, 9, "hatched"),
        Box(0, 20, 50, 9, "black", 0),
        Polygon(((0, 0), (9, 0), (5, 5))),
        Polygon(((0, 0), (9, 0), (5, 5)), "white", closed=False),
        Label(60, 9, "20 days", align="centre"),
    )
    return Document(
        ("Case summary", "SYNTHETIC"),
        (
            Contents(),
            Heading("Who", anchor="who"),
            Facts((Fact("Pseudonym", "Dəniz"), Fact("Born", ("1994 ", Run("(stated)", "italic")))), 2),
            BigFigures((BigFigure("9", "days", "18 to 27 September"),)),
            Notice("Privileged", ("For counsel.",)),
            PageBreak(),
            Heading("What", 2, "what"),
            Paragraph((Run("He states: ", "bold"), A_SENTENCE * 8, "See ", PageOf("who"), "."), label="1."),
            Spacer(12),
            table,
            Figure(200, 60, marks, "Bars"),
            KeepTogether((Heading("End", 3), Paragraph("Last words."))),
        ),
        PageHead("CONFIDENTIAL", "M3-8XTA", "3", "counsel"),
        PageFoot("3f9a1c07"),
    )


@contextmanager
def opened(data: bytes, password: str | None = None) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF as PDFium sees it."""
    pdf = pypdfium2.PdfDocument(data, password=password)
    try:
        yield pdf
    finally:
        pdf.close()


def page_texts(data: bytes) -> list[str]:
    """The text of every page, composed, with plain line ends."""
    with opened(data) as pdf:
        texts = []
        for number in range(len(pdf)):
            page = pdf[number]
            text_page = page.get_textpage()
            texts.append(unicodedata.normalize("NFC", text_page.get_text_bounded().replace("\r\n", "\n")))
            text_page.close()
            page.close()
        return texts


def text_of(data: bytes) -> str:
    """The text of all pages."""
    return "\n".join(page_texts(data))


def squeezed(text: str) -> str:
    """``text`` without spaces and line ends, to compare what was broken into lines."""
    return "".join(text.split())


def tops(data: bytes, page: int, words: str) -> list[float]:
    """Where ``words`` stand on a page: distances of their upper edges from the top of the sheet, in points."""
    with opened(data) as pdf:
        loaded = pdf[page]
        height = loaded.get_height()
        text_page = loaded.get_textpage()
        search = text_page.search(words, match_case=True)
        found = []
        while hit := search.get_next():
            found.append(height - max(text_page.get_charbox(place)[3] for place in range(hit[0], hit[0] + hit[1])))
        search.close()
        text_page.close()
        loaded.close()
        return found
