"""The chronology across files: one row for each phase, who is linked only where that was chosen, nothing inferred."""

from dataclasses import replace

import pytest
from tests.reports.demo_dossiers import AS_OF, demo_cases, demo_paper, paper, record
from tests.reports.summary_reading import file_of, one

from muniment.domain.dossier import Dossier
from muniment.domain.records import CaseFile, Record
from muniment.reports.chronology import AcrossPaper, chronology, person
from muniment.reports.document import Document, Figure, Heading, Notice, PageFoot, PageHead, Table
from muniment.reports.text import plain, to_text


def across(*dossiers: Dossier, linked: bool = False) -> Document:
    people = tuple(person(paper(one), one.case_file.code, linked) for one in dossiers)
    return chronology(AcrossPaper(people, AS_OF, PageHead("internal"), PageFoot(), "en", linked))


def file(code: str, *records: Record, outside: tuple[Record, ...] = ()) -> Dossier:
    """A case file whose records have ids of its own."""
    about = record("case_file", code, code=code, pseudonym=f"Name of {code}")
    assert isinstance(about, CaseFile)
    return Dossier(about, records, outside)


def own(code: str, kind: str, record_id: str, /, **fields: object) -> Record:
    return record(kind, record_id, code, **fields)


def rows(document: Document, title: str) -> list[list[str]]:
    """The table under a heading."""
    at = next(n for n, block in enumerate(document.blocks) if isinstance(block, Heading) and block.text == title)
    found = document.blocks[at + 1]
    assert isinstance(found, Table)
    return [[plain(cell) for cell in row.cells] for row in found.rows]


def words(document: Document) -> str:
    return " ".join(to_text(document).split()).replace("\xa0", " ")


FIRST = file(
    "AAAA-1111",
    own("AAAA-1111", "detention", "d1", start="2017-09-18", end="2017-09-21", status="ended", incident="raid"),
    own("AAAA-1111", "phase", "p1", detention="d1", kind="stop", facility="Yard", start="2017-09-18"),
    own("AAAA-1111", "phase", "p2", detention="d1", kind="police_hold", facility="Station", start="2017-09-18"),
    own("AAAA-1111", "court_order", "o1", detention="d1", court="Court", judge="A.", days_ordered=3, own_lawyer="no"),
    own("AAAA-1111", "coerced_disclosure", "x", method="threat", confidence="likely", persons=["b"], followed_by="d2"),
    outside=(record("incident", "raid", title="The raid", kind="venue_raid", on="2017-09-18"),),
)
SECOND = file(
    "BBBB-2222",
    own("BBBB-2222", "detention", "d2", start="2017-09-15~", status="ongoing", release_kind="after_giving_names"),
    own("BBBB-2222", "phase", "p3", detention="d2", kind="police_hold", facility="station", start="2017-09-15"),
)
SECOND = replace(SECOND, case_file=replace(SECOND.case_file, id="b"))


def test_a_detention_has_a_row_for_each_phase_and_the_earliest_comes_first() -> None:
    told = rows(across(FIRST, SECOND), "Detentions")
    assert [row[0] for row in told] == ["BBBB-2222", "AAAA-1111", ""]
    assert told[1][2:4] == ["Yard", "stop"]
    assert told[2][2:4] == ["Station", "police hold"]
    assert told[1][4:6] == ["3", "3"]  # no basis is recorded, so no column has it


def test_nobody_is_named() -> None:
    assert "Name of" not in words(across(FIRST, SECOND, linked=True))


def test_a_facility_is_one_however_it_is_capitalised() -> None:
    told = {row[0].casefold(): row for row in rows(across(FIRST, SECOND), "By facility")}
    assert told["station"][-1].split(", ") == ["BBBB-2222", "AAAA-1111"]
    assert len(told) == 2


def test_a_court_and_judge_have_their_hearings_and_days() -> None:
    assert rows(across(FIRST), "By court and judge") == [["Court", "A.", "1", "3", "0 of 1", "AAAA-1111"]]


def test_an_incident_counts_who_was_detained_in_these_files() -> None:
    [told] = rows(across(FIRST, SECOND), "Incidents")
    assert told[1].startswith("The raid")
    assert told[-1] == "1"


def test_links_are_told_in_codes_and_only_if_chosen() -> None:
    section = "Arrests linked by coerced disclosures"
    held = across(FIRST, SECOND)
    assert f"{section} " in words(held)
    assert "Held back in this copy." in words(held)
    assert "after giving names" not in words(held)
    at = next(n for n, block in enumerate(across(FIRST, SECOND, linked=True).blocks) if block == Heading(section))
    found = across(FIRST, SECOND, linked=True).blocks[at + 2]
    assert isinstance(found, Table)
    [row] = found.rows
    assert [plain(cell) for cell in row.cells][:1] == ["AAAA-1111"]
    assert "BBBB-2222, c. 15 Sep 2017" in [plain(cell).replace("\xa0", " ") for cell in row.cells]


def test_whoever_is_linked_and_not_on_the_paper_is_not_named() -> None:
    assert "a file not on this paper" in words(across(FIRST, linked=True))


def test_the_line_on_links_is_the_same_whether_or_not_there_are_any() -> None:
    assert "Held back in this copy." in words(across(SECOND))


def test_uncertain_ends_are_drawn_as_such() -> None:
    [figure] = [block for block in across(FIRST, SECOND).blocks if isinstance(block, Figure)]
    assert "Hatched: the date is uncertain." in figure.caption
    assert "Arrow: continuing." in figure.caption
    assert "AAAA-1111: 18" in figure.alternative


def test_what_cannot_be_drawn_is_counted() -> None:
    undated = file("CCCC-3333", own("CCCC-3333", "detention", "d3", status="ended"))
    told = words(across(FIRST, undated))
    assert "Not drawn, since the start is not recorded: 1 detention." in told
    assert "CCCC-3333" in told[told.index("Doubts about the data") :]


def test_files_without_a_detention_are_named_as_such() -> None:
    assert "Without a detention, and so in no table below: ABCD-2345." in words(across(FIRST, file_of()))


def test_without_any_detention_nothing_follows_the_scope() -> None:
    document = across(file_of(one("note", "n", text="A note")))
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == ["Scope"]


def test_the_warning_comes_first() -> None:
    assert isinstance(across(FIRST).blocks[0], Notice)


def test_a_great_many_people_have_several_drawings_on_one_scale() -> None:
    many = [replace(FIRST, case_file=replace(FIRST.case_file, id=f"{n}", code=f"{n}")) for n in range(90)]
    figures = [block for block in across(*many).blocks if isinstance(block, Figure)]
    assert [round(figure.height) for figure in figures] == [578, 578, 158]


@pytest.mark.parametrize("linked", [False, True])
def test_the_practice_files_can_all_stand_on_one_paper(linked: bool) -> None:
    papers = [demo_paper(case) for case in demo_cases()]
    people = tuple(person(told, told.head.code, linked) for told in papers)
    told = words(chronology(AcrossPaper(people, AS_OF, PageHead(), PageFoot(), "en", linked)))
    assert all(each.head.code in told for each in papers)
    assert ("forced call" in told) is linked
