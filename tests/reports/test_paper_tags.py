"""Tagged paper: everything on a page belongs to an element that says what it is, or is set aside."""

import subprocess
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.faults.hostile import TEXTS
from tests.reports.demo_dossiers import demo_cases, demo_paper, paper
from tests.reports.hostile_dossiers import filled
from tests.reports.outputs import OF_ONE, OF_SEVERAL, made
from tests.reports.reading import A_SENTENCE, document, everything, paragraphs
from tests.reports.tags import Tagged

from muniment.reports.contents import Listed, ListPaper
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
from muniment.reports.pdf import bound, drawn, protect, to_merged_pdf, to_pdf
from muniment.reports.text import to_text

NAMES = (*OF_ONE, *OF_SEVERAL)
WORDS = " ".join(f"w{number}" for number in range(3000))


@cache
def practice(name: str) -> Document:
    return made(name, [demo_paper(case) for case in demo_cases()])


def tagged(*blocks: Block) -> Tagged:
    return Tagged(to_pdf(document(*blocks)).data)


def shape(read: Tagged) -> list[str]:
    """The kinds of elements in the order of reading, below the part."""
    return [node.kind for node in read.top.kids[0].all()][1:]


@pytest.mark.parametrize("name", NAMES)
def test_no_output_has_a_fault_in_its_tree(name: str) -> None:
    assert Tagged(to_pdf(practice(name)).data).faults == []


@pytest.mark.parametrize("name", ["brief", "summary with disclosures", "chronology with links"])
@pytest.mark.parametrize("text", TEXTS, ids=["markup", "controls", "rtl", "invisible", "wide", "sql", "long word"])
def test_what_stands_in_a_field_breaks_no_tree(name: str, text: str) -> None:
    assert Tagged(to_pdf(made(name, [paper(filled(text))])).data).faults == []


@pytest.mark.parametrize("name", [name for name in NAMES if name != "exhibits"])
def test_what_is_read_aloud_is_the_text_of_the_document_in_its_order(name: str) -> None:
    read = unicodedata.normalize("NFC", Tagged(to_pdf(practice(name)).data).top.text).split()
    told = to_text(practice(name), 100_000).split()
    # Pages are named on paper alone; words for figures, and the edges of the pages, in the text alone.
    assert SequenceMatcher(None, read, told, autojunk=False).ratio() > 0.9


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_page_is_read_aloud_or_set_aside(name: str) -> None:
    data = to_pdf(practice(name)).data
    run = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    read = Tagged(data)
    told = [*(text for page in read.pages for text in page.aside), read.top.text]
    there, found = (Counter("".join(text.split())) for text in (run.stdout.decode(), "".join(told)))
    # It takes out hyphens at which it finds a line divided.
    assert there - Counter("-" * there["-"]) == found - Counter("-" * found["-"])


@pytest.mark.parametrize("case", demo_cases())
def test_a_brief_is_read_in_the_order_of_its_lines(case: str) -> None:
    data = to_pdf(made("brief", [demo_paper(case)])).data
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    both = (Tagged(data).top.text.split(), run.stdout.decode().split())
    assert SequenceMatcher(None, *both, autojunk=False).ratio() > 0.9


# --- what each block is ---


def test_the_title_is_the_first_heading_and_others_stand_below_it() -> None:
    blocks = (Heading("A", 2), Heading("B", 3), Heading("C", 1), Heading("D", 3))
    read = Tagged(to_pdf(document(*blocks, title=("Title", "told"))).data)
    assert shape(read) == ["H1", "P", "H2", "H3", "H2", "H3"]


def test_a_document_without_a_title_begins_with_the_first_level() -> None:
    assert shape(tagged(Contents(3), Heading("A", 3))) == ["H1", "TOC", "TOCI", "Reference", "Link", "H1"]


def test_no_level_is_skipped_behind_contents_in_the_midst() -> None:
    read = tagged(Heading("A"), Heading("B", 2), Contents(), Heading("C", 3))
    assert [kind for kind in shape(read) if kind.startswith("H")] == ["H1", "H2", "H1", "H2"]


def test_contents_say_where_they_lead() -> None:
    read = tagged(Contents(), PageBreak(), Heading("Arrest"))
    [link] = read.pdf.pages[0].Annots
    assert (str(link.Contents), next(read.top.all("TOCI")).text.strip()) == ("Arrest, p.\xa02", "Arrest 2")


def test_a_reference_is_a_link_within_its_text() -> None:
    read = tagged(Paragraph(("See ", PageOf("x"), " and more.")), Heading("X", anchor="x"))
    [words] = read.top.all("P")
    assert ([kid.kind for kid in words.kids], words.text) == (["Link"], "See p. 1 and more.")


def test_a_reference_that_leads_nowhere_is_text() -> None:
    read = tagged(Paragraph(("See ", PageOf("x"))))
    assert (shape(read), read.faults) == (["P"], [])


def test_labels_make_a_list_and_blank_ones_do_not() -> None:
    read = tagged(Paragraph("a", label="1."), Paragraph("b", label="2."), Paragraph("set in", label=" "))
    assert shape(read) == ["L", "LI", "Lbl", "LBody", "LI", "Lbl", "LBody", "P"]
    [numbered] = read.top.all("L")
    assert str(numbered.told.A.ListNumbering) == "/Decimal"


@pytest.mark.parametrize("columns", [1, 2])
def test_facts_are_items_with_their_labels(columns: int) -> None:
    read = tagged(Facts((Fact("Born", "1994"), Fact("", "and"), Fact("Held", "9 days")), columns))  # type: ignore[arg-type]
    assert shape(read) == ["L", "LI", "Lbl", "LBody", "LI", "LBody", "LI", "Lbl", "LBody"]


def test_a_table_has_heads_of_columns() -> None:
    read = tagged(Table((Column("Date"), Column("")), (Row(("18 Sep", "")), Row(("19 Sep", "x")))))
    assert shape(read) == ["Table", "TR", "TH", "TH", "TR", "TD", "TD", "TR", "TD", "TD"]
    assert {str(head.told.A.Scope) for head in read.top.all("TH")} == {"/Column"}


def test_the_rows_of_a_table_without_heads_begin_with_them() -> None:
    read = tagged(Table((Column(), Column()), (Row(("Name", "")), Row(("Date", "")))))
    assert shape(read) == ["Table", "TR", "TH", "TD", "TR", "TH", "TD"]
    assert {str(head.told.A.Scope) for head in read.top.all("TH")} == {"/Row"}


def test_tables_behind_each_other_are_two() -> None:
    read = tagged(*[Table((Column("A"),), (Row(("x",)),)), Table((Column(),), (Row(("y",)),))] * 2)
    assert Counter(shape(read))["Table"] == 4


def test_figures_side_by_side_are_read_with_what_they_count() -> None:
    read = tagged(BigFigures((BigFigure("9", "days", "in all"), BigFigure("2", "hearings"))))
    assert [node.text for node in read.top.all("P")] == ["9 days in all", "2 hearings"]


def test_a_drawing_says_what_it_shows_and_where_it_is() -> None:
    marks = (Label(10, 10, "20 days"), Label(10, 30, "9 days"))
    told, untold = tagged(Figure(90, 60, marks, "Cap", "two bars")), tagged(Figure(90, 60, marks))
    [one], [other] = told.top.all("Figure"), untold.top.all("Figure")
    assert (str(one.told.Alt), str(other.told.Alt)) == ("two bars", "20 days\n9 days")
    left, low, right, high = map(float, one.told.A.BBox)
    assert (round(right - left), round(high - low)) == (90, 60)


def test_a_drawing_cannot_say_what_no_eye_may_see() -> None:
    read = tagged(Figure(90, 60, (), "", "a\ud800\u202eb"))
    [one] = read.top.all("Figure")
    assert str(one.told.Alt) == "a[U+D800][U+202E]b"


def test_head_foot_rules_and_boxes_are_set_aside() -> None:
    head, foot = PageHead("CONFIDENTIAL", "M3-8XTA", "3", "counsel", "A notice."), PageFoot("3f9a1c07", "a note")
    read = Tagged(to_pdf(Document((), (Notice("Box", ("Text.",)),), head, foot)).data)
    aside = " ".join(read.pages[0].aside)
    assert (read.top.text.split(), read.faults) == (["Box", "Text."], [])
    assert all(words in aside for words in ("CONFIDENTIAL", "M3-8XTA", "A notice.", "3f9a1c07", "page 1 of 1"))


def test_words_are_apart_where_a_line_ends_and_whole_where_one_is_cut() -> None:
    [words, cut] = tagged(Paragraph(A_SENTENCE * 5), Paragraph("x" * 500)).top.all("P")
    assert (words.text.split(), cut.text) == ((A_SENTENCE * 5).split(), "x" * 500)


# --- what goes over several pages ---


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        (Paragraph(WORDS), "P"),
        (Paragraph(WORDS, label="1."), "LBody"),
        (Notice("Title", (WORDS,)), "Div"),
        (Facts((Fact("Label", WORDS),)), "LBody"),
        (BigFigures((BigFigure("9", "days", WORDS),)), "P"),
        (Table((Column("A"), Column("B", 1)), (Row(("left", WORDS)),)), "TR"),
        (Heading(WORDS), "H1"),
    ],
)
def test_what_goes_over_pages_is_one_element(block: Block, kind: str) -> None:
    read = tagged(block, Paragraph("Behind."))
    assert len(read.pages) > 2
    assert read.faults == []
    holding = [node for node in read.top.all(kind) if "w2999" in node.text]
    assert len(holding) == 1
    assert [word for word in holding[0].text.split() if word.startswith("w")] == WORDS.split()


def test_a_table_over_pages_is_one_table_with_one_head() -> None:
    rows = tuple(Row((f"day {number}", "held")) for number in range(150))
    read = tagged(Table((Column("Date"), Column("Event", 1)), rows))
    kinds = Counter(shape(read))
    assert (kinds["Table"], kinds["TH"], kinds["TR"], len(read.pages) > 2) == (1, 2, 151, True)
    assert [" ".join(page.aside).count("Event") for page in read.pages] == [0, *[1] * (len(read.pages) - 1)]


def test_a_contents_line_over_pages_is_one_entry() -> None:
    read = tagged(*paragraphs(33), Contents(), Heading(WORDS[:700]))
    assert (Counter(shape(read))["TOCI"], read.faults) == (1, [])


def _table(row: Row, count: int) -> Table:
    return Table((Column("H"), Column()), (row,) * count)


_BLOCKS = st.one_of(
    st.builds(Paragraph, st.text("ab ə", max_size=900), st.sampled_from(["", "1.", "•", " "])),
    st.builds(Heading, st.text("ab", max_size=200), st.integers(1, 3)),
    st.builds(
        lambda text, n: Facts(tuple(Fact("L" * (at % 2), text) for at in range(n)), 2), st.text("ab "), st.just(5)
    ),
    st.builds(
        lambda text, n: Table((Column("H"), Column()), (Row((text, "x")),) * n), st.text("ab "), st.integers(0, 40)
    ),
    st.builds(lambda n: Table((Column(), Column()), (Row(("", WORDS[:n])),)), st.integers(0, 9000)),
    st.builds(lambda n: Notice("N", (WORDS[:n], "end")), st.integers(0, 9000)),
    st.builds(Spacer, st.integers(1, 600)),
    st.just(Contents(3)),
    st.just(PageBreak()),
    st.just(Figure(90, 300, (Label(5, 50, "x"),), "Cap")),
    st.just(KeepTogether((Heading("K", 2), Table((Column("A"),), (Row(("x",)),)), Paragraph("k")))),
)


@given(st.lists(_BLOCKS, max_size=12))
def test_no_arrangement_of_blocks_breaks_the_tree(blocks: list[Block]) -> None:
    assert tagged(*blocks).faults == []


# --- files of several documents ---


def _merged() -> Tagged:
    listed = tuple(Listed(f"Name {number}", f"N-{number}") for number in range(3))
    before = ListPaper(listed, ("Contents",), PageHead(), PageFoot())
    return Tagged(bound(map(drawn, [everything(), document(Paragraph("x")), everything()]), "a4", before).data)


def test_each_document_of_a_file_is_a_part_behind_their_list() -> None:
    read = _merged()
    parts = read.top.kids
    assert ([part.kind for part in parts], read.faults) == (["Part"] * 4, [])
    assert [min(page for node in part.all() for page in node.pages) for part in parts] == [0, 1, 3, 4]


def test_a_row_of_the_list_leads_to_what_it_names() -> None:
    read = _merged()
    assert [str(link.Contents) for link in read.pdf.pages[0].Annots] == ["Name 0", "Name 1", "Name 2"]
    assert [link.text for link in read.top.kids[0].all("Link")] == ["Name 0", "Name 1", "Name 2"]


def test_each_document_says_its_language() -> None:
    both = [Document((), (Paragraph("x"),), language=language) for language in ("az", "ru")]
    read = Tagged(to_merged_pdf(both).data)
    told = (str(read.pdf.Root.Lang), [str(part.told.Lang) for part in read.top.kids])
    assert told == ("az", ["az", "ru"])


def test_an_encrypted_file_has_its_tree() -> None:
    read = Tagged(protect(to_pdf(everything()).data, "words"), "words")
    assert (read.faults, len(list(read.top.all()))) == ([], len(list(Tagged(to_pdf(everything()).data).top.all())))
