"""Text that nobody should write, printed whole all the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reports.reading import document, page_texts, squeezed, text_of

from muniment.reports.document import (
    BigFigure,
    BigFigures,
    Block,
    Column,
    Contents,
    Document,
    Fact,
    Facts,
    Figure,
    Heading,
    Label,
    Notice,
    PageFoot,
    PageHead,
    PageOf,
    Paragraph,
    Row,
    Run,
    Table,
)
from muniment.reports.fonts import Notes, typeface
from muniment.reports.pdf import to_pdf
from muniment.reports.wording import wording

HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("<&>\x00\u202e\u200b\ud800שع\u0301\U0001f600 \n\t")), max_size=80
)


@given(HOSTILE, HOSTILE)
@settings(max_examples=60)
def test_any_text_in_any_place_is_printed(one: str, two: str) -> None:
    blocks: tuple[Block, ...] = (
        Contents(),
        Heading(one, anchor=two),
        Paragraph((one, Run(two, "bold"), Run(one, "italic"), PageOf(two)), label=two),
        Facts((Fact(one, two), Fact(two, one)), 2),
        Table((Column(one), Column(two, 1)), (Row((two, one), one),)),
        Notice(one, (two,)),
        BigFigures((BigFigure(one, two, one),)),
        Figure(100, 20, (Label(0, 10, one),), two),
    )
    made = Document((one, two), blocks, PageHead(one, two, one, two), PageFoot(one, two))
    assert len(page_texts(to_pdf(made).data)) >= 1


@given(st.text(max_size=50))
def test_every_printed_character_has_a_glyph(text: str) -> None:
    face = typeface("serif", "plain")
    shown = face.printable(text, Notes(wording("en"))).replace("\n", "")
    assert sum(len(piece.text) for piece in face.pieces(shown)) == len(shown)


def test_a_character_without_a_glyph_is_printed_as_its_number_and_told() -> None:
    rendered = to_pdf(document(Paragraph("a \U0001f600 b")))
    assert ("a [U+1F600] b" in text_of(rendered.data), "U+1F600" in rendered.warnings[0]) == (True, True)


def test_many_missing_characters_are_one_warning() -> None:
    rendered = to_pdf(document(Paragraph("".join(map(chr, range(0x4E00, 0x4E40))))))
    assert ([len(warning) < 300 for warning in rendered.warnings], "52 more" in rendered.warnings[0]) == ([True], True)


def test_an_unpaired_surrogate_is_printed_as_its_number() -> None:
    assert "a[U+D800]b" in text_of(to_pdf(document(Paragraph("a\ud800b"))).data)


def test_plain_text_has_no_warning() -> None:
    assert to_pdf(document(Paragraph("Dəniz, Ґ, ქ, Հ, ✓ → ☐\n\tnew line"))).warnings == ()


@pytest.mark.parametrize("text", ["שלום 2017-09-18 עולם", "عربي 2017-09-18 عربي"])
def test_figures_in_right_to_left_text_are_not_reversed(text: str) -> None:
    rendered = to_pdf(document(Paragraph(text)))
    assert ("2017-09-18" in text_of(rendered.data), "[RTL]" in rendered.warnings[0]) == (True, True)


def test_right_to_left_text_is_marked_on_paper() -> None:
    assert "[RTL]" in text_of(to_pdf(document(Table((Column("A"),), (Row(("שלום",)),)))).data)


@pytest.mark.parametrize(
    "block",
    [
        Paragraph("x" * 100_000),
        Heading("x" * 100_000),
        Notice("t", ("x" * 100_000,)),
        Facts((Fact("label", "x" * 100_000),)),
        Table((Column("A"), Column("B", 1)), (Row(("left", "x" * 100_000)),)),
        Table((Column("x" * 100_000), Column("B", 1)), (Row(("left", "right")),)),
        BigFigures((BigFigure("9", "x" * 100_000),)),
    ],
    ids=["paragraph", "heading", "notice", "fact", "cell", "title of a column", "big figure"],
)
def test_a_hundred_thousand_letters_without_a_space_are_all_printed(block: Block) -> None:
    assert squeezed(text_of(to_pdf(document(block)).data)).count("x") == 100_000


def test_a_row_of_sixty_columns_is_printed() -> None:
    table = Table(tuple(Column(f"c{n}") for n in range(60)), (Row(tuple(f"<{n}>" for n in range(60))),))
    text = squeezed(text_of(to_pdf(document(table)).data))
    assert all(letter in text for letter in "<>0123456789")
