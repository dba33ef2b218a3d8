"""Editable copies, read back by the library and as the parts of a file."""

import re
from io import BytesIO
from typing import Any, get_args
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Pt
from hypothesis import given, settings
from tests.reports.demo_dossiers import demo_paper
from tests.reports.reading import document, everything, squeezed
from tests.reports.test_paper_hostile import HOSTILE

from muniment.reports.contents import beginning
from muniment.reports.document import (
    BigFigure,
    BigFigures,
    Block,
    Column,
    Contents,
    Density,
    Document,
    Fact,
    Facts,
    Figure,
    Heading,
    KeepTogether,
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
from muniment.reports.editable import to_docx
from muniment.reports.summary import summary
from muniment.reports.visible import made_visible

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(file: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(file)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def words(file: bytes) -> str:
    """All text of the body; a new line between paragraphs."""
    root = ElementTree.fromstring(parts(file)["word/document.xml"])  # noqa: S314 - of our own making
    marks = {f"{_W}br": "\n", f"{_W}tab": "\t"}
    lines = []
    for paragraph in root.iter(f"{_W}p"):
        found = (one.text if one.tag == f"{_W}t" else marks.get(one.tag) for one in paragraph.iter())
        lines.append("".join(filter(None, found)))
    return "\n".join(lines)


def reopened(file: bytes) -> Any:
    return docx.Document(BytesIO(file))


def test_headings_have_the_styles_of_headings() -> None:
    made = reopened(to_docx([document(*(Heading(f"Level {n}", n) for n in (1, 2, 3)), title=("The title", "more"))]))
    assert [(one.style.name, one.text) for one in made.paragraphs] == [
        ("Title", "The title"),
        ("Subtitle", "more"),
        ("Heading 1", "Level 1"),
        ("Heading 2", "Level 2"),
        ("Heading 3", "Level 3"),
    ]


def test_a_table_repeats_its_head_and_keeps_its_rows_whole() -> None:
    columns = (Column("Day"), Column("What", 1, "right"))
    made = reopened(to_docx([document(Table(columns, (Row(("1", "one")), Row(("2", "two"), strong=True))))]))
    rows = made.tables[0].rows
    assert [[cell.text for cell in row.cells] for row in rows] == [["Day", "What"], ["1", "one"], ["2", "two"]]
    heads = [row._tr.trPr.find(f"{_W}tblHeader") is not None for row in rows]
    assert heads == [True, False, False]
    assert all(row._tr.trPr.find(f"{_W}cantSplit") is not None for row in rows)
    assert rows[2].cells[0].paragraphs[0].runs[0].bold


def test_a_title_has_room_for_its_longest_word() -> None:
    columns = (Column("Confidence", 0.1), Column("What", 9))
    made = reopened(to_docx([document(Table(columns, (Row(("low", "a text")),)))]))
    narrow, wide = (column.width.pt for column in made.tables[0].columns)
    assert narrow >= 62  # Arial needs 49 of them, and there is a gap
    assert narrow + wide == pytest.approx(467.7, abs=1)


def test_a_rule_stands_above_the_fact_where_something_begins_and_below_the_rows_of_a_table() -> None:
    facts = Facts((Fact("one", "1"), Fact("two", "2", ruled=True)))
    made = reopened(to_docx([document(facts, Table((Column("", 1),), (Row(("row",)),)))]))
    sides = [
        [line.tag.removeprefix(_W) for line in cell._tc.tcPr.iter() if line.tag in (f"{_W}top", f"{_W}bottom")]
        for table in made.tables
        for cell in table.columns[0].cells
    ]
    assert sides == [[], ["top"], ["bottom"]]


def test_a_dense_document_is_set_smaller() -> None:
    sizes = [
        reopened(to_docx([Document(("T",), (), density=density)])).styles["Normal"].font.size.pt
        for density in get_args(Density)
    ]
    assert sizes == [11, 9.5]


def test_every_page_says_what_the_paper_says_at_its_edges() -> None:
    head = PageHead("confidential", "ABCD-2345", "0007-KMPT", "counsel", "Without consent: urgent")
    file = to_docx([Document(("T",), (), head, PageFoot("7f3a 90bc"))])
    section = reopened(file).sections[0]
    above, below = (" ".join(one.text for one in edge.paragraphs) for edge in (section.header, section.footer))
    assert above == "confidential\tABCD-2345  ·  copy 0007-KMPT  ·  counsel Without consent: urgent"
    assert below.startswith("copy 0007-KMPT  ·  journal 7f3a 90bc\tpage ")
    assert re.findall(r"> (PAGE|NUMPAGES) <", parts(file)["word/footer1.xml"].decode()) == ["PAGE", "NUMPAGES"]


def test_merged_copies_have_heads_of_their_own() -> None:
    documents = [Document((name,), (), PageHead(code=name)) for name in ("First", "Second")]
    made = reopened(to_docx(documents))
    assert [section.header.paragraphs[0].text for section in made.sections] == ["\tFirst", "\tSecond"]


def _led(file: bytes) -> tuple[list[str], dict[str, str]]:
    """Where links lead, in their order; and the text of the paragraph of each place that one can lead to."""
    root = ElementTree.fromstring(parts(file)["word/document.xml"])  # noqa: S314 - of our own making
    links = [one.attrib[f"{_W}anchor"] for one in root.iter(f"{_W}hyperlink")]
    places = {
        mark.attrib[f"{_W}name"]: "".join(one.text or "" for one in paragraph.iter(f"{_W}t"))
        for paragraph in root.iter(f"{_W}p")
        for mark in paragraph.iter(f"{_W}bookmarkStart")
    }
    return links, places


def test_a_list_before_copies_leads_to_each_of_them() -> None:
    rows = tuple(Row((str(number), "a copy"), goal=beginning(number)) for number in (1, 2))
    before = document(Table((Column(), Column("What", 1)), rows), title=("Contents",))
    links, places = _led(to_docx([document(title=("First",)), document(title=("Second",))], before=before))
    assert [places[link] for link in links] == ["First", "First", "Second", "Second"]  # each cell of a row


def test_the_contents_lead_to_their_headings() -> None:
    made = document(Contents(1), Heading("One"), Heading("Inside", 2), KeepTogether((Heading("Two"),)))
    links, places = _led(to_docx([made, made]))
    assert [places[link] for link in links] == ["One", "Two"] * 2
    assert len(set(links)) == 4


def test_boxes_are_large_enough_for_a_pen() -> None:
    columns = (Column("What", 1), Column("Yes", ticked=True))
    [table] = reopened(to_docx([document(Table(columns, (Row(("this", "☐")),)))])).tables
    sizes = [[cell.paragraphs[0].runs[0].font.size for cell in row.cells] for row in table.rows]
    assert sizes == [[None, None], [None, Pt(14)]]


def test_the_parts_of_a_table_stand_in_the_order_that_is_prescribed() -> None:
    made = reopened(to_docx([document(Table((Column("Day"), Column("What", 1)), (Row(("1", "one")),)))]))
    told = [one.tag.removeprefix(_W) for one in made.tables[0]._tbl.tblPr]
    assert told.index("tblLayout") < told.index("tblCellMar") < told.index("tblLook")
    last = made.tables[0].rows[1].cells[1]._tc.tcPr
    assert [one.tag.removeprefix(_W) for one in last] == ["tcW", "tcBorders", "tcMar"]


def test_nothing_in_it_tells_who_made_it_when_or_with_what() -> None:
    file = to_docx([everything()])
    found = parts(file)
    assert not [name for name in found if name.startswith(("docProps", "customXml")) or "thumbnail" in name]
    with ZipFile(BytesIO(file)) as opened:
        assert {one.date_time for one in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    told = b"".join(data for name, data in found.items() if name.endswith((".xml", ".rels"))).lower()
    for word in (b"python", b"macintosh", b"creator", b"rsid", b"docid", b"author", b"created", b"modified"):
        assert word not in told
    assert b"removePersonalInformation" in found["word/settings.xml"]


def test_nothing_outside_of_it_is_asked_for() -> None:
    assert not any(b'TargetMode="External"' in data for data in parts(to_docx([everything()])).values())


def test_the_same_document_gives_the_same_bytes() -> None:
    assert to_docx([everything()]) == to_docx([everything()])


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("letter", 612)])
def test_the_sheet_is_the_one_that_was_chosen(paper: Any, width: int) -> None:
    assert round(reopened(to_docx([everything()], paper)).sections[0].page_width.pt) == width


def test_a_figure_is_a_picture_and_said_in_words() -> None:
    figure = Figure(90, 40, (Label(0, 10, "left arm"),), "Marks as recorded.", "One bruise on the left arm.")
    file = to_docx([document(figure)])
    assert parts(file)["word/media/image1.png"].startswith(b"\x89PNG")
    assert 'descr="One bruise on the left arm."' in parts(file)["word/document.xml"].decode()
    assert "Marks as recorded." in words(file)
    assert "[Figure: One bruise on the left arm.]" in words(file)


def test_pages_that_change_with_editing_are_not_named() -> None:
    text = ("told in 5.1, ", PageOf("x"), "; and more")
    assert words(to_docx([document(Paragraph(text))])) == "told in 5.1; and more"


def test_a_label_hangs_in_the_margin() -> None:
    made = reopened(to_docx([document(Paragraph("the text", label="[S1]"))])).paragraphs[0]
    shape = made.paragraph_format
    assert made.text == "[S1]\tthe text"
    assert (shape.left_indent.pt, shape.first_line_indent.pt, shape.tab_stops[0].position.pt) == (24, -24, 24)


def test_head_and_foot_have_no_stop_but_the_one_at_the_right() -> None:
    made = reopened(to_docx([Document(("T",), (), PageHead(code="ABCD-2345"))]))
    assert not [one for name in ("Header", "Footer") for one in made.styles[name].paragraph_format.tab_stops]
    assert len(made.sections[0].header.paragraphs[0].paragraph_format.tab_stops) == 1


def test_what_stays_together_keeps_with_what_follows() -> None:
    made = reopened(to_docx([document(KeepTogether((Paragraph("one"), Paragraph("two"))), Paragraph("three"))]))
    assert [one.paragraph_format.keep_with_next for one in made.paragraphs] == [True, None, None]


def test_a_summary_has_all_its_headings_and_tables() -> None:
    told = summary(demo_paper("deniz"))
    made = reopened(to_docx([told]))
    wanted = [block.text for block in _flat(told.blocks) if isinstance(block, Heading)]
    assert [one.text for one in made.paragraphs if one.style.name.startswith("Heading")] == wanted
    assert len(made.tables) == sum(isinstance(one, Table | Facts | BigFigures) for one in _flat(told.blocks))


def _flat(blocks: tuple[Block, ...]) -> list[Block]:
    return [one for block in blocks for one in (_flat(block.blocks) if isinstance(block, KeepTogether) else [block])]


@given(HOSTILE, HOSTILE)
@settings(max_examples=40, deadline=None)
def test_any_text_in_any_place_is_written(one: str, two: str) -> None:
    blocks: tuple[Block, ...] = (
        Heading(one),
        Paragraph((Run(two, "bold"), one), label=two),
        Facts((Fact(one, two), Fact(two, one, ruled=True)), 2),
        Table((Column(one), Column(two, 1)), (Row((two, one)),)),
        Figure(50, 20, (Label(0, 10, one),), two, one),
        Notice(one, (two,)),
        BigFigures((BigFigure(one, two, one),)),
    )
    head, foot = PageHead(one, two, one, two, one), PageFoot(one, two)
    file = to_docx([Document((one, two), blocks, head, foot)])
    told = squeezed(words(file))
    assert squeezed(made_visible(one)) in told
    assert squeezed(made_visible(two)) in told
    for name, data in parts(file).items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(data)  # noqa: S314 - of our own making


def test_a_hundred_thousand_letters_without_a_space() -> None:
    long = "x" * 100_000
    table = Table((Column(long), Column("", 1)), (Row((long, long)),))
    assert words(to_docx([document(Paragraph(long), table)])).count("x") == 400_000
